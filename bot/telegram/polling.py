"""Long polling: asks Telegram for updates, and notices when no answer comes any more.

The next question confirms the updates of the last answer, so it is not put before these are stored.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import cast
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TimedOut

from bot.tasks import pause_after
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.client import seconds_of
from bot.telegram.inbox import Inbox
from bot.telegram.updates import Json
from bot.wording import zh as wording

LONGEST_POLL = 20  # seconds that Telegram waits for an update
MARGIN = 10.0  # seconds beyond that after which a question is given up and put again
SILENT = 60.0  # seconds without any answer after which polling does not count as alive
PAUSES = (0.5, 1, 2, 4, 8, 15)  # seconds between tries
AT_THE_START = 60.0  # seconds
CONFLICTS = 2  # within that time: somebody else was here before

log = structlog.get_logger()


class AnotherPoller(Exception):
    """Another process asks for the updates of the same token."""


class Poller:
    """Polls until cancelled. `fetched_at` is the monotonic time (s) of the last answer whose updates were stored.

    url: that of getUpdates, with the token; request: used by nobody else, as it is opened anew when it stalls; confirm:
    asks whether a refused token is wrong, and raises InvalidToken if so; stalled: the seconds without an answer after
    which the request is opened anew; silent: those after which it is a problem.
    """

    def __init__(
        self,
        url: str,
        request: AiohttpRequest,
        inbox: Inbox,
        allowed_updates: list[str],
        confirm: Callable[[], Awaitable[None]],
        stalled: float = LONGEST_POLL + MARGIN,
        silent: float = SILENT,
    ) -> None:
        self._url = url
        self._request = request
        self._inbox = inbox
        self._asked = {"timeout": LONGEST_POLL, "allowed_updates": json.dumps(allowed_updates)}
        self._confirm = confirm
        self._silent = silent
        self._stalled = stalled
        self._offset = 0
        self._conflict = False
        self._settled = False  # had an answer: of two processes it is the other one that came later
        self.fetched_at = time.monotonic()

    def problems(self) -> list[str]:
        """What is wrong at the moment, in plain words."""
        silent = time.monotonic() - self.fetched_at
        found = [wording.NOT_POLLED.format(seconds=silent)] if silent > self._silent else []
        return found + ([wording.OTHER_POLLER] if self._conflict else [])

    async def run(self) -> None:
        """Raises AnotherPoller, in the first minute only, and InvalidToken where it is confirmed."""
        began, conflicts, failures = time.monotonic(), 0, 0
        while True:
            try:
                await self._poll()
            except Conflict as conflict:
                conflicts += 1
                if conflicts >= CONFLICTS and not self._settled and time.monotonic() - began < AT_THE_START:
                    raise AnotherPoller(str(conflict)) from None
                self._conflict = True
                log.error("another process polls with this token")
                failures += 1
            except Exception as failed:  # also an answer that is none of Telegram's: it must not end the polling
                failures += 1
                log.warning("polling", failed=type(failed).__name__, in_a_row=failures)
                await self._repair(failed)
            else:
                failures = 0
                continue
            await asyncio.sleep(pause_after(PAUSES, failures))

    async def _poll(self) -> None:
        question = urlencode({**self._asked, "offset": self._offset})
        async with asyncio.timeout(self._stalled):
            answer = await self._request.post(f"{self._url}?{question}", read_timeout=self._stalled)
        self._conflict, self._settled = False, True
        if updates := cast(list[Json], answer):
            await self._inbox.take(updates)
            self._offset = max(int(update["update_id"]) for update in updates) + 1
        self.fetched_at = time.monotonic()

    async def _repair(self, failed: Exception) -> None:
        """A pool that no longer answers is thrown away. A limit is kept to, a refusal confirmed."""
        if isinstance(failed, RetryAfter):
            await asyncio.sleep(seconds_of(failed))
        elif isinstance(failed, InvalidToken):
            await self._confirm()
        elif isinstance(failed, TimeoutError | TimedOut):
            await self._request.shutdown()
            await self._request.initialize()
