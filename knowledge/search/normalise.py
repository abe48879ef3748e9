"""Normalisation: one spelling for widths, traditional characters, spaces, numbers and other words for a word."""

import re
from collections.abc import Collection, Iterable, Mapping

from knowledge.characters import in_standard_widths, simplified
from knowledge.numerals import integer

CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_NUMERAL = "[零一二三四五六七八九〇两俩十百千]"
# A Chinese numeral counts as a number only before what is counted, so that 统一, 十分 and 一般 stay words.
_COUNTED = "(?=[年月日天家个人名位万亿元块项条款类种样次回批号份季期周倍岁小分成届轮])"
_PERCENT = re.compile(rf"百分之({_NUMERAL}+|\d+)")
_TENTHS = re.compile(r"([一二三四五六七八九])成(?![立为功果本员])")
_COUNT = re.compile(rf"(?<!{_NUMERAL}){_NUMERAL}++{_COUNTED}")
# Two numerals beside each other are one number or the other (三四家, 十七八人), which no number says; 二三年 is a year.
_EITHER = re.compile("(?:两三|三两|三四|三五|四五|五六|六七|七八|八九|一二|一两|二三)[十百千]?$")
_YEARS = ("一二", "二三")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TEN_THOUSANDS = re.compile(r"(?<![\d.])(\d+)0000(?!\d)")
_MILLIONS = re.compile(r"(?<!\d)(\d++)\s*+(?:m|million)\b")
_PAUSE = re.compile(rf"(?:(?!(?<=\d)\.\d)[^\w%{CJK}])+")
_SPACE = re.compile(rf"(?<=[{CJK}])\s+|(?<!\s)\s++(?=[{CJK}])")
_SPACES = re.compile(r"\s+")
_PAUSES = re.compile(r" ?,[ ,]*")


def unspaced(text: str) -> str:
    """The text in standard widths, without spaces beside characters.

    >>> unspaced("第 五 条 （一） legal rep")
    '第五条(一) legal rep'
    """
    return _SPACE.sub("", in_standard_widths(text))


def plain(text: str) -> str:
    """The text in the one spelling that questions and phrasings are compared in; a comma stands for every pause.

    >>> plain("資產 要２，０００，０００元嗎？百分之八十呢")
    '资产要200万元吗,80%呢'
    """
    text = _GROUPED.sub("", simplified(unspaced(text).casefold()))
    text = _PERCENT.sub(lambda match: f"{integer(match[1])}%", text)
    text = _TENTHS.sub(lambda match: f"{integer(match[1])}0%", text)
    text = _COUNT.sub(_counted, text)
    text = _MILLIONS.sub(lambda match: f"{match[1]}00万", text)
    text = _TEN_THOUSANDS.sub(lambda match: f"{match[1]}万", text)
    return _PAUSE.sub(lambda match: " " if match[0].isspace() or match[0] in "'’-" else ",", text).strip(" ,")


def _counted(found: re.Match[str]) -> str:
    """
    >>> plain("十五家"), plain("三四家"), plain("二三年成立")
    ('15家', '三四家', '23年成立')
    """
    either = _EITHER.search(found[0])
    is_year = either is not None and either[0] in _YEARS and found.string[found.end()] == "年"
    return found[0] if either and not is_year else str(integer(found[0]))


class Normaliser:
    """Brings texts to one spelling. `variants`: how else words are said; `fillers`: what is only politeness."""

    def __init__(self, variants: Mapping[str, str], fillers: Iterable[str]) -> None:
        self._variants = {plain(word): plain(standard) for word, standard in variants.items()}
        self._variant = _any_of(self._variants)
        self._filler = _any_of(map(plain, fillers))

    @property
    def standards(self) -> Collection[str]:
        """The words that others are written as."""
        return self._variants.values()

    def standard(self, text: str) -> str:
        """The text in plain spelling and standard words, without fillers, unless it has nothing else."""
        words = self._variant.sub(lambda match: self._variants[match[0]], plain(text))
        needed = _SPACES.sub(" ", self._filler.sub("", words))
        return _PAUSES.sub(",", needed).strip(" ,") or words


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; English ones only where they stand alone."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"\b{word}\b" if word.isascii() else re.escape(word) for word in ordered), re.ASCII)
