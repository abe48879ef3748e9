"""What the forms of a day have in common: existing periods, the latest that has come, years said short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dialogs.reading.outcome import Reading, Unread
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period

YEARS = range(1900, 2101)
RELATIVE_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}


def period(year: int, month: int | None = None, day_of_month: int | None = None) -> Period:
    """Raises ValueError for a day that does not exist, Unread for a year out of range."""
    if year not in YEARS:
        raise Unread(hints.YEAR_RANGE)
    return Period.of(year, month, day_of_month)


def only(period: Period, *, exact: bool = False) -> Reading[Period]:
    return Reading((period,), exact)


def existing(dates: Iterable[tuple[int, int, int | None]]) -> Reading[Period]:
    """Those of the possible dates that exist, to be confirmed. Raises ValueError if none does."""
    periods: dict[Period, None] = {}
    for year, month, day_of_month in dates:
        try:
            periods[period(year, month, day_of_month)] = None
        except (ValueError, Unread):
            continue
    if not periods:
        raise ValueError("on no calendar")
    return Reading(tuple(periods), exact=False)


def latest(dates: Iterable[tuple[int, int, int | None]], today: date) -> Reading[Period]:
    """The first of the dates, newest first, that exists and has come. Raises ValueError if none does."""
    for year, month, day_of_month in dates:
        try:
            found = period(year, month, day_of_month)
        except ValueError:
            continue
        if found.first <= today:
            return only(found)
    raise ValueError("on no calendar")


def latest_in_a_year(month: int, day_of_month: int | None, today: date) -> Reading[Period]:
    """The latest such month or day; within eight years there has been a 29 February."""
    return latest(((today.year - back, month, day_of_month) for back in range(9)), today)


def full_year(digits: str, today: date) -> int:
    """Two digits are a year of this century up to ten years from now, else one of the last."""
    if len(digits) == 4:
        return int(digits)
    this_century = 2000 + int(digits)
    return this_century if this_century <= today.year + 10 else this_century - 100
