"""A clock that is wrong for a while: it sends nothing untrue, loses no reminder, and locks nobody out."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.background.recalculation import after_jumps, watch_clock
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.clock import SETTLED_AFTER, ClockState, WatchedClock
from bot.operations import health
from bot.pipeline.channel import RateLimited
from bot.pipeline.conversations import Conversations
from bot.store.keys import CLOCK, SESSION
from bot.store.sqlite import SqliteStore
from dialogs.deadlines.schedule import next_wake
from dialogs.effects import Forget, Remind
from dialogs.events import Event, Said, Tapped, Woken
from dialogs.session import Deadline, OpenScreen, Session
from dialogs.step import step
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.carrier import Post, keep, running
from tests.support.interviews import Say
from tests.support.process import assistant, free_port
from tests.support.talk import concluded, finished, talk

BEGUN = datetime(2026, 10, 9, 12, tzinfo=BEIJING)
CHANGED = date(2026, 10, 8)  # filed up to and with 18 November 2026, a Wednesday
PERSON = "test:1"
STAGES = [("20",), ("10",), ("5",), ("3",), ("1",), ("0",), ("-1",)]


class Clocks:
    """A wall clock that can be set, a steady one that runs with it, and the assistant between them."""

    def __init__(self, store: SqliteStore) -> None:
        self.wall, self.steady = BEGUN, 0.0
        self.clock = WatchedClock(lambda: self.wall, lambda: self.steady)
        self.post = Post(lambda: self.wall)
        self.conversations = Conversations(store, self.clock, published, settled=self.clock.settled)
        self.waker = ReminderScheduler(self.conversations, {"test": self.post.open}, Throttle(between=0))
        self.jumps = 0

    async def passes(self, **span: float) -> None:
        """So much time by both clocks; then the assistant does what it does every minute."""
        self.wall += timedelta(**span)
        self.steady += timedelta(**span).total_seconds()
        await self.minute()

    async def is_set(self, **by: float) -> None:
        """The wall clock alone jumps."""
        self.wall += timedelta(**by)
        await self.minute()

    async def minute(self) -> None:
        self.jumps = await after_jumps(self.conversations, self.clock, self.jumps)
        await self.waker.tick()

    async def says(self, words: str, person: str = PERSON) -> None:
        await self.conversations.handle(person, Said(words), self.post.open(person))

    @property
    def reminded(self) -> list[tuple[str, ...]]:
        return [reminder.stages for reminder in self.post.reminders]


@pytest.fixture
async def clocks(store: SqliteStore) -> Clocks:
    clocks = Clocks(store)
    await keep(store, clocks.conversations, PERSON, running(CHANGED))
    return clocks


async def until(clocks: Clocks, day: date) -> None:
    """Hour by hour, by the true time."""
    while clocks.wall.date() <= day:
        await clocks.passes(hours=1)


# Reminders


async def test_a_clock_ahead_for_a_moment_sends_nothing_and_loses_no_reminder(clocks: Clocks) -> None:
    await clocks.is_set(days=60)
    await clocks.passes(minutes=5)
    assert clocks.reminded == []
    await clocks.is_set(days=-60)
    await until(clocks, date(2026, 11, 20))
    assert clocks.reminded == STAGES


async def test_a_clock_ahead_for_a_day_is_believed_and_then_every_stage_is_said_on_its_day(clocks: Clocks) -> None:
    await clocks.is_set(days=60)
    await clocks.passes(days=1)
    assert clocks.reminded == [("20", "10", "5", "3", "1", "0", "-1")]
    await clocks.is_set(days=-60)
    await until(clocks, date(2026, 11, 20))
    assert clocks.reminded[1:] == STAGES


async def test_a_stage_said_in_truth_is_not_said_again_after_the_clock_was_ahead(clocks: Clocks) -> None:
    await until(clocks, date(2026, 11, 5))
    assert clocks.reminded == STAGES[:2]
    await clocks.is_set(days=60)
    await clocks.passes(days=1)
    await clocks.is_set(days=-60)
    await until(clocks, date(2026, 11, 20))
    assert [each for each in clocks.reminded if len(each) == 1] == STAGES


async def test_a_clock_set_back_and_forth_says_nothing_twice(clocks: Clocks) -> None:
    for day in range(9, 50):
        await clocks.is_set(hours=-3)
        await clocks.passes(minutes=20)
        await clocks.is_set(hours=3)
        await until(clocks, date(2026, 10, 1) + timedelta(days=day))
    assert clocks.reminded == STAGES


async def test_a_new_hour_is_gone_by_when_it_has_stood_for_ten_minutes(clocks: Clocks) -> None:
    await clocks.is_set(days=13)  # 22 October, after nine: twenty working days are left
    await clocks.passes(seconds=SETTLED_AFTER - 1)
    assert clocks.reminded == []
    await clocks.passes(seconds=1)
    assert clocks.reminded == [("20",)]


async def test_what_was_entered_while_the_clock_was_ahead_is_reminded_of_all_the_same(clocks: Clocks) -> None:
    await clocks.is_set(days=60)
    await clocks.says("/change 名称 2026年10月12日", "test:2")
    await clocks.is_set(days=-60)
    await until(clocks, date(2026, 11, 25))
    told = [each.effect for each in clocks.post.arrived if each.person == "test:2"]
    assert [effect.stages for effect in told if isinstance(effect, Remind)] == STAGES


async def test_a_clock_ahead_by_a_day_does_not_take_the_word_of_the_last_day_away(clocks: Clocks) -> None:
    await until(clocks, date(2026, 11, 16))
    await clocks.passes(hours=10)  # on the 17th
    assert clocks.reminded == STAGES[:5]
    await clocks.is_set(days=1)
    await clocks.passes(minutes=20)
    assert clocks.reminded[5:] == [("0",)]
    await clocks.is_set(days=-1)
    await until(clocks, date(2026, 11, 20))
    assert clocks.reminded[6:] == [("0",), ("-1",)]


async def test_a_reminder_put_off_comes_on_its_day_though_the_clock_was_ahead(store: SqliteStore) -> None:
    clocks = Clocks(store)
    await keep(store, clocks.conversations, PERSON, with_snooze := running(CHANGED))
    session = await clocks.conversations.session(PERSON)
    session.deadlines = [with_snooze.model_copy(update={"snoozed_until": date(2026, 11, 12)})]
    await store.put({SESSION + PERSON: session.model_dump_json()})
    await clocks.is_set(days=60)
    await clocks.passes(days=1)
    before = len(clocks.reminded)
    await clocks.is_set(days=-60)
    await until(clocks, date(2026, 11, 11))
    assert clocks.reminded[before:] == []
    await until(clocks, date(2026, 11, 20))
    assert clocks.reminded[before:] == [("snoozed",), *STAGES[3:]]


class TestTheNextRun:
    """What the clock is held against after a restart, on the same boot of the machine and on another."""

    def clock(self, boot: str = "one") -> WatchedClock:
        self.wall, self.steady = BEGUN, 1_000.0
        return WatchedClock(lambda: self.wall, lambda: self.steady, boot)

    def later(self, jump: timedelta = timedelta(), passed: timedelta = timedelta(hours=1)) -> None:
        self.wall += passed + jump
        self.steady += passed.total_seconds()

    def resumed(self, before: ClockState, boot: str = "one") -> WatchedClock:
        clock = WatchedClock(lambda: self.wall, lambda: self.steady, boot)
        clock.resume(before)
        return clock

    @pytest.mark.parametrize("jump", [timedelta(days=60), timedelta(days=-60)])
    def test_a_jump_while_nothing_ran_is_noticed(self, jump: timedelta) -> None:
        before = self.clock().state
        self.later(jump)
        clock = self.resumed(before)
        assert not clock.settled() and clock.jumps == 1
        self.later(passed=timedelta(seconds=SETTLED_AFTER))
        assert clock.settled()

    def test_a_restart_does_not_make_a_clock_believed_that_is_ahead(self) -> None:
        first = self.clock()
        self.later(timedelta(days=60), timedelta(minutes=1))
        assert not first.settled()
        clock = self.resumed(first.state)
        assert not clock.settled()
        self.wall -= timedelta(days=60)
        assert clock.settled()

    def test_a_pause_is_no_jump(self) -> None:
        before = self.clock().state
        self.later(passed=timedelta(days=80))
        clock = self.resumed(before)
        assert clock.settled() and clock.jumps == 0

    def test_after_another_boot_only_an_hour_that_is_over_is_odd(self) -> None:
        before = self.clock().state
        self.steady = 5.0
        self.wall += timedelta(days=80)
        assert self.resumed(before, "two").settled()
        self.wall -= timedelta(days=90)
        assert not self.resumed(before, "two").settled()


async def test_how_the_clocks_stood_is_kept_for_the_next_run(clocks: Clocks) -> None:
    keeping = asyncio.create_task(watch_clock(clocks.conversations, clocks.clock))
    async with asyncio.timeout(10):
        while (kept := await clocks.conversations.store.get(CLOCK)) is None:
            await asyncio.sleep(0)
    keeping.cancel()
    assert ClockState.model_validate_json(kept) == clocks.clock.state


# Whoever watches, and whoever writes


async def test_health_says_that_the_clock_jumped_and_not_that_reminders_are_late(clocks: Clocks) -> None:
    app = health.application(health.Health(clocks.conversations, [clocks.clock.problems], ["test"]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as http:
        assert (await http.get("/healthz")).status_code == 200
        clocks.wall += timedelta(days=60)
        answer = await http.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["troubles"] == ["时钟被拨快了60天：提醒先不发，再过10分钟没有变动就照新的时间发"]


async def test_what_waits_for_another_try_does_not_wait_longer_because_the_clock_was_set_back(clocks: Clocks) -> None:
    clocks.post.coming = [RateLimited(30)]
    await clocks.says("/start")
    assert clocks.post.arrived == []
    clocks.wall -= timedelta(hours=2)
    await clocks.says("/forget")
    shown = clocks.post.arrived[-1].effect
    assert shown.kind == "show" and wording.FORGET_ASK in shown.view.plain


HOLDER = Session(
    revision=3,
    screen=OpenScreen(kind="deadlines"),
    deadlines=[
        running(CHANGED),
        running(date(2024, 8, 1), 2, "title"),
        Deadline(number=3, kind="review", since=date(2027, 3, 1), due=date(2027, 3, 31)),
        running(date(2025, 1, 1), 4, "revoked"),
        running(date(2026, 11, 20), 5, "publicity"),
    ],
)
APPLICANTS = [
    HOLDER,
    talk().session,
    talk().until("staff_degree").session,
    finished(founded_on=Say("2026年11月20日"), failed_review_on=Say("2026年11月20日")).session,
    concluded(title_valid_until=Say("2027年8月15日")).session,
]
EVENTS: list[Event] = [
    *map(Said, ("/forget", "/deadlines", "/start", "/review", "/continue", "/export", "是", "15", "上周五换了法人")),
    Woken(),
]


@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)),
    st.sampled_from(APPLICANTS),
    st.sampled_from(EVENTS),
)
def test_whatever_the_clock_says_everything_is_answered(now: datetime, session: Session, event: Event) -> None:
    there = now.replace(tzinfo=BEIJING)
    after, effects = step(session, event, there, published)
    assert effects or isinstance(event, Woken)
    next_wake(after, published(), there)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)), st.sampled_from(APPLICANTS))
def test_whatever_the_clock_says_everything_can_be_deleted(now: datetime, session: Session) -> None:
    there = now.replace(tzinfo=BEIJING)
    asked, _ = step(session, Said("/forget"), there, published)
    _, effects = step(asked, Tapped("erase", asked.revision), there, published)
    assert [type(effect) for effect in effects] == [Forget]


# The real process

# The real program by a clock that is moved by the hours in a file.
MOVED = """
import asyncio, sys
from datetime import timedelta
from pathlib import Path
from bot.__main__ import now, settings
from bot.run import run

hours = Path(sys.argv[1])
asyncio.run(run(settings.load(), lambda: now() + timedelta(hours=float(hours.read_text()))))
"""


def test_the_process_says_nothing_by_a_clock_that_is_ahead_for_a_moment(tmp_path: Path) -> None:
    hours, port = tmp_path / "hours", free_port()
    hours.write_text("0")
    with Server() as server, assistant(server, tmp_path, ("-c", MOVED, str(hours)), HEALTH_PORT=str(port)):
        phone = server.phone(1)
        phone.say("昨天换了法人")
        phone.wait_for("变更备案")

        def troubles() -> str:
            return httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).text

        server.until(lambda: '"ok"' in troubles())
        hours.write_text(str(24 * 80))
        server.until(lambda: "时钟被拨快了80天" in troubles())
        hours.write_text("0")
        server.until(lambda: '"ok"' in troubles())
        phone.say("/deadlines")
        phone.wait_for("还有")
        assert not any("已经过了" in message.text for message in phone.messages)
