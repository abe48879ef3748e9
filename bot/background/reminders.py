"""The scheduler of reminders: looks at each person who is due, to remind them or to try again what was not delivered.

Nothing lives in memory: a tick asks the due index in the store. Reminders go out as slowly as the throttle allows, so
that replies are not held up.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from bot.background.throttle import Throttle
from bot.log import place_of
from bot.pipeline.channel import OpenChannel
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull
from bot.store import due_index
from bot.store.protocol import StoreError
from bot.tasks import end, periodically
from dialogs.events import Woken

BATCH = 100
LONGEST_SLEEP = 30.0  # seconds; a clock may be set
AFTER_A_FAULT = timedelta(minutes=10)
AFTER_A_CROWD = timedelta(seconds=5)

log = structlog.get_logger()


class ReminderScheduler:
    """Reminds whoever is due. `channels`: by the first part of a person's key; who comes by another stays due."""

    def __init__(self, conversations: Conversations, channels: Mapping[str, OpenChannel], throttle: Throttle) -> None:
        self._conversations = conversations
        self._channels = channels
        self._throttle = throttle
        self._under_way: dict[str, asyncio.Task[None]] = {}
        # From when until when: their rows still stand, but reminding them failed.
        self._postponed: dict[str, tuple[datetime, datetime]] = {}

    async def run(self) -> None:
        """Until cancelled."""
        await periodically("reminders", self._begin, self._conversations.rescheduled, LONGEST_SLEEP)

    async def _begin(self) -> float:
        await self._start_due()
        return await self._until_next()

    async def tick(self) -> None:
        """Remind everybody who is due, and return when nobody is. Raises StoreError."""
        while await self._start_due():
            await asyncio.gather(*self._under_way.values())

    async def stop(self, timeout: float) -> None:
        """Wait for those under way, at most so many seconds; their rows stay as long as they are not done."""
        await end(self._under_way.values(), timeout)

    async def _start_due(self) -> int:
        """Begin with a batch; how many were begun: nobody as long as the clock has not settled."""
        if not self._conversations.settled():
            return 0
        begun, now = 0, self._conversations.clock()
        self._postponed = {
            person: (since, until) for person, (since, until) in self._postponed.items() if since <= now < until
        }
        for channel in self._channels:
            for person, row in await due_index.due(self._conversations.store, channel, now, BATCH + self._passed_over):
                if person not in self._under_way and person not in self._postponed:
                    await self._throttle.begin()
                    self._under_way[person] = asyncio.create_task(self._remind(person, row))
                    begun += 1
        return begun

    @property
    def _passed_over(self) -> int:
        return len(self._under_way) + len(self._postponed)

    async def _remind(self, person: str, row: str) -> None:
        """The row goes whatever the session says: one that it does not know of would be due for ever."""
        try:
            channel = self._channels[person.partition(":")[0]](person)
            await self._conversations.handle(person, Woken(), channel, done={row: None})
        except LaneFull:
            self._postpone(person, AFTER_A_CROWD)
        except StoreError as failed:
            log.error("reminder not stored", reason=str(failed))
            self._postpone(person, AFTER_A_CROWD)
        except Exception as error:  # a fault of ours with one person must not stop the reminders of all others
            log.error("reminder failed", error=type(error).__name__, at=place_of(error))
            self._postpone(person, AFTER_A_FAULT)
        finally:
            del self._under_way[person]
            self._throttle.end()
            self._conversations.rescheduled.set()

    def _postpone(self, person: str, pause: timedelta) -> None:
        now = self._conversations.clock()
        self._postponed[person] = now, now + pause

    async def _until_next(self) -> float:
        """Seconds until somebody is due whose reminder is not under way."""
        now, store = self._conversations.clock(), self._conversations.store
        if not self._conversations.settled():
            return LONGEST_SLEEP
        times = [
            at
            for channel in self._channels
            for person, at in await due_index.upcoming(store, channel, 1 + self._passed_over)
            if person not in self._under_way and person not in self._postponed
        ]
        wait = (min(times) - now).total_seconds() if times else LONGEST_SLEEP
        return min(max(wait, 0.0), LONGEST_SLEEP)
