"""The inbox: updates are on disk before Telegram is told that they arrived, then each goes to its lane.

A row leaves the inbox when its update is answered. What an earlier run left there is taken up first, the oldest first;
an update in which two runs ended is not taken up again.
"""

import asyncio
import json
from collections.abc import Coroutine, Iterable

import structlog

from bot.pipeline.conversations import Clock
from bot.store.keys import ABANDONED, INBOX, UNREADABLE
from bot.store.protocol import Store, StoreError
from bot.tasks import end
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.updates import Json
from bot.wording import zh as wording

MOST_UNDER_WAY = 2_000  # beyond that, what waits stays with Telegram
RUNS_ENDED = "broke_off"  # beside the update in its row: how many runs ended in it
MOST_ENDED = 2

log = structlog.get_logger()


def key(update_id: int) -> str:
    """Sorted as the ids are."""
    return f"{INBOX}{update_id:020}"


class Inbox:
    """Hands every update that is stored to the dispatcher, once, in the order of arrival.

    `interrupted_by`: the id of what the run before was working on when it ended.
    """

    def __init__(self, dispatcher: Dispatcher, store: Store, clock: Clock, interrupted_by: str = "") -> None:
        self._dispatcher = dispatcher
        self._store = store
        self._clock = clock
        self._interrupted_by = interrupted_by
        self._under_way: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._room.set()

    @property
    def full(self) -> bool:
        return not self._room.is_set()

    def problems(self) -> list[str]:
        """What is wrong at the moment, in plain words."""
        return [wording.UPDATES_WAITING.format(count=len(self._under_way))] if self.full else []

    async def take(self, updates: Iterable[Json]) -> None:
        """Store them in one write, then begin with each. Raises StoreError: then none of them has arrived."""
        # As ASCII: a text from outside may hold what is no character (half of a surrogate pair).
        arrived = {key(int(update["update_id"])): update for update in updates}
        await self._store.put({row: json.dumps(update) for row, update in arrived.items()})
        for row, update in arrived.items():
            self._start(self._handle(row, update))
        await self._room.wait()

    async def replay(self) -> int:
        """Begin with what an earlier run stored and did not finish. Returns how many there were. Raises StoreError."""
        rows = await self._store.keys(INBOX)
        for row in rows:
            document = await self._store.get(row) or ""
            try:
                update = json.loads(document)
                if row.removeprefix(INBOX) == self._interrupted_by.partition(":")[2]:
                    update[RUNS_ENDED] = update.get(RUNS_ENDED, 0) + 1
                    await self._store.put({row: json.dumps(update)})
                if update.get(RUNS_ENDED, 0) < MOST_ENDED:
                    self._start(self._handle(row, update))
                else:
                    await self._abandon(row, update)
            except (TypeError, ValueError, AttributeError):
                await self._set_aside(row, document)
            await self._room.wait()
        return len(rows)

    async def drain(self, timeout: float) -> None:
        """Wait for those under way, at most so many seconds; what is not done by then stays in the inbox."""
        await end(self._under_way, timeout)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        if len(self._under_way) >= MOST_UNDER_WAY:
            self._room.clear()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._room.set()

    async def _abandon(self, row: str, update: Json) -> None:
        """Keep it for the operator, once, and have everybody told whom it concerns."""
        kept = [key for key in await self._store.keys(ABANDONED) if key.endswith(row)]
        aside = kept[0] if kept else f"{ABANDONED}{self._clock().isoformat()}:{row}"
        log.error("update abandoned: two runs ended in it", row=row, kept_as=aside)
        await self._store.put({aside: json.dumps(update)})
        self._start(self._dispatcher.abandon(update, row))

    async def _handle(self, row: str, update: Json) -> None:
        try:
            await self._dispatcher.dispatch(update, row)
        except (TypeError, ValueError, KeyError, AttributeError):
            await self._set_aside(row, json.dumps(update))

    async def _set_aside(self, row: str, document: str) -> None:
        aside = f"{UNREADABLE}{self._clock().isoformat()}:{row}"
        log.error("not an update", row=row, kept_as=aside)
        try:
            await self._store.put({row: None, aside: document})
        except StoreError as failed:
            log.error("update stays in the inbox", reason=str(failed))
