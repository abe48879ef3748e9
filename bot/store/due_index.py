"""When to look at whom next: an index in the store, so that a tick finds who is due without reading every session."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.store.sqlite import NO_LIMIT, Readable

PREFIX = "wake:"


def row(person: str, at: datetime) -> str:
    """The key of the index; sorted by channel, then by time.

    >>> row("telegram:42", datetime(2027, 1, 4, 1, tzinfo=UTC))
    'wake:telegram:20270104T010000.000:42'
    """
    channel, _, name = person.partition(":")
    return f"{PREFIX}{channel}:{_stamp(at)}:{name}"


def moved(person: str, before: datetime | None, after: datetime | None) -> dict[str, str | None]:
    """What to write so that the person is looked at `after` and no longer `before`."""
    if before == after:
        return {}
    gone: dict[str, str | None] = {row(person, before): None} if before else {}
    return gone | ({row(person, after): ""} if after else {})


async def due(store: Readable, channel: str, now: datetime, most: int = NO_LIMIT) -> list[tuple[str, str]]:
    """The persons of a channel whose time has come, each with the key of the row that says so, the earliest first.

    Raises StoreError.
    """
    until = f"{PREFIX}{channel}:{_stamp(now)};"  # what sorts next after ":"
    return [(f"{channel}:{name_of(key)}", key) for key in await store.keys(f"{PREFIX}{channel}:", until, most)]


async def upcoming(store: Readable, channel: str, most: int) -> list[tuple[str, datetime]]:
    """The persons of a channel who are due first, at most so many, and when. Raises StoreError."""
    return [(f"{channel}:{name_of(key)}", _time(key)) for key in await store.keys(f"{PREFIX}{channel}:", limit=most)]


def name_of(key: str) -> str:
    return key.split(":", 3)[3]


def _time(key: str) -> datetime:
    return datetime.strptime(key.split(":", 3)[2], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S}.{at.microsecond // 1000:03}"
