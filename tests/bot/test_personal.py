"""What is kept of a person: they are told, they get it as a file, and they can have all of it deleted, everywhere."""

from __future__ import annotations

import ast
import html
import json
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import personal_data, web
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.pipeline.channel import Blocked, NotArrived, RateLimited
from bot.pipeline.conversations import Conversations
from bot.pipeline.outbox import DeliveryFailure
from bot.store.keys import (
    COOKIE_SECRET,
    KINDS,
    NOTICE_DRAFT,
    NOTICE_DUE,
    SESSION,
    TO_PURGE,
    WAITING,
    Owner,
    given_up_key,
)
from bot.store.protocol import NO_LIMIT, StoreError
from bot.store.secrets import generated_secret
from bot.store.sqlite import FILE_NAME, SqliteStore, open_store
from bot.web.cookies import COOKIE
from bot.web.subscriptions import Subscriptions
from bot.wording import zh as page_wording
from dialogs.effects import BESIDE, File, Forget, Say, Show
from dialogs.events import Left, Said, Tapped
from dialogs.session import Session
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.browsers.scriptless import Browser
from tests.support.carrier import Killed, Post
from tests.support.process import Process
from tests.support.talk import concluded, talk

MARK = "蒲公英小站"  # a name that is typed by one person only
NOW = datetime(2026, 10, 12, 12, tzinfo=BEIJING)
PERSON = "telegram:42"
BOT = Path(personal_data.__file__).parent
PERSONAL = {kind.prefix for kind in KINDS if kind.owner is not Owner.NOBODY}


class House:
    """A store, the conversations on it, a clock that is set by hand, and a post for persons of Telegram."""

    def __init__(self, store: SqliteStore, directory: Path) -> None:
        self.now = NOW
        self.store, self.directory = store, directory
        self.post = Post(lambda: self.now)
        self.begin_again()

    def begin_again(self) -> None:
        """A new process on the same store."""
        self.conversations = Conversations(self.store, lambda: self.now, published)
        self.waker = ReminderScheduler(self.conversations, {"telegram": self.post.open}, Throttle(between=0))

    async def says(self, *words: str, person: str = PERSON, row: str = "") -> None:
        for each in words:
            done = {row: None} if row else {}
            await self.conversations.handle(person, Said(each), self.post.open(person), done=done)

    async def taps(self, label: str, person: str = PERSON) -> None:
        """A button of the screen seen last."""
        buttons = {button.label: button.action for row in self.screen.view.rows for button in row}
        event = Tapped(buttons[label], self.screen.revision)
        await self.conversations.handle(person, event, self.post.open(person))

    async def forgets(self, person: str = PERSON) -> None:
        await self.says("/forget", person=person)
        await self.taps(wording.REALLY_FORGET, person)

    @property
    def screen(self) -> Show:
        return [each.effect for each in self.post.arrived if isinstance(each.effect, Show)][-1]

    @property
    def last(self) -> str:
        effect = self.post.arrived[-1].effect
        assert isinstance(effect, Show | Say | File)
        return effect.view.plain

    async def everything(self, but: tuple[str, ...] = ("handled:", "meta:")) -> dict[str, str]:
        keys = [key for key in await self.store.keys("", limit=NO_LIMIT) if not key.startswith(but)]
        return {key: await self.store.get(key) or "" for key in keys}

    def found_in_files(self, words: str) -> list[str]:
        """The names of the files of the store in which the words stand."""
        return [
            file.name for file in sorted(self.directory.glob(f"{FILE_NAME}*")) if words.encode() in file.read_bytes()
        ]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = await open_store(tmp_path)
    yield House(store, tmp_path)
    await store.close()


def kind_of(key: str) -> str:
    """The prefix of a kind of rows that is known to belong to somebody, or to nobody."""
    return next(kind.prefix for kind in KINDS if key.startswith(kind.prefix))


def update(sender: int, words: str) -> str:
    person = {"id": sender, "is_bot": False, "first_name": MARK}
    chat = {"id": sender, "type": "private", "first_name": MARK}
    message = {"message_id": 7, "date": 0, "from": person, "chat": chat, "text": words}
    return json.dumps({"update_id": 9, "message": message}, ensure_ascii=False)


