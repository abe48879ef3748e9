"""What could not be delivered, for the operator: whose it is, since when, how often it was tried, and why.

A row for each person whose effects wait, and one for each effect that was given up. Neither holds any contents.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TextIO

from pydantic import BaseModel

from bot.store.sqlite import Readable

WAITING = "outbox:waiting:"
GIVEN_UP = "outbox:given-up:"


class Trouble(BaseModel):
    """since: when it first went wrong; kind: of the effect; reason: as the channel said it."""

    person: str
    since: datetime
    tries: int
    kind: str
    reason: str


def waiting(trouble: Trouble) -> dict[str, str | None]:
    """The row of a person whose effects wait."""
    return {WAITING + trouble.person: trouble.model_dump_json()}


def delivered(person: str) -> dict[str, str | None]:
    """Nothing of this person waits any more."""
    return {WAITING + person: None}


def given_up(trouble: Trouble) -> dict[str, str | None]:
    """The row of an effect that was given up, beside all others of the same person."""
    at = trouble.since.isoformat(timespec="milliseconds")
    return {f"{GIVEN_UP}{at}:{trouble.person}:{secrets.token_hex(4)}": trouble.model_dump_json()}


def whose(key: str) -> str:
    """The person of the row of an effect that was given up.

    >>> whose("outbox:given-up:2027-01-04T09:00:00.000+08:00:telegram:42:0a1b2c3d")
    'telegram:42'
    """
    return ":".join(key.split(":")[-3:-1])


async def outbox(store: Readable, out: TextIO) -> int:
    """Print a line for each. Returns the exit status. Raises StoreError."""
    found = 0
    for prefix, words in ((WAITING, "等待重试"), (GIVEN_UP, "已放弃")):
        for key in await store.keys(prefix):
            if document := await store.get(key):
                each = Trouble.model_validate_json(document)
                since = each.since.isoformat(" ", "seconds")
                print(f"{words}\t{each.person}\t{since}\t试了{each.tries}次\t{each.kind}\t{each.reason}", file=out)
                found += 1
    if not found:
        print("没有发不出去的消息。", file=out)
    return 0
