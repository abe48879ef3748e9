"""Days and spans of years, as the law counts them (all days are Beijing days)."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)


class Period(NamedTuple):
    """A day known exactly (``first == last``) or only to its month or year.

    A rule must hold for every day of the period before it counts as shown, so that
    "March 2024" is enough where the day within March changes nothing.
    """

    first: date
    last: date

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> Period:
        """The year, the month or the day. Raises ValueError for a day that does not exist."""
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls.on(date(year, month, day))

    @classmethod
    def on(cls, day: date) -> Period:
        return cls(day, day)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2024-03-15``, ``2024-03`` or ``2024``. Raises ValueError for anything else."""
        if not _ISO.fullmatch(text):
            raise ValueError(f"not a year, a month or a day: {text!r}")
        return cls.of(*map(int, text.split("-")))

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        """The shortest ISO form, the inverse of `parse`."""
        if self.exact:
            return self.first.isoformat()
        if self.first.month == self.last.month:
            return f"{self.first:%Y-%m}"
        return f"{self.first:%Y}"


UNDATED = Period(date.min, date.max)  # a day of which nothing is known


def years_after(day: date, years: int) -> date:
    """The day with the same number so many years later; 29 February falls on the last day of that February.

    Source: 民法典第二百零二条; `years` may be negative.

    >>> years_after(date(2024, 2, 29), 2)
    datetime.date(2026, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
