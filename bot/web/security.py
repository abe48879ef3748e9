"""What keeps strangers out of a conversation: forms of other sites, oversized bodies, headers for the browser."""

import ipaddress
import re
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http_server import body_of
from bot.log import place_of

OURS = {"", "say", "tap", "live", "file", "calendar", "forgotten"}
MOST_BYTES = 64 * 1024  # of a body
MOST_FIELDS = 8
DEFAULT_PORT = re.compile(r":(80|443)$")
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers would then send our own forms with "Origin: null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

log = structlog.get_logger()


class SecurityHeaders:
    """Middleware: the security headers on every response, and `unexpected` in place of an error nobody foresaw.

    Such an error is logged with its type and where it arose, without its message: that may quote an answer.
    """

    def __init__(self, app: ASGIApp, unexpected: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._unexpected = unexpected

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, arrived = 0, time.perf_counter()  # 0 until the response has begun

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["Cache-Control"] = "no-cache" if scope["path"].startswith("/static/") else "no-store"
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            log.error("page failed", error=type(error).__name__, at=place_of(error))
            if not status:
                await self._unexpected(Request(scope), error)(scope, receive, send_with_headers)
        finally:
            # Of the path only its first part, and that if it is ours: the rest may be a secret.
            first = scope["path"].split("/")[1]
            if first != "static":
                path = f"/{first}" if first in OURS else "other"
                ms = round((time.perf_counter() - arrived) * 1000)
                log.info("request", method=scope["method"], path=path, status=status, ms=ms)


class PublicAddress:
    """Middleware: from here on the page was asked for by its public address, where it has one, whatever a proxy makes
    of it; a default port is left out."""

    def __init__(self, app: ASGIApp, url: str) -> None:
        self._app = app
        self._scheme, self._name, *_ = urlsplit(url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = MutableHeaders(scope=scope)
        if name := self._name or headers.get("host"):
            headers["host"] = _without_default_port(name)
        scope["scheme"] = self._scheme or scope["scheme"]
        await self._app(scope, receive, send)


def allowed_hosts(host: str, url: str = "") -> list[str]:
    """The names by which a page that listens at `host` may be asked for, for TrustedHostMiddleware: that of its public
    address, where it has one.

    On loopback only its own: else a foreign name made to point there (DNS rebinding) could read the answers. A page
    that listens at every address cannot know its names.
    """
    if public := urlsplit(url).hostname:
        return [public, f"[{public}]"]
    if host in LOOPBACK:
        return list(LOOPBACK)
    with suppress(ValueError):  # it is a name
        if ipaddress.ip_address(host).is_unspecified:
            return ["*"]
    return [host, *LOOPBACK]


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that one of our own pages sent. Raises HTTPException 400, 403 or 413."""
    if _from_elsewhere(request.headers):
        raise HTTPException(HTTPStatus.FORBIDDEN)
    body = await body_of(request, MOST_BYTES)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


def _from_elsewhere(headers: Headers) -> bool:
    """Whether a browser says that another site made this request; what is no browser has no cookie to abuse."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")  # over plain http from another machine there is no Sec-Fetch-Site
    return origin is not None and _without_default_port(urlsplit(origin).netloc) != headers.get("host")


def _without_default_port(name: str) -> str:
    """Browsers leave it out, and proxies do not."""
    return DEFAULT_PORT.sub("", name.lower())
