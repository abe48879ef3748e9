"""When to look at whom next: an index in the store, so that a tick finds who is due without reading every session."""

from datetime import UTC, datetime

from bot.store.keys import DUE, due_key, due_person, due_stamp
from bot.store.protocol import NO_LIMIT, Readable


def moved(person: str, before: datetime | None, after: datetime | None) -> dict[str, str | None]:
    """What to write so that the person is looked at `after` and no longer `before`."""
    gone: dict[str, str | None] = {due_key(person, before): None} if before else {}
    return gone | ({due_key(person, after): ""} if after else {})


async def due(store: Readable, channel: str, now: datetime, most: int = NO_LIMIT) -> list[tuple[str, str]]:
    """The persons of a channel whose time has come, each with the key of the row that says so, the earliest first.

    Raises StoreError.
    """
    until = f"{DUE}{channel}:{due_stamp(now)};"  # what sorts next after ":"
    return [(due_person(key), key) for key in await store.keys(f"{DUE}{channel}:", until, most)]


async def upcoming(store: Readable, channel: str, most: int) -> list[tuple[str, datetime]]:
    """The persons of a channel who are due first, at most so many, and when. Raises StoreError."""
    return [(due_person(key), _time(key)) for key in await store.keys(f"{DUE}{channel}:", limit=most)]


def _time(key: str) -> datetime:
    return datetime.strptime(key.split(":", 3)[2], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
