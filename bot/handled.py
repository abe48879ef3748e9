"""Which events were handled, so that one that arrives again has no second effect, also days later.

Ids are remembered, not compared: after a quiet week Telegram begins anew at any number. That an id is greater than all
that are remembered only spares the look into the store.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.batches import delete
from bot.store import Store

PREFIX = "handled:"
REMEMBERED = timedelta(days=8)  # Telegram repeats an update for a day at most


class Handled:
    """An id names its channel first (``telegram:00000000000700000001``); of one channel all are equally long."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._latest: dict[str, str] = {}

    async def has(self, id: str) -> bool:
        """Raises StoreError."""
        channel = id.partition(":")[0]
        if channel not in self._latest:
            last = await self._store.keys(f"{PREFIX}{channel}:", limit=1, backwards=True)
            stored = last[0].removeprefix(PREFIX).rpartition(":")[0] if last else ""
            self._latest[channel] = max(stored, self._latest.get(channel, ""))  # others were handled meanwhile
        if id > self._latest[channel]:
            return False
        return bool(await self._store.keys(f"{PREFIX}{id}:", limit=1))

    def row(self, id: str, now: datetime) -> dict[str, str | None]:
        """To be written with what the event changed."""
        channel = id.partition(":")[0]
        self._latest[channel] = max(self._latest.get(channel, ""), id)
        return {f"{PREFIX}{id}:{now.date().isoformat()}": ""}

    async def forget_old(self, now: datetime) -> None:
        """Raises StoreError."""
        first = (now - REMEMBERED).date()
        old = [key for key in await self._store.keys(PREFIX) if date.fromisoformat(key.rpartition(":")[2]) < first]
        await delete(self._store, old)
