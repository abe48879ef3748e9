"""What could not be delivered, for the operator: whose it is, since when, how often it was tried, and why.

A row for each person whose effects wait, and one for each effect that was given up. Neither holds any contents.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from bot.store.keys import WAITING, given_up_key


class DeliveryFailure(BaseModel):
    """since: when it first went wrong; kind: of the effect; reason: as the channel said it."""

    person: str
    since: datetime
    tries: int
    kind: str
    reason: str


def waiting(failure: DeliveryFailure) -> dict[str, str | None]:
    """The row of a person whose effects wait."""
    return {WAITING + failure.person: failure.model_dump_json()}


def delivered(person: str) -> dict[str, str | None]:
    """Nothing of this person waits any more."""
    return {WAITING + person: None}


def given_up(failure: DeliveryFailure) -> dict[str, str | None]:
    """The row of an effect that was given up."""
    return {given_up_key(failure.person, failure.since): failure.model_dump_json()}
