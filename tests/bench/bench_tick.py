"""A tick with a million running filings of which a thousand are due, against one with ten thousand.

    python -m tests.bench.bench_tick [filings] [rounds]

Each filing is a person's own, in a real store. A tick finds who is due, steps, writes, hands the reminder over to a
channel that takes no time, and writes again; nothing is paced. Both stores are ticked in turn within a round.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.pipeline.conversations import Conversations
from bot.store.keys import SESSION, due_key
from bot.store.sqlite import SqliteStore, open_store
from dialogs.deadlines.schedule import next_wake
from dialogs.session import Session
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.carrier import Post, running

DUE = 1_000
FEW = 10_000
NOW = datetime(2026, 11, 4, 9, tzinfo=BEIJING)  # ten working days are left for a change of 8 October
DUE_NOW, DUE_LATER = date(2026, 10, 8), date(2026, 10, 23)
BATCH = 10_000  # rows a write


class Filings:
    """A store with so many filings, and what ticks over it."""

    def __init__(self, store: SqliteStore) -> None:
        self.now = NOW
        self.store = store
        self.post = Post(lambda: self.now)
        conversations = Conversations(store, lambda: self.now, published)
        self.waker = ReminderScheduler(conversations, {"test": self.post.open}, Throttle(between=0))

    async def fill(self, number: int) -> None:
        for start in range(0, number, BATCH):
            await self._write(range(start, min(start + BATCH, number)))

    async def again(self) -> None:
        """The first thousand are due once more."""
        for key in await self.store.keys("wake:", limit=2 * DUE):
            if int(key.rpartition(":")[2]) < DUE:
                await self.store.put({key: None})
        await self._write(range(DUE))

    async def _write(self, numbers: range) -> None:
        rows: dict[str, str | None] = {}
        for number in numbers:
            session = Session(deadlines=[running(DUE_NOW if number < DUE else DUE_LATER)])
            before = NOW - timedelta(hours=18)
            session.deadlines[0].sent = {"20": before.date()}
            session.wake = next_wake(session, published(), before)
            assert session.wake is not None
            person = f"test:{number}"
            rows |= {SESSION + person: session.model_dump_json(), due_key(person, session.wake): ""}
        await self.store.put(rows)

    async def tick(self) -> float:
        self.post.arrived.clear()
        begun = time.perf_counter()
        await self.waker.tick()
        took = time.perf_counter() - begun
        assert len(self.post.reminders) == DUE, len(self.post.reminders)
        return took


async def main(many: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as first, tempfile.TemporaryDirectory(dir=Path.cwd()) as second:
        stores = [await open_store(Path(first)), await open_store(Path(second))]
        large, small = (Filings(store) for store in stores)
        begun = time.perf_counter()
        await large.fill(many)
        await small.fill(FEW)
        print(f"{many:,} and {FEW:,} filings written in {time.perf_counter() - begun:.0f} s; {DUE:,} of each are due")
        pairs = []
        for number in range(rounds):
            if number:
                await large.again()
                await small.again()
            pairs.append((await large.tick(), await small.tick()))
        for name, index in ((f"{many:,} filings", 0), (f"{FEW:,} filings", 1)):
            took = median(pair[index] for pair in pairs)
            print(f"{name:>18}: {took:.3f} s a tick, {DUE / took:,.0f} reminders a second")
        print(f"ratio within a round: {median(one / other for one, other in pairs):.2f}")
        for store in stores:
            await store.close()


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*(arguments + [1_000_000, 3][len(arguments) :])))
