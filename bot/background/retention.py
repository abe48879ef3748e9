"""The store cleans itself: what is only remembered for a time is forgotten after it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.personal_data import ABANDONED, UNREADABLE
from bot.pipeline.conversations import Conversations
from bot.pipeline.outbox import GIVEN_UP
from bot.store.scan import delete
from bot.store.sqlite import StoreError

EVERY = 24 * 3600.0  # seconds
UNTIL_SETTLED = 60.0  # seconds between two looks at a clock that has jumped
FOR_THE_OPERATOR = timedelta(days=90)  # to look at what could not be sent, read or handled

log = structlog.get_logger()


async def sweep(conversations: Conversations) -> None:
    """Raises StoreError."""
    now = conversations.clock()
    await conversations.handled.forget_old(now)
    for prefix in (GIVEN_UP, UNREADABLE, ABANDONED):  # the time of each row comes next in its key
        await delete(conversations.store, await conversations.store.keys(prefix, before=_since(prefix, now)))


def _since(prefix: str, now: datetime) -> str:
    return prefix + (now - FOR_THE_OPERATOR).isoformat()


async def keep_clean(conversations: Conversations) -> None:
    """Until cancelled."""
    while True:
        while not conversations.settled():
            await asyncio.sleep(UNTIL_SETTLED)
        try:
            await sweep(conversations)
        except StoreError as failed:
            log.error("not swept", reason=str(failed))
        await asyncio.sleep(EVERY)
