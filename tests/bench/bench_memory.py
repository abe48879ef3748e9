"""Resident memory as turns of the interview go by: it is to stay flat.

    python -m tests.bench.bench_memory [turns]

200 persons, each of whom writes on when answered.
"""

from __future__ import annotations

import sys

from tests.bench.running import ASSISTANT, runs
from tests.bench.stub import Load


def main(turns: int) -> None:
    for reached in runs(ASSISTANT, Load(200, turns, ahead=100, burst=1, report_every=turns // 20)):
        print(f"{reached.report.replies:>7} turns: {reached.memory:.1f} MiB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
