"""In what order: one thing at a time for each person, in the order of arrival, and different persons at once.

And which screen stood before a person when an event of theirs came in, though it waits for those before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dialogs.events import Event, Said

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


@dataclass(eq=False)
class PendingEvent:
    """An event under way. stood: the revision of the screen that stood when it came, None while it still stands;
    stood_there: of one in whose place another was shown."""

    stood: int | None = None
    stood_there: int | None = None

    def placed(self, event: Event) -> Event:
        """The event; a text is of the screen that stood when it came, where the channel does not know better: by the
        place of a screen it can tell which one a text was typed at, but not by a place that now shows another."""
        if not isinstance(event, Said):
            return event
        if event.revision is None:
            return event if self.stood is None else replace(event, revision=self.stood)
        return event if self.stood_there is None else replace(event, revision=min(event.revision, self.stood_there))


class PendingEvents:
    """The events that wait or are under way, by person."""

    def __init__(self) -> None:
        self._of: dict[str, list[PendingEvent]] = {}

    @contextmanager
    def of(self, person: str) -> Iterator[PendingEvent]:
        """An event that has just come in, until it is answered."""
        pending = PendingEvent()
        self._of.setdefault(person, []).append(pending)
        try:
            yield pending
        finally:
            self._of[person].remove(pending)
            if not self._of[person]:
                del self._of[person]

    def shown(self, person: str, before: int, in_place: bool) -> None:
        """The person was shown another screen than that of the revision `before`, below it or `in_place` of it."""
        for pending in self._of.get(person, ()):
            if pending.stood is None:
                pending.stood = before
            if in_place and pending.stood_there is None:
                pending.stood_there = before
