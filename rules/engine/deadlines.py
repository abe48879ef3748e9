"""Deadlines: what a text says of each kind, how it is counted, how one stands on a day, and when to remind of it.

A text makes a small class of every kind of deadline that it fixes (`rules/<id>/deadlines.py`), with the words beside
it (`rules/<id>/wording.py`). The rule book names them, and the conversation goes by them.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import ClassVar, NamedTuple, TypeAlias

from rules.calendar.days import ONE_DAY, Period
from rules.calendar.working_days import YEARS, Calendar, OutOfRange

OVERDUE = -1  # the stage on the day after the last one, where the others are the working days left


class Standing(Enum):
    """How a deadline stands on a day."""

    PLANNED = "planned"  # the day that it is counted from is still to come
    RUNNING = "running"
    LAST_DAY = "last day"  # of what takes a whole month: that month
    OVERDUE = "overdue"  # the last day has passed
    DONE = "done"  # the person has done what was to be done


class Stage(NamedTuple):
    """A day on which something is to be said. Where working days are counted, the id is how many are left."""

    id: str
    on: date


Sentences: TypeAlias = Mapping[Standing, str]


@dataclass(frozen=True, kw_only=True)
class DeadlineWords:
    """What a text says of a kind of deadline; the fields in braces are those of `dialogs.deadlines.sentences`.

    name: what it is, in a few words; choice: the same where a person chooses what to have kept; asked: the question
    for the day, or the month, that it is counted from; counted: how it is counted; reminder, line: what a reminder and
    a line of the list say of a standing, where that differs from what is said of all deadlines; entry, note: the title
    of its entry in a calendar, and what is added there; stages: what each stage is.

    Of what a person has to do also: event: what it is counted from (变更); act: what is to be done (备案); too_late:
    what is known of being late; invitation: how a person may tell of it.
    """

    name: str
    choice: str
    asked: str
    counted: str = ""
    reminder: Sentences = field(default_factory=dict)
    line: Sentences = field(default_factory=dict)
    entry: str = "{name}"
    note: str = ""
    stages: Mapping[str, str] = field(default_factory=dict)
    event: str = ""
    act: str = ""
    too_late: str = ""
    invitation: str = ""


class DeadlineKind(ABC):
    """One kind of deadline.

    to_be_done: the person has something to do in time, and it runs until they say that they did, however late;
    by_working_days: a notice of holidays can move the last day; by_month: the person names a month, not a day;
    may_be_ahead: the day that it is counted from can lie in the future; matters: what can have changed, by id, where
    it is counted from a change; matters_named: how each of them is named in a sentence, and under "" what may be one
    of them or not; stages: the numbers of working days left, and OVERDUE, of which the person may choose; stays: how
    long after its last day it is still shown.
    """

    id: ClassVar[str]
    clause: ClassVar[str]
    words: ClassVar[DeadlineWords]
    to_be_done: ClassVar[bool] = False
    by_working_days: ClassVar[bool] = False
    by_month: ClassVar[bool] = False
    may_be_ahead: ClassVar[bool] = False
    matters: ClassVar[Mapping[str, str]] = {}
    matters_named: ClassVar[Mapping[str, re.Pattern[str]]] = {}
    stages: ClassVar[tuple[int, ...]] = ()
    stays: ClassVar[timedelta] = timedelta(0)

    @abstractmethod
    def last_day(self, since: date, calendar: Calendar) -> date:
        """The day on which it ends, by the calendar as it is known now. Raises OutOfRange."""

    @abstractmethod
    def schedule(self, since: date, calendar: Calendar, chosen: Collection[int] | None = None) -> Iterator[Stage]:
        """The days on which it is reminded of, in order. `chosen`: the stages that the person wants; None for all."""

    def next_day(self, since: date, calendar: Calendar, today: date) -> date:
        """The day that counts next: the last one, but of what comes every year."""
        return self.last_day(since, calendar)

    def runs(self, since: date, calendar: Calendar, today: date) -> bool:
        """Whether what is not done is still before the person."""
        return self.to_be_done or today <= self.last_day(since, calendar) + self.stays

    def standing(self, since: date, calendar: Calendar, today: date) -> Standing:
        """How one that is not done stands."""
        end = self.last_day(since, calendar)
        if end < today:
            return Standing.OVERDUE
        if since > today:
            return Standing.PLANNED
        return Standing.LAST_DAY if end == today else Standing.RUNNING

    def provisional(self, since: date, calendar: Calendar) -> bool:
        """Whether the last day lies in a year whose holidays are not announced."""
        return self.by_working_days and self.last_day(since, calendar) >= calendar.provisional_from

    def days_between(self, after: date, to: date, calendar: Calendar) -> int:
        """How many of the days that this kind counts by come after `after`, up to and with `to`."""
        return (to - after).days


class WithinWorkingDays(DeadlineKind):
    """Something to be done within so many working days after an event. The day of the event does not count
    (民法典第二百零一条)."""

    days: ClassVar[int]
    to_be_done = by_working_days = may_be_ahead = True

    def last_day(self, since: date, calendar: Calendar) -> date:
        if since.year not in YEARS:
            raise OutOfRange
        return calendar.nth_working_day_after(since, self.days)

    def schedule(self, since: date, calendar: Calendar, chosen: Collection[int] | None = None) -> Iterator[Stage]:
        due = self.last_day(since, calendar)
        for left in self.stages:
            if chosen is None or left in chosen:
                on = due + ONE_DAY if left == OVERDUE else calendar.nth_working_day_before(due, left)
                yield Stage(str(left), on)

    def days_between(self, after: date, to: date, calendar: Calendar) -> int:
        return calendar.working_days_between(after, to)


class EveryYear(DeadlineKind):
    """Something that comes every year, in a month that the person names. `since` is the first of that month."""

    by_month = may_be_ahead = True

    def last_day(self, since: date, calendar: Calendar) -> date:
        return Period.of(since.year, since.month).last

    def schedule(self, since: date, calendar: Calendar, chosen: Collection[int] | None = None) -> Iterator[Stage]:
        return (Stage(str(year), date(year, since.month, 1)) for year in range(since.year, YEARS.stop))

    def next_day(self, since: date, calendar: Calendar, today: date) -> date:
        """The end of its next month."""
        begins = max(today.year, since.year)
        month_ends = (Period.of(year, since.month).last for year in (begins, begins + 1))
        return next(end for end in month_ends if end >= today)

    def runs(self, since: date, calendar: Calendar, today: date) -> bool:
        return True

    def standing(self, since: date, calendar: Calendar, today: date) -> Standing:
        return Standing.LAST_DAY if today.month == since.month else Standing.RUNNING


def stages_to_choose(kinds: Iterable[DeadlineKind]) -> tuple[int, ...]:
    """The stages of all of them, the earliest first."""
    return tuple(sorted({stage for kind in kinds for stage in kind.stages}, reverse=True))
