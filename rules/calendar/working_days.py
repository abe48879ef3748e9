"""Working days: Monday to Friday less public holidays, plus the weekend days that a notice makes working days.

The days of the years that the State Council has announced, and the statutory days of those to come, are from the
`holidays` package; an operator can add a year's notice before the package has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from itertools import accumulate

from rules.calendar.holiday_notices import HolidayNotice, NoticeRefused, is_weekend

YEARS = range(2004, 2041)
_COUNTED = range(YEARS.start, YEARS.stop + 1)  # what begins in the last year ends in the next
_START = date(_COUNTED.start, 1, 1).toordinal()
_DAYS = tuple(map(date.fromordinal, range(_START, date(_COUNTED.stop, 1, 1).toordinal())))


class OutOfRange(ValueError):
    """A day before or after those that are counted; the message is in Chinese."""

    def __init__(self) -> None:
        super().__init__(f"只能算{YEARS.start}年到{YEARS.stop - 1}年的日子。")


@dataclass(frozen=True)
class Year:
    """What a year's days rest on: the notice that the package holds, those of the operator, or neither."""

    number: int
    working_days: int
    packaged: bool
    notices: tuple[HolidayNotice, ...]

    @property
    def announced(self) -> bool:
        return self.packaged or bool(self.notices)


class Calendar:
    """Which days are worked, counted once so that every question is a look-up. Never changed once made.

    working: the days worked; packaged: the years whose notice the package holds; statutory: of the other years, the
    days that the law itself makes holidays; notices: those of the operator, already in `working`.
    """

    def __init__(
        self,
        working: frozenset[date],
        packaged: frozenset[int],
        statutory: frozenset[date],
        notices: tuple[HolidayNotice, ...] = (),
    ) -> None:
        self._working, self._packaged, self._statutory, self._notices = working, packaged, statutory, notices
        self._in_order = sorted(working)
        self._ranks = tuple(accumulate(day in working for day in _DAYS))  # working days up to and with each day
        open_years = (year for year in _COUNTED if not self._year(year).announced)
        # The first day of the first year whose notice is not there: what is due from then on may still move.
        self.provisional_from = date(next(open_years, _COUNTED.stop), 1, 1)

    @cached_property
    def fingerprint(self) -> str:
        """The same for calendars that agree on every day."""
        return sha256(",".join(map(str, map(date.toordinal, self._in_order))).encode()).hexdigest()

    def is_working(self, day: date) -> bool:
        """Raises OutOfRange, as all that takes a day."""
        self._rank(day)
        return day in self._working

    def nth_working_day_after(self, day: date, n: int) -> date:
        """The n-th (from 1) working day after `day`, which itself does not count."""
        return self._ranked(self._rank(day) + n)

    def nth_working_day_before(self, day: date, n: int) -> date:
        """The n-th (from 1) working day before `day`, which does not count; the 0th of a working day is itself."""
        return self._ranked(self._rank(day) - self.is_working(day) - n + 1)

    def working_days_between(self, after: date, to: date) -> int:
        """How many days are worked after `after`, up to and with `to`; below zero where `to` is the earlier."""
        return self._rank(to) - self._rank(after)

    def exceptions_between(self, after: date, to: date) -> tuple[tuple[date, ...], tuple[date, ...]]:
        """The weekdays off and the weekend days worked, after `after`, up to and with `to`."""
        self._rank(after), self._rank(to)
        days = _DAYS[after.toordinal() - _START + 1 : to.toordinal() - _START + 1]
        off = tuple(day for day in days if not is_weekend(day) and day not in self._working)
        return off, tuple(day for day in days if is_weekend(day) and day in self._working)

    def years(self) -> Iterator[Year]:
        return map(self._year, YEARS)

    def with_notices(self, notices: Iterable[HolidayNotice]) -> Calendar:
        """A calendar that keeps to these too, a later one before an earlier.

        The first notice of a year that is not announced stands for the whole year and has to put all its statutory
        days off; any other changes only the days that it names. Raises NoticeRefused.
        """
        working = set(self._working)
        known = {year.number for year in map(self._year, _COUNTED) if year.announced}
        in_order = sorted(notices, key=lambda notice: notice.dated)
        for notice in in_order:
            if notice.year not in known:
                self._check_whole(notice)
                working |= {day for day in _DAYS if day.year == notice.year and not is_weekend(day)}
                known.add(notice.year)
            working -= notice.off
            working |= notice.work.intersection(_DAYS)
        return Calendar(frozenset(working), self._packaged, self._statutory, (*self._notices, *in_order))

    def _check_whole(self, notice: HolidayNotice) -> None:
        lacking = sorted(day for day in self._statutory - notice.off if day.year == notice.year)
        if lacking:
            days = "、".join(map(str, lacking))
            raise NoticeRefused(notice.file, notice.line, f"没有写全：法定节假日 {days} 不在放假的日子里")

    def _year(self, number: int) -> Year:
        worked = self._ranks[date(number, 12, 31).toordinal() - _START]
        before = self._ranks[date(number, 1, 1).toordinal() - _START - 1] if number > _COUNTED.start else 0
        own = tuple(notice for notice in self._notices if notice.year == number)
        return Year(number, worked - before, number in self._packaged, own)

    def _rank(self, day: date) -> int:
        at = day.toordinal() - _START
        if not 0 <= at < len(_DAYS):
            raise OutOfRange
        return self._ranks[at]

    def _ranked(self, rank: int) -> date:
        if not 1 <= rank <= len(self._in_order):
            raise OutOfRange
        return self._in_order[rank - 1]


@cache
def published() -> Calendar:
    """The calendar as the `holidays` package knows it.

    The first call takes some tenths of a second and 20 MiB. For years not announced the package moves a statutory day
    that falls on a weekend to the next working day, and no weekend day is worked. Where 中秋 falls on a weekday of 国庆
    (2028, 2031) it gives no further day for it, so that a deadline comes out rather too early than too late.
    """
    from holidays import country_holidays  # here, because the import is what takes so long

    china = country_holidays("CN", years=_COUNTED)
    off, worked = frozenset(china), frozenset(china.weekend_workdays)
    packaged = frozenset(china.special_public_holidays) & frozenset(_COUNTED)
    unannounced = [year for year in _COUNTED if year not in packaged]
    statutory = frozenset(country_holidays("CN", years=unannounced, observed=False)) if unannounced else frozenset()
    weekdays = {day for day in _DAYS if not is_weekend(day)}
    return Calendar(frozenset(weekdays - off | worked.intersection(_DAYS)), packaged, statutory)
