"""第十七条 in words: the last day for filing a change, how it was counted, and how a filing stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from dialogs.reading.changes import Change
from dialogs.session import Matter
from dialogs.views import Block, Button, note, strong, text
from dialogs.wording import zh as wording
from rules.beijing_2019.deadlines import FilingDeadline, filing_deadline
from rules.calendar.days import Period
from rules.calendar.working_days import Calendar, OutOfRange
from rules.engine import figures

CLAUSE = "17"
CODES: dict[str, Matter] = {
    "n": "name",
    "a": "address",
    "l": "legal_representative",
    "m": "main_business",
    "o": "other",
}


def told(change: Change, today: date, calendar: Calendar) -> list[Block]:
    """The last day for a change whose day is known; nothing where it is not."""
    try:
        return _told(change.spans[0].first, today, calendar) if has_day(change) else []
    except OutOfRange:
        return []


def has_day(change: Change) -> bool:
    return len(change.spans) == 1 and change.spans[0].exact


def _told(changed: date, today: date, calendar: Calendar) -> list[Block]:
    deadline = filing_deadline(changed, calendar)
    due = figures.weekday(deadline.due)
    how_long = wording.FILING_LEFT.format(left=calendar.working_days_between(today, deadline.due))
    blocks = [text(strong(wording.FILING_DUE.format(changed=figures.day(changed), due=due)), how_long)]
    if deadline.due < today:
        passed = wording.FILING_OVER.format(late=late(deadline.due, today, calendar))
        blocks = [text(strong(wording.FILING_DUE.format(changed=figures.day(changed), due=due)), passed)]
        blocks.append(text(wording.FILING_LATE))
    return [*blocks, *counted(deadline, today)]


def counted(deadline: FilingDeadline, today: date) -> list[Block]:
    """How the last day was counted and, as long as it is ahead, whether it may still move."""
    words = [wording.FILING_COUNT.format(changed=figures.weekday(deadline.changed_on))]
    for said, days in ((wording.FILING_OFF, deadline.off), (wording.FILING_WORKED, deadline.worked)):
        if days:
            words.append(said.format(days=in_short(days)))
    blocks = [note("".join(words))]
    if deadline.provisional and deadline.due >= today:
        provisional = wording.FILING_PROVISIONAL.format(year=deadline.due.year)
        blocks.insert(0, text(provisional + wording.FILING_WILL_TELL))
    return blocks


def in_short(days: Iterable[date]) -> str:
    """
    >>> in_short([date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2)])
    '9月30日、10月1、2日'
    """
    months = groupby(days, key=lambda day: day.month)
    each = (f"{month}月{wording.LIST_COMMA.join(str(day.day) for day in days)}日" for month, days in months)
    return wording.LIST_COMMA.join(each)


def late(due: date, on: date, calendar: Calendar) -> str:
    """By how many working days `on` comes after the last day; empty where there was none in between."""
    days = calendar.working_days_between(due, on)
    return wording.LATE_BY.format(days=days) if days else ""


def in_time(due: date, done_on: date, calendar: Calendar) -> str:
    """Whether it was filed in time, and by how much before or after."""
    early, after = calendar.working_days_between(done_on, due), calendar.working_days_between(due, done_on)
    if done_on == due:
        return wording.DONE_ON_LAST_DAY
    if done_on < due:
        return wording.DONE_EARLY.format(days=early)
    words = wording.DONE_LATE if after else wording.DONE_JUST_LATE
    return words.format(due=figures.weekday(due), days=after)


def matters_named(matters: Iterable[Matter]) -> str:
    return wording.LIST_COMMA.join(wording.MATTERS[matter] for matter in matters)


# A change that is offered to be kept, as a button beside the screens


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
