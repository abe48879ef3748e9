"""The forms in which a day, a month or a year is named: the one grammar of dates, for answers and for sentences.

Numbers may be Chinese or Arabic. What is said around a date is known to the modules that use this one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from dialogs.reading.outcome import Unread
from dialogs.wording import zh_reading as hints
from knowledge.numerals import integer
from rules.calendar.days import Period

_YEARS = range(1900, 2101)
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
# How far from today's year, month or week, and from today. Of those that begin alike the longest stands first.
YEARS_OFF = {
    "大前": -3,
    "前": -2,
    "去": -1,
    "上一": -1,
    "上": -1,
    "今": 0,
    "本": 0,
    "这一": 0,
    "明": 1,
    "下一": 1,
    "下": 1,
    "后": 2,
}
_OFF = {"上上": -2, "上": -1, "本": 0, "这": 0, "当": 0, "下下": 2, "下": 1}
_DAYS_OFF = {"大前": -3, "大后": 3, "前": -2, "昨": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_FESTIVALS = {
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


class Named(NamedTuple):
    """What a form names.

    periods: the day, month or year it may be, likeliest first; of what comes round (5月8号, 15号, 周五) the latest that
    has come. following: the next one, of what comes round. either: that one is as likely (周五). weekday: the day of
    the week that is said beside the day. exact: all of it is written, and nothing rests on today.
    """

    periods: tuple[Period, ...]
    exact: bool = False
    following: Period | None = None
    either: bool = False
    weekday: int | None = None

    def on_its_weekday(self, periods: Iterable[Period], said: str) -> tuple[Period, ...]:
        """Those of the periods on the day of the week that is said. Raises Unread where none is."""
        fitting = tuple(each for each in periods if self.weekday in (None, each.first.weekday()))
        if not fitting:
            raise Unread(hints.other_weekday(said))
        return fitting

    @property
    def yearless(self) -> bool:
        return self.following is not None and not self.either

    def answering(self, said: str, today: date, ahead: bool) -> "Named":
        """With the periods that it means as an answer: of what comes round the last that has come or, where the day
        asked for lies `ahead`, the next. Raises Unread."""
        if self.following is None:
            return self._replace(periods=self.on_its_weekday(self.periods, said))
        (last,), following = self.periods, self.following
        over = last.last < today
        both = (following, last) if ahead and over else (last, following)
        one = not self.either or (ahead and over)
        return self._replace(periods=self.on_its_weekday(both, said)[: 1 if one else 2])


_Read: TypeAlias = Callable[[re.Match[str], date], Named]


class _Form(NamedTuple):
    """How dates are written, as a pattern, and who reads them. `alone`: such a date may be a whole answer;
    `within`: it may stand in a sentence, between what these two patterns allow."""

    written: str
    read: _Read
    alone: bool
    within: tuple[str, str] | None


_FORMS: dict[str, _Form] = {}


def _form(written: str, *, alone: bool = True, within: tuple[str, str] | None = None) -> Callable[[_Read], _Read]:
    """The function that stands below reads dates that are written so."""

    def known(read: _Read) -> _Read:
        _FORMS[f"form{len(_FORMS)}"] = _Form(written, read, alone, within)
        return read

    return known


# Of what fits in a sentence, the form that stands first is taken.

_CHINESE = "〇零○一二三四五六七八九"
NUMBER = r"(?:(?<!\d)\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_YEAR = (
    rf"(?:(?<!\d)(?:\d{{4}}|\d{{2}})(?!\d)|(?<!以)(?:{'|'.join(YEARS_OFF)})|"
    rf"(?<![{_CHINESE}十百千])(?:[一二][{_CHINESE}]{{3}}|[一二两]千[零〇]?[一二三四五六七八九十百]{{0,7}}|[{_CHINESE}]{{2}}))"
)
_WHICH = f"(?:{'|'.join(_OFF)})"
WEEK = "(?:周|星期|礼拜)"
OF_THE_WEEK = f"[{''.join(WEEKDAYS)}]"
_IN_AN_ADDRESS = "路街道巷胡同里园区段桥村苑院厦座栋镇"


@_form(
    r"\d{4}(?:(?P<mark>[-./])\d{1,2}(?:(?P=mark)\d{1,2}[日号]?)?)?",
    within=(r"(?<!\d)(?=\d{4}(?P<same>[-./])\d{1,2}(?P=same)\d)", r"(?!\d)"),
)
def _year_first(found: re.Match[str], today: date) -> Named:
    """2023 · 2023.5 · 2023-05-08."""
    return Named((_period(*_numbers(found)),), exact=True)


@_form(r"\d{8}", within=(r"(?<!\d)(?=19|20)", r"(?!\d)"))
def _run_together(found: re.Match[str], today: date) -> Named:
    """20230508."""
    return Named((_period(int(found[0][:4]), int(found[0][4:6]), int(found[0][6:])),), exact=True)


@_form(r"\d{6}")
def _six_digits(found: re.Match[str], today: date) -> Named:
    """A month of a year (202305) or a day of a year written short (230508)."""
    first, second, third = (int(found[0][at : at + 2]) for at in (0, 2, 4))
    dates = [(first * 100 + second, third, None), (_full_year(found[0][:2], today), second, third)]
    return Named(tuple(_existing(dates)))


@_form(
    r"\d{2}(?P<short_mark>[-./])\d{1,2}(?P=short_mark)\d{1,2}[日号]?|\d{1,2}(?P<last_short>[-./])\d{1,2}(?P=last_short)\d{2}"
)
def _short_year(found: re.Match[str], today: date) -> Named:
    """23.5.8; where that is no day, and between slashes, the year may also stand last: 05/05/71."""
    first, second, last = _DIGITS.findall(found[0])
    year_first = [(_full_year(first, today), int(second), int(last))] if len(first) == 2 else []
    year_last = [(_full_year(last, today), *pair) for pair in ((int(first), int(second)), (int(second), int(first)))]
    with suppress(ValueError):
        sure = _existing(year_first)
        if len(last) < 2 or "/" not in found[0]:
            return Named(tuple(sure))
    return Named(tuple(_existing(year_first + (year_last if len(last) == 2 else []))))


@_form(r"\d{1,2}(?P<last_mark>[-./])\d{1,2}(?P=last_mark)\d{4}")
def _year_last(found: re.Match[str], today: date) -> Named:
    """08/05/2023, whichever of the two is the month."""
    first, second, year = _numbers(found)
    return Named(tuple(_existing([(year, first, second), (year, second, first)])))


@_form(
    rf"(?:(?P<of_year>{_YEAR})年的?)?(?P<of_month>{NUMBER})月份?的?(?:第(?P<which>[一二三四五1-5])|最后一)个"
    rf"{WEEK}(?P<which_weekday>{OF_THE_WEEK})",
    within=("", ""),
)
def _weekday_of_a_month(found: re.Match[str], today: date) -> Named:
    """十月的第一个星期一 · 2027年6月最后一个周五."""
    weekday, month = WEEKDAYS[found["which_weekday"]], integer(found["of_month"])
    which = integer(found["which"]) if found["which"] else None
    if found["of_year"]:
        return Named(tuple(_existing([_nth(weekday, which, _full_year(found["of_year"], today), month)])))
    return _recurring([_nth(weekday, which, today.year + off, month) for off in range(-1, 3)], today)


@_form(
    rf"(?:(?P<quarter_year>{_YEAR})年度?的?)?(?:第?(?P<quarter>[一二三四1-4])|(?P<quarter_off>{_WHICH})一?个?)季度?(?P<at_its>[初末底])",
    within=("", ""),
)
def _of_a_quarter(found: re.Match[str], today: date) -> Named:
    """2013年一季度末 · 上季度末: its first or its last month."""
    of_it = 1 if found["at_its"] == "初" else 3
    if found["quarter_off"]:
        to_quarter = 3 * _OFF[found["quarter_off"]] - (today.month - 1) % 3
        return Named((_period(*_month_from(today, to_quarter + of_it - 1)),))
    month = 3 * (integer(found["quarter"]) - 1) + of_it
    if not found["quarter_year"]:
        return _yearly(month, None, today)
    return Named((_period(_full_year(found["quarter_year"], today), month),))


@_form(
    rf"(?:{WEEK}(?P<weekday_before>{OF_THE_WEEK}),?的?(?={_YEAR}年|{NUMBER}月))?"
    rf"(?:(?P<year>{_YEAR})(?:年度?的?|[-./](?=(?:{NUMBER}|元)月)))?(?P<month>{NUMBER}|[元首]|(?<=年)[本这])个?月份?"
    rf"(?:(?P<day>{NUMBER})(?:[日号]|(?!\d))(?:,?\(?{WEEK}(?P<weekday>{OF_THE_WEEK})\)?)?)?",
    within=("", ""),
)
def _with_a_month(found: re.Match[str], today: date) -> Named:
    """2023年5月 · 23年5月8号 · 去年3月 · 5月8号 · 2023年5月8日星期一."""
    month = _month(found["month"], today)
    day = integer(found["day"]) if found["day"] else None
    of_the_week = found["weekday_before"] or found["weekday"]
    weekday = WEEKDAYS[of_the_week] if of_the_week and day else None
    if not found["year"]:
        return _yearly(month, day, today)._replace(weekday=weekday)
    year = _full_year(found["year"], today)
    plain = _in_full(found["year"]) or (year >= 2000 and found["year"] not in YEARS_OFF)  # 98年 may be a slip
    return Named((_period(year, month, day),), exact=plain, weekday=weekday)


@_form(rf"(?P<year_alone>{_YEAR})年度?的?", within=(rf"(?![{_CHINESE}]{{2}}年|\d\d年[以之]?前)", ""))
def _year_alone(found: re.Match[str], today: date) -> Named:
    """2023年 · 去年 · 15年, which may also be fifteen years."""
    said = found["year_alone"]
    return Named((_period(_full_year(said, today)),), exact=_in_full(said))


@_form(rf"(?P<month_off>{_WHICH})一?个?月份?(?:(?P<day_of_it>{NUMBER})(?:[日号]|\Z))?", within=("", ""))
def _of_a_month(found: re.Match[str], today: date) -> Named:
    """上个月 · 上个月15号."""
    day = integer(found["day_of_it"]) if found["day_of_it"] else None
    return Named((_period(*_month_from(today, _OFF[found["month_off"]]), day),))


@_form(rf"(?:(?P<week_off>{_WHICH})一?个?(?:{WEEK}的?(?={WEEK}))?)?{WEEK}(?P<nth>{OF_THE_WEEK})", within=("", ""))
def _day_of_the_week(found: re.Match[str], today: date) -> Named:
    """上周五 · 这个星期三; weeks begin on Monday. A bare 周五 may be the last or the next."""
    nth = WEEKDAYS[found["nth"]]
    if found["week_off"]:
        return Named((_on(today, 7 * _OFF[found["week_off"]] + nth - today.weekday()),))
    ago = (today.weekday() - nth) % 7
    return Named((_on(today, -ago),), following=_on(today, 7 - ago), either=True)


@_form(rf"(?P<whole_week_off>{_WHICH})一?个?{WEEK}", alone=False, within=("", ""))
def _week(found: re.Match[str], today: date) -> Named:
    """上周 · 下个星期."""
    monday = 7 * _OFF[found["whole_week_off"]] - today.weekday()
    return Named((Period(_on(today, monday).first, _on(today, monday + 6).first),))


@_form(rf"(?P<day_off>{'|'.join(_DAYS_OFF)})[天日]", within=("", "(?!起)"))
def _near(found: re.Match[str], today: date) -> Named:
    """昨天 · 大前天."""
    return Named((_on(today, _DAYS_OFF[found["day_off"]]),))


@_form(rf"(?P<count>(?<!\d)\d{{3}}|{NUMBER})[天日](?:以|之)?(?P<way>[前后])", within=(f"(?<![{_CHINESE}十百])", ""))
def _counted(found: re.Match[str], today: date) -> Named:
    """三天前 · 十天后."""
    days = integer(found["count"])
    return Named((_on(today, -days if found["way"] == "前" else days),))


@_form(r"\d{1,2}[-./]\d{1,2}[日号]?", within=(r"(?<![\d./-])", r"(?![\d./%万亿元-])"))
def _month_and_day(found: re.Match[str], today: date) -> Named:
    """5.8 · 5/8."""
    month, day = _numbers(found)
    return _yearly(month, day, today)


@_form(
    rf"(?P<day_alone>{NUMBER})[日号]",
    within=(f"(?<![{_CHINESE}十百第{_IN_AN_ADDRESS}])", "(?![楼院线地门室房馆库厅店厂桥])"),
)
def _day_alone(found: re.Match[str], today: date) -> Named:
    """15号."""
    day = integer(found["day_alone"])
    return _recurring(((*_month_from(today, off), day) for off in range(-11, 4)), today)


@_form(rf"(?:(?P<its_year>\d{{4}}|{_YEAR}(?=年))年?的?)?(?P<festival>{'|'.join(_FESTIVALS)})节?")
def _festival(found: re.Match[str], today: date) -> Named:
    """去年国庆 · 2023年元旦 · 五一. Only festivals that fall on the same day each year."""
    month, day = _FESTIVALS[found["festival"]]
    if found["its_year"]:
        return Named((_period(_full_year(found["its_year"], today), month, day),))
    return _yearly(month, day, today)


_DIGITS = re.compile(r"\d+", re.ASCII)
_WHOLE = re.compile("|".join(f"(?P<{name}>{form.written})" for name, form in _FORMS.items() if form.alone), re.ASCII)
_WITHIN = re.compile(
    "|".join(
        f"{form.within[0]}(?P<{name}>{form.written}){form.within[1]}" for name, form in _FORMS.items() if form.within
    ),
    re.ASCII,
)


def whole(text: str, today: date) -> Named | None:
    """What the text names, if it is one of the forms and nothing else, without spaces.

    Raises ValueError for a day that does not exist, Unread for one that cannot be meant.
    """
    found = _WHOLE.fullmatch(text)
    return read(found, today) if found else None


def found_in(sentence: str) -> Iterator[re.Match[str]]:
    """The places in a sentence where a date is named, each to be read with `read`."""
    return _WITHIN.finditer(sentence)


def read(found: re.Match[str], today: date) -> Named:
    """What is named there. Raises ValueError for a day that does not exist, Unread for one that cannot be meant."""
    return _FORMS[str(found.lastgroup)].read(found, today)


# What the forms rest on


def _numbers(found: re.Match[str]) -> list[int]:
    return [int(digits) for digits in _DIGITS.findall(found[0])]


def _period(year: int, month: int | None = None, day: int | None = None) -> Period:
    if year not in _YEARS:
        raise Unread(hints.YEAR_RANGE)
    return Period.of(year, month, day)


def _full_year(said: str, today: date) -> int:
    """Two digits are a year of this century up to ten years from now, else one of the last."""
    if said in YEARS_OFF:
        return today.year + YEARS_OFF[said]
    year = integer(said)
    if _in_full(said):
        return year
    return 2000 + year if 2000 + year <= today.year + 10 else 1900 + year


def _month(said: str, today: date) -> int:
    if said in "本这":
        return today.month
    return 1 if said in "元首" else integer(said)


def _nth(weekday: int, which: int | None, year: int, month: int) -> tuple[int, int, int]:
    """The first, second, … such day of the week in the month, or its last; there may be no fifth."""
    first = (weekday - date(year, month, 1).weekday()) % 7 + 1
    days_of_it = range(first, Period.of(year, month).last.day + 1, 7)
    return year, month, days_of_it[-1] if which is None else first + 7 * (which - 1)


def _in_full(year: str) -> bool:
    return year not in YEARS_OFF and (len(year) > 2 or integer(year) >= 1000)  # 二千 has two characters


def _yearly(month: int, day: int | None, today: date) -> Named:
    """Within eight years there is a 29 February."""
    return _recurring(((today.year + off, month, day) for off in range(-8, 9)), today)


def _recurring(dates: Iterable[tuple[int, int, int | None]], today: date) -> Named:
    """Of the dates, oldest first, the last that has come and the one that follows it."""
    periods = _existing(dates)
    come = sum(each.first <= today for each in periods)
    return Named((periods[come - 1],), following=next(iter(periods[come:]), None))


def _existing(dates: Iterable[tuple[int, int, int | None]]) -> list[Period]:
    """Raises ValueError where none of the dates exists."""
    existing: dict[Period, None] = {}
    for each in dates:
        with suppress(ValueError, Unread):
            existing[_period(*each)] = None
    if not existing:
        raise ValueError("on no calendar")
    return list(existing)


def _month_from(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return years, month + 1


def _on(today: date, days_off: int) -> Period:
    return Period.on(today + timedelta(days=days_off))
