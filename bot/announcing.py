"""The year's 申报通知, told to everybody who asked for it: each once, also when the assistant ends on the way.

An announcement is a row, and a row for each who is still to be told. Whom it has reached is remembered like an update
that was handled, so that a row which comes twice has no second effect.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

import structlog
from pydantic import BaseModel

from bot.conversations import Conversations
from bot.lanes import LaneFull
from bot.personal import NOTICE_DUE, WANTED
from bot.store import StoreError
from bot.waker import BETWEEN, Opener
from dialogs.events import Announced

NOTICE = "notice:"
TOGETHER = 500  # rows in one write
EVERY = 30.0  # seconds between two looks where nobody hurries us

log = structlog.get_logger()


class Notice(BaseModel):
    """words: as the operator wrote them; chat, progress: where the operator sees how far it is; total: how many are to
    be told; spread: all rows of those who are to be told are written."""

    words: str
    chat: int
    progress: int | None = None
    total: int = 0
    spread: bool = False
    begun: datetime


class Announcer:
    """Tells everybody of every announcement, paced, and giving way to replies."""

    def __init__(self, conversations: Conversations, openers: Mapping[str, Opener], between: float = BETWEEN) -> None:
        self._conversations = conversations
        self._store = conversations.store
        self._openers = openers
        self._between = between
        self.begun = asyncio.Event()

    async def begin(self, id: str, notice: Notice) -> None:
        """From here on it goes on by itself. Raises StoreError."""
        await self._store.put({NOTICE + id: notice.model_dump_json()})
        self.begun.set()

    async def left(self, id: str) -> int:
        """How many are still to be told. Raises StoreError."""
        return len(await self._store.keys(f"{NOTICE_DUE}{id}:"))

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.go_on()
            except StoreError as failed:
                log.error("announcement waits", reason=str(failed))
            try:
                async with asyncio.timeout(EVERY):
                    await self.begun.wait()
            except TimeoutError:
                continue
            self.begun.clear()

    async def go_on(self) -> None:
        """Tell everybody who is to be told now. Raises StoreError."""
        for key in await self._store.keys(NOTICE):
            id = key.removeprefix(NOTICE)
            notice = Notice.model_validate_json(await self._store.get(key) or "")
            if not notice.spread:
                notice = await self._spread(id, notice)
            for row in await self._store.keys(f"{NOTICE_DUE}{id}:"):
                await self._tell(id, notice.words, row)
                await asyncio.sleep(self._between)

    async def _spread(self, id: str, notice: Notice) -> Notice:
        """A row for each who asked for it. Begun again after a crash, nobody is told twice."""
        people = [key.removeprefix(WANTED) for key in await self._store.keys(WANTED)]
        for start in range(0, len(people), TOGETHER):
            await self._store.put({f"{NOTICE_DUE}{id}:{person}": "" for person in people[start : start + TOGETHER]})
        spread = notice.model_copy(update={"total": len(people), "spread": True})
        await self._store.put({NOTICE + id: spread.model_dump_json()})
        return spread

    async def _tell(self, id: str, words: str, row: str) -> None:
        person = row.removeprefix(f"{NOTICE_DUE}{id}:")
        opener = self._openers.get(person.partition(":")[0])
        if opener is None:  # the channel is not open in this run
            return
        update = f"notice:{sha256(f'{id} {person}'.encode()).hexdigest()[:32]}"
        try:
            await self._conversations.handle(person, Announced(words), opener(person), update, {row: None})
        except LaneFull:
            return  # at the next look
        except StoreError:
            raise
        except Exception as error:  # a fault of ours with one person must not keep it from all others
            where = traceback.extract_tb(error.__traceback__)[-1]
            log.error("not told", error=type(error).__name__, at=f"{where.filename}:{where.lineno}")
