"""Which updates were handled, so that one that arrives again has no second effect; and which is being worked on.

Ids are remembered, not compared: after a quiet week Telegram begins anew at any number. The greatest ids are at hand,
since nearly every id that arrives is among them or above; only for a lower one the store is asked.
"""

import asyncio
import mmap
import os
from bisect import bisect_left, insort
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.store.keys import HANDLED
from bot.store.protocol import Store

AT_HAND = 2_000  # ids of a channel
FILE_NAME = "in-progress"
SIZE = 128  # bytes; an id is shorter


class Deduplication:
    """An id names its channel first (``telegram:00000000000700000001``); of one channel all are equally long."""

    def __init__(self, store: Store, at_hand: int = AT_HAND) -> None:
        self._store = store
        self._at_hand = at_hand
        self._greatest: dict[str, _GreatestIds] = {}
        self._unsure: set[str] = set()  # whether their rows are stored
        self._first_look = asyncio.Lock()

    async def has(self, id: str) -> bool:
        """Raises StoreError."""
        channel = _channel(id)
        async with self._first_look:
            if channel not in self._greatest:
                keys = await self._store.keys(f"{HANDLED}{channel}:", limit=self._at_hand, backwards=True)
                ids = [key.removeprefix(HANDLED).rpartition(":")[0] for key in reversed(keys)]  # without the day
                self._greatest[channel] = _GreatestIds(ids, self._at_hand)
        known = self._greatest[channel]
        if known.reach(id) and id not in self._unsure:
            return id in known
        return bool(await self._store.keys(f"{HANDLED}{id}:", limit=1))

    def row(self, id: str, now: datetime) -> dict[str, str | None]:
        """To be written with what the event changed; when it certainly is, `remember` the id."""
        self._unsure.add(id)
        return {f"{HANDLED}{id}:{now.date().isoformat()}": ""}

    def remember(self, id: str) -> None:
        """Its row is stored. To be called only for what `has` was asked for."""
        self._greatest[_channel(id)].add(id)
        self._unsure.discard(id)


class _GreatestIds:
    """The greatest of all ids, at most `most` of them, in their order; ids up to `_above` may be missing."""

    def __init__(self, ids: list[str], most: int) -> None:
        self._ids = ids
        self._most = most
        self._above = ids[0] if len(ids) >= most else ""

    def reach(self, id: str) -> bool:
        """Whether they are all of the ids from this one on."""
        return id > self._above

    def __contains__(self, id: str) -> bool:
        at = bisect_left(self._ids, id)
        return self._ids[at : at + 1] == [id]

    def add(self, id: str) -> None:
        if id not in self:
            insort(self._ids, id)
        if len(self._ids) > self._most:
            self._above = max(self._above, self._ids.pop(0))


def _channel(id: str) -> str:
    return id.partition(":")[0]


class InProgress:
    """What is being worked on, so that the next process knows what this one ended in.

    An update that freezes or kills the process comes again at every start, since it was stored before it was handled.
    So its id stands in a small file for as long as it is worked on, well below a millisecond as a rule. The file is
    written as memory, which waits for no disk and outlives the process.

    `interrupted_by`: the id of what the process before was working on when it ended; empty where it was idle.
    """

    def __init__(self, directory: Path) -> None:
        """Raises OSError."""
        file = os.open(directory / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(file).st_size != SIZE:
                os.pwrite(file, bytes(SIZE), 0)
                os.truncate(file, SIZE)
            self._memory = mmap.mmap(file, SIZE)
        finally:
            os.close(file)
        self.interrupted_by = self._memory[:].rstrip(b"\0").decode("ascii", "replace")
        self._note("")

    @contextmanager
    def on(self, id: str) -> Iterator[None]:
        """Work that waits for nothing: of all that is under way one at a time is worked on."""
        self._note(id)
        try:
            yield
        finally:
            self._note("")

    def _note(self, id: str) -> None:
        self._memory[:] = id.encode("ascii", "replace")[:SIZE].ljust(SIZE, b"\0")
