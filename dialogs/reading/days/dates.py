"""A day, a month or a year as an answer, and lists of them.

A text is as a whole one of the forms of `forms`, but for the words around it, or it is not read here: what is
picked out of a longer text is the matter of `in_answer`.
"""

import re
from datetime import date
from itertools import product

from dialogs.reading.days import forms
from dialogs.reading.days.forms import Named
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.vocabulary import OUR_FIRM, normalise, without_endings
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period

_LONGEST = 60
_LONGEST_LIST = 600

_OPENING = re.compile(
    r"(?P<unsure>应该是?|好像是?|可能是?|估计是?|记得是?)|"
    rf"{OUR_FIRM}|(?:公元|纪元)(?!前)|成立于|注册于|成立|注册|日期是?|时间是?|是|于|在|[:,.\s(\"'“‘「]"
)
_CLOSING = ("成立", "注册", "处罚", "那天", "当天", "这天", "那个月", "那年", "当年", *"吧的了啊呢哦,.;!、。)\"'”’」")
POINT = re.compile(r"(?<=[0-9])[ 。](?=[0-9])")

_LUNAR = re.compile(
    r"农历|阴历|旧历|正月|腊月|冬月|闰|初[一二三四五六七八九十0-9]|廿|春节|除夕|元宵|清明|端午|七夕|中秋|重阳|过年|大年|年三十"
)
_VAGUE = re.compile(
    r"[初底末]|[上中下]旬|上半|下半|季度|左右|前后|上下|大概|大约|约|差不多|[几多来]|[前后]|期间|之间|的时候|附近|春|夏|秋|冬|不到|以来|[至到~]|奥运|疫情"
)
_SEVERAL = re.compile(r"[、,，;；]|和|及|还是|或")
_PARTING = re.compile(r"[、，,;；\n]|和|以及|及|跟|与|还有")


def day(text: str, today: date, ahead: bool = False) -> Reading[Period]:
    """A day, a month or a year.

    Exact only where all of it is written. What rests on `today` is not: 上周五, 去年3月, and 5月8号, which is the
    latest one that has come or, where the day asked for lies `ahead`, the next. Raises Unread, for a day that does not
    exist as well.
    """
    named = _named(text, today, ahead)
    return Reading(named.periods, named.exact)


def days(text: str, today: date, ahead: bool = False) -> Reading[tuple[Period, ...]]:
    """One or several days, months or years, in the order written.

    Raises Unread if any cannot be read, if more than one has several candidates, and for a day without a year beside
    one with it (2021年6月1日、7月2日): it may be of that year or the latest one.
    """
    if len(text) > _LONGEST_LIST:
        raise Unread(hints.DAYS)
    parts = [normalise(part) for part in _PARTING.split(text)]
    named = [each for part in parts if part for each in _between_spaces(part, today, ahead)]
    if not named:
        raise Unread(hints.DAYS)
    without_year = {each.yearless for each in named}
    if len(without_year) > 1 or sum(len(each.periods) > 1 for each in named) > 1:
        raise Unread(hints.YEAR_FOR_EACH_DAY)
    lists = tuple(product(*(each.periods for each in named)))
    return Reading(lists, all(each.exact for each in named))


def _between_spaces(part: str, today: date, ahead: bool) -> list[Named]:
    """What the text names or, where it is no date, the pieces between its spaces."""
    try:
        return [_named(part, today, ahead)]
    except Unread:
        pieces = part.split()
        if len(pieces) < 2:
            raise
    return [_named(piece, today, ahead) for piece in pieces]


def _named(text: str, today: date, ahead: bool) -> Named:
    """What a text names as a whole. Raises Unread."""
    if len(text) > _LONGEST:
        raise Unread(hints.DAY)
    said = normalise(text)
    core, sure = _core(said)
    try:
        named = forms.whole(core, today)
    except ValueError:
        raise Unread(hints.no_such_day(said)) from None
    if named is None:
        raise Unread(_why_not(said))
    return named._replace(exact=named.exact and sure).answering(core, today, ahead)


def _core(said: str) -> tuple[str, bool]:
    """The text without spaces and the words around the date; whether none of them said to be unsure."""
    core = POINT.sub(".", said.casefold()).replace(" ", "")
    begin, sure = 0, True
    while lead := _OPENING.match(core, begin):
        begin, sure = lead.end(), sure and lead["unsure"] is None
    return without_endings(core[begin:], _CLOSING), sure


def _why_not(said: str) -> str:
    if _LUNAR.search(said):
        return hints.LUNAR_DAY
    if _SEVERAL.search(said):
        return hints.ONE_DAY
    return hints.vague_day(said) if _VAGUE.search(said) else hints.DAY
