"""Chinese numerals as the law writes them: 第十四条, （三）."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


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


_INTEGERS = {chinese(number): number for number in range(1, 200)}

# A regular expression for the numerals above and no other words; the longest first, as the first match wins.
NUMERAL = "(?:" + "|".join(sorted(_INTEGERS, key=len, reverse=True)) + ")"


def integer(numeral: str) -> int:
    """The number written in Chinese or Arabic digits. Raises ValueError for anything else.

    >>> integer("十四"), integer("14"), integer("二十")
    (14, 14, 20)
    """
    if numeral in _INTEGERS:
        return _INTEGERS[numeral]
    return int(numeral)
