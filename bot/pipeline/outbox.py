"""What waits in a session to go out, and what could not be delivered, for the operator.

A row for each person whose effects wait, and one for each effect that was given up. Neither holds any contents.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import BaseModel

from bot.store.keys import WAITING, given_up_key
from dialogs.effects import Remind
from dialogs.events import Undelivered
from dialogs.session import Session
from dialogs.step import step
from rules.calendar.working_days import Calendar


def held(session: Session, now: datetime) -> bool:
    """Whether nothing may go out yet. What waits since an hour that is still to come waits for nothing: the clock was
    set back."""
    since = session.held_since or datetime.min.replace(tzinfo=UTC)
    return session.held_until is not None and since <= now < session.held_until


def take_back_reminders(
    session: Session, now: datetime, calendar: Callable[[], Calendar], in_doubt: Callable[[Remind], bool]
) -> Session:
    """The session without the reminders in its outbox: they are decided anew. `in_doubt`: whether one may have arrived.

    One that is found there at the beginning of a turn was left by a process that ended while it was sending: one that
    could not be sent is taken back at once.
    """
    for reminder in [effect for effect in session.outbox if isinstance(effect, Remind)]:
        session.outbox = [effect for effect in session.outbox if effect is not reminder]
        session, _ = step(session, Undelivered(reminder, in_doubt(reminder)), now, calendar)
    return session


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
