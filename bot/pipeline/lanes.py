"""In what order: one thing at a time for each person, in the order of arrival, and different persons at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from dialogs.events import Event, Said


class LaneFull(Exception):
    """Too much of this person is waiting already. `again`: others were turned away since their lane was empty."""

    def __init__(self, again: bool) -> None:
        self.again = again


@dataclass(eq=False)
class PendingEvent:
    """An event that waits or is under way. stood: the revision of the screen that stood before the person when it came,
    None while it still stands; stood_there: of one in whose place another was shown."""

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


@dataclass
class _Lane:
    """inside: the one whose turn it is and all who wait."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    inside: list[PendingEvent] = field(default_factory=list)
    turned_away: int = 0


class Lanes:
    """A lane per person, there as long as someone is in it.

    `at_once` limits how many lanes work at the same time, `waiting` how many may wait in one lane. Work in a lane must
    not enter the same lane: it would wait for itself.
    """

    def __init__(self, at_once: int = 128, waiting: int = 30) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._waiting = waiting
        self._lanes: dict[str, _Lane] = {}

    @property
    def busy(self) -> int:
        """The number of persons with work under way or waiting."""
        return len(self._lanes)

    @asynccontextmanager
    async def of(self, person: str) -> AsyncIterator[PendingEvent]:
        """`async with lanes.of(person):` runs the block when it is this person's turn; raises `LaneFull` at once."""
        lane = self._lanes.setdefault(person, _Lane())
        if len(lane.inside) > self._waiting:
            lane.turned_away += 1
            raise LaneFull(again=lane.turned_away > 1)
        pending = PendingEvent()
        lane.inside.append(pending)
        try:
            # The slot is taken after the turn: those who wait for their own lane must not keep others from theirs.
            async with lane.turn, self._slots:
                yield pending
        finally:
            lane.inside.remove(pending)
            if not lane.inside:
                del self._lanes[person]

    def shown(self, person: str, before: int, in_place: bool) -> None:
        """In the lane of the person: they were shown another screen than that of the revision `before`, below it or
        `in_place` of it."""
        for pending in self._lanes[person].inside:
            if pending.stood is None:
                pending.stood = before
            if in_place and pending.stood_there is None:
                pending.stood_there = before
