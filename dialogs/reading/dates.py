"""Reading a day, a month or a year, and lists of them.

A text is as a whole one of the forms known in `written_days` and `relative_days`, or it is not read: nothing is picked
out of a longer text.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dialogs.reading.absolute_dates import numeric, written
from dialogs.reading.endings import without_endings
from dialogs.reading.numerals import numeral
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.relative_dates import FESTIVALS, festival, near, of_a_month, weekday
from dialogs.reading.words import normalise
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period

_LONGEST = 60
_LONGEST_LIST = 600

_OPENING = re.compile(
    r"(?P<unsure>应该是?|好像是?|可能是?|估计是?|记得是?)|"
    r"我们单位|我们公司|我们|公司|单位|成立于|注册于|成立|注册|日期是?|时间是?|是|于|在|[:,.\s(\"'“‘「]"
)
_CLOSING = ("成立", "注册", "处罚", "那天", "当天", "这天", "那个月", "那年", "当年", *"吧的了啊呢哦,.;!、。)\"'”’」")

_POINT = re.compile(r"(?<=[0-9])[ 。](?=[0-9])")
_YEAR_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR_BY_DIGITS = re.compile(r"(?<![〇零○一二三四五六七八九十百千])(?:[〇零○一二三四五六七八九]{2}){1,2}(?=年)")
_YEAR_COUNTED = re.compile(r"[一二两]千[零〇]?[一二三四五六七八九十百]*(?=年)")
_PART = re.compile(
    r"(?<![一二三四五六七八九十百初廿])(?:[一二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
    r"(?:(?=[月日号]|天[以之]?前)|(?<=月.)$|(?<=月..)$|(?<=月...)$)"
)


class _Said(NamedTuple):
    core: str  # in Arabic digits, without spaces and the words around the day
    sure: bool  # none of those words said to be unsure


def day(text: str, today: date) -> Reading[Period]:
    """A day, a month or a year.

    Exact only where all of it is written. What rests on `today` is not: 上周五, 去年3月, and 5月8号, which is the
    latest one that has come. Raises Unread, for a day that does not exist as well.
    """
    if len(text) > _LONGEST:
        raise Unread(hints.DAY)
    whole = normalise(text)
    said = _listen(whole)
    for read in (written, numeric, festival, of_a_month, weekday, near):
        try:
            found = read(said.core, today)
        except ValueError:
            raise Unread(hints.no_such_day(whole)) from None
        if found is not None:
            return Reading(found.candidates, found.exact and said.sure)
    raise Unread(_why_not(whole))


def _listen(whole: str) -> _Said:
    core = _POINT.sub(".", whole.casefold()).replace(" ", "")
    begin, sure = 0, True
    while lead := _OPENING.match(core, begin):
        begin, sure = lead.end(), sure and lead["unsure"] is None
    core = without_endings(core[begin:], _CLOSING).replace("元月", "1月")
    core = _YEAR_COUNTED.sub(_arabic, core)
    core = _YEAR_BY_DIGITS.sub(lambda year: year[0].translate(_YEAR_DIGITS), core)
    return _Said(_PART.sub(_arabic, core), sure)


def _arabic(spoken: re.Match[str]) -> str:
    """The number in Arabic digits; as it stands where it is none, so that it will not be read."""
    try:
        return str(numeral(spoken[0]).value)
    except ValueError:
        return spoken[0]


_LUNAR = re.compile(
    r"农历|阴历|旧历|正月|腊月|冬月|闰|初[一二三四五六七八九十0-9]|廿|春节|除夕|元宵|清明|端午|七夕|中秋|重阳|过年|大年|年三十"
)
_VAGUE = re.compile(
    r"[初底末]|[上中下]旬|上半|下半|季度|左右|前后|上下|大概|大约|约|差不多|[几多来]|[前后]|期间|之间|的时候|附近|春|夏|秋|冬|不到|以来|[至到~]|奥运|疫情"
)
_SEVERAL = re.compile(r"[、,，;；]|和|及|还是|或")


def _why_not(whole: str) -> str:
    if _LUNAR.search(whole):
        return hints.LUNAR_DAY
    if _SEVERAL.search(whole):
        return hints.ONE_DAY
    if _VAGUE.search(whole):
        return hints.vague_day(whole)
    return hints.DAY


_PARTING = re.compile(r"[、，,;；\n]|和|以及|及|跟|与|还有")
_WITHOUT_YEAR = re.compile(rf"\d{{1,2}}(?:[-./]\d{{1,2}}|月.*|[日号])|(?:{'|'.join(FESTIVALS)})节?", re.ASCII)


def days(text: str, today: date) -> Reading[tuple[Period, ...]]:
    """One or several days, months or years, in the order written.

    Raises Unread if any cannot be read, if more than one has several candidates, and for a day without a year beside
    one with it (2021年6月1日、7月2日): it may be of that year or the latest one.
    """
    if len(text) > _LONGEST_LIST:
        raise Unread(hints.DAYS)
    parts = [normalise(part) for part in _PARTING.split(text)]
    read = [one for part in parts if part for one in _between_spaces(part, today)]
    if not read:
        raise Unread(hints.DAYS)
    without_year = [_WITHOUT_YEAR.fullmatch(_listen(piece).core) is not None for piece, _ in read]
    ambiguous = [reading for _, reading in read if len(reading.candidates) > 1]
    if len(set(without_year)) > 1 or len(ambiguous) > 1:
        raise Unread(hints.YEAR_FOR_EACH_DAY)
    lists: list[tuple[Period, ...]] = [()]
    for _, reading in read:
        lists = [(*known, candidate) for known in lists for candidate in reading.candidates]
    return Reading(tuple(lists), all(reading.exact for _, reading in read))


def _between_spaces(part: str, today: date) -> list[tuple[str, Reading[Period]]]:
    """The text with the day it is or, where it is not one, the pieces between its spaces with theirs."""
    try:
        return [(part, day(part, today))]
    except Unread:
        pieces = part.split()
        if len(pieces) < 2:
            raise
    return [(piece, day(piece, today)) for piece in pieces]
