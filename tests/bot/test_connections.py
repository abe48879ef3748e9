"""However many connections are opened and left alone, the page, the health endpoint and Telegram go on."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from socket import create_connection, socket

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot import http_server, web
from bot.connections import PROBLEM_FOR, Connections, Phase
from bot.descriptors import WANTED, Bound, shared_out
from bot.operations.health import Health
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import SqliteStore
from bot.web.server_sent_events import BEGIN, EventStreams
from bot.wording import zh as doors
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.process import BOT, assistant, free_port
from tests.support.tree import ROOT

NOW = datetime(2026, 7, 1, 12, tzinfo=BEIJING)
FILES, FLOOD = 256, 400  # descriptors of the process, and connections to each of its ports
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
HELD = GET.replace(b"/ ", b"/held ")
ENDLESS = GET.replace(b"/ ", b"/endless ")
POST = b"POST /taken HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"
OK = b"HTTP/1.1 200 OK"


class Client:
    """One connection, written and read by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def line(self) -> bytes:
        """The status line of the next answer; the rest of the answer, of a few bytes, is dropped."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        await self._reader.readexactly(len("done"))
        return head.partition(b"\r\n")[0]

    async def take(self, length: int) -> None:
        await self._reader.readexactly(length)

    async def until_closed(self) -> None:
        """Reads on until the server has closed."""
        with suppress(ConnectionResetError):
            while await self._reader.read(1024 * 1024):
                pass

    async def is_closed(self) -> bool:
        """Waits for the end; whether it came before any answer."""
        with suppress(ConnectionResetError):
            return await self._reader.read() == b""
        return True

    def close(self) -> None:
        self._writer.close()


class Served:
    """A server with so many connections, a clock put forward by hand, and routes that answer at once, take a body,
    hold their answer back, or never end it."""

    def __init__(self, most: int) -> None:
        self.now = 0.0
        self.closed: Counter[str] = Counter()
        self.connections = Connections(
            "page", Bound(most, most // 4), lambda outcome: self.closed.update([outcome]), lambda: self.now
        )
        self.release = asyncio.Event()
        self.ended: list[str] = []
        self._clients: list[Client] = []
        routes = [
            Route("/", self._done),
            Route("/taken", self._taken, methods=["POST"]),
            Route("/held", self._held),
            Route("/endless", self._endless),
        ]
        self._app = Starlette(routes=routes)

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        self._page = http_server.HttpServer(self._app, "127.0.0.1", 0, connections=self.connections)
        try:
            async with asyncio.timeout(60):
                yield
        finally:
            self.release.set()
            for client in self._clients:
                client.close()
            await self._page.stop()

    def waiting_for(self, what: Phase) -> int:
        return len(self.connections._since[what])

    async def client(self, sends: bytes = b"", at: str = "127.0.0.1") -> Client:
        """One more, when the server has let it in."""
        before = self.connections.open
        client = await self.stranger(sends, at)
        await until(lambda: self.connections.open > before)
        return client

    async def stranger(self, sends: bytes = b"", at: str = "127.0.0.1") -> Client:
        """One more, whether or not the server lets it in."""
        port = httpx.URL(self._page.address).port
        client = Client(*await asyncio.open_connection("127.0.0.1", port, local_addr=(at, 0)))
        self._clients.append(client)
        await client.send(sends)
        return client

    def waits(self, seconds: float) -> int:
        """Puts the clock forward; the connections that are left."""
        self.now += seconds
        self.connections.sweep()
        return self.connections.open

    async def _done(self, request: Request) -> Response:
        return PlainTextResponse("done")

    async def _taken(self, request: Request) -> Response:
        try:
            await request.body()
        except ClientDisconnect:
            self.ended.append("taken")
        return PlainTextResponse("done")

    async def _held(self, request: Request) -> Response:
        await self.release.wait()
        return PlainTextResponse("done")

    async def _endless(self, request: Request) -> Response:
        async def chunks() -> AsyncIterator[bytes]:
            try:
                while True:
                    yield b"x" * 65536
                    await asyncio.sleep(0)
            finally:
                self.ended.append("endless")

        return StreamingResponse(chunks())


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not happened():
            await asyncio.sleep(0.005)


# How long a client is waited for


@pytest.mark.parametrize("sent", [b"", b"G", GET[:-2]], ids=["nothing", "a letter", "all but the end"])
async def test_who_sends_no_whole_head_in_ten_seconds_is_cut_off(sent: bytes) -> None:
    served = Served(10)
    async with served.run():
        client = await served.client(sent)
        assert served.waits(9.9) == 1
        assert served.waits(0.1) == 0
        assert await client.is_closed()
    assert served.closed == {"timed out": 1}


async def test_a_byte_now_and_then_buys_no_time() -> None:
    served = Served(10)
    async with served.run():
        client = await served.client()
        for at in range(9):
            assert served.waits(1) == 1
            await client.send(GET[at : at + 1])
            for _ in range(5):  # turns of the loop, in which it arrives
                await asyncio.sleep(0)
        assert served.waits(1) == 0
        assert await client.is_closed()


async def test_the_time_for_a_head_begins_anew_with_each_answer() -> None:
    served = Served(10)
    async with served.run():
        client = await served.client()
        for _ in range(3):
            assert served.waits(9) == 1
            await client.send(GET)
            assert await client.line() == OK
        assert served.waits(10) == 0


async def test_who_sends_no_whole_body_in_thirty_seconds_is_cut_off() -> None:
    served = Served(10)
    async with served.run():
        client = await served.client(POST + b"12345")
        await until(lambda: served.waiting_for(Phase.BODY) == 1)
        assert served.waits(9) == 1
        await client.send(b"6789")
        assert served.waits(20.9) == 1
        assert served.waits(0.1) == 0
        await until(lambda: served.ended == ["taken"])
        assert await client.is_closed()
    assert served.closed == {"timed out": 1}


async def test_who_does_not_take_the_answer_for_thirty_seconds_is_cut_off() -> None:
    served = Served(10)
    async with served.run():
        await served.client(ENDLESS)
        await until(lambda: served.waiting_for(Phase.READER) == 1)
        assert served.waits(29.9) == 1
        assert served.waits(0.1) == 0
        await until(lambda: served.ended == ["endless"])
    assert served.closed == {"timed out": 1}


async def test_who_takes_an_answer_slowly_gets_it_however_long_it_takes() -> None:
    served = Served(10)
    async with served.run():
        client = await served.client(ENDLESS)
        for _ in range(60):
            await client.take(1024 * 1024)
            assert served.waits(1) == 1
    assert not served.closed


async def test_an_answer_that_takes_its_time_is_waited_for() -> None:
    served = Served(10)
    async with served.run():
        client = await served.client(HELD)
        await until(lambda: served.waiting_for(Phase.ANSWER) == 1)
        assert served.waits(1_000) == 1
        served.release.set()
        assert await client.line() == OK


# When there are too many


async def test_of_too_many_the_one_that_has_waited_longest_without_a_request_gives_way() -> None:
    served = Served(3)
    async with served.run():
        first, second, third = [await served.client() for _ in range(3)]
        await first.send(GET)
        assert await first.line() == OK  # so now the second is the one that has waited longest
        assert await (await served.stranger(GET)).line() == OK
        assert await second.is_closed()
        for left in (first, third):
            await left.send(GET)
            assert await left.line() == OK
        assert served.connections.open == 3
    assert served.closed == {"displaced": 1}


async def test_who_keeps_the_server_waiting_for_a_body_or_a_reader_gives_way_like_anybody_else() -> None:
    served = Served(4)
    async with served.run():
        waiting = []
        for sends, phase in ((POST, Phase.BODY), (ENDLESS, Phase.READER), (b"", Phase.HEAD)):
            waiting.append(await served.client(sends))
            await until(lambda phase=phase: served.waiting_for(phase) == 1)  # type: ignore[misc]
            served.waits(1)
        busy = await served.client(HELD)
        for number, given_up in enumerate(waiting, 2):
            await served.stranger(HELD)
            await until(lambda number=number: served.waiting_for(Phase.ANSWER) == number)  # type: ignore[misc]
            assert served.closed == {"displaced": number - 1}
            await given_up.until_closed()
        served.release.set()
        assert await busy.line() == OK


async def test_a_busy_connection_never_gives_way_the_new_one_is_refused_and_health_says_so(
    store: SqliteStore,
) -> None:
    served = Served(2)
    watching = Health(Conversations(store, lambda: NOW, published), [served.connections.problems], [])
    async with served.run():
        assert await watching.problems() == []
        busy = [await served.client(HELD) for _ in range(2)]
        await until(lambda: served.waiting_for(Phase.ANSWER) == 2)
        assert await (await served.stranger(GET)).is_closed()
        assert served.closed == {"refused": 1}
        assert await watching.problems() == ["网页的连接满了，刚才有新的连接被拒绝"]
        served.waits(PROBLEM_FOR)
        assert await watching.problems() == []
        served.release.set()
        assert [await each.line() for each in busy] == [OK, OK]


async def test_one_address_has_a_part_of_the_connections_and_displaces_only_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.connections.line_of", lambda client: client)  # else all of this machine is uncounted
    served = Served(8)
    async with served.run():
        other = await served.client(at="127.0.0.3")
        flood = [await served.client(at="127.0.0.2") for _ in range(2)]
        assert await (await served.stranger(GET, at="127.0.0.2")).line() == OK
        assert await flood[0].is_closed()
        await other.send(GET)
        assert await other.line() == OK
        assert served.connections.open == 2 + 1
        assert served.connections.problems() == []


async def test_this_machine_itself_has_all_connections_if_it_wants_them() -> None:
    served = Served(8)
    async with served.run():
        for _ in range(8):
            await served.client()
        assert not served.closed


# Windows that wait for news


async def test_of_too_many_windows_of_one_address_the_oldest_makes_way(store: SqliteStore) -> None:
    live = EventStreams(Bound(8, 2))
    app = web.application(Conversations(store, lambda: NOW, published), "secret", events=live)
    page = http_server.HttpServer(app, "127.0.0.1", 0, live.close)

    async def window(opened: AsyncExitStack, at: str) -> AsyncIterator[str]:
        """Of somebody whom a proxy on this machine names."""
        headers = {"X-Forwarded-For": at}
        browser = await opened.enter_async_context(httpx.AsyncClient(base_url=page.address, headers=headers))
        await browser.get("/")
        lines = (await opened.enter_async_context(browser.stream("GET", "/live?after=9"))).aiter_text()
        assert await anext(lines) == BEGIN
        return lines

    async with AsyncExitStack() as opened:
        elsewhere = [await window(opened, at) for at in ("203.0.113.8", "127.0.0.1", "127.0.0.1", "127.0.0.1")]
        oldest, *others = [await window(opened, "203.0.113.7") for _ in range(3)]
        with pytest.raises(StopAsyncIteration):
            await anext(oldest)
        assert live.open == len(elsewhere) + len(others)
    await page.stop()


# How many there may be


@given(st.integers(32, 2_000_000))
def test_all_connections_together_leave_descriptors_for_everything_else(files: int) -> None:
    page, webhook, health, windows, telegram = shared_out(files)
    assert 2 * page.in_all + webhook.in_all + health.in_all + telegram <= 0.8 * files
    assert 2 * windows.in_all <= page.in_all
    assert min(*page, *webhook, *health, *windows, telegram) > 0


@pytest.mark.parametrize(("soft", "hard", "after"), [(256, 1024, 1024), (512, 512, 512), (1024, WANTED + 1, WANTED)])
def test_the_limit_is_raised_as_far_as_the_system_lets_it(soft: int, hard: int, after: int) -> None:
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < hard:
        pytest.skip("this machine gives fewer")
    program = f"""
