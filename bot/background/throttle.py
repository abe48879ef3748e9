"""How fast messages go out that nobody asked for at this moment: few at once, and only so many a second.

Replies are never held up by them. Telegram takes some thirty messages a second.
"""

import asyncio

AT_ONCE = 8
BETWEEN = 1 / 25  # seconds between two beginnings


class Throttle:
    """To be shared by reminders and broadcasts. between: seconds between the beginnings of any two."""

    def __init__(self, between: float = BETWEEN, at_once: int = AT_ONCE) -> None:
        self._between = between
        self._slots = asyncio.Semaphore(at_once)
        self._next = 0.0

    async def begin(self) -> None:
        """Return when the next may begin; it says when it is over (`end`)."""
        await self._slots.acquire()
        try:
            now = asyncio.get_running_loop().time()
            at = max(now, self._next)
            self._next = at + self._between
            await asyncio.sleep(at - now)
        except BaseException:
            self._slots.release()
            raise

    def end(self) -> None:
        self._slots.release()
