"""How many updates a second a bot answers, and in what order: the assistant beside bots that only repeat them.

    python -m tests.bench.bench_updates [--full] [--rounds N]

The assistant takes a turn of the interview: a typed answer, on disk before it is acknowledged, judged, stored with the
next question and answered. Where there is no crowd a second call takes the buttons of the last question away; an echo
always makes one. `ours` is an echo over our transport and in our lanes.

Updates to an echo come in bursts of one to three for each chat, at most 3,000, all waiting at the start; to `ptb`,
which answers one at a time, with latency only as many as it can answer in 4 s. To the assistant 15 come for each chat,
each when the one before is answered, as people answer what they have read. A ratio is taken within a round against
`ptb`. Without --full: one round, 200 chats, 0 and 100 ms.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from statistics import median

from tests.bench.running import ASSISTANT, PTB, SAID, Bot, Run, echoes, run
from tests.bench.stub import Load

ECHOED, PTB_SECONDS = 3_000, 4
GOALS = {0: 1.2, 100: 45.0}  # times the default python-telegram-bot, at a latency in ms


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
        return f"{bot:<10}{rate:9.0f}{ratio:9.2f}{cpu:9.2f}{memory:9.0f}{inversions:12}{overlaps:10}"


def load(bot: Bot, chats: int, latency: int) -> Load:
    """latency in ms."""
    updates = chats * len(SAID) if bot is ASSISTANT else min(chats * len(SAID), ECHOED)
    few = min(updates, PTB_SECONDS * 1000 // latency) if bot is PTB and latency else updates
    return Load(chats, few, latency=latency / 1000)


def compare(bots: list[Bot], chats: int, latency: int, rounds: int) -> None:
    """Print a table of the bots, of which the first is the one that the others are set against; latency in ms."""
    cells = {bot: Cell() for bot in bots}
    for _ in range(rounds):
        for bot, cell in cells.items():
            cell.runs.append(run(bot, load(bot, chats, latency)))
            cell.ratios.append(cell.runs[-1].rate / cells[bots[0]].runs[-1].rate)
    goal = f"; goal for the assistant: ≥ {GOALS[latency]} × ptb" if latency in GOALS else ""
    print(f"\n{chats} chats, {latency} ms, {rounds} rounds{goal}")
    print("bot       updates/s    × ptb CPU ms/upd  RSS MiB  inversions  overlaps")
    for bot, cell in cells.items():
        print(cell.line(bot.name), flush=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--full", action="store_true", help="0, 50 and 100 ms, 200 and 1,000 chats, 3 rounds")
    options.add_argument("--rounds", type=int, default=0)
    chosen = options.parse_args()
    for latency in (0, 50, 100) if chosen.full else (0, 100):
        for chats in (200, 1000) if chosen.full else (200,):
            compare([*echoes(), ASSISTANT], chats, latency, chosen.rounds or (3 if chosen.full else 1))


if __name__ == "__main__":
    main()
