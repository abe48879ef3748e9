"""The operator's commands, and the announcement that reaches each once whatever happens on the way."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot import personal_data, web
from bot.background.broadcast import Broadcast, Broadcaster
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.operations import statistics
from bot.pipeline.channel import Blocked, DeliveryRefused, NotArrived, RateLimited
from bot.pipeline.conversations import Conversations
from bot.settings import Settings, SettingsError, load
from bot.store.keys import COOKIE_SECRET, NOTICE, NOTICE_WANTED, SESSION
from bot.store.secrets import generated_secret
from bot.store.sqlite import SqliteStore, open_store
from bot.wording import zh as wording
from dialogs.effects import BESIDE, Say
from dialogs.events import Said, Tapped
from dialogs.session import Session
from dialogs.wording import zh as said
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from rules.texts import book
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.browsers.scriptless import Browser
from tests.support.carrier import Killed, Post, Trouble, running
from tests.support.process import Process, assistant
from tests.support.talk import TODAY, Talk, concluded, talk
from tests.support.virtual_time import VirtualTime

NOW = datetime(2026, 11, 25, 12, tzinfo=BEIJING)
WORDS = "2027年申报通知已发布，截止日期6月30日。"
OPERATOR = 7
AT_ONCE = 8


class Troubled(Post):
    """Each person meets their own trouble, once."""

    of: Mapping[str, Trouble] = {}

    def trouble(self, person: str) -> Trouble:
        trouble, self.of = self.of.get(person), {other: each for other, each in self.of.items() if other != person}
        return trouble


class House:
    def __init__(self, store: SqliteStore) -> None:
        self.now = NOW
        self.store = store
        self.post = Troubled(lambda: self.now)
        self.start()

    def start(self) -> None:
        """A process begins."""
        self.conversations = Conversations(self.store, lambda: self.now, published)
        openers, pace = {"test": self.post.open}, Throttle(between=0)
        self.announcer = Broadcaster(self.conversations, openers, pace)
        self.waker = ReminderScheduler(self.conversations, openers, pace)

    async def wanted_by(self, *people: str) -> None:
        for person in people:
            await self.conversations.handle(person, Said("/notify"), self.post.open(person))
        self.post.arrived.clear()

    async def announce(self) -> Broadcast:
        """The announcement as it stands after one round."""
        await self.announcer.begin(Broadcast(id="1", words=WORDS, chat=OPERATOR, begun=NOW))
        await self.announcer.go_on()
        return await self.notice()

    async def notice(self) -> Broadcast:
        return Broadcast.model_validate_json(await self.store.get(f"{NOTICE}1") or "")

    @property
    def told(self) -> Counter[str]:
        return Counter(
            arrived.person
            for arrived in self.post.arrived
            if isinstance(arrived.effect, Say) and WORDS in arrived.effect.view.plain
        )


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = await open_store(tmp_path)
    yield House(store)
    await store.close()


# Who is told


def test_to_be_told_is_offered_where_the_closing_date_is_asked_for_and_with_the_verdict() -> None:
    person = talk()
    person.tap(said.START)
    person.tap(said.WANT_NOTICE)
    assert said.NOTICE_WANTED in person.plain
    assert book().closing.ask.question in person.plain
    assert person.session.wants_notice
    person.tap(said.NO_NOTICE)
    assert not person.session.wants_notice
    assert said.WANT_NOTICE in concluded().buttons


def test_the_command_says_what_it_did_and_its_button_takes_it_back() -> None:
    person = concluded()
    stood = person.session.screen
    (noted,) = person.event(Said("/notify"))
    assert isinstance(noted, Say)
    ((undo,),) = noted.view.rows
    person.event(Tapped(undo.action, BESIDE))
    person.event(Tapped(undo.action, BESIDE))
    assert not person.session.wants_notice
    assert person.session.screen == stood


async def test_who_asked_for_it_is_told_once_and_nobody_else(house: House) -> None:
    await house.wanted_by("test:1", "test:2", "test:3")
    await house.wanted_by("test:3")  # no longer
    await house.conversations.handle("test:4", Said("/start"), house.post.open("test:4"))
    notice = await house.announce()
    await house.announcer.go_on()
    assert house.told == {"test:1": 1, "test:2": 1}
    assert (notice.state, notice.total, notice.told) == ("done", 2, 2)


async def test_an_announcement_says_whose_it_is_what_prevails_and_how_to_hear_no_more_of_it(house: House) -> None:
    await house.wanted_by("test:1")
    await house.announce()
    effect = house.post.arrived[-1].effect
    assert isinstance(effect, Say)
    for words in ("管理员", "不是市经济和信息化局发的", "第十条", "2026年11月25日", "/notify"):
        assert words in effect.view.plain
    assert [button.label for row in effect.view.rows for button in row] == [said.CHECK_AGAIN, said.NO_NOTICE]


def test_from_an_announcement_the_check_is_taken_again_from_the_closing_date() -> None:
    person = concluded()
    person.event(Tapped("closing", BESIDE))
    assert person.open == "reference_date"
    person.say("2027年6月30日")
    assert person.open == "review"
    assert person.answers["reference_date"] == "2027-06-30"


# The closing date in it


def asked_for_the_closing_date(announced: date | None) -> Talk:
    person = talk()
    person.announced_closing = announced
    person.tap(said.START)
    return person


def test_its_closing_date_is_offered_and_taken_only_when_tapped_or_said() -> None:
    offered = said.NOTICE_SAYS.format(day="2027年6月30日")
    for take, words in ((Talk.tap, offered), (Talk.say, "按通知的"), (Talk.say, offered)):
        person = asked_for_the_closing_date(date(2027, 6, 30))
        assert person.answers == {}
        take(person, words)
        assert person.answers == {"reference_date": "2027-06-30"}
    person = asked_for_the_closing_date(date(2027, 6, 30))
    person.say("2027年7月15日")
    assert person.answers == {"reference_date": "2027-07-15"}


@pytest.mark.parametrize("announced", [None, TODAY - timedelta(days=1)])
def test_without_a_closing_date_or_with_one_that_is_over_nothing_is_offered(announced: date | None) -> None:
    person = asked_for_the_closing_date(announced)
    assert not any(label.startswith(said.NOTICE_SAYS.format(day="")) for label in person.buttons)
    person.say("按通知的")
    assert (person.open, person.answers) == ("reference_date", {})


def test_a_button_with_a_closing_date_that_is_over_or_was_announced_anew_takes_nothing() -> None:
    for later, today in ((date(2027, 7, 15), TODAY), (date(2027, 6, 30), date(2027, 7, 1))):
        person = asked_for_the_closing_date(date(2027, 6, 30))
        person.announced_closing, person.today = later, today
        person.tap(said.NOTICE_SAYS.format(day="2027年6月30日"))
        assert (person.open, person.answers) == ("reference_date", {})
        assert person.toasts == [said.OLD_BUTTON]


def test_the_closing_date_is_read_in_the_example_that_the_operator_is_given() -> None:
    example = wording.NOTICE_ASKED.partition("例如：")[2]
    assert Broadcast(id="1", words=example, chat=OPERATOR, begun=NOW).closing == date(2027, 6, 30)


async def test_the_last_notice_counts_also_after_a_restart(house: House) -> None:
    assert await house.conversations.announced_closing() is None
    await house.announce()
    house.start()
    assert await house.conversations.announced_closing() == date(2027, 6, 30)
    await house.announcer.begin(Broadcast(id="2", words="请等更正。", chat=OPERATOR, begun=NOW))
    assert await house.conversations.announced_closing() is None


async def test_on_the_page_its_closing_date_is_offered(house: House) -> None:
    await house.announce()
    browser = Browser(web.application(house.conversations, await generated_secret(house.store, COOKIE_SECRET)))
    await browser.open()
    await browser.tap(said.START)
    page = await browser.tap(said.NOTICE_SAYS.format(day="2027年6月30日"))
    assert said.NOTED.format(label=book().closing.ask.label, answer="2027年6月30日") in page


async def test_who_had_everything_deleted_is_not_told(house: House) -> None:
    await house.wanted_by("test:1")
    await house.store.put(await personal_data.forgotten(house.store, "test:1"))
    await house.announce()
    assert house.told == {}


async def test_who_does_not_want_it_any_more_between_the_list_and_their_turn_is_not_told(house: House) -> None:
    await house.wanted_by("test:1", "test:2")
    notice = Broadcast(id="1", words=WORDS, chat=OPERATOR, begun=NOW, state="telling", total=2)
    await house.announcer.begin(notice)
    await house.store.put({notice.due("test:1"): "", notice.due("test:2"): ""})
    await house.wanted_by("test:1")
    await house.announcer.go_on()
    assert house.told == {"test:2": 1}
    assert ((await house.notice()).told, (await house.notice()).failed) == (1, 1)


# Trouble


@pytest.mark.parametrize("crash_after", range(1, 5))
async def test_a_crash_while_the_list_is_made_lists_everybody_once(
    house: House, crash_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [f"test:{number:04}" for number in range(1200)]
    await house.store.put({NOTICE_WANTED + person: "" for person in people})
    put, writes = house.store.put, 0

    async def dying(changes: dict[str, str | None]) -> None:
        nonlocal writes
        writes += 1
        if writes > crash_after:
            raise Killed
        await put(changes)

    monkeypatch.setattr(house.store, "put", dying)
    with pytest.raises(Killed):
        await house.announce()
    monkeypatch.undo()
    house.start()
    await house.announcer.go_on()
    assert (await house.notice()).total == len(people)
    assert (await house.notice()).state == "done"


async def test_limits_blocks_and_failures_of_some_keep_nothing_from_the_others(house: House) -> None:
    people = [f"test:{number}" for number in range(6)]
    await house.wanted_by(*people)
    house.post.of = dict(
        zip(people, [RateLimited(60), Blocked(), NotArrived("down"), DeliveryRefused("never")], strict=False)
    )
    notice = await house.announce()
    assert house.told == dict.fromkeys(people[4:], 1)
    assert (notice.told, notice.failed, notice.waiting) == (2, 2, 2)
    house.now += timedelta(minutes=2)
    await house.waker.tick()
    assert house.told == dict.fromkeys([people[0], people[2], *people[4:]], 1)
    assert (await house.conversations.session(people[1])).paused


async def test_whom_we_cannot_tell_by_a_fault_of_ours_keeps_it_from_nobody_and_is_not_tried_for_ever(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.wanted_by("test:1", "test:2")
    await house.store.put({SESSION + "test:2": '{"answers": 7}'})
    await house.announce()
    for _ in range(4):
        await house.announcer.go_on()
    assert house.told == {"test:1": 1}
    notice = await house.notice()
    assert (notice.state, notice.told, notice.failed) == ("done", 1, 1)


def test_it_gives_way_few_at_once_and_in_step_with_the_reminders() -> None:
    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        runner.run(_few_at_once_and_in_step())


async def _few_at_once_and_in_step() -> None:
    pace = Throttle(between=0.01, at_once=3)
    loop, begun = asyncio.get_running_loop(), []
    for _ in range(3):
        await pace.begin()
        begun.append(loop.time())
    assert begun[2] - begun[0] >= 0.02
    waiting = asyncio.create_task(pace.begin())
    await asyncio.sleep(0.03)
    assert not waiting.done()
    pace.end()
    await waiting


async def test_on_the_page_it_stands_in_the_conversation_and_open_windows_hear_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = web.EventStreams()
    app = web.application(house.conversations, await generated_secret(house.store, COOKIE_SECRET), events=live)
    browser = Browser(app)
    await browser.open()
    await browser.say("/notify")
    (key,) = await house.store.keys(NOTICE_WANTED)
    heard: list[str] = []
    monkeypatch.setattr(live, "publish", heard.append)
    channels = {"page": web.channel_to(house.conversations, live)}
    announcer = Broadcaster(house.conversations, channels, Throttle(between=0))
    await announcer.begin(Broadcast(id="1", words=WORDS, chat=OPERATOR, begun=NOW))
    await announcer.go_on()
    assert WORDS in await browser.open()
    assert heard == [key.removeprefix(NOTICE_WANTED)]


async def test_on_the_page_the_operators_commands_are_kindly_refused(house: House) -> None:
    app = web.application(house.conversations, await generated_secret(house.store, COOKIE_SECRET))
    browser = Browser(app)
    await browser.open()
    for command in ("/stats", "/unanswered", "/answers", "/backup", "/notice 通知"):
        assert said.OPERATORS_ONLY in await browser.say(command)


# Figures


async def test_the_figures_are_of_all_and_of_nobody(house: House) -> None:
    today = NOW.date()
    kept = [
        Session(seen_on=today, verdict="ELIGIBLE", wants_notice=True),
        Session(seen_on=today - timedelta(days=6), verdict="ELIGIBLE", deadlines=[running(today)]),
        Session(seen_on=today - timedelta(days=7), deadlines=[running(datetime(2026, 10, 8).date())], paused=True),
    ]
    await house.store.put({SESSION + f"test:{n}": each.model_dump_json() for n, each in enumerate(kept)})
    figures = await statistics.counted(house.store, today)
    assert (figures.persons, figures.today, figures.week) == (3, 1, 2)
    assert (figures.running, figures.overdue) == (1, 1)
    assert figures.verdicts == {"ELIGIBLE": 2}
    assert (figures.notice, figures.paused) == (1, 1)


def test_the_verdict_and_the_last_day_are_kept_for_the_figures() -> None:
    person = concluded()
    assert (person.session.verdict, person.session.seen_on) == ("ELIGIBLE", person.today)
    person.say("/restart")
    person.tap(said.REALLY_RESTART)
    assert person.session.verdict == "ELIGIBLE"


# In Telegram


@pytest.mark.parametrize(("typed", "ids"), [("42，7", {42, 7}), ("42", {42}), ("", set())])
def test_the_ids_of_operators_are_read_from_the_settings(
    monkeypatch: pytest.MonkeyPatch, typed: str, ids: set[int]
) -> None:
    monkeypatch.setenv("OPERATORS", typed)
    assert Settings().operators == ids


def test_an_id_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPERATORS", "@platform")
    with pytest.raises(SettingsError, match="OPERATORS"):
        load()


@contextmanager
def operated(directory: Path) -> Iterator[tuple[Server, Process]]:
    with Server() as server:
        with assistant(server, directory, OPERATORS=str(OPERATOR)) as process:
            yield server, process
        assert server.violations == []


def times_told(phone: Phone) -> int:
    return len([message for message in phone.messages if WORDS in message.text and message.sender.is_bot])


def test_the_operator_sees_figures_and_questions_takes_a_copy_and_announces(tmp_path: Path) -> None:
    with operated(tmp_path) as (server, _):
        operator, holder, stranger = server.phone(OPERATOR), server.phone(8), server.phone(9)
        holder.say("/notify")
        holder.wait_for(said.NOTICE_WANTED)
        holder.say("评上以后奖励30万吗")
        holder.expect(lambda screen: said.NOTICE_WANTED not in screen.text)
        operator.say("/stats")
        assert "要申报通知的人：1" in operator.wait_for("今天来过：1").text
        operator.say("/unanswered")
        operator.wait_for("1次　评上以后 奖励")
        operator.say("/backup")
        operator.wait_for("已备份")
        assert len(list((tmp_path / "data" / "backups").glob("*.sqlite"))) == 1
        operator.say("/notice")
        operator.wait_for(wording.NOTICE_ASKED)
        operator.say(WORDS)
        first = operator.wait_for(wording.NOTICE_PREVIEW.format(count=1))
        operator.say(f"/notice {WORDS}")
        operator.expect(lambda screen: screen.id != first.id and wording.NOTICE_SEND in str(screen.buttons))
        operator.tap_old(first.id, wording.NOTICE_SEND)
        operator.wait_for_toast(wording.NOTICE_GONE)
        assert times_told(holder) == 0
        operator.double_tap(wording.NOTICE_SEND)
        holder.wait_for(WORDS)
        assert holder.screen.buttons == [[said.CHECK_AGAIN, said.NO_NOTICE]]
        operator.wait_for("发完了：已发到1/1")
        operator.say("第十七条")
        operator.wait_for("30个工作日")
        for command in ("/stats", "/unanswered", "/backup", f"/notice {WORDS}"):
            stranger.say(command)
            stranger.wait_for(said.OPERATORS_ONLY)
        assert times_told(holder) == 1


def test_the_closing_date_in_a_notice_is_offered_in_telegram_also_after_a_restart(tmp_path: Path) -> None:
    with operated(tmp_path) as (server, process):
        operator, holder = server.phone(OPERATOR), server.phone(8)
        holder.say("/notify")
        holder.wait_for(said.NOTICE_WANTED)
        operator.say("/notice 申报截止日期另定")
        operator.wait_for(wording.NOTICE_WITHOUT_CLOSING)
        operator.say("/notice 申报截止日期：6月30日")
        operator.wait_for("会给出通知里的")
        operator.tap(wording.NOTICE_SEND)
        holder.wait_for("截止日期：6月30日")
        process.kill()
        process.start()
        holder.tap(said.CHECK_AGAIN)
        begins = said.NOTICE_SAYS.format(day="")
        asked = holder.expect(lambda screen: begins in str(screen.buttons))
        (label,) = [label for row in asked.buttons for label in row if label.startswith(begins)]
        holder.tap(label)
        holder.wait_for(said.NOTED.format(label=book().closing.ask.label, answer=label.removeprefix(begins)))


def test_a_notice_that_is_not_sent_after_all_reaches_nobody(tmp_path: Path) -> None:
    with operated(tmp_path) as (server, _):
        operator, holder = server.phone(OPERATOR), server.phone(8)
        holder.say("/notify")
        holder.wait_for(said.NOTICE_WANTED)
        operator.say(f"/notice {WORDS}")
        operator.tap(wording.NOTICE_DROP)
        operator.wait_for(wording.NOTICE_DROPPED)
        operator.say("/start")
        operator.wait_for(said.HOME_TITLE)
        assert times_told(holder) == 0


def test_killed_in_the_middle_of_an_announcement_each_is_told_exactly_once(tmp_path: Path) -> None:
    with operated(tmp_path) as (server, process):
        operator = server.phone(OPERATOR)
        people = [server.phone(number) for number in range(100, 130)]
        for person in people:
            person.say("/notify")
        for person in people:
            person.wait_for(said.NOTICE_WANTED)
        blocking, limited = people[3], people[20]
        server.fault("sendMessage", 403, chat=blocking.user.id)
        server.fault("sendMessage", 429, chat=limited.user.id, retry_after=1)
        operator.say(f"/notice {WORDS}")
        operator.tap(wording.NOTICE_SEND)
        people[-3].wait_for(WORDS)  # the last come first
        hold = server.hold("sendMessage")
        hold.wait(AT_ONCE)  # all that may be under way: whoever was told is written down
        process.kill()
        server.stop()  # what was held has no effect
        hold.release()
        told = sum(map(times_told, people))
        assert 0 < told < len(people) - AT_ONCE
        server.start()
        process.start()
        operator.wait_for("发完了：已发到28/30，没发到1", timeout=30)
        limited.wait_for(WORDS, timeout=20)
        assert [times_told(person) for person in people] == [int(person is not blocking) for person in people]
