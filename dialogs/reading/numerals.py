"""Numbers as they are written: 2,300,000 · 1.5亿 · 两百三十万 · 贰佰叁拾万 · 2百3十万 · 三点五亿 · 三万五."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NamedTuple

from knowledge.numerals import ARABIC, PLAIN, SCALES

_LONGEST = 30

_GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+"
_ARABIC = re.compile(rf"({_GROUPED}|\d{{1,15}})?(\.\d{{1,8}})?([百千]?万?亿?)", re.ASCII)
_SPOKEN_POINT = re.compile(
    r"([零一二三四五六七八九十百千]+|\d+)点([零一二三四五六七八九]+|\d+)([百千]?万?亿?)", re.ASCII
)
_DIGIT_BY_DIGIT = re.compile(r"(?=.*零)([零一二三四五六七八九]{3,})([百千]?万?亿?)")
_UNIT_LEFT_OUT = re.compile(r"([^.]+[百千万亿])([1-9一二三四五六七八九])")
# cn2an reads 三五 (three to five) as 35, 一百零 as 100, -3 and 1万50 (10,050 or 15,000?) as if nothing were odd.
_NOT_FOR_CN2AN = re.compile(
    r"[一二三四五六七八九][零一二三四五六七八九0-9]|[0-9][零一二三四五六七八九]|^零.|.零$|[^零一二三四五六七八九十百千万亿0-9]|"
    r"[0-9]{5}|[千万亿][0-9]{2}$"
)


class Numeral(NamedTuple):
    """A number read; `exact` is False where its last unit was left out (三万五 = 35,000)."""

    value: Decimal
    exact: bool = True


def numeral(text: str) -> Numeral:
    """Read a whole text without spaces as one number of zero or more. Raises ValueError if it is anything else."""
    if not text or len(text) > _LONGEST:
        raise ValueError(f"not a number: {text!r}")
    text = text.translate(PLAIN)
    if found := _ARABIC.fullmatch(text):
        whole, fraction, units = found.groups()
        if whole is None and fraction is None:
            raise ValueError(f"a unit without a number: {text!r}")
        scale = math.prod(SCALES[unit] for unit in units)
        return Numeral(plain(Decimal((whole or "0").replace(",", "") + (fraction or "")) * scale))
    if found := _SPOKEN_POINT.fullmatch(text):
        whole, fraction, units = found.groups()
        return numeral(f"{numeral(whole).value}.{fraction.translate(ARABIC)}{units}")
    if found := _DIGIT_BY_DIGIT.fullmatch(text):
        return numeral(text.translate(ARABIC))
    if found := _UNIT_LEFT_OUT.fullmatch(text):
        value = numeral(found[1]).value + Decimal(found[2].translate(ARABIC)) * (SCALES[found[1][-1]] // 10)
        return Numeral(value, exact=False)
    return Numeral(_by_cn2an(text))


def _by_cn2an(text: str) -> Decimal:
    from cn2an import cn2an  # type: ignore[import-untyped]

    if _NOT_FOR_CN2AN.search(text):
        raise ValueError(f"not a number: {text!r}")
    try:
        return Decimal(int(cn2an(text, "smart")))
    except KeyError as error:
        raise ValueError(f"not a number: {text!r}") from error


def plain(value: Decimal) -> Decimal:
    """The same number without needless zeros or an exponent: 80.0 -> 80, 2.50 -> 2.5."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