async def of_every_kind(house: House, person: str = PERSON) -> None:
    """Let there be a row of every kind of this person, as the code writes them."""
    store, number = house.store, person.partition(":")[2]
    await house.says("/start", "/change 法人 10月8日", wording.NAME_PLATFORM, MARK, "/notify", person=person)
    await Subscriptions(store).renew(person)
    trouble = DeliveryFailure(person=person, since=house.now, tries=1, kind="say", reason="down")
    for key in (WAITING + person, given_up_key(person, house.now)):
        await store.put({key: trouble.model_dump_json()})
    await store.put(
        {
            f"transcript:{person}": json.dumps({"past": [MARK]}, ensure_ascii=False),
            f"inbox:{9:020}": update(int(number), MARK),
            f"abandoned:inbox:{7:020}": update(int(number), MARK),
            f"unreadable:inbox:{8:020}": f'{{"message": {{"from": {{"id": {number}, "first_name": "{MARK}',
            NOTICE_DRAFT + person: MARK,
            f"{NOTICE_DUE}5f0c:{person}": "",
        }
    )


# What is said


def test_it_is_said_what_is_kept_where_how_long_and_who_sees_it() -> None:
    person = talk().answer()
    stood = person.session.screen
    (said,) = person.event(Said("/privacy"))
    assert isinstance(said, Say)
    for words in wording.PRIVACY:
        assert words in said.view.plain
    assert [button.label for row in said.view.rows for button in row] == [wording.EXPORT, wording.FORGET]
    assert person.session.screen == stood


def test_every_field_of_the_session_is_explained_in_the_file() -> None:
    assert list(wording.EXPORT_FIELDS) == list(Session.model_fields)


# Asked once


def test_deletion_is_asked_once_and_what_stood_open_goes_on_when_it_is_not_wanted() -> None:
    person = talk()
    person.until("registered_in_beijing")
    for way in ("/forget", wording.FORGET):
        person.say(way)
        assert wording.FORGET_ASK in person.plain
        assert person.buttons == [wording.REALLY_FORGET, wording.NOT_FORGET]
        person.tap(wording.NOT_FORGET)
        assert person.open == "registered_in_beijing"
    person.say("/forget", "返回")
    assert person.open == "registered_in_beijing"


def test_the_button_under_the_privacy_words_asks_as_well_and_deletes_nothing_by_itself() -> None:
    person = concluded()
    answers = person.answers
    person.event(Tapped("forget", BESIDE))
    assert person.open == "forget"
    assert person.answers == answers


def test_after_the_deletion_start_begins_as_with_a_stranger() -> None:
    person = concluded()
    person.say("/forget")
    tap = Tapped(person.action(wording.REALLY_FORGET), person.session.revision)
    (farewell,) = person.event(tap)
    assert isinstance(farewell, Forget) and farewell.view.plain == wording.FORGOTTEN
    assert person.session == Session()
    person.say("/start")
    assert person.plain == talk().plain
    assert person.buttons == talk().buttons


def test_a_second_tap_on_the_button_that_deleted_all_keeps_nothing() -> None:
    person = concluded()
    person.say("/forget")
    tap = Tapped(person.action(wording.REALLY_FORGET), person.session.revision)
    person.event(tap)
    person.event(tap)
    assert person.toasts[-1] == wording.BUTTON_OF_NOTHING
    assert person.session == Session()


# The file


async def test_the_file_holds_every_row_and_the_answers_in_words(house: House) -> None:
    person = concluded()
    await house.store.put({SESSION + PERSON: person.session.model_dump_json()})
    await of_every_kind(house)
    kept = await personal_data.rows_of(house.store, PERSON)
    await house.says("/export")
    file = house.post.arrived[-1].effect
    assert isinstance(file, File)
    assert file.name.endswith(".json")
    handed: dict[str, Any] = json.loads(file.content)
    rows = {row["编号"]: row["内容"] for row in handed["全部记录"]}
    assert set(rows) == set(kept)
    assert {kind_of(key) for key in rows} == PERSONAL
    assert rows[SESSION + PERSON]["answers"] == person.answers
    assert handed["现在的答案"]["资产总额"] == "520万元"
    assert handed["期限"][0]["名称"] == f"“{MARK}”变更备案（法定代表人）"
    assert all(row["这是什么"] for row in handed["全部记录"])


async def test_the_file_holds_each_unit_by_its_name(house: House) -> None:
    person = concluded()
    person.say("上周五换了法人", "新增一家", "朝阳", "通知还没出")
    await house.store.put({SESSION + PERSON: person.session.model_dump_json()})
    await house.says("/export")
    file = house.post.arrived[-1].effect
    assert isinstance(file, File)
    units = json.loads(file.content)["各家单位"]
    assert units["单位1"]["现在的答案"]["资产总额"] == "520万元"
    assert [each["名称"] for each in units["单位1"]["期限"]] == ["变更备案（法定代表人）"]
    assert units["朝阳"] == {"现在的答案": {"申请受理截止日期": "通知还没出"}, "上次的答案": {}, "期限": []}


