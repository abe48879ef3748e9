"""An ASGI application on a free port of loopback, in a thread and a loop of its own."""

import asyncio
import socket
import threading

import uvicorn
from starlette.types import ASGIApp, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol


class _Uvicorn(uvicorn.Server):
    """Stops at once: uvicorn's own loop looks only ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self.stopping = asyncio.Event()
        self.loop: asyncio.AbstractEventLoop

    async def main_loop(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.ready.set()
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await asyncio.gather(*self.server_state.tasks)


class Loopback:
    """start() may be called again after stop(): the port stays the same, and in between nobody answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.port = 0

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self._uvicorn.loop

    def start(self) -> None:
        listener = socket.socket(proto=socket.IPPROTO_TCP)  # said outright, or asyncio leaves Nagle's 40 ms on
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(self._app, http=H11Protocol, lifespan="off", log_config=None, access_log=False)
        self._uvicorn = _Uvicorn(config)
        self._thread = threading.Thread(target=self._uvicorn.run, args=([listener],), daemon=True)
        self._thread.start()
        if not self._uvicorn.ready.wait(10):
            raise RuntimeError("the server did not start")

    def stop(self) -> None:
        """Closes every connection; the application must have given up its long answers."""
        self.loop.call_soon_threadsafe(self._uvicorn.stopping.set)
        self._thread.join(10)
        if self._thread.is_alive():
            raise RuntimeError("the server did not stop")

    def cut(self, scope: Scope) -> None:
        """Closes the connection of a request without an answer; to be called in the server's loop."""
        for connection in self._uvicorn.server_state.connections:
            if getattr(connection, "client", None) == scope["client"]:
                connection.transport.close()