import resource
from bot.descriptors import raise_limit
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
print(raise_limit(), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60).stdout
    assert [int(word) for word in said.split()] == [after, after, hard]


# The process


def test_idle_connections_beyond_all_descriptors_keep_nobody_out(tmp_path: Path) -> None:
    page, watch = free_port(), free_port()
    here = {"PAGE": "true", "PAGE_PORT": str(page), "HEALTH_PORT": str(watch)}
    with Server() as server, assistant(server, tmp_path, BOT, FILES, **here) as process, ExitStack() as opened:
        phone = server.phone(1)
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE)
        server.until(lambda: reachable(watch))
        os.kill(process.id, signal.SIGSTOP)  # so that it finds them all at once
        for port in (page, watch):
            for _ in range(FLOOD):
                idle = opened.enter_context(socket())
                idle.setblocking(False)
                idle.connect_ex(("127.0.0.1", port))
        os.kill(process.id, signal.SIGCONT)
        assert doors.PAGE_TITLE in get(page, "").text
        assert get(watch, "healthz").json() == {"status": "ok", "troubles": []}
        assert 'assistant_connections_closed_total{outcome="displaced",server="page"}' in get(watch, "metrics").text
        phone.say("/deadlines")
        phone.wait_for(wording.NO_DEADLINES, 20)
    log = (tmp_path / "log").read_text().splitlines()
    assert not [line for line in log if "out of system resource" in line]
    assert len([line for line in log if "level=info" not in line]) <= 5


def reachable(port: int) -> bool:
    with suppress(ConnectionError), create_connection(("127.0.0.1", port)):
        return True
    return False


def get(port: int, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}/{path}", trust_env=False, timeout=20)
