"""The year's 申报通知, told to everybody who asked for it: each once, also when the assistant ends on the way.

Nothing lives in memory: a row says who is still to be told, and goes with the write that says that it went out. Whom it
has reached is remembered like an update that was handled. What could not be sent waits in the person's outbox, and is
tried again as every message is.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Literal, TypeAlias

import structlog
from pydantic import BaseModel

from bot.background.reminders import Opener
from bot.background.throttle import Throttle
from bot.log import place_of
from bot.pipeline.channel import Blocked, Channel, DeliveryRefused
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull
from bot.store.keys import NOTICE, NOTICE_DUE, NOTICE_WANTED, recipient
from bot.store.protocol import StoreError
from bot.store.scan import keys_of, number_of
from bot.tasks import end, periodically
from dialogs.effects import Effect
from dialogs.events import Announced

EVERY = 30.0  # seconds between two looks where nobody hurries us
AGAIN_IN = 5.0  # seconds, where somebody could not be told at once
BETWEEN_REPORTS = 3.0  # seconds
MOST_TRIES = 5  # of one person, where the fault is ours

log = structlog.get_logger()


class Broadcast(BaseModel):
    """An announcement that was confirmed.

    words: as the operator wrote them; chat, progress: the message in which the operator sees how far it is; state: the
    rows of those who are to be told are being written (`listed`: down to this row of the index, from the last on), they
    are being told, or it is done; total: how many were to be told; told, failed (blocked, refused, or changed their
    mind), waiting (tried again by itself): what became of them.
    """

    id: str
    words: str
    chat: int
    progress: int = 0
    begun: datetime
    state: Literal["listing", "telling", "done"] = "listing"
    listed: str = ""
    total: int = 0
    told: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def key(self) -> str:
        return NOTICE + self.id

    def due(self, person: str) -> str:
        """The row that says that this person is still to be told."""
        return f"{NOTICE_DUE}{self.id}:{person}"

    def update(self, person: str) -> str:
        """Under which it is remembered that they were told; as long as `deduplication` asks for."""
        return f"notice:{sha256(f'{self.id} {person}'.encode()).hexdigest()[:32]}"


Report: TypeAlias = Callable[[Broadcast], Awaitable[None]]


class Broadcaster:
    """Tells everybody of every announcement, few at once, paced, and giving way to replies.

    openers: gives the channels by the first part of a person's key; who comes by another is not told. `report` hears of
    an announcement as it stands, now and then and when it is done; it raises nothing.
    """

    def __init__(self, conversations: Conversations, openers: Mapping[str, Opener], throttle: Throttle) -> None:
        self._conversations = conversations
        self._store = conversations.store
        self._openers = openers
        self._throttle = throttle
        self._under_way: set[asyncio.Task[None]] = set()
        self._tries: Counter[str] = Counter()
        self._reported = 0.0
        self.report: Report | None = None
        self.begun = asyncio.Event()

    async def wanting(self) -> int:
        """How many would be told now. Raises StoreError."""
        return sum([await number_of(self._store, _wanted(channel)) for channel in self._openers])

    async def begin(self, notice: Broadcast, done: Mapping[str, None] | None = None) -> None:
        """From here on it goes on by itself. `done` is deleted in the same write. Raises StoreError."""
        await self._save(notice, done)
        self.begun.set()

    async def run(self) -> None:
        """Until cancelled. What an earlier process began is gone on with."""
        await periodically("announcement", self._again, self.begun, EVERY)

    async def _again(self) -> float:
        return AGAIN_IN if await self.go_on() else EVERY

    async def go_on(self) -> int:
        """Tell everybody who is to be told now. Returns how many are left that can be told. Raises StoreError."""
        left = 0
        for key in await self._store.keys(NOTICE):
            notice = Broadcast.model_validate_json(await self._store.get(key) or "")
            if notice.state == "listing":
                await self._list(notice)
            if notice.state == "telling":
                left += await self._tell_all(notice)
        return left

    async def stop(self, timeout: float) -> None:
        """Wait for those under way, at most so many seconds; their rows stay as long as they are not done."""
        await end(self._under_way, timeout)

    # Who

    async def _list(self, notice: Broadcast) -> None:
        """A row for each who asked for it, some in a write; what was listed before a crash is not listed again."""
        for index in sorted(map(_wanted, self._openers), reverse=True):
            if notice.listed and index > notice.listed:
                continue
            async for keys in keys_of(self._store, index, notice.listed if notice.listed.startswith(index) else ""):
                notice.listed, notice.total = keys[-1], notice.total + len(keys)
                await self._save(notice, {notice.due(key.removeprefix(NOTICE_WANTED)): "" for key in keys})
        notice.state = "telling"
        await self._save(notice)

    async def _save(self, notice: Broadcast, rows: Mapping[str, str | None] | None = None) -> None:
        await self._store.put({**(rows or {}), notice.key: notice.model_dump_json()})

    async def _left(self, notice: Broadcast, channel: str = "") -> int:
        return await number_of(self._store, notice.due(channel))

    # Telling

    async def _tell_all(self, notice: Broadcast) -> int:
        """One round. Returns how many are left that can be told."""
        notice.told = notice.total - await self._left(notice) - notice.failed - notice.waiting
        for channel in self._openers:
            async for rows in keys_of(self._store, notice.due(f"{channel}:")):
                for row in rows:
                    await self._throttle.begin()
                    task = asyncio.create_task(self._tell(notice, row))
                    self._under_way.add(task)
                    task.add_done_callback(self._under_way.discard)
                    await self._report(notice)
                await asyncio.gather(*self._under_way)
        if not await self._left(notice):
            notice.state = "done"
            log.info("announced", total=notice.total, failed=notice.failed, waiting=notice.waiting)
        await self._report(notice, at_once=True)
        if notice.state == "done":
            await self._save(notice.model_copy(update={"listed": "", "chat": 0, "progress": 0}))
        return sum([await self._left(notice, f"{channel}:") for channel in self._openers])

    async def _report(self, notice: Broadcast, at_once: bool = False) -> None:
        now = asyncio.get_running_loop().time()
        if self.report and (at_once or now - self._reported >= BETWEEN_REPORTS):
            self._reported = now
            await self.report(notice)

    async def _tell(self, notice: Broadcast, row: str) -> None:
        person = recipient(row)
        channel = _Watched(self._openers[person.partition(":")[0]](person))
        try:
            event = Announced(notice.words)
            await self._conversations.handle(person, event, channel, notice.update(person), {row: None})
            await self._count(notice, person, channel)
        except (LaneFull, StoreError) as busy:
            log.info("announcement waits for somebody", reason=type(busy).__name__)
        except Exception as error:  # a fault of ours with one person must not keep it from all others
            log.error("not told", error=type(error).__name__, at=place_of(error))
            await self._again_or_not(notice, row)
        finally:
            self._throttle.end()

    async def _count(self, notice: Broadcast, person: str, channel: _Watched) -> None:
        session = await self._conversations.session(person)
        if channel.refused or session.paused or not session.wants_notice:
            notice.failed += 1
        elif session.outbox:
            notice.waiting += 1
        else:
            notice.told += 1
            return
        await self._save(notice)  # what is not told cannot be worked out from the rows

    async def _again_or_not(self, notice: Broadcast, row: str) -> None:
        self._tries[row] += 1
        if self._tries[row] >= MOST_TRIES:
            notice.failed += 1
            await self._save(notice, {row: None})


class _Watched:
    """A channel, and whether what went out by it last was refused."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.at_once = channel.at_once
        self.rows, self.begin, self.cannot_store = channel.rows, channel.begin, channel.cannot_store
        self.refused = False

    async def deliver(self, effect: Effect, place: str | None) -> str | None:
        try:
            place = await self._channel.deliver(effect, place)
        except (Blocked, DeliveryRefused):
            self.refused = True
            raise
        self.refused = False
        return place


def _wanted(channel: str) -> str:
    return f"{NOTICE_WANTED}{channel}:"
