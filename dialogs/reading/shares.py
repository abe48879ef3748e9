"""Shares in percent: 95% · 百分之九十 · 九成五 · 五分之四 · 19/20."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from dialogs.reading.number_in_text import LONGEST, listen, refuse
from dialogs.reading.numerals import Numeral, numeral, plain
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.plain_text import normalise
from dialogs.wording import zh_reading as hints

_HUNDRED = Decimal(100)

_ALL = re.compile(r"(?:全部|全都|全|所有|都|百分百|百分之百|百分之一百|(?:全部|全)?都(?:是|有|达标|满意))")
_PERCENT = re.compile(r"百分之(?P<after>.+)|(?P<before>.+?)(?:%|个?百分点)")
_TENTHS = re.compile(r"(?P<tenths>.+?)成(?P<rest>[1-9一二三四五六七八九半])?")
_FRACTION = re.compile(r"(?P<over>[^/]+)/(?P<under>[^/]+)|(?P<spoken_under>.+)分之(?P<spoken_over>.+)", re.DOTALL)
_SCORE = re.compile(r"[0-9一二三四五六七八九十]分|[星颗]|满分")
_SHOWN = Decimal("0.0001")


def share(text: str) -> Reading[Decimal]:
    """A share in percent, 95 meaning 95 %.

    A bare 0.95 has two candidates, 95 and 0.95. A fraction without end (三分之二) is cut off after four places, never
    rounded up, and not exact. Raises Unread.
    """
    if len(text) <= LONGEST and _ALL.fullmatch(normalise(text).strip(" ,.!。~的了吧呢啊哦")):
        return Reading((_HUNDRED,), True)
    said = listen(text, hints.SHARE)
    try:
        values, exact = _percent(said.core)
    except ValueError:
        if "分之" not in said.core and _SCORE.search(said.core):
            raise Unread(hints.SHARE_NOT_SCORE) from None
        refuse(said, hints.SHARE_EXAMPLE, hints.ONE_SHARE, hints.SHARE)
    if values[0] > _HUNDRED:
        raise Unread(hints.SHARE_RANGE)
    return Reading(values, said.exact and exact)


def _percent(core: str) -> tuple[tuple[Decimal, ...], bool]:
    """The possible values in percent and whether they are exact. Raises ValueError where no share is written."""
    if core == "一半":
        return (Decimal(50),), False
    if found := _PERCENT.fullmatch(core):
        read = numeral(found["after"] or found["before"])
        return (read.value,), read.exact
    if found := _TENTHS.fullmatch(core):
        rest = found["rest"] or "0"
        half_or_digit = Decimal(5) if rest == "半" else numeral(rest).value
        read = numeral(found["tenths"])
        return (plain(read.value * 10 + half_or_digit),), read.exact
    if found := _FRACTION.fullmatch(core):
        return _fraction(
            numeral(found["over"] or found["spoken_over"]), numeral(found["under"] or found["spoken_under"])
        )
    read = numeral(core)
    if 0 < read.value <= 1:
        return (plain(read.value * _HUNDRED), read.value), read.exact
    return (read.value,), read.exact


def _fraction(over: Numeral, under: Numeral) -> tuple[tuple[Decimal, ...], bool]:
    if under.value == 0:
        raise ValueError("a fraction of nothing")
    if over.value % 1 or under.value % 1:
        raise Unread(hints.SHARE_NOT_SCORE)  # 4.8/5 is no share of anything counted
    if over.value > under.value:
        raise Unread(hints.SHARE_RANGE)
    shown = (over.value * _HUNDRED / under.value).quantize(_SHOWN, rounding=ROUND_DOWN)
    ends = Fraction(shown) * Fraction(under.value) == Fraction(over.value) * 100
    return (plain(shown),), over.exact and under.exact and ends
