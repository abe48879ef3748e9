"""Chinese numerals: the one table of digits and units, and small numbers written in it and read."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
# Numerals written in other characters: by hand, formally, traditionally, or counting two and three together.
PLAIN = str.maketrans("〇○两俩仨壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零零二二三一二三四五六七八九十百千万亿")
ARABIC = str.maketrans(_DIGITS, "0123456789")
SCALES = _UNITS | {"万": 10**4, "亿": 10**8}


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


def integer(numeral: str) -> int:
    """The number up to thousands that a numeral stands for, in Chinese or Arabic digits and however loosely written.

    Raises ValueError for anything else.

    >>> [integer(numeral) for numeral in ("14", "十四", "两百", "一百零五", "二〇二三")]
    [14, 14, 200, 105, 2023]
    """
    plain = numeral.translate(PLAIN)
    if not any(unit in plain for unit in _UNITS):
        return int(plain.translate(ARABIC))
    total, digit = 0, ""
    for character in plain:
        if character in _UNITS:
            total += int(digit or 1) * _UNITS[character]
            digit = ""
        else:
            digit = character.translate(ARABIC)
    return total + int(digit or 0)
