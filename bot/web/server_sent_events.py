"""Tells windows that stand open that there is something new, by server-sent events; they fetch it themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from bot.connections import line_of
from bot.descriptors import WANTED, Bound, shared_out

EACH = 4  # windows of one visitor
BOUND = shared_out(WANTED).windows
HEARTBEAT = 20.0  # seconds; proxies and phones drop a connection on which nothing comes
BEGIN = "retry: 5000\n\n"  # milliseconds until a browser connects anew
NEWS = "data: new\n\n"
BEAT = ":\n\n"


class EventStreams:
    """The open windows of all visitors. The newest of too many takes the place of the oldest: of the same visitor, of
    the same address, or of all."""

    def __init__(self, bound: Bound = BOUND) -> None:
        self._bound = bound
        self._windows: list[_Window] = []
        self._closed = False

    def publish(self, person: str) -> None:
        """There is something that this person did not ask for."""
        for window in self._of(person):
            window.lines.put_nowait(NEWS)

    def close(self) -> None:
        """End all streams, so that a server that stops need not wait for them."""
        self._closed = True
        for window in self._windows:
            window.end()

    async def stream(self, person: str, behind: Callable[[], Awaitable[bool]], client: str = "") -> AsyncIterator[str]:
        """The events for one window, at the address `client`. `behind`: whether it already shows less than there is."""
        window = _Window(person, line_of(client))
        self._make_room(window)
        self._windows.append(window)
        try:
            yield BEGIN
            if await behind():
                yield NEWS
            while not self._closed and (line := await window.line()):
                yield line
        finally:
            self._windows.remove(window)

    @property
    def open(self) -> int:
        """The number of windows."""
        return len(self._windows)

    def _make_room(self, new: _Window) -> None:
        # Nobody where the address may stand for many.
        neighbours = [window for window in self._windows if new.address and window.address == new.address]
        for crowd, most in (
            (self._of(new.person), EACH),
            (neighbours, self._bound.of_one_address),
            (self._windows, self._bound.in_all),
        ):
            for oldest in crowd[: max(0, len(crowd) - most + 1)]:
                oldest.end()

    def _of(self, person: str) -> list[_Window]:
        return [window for window in self._windows if window.person == person]


class _Window:
    def __init__(self, person: str, address: str | None) -> None:
        self.person = person
        self.address = address  # as `line_of`
        self.lines: asyncio.Queue[str] = asyncio.Queue()

    def end(self) -> None:
        self.lines.put_nowait("")

    async def line(self) -> str:
        """The next line, or a sign of life; empty at the end."""
        try:
            async with asyncio.timeout(HEARTBEAT):
                return await self.lines.get()
        except TimeoutError:
            return BEAT
