"""HTTP to Telegram over aiohttp, in the place of python-telegram-bot's own client.

That one makes each turn wait for a search through all connections; see tests/bench/bench_updates.py. Nothing else
here knows aiohttp. What is raised says whether Telegram can have had the request:

    NeverSent      it certainly has not: no connection was there to write on
    TimedOut       the request is out and no answer came in time: in doubt
    BrokenOff      the connection broke off while the answer was awaited: in doubt
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

if TYPE_CHECKING:
    from aiohttp.client_reqrep import ClientRequest
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

CONNECTIONS = 256
# Seconds for which a connection is kept without use. Telegram and what stands between close an idle one after a minute
# or more, so it is nearly always this side that closes, and no request runs into a connection that is going away.
IDLE = 30.0
POOL, CONNECT, UPLOAD, READ = 5.0, 10.0, 60.0, 10.0  # seconds; UPLOAD: to write a request with files

USER_AGENT = {"User-Agent": BaseRequest.USER_AGENT}
JSON = USER_AGENT | {"Content-Type": "application/json"}
NO_DEFAULT: ODVInput[float] = BaseRequest.DEFAULT_NONE


class NeverSent(NetworkError):
    """The request did not reach Telegram: it may be sent again without the risk that it has its effect twice."""


class BrokenOff(NetworkError):
    """The connection ended before the answer was there: whether the request had its effect is not known."""


class AiohttpRequest(BaseRequest):
    """One pool of so many connections. Usable between `initialize` and `shutdown`, which may follow each other again.

    `limited` is called with the method of each call that Telegram answers with "too many requests".

    No error holds the address, nor another error that does: the token is a part of it. A proxy is taken from
    HTTPS_PROXY, ALL_PROXY and NO_PROXY when the pool is opened; aiohttp's own `trust_env` would read them, and a
    .netrc, in two threads for each request, which takes longer than the request itself.
    """

    def __init__(self, connections: int = CONNECTIONS, limited: Callable[[str], None] = lambda method: None) -> None:
        self._connections = connections
        self._limited = limited
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds. A long poll is given its own time on top of it."""
        return READ

    async def initialize(self) -> None:
        if self._session is None:
            self._proxies = getproxies()
            connector = _Connector(limit=self._connections, keepalive_timeout=IDLE)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = NO_DEFAULT,
        write_timeout: ODVInput[float] = NO_DEFAULT,
        connect_timeout: ODVInput[float] = NO_DEFAULT,
        pool_timeout: ODVInput[float] = NO_DEFAULT,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises NeverSent, TimedOut, BrokenOff."""
        if self._session is None:
            raise RuntimeError("not initialized")
        files = request_data is not None and request_data.contains_files
        timeout = _timeout(
            _or(READ, read_timeout),
            _or(UPLOAD, write_timeout) if files else None,
            _or(CONNECT, connect_timeout),
            _or(POOL, pool_timeout),
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                headers=USER_AGENT if files or request_data is None else JSON,
                timeout=timeout,
                proxy=self._proxy(url) if self._proxies else None,
                allow_redirects=False,
            ) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = _failure(error)
        else:
            if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                self._limited(urlsplit(url).path.rpartition("/")[2])
            return response.status, body
        raise failure  # out here, or it would carry the error with the address as its context

    def _proxy(self, url: str) -> str | None:
        to = urlsplit(url)
        proxy = self._proxies.get(to.scheme) or self._proxies.get("all")
        if not proxy or proxy_bypass(to.netloc):
            return None
        if not proxy.startswith("http"):
            raise NeverSent(f"only a proxy at an http address can be used, not {proxy.partition(':')[0]}")
        return proxy


class _Connector(aiohttp.TCPConnector):
    """Whatever fails before there is a connection has sent nothing: also a name not found, a proxy, a full pool."""

    async def connect(self, req: ClientRequest, traces: list[Trace], timeout: aiohttp.ClientTimeout) -> Connection:
        try:
            return await super().connect(req, traces, timeout)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            kind = type(error).__name__
        raise NeverSent(f"no connection ({kind})")


def _or(default: float, given: ODVInput[float]) -> float | None:
    return default if isinstance(given, DefaultValue) else given


@lru_cache
def _timeout(
    read: float | None, upload: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """Seconds; None is without end. Only an upload is limited as a whole; the rest is in a buffer at once."""
    to_connect = None if connect is None or pool is None else connect + pool
    total = None if upload is None or to_connect is None or read is None else to_connect + upload + read
    return aiohttp.ClientTimeout(total=total, connect=to_connect, sock_connect=connect, sock_read=read)


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return json.dumps(data.parameters).encode()
    # File names are sent as they are: Telegram reads UTF-8, and would show the percent signs of a quoted name.
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (file_name, content, media_type) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=media_type)
    return form


def _failure(error: Exception) -> NetworkError:
    """What went wrong after a connection was there.

    aiohttp sends a POST never twice, and neither do we, not even one that met a kept connection which Telegram closed
    at that moment: closed unread and closed after reading look the same from here. It is in doubt like any other.
    """
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return NeverSent("not an address")
    if isinstance(error, TimeoutError):
        return TimedOut()
    return BrokenOff(f"the connection broke off ({type(error).__name__})")
