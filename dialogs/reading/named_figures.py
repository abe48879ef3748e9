"""A figure among the words of an answer: with the name that it goes by, in a sentence, with a remark beside it.

合作机构6家 · 签约的有6家 · 12人（含2名兼职） · 服务人员12人，本科10人. What goes by another name is not taken: 固定资产
100万 is no 资产总额, and 员工20人 is said back as 服务人员.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, NoReturn, TypeVar

from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.quantities import is_no_single_value, is_spare
from dialogs.reading.vocabulary import may_ask, normalise
from dialogs.wording import zh_reading as hints
from rules.engine.ask import Amount, Count, Figure, Share, YearlyCounts

T = TypeVar("T")

_DIGIT = "0-9零〇一二两三四五六七八九十百千万亿廿卅半"
_NUMBER = rf"(?<![{_DIGIT}第.,])[{_DIGIT}]++(?:(?<=[0-9])[.,](?=[0-9])[{_DIGIT}]++)*+[多几来余]?"
_ALONE = r"(?<=[0-9])(?=$|[\s,，、。;!)])"
_COUNTED = re.compile(rf"{_NUMBER}(?: ?(?:[家人名位所户]|个(?!月))|{_ALONE})|没有|都|全部")
FIGURES = {
    Amount: re.compile(rf"{_NUMBER}(?: ?(?:[wk元圆块]|(?<=[万亿]))|{_ALONE})", re.IGNORECASE),
    Count: _COUNTED,
    YearlyCounts: _COUNTED,
    Share: re.compile(rf"百分之[{_DIGIT}]++|{_NUMBER}(?: ?[%‰]|成|分之[{_DIGIT}]++|{_ALONE})|一半|都|全部|多数|大部分"),
}
# A figure of a year is said back: it may not be the one of today.
_YEAR = re.compile(
    r"(?<![0-9])20[0-9][0-9]年度?(?:[0-9]{1,2}月份?)?(?![0-9底末初])|[去今本上前]年度?(?![0-9底末初])", re.ASCII
)

_MOST_UNKNOWN = 8  # characters beside a figure that is said back all the same
_HARMLESS = re.compile(r"(?:(?![不没无未非负第差缺少])[\u4e00-\u9fff ])*+")
_COMMA = "，"
# What parts one figure from another; a comma between digits belongs to a number.
_PARTING = re.compile(r"([;!、()\[\]【】]|。(?![0-9])|(?<![0-9])[,，]|[,，](?![0-9]))")
_BRACKETS = {"(", "[", "【"}
_OF_THEM = re.compile(r"不?含|其中|不?包括|包含|里面|都是|全是|另|还有")


class _Part(NamedTuple):
    """text: as it was said; bare: without the names of the figure; named: one of them stands in it; near: one that only
    may mean it; other: the name of something else in it; remark: it adds something to the figure before."""

    text: str
    bare: str
    named: bool
    near: bool
    other: str
    remark: bool = False


def read(ask: Figure, text: str, reader: Callable[[str], Reading[T]]) -> Reading[T]:
    """What `reader` makes of the text without the names and the remarks in it. Raises Unread."""
    said = _COMMA.join(map(normalise, text.split(_COMMA)))
    whole = _part(ask, said)
    try:
        if whole.other:
            raise Unread(hints.something_else(whole.other, ask.label, ask.example))
        return _read(whole, text, reader)
    except Unread:
        if not FIGURES[type(ask)].search(said) or may_ask(said):
            raise
    try:
        return _among_others(ask, tuple(_parts(ask, said)), reader)
    except Unread as unread:
        raise Unread(unread.reason, answers=True) from None


def _read(part: _Part, text: str, reader: Callable[[str], Reading[T]]) -> Reading[T]:
    """Of the text as it stands, else without the names. Raises Unread."""
    try:
        reading = reader(text)
    except Unread:
        if not part.named:
            raise
        reading = reader(part.bare)
    return _said_back(reading) if part.near else reading


def _said_back(reading: Reading[T]) -> Reading[T]:
    return Reading(reading.candidates, exact=False)


def _among_others(ask: Figure, parts: Sequence[_Part], reader: Callable[[str], Reading[T]]) -> Reading[T]:
    """The figure of the one part that has a name of the question's own; else of the one to which all others are
    remarks."""
    figures = [part for part in parts if FIGURES[type(ask)].search(part.text)]
    named = [part for part in figures if part.named and not part.near and not part.other]
    chosen = named or [part for part in figures if not part.other and not part.remark]
    if len(chosen) != 1 or not (named or all(part.remark for part in figures if part is not chosen[0])):
        _refuse(ask, figures)
    try:
        reading = _read(chosen[0], chosen[0].text, reader)
    except Unread:
        return _said_back(_with_unknown_words(ask, chosen[0], reader))
    beside = (part for part in parts if part is not chosen[0])
    return reading if all(is_spare(part.bare) for part in beside) else _said_back(reading)


def _refuse(ask: Figure, figures: Sequence[_Part]) -> NoReturn:
    other = next((part.other for part in figures if part.other), "")
    if other:
        raise Unread(hints.something_else(other, ask.label, ask.example))
    raise Unread(hints.ONE_FIGURE.format(label=ask.label, example=ask.example))


def _with_unknown_words(ask: Figure, part: _Part, reader: Callable[[str], Reading[T]]) -> Reading[T]:
    """The one figure in the part. Raises Unread where it may be another: where the name has an unknown word before it
    (净 of 净资产), where a word denies it, and among many unknown words."""
    found = list(FIGURES[type(ask)].finditer(part.bare))
    if len(found) != 1 or is_no_single_value(part.bare):
        reader(part.text)  # says why not
        raise Unread(hints.not_sure(part.text, ask.label, ask.example))
    around = part.bare[: found[0].start()], part.bare[found[0].end() :]
    before, after = ("" if is_spare(words) else words for words in around)
    if (part.named and before) or len(before + after) > _MOST_UNKNOWN or not _HARMLESS.fullmatch(before + after):
        raise Unread(hints.not_sure(part.text, ask.label, ask.example))
    return reader(found[0][0])


def _parts(ask: Figure, said: str) -> Iterator[_Part]:
    opening = ""
    for at, piece in enumerate(_PARTING.split(said)):
        if at % 2:
            opening = piece
        elif piece.strip():
            yield _part(ask, piece.strip(), opening)


def _part(ask: Figure, text: str, opening: str = "") -> _Part:
    """Of names that begin alike the longest is meant: 不满意 and not 满意."""
    names = ask.called
    timeless = text if isinstance(ask, YearlyCounts) else _YEAR.sub(" ", text)
    every = sorted((*names.own, *names.near, *names.others), key=len, reverse=True)
    bare, found, at = "", set[str](), 0
    while at < len(timeless):
        name = next((name for name in every if timeless.startswith(name, at)), "")
        bare += " " if name and name not in names.others else name or timeless[at]
        at += len(name) or 1
        found.add(name)
    named, near = found & {*names.own, *names.near}, found & {*names.near}
    return _Part(
        text,
        bare.strip(),
        named=bool(named) or timeless != text,
        near=bool(near) or timeless != text,
        other=next((name for name in names.others if name in found), ""),
        remark=opening in _BRACKETS or _OF_THEM.match(text) is not None,
    )
