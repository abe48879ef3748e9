"""Telegram stumbles, at the start and later: the assistant goes on, and ends only for what is true."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import cast

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.pipeline.conversations import Conversations
from bot.store.backup import StoreReader
from bot.store.keys import TRANSCRIPT
from bot.store.sqlite import open_store
from bot.telegram.client import REFUSALS, TokenCheck
from bot.wording import zh as doors
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.carrier import keep, running
from tests.support.process import Process, assistant, free_port
from tests.support.virtual_time import VirtualTime
from tests.support.waiting import until

STUMBLES: dict[str, Callable[[Server, str], None]] = {
    "502": lambda server, method: server.fault(method, 502),
    "reset": lambda server, method: server.cut_before(method),
    "429": lambda server, method: server.fault(method, 429, retry_after=1),
    "401": lambda server, method: server.fault(method, 401),
}
AT_THE_START = ("getMe", "deleteWebhook", "getUpdates", "setMyCommands", "setMyShortDescription")


def is_answered(server: Server, number: int = 1) -> None:
    phone = server.phone(number)
    phone.say("/start")
    phone.wait_for(wording.HOME_TITLE, 30)


# The process


@pytest.mark.parametrize("stumble", STUMBLES)
def test_it_starts_through_a_stumble_at_every_call(stumble: str, tmp_path: Path) -> None:
    with Server() as server:
        for method in AT_THE_START:
            STUMBLES[stumble](server, method)
        with assistant(server, tmp_path):
            is_answered(server)
            if stumble != "401":  # then the menus are set some time later
                server.until(lambda: any(name.startswith("short_description") for name in server.world.settings))
                assert any(name.startswith("commands") for name in server.world.settings)


def test_the_webhook_is_set_through_stumbles(tmp_path: Path) -> None:
    port = str(free_port())
    with Server(webhook_retry=0.1) as server:
        for stumble in STUMBLES.values():
            stumble(server, "setWebhook")
        with assistant(server, tmp_path, WEBHOOK_URL=f"http://127.0.0.1:{port}/updates", WEBHOOK_PORT=port):
            server.until(lambda: server.world.webhook is not None, 20)
            is_answered(server)


def test_people_are_answered_while_the_menus_cannot_be_set(tmp_path: Path) -> None:
    with Server() as server:
        for method in ("setMyCommands", "setMyShortDescription"):
            server.fault(method, 502, times=1000)
        with assistant(server, tmp_path):
            is_answered(server)


def test_it_runs_through_a_refusal_that_is_none(tmp_path: Path) -> None:
    with Server() as server, assistant(server, tmp_path):
        is_answered(server, 1)
        for number, status in enumerate((401, 404), 2):
            server.fault("getUpdates", status)
            server.fault("sendMessage", status)
            is_answered(server, number)


def test_the_page_is_open_and_health_says_so_while_nobody_answers_at_telegram(tmp_path: Path) -> None:
    page, watch = free_port(), free_port()
    with Server() as server:
        server.stop()
        with assistant(server, tmp_path, PAGE="true", PAGE_PORT=str(page), HEALTH_PORT=str(watch)):
            until(lambda: listens(page) and listens(watch))
            assert seen_at(page, "").status_code == 200
            until(lambda: seen_at(watch, "healthz").json()["troubles"] == [doors.TELEGRAM_NOT_REACHED])
            server.start()
            is_answered(server)
            assert seen_at(watch, "healthz").status_code == 200
            assert seen_at(page, "").status_code == 200


# The real program, begun at an hour that is handed in.
AT = """
import asyncio, sys, time
from datetime import datetime, timedelta
from bot.run import run
from bot.settings import load

at = datetime.fromisoformat(sys.argv[1]) - timedelta(seconds=time.monotonic())
asyncio.run(run(load(), lambda: at + timedelta(seconds=time.monotonic())))
"""


async def test_reminders_come_on_the_page_while_nobody_answers_at_telegram(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "data")
    conversations = Conversations(store, lambda: datetime(2026, 10, 9, 12, tzinfo=BEIJING), published)
    await keep(store, conversations, "page:visitor", running(date(2026, 10, 8)))
    await store.close()
    nobody = {
        "TELEGRAM_BOT_TOKEN": "123456:" + "A" * 35,
        "TELEGRAM_BASE_URL": f"http://127.0.0.1:{free_port()}/bot",
        "PAGE": "true",
        "PAGE_PORT": "0",
    }
    process = Process(tmp_path / "data", ("-c", AT, "2026-11-12T12:00+08:00"), **nobody)
    reader = StoreReader(tmp_path / "data")
    try:
        while "还有4个工作日" not in (await reader.get(f"{TRANSCRIPT}page:visitor") or ""):
            await asyncio.sleep(0.1)
    finally:
        process.kill()


def test_a_refused_token_leaves_the_page_open(tmp_path: Path) -> None:
    page, watch = free_port(), free_port()
    open_to_all = {"PAGE": "true", "PAGE_PORT": str(page), "HEALTH_PORT": str(watch)}
    with Server() as server, assistant(server, tmp_path, TELEGRAM_BOT_TOKEN="123456:" + "A" * 35, **open_to_all):
        until(lambda: listens(page) and listens(watch))
        until(lambda: seen_at(watch, "healthz").json()["troubles"] == [doors.TOKEN_REFUSED])
        assert seen_at(page, "").status_code == 200


def test_a_port_that_is_taken_is_the_reason_given(tmp_path: Path) -> None:
    with Server() as server, socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with assistant(server, tmp_path, WEBHOOK_URL=f"http://127.0.0.1:{port}/updates", WEBHOOK_PORT=port) as process:
            assert process.wait(30) == 2
            assert last_line(process).startswith(f"error: WEBHOOK_PORT {port}: ")


def last_line(process: Process) -> str:
    return process.log.read_text(encoding="utf-8").strip().splitlines()[-1]


def listens(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def seen_at(port: int, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}/{path}", trust_env=False)


# How often a refusal is confirmed


class Scripted:
    """A bot whose calls fail with these, one after the other, and then succeed."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.calls = 0

    async def get_me(self) -> None:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)

    @property
    def check(self) -> TokenCheck:
        return TokenCheck(cast(Bot, self))


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, in an event loop in which nobody waits."""
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(work())  # type: ignore[arg-type]
        return runner.get_loop().time()


def test_a_token_is_wrong_when_that_is_said_again_and_again() -> None:
    refused = Scripted(*[InvalidToken("Unauthorized")] * REFUSALS)
    with pytest.raises(InvalidToken, match="Unauthorized"):
        seconds(refused.check.confirm)
    assert refused.calls == REFUSALS


def test_refusals_between_outages_are_none() -> None:
    days: list[Exception] = [InvalidToken(), NetworkError("Bad Gateway"), TelegramError("?"), KeyError()]
    asked = Scripted(*days * REFUSALS)
    seconds(asked.check.confirm)
    assert asked.calls == len(days) * REFUSALS + 1


def test_a_limit_is_waited_out() -> None:
    assert seconds(Scripted(RetryAfter(3600)).check.confirm) >= 3600


def test_a_call_is_made_until_it_is_taken_and_a_bad_one_only_once() -> None:
    call, refused = Scripted(NetworkError("?"), InvalidToken()), Scripted(BadRequest("bad"))
    bot = Scripted()
    seconds(lambda: bot.check.through("deleteWebhook", call.get_me))
    assert (call.calls, bot.calls) == (3, 1)
    with pytest.raises(BadRequest):
        seconds(lambda: bot.check.through("setWebhook", refused.get_me))
    assert refused.calls == 1
