"""Days named by another: 去年国庆 · 上个月15号 · 上周五 · 昨天 · 三天前. None of them is exact.

Each reader gives None for a text of another form, and raises ValueError for a day that does not exist.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs.reading.outcome import Reading
from dialogs.reading.periods import RELATIVE_YEARS, WEEKDAYS, full_year, latest, latest_in_a_year, only, period
from rules.calendar.days import Period

FESTIVALS = {
    "元旦": (1, 1),
    "三八": (3, 8),
    "妇女节": (3, 8),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "六一": (6, 1),
    "儿童节": (6, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "十一": (10, 1),
    "国庆": (10, 1),
    "双十一": (11, 11),
    "双11": (11, 11),
    "圣诞": (12, 25),
}
_FESTIVAL = re.compile(
    rf"(?:(?P<year>\d{{4}}|\d{{2}}(?=年))年?的?|(?P<relative>{'|'.join(RELATIVE_YEARS)})的?)?(?P<name>{'|'.join(FESTIVALS)})节?",
    re.ASCII,
)


def festival(said: str, today: date) -> Reading[Period] | None:
    """去年国庆 · 2023年元旦 · 五一. Only festivals that fall on the same day each year."""
    found = _FESTIVAL.fullmatch(said)
    if found is None:
        return None
    month, day_of_month = FESTIVALS[found["name"]]
    if found["year"]:
        return only(period(full_year(found["year"], today), month, day_of_month))
    if found["relative"]:
        return only(period(today.year + RELATIVE_YEARS[found["relative"]], month, day_of_month))
    return latest_in_a_year(month, day_of_month, today)


_RELATIVE_MONTHS = {"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "下": 1}
_MONTH = re.compile(
    r"(?P<which>上上|上|本|这|当|下)个?月份?(?:(?P<day>\d{1,2})[日号]?)?|(?P<alone>\d{1,2})[日号]", re.ASCII
)


def of_a_month(said: str, today: date) -> Reading[Period] | None:
    """上个月 · 上个月15号 · 15号."""
    found = _MONTH.fullmatch(said)
    if found is None:
        return None
    if found["alone"]:
        months = (_months_from(today, -back) for back in range(12))
        return latest(((year, month, int(found["alone"])) for year, month in months), today)
    year, month = _months_from(today, _RELATIVE_MONTHS[found["which"]])
    return only(period(year, month, int(found["day"]) if found["day"] else None))


def _months_from(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return years, month + 1


_RELATIVE_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_WEEKDAY = re.compile(r"(?:(?P<which>上上|上|本|这|下下|下)个?)?(?:周|星期|礼拜)(?P<nth>[一二三四五六日天])")


def weekday(said: str, today: date) -> Reading[Period] | None:
    """上周五 · 这个星期三; weeks begin on Monday. A bare 周五 may be the last or the next."""
    found = _WEEKDAY.fullmatch(said)
    if found is None:
        return None
    nth = WEEKDAYS[found["nth"]]
    if found["which"]:
        days_off = 7 * _RELATIVE_WEEKS[found["which"]] + nth - today.weekday()
        return only(_on(today, days_off))
    days_ago = (today.weekday() - nth) % 7
    return Reading((_on(today, -days_ago), _on(today, 7 - days_ago)), exact=False)


_NEAR_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_NEAR = re.compile(r"(?P<which>大前|前|昨|今|明|大后|后)[天日]|(?P<ago>[1-9]\d?)[天日](?:以|之)?前", re.ASCII)


def near(said: str, today: date) -> Reading[Period] | None:
    """昨天 · 大前天 · 三天前."""
    found = _NEAR.fullmatch(said)
    if found is None:
        return None
    return only(_on(today, _NEAR_DAYS[found["which"]] if found["which"] else -int(found["ago"])))


def _on(today: date, days_off: int) -> Period:
    return Period.on(today + timedelta(days=days_off))
