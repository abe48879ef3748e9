"""Amounts of money in yuan: 两百三十万 · 230w · 2,300,000元 · 1.5亿 · 三万五."""

from __future__ import annotations

import re
from decimal import Decimal

from dialogs.reading.number_in_text import listen, refuse
from dialogs.reading.numerals import Numeral, numeral, plain
from dialogs.reading.outcome import Reading, Unread
from dialogs.wording import zh_reading as hints

_TEN_THOUSAND = 10_000
_LARGEST = Decimal(10) ** 12

_MONEY = re.compile(
    r"(?:人民币|rmb|cny|¥)?(?P<number>[^元圆块人rc整]+)"
    r"(?P<unit>(?:元|圆|块钱?)?整?(?:人民币|rmb|cny)?)"
)
_NAMED_UNIT = re.compile(r"[万亿wk]")
_CURRENCY = re.compile(r"人民币|rmb|cny|¥|元|圆|块")
_FOREIGN = re.compile(
    r"美元|美金|欧元|英镑|日元|日圆|港币|港元|港纸|澳元|加元|韩元|新币|卢布|台币|外币|usd|eur|gbp|hkd|jpy|[$€£₩₽]"
)
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?=\D|$)", re.ASCII)
_COUNTED_UNIT = re.compile(r"个(?=[百千]?[万亿])")
_HALF = re.compile(r"^半(?=[万亿])")


def amount(text: str) -> Reading[Decimal]:
    """An amount of money in yuan.

    A bare number below 10,000 has two candidates, 万元 first, since people name amounts in 万 as often as in 元.
    Raises Unread.
    """
    said = listen(text, hints.AMOUNT)
    if _FOREIGN.search(said.core):
        raise Unread(hints.FOREIGN_CURRENCY)
    money = _MONEY.fullmatch(said.core)
    read = _money_number(money["number"]) if money else None
    if read is None:
        refuse(said, hints.AMOUNT_EXAMPLE, hints.ONE_AMOUNT, hints.AMOUNT)
    if read.value > _LARGEST:
        raise Unread(hints.AMOUNT_TOO_LARGE)
    exact = said.exact and read.exact
    named = _CURRENCY.search(said.core) or _NAMED_UNIT.search(said.core)
    if named or not 0 < read.value < _TEN_THOUSAND:
        return Reading((read.value,), exact)
    return Reading((plain(read.value * _TEN_THOUSAND), read.value), exact)


def _money_number(text: str) -> Numeral | None:
    """The number, with 万, w, 千, k and 亿 in it; None if it is none."""
    joined = _SPACED.sub(lambda groups: groups[0].replace(" ", ""), text)
    written = _COUNTED_UNIT.sub("", joined.replace("w", "万").replace("k", "千"))
    halved = _HALF.sub("0.5", written)
    try:
        read = numeral(halved)
    except ValueError:
        return None
    return Numeral(read.value, read.exact and joined == text and halved == written)
