"""Recalculation: when the calendar or the clock has changed, everybody with deadlines is made due at once.

Their days are worked out again then, and whose last day has moved is told so. The store says which calendar was applied
last, so that a new version of the `holidays` package counts as much as a notice of the operator, and a crash on the way
only begins the round again. After a jump of the clock the round begins when it has settled.
"""

import asyncio

import structlog

from bot.background.calendars import Calendars
from bot.clock import WatchedClock
from bot.log import place_of
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull
from bot.store.keys import CALENDAR, CLOCK, SESSION
from bot.store.protocol import StoreError
from bot.store.scan import keys_of
from bot.tasks import periodically
from rules.calendar.holiday_notices import NoticeRefused

EVERY = 60.0  # seconds
WAITS_FOR_NOTHING = '"deadlines":[]', '"held_until":null'  # in the document of somebody who waits for no hour

log = structlog.get_logger()


async def apply_calendar(conversations: Conversations, calendars: Calendars) -> int:
    """Have everybody with deadlines looked at, if the calendar is not the one last applied. Returns how many.

    Raises NoticeRefused, StoreError.
    """
    await asyncio.to_thread(calendars.refresh)
    calendar, store = calendars.current(), conversations.store
    if await store.get(CALENDAR) == calendar.fingerprint:
        return 0
    rescheduled = await reschedule_all(conversations)
    await store.put({CALENDAR: calendar.fingerprint})
    log.info("calendar applied", provisional_from=calendar.provisional_from.isoformat(), persons=rescheduled)
    return rescheduled


async def reschedule_all(conversations: Conversations) -> int:
    """Have everybody looked at now who waits for some hour. Returns how many. Raises StoreError."""
    rescheduled, store = 0, conversations.store
    async for keys in keys_of(store, SESSION):
        for key in keys:
            document = await store.get(key)
            if document and not all(nothing in document for nothing in WAITS_FOR_NOTHING):
                await _reschedule(conversations, key.removeprefix(SESSION))
                rescheduled += 1
    return rescheduled


async def _reschedule(conversations: Conversations, person: str) -> None:
    while True:
        try:
            return await conversations.schedule(person, conversations.clock())
        except LaneFull:
            await asyncio.sleep(1)
        except StoreError:
            raise
        except Exception as error:  # one person with a damaged row keeps the new calendar from no other
            log.error("rescheduling failed", error=type(error).__name__, at=place_of(error))
            return


async def look_at_calendar(conversations: Conversations, calendars: Calendars) -> float:
    """Once; the seconds until the next look. A notice that is refused leaves the calendar as it was, and is logged."""
    try:
        await apply_calendar(conversations, calendars)
    except NoticeRefused as refused:
        log.error("calendar refused", reason=str(refused))
    return EVERY


async def watch_clock(conversations: Conversations, clock: WatchedClock) -> None:
    """Until cancelled: see to what a jump of the clock asks for, and tell the next run how the clocks stood."""
    jumps = 0

    async def look() -> float:
        nonlocal jumps
        jumps = await after_jumps(conversations, clock, jumps)
        await conversations.store.put({CLOCK: clock.state.model_dump_json()})
        return EVERY

    await periodically("clock", look)


async def after_jumps(conversations: Conversations, clock: WatchedClock, before: int) -> int:
    """Have everybody looked at if the clock has jumped since so many jumps, and has settled. Returns for how many
    jumps that is done now. Raises StoreError."""
    if not clock.settled() or clock.jumps == before:
        return before
    jumps = clock.jumps
    log.warning("clock was set", jumps=jumps, persons=await reschedule_all(conversations))
    return jumps
