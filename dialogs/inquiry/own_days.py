"""A day that a question tells of, judged by the rule, with the day that frees: a title that ends in March.

What frees in time is judged on a day: on the last of the year that is spoken of, or on today.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dialogs.inquiry import told
from dialogs.inquiry.case import Case, Sentence, with_word
from dialogs.reading.days import forms
from dialogs.reading.outcome import Unread
from dialogs.reading.questions import telling
from dialogs.reading.questions.figures import figures
from dialogs.reading.questions.polarity import Frame, years_ago
from dialogs.wording import zh as wording
from knowledge.search import Reply
from rules.calendar.days import Period, years_after
from rules.engine.ask import Day, Days
from rules.engine.book import Item, RuleBook
from rules.engine.figures import day, period
from rules.engine.finding import Finding, State

_FAR = 8  # characters between a day and what it is the day of
_NEXT_TO_A_YEAR = timedelta(days=31)


class _Asked(NamedTuple):
    """The question of the check that a day answers."""

    item: Item
    name: str
    ask: Day | Days


class _Told(NamedTuple):
    """The day of what is told of; `written`: as a date, so that a day can be counted from it; `applied`: the last day
    of the year in which one would apply, where one is named."""

    period: Period
    written: bool = False
    applied: date | None = None


def when_free(book: RuleBook, clause: str, reply: Reply, said: str, today: date) -> str:
    """From when on what is told of no longer stands in the way, where it is asked when; else nothing."""
    asked = _asked(book, clause, reply) if telling.asks_when(said) else None
    told_of = _told(said, asked.ask, today) if asked else None
    return _free(_found(book, asked, told_of, today), told_of) if asked and told_of else ""


def of_a_day(case: Case) -> Sentence | None:
    """What the rule makes of the one day told of, where it is asked whether one may apply."""
    asked = _asked(case.book, case.clause, case.reply) if case.of_oneself else None
    told_of = _told(case.said, asked.ask, case.today) if asked else None
    if asked is None or told_of is None or case.asked.asks is Frame.COUNTS or case.asked.sweeping:
        return None
    found = _found(case.book, asked, told_of, case.today)
    free, fine = _free(found, told_of), _is_fine(case, asked.ask, found)
    if fine is None:
        return with_word(wording.DEPENDS, case.answer + free, "depends") if free else None
    answer = case.allowed(fine, case.answer + free)
    if fine and isinstance(asked.ask, Day) and case.limit:
        words = wording.IS_ENOUGH.format(subject=case.limit.threshold.subject, answer=case.answer)
        return answer._replace(words=words)
    return answer


def _asked(book: RuleBook, clause: str, reply: Reply) -> _Asked | None:
    """The question for a day that the point is about, or that is all that its article asks for."""
    for item in book.items:
        if item.id in (clause, clause.partition(".")[0]):
            for name, ask in item.asks.items():
                if isinstance(ask, Day | Days) and (name == reply.limit or len(item.asks) == 1):
                    return _Asked(item, name, ask)
    return None


def _told(said: str, ask: Day | Days, today: date) -> _Told | None:
    """The one day that stands beside a name of what is asked for; None where none does, or several."""
    days, applied = [_Told(each) for each in _left(said, ask, today)], None
    for found in forms.found_in(said):
        if telling.is_counted_back(said, found.start()):
            return None
        try:
            periods = forms.read(found, today).periods
        except (ValueError, Unread):
            return None
        if telling.is_for_applying(said, found.end()):
            applied = periods[0].last
        elif name := _beside(said, found, ask):
            days += [_Told(_ending(ask, name, each), written=True) for each in periods]
    return days[0]._replace(applied=applied) if len(days) == 1 else None


def _beside(said: str, found: re.Match[str], ask: Day | Days) -> str:
    """The name that stands beside the day, behind it rather than before it."""
    behind = said[found.end() :].partition(",")[0][:_FAR]
    before = said[: found.start()].rpartition(",")[2][-_FAR:]
    begun = ask.begun if isinstance(ask, Days) else ()
    names = (*begun, *ask.names.own)
    return next((name for part in (behind, before) for name in names if name in part), "")


def _ending(ask: Day | Days, name: str, told_of: Period) -> Period:
    """The day asked for, where that is told of on which what has a term began."""
    if not (isinstance(ask, Days) and ask.term and name in ask.begun):
        return told_of
    years = ask.term.at(told_of.last)
    return Period(years_after(told_of.first, years), years_after(told_of.last, years))


def _left(said: str, ask: Day | Days, today: date) -> Iterator[Period]:
    """The year in which it ends, at the soonest, where whole years are left."""
    for figure in figures(said):
        if ask.ahead and figure.unit == wording.YEARS and figure.value >= 1 and telling.is_left(said, figure):
            ends = years_after(today, int(figure.value)) - _NEXT_TO_A_YEAR
            yield Period.of(ends.year)


def _found(book: RuleBook, asked: _Asked, told_of: _Told, today: date) -> Finding:
    """What the rule makes of it: today, or at the end of the year in which one would apply."""
    raw = str(told_of.period)
    answer = book.accept(asked.name, raw if isinstance(asked.ask, Day) else [raw])
    on = max(today, told_of.applied) if told_of.applied and asked.ask.ahead else today
    found = asked.item.find({asked.name: answer}, on)
    return next((part for part in found.parts if not part.missing), found)


def _is_fine(case: Case, ask: Day | Days, found: Finding) -> bool | None:
    """Whether it stands in nobody's way. A bar that still runs may be over when applications close."""
    if isinstance(ask, Day) or ask.ahead:
        return {State.MET: True, State.NOT_MET: False}.get(found.state)
    if not told.is_told(case.reply, case.said):
        return None
    if found.state is State.NOT_MET and (ago := years_ago(case.said)) and case.limit:
        return False if ago <= case.limit.threshold.at(case.today) else None
    return True if found.state is State.MET else None


def _free(found: Finding, told_of: _Told) -> str:
    """The day from which on it stands in nobody's way; nothing where it does not, or nobody can say."""
    if found.heals_on is None or not told_of.written:
        return ""
    form = wording.FREE_FROM if told_of.period.exact else wording.FREE_AT_LATEST
    return form.format(told=period(told_of.period), day=day(found.heals_on))
