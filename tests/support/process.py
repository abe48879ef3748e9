"""The assistant as a process of its own, to be stopped, killed and started again on the same data."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.botapi import Server
from tests.support.tree import ROOT

BOT = ("-m", "bot")


class Process:
    """``python -m bot`` in an environment of its own, to be killed and started again. program: another one that runs
    it, as Python's arguments; open_files: how many the system lets it have, where that is to be less than usual."""

    def __init__(
        self, data: Path, program: Sequence[str] = BOT, open_files: int | None = None, /, **environment: str
    ) -> None:
        self._program = program
        others = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM")}
        self._environment = {**others, "DATA_DIR": str(data), **environment}
        self._limit = [] if open_files is None else ["sh", "-c", f'ulimit -n {open_files}; exec "$@"', "sh"]
        self.log = data.parent / "log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [*self._limit, sys.executable, *self._program]
            self._process = subprocess.Popen(command, env=self._environment, cwd=ROOT, stdout=log, stderr=log)

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


class PageProcess:
    """``python -m bot`` without a token: it opens the page, always at the address of its first start."""

    def __init__(self, data: Path) -> None:
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM")}
        self.environment |= {"DATA_DIR": str(data), "PAGE_PORT": "0"}
        self.address = self.start()
        self.environment["PAGE_PORT"] = self.address.rstrip("/").rpartition(":")[2]

    def start(self) -> str:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot"], env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip().partition("：")[2]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def assistant(
    server: Server,
    directory: Path,
    program: Sequence[str] = BOT,
    open_files: int | None = None,
    /,
    **environment: str,
) -> Iterator[Process]:
    """On Telegram alone if the environment does not say otherwise, killed at the end."""
    door = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_BASE_URL": server.base_url, "PAGE": "false"}
    process = Process(directory / "data", program, open_files, **(door | environment))
    try:
        yield process
    finally:
        process.kill()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
