"""The days that a sentence names among other words: 我们上周五换了法人 · 10月8号搬的 · 下个月8号要改名.

Other than the answer to a question, such a day may lie ahead, and what is vague (上周, 10月, 最近) is kept as it was
said, so that the day can be asked back.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from dialogs.reading.days import forms
from dialogs.reading.days.forms import WEEKDAYS, Named
from dialogs.reading.outcome import Unread
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period

Lean: TypeAlias = Literal["past", "future", ""]
HALF_A_YEAR = timedelta(days=183)
A_MONTH = timedelta(days=31)
A_WEEK = timedelta(days=7)

_SPACE = re.compile(r"(?<!\d) | (?!\d)")
_AROUND = re.compile(r"[初底末中](?!国|关)|[上中下]旬|左右|前后|上下|多")
_NO_DAY = re.compile(
    r"最近|近期|近[来日]|前阵子|前段时间|前段|前些[天日]|前几[天日]|这几天|这两天|前不久|不久前|"
    r"[月年][初底末中]|[上中下]旬|[上下]半年|春节|过年|除夕|元宵|清明|端午|中秋|国庆|五一|十一(?!月)|元旦|[这过]段时间|"
    rf"改天|过几天|过两天|(?:{forms.NUMBER}|半)个?多?(?:周|星期|礼拜|月|年)(?:以|之)?[前后]"
)
_DAY_OF_WEEK = re.compile(rf"{forms.WEEK}?({forms.OF_THE_WEEK})[的吧]?")
_HOUR = re.compile(r"(?P<later>下午|晚上|傍晚)?(?P<hour>\d{1,2}) ?[点时:]", re.ASCII)


class SaidDays(NamedTuple):
    """spans: the day, or the days, weeks, months it may be one of; vague: words for a day that name none; reason: why
    a day that was said cannot be."""

    spans: tuple[Period, ...] = ()
    vague: str = ""
    reason: str = ""


def days_said(sentence: str, today: date, lean: Lean = "") -> SaidDays:
    """`sentence` is normalised. `lean`: whether what is spoken of has happened or is to come, where it says so."""
    spans: dict[Period, None] = {}
    close = _SPACE.sub("", sentence)
    for found in forms.found_in(close):
        try:
            named = forms.read(found, today)
            read = named.on_its_weekday(_leaning(named, today, lean), found[0])
        except ValueError:
            return SaidDays(reason=hints.no_such_day(found[0]))
        except Unread as unread:
            return SaidDays(reason=unread.reason)
        spans |= dict.fromkeys(map(_month_of, read) if _AROUND.match(close, found.end()) else read)
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


def _leaning(named: Named, today: date, lean: Lean) -> tuple[Period, ...]:
    """Of what comes round, the last or the next, or both: as the sentence leans if that one is near enough."""
    last, following = named.periods[0], named.following
    if following is None:
        return named.periods
    if named.either:
        return _day_of_a_week(last, following, today, lean)
    since, until = max(today - last.last, timedelta()), following.first - today
    match lean:
        case "past":
            sure = last if since <= HALF_A_YEAR else None
        case "future":
            sure = last if last.last >= today else following if until <= HALF_A_YEAR else None
        case _:
            sure = last if since <= until else None
    return (sure,) if sure else (last, following)


def _day_of_a_week(last: Period, following: Period, today: date, lean: Lean) -> tuple[Period, ...]:
    """On the day itself it may be meant, or the one a week off."""
    if last.first == today:
        return last, Period.on(today - A_WEEK) if lean == "past" else following
    if lean:
        return (last,) if lean == "past" else (following,)
    return last, following


def _month_of(span: Period) -> Period:
    """10月8号左右 and 10月底 are only known to their month."""
    return Period.of(span.first.year, span.first.month) if span.first.month == span.last.month else span
