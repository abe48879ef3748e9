"""The store cleans itself: what is only remembered for a time is forgotten after it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.batches import delete
from bot.conversations import Conversations
from bot.outbox import GIVEN_UP
from bot.store import Store, StoreError

EVERY = 24 * 3600.0  # seconds
GIVEN_UP_KEPT = timedelta(days=90)

log = structlog.get_logger()


async def sweep(conversations: Conversations) -> None:
    """Raises StoreError."""
    now = conversations.clock()
    await conversations.handled.forget_old(now)
    await _forget_given_up(conversations.store, now)


async def _forget_given_up(store: Store, now: datetime) -> None:
    oldest = GIVEN_UP + (now - GIVEN_UP_KEPT).isoformat()
    await delete(store, await store.keys(GIVEN_UP, before=oldest))


async def keep_clean(conversations: Conversations) -> None:
    """Until cancelled."""
    while True:
        try:
            await sweep(conversations)
        except StoreError as failed:
            log.error("not swept", reason=str(failed))
        await asyncio.sleep(EVERY)
