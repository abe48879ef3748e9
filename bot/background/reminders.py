"""Wakes each person whose time has come: for a reminder, or to try again what could not be delivered.

Nothing lives in memory: a tick asks the index in the store who is due. Reminders give way to replies: few are under
way at once, and they begin as slowly as Telegram asks for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from bot.background.throttle import Throttle
from bot.log import place_of
from bot.pipeline.channel import Channel
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull
from bot.store import due_index
from bot.store.protocol import StoreError
from bot.tasks import end, periodically
from dialogs.events import Woken

Opener: TypeAlias = Callable[[str], Channel]  # the channel to a person who did nothing
BATCH = 100
LONGEST_SLEEP = 30.0  # seconds; a clock may be set
AFTER_A_FAULT = timedelta(minutes=10)
AFTER_A_CROWD = timedelta(seconds=5)

log = structlog.get_logger()


class ReminderScheduler:
    """`openers` gives the channel by the first part of a person's key; those of other channels sleep on."""

    def __init__(self, conversations: Conversations, openers: Mapping[str, Opener], throttle: Throttle) -> None:
        self._conversations = conversations
        self._openers = openers
        self._throttle = throttle
        self._under_way: dict[str, asyncio.Task[None]] = {}
        # From when until when: their rows still stand, but waking them failed.
        self._resting: dict[str, tuple[datetime, datetime]] = {}

    async def run(self) -> None:
        """Until cancelled."""
        await periodically("reminders", self._begin, self._conversations.rescheduled, LONGEST_SLEEP)

    async def _begin(self) -> float:
        await self._start_due()
        return await self._until_next()

    async def tick(self) -> None:
        """Wake everybody who is due, and return when nobody is. Raises StoreError."""
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
        self._resting = {person: rest for person, rest in self._resting.items() if rest[0] <= now < rest[1]}
        for channel in self._openers:
            for person, row in await due_index.due(self._conversations.store, channel, now, BATCH + self._passed_over):
                if person not in self._under_way and person not in self._resting:
                    await self._throttle.begin()
                    self._under_way[person] = asyncio.create_task(self._wake(person, row))
                    begun += 1
        return begun

    @property
    def _passed_over(self) -> int:
        return len(self._under_way) + len(self._resting)

    async def _wake(self, person: str, row: str) -> None:
        """The row goes whatever the session says: one that it does not know of would wake the person for ever."""
        try:
            channel = self._openers[person.partition(":")[0]](person)
            await self._conversations.handle(person, Woken(), channel, done={row: None})
        except LaneFull:
            self._rest(person, AFTER_A_CROWD)
        except StoreError as failed:
            log.error("reminder not stored", reason=str(failed))
            self._rest(person, AFTER_A_CROWD)
        except Exception as error:  # a fault of ours with one person must not stop the reminders of all others
            log.error("not woken", error=type(error).__name__, at=place_of(error))
            self._rest(person, AFTER_A_FAULT)
        finally:
            del self._under_way[person]
            self._throttle.end()
            self._conversations.rescheduled.set()

    def _rest(self, person: str, pause: timedelta) -> None:
        now = self._conversations.clock()
        self._resting[person] = now, now + pause

    async def _until_next(self) -> float:
        """Seconds until somebody is due who is not being woken already."""
        now, store = self._conversations.clock(), self._conversations.store
        if not self._conversations.settled():
            return LONGEST_SLEEP
        times = [
            at
            for channel in self._openers
            for person, at in await due_index.upcoming(store, channel, 1 + self._passed_over)
            if person not in self._under_way and person not in self._resting
        ]
        wait = (min(times) - now).total_seconds() if times else LONGEST_SLEEP
        return min(max(wait, 0.0), LONGEST_SLEEP)
