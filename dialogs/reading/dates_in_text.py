"""The days that a sentence names among other words: 我们上周五换了法人 · 10月8号搬的 · 下个月8号要改名.

Other than the answer to a question, such a day may lie ahead, and what is vague (上周, 10月, 最近) is kept as it was
said, so that the day can be asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from dialogs.reading.dates import day
from dialogs.reading.outcome import Unread
from dialogs.reading.periods import WEEKDAYS
from dialogs.wording import zh_reading as hints
from rules.calendar.days import ONE_DAY, Period

Lean: TypeAlias = Literal["past", "future", ""]
HALF_A_YEAR = timedelta(days=183)
A_MONTH = timedelta(days=31)

_NUMBER = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_YEAR = r"(?:(?<!\d)(?:\d{4}|\d{2})年|[一二][〇零○一二三四五六七八九]{3}年|(?:大前|前|去|今|本|明|后)年)的?"
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAY = rf"{_WEEK}[一二三四五六日天]"
_DAY_OF_WEEK = re.compile(rf"{_WEEK}?([一二三四五六日天])[的吧]?")
_IN_AN_ADDRESS = "路街道巷胡同里园区段桥村苑院厦座栋镇"
_NAMED = re.compile(
    rf"(?P<numeric>(?<!\d)\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)|(?<!\d)(?:19|20)\d{{6}}(?!\d))"
    rf"|(?P<written>(?P<year>{_YEAR})? ?(?:{_NUMBER}|元)月份? ?(?:{_NUMBER}(?:[日号]|(?![\d号])))?)"
    rf"(?: ?\(?{_WEEK}(?P<of_week>[一二三四五六日天])\)?)?"
    rf"|(?P<year_alone>{_YEAR})"
    rf"|(?P<of_month>(?:上上|上|本|这|当|下)个?月份?(?:{_NUMBER}[日号])?)"
    rf"|(?P<week_day>(?:上上|上|本|这|下下|下)个?{_WEEKDAY})"
    rf"|(?P<weekday>{_WEEK}(?P<nth>[一二三四五六日天]))"
    rf"|(?P<week>(?P<which_week>上上|上|本|这|下下|下)(?:一?个)?(?:周|星期|礼拜))"
    rf"|(?P<near>大?[前后][天日]|[昨今明][天日])(?!起)"
    rf"|(?P<counted>{_NUMBER}[天日](?:以|之)?(?P<way>[前后]))"
    rf"|(?P<short>(?<![\d./-])\d{{1,2}}[./-]\d{{1,2}}(?![\d./%万亿元-]))"
    rf"|(?P<alone>(?<![\d{_IN_AN_ADDRESS}])(?<!第){_NUMBER}[日号](?![楼院线地门室房馆库厅店厂桥]))"
)
_AROUND = re.compile(r"[初底末中](?!国|关)|[上中下]旬|左右|前后|上下|多")
_NO_DAY = re.compile(
    rf"最近|近期|近[来日]|前阵子|前段时间|前段|前些[天日]|前几[天日]|这几天|这两天|前不久|不久前|"
    rf"[月年][初底末中]|[上中下]旬|[上下]半年|春节|过年|除夕|元宵|清明|端午|中秋|国庆|五一|十一(?!月)|元旦|[这过]段时间|"
    rf"改天|过几天|过两天|(?:{_NUMBER}|半)个?多?(?:周|星期|礼拜|月|年)(?:以|之)?[前后]"
)
_HOUR = re.compile(r"(?P<later>下午|晚上|傍晚)?(?P<hour>\d{1,2}) ?[点时:]", re.ASCII)
_WEEKS_OFF = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}


class SaidDays(NamedTuple):
    """spans: the day, or the days, weeks, months it may be one of; vague: words for a day that name none; reason: why
    a day that was said cannot be."""

    spans: tuple[Period, ...] = ()
    vague: str = ""
    reason: str = ""


def days_said(sentence: str, today: date, lean: Lean = "") -> SaidDays:
    """`sentence` is normalised. `lean`: whether what is spoken of has happened or is to come, where it says so."""
    spans: dict[Period, None] = {}
    for found in _NAMED.finditer(sentence):
        try:
            read = tuple(_read(found, today, lean))
        except Unread as unread:
            return SaidDays(reason=unread.reason)
        if _AROUND.match(sentence, found.end()):
            read = tuple(map(_month_of, read))
        spans |= dict.fromkeys(read)
    if spans:
        return SaidDays(tuple(_narrowest(spans)))
    vague = _NO_DAY.search(sentence)
    return SaidDays(vague=vague[0] if vague else "")


def day_of_week(text: str) -> int | None:
    """周三, 三: its number from Monday, 0; None for anything else."""
    found = _DAY_OF_WEEK.fullmatch(text)
    return WEEKDAYS[found[1]] if found else None


def month_said(text: str, today: date) -> int | None:
    """5月, 5, 下个月: the number of the one month that is named."""
    spans = days_said(text if "月" in text else f"{text}月", today, "past").spans
    one = len(spans) == 1 and spans[0].first.month == spans[0].last.month
    return spans[0].first.month if one else None


def hour_said(sentence: str) -> int | None:
    """下午3点, 9:00: the hour of the day."""
    found = _HOUR.search(sentence)
    if found is None:
        return None
    hour = int(found["hour"])
    return hour + 12 if found["later"] and hour < 12 else hour


def _narrowest(spans: dict[Period, None]) -> Iterator[Period]:
    """Without those in which another one lies, and without a year beside them: 2023年的称号，上周，周五换的法人."""
    within_a_year = [span for span in spans if span.last - span.first <= A_MONTH]
    narrow: set[Period] = set()
    ends = date.max  # the first day on which one ends of those that begin no earlier
    for span in sorted(spans, key=lambda span: (-span.first.toordinal(), span.last)):
        if span.last < ends:
            narrow.add(span)
            ends = span.last
    yield from (span for span in within_a_year or spans if span in narrow)


def _read(found: re.Match[str], today: date, lean: Lean) -> Iterator[Period]:
    """What one of the forms means. Raises Unread for a day that does not exist."""
    if found["written"] and not found["year"]:
        yield from _of_week(found, _nearer(_once_a_year(found["written"], today), today, lean))
    elif found["short"]:
        yield from _nearer(_once_a_year(found["short"], today), today, lean)
    elif found["alone"]:
        yield from _nearer(_once_a_month(found["alone"], today), today, lean)
    elif found["weekday"]:
        yield from _once_a_week(WEEKDAYS[found["nth"]], today, lean)
    elif found["week"]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS_OFF[found["which_week"]])
        yield Period(monday, monday + timedelta(days=6))
    elif found["counted"] and found["way"] == "后":
        past = day(found["counted"][:-1].rstrip("以之") + "前", today).candidates[0].first
        yield Period.on(today + (today - past))
    else:
        yield from _of_week(found, day(found["written"] or found[0].removesuffix("的"), today).candidates)


def _of_week(found: re.Match[str], read: tuple[Period, ...]) -> tuple[Period, ...]:
    """Those that fall on the weekday said beside the day. Raises Unread where none does."""
    if not found["of_week"]:
        return read
    fitting = tuple(each for each in read if each.first.weekday() == WEEKDAYS[found["of_week"]])
    if not fitting:
        raise Unread(hints.other_weekday(found[0]))
    return fitting


def _once_a_year(said: str, today: date) -> tuple[Period, Period]:
    last = day(said, today).candidates[0]
    for year in range(last.first.year + 1, last.first.year + 9):
        try:
            following = last.first.replace(year=year)
        except ValueError:
            continue
        return last, Period.on(following) if last.exact else Period.of(year, following.month)
    raise AssertionError("within eight years there is a 29 February")


def _once_a_month(said: str, today: date) -> tuple[Period, Period]:
    last = day(said, today).candidates[0]
    following = last.first + ONE_DAY
    while following.day != last.first.day or following <= today:
        following += ONE_DAY
    return last, Period.on(following)


def _once_a_week(nth: int, today: date, lean: Lean) -> tuple[Period, ...]:
    """The last and the next, unless the sentence leans; on the day itself it may be meant, or the one a week off."""
    ago = (today.weekday() - nth) % 7
    last, following = Period.on(today - timedelta(days=ago)), Period.on(today + timedelta(days=7 - ago))
    if not ago and lean == "past":
        return last, Period.on(today - timedelta(days=7))
    if not ago or not lean:
        return last, following
    return (last,) if lean == "past" else (following,)


def _nearer(pair: tuple[Period, Period], today: date, lean: Lean) -> tuple[Period, ...]:
    """The one that has come or the one to come: as the sentence leans if that one is near, else the last one if it is
    nearer; otherwise both."""
    last, following = pair
    since, until = max(today - last.last, timedelta()), following.first - today
    match lean:
        case "past":
            sure = last if since <= HALF_A_YEAR else None
        case "future":
            sure = last if last.last >= today else following if until <= HALF_A_YEAR else None
        case _:
            sure = last if since <= until else None
    return (sure,) if sure else pair


def _month_of(span: Period) -> Period:
    """10月8号左右 and 10月底 are only known to their month."""
    return Period.of(span.first.year, span.first.month) if span.first.month == span.last.month else span
