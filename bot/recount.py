"""When the calendar has changed, each deadline is worked out again, and whose day has moved is told.

Whether it has changed is asked of the store, so that a new version of the `holidays` package counts as much as a
notice of the operator, and a crash on the way only begins the round again: who was told is not told twice.
"""

from __future__ import annotations

import asyncio

import structlog

from bot.batches import keys_of
from bot.calendars import Calendars
from bot.conversations import Conversations
from bot.lanes import LaneFull
from bot.log import place_of
from bot.personal import SESSION
from bot.store import StoreError
from rules.notices import NoticeRefused

APPLIED = "meta:calendar"
EVERY = 60.0  # seconds
WITHOUT = '"deadlines":[]'  # in the document of somebody who has none

log = structlog.get_logger()


async def recount(conversations: Conversations, calendars: Calendars) -> int:
    """Have everybody with deadlines looked at, if the calendar is not the one last applied. Returns how many.

    Raises NoticeRefused, StoreError.
    """
    await asyncio.to_thread(calendars.refresh)
    calendar, store = calendars.current(), conversations.store
    if await store.get(APPLIED) == calendar.fingerprint:
        return 0
    looked_at = 0
    async for keys in keys_of(store, SESSION):
        for key in keys:
            document = await store.get(key)
            if document and WITHOUT not in document:
                await _look_at(conversations, key.removeprefix(SESSION))
                looked_at += 1
    await store.put({APPLIED: calendar.fingerprint})
    log.info("calendar applied", provisional_from=calendar.provisional_from.isoformat(), persons=looked_at)
    return looked_at


async def _look_at(conversations: Conversations, person: str) -> None:
    while True:
        try:
            return await conversations.wake(person, conversations.clock())
        except LaneFull:
            await asyncio.sleep(1)
        except StoreError:
            raise
        except Exception as error:  # one person with a damaged row keeps the new calendar from no other
            log.error("not looked at", error=type(error).__name__, at=place_of(error))
            return


async def keep_counting(conversations: Conversations, calendars: Calendars) -> None:
    """Until cancelled. A notice that is refused leaves the calendar as it was, and is said in the log each time."""
    while True:
        try:
            await recount(conversations, calendars)
        except (NoticeRefused, StoreError) as failed:
            log.error("calendar not applied", reason=str(failed))
        await asyncio.sleep(EVERY)
