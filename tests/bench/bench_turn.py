"""A turn of the interview, stored before it is answered, against python-telegram-bot's bare echo.

    python -m tests.bench.bench_turn [chats] [rounds]

Both are processes of their own against a stub without latency; updates wait at the start. A turn is a typed answer:
inbox, step, commit, the next question, and the buttons of the last one taken away (two calls; the echo makes one).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.bench_start import BARE
from tests.bench.stub import message, serve

ROOT = Path(__file__).parents[2]
SAID = [
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
]


def rate(command: list[str], chats: int) -> float:
    """Updates answered per second."""
    updates = [
        message(number * chats + chat, chat, words) for number, words in enumerate(SAID) for chat in range(1, chats + 1)
    ]
    stub, port, pipe = serve(updates)
    with tempfile.TemporaryDirectory() as data, open(os.devnull, "wb") as nowhere:
        url = f"http://127.0.0.1:{port}/bot"
        door = {"TELEGRAM_BOT_TOKEN": "123456:" + "A" * 35, "TELEGRAM_BASE_URL": url, "DATA_DIR": data}
        process = subprocess.Popen(command, env={**os.environ, **door}, cwd=ROOT, stderr=nowhere)
        seconds: float = pipe.recv()
        process.kill()
        process.wait()
    stub.kill()
    return len(updates) / seconds


def main(chats: int, rounds: int) -> None:
    pairs = [
        (rate([sys.executable, "-m", "bot"], chats), rate([sys.executable, "-c", BARE], chats)) for _ in range(rounds)
    ]
    ours, echo = median(o for o, _ in pairs), median(e for _, e in pairs)
    ratio = median(o / e for o, e in pairs)
    print(f"{chats} chats: a stored turn {ours:.0f}/s, bare echo {echo:.0f}/s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3])) if len(sys.argv) > 2 else main(100, 3)