async def test_no_unit_is_left_when_all_is_deleted(house: House) -> None:
    person = concluded()
    person.say("新增一家", "朝阳智服", "上周五换了法人")
    await house.store.put({SESSION + PERSON: person.session.model_dump_json()})
    await house.forgets()
    kept = await house.everything()
    assert not any("朝阳智服" in text or "5200000" in text for text in kept.values())


async def test_the_file_of_a_stranger_holds_a_session_without_answers(house: House) -> None:
    await house.says("/export")
    file = house.post.arrived[-1].effect
    assert isinstance(file, File)
    assert json.loads(file.content)["现在的答案"] == {}


async def test_a_file_does_not_hold_the_files_before_it(browser: Browser) -> None:
    await browser.say("/export")
    first = await fetched(browser)
    for _ in range(4):
        await browser.say("/export")
    fifth = await fetched(browser)
    assert len(fifth.content) < 3 * len(first.content)


# Deleted


async def test_every_kind_of_row_of_the_person_goes_and_those_of_another_stay(house: House) -> None:
    await of_every_kind(house, "telegram:421")
    other = {key: text for key, text in (await house.everything()).items() if "inbox" not in key}
    await of_every_kind(house)
    assert {kind_of(key) for key in await personal_data.rows_of(house.store, PERSON)} == PERSONAL
    await house.forgets()
    assert wording.FORGOTTEN in house.last
    assert await house.everything() == other


async def test_the_words_are_in_no_file_any_more(house: House) -> None:
    await of_every_kind(house)
    assert house.found_in_files(MARK)
    await house.forgets()
    assert house.found_in_files(MARK) == []
    assert house.found_in_files(PERSON) == []
    assert await house.store.get(TO_PURGE) is None


async def test_reminders_come_no_more(house: House) -> None:
    await of_every_kind(house)
    await house.forgets()
    house.now += timedelta(days=400)
    before = len(house.post.arrived)
    await house.waker.tick()
    assert len(house.post.arrived) == before


async def test_of_a_stranger_who_only_blocks_nothing_is_kept(house: House) -> None:
    await house.forgets()
    await house.conversations.handle(PERSON, Left(), house.post.open(PERSON))
    assert await house.everything() == {}


async def test_who_sends_more_while_all_is_being_deleted_is_answered_as_a_stranger(house: House) -> None:
    await of_every_kind(house)
    await house.says("/forget")
    house.post.coming = [RateLimited(30)]
    await house.taps(wording.REALLY_FORGET)
    await house.says("/start")
    house.now += timedelta(seconds=30)
    await house.waker.tick()
    said = [each.effect.view.plain for each in house.post.arrived if isinstance(each.effect, Show)][-2:]
    assert wording.FORGOTTEN in said[0]
    assert wording.HOME_TITLE in said[1]
    assert list(await house.everything()) == [SESSION + PERSON]
    assert house.found_in_files(MARK) == []


async def test_the_last_word_is_tried_again_and_then_nothing_is_left(house: House) -> None:
    await of_every_kind(house)
    await house.says("/forget")
    house.post.coming = [NotArrived("down")]
    await house.taps(wording.REALLY_FORGET)
    assert MARK not in str(await house.everything())
    house.now += timedelta(seconds=1)
    await house.waker.tick()
    assert wording.FORGOTTEN in house.last
    assert await house.everything() == {}
    assert house.found_in_files(PERSON) == []


async def test_who_blocks_before_the_last_word_leaves_nothing_either(house: House) -> None:
    await of_every_kind(house)
    await house.says("/forget")
    house.post.coming = [Blocked()]
    await house.taps(wording.REALLY_FORGET)
    assert await house.everything() == {}


@pytest.mark.parametrize("arrived", [False, True])
async def test_killed_before_or_after_the_last_word_the_next_process_ends_it(house: House, arrived: bool) -> None:
    await of_every_kind(house)
    await house.says("/forget")
    house.post.coming = [(Killed(),) if arrived else Killed()]
    with pytest.raises(Killed):
        await house.taps(wording.REALLY_FORGET)
    assert MARK not in str(await house.everything())
    assert await house.store.get(TO_PURGE) is not None
    house.begin_again()
    await personal_data.purge(house.store)
    assert house.found_in_files(MARK) == []
    house.now += timedelta(minutes=1)
    await house.waker.tick()
    assert wording.FORGOTTEN in house.last
    assert await house.everything() == {}


