"""The page at an address, until it is stopped."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from bot.descriptors import WANTED, shared_out
from bot.web.connections import Connection, Connections
from bot.web.server_sent_events import EventStreams

BOUND = shared_out(WANTED).page
GRACE = 1  # seconds for requests under way
# A connection has a descriptor from the moment when asyncio accepts it, and is looked at a turn of the loop later. So
# only a few are accepted a turn; the others wait in the system, where they cost none.
ACCEPTED_AT_ONCE, QUEUE = 4, 2_048


class HttpServer:
    """A page being served."""

    def __init__(
        self, app: ASGIApp, listener: socket.socket, live: EventStreams | None, connections: Connections
    ) -> None:
        self.address = _address(listener)
        self._live = live
        config = uvicorn.Config(
            app,
            http=cast("type[asyncio.Protocol]", partial(Connection, connections)),
            ws="none",
            lifespan="off",
            backlog=ACCEPTED_AT_ONCE,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        self._server = _UvicornServer(config, connections)
        self._serving = asyncio.create_task(self._server.serve([listener]))

    async def stop(self) -> None:
        """Take no more requests and finish those under way."""
        self._server.should_exit = True
        if self._live is not None:
            self._live.close()
        await self._serving


async def serve(
    app: ASGIApp, host: str, port: int, live: EventStreams | None = None, connections: Connections | None = None
) -> HttpServer:
    """Open the page; port 0 is any free one. `live` is closed when the page is stopped; by `connections` those of the
    page are bounded.

    Raises OSError when the address cannot be had, e.g. the port is taken.
    """
    return HttpServer(app, _listen(host, port), live, connections or Connections("page", BOUND))


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
