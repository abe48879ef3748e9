"""How much one address may ask for: more is refused before it costs anything."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.connections import line_of

ADDRESSES = 10_000  # remembered at most; those seen longest ago are forgotten first
# At once, and a second in the long run. An office of some hundred people behind one address stays below both.
REQUESTS = 600, 50.0
NEWCOMERS = 300, 0.1


class TokenBuckets:
    """So many at once from one address, and so many a second in the long run.

    Nothing is counted from this machine itself: a proxy on it that does not name its clients would make them all one.
    An IPv6 address stands for its /64, which is what one line has.
    """

    def __init__(self, at_once: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._a_second, self._clock = at_once, a_second, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how many, at what time

    def wait(self, client: str) -> int:
        """Take one; 0, or the seconds after which there will be one again."""
        line = line_of(client)
        if line is None:
            return 0
        now = self._clock()
        left, at = self._left.pop(line, (float(self._at_once), now))
        left = min(self._at_once, left + (now - at) * self._a_second)
        self._left[line] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
        return 0 if left >= 1 else math.ceil((1 - left) / self._a_second)


def client_of(scope: Scope) -> str:
    """The address, as the server or a trusted proxy names it."""
    client = scope.get("client")
    return client[0] if client else ""


class RateLimit:
    """Middleware: `refusal` (given the seconds to wait) in place of what is too much."""

    def __init__(self, app: ASGIApp, allowance: TokenBuckets, refusal: Callable[[Request, int], Response]) -> None:
        self._app, self._allowance, self._refusal = app, allowance, refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if wait := self._allowance.wait(client_of(scope)):
            await self._refusal(Request(scope), wait)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
