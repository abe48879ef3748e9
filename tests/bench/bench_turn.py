"""A turn of the interview, stored before it is answered, against python-telegram-bot's bare echo.

    python -m tests.bench.bench_turn [--full] [--rounds N] [--open] [--memory]

A turn is a typed answer: inbox, step, commit, the next question. Where there is no crowd a second call takes away the
buttons of the last question; the echo always makes one. All updates wait at the start; the echo, which answers one at a
time, is given with latency only as many as it can answer in 4 s. --open: updates come at 200 a second, and the delay of
a reply is set against a loop without a framework that repeats them. --memory: 100,000 turns.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from statistics import median

from tests.bench.bench_echo import GOALS, PEER, load
from tests.bench.running import ASSISTANT, echo, run, runs
from tests.bench.stub import Load

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
RATE, SECONDS, LATENCY = 200, 20, 100  # updates a second, for so long, at a latency in ms
GOAL_DELAY = 1.3  # times the delay of the loop without a framework


def closed(chats: int, latency: int, rounds: int) -> None:
    """Print how many turns a second are taken when all updates wait at the start; latency in ms."""
    turns = Load(chats, chats * len(SAID), SAID, latency / 1000)
    pairs = [(run(ASSISTANT, turns), run(echo(PEER), load(PEER, chats, latency, turns.updates))) for _ in range(rounds)]
    ours, bare = median(o.rate for o, _ in pairs), median(e.rate for _, e in pairs)
    ratio = median(o.rate / e.rate for o, e in pairs)
    goal = f", goal ≥ {GOALS[latency]}" if latency in GOALS else ""
    overlaps, cpu = max(o.report.overlaps for o, _ in pairs), median(o.cpu for o, _ in pairs)
    print(
        f"{chats} chats, {latency} ms: {ours:.0f} stored turns/s, CPU {cpu:.2f} ms each, {overlaps} overlaps; ", end=""
    )
    print(f"bare echo {bare:.0f}/s, ratio {ratio:.2f}{goal}", flush=True)


def opened(burst: int, rounds: int) -> None:
    """Print how long a reply takes when updates come one after another."""
    turns = Load(200, RATE * SECONDS, SAID, LATENCY / 1000, RATE, burst)
    words = replace(turns, said=())
    pairs = [(run(ASSISTANT, turns), run(echo("raw"), words)) for _ in range(rounds)]
    for percent in (50, 99):
        ours, raw = median(o.delay(percent) for o, _ in pairs), median(r.delay(percent) for _, r in pairs)
        ratio = median(o.delay(percent) / r.delay(percent) for o, r in pairs)
        print(f"{RATE}/s, bursts of {burst}, {LATENCY} ms: a reply takes p{percent} {ours:.0f} ms, ", end="")
        print(f"raw {raw:.0f} ms, ratio {ratio:.2f}, goal ≤ {GOAL_DELAY}", flush=True)


def memory(updates: int) -> None:
    """Print the resident memory as the turns go by. Each person writes on when answered."""
    turns = Load(200, updates, SAID, ahead=100, burst=1, report_every=updates // 20)
    for reached in runs(ASSISTANT, turns):
        print(f"{reached.report.replies:>7} turns: {reached.memory:.1f} MiB", flush=True)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--full", action="store_true", help="0, 50 and 100 ms, 200 and 1,000 chats, 3 rounds")
    options.add_argument("--rounds", type=int, default=0)
    options.add_argument("--open", action="store_true", help="the delay of replies instead of their number")
    options.add_argument("--memory", type=int, nargs="?", const=100_000, metavar="TURNS", help="memory instead")
    chosen = options.parse_args()
    rounds = chosen.rounds or (3 if chosen.full else 1)
    if chosen.memory:
        memory(chosen.memory)
    elif chosen.open:
        for burst in (1, 3):
            opened(burst, rounds)
    else:
        for latency in (0, 50, 100) if chosen.full else (0, 100):
            for chats in (200, 1000) if chosen.full else (200,):
                closed(chats, latency, rounds)


if __name__ == "__main__":
    main()
