"""Many rows without holding anybody up: the keys of a kind, some at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.store import Readable

TOGETHER = 500


async def keys_of(store: Readable, prefix: str, before: str = "", together: int = TOGETHER) -> AsyncIterator[list[str]]:
    """The keys that begin with the prefix and sort before `before`, so many at a time, the last first.

    Keys that come meanwhile may be missed. Raises StoreError.
    """
    while keys := await store.keys(prefix, before, together, backwards=True):
        yield keys
        before = keys[-1]
