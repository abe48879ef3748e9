"""Retention: rows of a kind that is only kept for a time go after it (`bot.store.keys`)."""

from bot.pipeline.conversations import Conversations
from bot.store.keys import KINDS
from bot.store.scan import keys_of

EVERY = 24 * 3600.0  # seconds
UNTIL_SETTLED = 60.0  # seconds between two looks at a clock that has jumped


async def sweep(conversations: Conversations) -> None:
    """Raises StoreError."""
    now = conversations.clock()
    for kind in KINDS:
        if kind.kept_for is None:
            continue
        kept_since = (now - kind.kept_for).isoformat()
        async for keys in keys_of(conversations.store, kind.prefix):
            old = [key for key in keys if kind.written(key.removeprefix(kind.prefix)) < kept_since]
            if old:
                await conversations.store.put(dict.fromkeys(old))


async def look(conversations: Conversations) -> float:
    """Once; the seconds until the next look. Raises StoreError."""
    if not conversations.settled():
        return UNTIL_SETTLED
    await sweep(conversations)
    return EVERY
