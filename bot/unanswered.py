"""Questions that found no answer, for the operator: how often each was asked, without who asked."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TextIO

from bot.store import Store, open_store

PREFIX = "unanswered:"


async def counted(store: Store) -> list[tuple[str, int]]:
    """Each question with its count, the most asked first. Raises StoreError."""
    rows = await store.keys(PREFIX)
    questions = Counter(row.removeprefix(PREFIX).rpartition("\n")[0] for row in rows)
    return sorted(questions.items(), key=lambda pair: (-pair[1], pair[0]))


async def unanswered(data_dir: Path, out: TextIO) -> int:
    """Print a line a question. The assistant must not be running on the same data. Raises StoreError."""
    store = await open_store(data_dir)
    try:
        for question, times in await counted(store):
            print(f"{times}\t{question}", file=out)
    finally:
        await store.close()
    return 0
