"""`outbox`: what could not be delivered: whose it is, since when, how often it was tried, and why."""

from __future__ import annotations

from typing import TextIO

from bot.pipeline.outbox import DeliveryFailure
from bot.store.keys import GIVEN_UP, WAITING
from bot.store.protocol import Readable
from bot.wording import zh as wording


async def outbox(store: Readable, out: TextIO) -> int:
    """Print a line for each. Returns the exit status. Raises StoreError."""
    found = 0
    for prefix, state in ((WAITING, wording.OUTBOX_WAITING), (GIVEN_UP, wording.OUTBOX_GIVEN_UP)):
        for key in await store.keys(prefix):
            if document := await store.get(key):
                failure = DeliveryFailure.model_validate_json(document)
                since = failure.since.isoformat(" ", "seconds")
                print(wording.OUTBOX_LINE.format(state=state, since_when=since, **vars(failure)), file=out)
                found += 1
    if not found:
        print(wording.OUTBOX_NONE, file=out)
    return 0
