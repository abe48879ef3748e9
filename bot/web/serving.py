"""The page at an address, until it is stopped."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.web.live import Live

GRACE = 1  # seconds for requests under way


class Page:
    """A page being served."""

    def __init__(self, app: ASGIApp, listener: socket.socket, address: str, live: Live | None) -> None:
        self.address = address
        self._live = live
        config = uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve([listener]))

    async def stop(self) -> None:
        """Take no more requests and finish those under way."""
        self._server.should_exit = True
        if self._live is not None:
            self._live.close()
        await self._serving


async def serve(app: ASGIApp, host: str, port: int, live: Live | None = None) -> Page:
    """Open the page; port 0 is any free one. `live` is closed when the page is stopped.

    Raises OSError when the address cannot be had, e.g. the port is taken.
    """
    listener = _listen(host, port)
    return Page(app, listener, _address(listener), live)


class _Server(uvicorn.Server):
    """Leaves the signals to the program."""

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
