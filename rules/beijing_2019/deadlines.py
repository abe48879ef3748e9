"""The days that the text fixes for the holder of a title, and when to remind of a filing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from rules.beijing_2019 import art14, art15
from rules.calendar.days import ONE_DAY, years_after
from rules.calendar.working_days import YEARS, Calendar, OutOfRange

FILING_DAYS = 30  # 第十七条: 30个工作日
TITLE_YEARS = 3  # 第十三条: 有效期为三年
PUBLICITY_DAYS = 7  # 第十一条: 公示7日
FOUNDED_YEARS = 2  # 第五条（一）: 成立时间两年以上
BAN_YEARS = {"14": art14.YEARS, "15": art15.YEARS}

STAGES = (20, 10, 5, 3, 1, 0)  # a reminder when so many working days are left; none is left on the last day
OVERDUE = -1


# 第十七条


@dataclass(frozen=True, slots=True)
class FilingDeadline:
    """A change of `changed_on` is to be filed up to and with `due`.

    provisional: the last day lies in a year whose notice is not out; off, worked: the weekdays that did not count on
    the way, and the Saturdays and Sundays that did.
    """

    changed_on: date
    due: date
    provisional: bool
    off: tuple[date, ...]
    worked: tuple[date, ...]
    clause: str = "17"


def filing_deadline(changed_on: date, calendar: Calendar) -> FilingDeadline:
    """The day of the change does not count (民法典第二百零一条). Raises OutOfRange beyond the years counted."""
    if changed_on.year not in YEARS:
        raise OutOfRange
    due = calendar.nth_working_day_after(changed_on, FILING_DAYS)
    off, worked = calendar.exceptions_between(changed_on, due)
    return FilingDeadline(changed_on, due, due >= calendar.provisional_from, off, worked)


class Reminder(NamedTuple):
    """Due on the day `on`, when `left` working days are left: 0 on the last day, OVERDUE on the day after it."""

    on: date
    left: int


def reminders(due: date, calendar: Calendar, stages: Iterable[int] = STAGES) -> tuple[Reminder, ...]:
    """Those of a filing due on the working day `due`, in order; the last one says that it has passed."""
    before = [
        Reminder(calendar.nth_working_day_before(due, left) if left else due, left)
        for left in sorted(stages, reverse=True)
    ]
    return (*before, Reminder(due + ONE_DAY, OVERDUE))


# The other articles


class LawDay(NamedTuple):
    """A day and the id of the clause that it rests on."""

    day: date
    clause: str


def title_end(granted_on: date) -> LawDay:
    """The last day of the title; it does not move, whatever day that is.

    >>> title_end(date(2024, 2, 29)).day
    datetime.date(2027, 2, 28)
    """
    return LawDay(years_after(granted_on, TITLE_YEARS), "13")


def reapply_from(granted_on: date) -> LawDay:
    """在有效期满当年可再次申报: the first day of the calendar year in which the title ends.

    >>> reapply_from(date(2023, 8, 15)).day
    datetime.date(2026, 1, 1)
    """
    return LawDay(title_end(granted_on).day.replace(month=1, day=1), "13")


def ban_last_day(decided_on: date, clause: Literal["14", "15"]) -> LawDay:
    """The last day on which nobody may apply after a title was revoked (14) or a review failed (15)."""
    return LawDay(years_after(decided_on, BAN_YEARS[clause]), clause)


def may_apply_again_from(decided_on: date, clause: Literal["14", "15"]) -> LawDay:
    """The day after the last of the ban."""
    return LawDay(ban_last_day(decided_on, clause).day + ONE_DAY, clause)


def publicity_last_day(published_on: date) -> LawDay:
    """Calendar days, that of putting online not counted; the notice's own dates prevail over it."""
    return LawDay(published_on + timedelta(days=PUBLICITY_DAYS), "11")


def founded_two_years(founded_on: date) -> LawDay:
    """The first day on which 成立时间两年以上 is reached."""
    return LawDay(years_after(founded_on, FOUNDED_YEARS), "5.1")
