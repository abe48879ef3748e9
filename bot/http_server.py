"""An application at an address, until it is stopped; and what is read of a request."""

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import TypeAlias, cast

import uvicorn
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp

from bot.connections import Connection, Connections
from bot.descriptors import WANTED, shared_out

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

BOUND = shared_out(WANTED).page
GRACE = 1  # seconds for requests under way
# A connection has a descriptor from the moment when asyncio accepts it, and is looked at a turn of the loop later. So
# only a few are accepted a turn; the others wait in the system, where they cost none.
ACCEPTED_AT_ONCE, QUEUE = 4, 2_048


class HttpServer:
    """An application being served, from the moment when it is made; port 0 is any free one.

    `on_stop` ends what would keep the server from ending; by `connections` those of the server are bounded; `proxies`
    are believed, besides this machine, when they say for whom they ask. Raises OSError when the address cannot be had,
    e.g. the port is taken.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        on_stop: Callable[[], None] = lambda: None,
        connections: Connections | None = None,
        proxies: Collection[Network] = (),
    ) -> None:
        connections = connections or Connections("page", BOUND)
        listener = _listen(host, port)
        self.address = _address(listener)
        self._on_stop = on_stop
        config = uvicorn.Config(
            app,
            http=cast("type[asyncio.Protocol]", partial(Connection, connections)),
            ws="none",
            lifespan="off",
            backlog=ACCEPTED_AT_ONCE,
            log_config=None,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=_believed(proxies) or None,  # else as FORWARDED_ALLOW_IPS says
            timeout_graceful_shutdown=GRACE,
        )
        self._server = _UvicornServer(config, connections)
        self._serving = asyncio.create_task(self._server.serve([listener]))

    async def stop(self) -> None:
        """Take no more requests and finish those under way."""
        self._server.should_exit = True
        self._on_stop()
        await self._serving


async def body_of(request: Request, most: int) -> bytes:
    """Raises HTTPException 413 where it has more bytes than `most`, ClientDisconnect."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)


class _UvicornServer(uvicorn.Server):
    """Leaves the signals to the program, and closes connections that have waited too long."""

    def __init__(self, config: uvicorn.Config, connections: Connections) -> None:
        super().__init__(config)
        self._connections = connections

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or ():
            listener.listen(QUEUE)  # asyncio has made its queue as short as what it accepts at once

    async def on_tick(self, counter: int) -> bool:
        self._connections.sweep()
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _believed(proxies: Collection[Network]) -> list[str]:
    """For uvicorn; an IPv4 address also as it is seen by who listens at all addresses, those of IPv6 among them."""
    given = [str(proxy) for proxy in proxies]
    mapped = [f"::ffff:{proxy.network_address}/{96 + proxy.prefixlen}" for proxy in proxies if proxy.version == 4]
    return [*given, *mapped, "127.0.0.1", "::1"] if given else []


def _listen(host: str, port: int) -> socket.socket:
    # The protocol said outright, or asyncio leaves Nagle's 40 ms on.
    ((family, kind, protocol, _, address), *_) = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
    )
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()  # now, so that a second process cannot have the port as well
    except OSError:
        listener.close()
        raise
    return listener


def _address(listener: socket.socket) -> str:
    """As it is typed into a browser on this machine."""
    host, port = listener.getsockname()[:2]
    ip = ipaddress.ip_address(host)
    if ip.is_unspecified:
        return f"http://127.0.0.1:{port}/"
    return f"http://{f'[{ip}]' if ip.version == 6 else ip}:{port}/"
