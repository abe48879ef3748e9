"""Messages that are not handled, for the operator, whole: they can be read by nobody else, and shown to nobody else."""

from __future__ import annotations

import json
from typing import TextIO

from bot.store.keys import ABANDONED, UNREADABLE
from bot.store.protocol import Readable
from bot.wording import zh as wording


async def set_aside(store: Readable, out: TextIO) -> int:
    """Print a line for each: why it is not handled, since when, and the update. Returns the exit status.

    Raises StoreError.
    """
    found = 0
    for prefix, why in ((ABANDONED, wording.SET_ASIDE_ABANDONED), (UNREADABLE, wording.SET_ASIDE_UNREADABLE)):
        for key in await store.keys(prefix):
            since = key.removeprefix(prefix).partition("+")[0]
            print(f"{why}\t{since}\t{_legible(await store.get(key) or '')}", file=out)
            found += 1
    if not found:
        print(wording.SET_ASIDE_NONE, file=out)
    return 0


def _legible(document: str) -> str:
    """With its characters as they were written; as it stands where it is no JSON."""
    try:
        return json.dumps(json.loads(document), ensure_ascii=False)
    except (ValueError, RecursionError):
        return document
