"""A change that is told of or asked about: the last day for it, and the offer to keep it."""

from __future__ import annotations

from datetime import date

from dialogs.deadlines import sentences
from dialogs.deadlines.schedule import change_kind, track
from dialogs.reading.changes import Change
from dialogs.session import Deadline, Session
from dialogs.views import Block, Button
from dialogs.wording import zh as wording
from rules.calendar.days import Period
from rules.calendar.working_days import Calendar, OutOfRange

CODES = {
    "n": "name",
    "a": "address",
    "l": "legal_representative",
    "m": "main_business",
    "o": "other",
}


def told(session: Session, change: Change, today: date, calendar: Calendar) -> list[Block]:
    """The last day for a change whose day is known; nothing where it is not."""
    kind = change_kind(session)
    if kind is None or len(change.spans) != 1 or not change.spans[0].exact:
        return []
    since = change.spans[0].first
    try:
        due = kind.last_day(since, calendar)
    except OutOfRange:
        return []
    deadline = Deadline(number=0, kind=kind.id, since=since, due=due)
    return sentences.in_answer(track(session, deadline, calendar, today))


def offer(change: Change) -> Button:
    """`file:` with a letter for each matter, and the day or the days between which it lies."""
    letters = "".join(code for code, matter in CODES.items() if matter in change.matters)
    said = change.spans[0] if len(change.spans) == 1 else None
    days = "" if said is None else f":{said.first}" if said.exact else f":{said.first}_{said.last}"
    label = wording.KEEP_CHANGE if change.spans else wording.KEEP_A_CHANGE
    return Button(label=label, action=f"file:{letters}{days}")


def offered(what: str) -> Change:
    """The change that a button of `offer` is about. Raises ValueError for one that we never made."""
    letters, _, days = what.partition(":")
    if not set(letters) <= set(CODES):
        raise ValueError(f"no such matters: {letters!r}")
    spans = (span(days),) if days else ()
    return Change(told=True, matters=tuple(CODES[code] for code in CODES if code in letters), spans=spans)


def span(days: str) -> Period:
    """A day, or the first and the last of several, as a button carries them. Raises ValueError."""
    first, _, last = days.partition("_")
    found = Period(date.fromisoformat(first), date.fromisoformat(last or first))
    if found.last < found.first:
        raise ValueError(f"no such days: {days!r}")
    return found
