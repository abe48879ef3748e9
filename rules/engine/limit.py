"""Limits: the numbers of a text by name, as a question about one of them is answered."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from knowledge.numerals import chinese
from rules.engine.conditions import Threshold
from rules.engine.figures import amount, plain


class Bound(StrEnum):
    """How a figure of one's own is held against the number: it has to reach it, to lie within it, to lie beyond it; or
    nobody has such a figure (EXACT: 公示7日)."""

    AT_LEAST = "at_least"
    WITHIN = "within"
    BEYOND = "beyond"
    EXACT = "exact"


class Limit(NamedTuple):
    """A threshold of the rules, and what the figures are called that it is for; a pattern. `counted`: what is counted,
    where people name it one by one."""

    threshold: Threshold
    bound: Bound
    names: re.Pattern[str]
    counted: re.Pattern[str] | None = None

    def need(self, on: date) -> str:
        """The number in words, years and items as the law writes them.

        >>> Limit(Threshold("称号", 3, "年"), Bound.EXACT, re.compile("称号")).need(date(2026, 1, 1))
        '三年'
        """
        return shown(self.threshold.at(on), self.threshold.unit)

    def words(self, on: date) -> str:
        """The number with its sense to the subject.

        >>> Limit(Threshold("资产总额", 2_000_000, "元"), Bound.AT_LEAST, re.compile("资产")).words(date(2026, 1, 1))
        '不低于200万元'
        """
        return self.threshold.sense.format(self.need(on))


WRITTEN_OUT = {"年", "项"}
MOST_WRITTEN_OUT = 10


def shown(value: int, unit: str) -> str:
    """
    >>> shown(2, "年"), shown(3, "项"), shown(2_000_000, "元"), shown(7, "日")
    ('两年', '三项', '200万元', '7日')
    """
    if unit in WRITTEN_OUT and 0 < value <= MOST_WRITTEN_OUT:
        return ("两" if value == 2 else chinese(value)) + unit
    return amount(value, unit) if unit == "元" else f"{plain(value)}{unit}"