async def test_a_deletion_that_the_files_could_not_follow_is_remembered(house: House, tmp_path: Path) -> None:
    class Busy(SqliteStore):
        async def purge(self) -> None:
            raise StoreError("another process is reading")

    await of_every_kind(house)
    house.store.__class__ = Busy
    await house.forgets()
    assert await house.store.get(TO_PURGE) is not None
    house.store.__class__ = SqliteStore
    await personal_data.purge(house.store)
    assert house.found_in_files(MARK) == []
    assert await house.store.get(TO_PURGE) is None


# No kind of row is forgotten

NO_ROWS = {
    "page:",
    "w:",
    "telegram:",
    "webhook:",
    "file:",
    *("send:", "drop:", "answers:", "right:", "wrong:"),
}  # ids of events and of persons, and what buttons of operators carry; no keys of the store


def test_every_kind_of_row_that_the_code_writes_is_known_here() -> None:
    found = set()
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                beginning = re.match(r"[a-z]+(-[a-z]+)*:(?=[a-z:-]*$)", node.value)
                found |= {beginning[0]} if beginning else set()
    known = {kind.prefix for kind in KINDS}
    assert found - NO_ROWS == {prefix.partition(":")[0] + ":" for prefix in known}
    for prefix in found - NO_ROWS - {"outbox:"}:
        assert kind_of(prefix) == prefix


# On the page


@pytest.fixture
async def browser(house: House) -> Browser:
    app = web.application(house.conversations, await generated_secret(house.store, COOKIE_SECRET))
    browser = Browser(app)
    await browser.open()
    return browser


async def fetched(browser: Browser) -> httpx.Response:
    return await browser.http.get(re.findall(r'href="(/file/[0-9]+)"', browser.seen)[-1])


async def test_on_the_page_the_file_holds_the_transcript_and_the_calendar_address(browser: Browser) -> None:
    await browser.say(f"我们叫{MARK}")
    await browser.http.post("/calendar", data={"do": "renew"})
    await browser.say("/export")
    assert wording.EXPORTED in browser.seen
    handed = json.loads((await fetched(browser)).text)
    prefixes = {kind_of(row["编号"]) for row in handed["全部记录"]}
    assert {"session:", "transcript:", "calendar:", "subscription:"} <= prefixes
    assert MARK in str(handed)


async def test_on_the_page_all_goes_with_the_cookie_and_it_begins_anew(browser: Browser, house: House) -> None:
    await browser.say("/change 法人 10月8日")
    await browser.say(wording.NAME_PLATFORM)
    await browser.say(MARK)
    calendar = await browser.http.post("/calendar", data={"do": "renew"})
    address = re.search(r"/calendar/[^<]+\.ics", html.unescape(calendar.text))
    assert address is not None
    await browser.open()
    await browser.say("/forget")
    known = browser.http.cookies[COOKIE]
    await browser.tap(wording.REALLY_FORGET)
    assert page_wording.FORGOTTEN in browser.seen
    assert COOKIE not in browser.http.cookies
    assert await house.everything() == {}
    assert house.found_in_files(MARK) == []
    assert (await browser.http.get(address[0])).status_code == 404
    await browser.open()
    assert wording.START in browser.actions()
    assert wording.HOME_IN_PROGRESS not in browser.seen
    assert browser.http.cookies[COOKIE] != known
    browser.http.cookies.set(COOKIE, known)
    assert MARK not in await browser.open()


# With Telegram


def test_in_telegram_the_last_word_stands_where_the_question_stood(own: tuple[Server, Process], tmp_path: Path) -> None:
    server, bot = own
    phone = server.phone(42, MARK)
    for words, answer in [("/change 法人 10月8日", "法定代表人"), (wording.NAME_PLATFORM, "叫什么"), (MARK, MARK)]:
        phone.say(words)
        phone.wait_for(answer)
    phone.say("/export")
    phone.wait_for(wording.EXPORTED)
    document = phone.screen.document
    assert document is not None and document.name == page_wording.EXPORT_NAME
    assert MARK in document.content.decode()
    phone.say("/forget")
    asked = phone.wait_for(wording.FORGET_ASK)
    phone.double_tap(wording.REALLY_FORGET)
    phone.wait_for(wording.FORGOTTEN)
    phone.wait_for_toast(wording.BUTTON_OF_NOTHING)
    assert phone.chat.shown[asked.id].buttons == []
    assert phone.screen.id == asked.id
    bot.kill()
    files = sorted((tmp_path / "data").glob(f"{FILE_NAME}*"))
    assert [file.name for file in files if MARK.encode() in file.read_bytes()] == []
