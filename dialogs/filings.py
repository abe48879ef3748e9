"""第十七条: the last day for filing a change, worked out for the day of the change."""

from __future__ import annotations

import re
from datetime import date

from dialogs import citing, wording
from dialogs.events import Block, View, note, strong, text
from dialogs.reading import Unread, day
from dialogs.stories import LEAD_IN
from rules import figures
from rules.deadlines import filing_deadline
from rules.working_days import Calendar, OutOfRange

CLAUSE = "17"
# Where in a sentence the day of a change stands: 10月8号换的法人, 上周五搬到通州了.
CHANGED = re.compile(
    r"([^，。,；;？?！!、]{2,12}?)(?:刚|才|就|把)*(?:法人|地址|名字|公司|平台)*(?:换|变更|更换|更名|改|搬|迁)"
)


def told(sentence: str, today: date, calendar: Calendar) -> list[Block]:
    """The last day for a change whose day the sentence names; nothing where it names none."""
    named = CHANGED.search(sentence)
    try:
        changed = day_of(LEAD_IN.sub("", named[1]), today) if named else None
        return last_day(changed, today, calendar) if changed else []
    except (Unread, OutOfRange):
        return []


def asked(words: str, today: date, calendar: Calendar) -> View:
    """The last day for the day in these words, with the words of 第十七条; or what to write instead."""
    try:
        changed = day_of(words, today)
        blocks = last_day(changed, today, calendar) if changed else [text(wording.FILING_HOW)]
    except Unread as unread:
        blocks = [text(unread.reason)]
    except OutOfRange as beyond:
        blocks = [text(str(beyond))]
    return View(blocks=(*blocks, citing.clause(CLAUSE)))


def day_of(words: str, today: date) -> date | None:
    """The one day that the words mean; None where they mean a month, or more than one day. Raises Unread."""
    candidates = day(words, today).candidates
    return candidates[0].first if len(candidates) == 1 and candidates[0].exact else None


def last_day(changed: date, today: date, calendar: Calendar) -> list[Block]:
    """The day, how long there still is, and how it was counted. Raises OutOfRange."""
    deadline = filing_deadline(changed, calendar)
    due = figures.weekday(deadline.due)
    left = calendar.working_days_between(today, deadline.due) if deadline.due >= today else 0
    how_long = wording.FILING_LEFT.format(left=left) if deadline.due >= today else wording.FILING_OVER
    blocks = [text(strong(wording.FILING_DUE.format(changed=figures.day(changed), due=due)), how_long)]
    blocks.append(note(wording.FILING_COUNT + _exceptions(deadline.off, deadline.worked)))
    if deadline.provisional:
        blocks.append(text(wording.FILING_PROVISIONAL.format(year=deadline.due.year)))
    return blocks


def _exceptions(off: tuple[date, ...], worked: tuple[date, ...]) -> str:
    """The holidays passed over and the weekend days counted on the way."""
    told = ((wording.FILING_OFF, off), (wording.FILING_WORKED, worked))
    return "".join(words.format(days="、".join(f"{d.month}月{d.day}日" for d in days)) for words, days in told if days)
