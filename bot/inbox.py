"""Updates on disk before Telegram is told that they arrived.

python-telegram-bot takes its queue from outside: an update is confirmed by the next getUpdates, which is not sent
before `put` returned.
"""

from __future__ import annotations

import asyncio
import json

import structlog
from telegram import Bot, Update

from bot.store import Store, StoreError

PREFIX = "inbox:"
LONGEST_PAUSE = 30.0  # seconds between tries to write

log = structlog.get_logger()


def key(update_id: int) -> str:
    """Sorted as the ids are."""
    return f"{PREFIX}{update_id:020}"


class Inbox(asyncio.Queue[object]):
    """The queue of updates that are stored and not yet handled."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    async def put(self, item: object) -> None:
        """Store the update, then queue it. While the disk takes nothing, nothing is confirmed and none is lost."""
        pause = 0.5
        while isinstance(item, Update):
            try:
                await self._store.put({key(item.update_id): item.to_json()})
                break
            except StoreError as failed:
                log.error("inbox cannot store", reason=str(failed), again_in=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        await super().put(item)

    async def replay(self, bot: Bot) -> int:
        """Queue what an earlier run stored and did not finish, the oldest first. Returns how many there were."""
        keys = await self._store.keys(PREFIX)
        for stored in keys:
            document = await self._store.get(stored)
            if document is not None:
                await super().put(Update.de_json(json.loads(document), bot))
        return len(keys)
