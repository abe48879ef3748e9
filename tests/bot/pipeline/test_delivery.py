"""What was decided goes out: each reply at least once, each reminder once, in order, and nobody waits for another."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.background.calendars import Calendars
from bot.background.recalculation import apply_calendar
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.commands.listings import outbox
from bot.pipeline.channel import Blocked, DeliveryRefused, InDoubt, NotArrived, RateLimited
from bot.pipeline.conversations import Conversations
from bot.pipeline.deduplication import Deduplication
from bot.store.keys import DUE, SESSION
from bot.store.sqlite import SqliteStore, open_store
from bot.tasks import end, periodically
from dialogs.effects import Show
from dialogs.events import Returned, Said, Woken
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.holiday_notices import NoticeRefused
from rules.calendar.working_days import published
from rules.texts import book
from tests.support.calendars import NOTICE_2027
from tests.support.carrier import Killed, Post, keep, running

MOVED = date(2026, 10, 8)  # filed up to and with 18 November 2026, a Wednesday
PERSON = "test:1"


class House:
    """A store, the conversations on it, a clock that is set by hand, and a post."""

    def __init__(self, store: SqliteStore) -> None:
        self.now = datetime(2026, 10, 8, 12, tzinfo=BEIJING)
        self.store = store
        self.post = Post(lambda: self.now)
        self.conversations = Conversations(store, lambda: self.now, published)
        self.waker = ReminderScheduler(self.conversations, {"test": self.post.open}, Throttle(between=0))

    async def says(self, words: str, person: str = PERSON, update: str = "") -> None:
        await self.conversations.handle(person, Said(words), self.post.open(person), update)

    async def at(self, month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0, year: int = 2026) -> None:
        """The clock stands there, and whoever is due is woken."""
        self.now = datetime(year, month, day, hour, minute, second, tzinfo=BEIJING)
        await self.waker.tick()

    async def later(self, **span: float) -> None:
        self.now += timedelta(**span)
        await self.waker.tick()

    @property
    def screens(self) -> list[str]:
        return [each.effect.view.plain for each in self.post.arrived if isinstance(each.effect, Show)]

    @property
    def reminded(self) -> list[tuple[str, ...]]:
        return [reminder.stages for reminder in self.post.reminders]

    async def listed(self) -> str:
        out = io.StringIO()
        await outbox(self.store, out)
        return out.getvalue()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = await open_store(tmp_path)
    yield House(store)
    await store.close()


# Replies


async def test_a_reply_that_did_not_arrive_is_tried_again_with_growing_pauses(house: House) -> None:
    house.post.coming = [NotArrived("down"), NotArrived("down"), NotArrived("down")]
    await house.says("/start")
    assert house.screens == []
    assert PERSON in await house.listed()
    tries = []
    for second in range(1, 12):
        before = house.post.tries
        await house.later(seconds=1)
        if house.post.tries > before:
            tries.append(second)
    assert tries == [1, 3, 8]
    assert len(house.screens) == 1
    assert PERSON not in await house.listed()


async def test_a_reply_in_doubt_is_sent_again_and_never_dropped(house: House) -> None:
    house.post.coming = [(InDoubt("no answer"),)]
    await house.says("/start")
    await house.later(seconds=1)
    assert len(house.screens) == 2


async def test_a_limit_is_waited_for_as_long_as_told_and_what_comes_meanwhile_keeps_its_order(house: House) -> None:
    house.post.coming = [RateLimited(30)]
    await house.says("/start")
    await house.says("/continue")
    await house.later(seconds=29)
    assert (house.post.tries, house.screens) == (1, [])
    await house.later(seconds=1)
    home, question = house.screens
    assert wording.HOME_TITLE in home
    assert book().closing.ask.question in question


async def test_a_limit_of_one_person_delays_no_other(house: House) -> None:
    house.post.coming = [RateLimited(3600)]
    await house.says("/start")
    await house.says("/start", "test:2")
    assert [arrived.person for arrived in house.post.arrived] == ["test:2"]


async def test_what_will_never_be_taken_ends_in_the_list_and_keeps_nothing_from_following(house: House) -> None:
    house.post.coming = [DeliveryRefused("BadRequest: chat not found")]
    await house.says("/start")
    await house.says("/continue")
    assert len(house.screens) == 1
    listed = await house.listed()
    assert "已放弃" in listed and "chat not found" in listed and "show" in listed


async def test_a_fault_of_ours_in_sending_is_listed_without_what_it_says(house: House) -> None:
    house.post.coming = [ValueError("张三的答案")]
    await house.says("/start")
    listed = await house.listed()
    assert "ValueError" in listed and "张三" not in listed


async def test_nobody_is_listed_where_all_went_out(house: House) -> None:
    await house.says("/start")
    assert await house.listed() == "没有发不出去的消息。\n"


async def test_an_update_that_comes_again_has_no_second_effect_also_days_later(house: House) -> None:
    await house.says("/start", update="test:0001")
    await house.says("/continue", update="test:0002")
    house.now += timedelta(days=6)
    again = Conversations(house.store, lambda: house.now, published)
    await again.handle(PERSON, Said("/start"), house.post.open(PERSON), "test:0001")
    assert len(house.screens) == 2
    session = await again.session(PERSON)
    assert session.screen.kind == "question"


async def test_what_is_handled_while_the_first_look_is_under_way_is_remembered(house: House) -> None:
    handled = Deduplication(house.store)
    first_look = asyncio.create_task(handled.has("test:0001"))
    await asyncio.sleep(0)
    assert not await handled.has("test:0005")
    await house.store.put(handled.row("test:0005", house.now))
    handled.remember("test:0005")
    assert not await first_look and await handled.has("test:0005")


async def test_an_id_lower_than_those_before_is_new_all_the_same(house: House) -> None:
    await house.says("/start", update="test:9000")
    await house.says("/continue", update="test:0001")
    assert len(house.screens) == 2


# Reminders


async def test_each_stage_of_a_filing_is_reminded_of_once(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    for day in range(60):
        for hour in (8, 9, 15, 22):
            house.now = datetime(2026, 10, 9, hour, tzinfo=BEIJING) + timedelta(days=day)
            await house.waker.tick()
    assert house.reminded == [("20",), ("10",), ("5",), ("3",), ("1",), ("0",), ("-1",)]
    days = [arrived.at for arrived in house.post.arrived]
    assert {each.hour for each in days} == {9}
    assert [each.date() for each in days[-3:]] == [date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)]


async def test_after_an_outage_one_message_says_what_is_true_now_and_that_it_is_late(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    await house.at(11, 16, 11)
    (reminder,) = house.post.reminders
    assert reminder.stages == ("20", "10", "5", "3")
    assert "还有2个工作日" in reminder.view.plain
    assert wording.REMINDER_LATE.split("，")[0] in reminder.view.plain
    await house.at(11, 16, 12)
    assert len(house.post.reminders) == 1


async def test_after_a_long_outage_it_is_still_said_that_the_day_has_passed(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    await house.at(3, 1, 10, year=2027)
    (reminder,) = house.post.reminders
    assert "已经过了" in reminder.view.plain
    assert "第十七条" in reminder.view.plain


async def test_nothing_is_said_in_the_quiet_hours(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    await house.at(11, 16, 21)
    await house.at(11, 17, 8, 59)
    assert house.post.reminders == []
    await house.at(11, 17)
    assert len(house.post.reminders) == 1


async def test_a_reminder_that_did_not_arrive_is_decided_anew_and_says_what_is_true_then(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    house.post.coming = [NotArrived("down")] * 400
    await house.at(11, 11)
    for _ in range(300):
        await house.later(minutes=10)
    house.post.coming = []
    await house.at(11, 16, 9, 30)
    (reminder,) = house.post.reminders
    assert "还有2个工作日" in reminder.view.plain
    assert wording.REMINDER_AGAIN not in reminder.view.plain


async def test_a_reminder_in_doubt_comes_once_more_and_says_so(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    house.post.coming = [None, None, None, (InDoubt("no answer"),)]
    for month, day in ((10, 22), (11, 4), (11, 11), (11, 13)):
        await house.at(month, day)
    await house.later(seconds=5)
    first, second = house.post.reminders[-2:]
    assert first.stages == second.stages == ("3",)
    assert wording.REMINDER_AGAIN not in first.view.plain
    assert wording.REMINDER_AGAIN in second.view.plain


async def test_a_reminder_whose_process_ended_while_sending_comes_once_more_and_says_so(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    house.post.coming = [(Killed(),)]
    house.now = datetime(2026, 11, 17, 9, tzinfo=BEIJING)
    with pytest.raises(Killed):
        await house.conversations.handle(PERSON, Woken(), house.post.open(PERSON))
    again = Conversations(house.store, lambda: house.now, published)
    await ReminderScheduler(again, {"test": house.post.open}, Throttle(between=0)).tick()
    first, second = house.post.reminders
    assert first.stages == second.stages
    assert wording.REMINDER_AGAIN in second.view.plain


async def test_it_says_so_too_where_the_try_before_had_failed(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    house.post.coming = [NotArrived("down"), (Killed(),)]
    await house.at(11, 17)
    house.now += timedelta(seconds=30)
    with pytest.raises(Killed):
        await house.conversations.handle(PERSON, Woken(), house.post.open(PERSON))
    await house.waker.tick()
    assert [wording.REMINDER_AGAIN in reminder.view.plain for reminder in house.post.reminders] == [False, True]


async def test_who_blocked_the_assistant_is_left_alone_until_they_are_back(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    house.post.coming = [Blocked()]
    await house.at(11, 11)
    await house.at(11, 17)
    assert house.post.tries == 1
    await house.conversations.handle(PERSON, Returned(), house.post.open(PERSON))
    await house.waker.tick()
    (reminder,) = house.post.reminders
    assert "还有1个工作日" in reminder.view.plain


async def test_writing_again_is_a_return_too(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    house.post.coming = [Blocked()]
    await house.at(11, 17)
    await house.says("/start")
    await house.waker.tick()
    assert len(house.post.reminders) == 1


async def test_two_reminders_of_one_person_are_a_second_apart(house: House) -> None:
    await keep(house.store, house.conversations, PERSON, running(MOVED, 1), running(MOVED, 2))
    await house.at(11, 18)
    assert len(house.post.reminders) == 1
    await house.later(seconds=1)
    assert [reminder.number for reminder in house.post.reminders] == [1, 2]


async def test_the_index_has_one_row_for_each_who_waits_and_none_for_others(house: House) -> None:
    await house.says("/start")
    await keep(house.store, house.conversations, "test:2", running(MOVED))
    (row,) = await house.store.keys(DUE)
    assert row.endswith(":2")
    for day in range(1, 60):
        house.now = datetime(2026, 10, 8, 9, tzinfo=BEIJING) + timedelta(days=day)
        await house.waker.tick()
    assert await house.store.keys(DUE) == []


# A new calendar


async def test_when_a_notice_comes_each_whose_day_moved_is_told_once_old_and_new(house: House, tmp_path: Path) -> None:
    calendars = Calendars(tmp_path, published)
    house.conversations.calendar = calendars.current
    house.now = datetime(2026, 12, 24, 12, tzinfo=BEIJING)
    await keep(house.store, house.conversations, PERSON, running(date(2026, 12, 24)))
    await keep(house.store, house.conversations, "test:2", running(date(2026, 10, 8)))
    await apply_calendar(house.conversations, calendars)
    await house.waker.tick()
    house.post.arrived.clear()
    announce(tmp_path, NOTICE_2027)
    assert await apply_calendar(house.conversations, calendars) == 2
    await house.later(seconds=1)
    (told,) = house.post.reminders
    assert "原来是2027年2月11日（周四）" in told.view.plain and "现在是2027年2月14日（周日）" in told.view.plain
    assert await apply_calendar(house.conversations, calendars) == 0
    await house.later(days=1)
    assert len(house.post.reminders) == 1


async def test_a_crash_while_people_are_told_of_the_new_calendar_loses_nobody(house: House, tmp_path: Path) -> None:
    calendars = Calendars(tmp_path, published)
    house.conversations.calendar = calendars.current
    house.now = datetime(2026, 12, 24, 12, tzinfo=BEIJING)
    people = [f"test:{number}" for number in range(1, 5)]
    for person in people:
        await keep(house.store, house.conversations, person, running(date(2026, 12, 24)))
    await apply_calendar(house.conversations, calendars)
    announce(tmp_path, NOTICE_2027)
    await apply_calendar(house.conversations, calendars)
    house.post.coming = [None, Killed()]
    for person in people[:2]:
        with suppress(Killed):
            await house.conversations.handle(person, Woken(), house.post.open(person))
    again = Conversations(house.store, lambda: house.now, calendars.current)
    await apply_calendar(again, calendars)
    await ReminderScheduler(again, {"test": house.post.open}, Throttle(between=0)).tick()
    assert sorted(arrived.person for arrived in house.post.arrived) == people


async def test_a_person_whose_row_is_damaged_keeps_the_new_calendar_from_nobody_else(
    house: House, tmp_path: Path
) -> None:
    calendars = Calendars(tmp_path, published)
    house.conversations.calendar = calendars.current
    house.now = datetime(2026, 12, 24, 12, tzinfo=BEIJING)
    await keep(house.store, house.conversations, "test:2", running(date(2026, 12, 24)))
    await apply_calendar(house.conversations, calendars)
    await house.waker.tick()
    house.post.arrived.clear()
    await house.store.put({SESSION + PERSON: '{"deadlines": [3'})
    announce(tmp_path, NOTICE_2027)
    await apply_calendar(house.conversations, calendars)
    await house.later(seconds=1)
    assert [reminder.moved_from is not None for reminder in house.post.reminders] == [True]
    assert await apply_calendar(house.conversations, calendars) == 0


async def test_a_notice_that_is_refused_leaves_the_calendar_as_it_was(house: House, tmp_path: Path) -> None:
    calendars = Calendars(tmp_path, published)
    announce(tmp_path, 'number = "国办发明电〔2026〕1号"')
    with pytest.raises(NoticeRefused):
        calendars.refresh()
    assert calendars.current().fingerprint == published().fingerprint
    announce(tmp_path, NOTICE_2027)
    calendars.refresh()
    assert calendars.current().provisional_from == date(2028, 1, 1)


def announce(directory: Path, notice: str) -> None:
    """The operator's file, with another time of change than any before."""
    file = directory / "calendar" / "2027.toml"
    file.parent.mkdir(exist_ok=True)
    before = file.stat().st_mtime_ns if file.exists() else 0
    file.write_text(notice, encoding="utf-8")
    os.utime(file, ns=(before + 1_000_000_000, before + 1_000_000_000))


