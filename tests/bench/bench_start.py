"""Cold start and memory: the assistant against a bare python-telegram-bot, up to the first getUpdates.

    python -m tests.bench.bench_start [rounds]

Both are processes of their own against the same Bot API server; the ratio is taken within a round.
"""

from __future__ import annotations

import sys
import time
from statistics import median

from tests.bench.running import ASSISTANT, PTB, TOKEN, Bot, resident, started
from tests.support.botapi import Server


def start(bot: Bot) -> tuple[float, float]:
    """Seconds to the first getUpdates, and resident MiB three seconds later, when what is loaded late is there too."""
    with Server(TOKEN) as server:
        began = time.perf_counter()
        with started(bot, server.base_url) as pid:
            server.until(lambda: bool(server.calls_of("getUpdates")), timeout=60)
            took = time.perf_counter() - began
            time.sleep(3)
            memory = resident(pid)
    return took, memory


def main(rounds: int) -> None:
    pairs = [(start(ASSISTANT), start(PTB)) for _ in range(rounds)]
    for name, index, unit in (("first getUpdates", 0, "s"), ("memory", 1, "MiB")):
        ours, bare = median(o[index] for o, _ in pairs), median(b[index] for _, b in pairs)
        ratio = median(o[index] / b[index] for o, b in pairs)
        print(f"{name}: {ours:.2f} {unit}, bare python-telegram-bot {bare:.2f} {unit}, ratio {ratio:.2f} (goal: ≤ 2)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
