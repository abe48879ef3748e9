"""The connections of a server: how long each may keep it waiting, and which gives way when there are too many.

A client is waited for three times: for the head of its request, for the body, and until it takes the answer. A
connection that waits for nothing but the server's own work is left alone.
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import Counter
from collections.abc import Callable
from enum import Enum
from itertools import islice
from operator import itemgetter
from typing import Any

import structlog
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.descriptors import Bound
from bot.wording import zh as wording

PROBLEM_FOR = 60.0  # seconds for which a refused connection counts as a problem

log = structlog.get_logger()


class Phase(Enum):
    """What a connection waits for."""

    HEAD = "head"  # of the first or of another request
    BODY = "body"
    READER = "reader"  # the client, who does not take the answer as fast as it comes
    ANSWER = "answer"


SECONDS = {Phase.HEAD: 10.0, Phase.BODY: 30.0, Phase.READER: 30.0}


def line_of(client: str) -> str | None:
    """What the address counts for; None for this machine itself."""
    try:
        ip = ipaddress.ip_address(client)
    except ValueError:
        return client or None
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip
    if ip.is_loopback:
        return None
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))


class Connections:
    """Those of one server, counted in all and by address.

    A new one that is too many takes the place of the one that has waited longest for its client. Where there is none,
    it is refused.

    name: of the server, a key of `wording.SERVERS`; count: is called for each that was "refused", "displaced" or
    "timed out"; seconds: a clock that is never set.
    """

    def __init__(
        self,
        name: str,
        bound: Bound,
        count: Callable[[str], None] = lambda outcome: None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name, self._bound, self._count, self._seconds = name, bound, count, seconds
        self._since: dict[Phase, dict[Connection, float]] = {phase: {} for phase in Phase}  # the oldest first
        self._lines: Counter[str | None] = Counter()
        self._refused_at = -math.inf

    @property
    def open(self) -> int:
        """The number of connections."""
        return sum(map(len, self._since.values()))

    def problems(self) -> list[str]:
        lately = self._seconds() < self._refused_at + PROBLEM_FOR
        return [wording.CONNECTIONS_FULL.format(server=wording.SERVERS[self._name])] if lately else []

    def admit(self, new: Connection) -> bool:
        """Whether there is room for it, or could be made."""
        line_full = new.line is not None and self._lines[new.line] >= self._bound.of_one_address
        if line_full or self.open >= self._bound.in_all:
            oldest = self._longest_waiting(new.line if line_full else None)
            outcome = "refused" if oldest is None else "displaced"
            log.warning(f"connection {outcome}", reason=f"{self._name}: {'one address' if line_full else 'full'}")
            self._count(outcome)
            if oldest is None:
                if not line_full:
                    self._refused_at = self._seconds()
                return False
            self._abort(oldest)
        self._lines[new.line] += 1
        self._enter(new, Phase.HEAD)
        return True

    def move(self, connection: Connection, phase: Phase) -> None:
        """It waits for this now; the time counts from the moment when it did not before."""
        if connection.phase not in (None, phase):
            self._exit(connection)
            self._enter(connection, phase)

    def leave(self, connection: Connection) -> None:
        """It is closed. A second call does nothing."""
        if connection.phase is not None:
            self._exit(connection)
            self._lines[connection.line] -= 1
            if not self._lines[connection.line]:
                del self._lines[connection.line]

    def sweep(self) -> None:
        """Close those that have waited too long."""
        now = self._seconds()
        for phase, most in SECONDS.items():
            waiting = self._since[phase]
            while (oldest := next(iter(waiting), None)) and waiting[oldest] + most <= now:
                self._count("timed out")
                self._abort(oldest)

    def _longest_waiting(self, line: str | None) -> Connection | None:
        """Of this address, or of all; whatever it waits for, or those who send no body would displace newcomers."""
        oldest: list[tuple[Connection, float]] = []
        for phase in SECONDS:
            waiting = (each for each in self._since[phase].items() if line is None or each[0].line == line)
            oldest += islice(waiting, 1)
        return min(oldest, key=itemgetter(1), default=(None, math.nan))[0]

    def _abort(self, connection: Connection) -> None:
        self.leave(connection)
        connection.transport.abort()  # close() would wait until the client has taken what is still to be sent

    def _enter(self, connection: Connection, phase: Phase) -> None:
        connection.phase = phase
        self._since[phase][connection] = self._seconds()

    def _exit(self, connection: Connection) -> None:
        assert connection.phase is not None
        del self._since[connection.phase][connection]
        connection.phase = None


class Connection(H11Protocol):
    """Says what it waits for. phase: None while it is not admitted; line: the address that it counts for; None
    where that may stand for many, as this machine or a proxy that names its clients."""

    def __init__(
        self,
        among: Connections,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._among = among
        self.phase: Phase | None = None
        self.line: str | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)  # so that writing pauses whenever the client is slower
        host = self.client[0] if self.client else ""
        if not (isinstance(self.app, ProxyHeadersMiddleware) and host in self.app.trusted_hosts):
            self.line = line_of(host)
        if not self._among.admit(self):
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._among.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._among.move(self, self._awaited())

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._among.move(self, self._awaited())

    def pause_writing(self) -> None:
        super().pause_writing()
        self._among.move(self, self._awaited())

    def resume_writing(self) -> None:
        super().resume_writing()
        self._among.move(self, self._awaited())

    def _awaited(self) -> Phase:
        if self.flow.write_paused:
            return Phase.READER
        if self.cycle is None or self.cycle.response_complete:
            return Phase.HEAD
        return Phase.BODY if self.cycle.more_body else Phase.ANSWER
