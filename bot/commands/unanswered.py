"""`unanswered`: questions that found no answer, and how often each was asked, without who asked."""

from __future__ import annotations

from typing import TextIO

from bot.operations import statistics
from bot.store.protocol import Readable


async def unanswered(store: Readable, out: TextIO) -> int:
    """Print a line a question. Returns the exit status. Raises StoreError."""
    for question, times in await statistics.unanswered(store):
        print(f"{times}\t{question}", file=out)
    return 0