async def test_the_waker_wakes_at_its_time_and_earlier_when_somebody_is_rescheduled(house: House) -> None:
    running_waker = asyncio.create_task(house.waker.run())
    await asyncio.sleep(0)
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    house.now = datetime(2026, 11, 18, 9, tzinfo=BEIJING)
    await house.conversations.schedule(PERSON, house.now)
    while not house.post.reminders:
        await asyncio.sleep(0.01)
    running_waker.cancel()
    assert house.reminded == [("20", "10", "5", "3", "1", "0")]


async def test_one_person_with_a_fault_stops_no_other(house: House) -> None:
    await keep(house.store, house.conversations, "test:0", running(MOVED))
    await keep(house.store, house.conversations, PERSON, running(MOVED))
    await house.store.put({"session:test:0": "{}{"})
    await house.at(11, 18)
    assert [arrived.person for arrived in house.post.arrived] == [PERSON]


async def test_work_that_broke_off_by_an_unforeseen_fault_is_begun_again_and_the_rest_goes_on() -> None:
    begun: list[str] = []

    async def work(name: str, breaks: bool) -> float:
        begun.append(name)
        if breaks and begun.count(name) < 3:
            raise ValueError("张三的答案")
        return await asyncio.Future()

    with capture_logs() as logs:
        going = [
            asyncio.create_task(periodically("odd", lambda: work("odd", True), after_a_fault=0)),
            asyncio.create_task(periodically("even", lambda: work("even", False), after_a_fault=0)),
        ]
        while begun.count("odd") < 3:
            await asyncio.sleep(0)
        assert not any(task.done() for task in going)
        await end(going, 0)
    assert begun.count("even") == 1
    assert [line["error"] for line in logs] == ["ValueError", "ValueError"]
    assert "张三" not in str(logs)
