"""The assistant as a process of its own, to be stopped, killed and started again on the same data."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.botapi import Server

ROOT = Path(__file__).parents[1]


class Process:
    """``python -m bot`` in an environment of its own, to be killed and started again; or another `program` that runs
    it, as Python's arguments."""

    def __init__(self, data: Path, program: Sequence[str] = ("-m", "bot"), **environment: str) -> None:
        self._command = [sys.executable, *program]
        others = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM")}
        self._environment = {**others, "DATA_DIR": str(data), **environment}
        self.log = data.parent / "log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command, env=self._environment, cwd=ROOT, stdout=log, stderr=log)

    @property
    def id(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self, seconds: float) -> int:
        """The exit status; fails where it takes longer."""
        return self._process.wait(seconds)


@contextmanager
def assistant(
    server: Server, directory: Path, program: Sequence[str] = ("-m", "bot"), **environment: str
) -> Iterator[Process]:
    """On Telegram alone, killed at the end."""
    door = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_BASE_URL": server.base_url, "PAGE": "false"}
    process = Process(directory / "data", program, **door, **environment)
    try:
        yield process
    finally:
        process.kill()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
