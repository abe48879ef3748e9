"""In what order: one thing at a time for each person, in the order of arrival, and different persons at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


class LaneFull(Exception):
    """Too much of this person is waiting already. `again`: others were turned away since their lane was empty."""

    def __init__(self, again: bool) -> None:
        self.again = again


@dataclass
class _Lane:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    inside: int = 0  # the one whose turn it is and all who wait
    turned_away: int = 0


class Lanes:
    """A lane per person, there as long as someone is in it.

    `at_once` limits how many lanes work at the same time, `waiting` how many may wait in one lane. Work in a lane must
    not enter the same lane: it would wait for itself.
    """

    def __init__(self, at_once: int = 128, waiting: int = 30) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._waiting = waiting
        self._lanes: dict[Hashable, _Lane] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def busy(self) -> int:
        """The number of persons with work under way or waiting."""
        return len(self._lanes)

    @asynccontextmanager
    async def of(self, person: Hashable) -> AsyncIterator[None]:
        """`async with lanes.of(person):` runs the block when it is this person's turn; raises `LaneFull` at once."""
        lane = self._enter(person)
        try:
            # The slot is taken after the turn: those who wait for their own lane must not keep others from theirs.
            async with lane.turn, self._slots:
                yield
        finally:
            self._leave(person, lane)

    async def run(self, person: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work when it is this person's turn and return its result; raises `LaneFull` at once."""
        async with self.of(person):
            return await work()

    async def drain(self, timeout: float) -> bool:
        """Wait until nothing is under way, at most `timeout` seconds; whether that was reached.

        What enters meanwhile is waited for too, so close the doors first.
        """
        try:
            async with asyncio.timeout(timeout):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    def _enter(self, person: Hashable) -> _Lane:
        lane = self._lanes.setdefault(person, _Lane())
        if lane.inside > self._waiting:
            lane.turned_away += 1
            raise LaneFull(again=lane.turned_away > 1)
        lane.inside += 1
        self._idle.clear()
        return lane

    def _leave(self, person: Hashable, lane: _Lane) -> None:
        lane.inside -= 1
        if lane.inside == 0:
            del self._lanes[person]
        if not self._lanes:
            self._idle.set()
