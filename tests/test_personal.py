"""What is kept of a person can be handed out, and be gone from every row and every file."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from bot import outbox, personal, web
from bot.conversations import Conversations
from bot.delivery import Refused
from bot.store import SqliteStore, open_store
from bot.web.visitors import COOKIE
from dialogs import wording
from dialogs.events import BESIDE, File, Said, Say, Tapped
from dialogs.step import BEIJING
from rules.working_days import published
from tests.carrier import Post

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 25, 12, tzinfo=BEIJING)
SECRET = "绝密服务平台"
PERSON = "test:1"
# Rows that belong to nobody: what the assistant knows of itself, of updates by their number, and of questions by their
# words alone.
NOBODYS = {"meta:", "handled:", "unanswered:", "notice:", "unreadable:", "inbox:"}
NO_ROWS = {"error:", "file:", "page:"}


class House:
    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.conversations = Conversations(store, lambda: NOW, published)
        self.post = Post(lambda: NOW)

    async def does(self, *events: Said | Tapped) -> None:
        for event in events:
            await self.conversations.handle(PERSON, event, self.post.open(PERSON))

    async def taps(self, action: str) -> None:
        session = await self.conversations.session(PERSON)
        await self.does(Tapped(action, session.revision))

    async def tells_everything(self) -> None:
        """Every kind of row that there is of a person."""
        await self.does(Said("/start"), Said("/notify"), Said("11月20日换了法人"))
        await self.taps("platform:1")
        await self.does(Said(SECRET))
        self.post.coming = [Refused("BadRequest: never")]
        await self.does(Said("/start"))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = await open_store(tmp_path)
    yield House(store)
    await store.close()


async def test_all_that_is_kept_is_handed_out_as_one_file(house: House) -> None:
    await house.tells_everything()
    await house.does(Tapped("export", BESIDE))
    (file,) = [arrived.effect for arrived in house.post.arrived if isinstance(arrived.effect, File)]
    handed = json.loads(file.content)
    assert handed[wording.EXPORT_PARTS["session"]]["deadlines"][0]["platform"] == SECRET
    kept = {key.partition(":")[0] for key in await personal.rows_of(house.store, PERSON)}
    assert set(handed) == {wording.EXPORT_ABOUT_KEY, *(wording.EXPORT_PARTS[kind] for kind in kept)}
    assert kept == {"session", "wake", "outbox", "notice-wanted"}


async def test_deletion_asks_once_and_can_be_declined(house: House) -> None:
    await house.tells_everything()
    await house.does(Said("/forget"))
    await house.taps("spare")
    assert (await house.conversations.session(PERSON)).deadlines[0].platform == SECRET


async def test_what_was_deleted_is_in_no_row_and_in_no_file(house: House, tmp_path: Path) -> None:
    await house.tells_everything()
    assert SECRET.encode() in everything(tmp_path)
    await house.does(Said("/forget"))
    await house.taps("erase")
    assert await personal.rows_of(house.store, PERSON) == {}
    assert [key for key in await house.store.keys("") if key.endswith(":1") or PERSON in key] == []
    assert SECRET.encode() not in everything(tmp_path)
    assert await house.store.get(personal.TO_PURGE) is None
    last = house.post.arrived[-1].effect
    assert isinstance(last, Say) and last.view.plain == wording.FORGOTTEN


async def test_afterwards_one_begins_as_a_stranger(house: House) -> None:
    await house.tells_everything()
    await house.does(Said("/forget"))
    await house.taps("erase")
    await house.does(Said("/deadlines"))
    assert wording.NO_DEADLINES in house.post.arrived[-1].effect.model_dump_json()


async def test_a_purge_that_a_crash_prevented_is_made_up_for(house: House, tmp_path: Path) -> None:
    await house.tells_everything()
    await house.store.put(await personal.forgotten(house.store, PERSON))
    await personal.purge(house.store)
    assert SECRET.encode() not in everything(tmp_path)


def everything(directory: Path) -> bytes:
    return b"".join(file.read_bytes() for file in directory.iterdir() if file.is_file())


async def test_on_the_page_the_transcript_the_calendar_address_and_the_cookie_go_too(
    house: House, tmp_path: Path
) -> None:
    app = web.application(house.conversations, "secret")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", follow_redirects=True) as browser:
        await browser.get("/")
        await browser.post("/say", data={"text": f"“{SECRET}”11月20日换了法人"})
        page = await browser.post("/calendar", data={"do": "renew"})
        (address,) = set(re.findall(r"/calendar/[\w-]{43}\.ics", page.text))
        assert SECRET in (await browser.get(address)).text.replace("\r\n ", "")
        cookie = browser.cookies[COOKIE]
        page = await browser.post("/say", data={"text": "/forget"})
        revision = re.search(r'name="revision" value="(\d+)"', page.text.partition('id="choices"')[2])
        assert revision is not None
        page = await browser.post("/tap", data={"action": "erase", "revision": revision[1]})
        assert page.url.path == "/forgotten"
        assert COOKIE not in browser.cookies
        assert (await browser.get(address)).status_code == 404
        browser.cookies.set(COOKIE, cookie)
        assert SECRET not in (await browser.get("/")).text
    person = "page:" + cookie.rpartition(".")[0]
    assert await personal.rows_of(house.store, person) == {}
    assert SECRET.encode() not in everything(tmp_path)


def test_every_kind_of_row_that_the_code_writes_is_somebodys_or_nobodys() -> None:
    """A row's key begins with a word and a colon: a new kind must be said to be a person's, or nobody's."""
    texts = [
        node.value
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    words = {f"{found[1]}:" for each in texts if (found := re.fullmatch(r"([a-z-]+):(?:[a-z-]+:?)?", each))}
    assert words - NO_ROWS <= NOBODYS | {f"{kind}:" for kind in wording.EXPORT_PARTS}
    assert outbox.WAITING.startswith("outbox:")
