"""How much one address may ask for: more is refused before it costs anything."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.token_buckets import TokenBuckets

# At once, and a second in the long run. An office of some hundred people behind one address stays below both.
REQUESTS = 600, 50.0
NEWCOMERS = 300, 0.1


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
