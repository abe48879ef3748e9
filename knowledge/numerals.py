"""Numbers as they are written: articles' (十四), and those of people, in Chinese or Arabic digits or in both.

2,300,000 · 1.5亿 · 两百三十万 · 贰佰叁拾万 · 2百3十万 · 三点五亿 · 三万五 · 百三 · 四万万 · 五百卅四.
"""

import math
import re
from decimal import Decimal
from typing import NamedTuple

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
# Numerals written in other characters: by hand, formally, traditionally, or counting two and three together.
_PLAIN = str.maketrans(
    dict(zip("〇○两俩仨壹贰叁参肆伍陆柒捌玖拾佰仟萬億", "零零二二三一二三三四五六七八九十百千万亿", strict=True))
    | {"廿": "二十", "卅": "三十", "卌": "四十"}
)
_TO_ARABIC = str.maketrans(_DIGITS, "0123456789")
_SCALES = _UNITS | {"万": 10**4, "亿": 10**8}


def chinese(number: int) -> str:
    """The numeral of a number from 1 to 199, more than any text here has articles.

    >>> chinese(7), chinese(14), chinese(20), chinese(103)
    ('七', '十四', '二十', '一百零三')
    """
    if number >= 100:
        rest = number - 100
        linked = ("零" if rest < 10 else "一" if rest < 20 else "") + chinese(rest) if rest else ""
        return "一百" + linked
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


# A regular expression for the numerals above and no other words; the longest first, as the first match wins.
NUMERAL = "(?:" + "|".join(sorted(map(chinese, range(1, 200)), key=len, reverse=True)) + ")"


def integer(written: str) -> int:
    """The number up to thousands that is written, in Chinese or Arabic digits and however loosely.

    Raises ValueError for anything else.

    >>> [integer(written) for written in ("14", "十四", "两百", "一百零五", "二〇二三")]
    [14, 14, 200, 105, 2023]
    """
    written = written.translate(_PLAIN)
    if not any(unit in written for unit in _UNITS):
        return int(written.translate(_TO_ARABIC))
    total, digit = 0, ""
    for character in written:
        if character in _UNITS:
            total += int(digit or 1) * _UNITS[character]
            digit = ""
        else:
            digit = character.translate(_TO_ARABIC)
    return total + int(digit or 0)


# As people write them

_LONGEST = 30

_GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+"
_ARABIC = re.compile(rf"({_GROUPED}|\d{{1,15}})?(\.\d{{1,8}})?([百千]?万?亿?)", re.ASCII)
_SPOKEN_POINT = re.compile(
    r"([零一二三四五六七八九十百千]+|\d+)点([零一二三四五六七八九]+|\d+)([百千]?万?亿?)", re.ASCII
)
# 四百亿点零五 may be 40,000,000,000.05, or 40.05 billion put loosely.
_POINT_AFTER_UNIT = re.compile(r"([零一二三四五六七八九十百千万亿]+)点([零一二三四五六七八九]+)")
_DIGIT_BY_DIGIT = re.compile(r"(?=.*零)([零一二三四五六七八九]{3,})([百千]?万?亿?)")
_UNIT_LEFT_OUT = re.compile(r"([^.]+[百千万亿])([1-9一二三四五六七八九])")
_ONE_AND_UNIT_LEFT_OUT = re.compile(r"([百千][1-9一二三四五六七八九])(万?)|(万[1-9一二三四五六七八九])")
# cn2an reads 三五 (three to five) as 35, 一百零 as 100, -3 and 1万50 (10,050 or 15,000?) as if nothing were odd.
_NOT_FOR_CN2AN = re.compile(
    r"[一二三四五六七八九][零一二三四五六七八九0-9]|[0-9][零一二三四五六七八九]|^零.|.零$|[^零一二三四五六七八九十百千万亿0-9]|"
    r"[0-9]{5}|[千万亿][0-9]{2}$"
)


class Numeral(NamedTuple):
    """A number read; `exact` is False where a unit was left out (三万五 = 35,000) or it is written oddly; `otherwise`:
    what else it may be, 10,503 where 一万零五百三 is 10,530."""

    value: Decimal
    exact: bool = True
    otherwise: Decimal | None = None


def numeral(text: str) -> Numeral:
    """Read a whole text without spaces as one number of zero or more. Raises ValueError if it is anything else."""
    if not text or len(text) > _LONGEST:
        raise ValueError(f"not a number: {text!r}")
    text = text.translate(_PLAIN).replace("万万", "亿")
    if found := _ARABIC.fullmatch(text):
        whole, fraction, units = found.groups()
        if whole is None and fraction is None:
            raise ValueError(f"a unit without a number: {text!r}")
        scale = math.prod(_SCALES[unit] for unit in units)
        return Numeral(plain(Decimal((whole or "0").replace(",", "") + (fraction or "")) * scale))
    if found := _SPOKEN_POINT.fullmatch(text):
        whole, fraction, units = found.groups()
        return numeral(f"{numeral(whole).value}.{fraction.translate(_TO_ARABIC)}{units}")
    if found := _POINT_AFTER_UNIT.fullmatch(text):
        fraction = Decimal(f"0.{found[2].translate(_TO_ARABIC)}")
        return Numeral(plain(numeral(found[1]).value + fraction), exact=False)
    if found := _DIGIT_BY_DIGIT.fullmatch(text):
        return numeral(text.translate(_TO_ARABIC))
    if found := _ONE_AND_UNIT_LEFT_OUT.fullmatch(text):
        scale = _SCALES["万"] if found[2] else 1
        return Numeral(numeral(f"一{found[1] or found[3]}").value * scale, exact=False)
    if found := _UNIT_LEFT_OUT.fullmatch(text):
        return _last_unit_left_out(*found.groups())
    if "零十" in text:
        return numeral(text.replace("零十", "一十"))._replace(exact=False)
    if _NOT_FOR_CN2AN.search(text):
        raise ValueError(f"not a number: {text!r}")

    from cn2an import cn2an  # type: ignore[import-untyped]  # here, because importing it takes long

    try:
        return Numeral(Decimal(int(cn2an(text, "smart"))))
    except KeyError as error:
        raise ValueError(f"not a number: {text!r}") from error


def _last_unit_left_out(whole: str, last: str) -> Numeral:
    """Its unit is the next smaller one; after 百 it may be ones where a 零 shows that the zeros are written."""
    start, digit = numeral(whole).value, Decimal(last.translate(_TO_ARABIC))
    value = start + digit * (_SCALES[whole[-1]] // 10)
    return Numeral(value, exact=False, otherwise=start + digit if "零" in whole and whole[-1] == "百" else None)


def plain(value: Decimal) -> Decimal:
    """The same number without needless zeros or an exponent: 80.0 -> 80, 2.50 -> 2.5."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
