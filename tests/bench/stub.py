"""A Bot API server with nothing in it but speed: raw asyncio, one process, what is waiting is handed out at once."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
from multiprocessing.connection import Connection
from typing import Any

ME = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}


class Stub(asyncio.Protocol):
    """Speaks just enough HTTP/1.1 for keep-alive posts."""

    updates: list[dict[str, Any]]
    replies: list[float]
    expected: int
    finished: Connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].decode("latin-1")
            lengths = [line[15:] for line in head.split("\r\n") if line.lower().startswith("content-length:")]
            length = int(lengths[0]) if lengths else 0
            if len(self.buffer) < end + 4 + length:
                return
            self.buffer = self.buffer[end + 4 + length :]
            self.answer(head.split(" ")[1].partition("?")[0].rpartition("/")[2])

    def answer(self, method: str) -> None:
        body = json.dumps({"ok": True, "result": self.result(method)}).encode()
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        self.transport.write(head.encode() + body)

    def result(self, method: str) -> object:
        if method == "getMe":
            return ME
        if method == "getUpdates":
            batch, Stub.updates = Stub.updates[:100], Stub.updates[100:]
            return batch
        if method == "sendMessage":
            Stub.replies.append(time.perf_counter())
            if len(Stub.replies) == Stub.expected:
                Stub.finished.send(Stub.replies[-1] - Stub.replies[0])
            return {"message_id": len(Stub.replies), "date": 0, "chat": {"id": 1, "type": "private"}}
        return True


def _serve(updates: list[dict[str, Any]], pipe: Connection) -> None:
    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0)
        Stub.updates, Stub.replies, Stub.expected, Stub.finished = updates, [], len(updates), pipe
        pipe.send(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    asyncio.run(run())


def serve(updates: list[dict[str, Any]]) -> tuple[multiprocessing.Process, int, Connection]:
    """The process, its port, and the pipe on which the seconds from first to last reply will come."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(updates, theirs), daemon=True)
    process.start()
    return process, ours.recv(), ours


def message(update_id: int, chat: int, words: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "x"}
    said = {"message_id": update_id, "date": 0, "chat": {"id": chat, "type": "private", "first_name": "x"}}
    return {"update_id": update_id, "message": {**said, "from": person, "text": words}}
