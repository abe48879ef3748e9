"""Days written out: 2023年5月 · 23年5月8号 · 去年3月 · 5月8号 · 2023-05-08 · 20230508 · 23.5.8.

Each reader gives None for a text of another form, and raises ValueError for a day that does not exist.
"""

from __future__ import annotations

import re
from datetime import date

from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.periods import RELATIVE_YEARS, WEEKDAYS, existing, full_year, latest_in_a_year, only, period
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period

_WRITTEN = re.compile(
    rf"(?:(?P<year>\d{{4}}|\d{{2}})(?:年度?的?|[-./](?=\d{{1,2}}月))|(?P<relative>{'|'.join(RELATIVE_YEARS)})的?)?"
    r"(?:(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号]?(?:\(?(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天])\)?)?)?)?",
    re.ASCII,
)


def written(said: str, today: date) -> Reading[Period] | None:
    """2023年 · 2023年5月 · 23年5月8号 · 去年3月 · 今年3月8日 · 5月8号 · 2023年5月8日星期一."""
    found = _WRITTEN.fullmatch(said)
    if found is None:
        return None
    month = int(found["month"]) if found["month"] else None
    day_of_month = int(found["day"]) if found["day"] else None
    if found["year"]:
        year = full_year(found["year"], today)
        # 15年 alone may also be fifteen years, and 98年 a slip.
        plain = len(found["year"]) == 4 or (year >= 2000 and month is not None)
        reading = only(period(year, month, day_of_month), exact=plain)
    elif found["relative"]:
        reading = only(period(today.year + RELATIVE_YEARS[found["relative"]], month, day_of_month))
    elif month is not None:
        reading = latest_in_a_year(month, day_of_month, today)
    else:
        return None
    if found["weekday"] and reading.candidates[0].first.weekday() != WEEKDAYS[found["weekday"]]:
        raise Unread(hints.other_weekday(said))
    return reading


_YEAR_FIRST = re.compile(r"(\d{4})(?:([-./])(\d{1,2})(?:\2(\d{1,2})[日号]?)?)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})|(\d{6})", re.ASCII)
_SHORT_YEAR_FIRST = re.compile(r"(\d{2})([-./])(\d{1,2})\2(\d{1,2})[日号]?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})", re.ASCII)
_NO_YEAR = re.compile(r"(\d{1,2})[-./](\d{1,2})[日号]?", re.ASCII)


def numeric(said: str, today: date) -> Reading[Period] | None:
    """2023 · 2023.5 · 2023-05-08 · 20230508 · 202305 · 23.5.8 · 08/05/2023 · 5.8."""
    if found := _YEAR_FIRST.fullmatch(said):
        return only(period(int(found[1]), *(int(part) for part in found.group(3, 4) if part)), exact=True)
    if found := _RUN_TOGETHER.fullmatch(said):
        if found[1]:
            return only(period(int(found[1]), int(found[2]), int(found[3])), exact=True)
        return _six_digits(found[4], today)
    if found := _SHORT_YEAR_FIRST.fullmatch(said):
        return only(period(full_year(found[1], today), int(found[3]), int(found[4])))
    if found := _YEAR_LAST.fullmatch(said):
        return existing((int(found[4]), int(a), int(b)) for a, b in (found.group(1, 3), found.group(3, 1)))
    if found := _NO_YEAR.fullmatch(said):
        return latest_in_a_year(int(found[1]), int(found[2]), today)
    return None


def _six_digits(digits: str, today: date) -> Reading[Period]:
    """A month of a year (202305) or a day of a year written short (230508)."""
    first, second, third = (int(digits[at : at + 2]) for at in (0, 2, 4))
    return existing([(first * 100 + second, third, None), (full_year(digits[:2], today), second, third)])
