"""What can go wrong around the assistant: it says so in a clear line, and nothing is lost."""

from __future__ import annotations

import asyncio
import json
import re
import resource
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from starlette.applications import Starlette

from bot.background.calendars import Calendars
from bot.background.reminders import ReminderScheduler
from bot.background.retention import sweep
from bot.background.throttle import Throttle
from bot.operations import health
from bot.pipeline.conversations import Conversations
from bot.pipeline.outbox import DeliveryFailure
from bot.store.keys import HANDLED, INBOX, UNREADABLE, given_up_key
from bot.store.protocol import StoreError
from bot.store.sqlite import FILE_NAME, SqliteStore, open_store
from bot.telegram import updates
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.inbox import Inbox, key
from bot.telegram.polling import Poller
from bot.telegram.updates import Json
from bot.telegram.webhook import MOST_BYTES, SECRET_HEADER, Webhook
from bot.wording import zh as doors
from dialogs.events import Said
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.carrier import Post, keep, running
from tests.support.interviews import Tap, interview
from tests.support.process import Process, assistant, free_port
from tests.support.store import no_file_beyond
from tests.support.telegram import OnTelegram
from tests.support.waiting import until

NOW = datetime(2026, 11, 25, 12, tzinfo=BEIJING)
SECRET = "the-secret"
GARBAGE: dict[str, bytes] = {
    "no JSON": b"{[",
    "no object": b"[1, 2]",
    "no id": b'{"message": {}}',
    "an id in words": b'{"update_id": "seven"}',
    "no UTF-8": b"\xff\xfe",
    "nothing": b"",
    "too deep": b'{"update_id": 7, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}
ODD_TEXTS = [
    "测" * 4000,
    "\u202e反过来的字\u202c",
    "\x00\x01\x1b[31m控制符",
    "<b>粗体</b> & <script>alert(1)</script>",
    "😀" * 2000,
    "１２３４５６７８９０",
    "%s {0} {name} \\n",
    "'; DROP TABLE documents; --",
]


class Noted:
    """A door that notes what comes through it."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.arrivals: list[int] = []

    async def dispatch(self, update: Json, row: str) -> None:
        updates.read(update)
        self.arrivals.append(int(row.removeprefix(INBOX)))
        await self.store.put({row: None})


@contextmanager
def full_disk(directory: Path) -> Iterator[None]:
    """The log of the store cannot grow."""
    with no_file_beyond((directory / f"{FILE_NAME}-wal").stat().st_size):
        yield


def reception(store: SqliteStore) -> tuple[Inbox, Noted]:
    door = Noted(store)
    return Inbox(door, store, lambda: NOW), door  # type: ignore[arg-type]


def update(id: int) -> Json:
    person = {"id": 1, "is_bot": False, "first_name": "阿丽丝"}
    chat = {"id": 1, "type": "private", "first_name": "阿丽丝"}
    return {"update_id": id, "message": {"message_id": id, "date": 0, "chat": chat, "from": person, "text": "你好"}}


# Arriving


async def test_what_an_earlier_run_did_not_finish_is_taken_up_first_the_oldest_first(store: SqliteStore) -> None:
    await store.put({key(id): json.dumps(update(id)) for id in (12, 7, 9)})
    arriving, door = reception(store)
    assert await arriving.replay() == 3
    await arriving.drain(5)
    assert door.arrivals == [7, 9, 12]
    assert await store.keys(INBOX) == []


@pytest.mark.parametrize("row", ['{"update_id": 8, "mess', '{"update_id": 8, "message": 3}', "null", ""])
async def test_a_row_that_is_no_update_is_set_aside_and_the_rest_goes_on(store: SqliteStore, row: str) -> None:
    await store.put({key(7): json.dumps(update(7)), key(8): row, key(9): json.dumps(update(9))})
    arriving, door = reception(store)
    await arriving.replay()
    await arriving.drain(5)
    assert sorted(door.arrivals) == [7, 9]
    assert await store.keys(INBOX) == []
    assert await store.keys(UNREADABLE) == [f"{UNREADABLE}{NOW.isoformat()}:{key(8)}"]


@asynccontextmanager
async def hook(store: SqliteStore) -> AsyncIterator[tuple[httpx.AsyncClient, Noted, Webhook, Inbox]]:
    arriving, door = reception(store)
    webhook = Webhook(arriving, SECRET)
    transport = httpx.ASGITransport(webhook.application("/updates"))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers={SECRET_HEADER: SECRET}) as http:
        yield http, door, webhook, arriving
    await arriving.drain(5)


async def test_the_webhook_says_that_an_update_arrived_when_it_is_on_disk(store: SqliteStore) -> None:
    async with hook(store) as (http, door, _, arriving):
        answer = await http.post("/updates", json=update(7))
        assert answer.status_code == 204
        assert store.commits
        await arriving.drain(5)
        assert door.arrivals == [7]


@pytest.mark.parametrize("secret", ["", "the-secreT", "the-secret ", "密"])
async def test_without_the_secret_nothing_is_taken(store: SqliteStore, secret: str) -> None:
    async with hook(store) as (http, door, _, _):
        headers = {SECRET_HEADER.encode(): secret.encode()}
        answer = await http.post("/updates", json=update(7), headers=headers)
        assert answer.status_code == 403
    assert door.arrivals == []


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
async def test_garbage_is_taken_so_that_it_holds_nothing_up_and_does_nothing(store: SqliteStore, body: bytes) -> None:
    async with hook(store) as (http, door, _, _):
        assert (await http.post("/updates", content=body)).status_code == 204
    assert door.arrivals == []
    assert await store.keys(INBOX) == []


async def test_a_body_of_ten_megabytes_is_refused_before_it_is_read(store: SqliteStore) -> None:
    async with hook(store) as (http, _, _, _):
        assert (await http.post("/updates", content=b"x" * 10 * MOST_BYTES)).status_code == 413


async def test_while_the_disk_takes_nothing_or_a_stop_is_under_way_telegram_keeps_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    async with hook(store) as (http, door, webhook, _):
        with full_disk(tmp_path):
            full = await http.post("/updates", json=update(7))
        assert (full.status_code, full.headers["retry-after"]) == (503, "5")
        webhook.closed = True
        assert (await http.post("/updates", json=update(7))).status_code == 503
        webhook.closed = False
        assert (await http.post("/updates", json=update(7))).status_code == 204
    assert door.arrivals == [7]


async def test_a_lone_surrogate_in_an_update_is_no_reason_to_stop(store: SqliteStore) -> None:
    async with hook(store) as (http, door, _, arriving):
        body = json.dumps(update(7)).replace("\\u4f60", "\\ud800")
        assert (await http.post("/updates", content=body.encode())).status_code == 204
        await arriving.drain(5)
    assert door.arrivals == [7]
    assert updates.read(json.loads(body)).event == Said("\ufffd好")


# The polls


class Polls(NamedTuple):
    """connections: of each question, in the order in which they were put."""

    poller: Poller
    running: asyncio.Task[None]
    door: Noted
    connections: list[int]


@asynccontextmanager
async def polls(store: SqliteStore, answer: Callable[[], object], **seconds: float) -> AsyncIterator[Polls]:
    """Questions put to a server that says what `answer` gives, and nothing where that is None."""

    async def confirm() -> None: ...

    connections: list[int] = []
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        while line := await reader.readline():
            if line == b"\r\n":
                connections.append(id(writer))
                if (said := answer()) is not None:
                    body = json.dumps(said).encode()
                    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x/getUpdates"
    arriving, door = reception(store)
    async with AiohttpRequest(connections=1) as request:
        poller = Poller(url, request, arriving, [], confirm, **seconds)
        running = asyncio.create_task(poller.run())
        yield Polls(poller, running, door, connections)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    server.close()
    for writer in writers:
        writer.close()
    await asyncio.gather(*(writer.wait_closed() for writer in writers), return_exceptions=True)


async def test_a_poll_that_stalls_is_put_again_on_a_new_connection_and_a_trouble_meanwhile(store: SqliteStore) -> None:
    answers_to_come: list[object] = []

    def answer() -> object:
        return answers_to_come.pop() if answers_to_come else None

    async with polls(store, answer, stalled=0.05, silent=0) as polling:
        while len(polling.connections) < 2:
            await asyncio.sleep(0.01)
        (trouble,) = polling.poller.problems()
        assert "没取到" in trouble
        answers_to_come.append({"ok": True, "result": [update(7)]})
        while not polling.door.arrivals:
            await asyncio.sleep(0.01)
        assert len(set(polling.connections[:2])) == 2


@pytest.mark.parametrize("odd", [{"ok": True}, {"ok": True, "result": 3}, {"ok": True, "result": [{"no": "id"}]}, [1]])
async def test_an_answer_that_is_none_of_telegrams_does_not_end_the_polling(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, odd: object
) -> None:
    monkeypatch.setattr("bot.telegram.polling.PAUSES", (0.01,))
    answers_to_come = iter([odd, {"ok": True, "result": [update(7)]}])
    async with polls(store, lambda: next(answers_to_come, None)) as polling:
        while not polling.door.arrivals:
            assert not polling.running.done()
            await asyncio.sleep(0.01)
        assert polling.door.arrivals == [7]


# The process


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(webhook_retry=0.1) as server:
        yield server
        assert server.violations == []


def log_of(directory: Path) -> str:
    return (directory / "log").read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_odd_texts_get_an_answer_and_stand_in_no_log(server: Server, tmp_path: Path, webhook: bool) -> None:
    port = str(free_port())
    here = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/updates", "WEBHOOK_PORT": port} if webhook else {}
    with assistant(server, tmp_path, LOG_LEVEL="debug", **here):
        phone = server.phone(1, "<i>张三丰</i>")
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        for odd in ODD_TEXTS:
            before = len(of_bot(phone))
            phone.say(odd)
            server.until(lambda before=before: len(of_bot(phone)) > before)  # type: ignore[misc]
    log = log_of(tmp_path)
    for words in (*ODD_TEXTS, "张三丰", server.token, server.token.split(":")[1]):
        assert words not in log
    assert "failed" not in re.sub(r"outcome=\S+", "", log).replace("polling", "")


def of_bot(phone: Phone) -> list[object]:
    return [message for message in phone.messages if message.sender.is_bot]


def test_who_sends_too_much_is_told_once_and_nobody_else_is_kept_waiting(server: Server, tmp_path: Path) -> None:
    with assistant(server, tmp_path):
        hasty, other = server.phone(1), server.phone(2)
        for phone in (hasty, other):
            phone.say("/start")
            phone.wait_for(wording.HOME_TITLE)
        held = server.hold("sendMessage")
        for _ in range(60):
            hasty.say("/deadlines")
        held.wait()
        server.until(lambda: not server.world.updates.pending)  # all have arrived
        held.release()
        other.say("/deadlines")
        other.wait_for(wording.NO_DEADLINES)
        server.until(lambda: len(of_bot(hasty)) >= 1 + 31 + 1)
        said = [message.text for message in hasty.messages if message.sender.is_bot]
        assert said.count(doors.TOO_FAST) == 1


def test_a_second_process_with_the_same_token_is_refused_in_one_line(server: Server, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    with assistant(server, tmp_path / "first"):
        phone = server.phone(1)
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        with assistant(server, tmp_path / "second") as second:
            assert second.wait(30) == 2
            line = log_of(tmp_path / "second").strip().splitlines()[-1]
            assert line == "error: TELEGRAM_BOT_TOKEN: another process already runs with this token"
        phone.say("/deadlines")
        phone.wait_for(wording.NO_DEADLINES, 20)


def test_a_data_directory_that_is_in_use_or_damaged_is_said_in_one_line(server: Server, tmp_path: Path) -> None:
    with assistant(server, tmp_path) as first:
        phone = server.phone(1)
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        with assistant(server, tmp_path) as second:
            assert second.wait(30) == 2
        (said,) = [line for line in log_of(tmp_path).splitlines() if line.startswith("error: ")]
        assert said.startswith("error: DATA_DIR: ") and "already in use" in said
        first.terminate()
        assert first.wait(8) == 0
        path = tmp_path / "data" / FILE_NAME
        path.write_bytes(path.read_bytes()[:-4096] + b"\xff" * 4096)
        first.start()
        assert first.wait(30) == 2
    last = log_of(tmp_path).splitlines()[-1]
    assert last.startswith("error: DATA_DIR: ") and FILE_NAME in last
    assert "Traceback" not in log_of(tmp_path)


@pytest.mark.parametrize("text_first", [True, False])
def test_a_text_and_a_tap_that_overtake_each_other_on_the_webhook_answer_one_question(
    server: Server, tmp_path: Path, text_first: bool
) -> None:
    port = str(free_port())
    with assistant(server, tmp_path, WEBHOOK_URL=f"http://127.0.0.1:{port}/updates", WEBHOOK_PORT=port) as process:
        phone = server.phone(1)
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        person = OnTelegram(phone)
        person.does(Tap((wording.START,)))
        interview(person, until="founded_on")
        asked = phone.screen
        process.kill()
        if text_first:
            phone.say("2018年3月12日")
        phone.tap_old(asked.id, wording.UNCLEAR)
        if not text_first:
            phone.say("2018年3月12日")
        process.start()
        server.until(lambda: not server.world.updates.pending and not phone.spinning, 20)
        phone.expect(lambda screen: screen.buttons and "资产总额" in screen.text)
        server.redeliver(phone.last_update)
        phone.say("继续")
        assert "资产总额" in phone.wait_for("资产总额").text


def test_a_stop_in_the_middle_of_work_takes_no_more_than_eight_seconds_and_a_second_signal_does_no_harm(
    server: Server, tmp_path: Path
) -> None:
    with assistant(server, tmp_path) as process:
        phone = server.phone(1)
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        held = server.hold("sendMessage")
        phone.say("/deadlines")
        held.wait()
        process.terminate()
        process.terminate()
        assert process.wait(8) == 0
        held.release()
        process.start()
        phone.wait_for(wording.NO_DEADLINES)
        assert "Traceback" not in log_of(tmp_path)


def test_a_stop_is_heard_while_telegram_cannot_be_reached_at_the_start(tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/bot"
    process = Process(tmp_path / "data", TELEGRAM_BOT_TOKEN="123456:" + "A" * 35, TELEGRAM_BASE_URL=nobody)
    try:
        until((tmp_path / "data" / FILE_NAME).exists)
        process.terminate()
        assert process.wait(5) == 0
        log = log_of(tmp_path)
        assert "stopped" in log and "Traceback" not in log and "Unclosed" not in log
    finally:
        process.kill()


def test_a_webhook_that_telegram_refuses_is_said_in_one_line(server: Server, tmp_path: Path) -> None:
    here = {"WEBHOOK_URL": "https://10.0.0.1:1234/updates", "WEBHOOK_PORT": str(free_port())}
    server.fault("setWebhook", 400)
    with assistant(server, tmp_path, **here) as process:
        assert process.wait(30) == 2
    assert log_of(tmp_path).strip().splitlines()[-1].startswith("error: WEBHOOK_URL: ")


def test_health_and_figures_are_seen_from_outside(server: Server, tmp_path: Path) -> None:
    port = free_port()
    with assistant(server, tmp_path, HEALTH_PORT=str(port)):
        phone = server.phone(1)
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        server.until(lambda: answers(port))
        well = seen_at(port, "healthz")
        assert (well.status_code, well.json()) == (200, {"status": "ok", "troubles": []})
        figures = seen_at(port, "metrics").text
    assert 'assistant_updates_total{kind="message",outcome="answered"} 1.0' in figures
    assert 'assistant_effects_total{kind="show",outcome="sent"} 1.0' in figures
    assert "assistant_answer_seconds_count 1.0" in figures
    assert "assistant_outbox_waiting 0.0" in figures


def answers(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def seen_at(port: int, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}/{path}", trust_env=False)


# Health


@pytest.fixture
async def watched(store: SqliteStore, tmp_path: Path) -> tuple[Conversations, Starlette, Calendars]:
    conversations, calendars = Conversations(store, lambda: NOW, published), Calendars(tmp_path, published)
    minutes = count(0.0, 60.0)  # between two looks
    watching = health.Health(conversations, [calendars.problems], ["test"], lambda: next(minutes))
    return conversations, health.application(watching), calendars


async def seen(app: Starlette) -> tuple[int, list[str]]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as http:
        answer = await http.get("/healthz")
        return answer.status_code, answer.json()["troubles"]


async def test_a_late_reminder_a_full_disk_and_a_refused_notice_turn_health_red(
    watched: tuple[Conversations, Starlette, Calendars], tmp_path: Path
) -> None:
    conversations, app, calendars = watched
    assert await seen(app) == (200, [])
    await keep(conversations.store, conversations, "test:1", running(date(2026, 10, 8)))
    await conversations.schedule("test:1", NOW - timedelta(minutes=3))
    assert await seen(app) == (503, ["有提醒晚了180秒"])
    with full_disk(tmp_path):
        status, (words,) = await seen(app)
    assert status == 503 and words.startswith("存不下")
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2027.toml").write_text("number = 1")
    with pytest.raises(Exception, match=r"2027\.toml"):
        calendars.refresh()
    assert "calendar/2027.toml" in str(await seen(app))


async def test_the_disk_is_tried_once_in_some_seconds_and_at_once_when_a_write_has_failed(
    store: SqliteStore, tmp_path: Path
) -> None:
    seconds = [0.0]
    conversations = Conversations(store, lambda: NOW, published)
    app = health.application(health.Health(conversations, [], ["test"], lambda: seconds[0]))
    for _ in range(3):
        assert await seen(app) == (200, [])
    assert store.commits == 1
    seconds[0] = health.PROBE_EVERY
    assert await seen(app) == (200, [])
    assert store.commits == 2
    with full_disk(tmp_path), pytest.raises(StoreError):
        await store.put({"session:1": "x" * 1_000_000})
    for _ in range(3):
        assert await seen(app) == (200, [])
    assert (store.commits, store.failures) == (3, 1)


async def test_the_figures_count_writes_and_say_nothing_where_the_store_says_nothing(
    store: SqliteStore, watched: tuple[Conversations, Starlette, Calendars]
) -> None:
    await store.put({"session:1": "一"})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(watched[1]), base_url="http://bot") as http:
        assert 'assistant_writes_total{outcome="stored"} 1.0' in (await http.get("/metrics")).text
        await store.close()
        assert (await http.get("/metrics")).status_code == 503


# The disk and the clock


def test_a_full_disk_turns_health_red_holds_answers_up_and_loses_none(server: Server, tmp_path: Path) -> None:
    port = free_port()
    with assistant(server, tmp_path, HEALTH_PORT=str(port)) as process:
        phone = server.phone(1)
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        server.until(lambda: answers(port) and 'outcome="answered"} 1.0' in seen_at(port, "metrics").text)
        soft, hard = resource.prlimit(process.id, resource.RLIMIT_FSIZE)
        resource.prlimit(process.id, resource.RLIMIT_FSIZE, (1, hard))
        phone.say("/deadlines")
        server.until(lambda: "存不下" in seen_at(port, "healthz").text)
        assert wording.NO_DEADLINES not in phone.screen.text
        resource.prlimit(process.id, resource.RLIMIT_FSIZE, (soft, hard))
        phone.wait_for(wording.NO_DEADLINES, 20)
        assert "存不下" not in seen_at(port, "healthz").text
        assert "Traceback" not in log_of(tmp_path)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # of sqlitedict
async def test_while_the_disk_is_full_the_person_is_told_once_and_then_gone_on_with(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pipeline.conversations.PAUSES", (0.01,))
    post = Post(lambda: NOW)
    conversations = Conversations(store, lambda: NOW, published)
    with full_disk(tmp_path):
        answering = asyncio.create_task(conversations.handle("test:1", Said("/start"), post.open("test:1")))
        while post.cannot_store < 3:
            await asyncio.sleep(0.01)
        assert post.arrived == []
    await answering
    assert len(post.arrived) == 1


async def test_a_read_only_directory_and_a_damaged_file_are_said_at_the_start(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    await store.put({f"session:{number}": "x" * 2000 for number in range(200)})
    await store.close()
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096] + b"\xff" * 4096)
    with pytest.raises(StoreError, match=r"damaged|malformed|database"):
        await open_store(tmp_path)
    with pytest.raises(StoreError, match="cannot be written"):
        await open_store(Path("/proc/assistant"))


async def test_a_clock_set_back_an_hour_says_nothing_twice_and_forgets_nothing(store: SqliteStore) -> None:
    now = datetime(2026, 11, 18, 9, 30, tzinfo=BEIJING)
    clock: list[datetime] = [now]
    post = Post(lambda: clock[0])
    conversations = Conversations(store, lambda: clock[0], published)
    waker = ReminderScheduler(conversations, {"test": post.open}, Throttle(between=0))
    clock[0] = datetime(2026, 10, 9, 12, tzinfo=BEIJING)
    await keep(store, conversations, "test:1", running(date(2026, 10, 8)))
    for at in (now, now - timedelta(hours=1), now, now + timedelta(days=1)):
        clock[0] = at
        await waker.tick()
    assert [reminder.stages[-1] for reminder in post.reminders] == ["0", "-1"]


async def test_what_is_only_remembered_for_a_time_is_forgotten_after_it(store: SqliteStore) -> None:
    conversations = Conversations(store, lambda: NOW, published)
    old, new = NOW - timedelta(days=100), NOW - timedelta(days=2)
    for number, at in enumerate((old, new)):
        trouble = DeliveryFailure(person="test:1", since=at, tries=1, kind="show", reason="BadRequest")
        given_up = {given_up_key(trouble.person, at): trouble.model_dump_json()}
        await store.put(given_up | conversations.deduplication.row(f"test:{number}", at))
        await Inbox(Noted(store), store, lambda at=at: at)._set_aside(key(number), "{")  # type: ignore
    await sweep(conversations)
    assert len(await store.keys("outbox:given-up:")) == 1
    assert len(await store.keys(UNREADABLE)) == 1
    assert await store.keys(HANDLED) == [f"{HANDLED}test:1:{new.date()}"]
