"""The store cleans itself: what is only remembered for a time is forgotten after it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.conversations import Conversations
from bot.outbox import GIVEN_UP
from bot.store import Store, StoreError

EVERY = 24 * 3600.0  # seconds
GIVEN_UP_KEPT = timedelta(days=90)
TOGETHER = 500  # rows deleted in one write

log = structlog.get_logger()


async def sweep(conversations: Conversations) -> None:
    """Raises StoreError."""
    now = conversations.clock()
    await conversations.handled.forget_old(now)
    await _forget_given_up(conversations.store, now)


async def _forget_given_up(store: Store, now: datetime) -> None:
    oldest = GIVEN_UP + (now - GIVEN_UP_KEPT).isoformat()
    old = [key for key in await store.keys(GIVEN_UP, before=oldest)]
    for start in range(0, len(old), TOGETHER):
        await store.put(dict.fromkeys(old[start : start + TOGETHER]))


async def keep_clean(conversations: Conversations) -> None:
    """Until cancelled."""
    while True:
        try:
            await sweep(conversations)
        except StoreError as failed:
            log.error("not swept", reason=str(failed))
        await asyncio.sleep(EVERY)
