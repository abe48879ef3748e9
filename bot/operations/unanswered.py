"""Questions that found no answer, for the operator: how often each was asked, without who asked."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from bot.store.sqlite import Readable

PREFIX = "unanswered:"


async def counted(store: Readable) -> list[tuple[str, int]]:
    """Each question with its count, the most asked first. Raises StoreError."""
    rows = await store.keys(PREFIX)
    questions = Counter(row.removeprefix(PREFIX).rpartition("\n")[0] for row in rows)
    return sorted(questions.items(), key=lambda pair: (-pair[1], pair[0]))


async def unanswered(store: Readable, out: TextIO) -> int:
    """Print a line a question. Returns the exit status. Raises StoreError."""
    for question, times in await counted(store):
        print(f"{times}\t{question}", file=out)
    return 0
