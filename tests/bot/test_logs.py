"""Neither a token nor what somebody wrote comes into the log, whoever writes the line and whatever went wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from telegram.error import BadRequest

from bot.log import REMEMBERED, FaultThrottle
from bot.pipeline.channel import DeliveryRefused
from bot.telegram.channel import _failures
from tests.support.tree import ROOT

WRITTEN = "海淀张三丰13800138000"
TOKEN = "123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
BEGINNING = f"""
import asyncio, gc, logging, sys, threading
from pathlib import Path
from bot import log
WRITTEN, TOKEN, DATA = {WRITTEN!r}, {TOKEN!r}, Path(sys.argv[1])
log.configure("debug")
def fail(*_, **__):
    raise ValueError(f"cannot read {{WRITTEN}} of {{TOKEN}}")
"""
WAYS = {
    "a task nobody waits for": """
async def main():
    async def work(): fail()
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    del task
    gc.collect()
asyncio.run(main())
""",
    "a thread": "thread = threading.Thread(target=fail); thread.start(); thread.join()",
    "the end of the process": "fail()",
    "an object that is tidied up": """
class Odd:
    __del__ = fail
Odd()
gc.collect()
""",
    "a library that logs an error": """
try:
    fail()
except ValueError:
    logging.getLogger("telegram.request").exception('Can not load "%s"', WRITTEN)
""",
    "a library whose line cannot be formatted": 'logging.getLogger("aiohttp").error("%d of %d", WRITTEN)',
    "an answer of Telegram that is no JSON": """
from telegram.request import BaseRequest
try:
    BaseRequest.parse_json_payload(f'{{"text": "{WRITTEN}'.encode())
except Exception as error:
    logging.getLogger("bot").error("garbage: %s", error)
""",
    "a full disk while an update is set aside": """
from datetime import datetime
from bot.store.protocol import StoreError
from bot.telegram.inbox import Inbox
class Full:
    async def put(self, changes): raise StoreError("disk full")
class Door:
    async def dispatch(self, raw, row): fail()
async def main():
    reception = Inbox(Door(), Full(), lambda: datetime(2026, 11, 25))
    reception._begin("inbox:7", {"message": WRITTEN})
    await reception.drain(5)
    gc.collect()
asyncio.run(main())
""",
    "a person with a damaged session": """
import json
from datetime import datetime, timezone
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import open_store
from bot.telegram.dispatcher import Dispatcher
from rules.calendar.working_days import published
class Nobody:
    ids = frozenset()
class Request:
    async def post(self, url, form): return {"message_id": 1}
class Bot:
    base_url, request = f"http://there/{TOKEN}", Request()
async def main():
    store = await open_store(DATA)
    await store.put({"session:telegram:1": json.dumps({"revision": WRITTEN})})
    conversations = Conversations(store, lambda: datetime(2026, 11, 25, tzinfo=timezone.utc), published)
    dispatcher = Dispatcher(Bot(), conversations, Nobody())
    chat = {"id": 1, "type": "private"}
    update = {"update_id": 7, "message": {"chat": chat, "from": {"id": 1}, "text": WRITTEN}}
    await dispatcher.dispatch(update, "inbox:7")
    await store.close()
asyncio.run(main())
""",
    "the page, with a secret in its address": """
from datetime import datetime, timezone
import httpx
from bot import web
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import open_store
from rules.calendar.working_days import published
async def main():
    store = await open_store(DATA)
    conversations = Conversations(store, lambda: datetime(2026, 11, 25, tzinfo=timezone.utc), published)
    app = web.application(conversations, "secret")
    conversations.handle = fail
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as http:
        assert (await http.post("/say", data={"text": WRITTEN})).status_code == 500
        await http.get(f"/calendar/{WRITTEN}.ics?{WRITTEN}={WRITTEN}")
        await http.get(f"/{WRITTEN}/{TOKEN}")
    await store.close()
asyncio.run(main())
""",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_was_written_is_in_no_line(way: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BEGINNING + way, str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)
    lines = ended.stderr.splitlines()
    assert [line for line in lines if "level=error" in line or "level=critical" in line or "request" in line]
    assert [line for line in lines if not line.startswith("timestamp=")] == []
    for secret in (WRITTEN, "13800138000", TOKEN, TOKEN.partition(":")[2]):
        assert secret not in ended.stderr + ended.stdout


def test_a_log_on_a_full_disk_stops_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    program = """
import resource, structlog
log.configure("info")
ours = structlog.get_logger()
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
ours.error("not stored")
logging.getLogger("aiohttp").error("not sent")
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
ours.info("room again")
"""
    with (tmp_path / "log").open("wb") as file:
        command = [sys.executable, "-c", BEGINNING + program, str(tmp_path)]
        ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=file, timeout=60)
    assert ended.returncode == 0
    assert "room again" in (tmp_path / "log").read_text(errors="replace")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f'can\'t parse entities: unsupported start tag "{WRITTEN}" at byte offset 3', "at byte offset 3"),
        (f"Bad Request (400). Parsing the server response b'{WRITTEN}' failed", "failed"),
        ("message can't be edited", "message can't be edited"),
    ],
)
def test_what_telegram_quotes_of_a_text_is_not_kept(said: str, kept: str) -> None:
    with pytest.raises(DeliveryRefused) as refused, _failures():
        raise BadRequest(said)
    assert kept in str(refused.value)
    assert WRITTEN not in str(refused.value)


REPEATED = """
import asyncio, structlog
clock = [0.0]
log.configure("info", lambda: clock[0])
ours, theirs = structlog.get_logger(), logging.getLogger("asyncio")
def once(number):
    ours.error("not stored", reason="disk full", person=number)
    ours.error("not stored", reason="read only", person=number)
    ours.info("request", ms=number)
    theirs.error("socket.accept() out of system resource\\nsocket: <%d>", number)
    try:
        raise OSError(f"number {number}")
    except OSError:
        theirs.error("socket.accept() out of system resource", exc_info=True)
for number in range(813):
    once(number)
clock[0] = 60.0
once(813)
"""


def test_the_same_fault_is_told_once_a_minute_with_the_number_of_those_left_out(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BEGINNING + REPEATED, str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    lines = ended.stderr.splitlines()
    assert len([line for line in lines if "event=request" in line]) == 814
    faults = [line for line in lines if "level=error" in line]
    assert len(faults) == 4 * 2
    assert not [line for line in faults[:4] if "repeated" in line]
    assert [line.partition(" repeated=")[2] for line in faults[4:]] == ["812"] * 4
    for own in ("disk full", "read only", "error=OSError"):
        assert len([line for line in faults if own in line]) == 2


def test_of_countless_faults_only_so_many_are_remembered() -> None:
    clock = [0.0]
    throttle = FaultThrottle(lambda: clock[0])
    for number in range(REMEMBERED + 1):
        clock[0] = number / REMEMBERED
        assert throttle.left_out(number) == 0
    assert throttle.left_out(1) is None
    assert throttle.left_out(0) == 0
