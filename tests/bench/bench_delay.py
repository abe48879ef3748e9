"""How long a reply takes: when updates come one after another, and when one chat sends very many at once.

    python -m tests.bench.bench_delay [--full] [--rounds N]

Updates come at 200 a second, one chat after another; the assistant takes a stored turn of the interview for each, the
others repeat it. A ratio is taken within a round against `raw`, a loop without a framework that
keeps the order. Default python-telegram-bot is left out where it cannot answer so many. Then one chat sends 60 updates,
and behind them others send one each.
"""

from __future__ import annotations

import argparse
from statistics import median

from tests.bench.running import ASSISTANT, PTB, RAW, Bot, Run, echoes, run, runs
from tests.bench.stub import FLOODING, Load

RATE, SECONDS = 200, 20  # updates a second, for so long
GOAL = 1.3  # times the delay of `raw`
FLOOD, OTHERS, LATENCY = 60, 20, 0.1  # updates of one chat, other chats, seconds
GOAL_FLOOD = 300  # ms


def one_after_another(bots: list[Bot], chats: int, latency: int, rounds: int) -> None:
    """Print a table of the bots, of which the first is the one that the others are set against; latency in ms."""
    load = Load(chats, RATE * SECONDS, latency=latency / 1000, rate=RATE, burst=1)
    met: dict[Bot, list[Run]] = {bot: [] for bot in bots}
    for _ in range(rounds):
        for bot in bots:
            met[bot].append(run(bot, load))
    print(f"\n{RATE}/s, {chats} chats, {latency} ms, {rounds} rounds; goal: ≤ {GOAL} × raw")
    print("bot         p50 ms    × raw    p99 ms    × raw")
    for bot, its in met.items():
        print(f"{bot.name:<10}", end="")
        for percent in (50, 99):
            delay = median(each.delay(percent) for each in its)
            ratio = median(e.delay(percent) / r.delay(percent) for e, r in zip(its, met[bots[0]], strict=True))
            print(f"{delay:8.1f}{ratio:9.2f}  ", end="")
        print(flush=True)


def behind_a_flood(flood: int) -> float:
    """The longest delay (ms) of those who write one text each when another chat has sent so many."""
    load = Load(1 + OTHERS, flood + 1 + OTHERS, latency=LATENCY, burst=1, flood=flood, report_every=1)
    for reached in runs(ASSISTANT, load):
        others = {chat: delay for chat, delay in reached.report.delays if chat != FLOODING}
        if len(others) == OTHERS:
            return 1000 * max(others.values())
    raise AssertionError("not all were answered")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--full", action="store_true", help="0, 50 and 100 ms, 200 and 1,000 chats, 3 rounds")
    options.add_argument("--rounds", type=int, default=0)
    chosen = options.parse_args()
    rounds = chosen.rounds or (3 if chosen.full else 1)
    quick = [bot for bot in echoes() if bot not in (PTB, RAW)] if chosen.full else []
    for latency in (0, 50, 100) if chosen.full else (100,):
        able = [PTB] if chosen.full and latency == 0 else []
        for chats in (200, 1000) if chosen.full else (200,):
            one_after_another([RAW, *able, *quick, ASSISTANT], chats, latency, rounds)
    without, behind = (median(behind_a_flood(flood) for _ in range(rounds)) for flood in (0, FLOOD))
    print(f"\n{OTHERS} chats at {LATENCY * 1000:.0f} ms: the last is answered after {without:.0f} ms, ", end="")
    print(f"behind {FLOOD} updates of one chat after {behind:.0f} ms (goal: < {GOAL_FLOOD} ms more)")


if __name__ == "__main__":
    main()
