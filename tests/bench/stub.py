"""A Bot API server with nothing in it but speed: raw asyncio, in a process of its own.

It answers after the latency of a real one, and watches for each chat whether replies come in order and one by one.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import random
import re
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

ME = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
SPREAD = 0.3  # of the latency, up and down, so that answers overtake each other
CHAT, NUMBER = (re.compile(rb'(?:^|[&"])' + name + rb'(?:=|": ?"?)(\d*)') for name in (b"chat_id", b"text"))
FLOODING = 1  # the chat that does, if one does
POLL, LOOK = 10.0, 0.001  # seconds a getUpdates is kept, and between looks for updates meanwhile


@dataclass(frozen=True)
class Load:
    """Who writes what, and how fast Telegram is.

    `said` is what each chat writes, from the beginning again at the end; but for a flood, each as soon as the answer to
    the one before stands there, since what is written earlier answers no question. Without it every update says its
    own number.
    `latency` in seconds; `rate` in updates a second, 0: all wait at the start; `burst` is how many updates of a chat
    follow each other at most; `flood` how many of `FLOODING` come before all others; `ahead` how many may be handed out
    and not answered.
    """

    chats: int
    updates: int
    said: tuple[str, ...] = ()
    latency: float = 0.0
    rate: float = 0.0
    burst: int = 3
    flood: int = 0
    ahead: int = sys.maxsize
    report_every: int = sys.maxsize


@dataclass
class Report:
    """`seconds` from the first reply to the last, `delays` (chat, s) from the release of each update to its reply.

    An inversion is a reply after that to a later update of the chat, an overlap one sent while the chat's former one
    was not answered.
    """

    replies: int = 0
    seconds: float = 0.0
    inversions: int = 0
    overlaps: int = 0
    delays: list[tuple[int, float]] = field(default_factory=list)


@dataclass
class _Chat:
    written: int = 0  # by the person
    unanswered: int = 0  # messages to the person that are under way
    last: int = -1  # the highest number repeated to the person
    released: deque[float] = field(default_factory=deque)


def order(load: Load) -> Iterator[int]:
    """The chat of each update: all in turn, in bursts."""
    yield from [FLOODING] * load.flood
    chance = random.Random(1)
    left = load.updates - load.flood
    while left > 0:
        for chat in chance.sample(range(1, load.chats + 1), load.chats):
            burst = min(chance.randint(1, load.burst), left)
            yield from [chat] * burst
            left -= burst


class Telegram:
    """What the server knows, whatever the connection."""

    def __init__(self, load: Load, pipe: Connection) -> None:
        self.load = load
        self.pipe = pipe
        self.report = Report()
        self.chats = {chat: _Chat() for chat in range(1, load.chats + 1)}
        self.order = order(load)
        self.ready = deque(self.chats)  # who writes next, where each waits for the answer
        self.ids = count(1)  # of messages, in the order in which Telegram takes them
        self.handed_out = 0
        self.began = self.first_reply = 0.0
        self.chance = random.Random(2)

    def delay(self) -> float:
        """Of the next answer (s)."""
        return self.load.latency * self.chance.uniform(1 - SPREAD, 1 + SPREAD)

    def batch(self) -> list[dict[str, Any]]:
        """The updates for a getUpdates at this moment."""
        now = time.perf_counter()
        self.began = self.began or now
        released = self.load.updates if not self.load.rate else int((now - self.began) * self.load.rate)
        free = min(100, released - self.handed_out, self.load.ahead - (self.handed_out - self.report.replies))
        if self.load.said and not self.load.flood:
            return [self.update(self.ready.popleft()) for _ in range(min(free, len(self.ready)))]
        return [self.update(chat) for _, chat in zip(range(free), self.order, strict=False)]

    def update(self, chat: int) -> dict[str, Any]:
        number, self.handed_out = self.handed_out, self.handed_out + 1
        person, said = self.chats[chat], self.load.said
        words = said[person.written % len(said)] if said else str(number)
        person.written += 1
        person.released.append(self.began + number / self.load.rate if self.load.rate else time.perf_counter())
        return message(number, next(self.ids), chat, words)

    def reply(self, chat: int, text: bytes) -> dict[str, Any]:
        """A message to a person: it counts when it arrives."""
        now, person, report = time.perf_counter(), self.chats[chat], self.report
        self.first_reply = self.first_reply or now
        report.replies += 1
        report.seconds = now - self.first_reply
        report.overlaps += person.unanswered > 0
        person.unanswered += 1
        if person.released:
            report.delays.append((chat, now - person.released.popleft()))
        if not self.load.said:
            report.inversions += int(text) < person.last
            person.last = max(person.last, int(text))
        if report.replies == self.load.updates or report.replies % self.load.report_every == 0:
            self.pipe.send(report)
        return {"message_id": next(self.ids), "date": 0, "chat": {"id": chat, "type": "private"}}

    def answered(self, chat: int) -> None:
        """The message under way to the person has arrived."""
        self.chats[chat].unanswered -= 1
        if self.load.said and self.handed_out < self.load.updates:
            self.ready.append(chat)


class Http(asyncio.Protocol):
    """Speaks just enough HTTP/1.1 for keep-alive posts of forms and of JSON."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", self.buffer[:end])
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(self.buffer) >= whole:
            request, self.buffer = self.buffer[:whole], self.buffer[whole:]
            path = request.split(b" ", 2)[1].partition(b"?")[0]
            self.call(path.rpartition(b"/")[2].lower(), request[end + 4 :])

    def call(self, method: bytes, body: bytes) -> None:
        if method == b"getupdates":
            self.poll(time.perf_counter() + POLL)
        elif method == b"sendmessage":
            chat, text = CHAT.search(body), NUMBER.search(body)
            assert chat and text
            self.later(self.telegram.reply(int(chat[1]), text[1]), partial(self.telegram.answered, int(chat[1])))
        else:
            self.later(ME if method == b"getme" else True)

    def poll(self, until: float) -> None:
        batch = self.telegram.batch()
        if batch or time.perf_counter() > until:
            self.later(batch)
        elif not self.transport.is_closing():
            asyncio.get_running_loop().call_later(LOOK, self.poll, until)

    def later(self, result: object, then: Callable[[], None] = lambda: None) -> None:
        """Answer after the latency."""
        body = json.dumps({"ok": True, "result": result}).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()

        def answer() -> None:
            then()
            self.transport.write(head + body)

        if self.telegram.load.latency:
            asyncio.get_running_loop().call_later(self.telegram.delay(), answer)
        else:
            answer()


def message(update_id: int, message_id: int, chat: int, words: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "x"}
    said = {"message_id": message_id, "date": 0, "chat": {"id": chat, "type": "private", "first_name": "x"}}
    return {"update_id": update_id, "message": {**said, "from": person, "text": words}}


def _serve(load: Load, pipe: Connection) -> None:
    async def run() -> None:
        telegram = Telegram(load, pipe)
        server = await asyncio.get_running_loop().create_server(lambda: Http(telegram), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    asyncio.run(run())


@contextmanager
def serving(load: Load) -> Iterator[tuple[int, Connection]]:
    """The port, and the pipe on which a Report comes every `report_every` replies and after the last."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(load, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv(), ours
    finally:
        process.kill()
        process.join()
