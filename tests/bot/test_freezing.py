"""A message that freezes or kills the assistant does so twice at most; then everybody else is answered again."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.commands.listings import set_aside
from bot.pipeline import deduplication
from bot.pipeline.deduplication import InProgress
from bot.store.backup import StoreReader
from bot.store.keys import ABANDONED, INBOX
from bot.store.sqlite import SqliteStore
from bot.telegram.inbox import RUNS_ENDED, Inbox, key
from bot.telegram.updates import Json
from bot.wording import zh as wording
from dialogs.wording import zh as said
from rules.calendar.days import BEIJING
from tests.support.botapi import Server
from tests.support.process import assistant
from tests.support.waiting import until

NOW = datetime(2026, 11, 25, 12, tzinfo=BEIJING)
# The real program, but that it searches for an article with a pattern that never ends on some words. No signal is heard
# meanwhile.
FREEZING = """
import re, sys
from bot.__main__ import main
from knowledge import law

def references(sentence, ours=law.references):
    if "冻住" in sentence:
        re.match("(a|a)*b", "a" * 100)
    return ours(sentence)

import dialogs.inquiry.answers, dialogs.step, bot.telegram.groups
for module in (dialogs.inquiry.answers, dialogs.step, bot.telegram.groups):
    module.references = references
sys.exit(main())
"""


@pytest.mark.parametrize("where", ["private", "group"])
async def test_a_message_that_freezes_is_set_aside_at_the_third_start(where: str, tmp_path: Path) -> None:
    with Server() as server:
        operator = server.phone(99)
        operator.say("/start")
        with assistant(server, tmp_path, ("-c", FREEZING), OPERATORS="99") as process:
            operator.wait_for(said.HOME_TITLE)
            phone, group = server.phone(1), server.phone(1).in_group(server.group())
            (phone if where == "private" else group).say(f"@{server.world.bot.username} 请冻住")
            for starts in (1, 2):
                until(lambda n=starts: frozen(tmp_path, runs_before=n - 1))  # type: ignore[misc]
                process.terminate()
                process.kill()
                process.start()
            operator.wait_for("已搁置，不再处理")
            if where == "private":
                phone.wait_for("没能处理：处理它时两次中断")
            else:
                group.wait_for(wording.ABANDONED_IN_GROUP)
            server.phone(2).say("/start")
            server.phone(2).wait_for(said.HOME_TITLE)
            out = io.StringIO()
            await set_aside(StoreReader(tmp_path / "data"), out)
            assert out.getvalue().startswith("两次中断\t") and "请冻住" in out.getvalue()
        assert server.violations == []


def frozen(directory: Path, runs_before: int) -> bool:
    """Whether the run after so many that broke off is in the middle of something."""
    broke_off = (directory / "log").read_text().count("ended in the middle of an update")
    return broke_off == runs_before and bool((directory / "data" / deduplication.FILE_NAME).read_bytes().strip(b"\0"))


# How it is known


def test_what_the_last_run_ended_in_is_known_once(tmp_path: Path) -> None:
    first = InProgress(tmp_path)
    assert first.interrupted_by == ""
    with first.on("telegram:00000000000700000001"):
        assert InProgress(tmp_path).interrupted_by == "telegram:00000000000700000001"
    assert InProgress(tmp_path).interrupted_by == ""


def test_what_raised_an_error_did_not_end_the_run(tmp_path: Path) -> None:
    working = InProgress(tmp_path)
    with pytest.raises(ValueError), working.on("telegram:1"):
        raise ValueError
    assert InProgress(tmp_path).interrupted_by == ""


class Dispatcher:
    """Notes what is handled, and what is not any more."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.handled: list[str] = []
        self.given_up: list[str] = []

    async def dispatch(self, update: Json, row: str) -> None:
        self.handled.append(row)

    async def abandon(self, update: Json, row: str) -> None:
        self.given_up.append(row)
        await self.store.put({row: None})


async def replayed(store: SqliteStore, broke_off: str) -> Dispatcher:
    door = Dispatcher(store)
    reception = Inbox(door, store, lambda: NOW, broke_off)  # type: ignore[arg-type]
    await reception.replay()
    await reception.drain(5)
    return door


async def test_only_the_update_that_two_runs_ended_in_is_set_aside(store: SqliteStore) -> None:
    update = {"update_id": 8, "message": {}}
    await store.put({key(id): json.dumps({**update, "update_id": id}) for id in (7, 8, 9)})
    for _ in range(3):  # killed three times while it waited, or while it was answered
        assert (await replayed(store, "")).handled == [key(7), key(8), key(9)]
    assert (await replayed(store, f"telegram:{8:020}")).handled == [key(7), key(8), key(9)]
    assert (await replayed(store, f"telegram:{9:020}")).given_up == []
    last = await replayed(store, f"telegram:{8:020}")
    assert (last.handled, last.given_up) == ([key(7), key(9)], [key(8)])
    (aside,) = await store.keys(ABANDONED)
    assert json.loads(await store.get(aside) or "") == {**update, RUNS_ENDED: 2}
    assert await store.keys(INBOX) == [key(7), key(9)]
