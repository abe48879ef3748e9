"""Broadcasts: the year's notice to everybody who asked for it, each once, also when the assistant ends on the way.

Nothing lives in memory: a row says who is still to be told, and goes with the write that says that it went out. Whom it
has reached is remembered like an update that was handled. What could not be sent waits in the person's outbox, and is
tried again as every message is.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Literal

import structlog
from pydantic import BaseModel

from bot.background.throttle import Throttle
from bot.log import place_of
from bot.pipeline.channel import OpenChannel
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull
from bot.store.keys import ANNOUNCED_CLOSING, NOTICE, NOTICE_DUE, NOTICE_WANTED, recipient
from bot.store.protocol import StoreError
from bot.store.scan import keys_of, number_of
from bot.tasks import end, periodically
from dialogs.events import Announced
from dialogs.reading.days.notices import closing_day
from rules.calendar.days import BEIJING
from rules.texts import book

EVERY = 30.0  # seconds between two looks where nobody hurries us
AGAIN_IN = 5.0  # seconds, where somebody could not be told at once
BETWEEN_REPORTS = 3.0  # seconds
MOST_TRIES = 5  # of one person, where the fault is ours

log = structlog.get_logger()


class Broadcast(BaseModel):
    """A notice that an operator has confirmed.

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

    @property
    def closing(self) -> date | None:
        """The closing date in its words."""
        return closing_day(book().closing.ask, self.words, self.begun.astimezone(BEIJING).date())

    def due(self, person: str) -> str:
        """The row that says that this person is still to be told."""
        return f"{NOTICE_DUE}{self.id}:{person}"

    def update(self, person: str) -> str:
        """Under which it is remembered that they were told; as long as `deduplication` asks for."""
        return f"notice:{sha256(f'{self.id} {person}'.encode()).hexdigest()[:32]}"


class Broadcaster:
    """Sends every broadcast to everybody who is to have it, as the throttle allows.

    channels: by the first part of a person's key; who comes by another is not told. `report` hears how far a broadcast
    is, now and then and when it is done; it raises nothing.
    """

    def __init__(self, conversations: Conversations, channels: Mapping[str, OpenChannel], throttle: Throttle) -> None:
        self._conversations = conversations
        self._store = conversations.store
        self._channels = channels
        self._throttle = throttle
        self._under_way: set[asyncio.Task[None]] = set()
        self._tries: Counter[str] = Counter()
        self._reported = 0.0
        self.report: Callable[[Broadcast], Awaitable[None]] | None = None
        self.begun = asyncio.Event()

    async def wanting(self) -> int:
        """How many would be told now. Raises StoreError."""
        return sum([await number_of(self._store, _wanted(channel)) for channel in self._channels])

    async def begin(self, broadcast: Broadcast, done: Mapping[str, None] | None = None) -> None:
        """From here on it goes on by itself, and its closing date is offered to whoever is asked for one. `done` is
        deleted in the same write. Raises StoreError."""
        closing = broadcast.closing
        await self._save(broadcast, {**(done or {}), ANNOUNCED_CLOSING: closing.isoformat() if closing else None})
        self.begun.set()

    async def run(self) -> None:
        """Until cancelled. What an earlier process began is gone on with."""
        await periodically("broadcast", self._again, self.begun, EVERY)

    async def _again(self) -> float:
        return AGAIN_IN if await self.go_on() else EVERY

    async def go_on(self) -> int:
        """Tell everybody who is to be told now. Returns how many are left that can be told. Raises StoreError."""
        left = 0
        for key in await self._store.keys(NOTICE):
            broadcast = Broadcast.model_validate_json(await self._store.get(key) or "")
            if broadcast.state == "listing":
                await self._list(broadcast)
            if broadcast.state == "telling":
                left += await self._tell_all(broadcast)
        return left

    async def stop(self, timeout: float) -> None:
        """Wait for those under way, at most so many seconds; their rows stay as long as they are not done."""
        await end(self._under_way, timeout)

    # Who

    async def _list(self, broadcast: Broadcast) -> None:
        """A row for each who asked for it, some in a write; what was listed before a crash is not listed again."""
        for index in sorted(map(_wanted, self._channels), reverse=True):
            if broadcast.listed and index > broadcast.listed:
                continue
            async for keys in keys_of(
                self._store, index, broadcast.listed if broadcast.listed.startswith(index) else ""
            ):
                broadcast.listed, broadcast.total = keys[-1], broadcast.total + len(keys)
                await self._save(broadcast, {broadcast.due(key.removeprefix(NOTICE_WANTED)): "" for key in keys})
        broadcast.state = "telling"
        await self._save(broadcast)

    async def _save(self, broadcast: Broadcast, rows: Mapping[str, str | None] | None = None) -> None:
        await self._store.put({**(rows or {}), broadcast.key: broadcast.model_dump_json()})

    async def _left(self, broadcast: Broadcast, channel: str = "") -> int:
        return await number_of(self._store, broadcast.due(channel))

    # Telling

    async def _tell_all(self, broadcast: Broadcast) -> int:
        """One round. Returns how many are left that can be told."""
        broadcast.told = broadcast.total - await self._left(broadcast) - broadcast.failed - broadcast.waiting
        for channel in self._channels:
            async for rows in keys_of(self._store, broadcast.due(f"{channel}:")):
                for row in rows:
                    await self._throttle.begin()
                    task = asyncio.create_task(self._tell(broadcast, row))
                    self._under_way.add(task)
                    task.add_done_callback(self._under_way.discard)
                    await self._report(broadcast)
                await asyncio.gather(*self._under_way)
        if not await self._left(broadcast):
            broadcast.state = "done"
            log.info("broadcast done", total=broadcast.total, failed=broadcast.failed, waiting=broadcast.waiting)
        await self._report(broadcast, at_once=True)
        if broadcast.state == "done":
            broadcast.listed, broadcast.chat, broadcast.progress = "", 0, 0
            await self._save(broadcast)
        return sum([await self._left(broadcast, f"{channel}:") for channel in self._channels])

    async def _report(self, broadcast: Broadcast, at_once: bool = False) -> None:
        now = asyncio.get_running_loop().time()
        if self.report and (at_once or now - self._reported >= BETWEEN_REPORTS):
            self._reported = now
            await self.report(broadcast)

    async def _tell(self, broadcast: Broadcast, row: str) -> None:
        person = recipient(row)
        channel, event = self._channels[person.partition(":")[0]](person), Announced(broadcast.words)
        try:
            outcome = await self._conversations.handle(person, event, channel, broadcast.update(person), {row: None})
            await self._count(broadcast, person, refused=outcome == "refused")
        except (LaneFull, StoreError) as busy:
            log.info("broadcast waits for somebody", reason=type(busy).__name__)
        except Exception as error:  # a fault of ours with one person must not keep it from all others
            log.error("broadcast failed", error=type(error).__name__, at=place_of(error))
            self._tries[row] += 1
            if self._tries[row] >= MOST_TRIES:
                broadcast.failed += 1
                await self._save(broadcast, {row: None})
        finally:
            self._throttle.end()

    async def _count(self, broadcast: Broadcast, person: str, refused: bool) -> None:
        session = await self._conversations.session(person)
        if refused or session.paused or not session.wants_notice:
            broadcast.failed += 1
        elif session.outbox:
            broadcast.waiting += 1
        else:
            broadcast.told += 1
            return
        await self._save(broadcast)  # what is not told cannot be worked out from the rows


def _wanted(channel: str) -> str:
    return f"{NOTICE_WANTED}{channel}:"
