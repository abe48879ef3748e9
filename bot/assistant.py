"""What the parts of the running assistant share: its settings, conversations, servers, and how it comes to an end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot import OperatorError
from bot.background.broadcast import Broadcaster
from bot.descriptors import Bound, Shares
from bot.metrics import HealthCheck
from bot.pipeline.channel import OpenChannel
from bot.pipeline.conversations import Conversations
from bot.settings import Settings
from bot.tasks import cancelled

if TYPE_CHECKING:  # loaded only where a port is opened
    from starlette.types import ASGIApp

    from bot.http_server import HttpServer

DRAIN = 1.5  # seconds that what is under way may still take when the assistant stops, at each part; 8 s in all


class CannotRun(OperatorError):
    """What keeps the assistant from starting, in one plain line."""


class Shutdown:
    """When to end."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    def ask(self) -> None:
        self._asked.set()

    async def wait(self) -> None:
        await self._asked.wait()

    async def breaking_off(self, work: Coroutine[None, None, None]) -> None:
        """Do the work, or as much of it as is done when the end is asked for. Raises what the work raises."""
        working, asked = asyncio.create_task(work), asyncio.create_task(self._asked.wait())
        await asyncio.wait((working, asked), return_when=asyncio.FIRST_COMPLETED)
        await cancelled(asked)
        await cancelled(working)


@dataclass
class Assistant:
    """channels: how to reach a person, by the first part of their key, as far as the channels are open; checks: each
    gives what is wrong with a part; interrupted: the id of the update in which the last run ended, if it did."""

    settings: Settings
    shares: Shares
    shutdown: Shutdown
    conversations: Conversations
    broadcaster: Broadcaster
    channels: dict[str, OpenChannel]
    interrupted: str
    checks: list[HealthCheck] = field(default_factory=list)

    @asynccontextmanager
    async def served(
        self, name: str, app: ASGIApp, host: str, port: int, bound: Bound, on_stop: Callable[[], None] = lambda: None
    ) -> AsyncIterator[HttpServer]:
        """An open port with its share of the connections. Raises CannotRun where the port, named by its setting, cannot
        be had."""
        from bot.connections import Connections
        from bot.http_server import HttpServer

        connections = Connections(name, bound, partial(self.conversations.metrics.connection, name))
        try:
            server = HttpServer(app, host, port, on_stop, connections, self.settings.trusted_proxies)
        except OSError as failed:
            raise CannotRun(f"{name.upper()}_PORT {port}: {failed.strerror}") from None
        self.checks.append(connections.problems)
        try:
            yield server
        finally:
            await server.stop()
