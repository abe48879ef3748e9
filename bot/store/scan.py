"""Many rows without holding anybody up: some at a time."""

from collections.abc import AsyncIterator

from bot.store.protocol import Readable

TOGETHER = 500


async def keys_of(store: Readable, prefix: str, before: str = "") -> AsyncIterator[list[str]]:
    """The keys that begin with the prefix and sort before `before`, so many at a time, the last first.

    Keys that come meanwhile may be missed. Raises StoreError.
    """
    while keys := await store.keys(prefix, before, TOGETHER, backwards=True):
        yield keys
        before = keys[-1]


async def number_of(store: Readable, prefix: str) -> int:
    """How many keys begin with the prefix. Raises StoreError."""
    return sum([len(keys) async for keys in keys_of(store, prefix)])
