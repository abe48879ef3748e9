"""How many updates a second a bot repeats, and in what order: our transport against its peers.

    python -m tests.bench.bench_echo [--full] [--rounds N] [--aiogram PYTHON]

Each bot meets the same updates, in bursts of one to three for each chat, all waiting at the start; default
python-telegram-bot, which answers one at a time, with latency only as many as it can answer in 4 s. A ratio is taken
within a round against it. Without --full: one round, 200 chats, 600 updates. aiogram 3 is met where an interpreter that
has it is named: its dependencies are not ours.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from statistics import median

from tests.bench.running import Run, echo, run
from tests.bench.stub import Load

PEER = "ptb"
PEER_SECONDS = 4
GOALS = {0: 1.2, 100: 45.0}  # times the peer, at a latency in ms


@dataclass
class Cell:
    """The rounds of one bot at one latency with so many chats."""

    runs: list[Run] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    def line(self, bot: str) -> str:
        rate, ratio = median(run.rate for run in self.runs), median(self.ratios)
        cpu, memory = median(run.cpu for run in self.runs), median(run.memory for run in self.runs)
        inversions = max(run.report.inversions for run in self.runs)
        overlaps = max(run.report.overlaps for run in self.runs)
        return f"{bot:<9}{rate:9.0f}{ratio:9.2f}{cpu:9.2f}{memory:9.0f}{inversions:12}{overlaps:10}"


def load(bot: str, chats: int, latency: int, updates: int) -> Load:
    few = min(updates, PEER_SECONDS * 1000 // latency) if bot == PEER and latency else updates
    return Load(chats, few, latency=latency / 1000)


def compare(bots: dict[str, str], chats: int, latency: int, updates: int, rounds: int) -> None:
    """Print a table: `bots` are names and interpreters, the peer first; latency in ms."""
    cells = {bot: Cell() for bot in bots}
    for _ in range(rounds):
        for bot, python in bots.items():
            cells[bot].runs.append(run(echo(bot, python), load(bot, chats, latency, updates)))
            cells[bot].ratios.append(cells[bot].runs[-1].rate / cells[PEER].runs[-1].rate)
    goal = f"; goal for ours: ≥ {GOALS[latency]} × {PEER}" if latency in GOALS else ""
    print(f"\n{chats} chats, {latency} ms, {updates} updates, {rounds} rounds{goal}")
    print("bot      updates/s    × ptb CPU ms/upd  RSS MiB  inversions  overlaps")
    for bot, cell in cells.items():
        print(cell.line(bot), flush=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--full", action="store_true")
    options.add_argument("--rounds", type=int, default=0)
    options.add_argument("--aiogram", metavar="PYTHON")
    chosen = options.parse_args()
    bots = {name: sys.executable for name in (PEER, "ptb-256", "raw", "ours")}
    if chosen.aiogram:
        bots["aiogram"] = chosen.aiogram
    for latency in (0, 50, 100) if chosen.full else (0, 100):
        for chats in (200, 1000) if chosen.full else (200,):
            compare(bots, chats, latency, 3000 if chosen.full else 600, chosen.rounds or (3 if chosen.full else 1))


if __name__ == "__main__":
    main()
