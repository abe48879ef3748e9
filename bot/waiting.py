"""Which screen stood before a person when an event of theirs came in, though it waits for those before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from dialogs.events import Event, Said


@dataclass(eq=False)
class Arrival:
    """An event under way. `stood`: the revision of the screen that stood when it came; None while it still stands."""

    stood: int | None = None

    def placed(self, event: Event) -> Event:
        """The event; a text is of the screen that stood when it came, or of an older one that the channel knows of."""
        if not isinstance(event, Said) or self.stood is None:
            return event
        return replace(event, revision=self.stood if event.revision is None else min(event.revision, self.stood))


class Arrivals:
    """Those that wait or are under way, by person."""

    def __init__(self) -> None:
        self._of: dict[str, list[Arrival]] = {}

    @contextmanager
    def of(self, person: str) -> Iterator[Arrival]:
        """An event that has just come in, until it is answered."""
        arrival = Arrival()
        self._of.setdefault(person, []).append(arrival)
        try:
            yield arrival
        finally:
            self._of[person].remove(arrival)
            if not self._of[person]:
                del self._of[person]

    def shown(self, person: str, before: int) -> None:
        """The person was shown another screen than that of the revision `before`."""
        for arrival in self._of.get(person, ()):
            if arrival.stood is None:
                arrival.stood = before
