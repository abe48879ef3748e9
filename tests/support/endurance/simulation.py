"""A year with many holders, random changes, outages, kills and a new calendar; every reminder accounted for.

    python -m tests.support.endurance.simulation [holders] [seed]

The store, the conversations, the waker and the calendar are the real ones; the clock is set by hand, and the post is
where trouble comes from. What ought to have been sent is worked out here from the days alone, without the bot's index,
outbox or sessions.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from bot.background.calendars import Calendars
from bot.background.recalculation import apply_calendar
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.pipeline.channel import Blocked, InDoubt, NotArrived, RateLimited
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import SqliteStore, open_store
from dialogs.effects import BESIDE, Remind
from dialogs.events import Event, Returned, Said, Tapped
from dialogs.session import Deadline
from rules.beijing_2019.deadlines import DEADLINES
from rules.calendar import holiday_notices
from rules.calendar.days import BEIJING
from rules.calendar.working_days import Calendar, published
from tests.support.calendars import NOTICE_2027
from tests.support.carrier import Killed, Post, Trouble

BEGIN, END = date(2026, 3, 2), date(2027, 3, 1)
ANNOUNCED = date(2026, 11, 20)  # the notice for 2027
HOURS = (3, 9, 11, 15, 20, 22)  # at which it is looked who is due
TRIES = 8  # ticks within which a reminder is owed, however the post behaves
FILING = DEADLINES["filing"]
QUIET = (*range(9), *range(21, 24))


@dataclass
class Filing:
    """What a holder told, as this side knows it; `gone`: the moments from which nothing is owed for it."""

    person: str
    number: int
    changed_on: date
    entered: datetime
    done: datetime | None = None


@dataclass
class Report:
    """What came of it. `faults` is empty when every reminder is accounted for."""

    filings: int = 0
    reminders: int = 0
    merged: int = 0
    doubled_in_doubt: int = 0
    moved: int = 0
    kills: int = 0
    outage_days: int = 0
    faults: list[str] = field(default_factory=list)


class Chaos(Post):
    """A post that loses, doubts, limits and kills at random while `wild`; who is `away` has blocked the assistant."""

    def __init__(self, year: Year) -> None:
        super().__init__(lambda: year.now)
        self._chance = year.chance
        self.down = False
        self.wild = True
        self.away: set[str] = set()

    def trouble(self, person: str) -> Trouble:
        if person in self.away:
            return Blocked()
        if self.down:
            return NotArrived("down")
        if not self.wild or self._chance.random() > 0.06:
            return None
        chosen: list[Trouble] = [NotArrived("reset"), (InDoubt("no answer"),), InDoubt("no answer"), RateLimited(45)]
        chosen += [Killed(), (Killed(),)]
        return self._chance.choice(chosen)


class Year:
    def __init__(self, directory: Path, store: SqliteStore, holders: int, seed: int) -> None:
        self.directory = directory
        self.store = store
        self.chance = Random(seed)
        self.now = datetime(BEGIN.year, BEGIN.month, BEGIN.day, 8, tzinfo=BEIJING)
        self.people = [f"test:{number}" for number in range(holders)]
        self.post = Chaos(self)
        self.filings: list[Filing] = []
        self.report = Report()
        # When nothing stood in the way of a reminder, but for those who had blocked the assistant then.
        self.open_ticks: list[tuple[datetime, frozenset[str]]] = []
        self.calendars = Calendars(directory, published)
        self._start()

    async def _killed(self) -> None:
        """A process ends in the middle of its work, and another begins with nothing but what is on the disk."""
        self.report.kills += 1
        await self.waker.stop(0)
        await self.store.close()
        self.store = await open_store(self.directory)
        self._start()

    def _start(self) -> None:
        self.conversations = Conversations(self.store, lambda: self.now, self.calendars.current)
        self.waker = ReminderScheduler(self.conversations, {"test": self.post.open}, Throttle(between=0))

    async def run(self) -> Report:
        await apply_calendar(self.conversations, self.calendars)
        outage = 0
        day = BEGIN
        while day <= END:
            if day == ANNOUNCED:
                folder = self.directory / "calendar"
                folder.mkdir()
                (folder / "2027.toml").write_text(NOTICE_2027, encoding="utf-8")
            outage = outage - 1 if outage else self.chance.choices((0, 1, 3, 9), (60, 2, 1, 0.3))[0]
            self.post.down = self.chance.random() < 0.02
            self.report.outage_days += outage > 0
            if not outage:
                await self._day(day)
            day += timedelta(days=1)
        await self._settle()
        self._account()
        return self.report

    async def _day(self, day: date) -> None:
        for hour in HOURS:
            self.now = datetime(day.year, day.month, day.day, hour, self.chance.randrange(3), tzinfo=BEIJING)
            if hour == 11:
                await self._people_act(day)
            await apply_calendar(self.conversations, self.calendars)
            for _ in range(4):  # those of one person are a second apart, and what failed is tried again
                await self._tick()
                self.now += timedelta(seconds=50)
            if not self.post.down and hour not in QUIET:
                self.open_ticks.append((self.now, frozenset(self.post.away)))

    async def _tick(self) -> None:
        try:
            await self.waker.tick()
        except Killed:
            await self._killed()

    async def _people_act(self, day: date) -> None:
        for _ in range(max(1, len(self.people) // 25)):
            person = self.chance.choice(self.people)
            match self.chance.choices(("change", "file", "block", "return"), (6, 4, 0.5, 1))[0]:
                case "change":
                    await self._change(
                        person, day - timedelta(days=self.chance.choice((*range(-5, 30), 50, 90, -37, -38, -39, -40)))
                    )
                case "file":
                    await self._file(person, day)
                case "block" if person not in self.post.away:
                    self.post.away.add(person)
                case "return" if self.post.away:
                    back = self.chance.choice(sorted(self.post.away))
                    self.post.away.discard(back)
                    await self._does(back, Returned())

    async def _change(self, person: str, changed_on: date) -> None:
        self.post.away.discard(person)
        before = {deadline.number for deadline in await self._deadlines(person)}
        await self._does(person, Said(f"/change 法定代表人 {changed_on.year}年{changed_on.month}月{changed_on.day}日"))
        new = [deadline for deadline in await self._deadlines(person) if deadline.number not in before]
        self.filings += [Filing(person, deadline.number, deadline.since, self.now) for deadline in new]

    async def _file(self, person: str, day: date) -> None:
        running = [each for each in self.filings if each.person == person and not each.done and each.changed_on < day]
        if running:
            filing = self.chance.choice(running)
            self.post.away.discard(person)
            await self._does(person, Tapped(f"filed:{filing.number}", BESIDE))
            await self._does(person, Said(f"{day.year}年{day.month}月{day.day}日"))
            done = {deadline.number: deadline.done_on for deadline in await self._deadlines(person)}
            if done[filing.number]:
                filing.done = self.now

    async def _does(self, person: str, event: Event) -> None:
        """The event; a process that is killed over it is started, and the update is delivered again."""
        id = f"test:{self.chance.getrandbits(60):020}"
        while True:
            try:
                await self.conversations.handle(person, event, self.post.open(person), id)
                return
            except Killed:
                await self._killed()

    async def _deadlines(self, person: str) -> list[Deadline]:
        return (await self.conversations.session(person)).deadlines

    async def _settle(self) -> None:
        """Everybody is back and the post is in order: what is owed now is sent."""
        self.post.down, self.post.wild = False, False
        for person in sorted(self.post.away):
            self.post.away.discard(person)
            await self._does(person, Returned())
        for hour in (9, 10, 11, 12):
            self.now = datetime(END.year, END.month, END.day + 1, hour, tzinfo=BEIJING)
            for _ in range(20):
                await self._tick()
                self.now += timedelta(seconds=100)

    # What ought to have been sent

    def _account(self) -> None:
        sent: dict[tuple[str, int], list[tuple[datetime, Remind]]] = {}
        for arrived in self.post.arrived:
            if isinstance(arrived.effect, Remind):
                sent.setdefault((arrived.person, arrived.effect.number), []).append((arrived.at, arrived.effect))
        self.report.filings = len(self.filings)
        self.report.reminders = sum(map(len, sent.values()))
        after = published().with_notices([holiday_notices.read(NOTICE_2027, "2027.toml")])
        for filing in self.filings:
            self._account_for(filing, sent.pop((filing.person, filing.number), []), after)
        for person, number in sent:
            self._fault(f"{person} {number}: reminded of nothing that was entered")

    def _account_for(self, filing: Filing, sent: list[tuple[datetime, Remind]], after: Calendar) -> None:
        name = f"{filing.person} {filing.number} of {filing.changed_on}"
        told = [(at, reminder) for at, reminder in sent if reminder.moved_from is None]
        moved = [reminder for _, reminder in sent if reminder.moved_from is not None]
        self._account_for_move(filing, moved, after, name)
        times = Counter(stage for _, reminder in told for stage in reminder.stages if not reminder.again)
        self.report.doubled_in_doubt += sum(reminder.again for _, reminder in told)
        self.report.merged += sum(len(reminder.stages) > 1 for _, reminder in told)
        for stage, count in times.items():
            if count > 1:
                self._fault(f"{name}: {stage} was said {count} times")
        said = {stage for _, reminder in sent for stage in reminder.stages}
        for stage, moment in _moments(filing, after).items():
            if stage not in said and not (filing.done and filing.done <= self._first_open(filing.person, moment)):
                self._fault(f"{name}: {stage} of {moment} was never said")
        for at, reminder in sent:
            if at.hour in QUIET:
                self._fault(f"{name}: said at {at}")
            if filing.done and at > filing.done:
                self._fault(f"{name}: reminded at {at} though filed at {filing.done}")
            if "" in reminder.stages:
                self._fault(f"{name}: an empty stage")

    def _account_for_move(self, filing: Filing, moved: list[Remind], after: Calendar, name: str) -> None:
        old, new = (FILING.last_day(filing.changed_on, each) for each in (published(), after))
        announced = datetime(ANNOUNCED.year, ANNOUNCED.month, ANNOUNCED.day, tzinfo=BEIJING)
        owed = (
            old != new
            and filing.entered < announced
            and not (filing.done and filing.done <= self._first_open(filing.person, announced))
        )
        certain = [reminder for reminder in moved if not reminder.again]
        self.report.moved += bool(moved)
        if len(certain) > 1 or bool(moved) > (old != new) or (owed and not moved):
            self._fault(f"{name}: moved from {old} to {new}, told {len(moved)} times")

    def _first_open(self, person: str, moment: datetime) -> datetime:
        """When the reminder of a moment could go out at the earliest, with a few hours for another try."""
        following = (tick for tick, away in self.open_ticks if tick >= moment and person not in away)
        *_, last = [*islice(following, TRIES)] or [self.now]
        return last

    def _fault(self, words: str) -> None:
        self.report.faults.append(words)


def _moments(filing: Filing, after: Calendar) -> dict[str, datetime]:
    """The stages that are owed, with the moment of each: those after the day on which the change was entered, by the
    calendar that was known on that day."""
    found: dict[str, datetime] = {}
    for calendar, first, last in ((published(), BEGIN, ANNOUNCED), (after, ANNOUNCED, END)):
        for stage in FILING.schedule(filing.changed_on, calendar):
            if max(first, filing.entered.date()) < stage.on < last and stage.id not in found:
                found[stage.id] = datetime(stage.on.year, stage.on.month, stage.on.day, 9, tzinfo=BEIJING)
    return found


async def simulate(directory: Path, holders: int, seed: int) -> Report:
    year = Year(directory, await open_store(directory), holders, seed)
    try:
        return await year.run()
    finally:
        await year.store.close()


def main(holders: int, seed: int) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        report = asyncio.run(simulate(Path(directory), holders, seed))
    print(f"{holders} holders, seed {seed}, {time.monotonic() - begun:.0f} s: {report}")
    return bool(report.faults)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(arguments + [500, 1][len(arguments) :])))
