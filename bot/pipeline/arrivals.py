"""Which screen stood before a person when an event of theirs came in, though it waits for those before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from dialogs.events import Event, Said


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
    """Those that wait or are under way, by person."""

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
