"""A bot as a process of its own, under a load, until the last reply."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles

from tests.bench.stub import Load, Report, serving
from tests.support.tree import ROOT

AIOGRAM = ROOT / ".venv" / "aiogram" / "bin" / "python"  # `make bench` sets it up: its dependencies are not ours
TOKEN = "123456:" + "A" * 35
PATIENCE = 120.0  # seconds without a report after which a bot is given up


@dataclass(frozen=True)
class Bot:
    """command: starts it; said: what each chat writes to it, from the beginning again at the end, or numbers."""

    name: str
    command: tuple[str, ...]
    said: tuple[str, ...] = ()


def echo(name: str, python: Path | str = sys.executable) -> Bot:
    return Bot(name, (str(python), "-m", "tests.bench.echo_bots", name))


SAID = (
    "/start",
    "开始自测",
    "不清楚",
    "是",
    "是",
    "2018年3月12日",
    "520万",
    "是",
    "是",
    "160 210",
    "是",
    "有",
    "有",
    "有",
    "8家",
)
ASSISTANT = Bot("assistant", (sys.executable, "-m", "bot"), SAID)
PTB, CONCURRENT_PTB, RAW, OURS = echo("ptb"), echo("ptb-256"), echo("raw"), echo("ours")


def echoes() -> list[Bot]:
    """All bots that only repeat what they are told."""
    return [PTB, CONCURRENT_PTB, *([echo("aiogram", AIOGRAM)] if AIOGRAM.exists() else []), RAW, OURS]


@dataclass(frozen=True)
class Run:
    report: Report
    cpu: float  # milliseconds for each reply, the start of the process included
    memory: float  # MiB, resident at the end

    @property
    def rate(self) -> float:
        """Replies a second, from the first to the last."""
        return (self.report.replies - 1) / self.report.seconds

    def delay(self, percent: int) -> float:
        """Milliseconds that so many percent of the replies took at most."""
        return 1000 * quantiles([delay for _, delay in self.report.delays], n=100)[percent - 1]


@contextmanager
def started(bot: Bot, base_url: str) -> Iterator[int]:
    """The id of the bot's process, which is killed at the end."""
    with tempfile.TemporaryDirectory() as data, open(os.devnull, "wb") as nowhere:
        door = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BASE_URL": base_url, "DATA_DIR": data}
        process = subprocess.Popen(bot.command, env={**os.environ, **door}, cwd=ROOT, stderr=nowhere)
        try:
            yield process.pid
        finally:
            process.kill()
            process.wait()


def runs(bot: Bot, load: Load) -> Iterator[Run]:
    """What was reached at each report. Raises TimeoutError."""
    with serving(replace(load, said=bot.said)) as (port, pipe), started(bot, f"http://127.0.0.1:{port}/bot") as pid:
        replies = 0
        while replies < load.updates:
            if not pipe.poll(PATIENCE):
                raise TimeoutError(f"{bot.name} answers no longer")
            report: Report = pipe.recv()
            replies = report.replies
            yield Run(report, 1000 * cpu(pid) / replies, resident(pid))


def run(bot: Bot, load: Load) -> Run:
    *_, last = runs(bot, load)
    return last


def resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def cpu(pid: int) -> float:
    """Seconds that a process has computed."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
