"""Which of the labels of a list are there: those named, all but those named, all, or none.

A text is cut into clauses, and of each clause the row of its words is looked at: a letter for each (`_LETTERS`), L for
what names a label. The shape of the row (`_SHAPES`) tells what is said of the labels in it, and of the others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dialogs.reading.choices import paraphrased, piece_at, places_of
from dialogs.reading.outcome import Reading
from dialogs.reading.vocabulary import WE, asks, normalise
from knowledge.numerals import numeral

_LONGEST = 200

_NUMBER = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
_WORDS = re.compile(
    r"(?P<short>差(?!不多)|缺少?|少了?)"
    r"|(?P<unsure>不[只仅光止单]|差不多|基本上?|大概|应该|可能|好像|什么|啥)"
    r"|(?P<lack>(?:还|暂时?|尚)?(?:没有?|么有|木有|莫得|没得|冇|无|未|不|非)|none)"
    r"|(?P<every>全部都?|全都|都|全|均|统统|样样|所有|all)"
    r"|(?P<others>其[他它余]|别的|剩下|余下|另外)"
    r"|(?P<but>除[了去开]?)|(?P<outside>以外|之外|外)"
    r"|(?P<only>(?:只|仅|就|光)是?)"
    r"|(?P<have>没问题|没得问题|有|是|做|搞|办|弄|能够?|会|可以|行|提供|具备|具有|拥有|开展|开设|组织|支持|包括|包含|满足|"
    r"齐全?|选择?|勾选?|要|开通)"
    rf"|(?P<place>第{_NUMBER}[个项条种]?|[前后]{_NUMBER}[个项条种]|最后(?:一[个项])?|[0-9]+(?:[-~–—到至]+[0-9]+)?(?![个项块种样类条]))"
    rf"|(?P<count>[这那]?{_NUMBER}(?:[个项块种样类条]|方面))"
    r"|(?P<join>[、/+&和与及跟:]|以及|还有)"
    r"|(?P<end>[\s,.;。!~…]|但是?|不过|然后)"
    rf"|(?P<filler>{WE}|公司|企业|单位|平台|主要|目前|现在|已经|平时|经常|[这那]几?[些个项块种]?|以上|服务|功能|方面|相关|选项|"
    r"[的了过吧啊呢呀嘛哦啦嘞也还又个项点])"
)
_LETTERS = {
    **{"label": "L", "place": "L", "have": "+", "lack": "-", "short": "S", "every": "A", "others": "O", "but": "X"},
    **{"outside": "E", "only": "N", "count": "C"},
}
_QUESTION = re.compile(r"[吗?]|有没有|是不是|能不能|大部分|一部分|有些|等(?:$|[,。])")
# 没有 is one verb with that which follows it, as 能 is: 没提供, 能提供.
_VERBS = re.compile(r"([-+])\++")
# Where a verb stands before its label, or behind it, the next begins anew: 没X没Y, X有Y没有, 除了X都有.
_VERB_FIRST = re.compile(r"(?<=L)(?=[-+S][LO])|(?<=[^-])(?=[OXN])")
_LABEL_FIRST = re.compile(r"(?<=[-+])(?=L)|(?<=[^-])(?=[OXN])")
_BUT_FIRST = re.compile(r"(?<=[LE])(?=A?[-+])|(?<=[^-])(?=[ON])")
_SHAPES = re.compile(
    r"(?P<bare>L)|(?P<these>\+A?L(?:A?\+)?|L\+)|(?P<all_these>LA\+?|A\+L)|(?P<lacking>-L|LA?-)|(?P<only>N\+?L)"
    r"|(?P<all_but>N-L|NLA?-|N?SL|LS)|(?P<but>X[-+]?LE?)|(?P<others>OC?A?\+|OC?A)|(?P<no_others>OC?A?-|-O)"
    r"|(?P<every>C?A\+?)|(?P<counted>C\+)|(?P<none>C?A?-|-C)|(?P<yes>\+C?)"
)
_NO_NUMERAL = re.compile(r"[^0-9一二两三四五六七八九十]")


class _Unclear(Exception):
    """It cannot be told which labels are there."""


class _Clause(NamedTuple):
    """row: the letters of its words; labels: for each L the words that name labels."""

    row: str
    labels: list[list[str]]


@dataclass
class Told:
    """What is told of the labels. but: those of which the contrary holds than of the rest; rest: whether those that are
    not named are there; sizes: how many there are; sure: nothing is inferred."""

    have: set[int] = field(default_factory=set)
    lack: set[int] = field(default_factory=set)
    but: set[int] = field(default_factory=set)
    rest: bool | None = None
    sizes: set[int | None] = field(default_factory=set)
    sure: bool = True


def several(text: str, labels: Sequence[str]) -> Reading[tuple[int, ...]] | None:
    """The places (from 0, ascending) of the labels that are there; None where that cannot be told.

    It is not exact where a label is paraphrased, where anything else is said, and where something is inferred of those
    that are not named.
    """
    told = heard(text, labels)
    return _outcome(told, len(labels)) if told else None


def heard(text: str, labels: Sequence[str]) -> Told | None:
    """What is told of the labels, be it of all of them or not; None where that is unclear."""
    said = normalise(text).casefold()
    if len(text) > _LONGEST or _QUESTION.search(said) or asks(said):
        return None
    names = [normalise(label).casefold() for label in labels]
    told, before = Told(), ""
    try:
        for clause in _clauses(said, names, told):
            for part in _parts(clause):
                before = _hear(told, part, names, before)
    except _Unclear:
        return None
    if told.rest is False:
        told.have |= told.but
    else:
        told.lack |= told.but
    return told


def _outcome(told: Told, size: int) -> Reading[tuple[int, ...]] | None:
    nothing = told.rest is None and (told.but or not told.have)
    there = set(range(size)) - told.lack if told.rest else told.have
    if nothing or told.have & told.lack or told.sizes - {len(there)} or (told.rest and told.have and not told.lack):
        return None
    return Reading((tuple(sorted(there)),), told.sure and not (told.lack and told.rest is None))


# Words and clauses


def _clauses(said: str, names: Sequence[str], told: Told) -> Iterator[_Clause]:
    row, labels = "", list[list[str]]()
    for kind, word in _words(said, names):
        letter = _LETTERS.get(kind, "")
        if kind == "end":
            yield _Clause(row.replace("C", "") if labels else row, labels)
            row, labels = "", []
        elif kind == "count":
            told.sizes.add(_size(_NO_NUMERAL.sub("", word)))
        elif letter == "L" and row.endswith("L"):
            labels[-1].append(word)
            letter = ""
        elif letter == "L":
            labels.append([word])
        told.sure = told.sure and kind != "unsure"
        row += letter


def _size(number: str) -> int | None:
    """None for one that is left open, as in 三四项."""
    try:
        return int(numeral(number).value)
    except ValueError:
        return None


def _words(said: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words of the text with their kinds. A piece of a label goes before a shorter word: 和 and 有 may be a part
    of it."""
    at, label = 0, ""
    while at < len(said):
        word = _WORDS.match(said, at)
        kind, length = (str(word.lastgroup), len(word[0])) if word else ("", 0)
        piece = 0 if kind in ("join", "end") else piece_at(said, at, names)
        if not word or length < piece:
            length = max(piece, 1)
            label += said[at : at + length]
        elif kind != "filler":
            if label:
                yield "label", label
                label = ""
            yield kind, word[0]
        at += length
    if label:
        yield "label", label
    yield "end", ""


def _parts(clause: _Clause) -> Iterator[_Clause]:
    """The clause, or each part of it that has a verb of its own."""
    labels = iter(clause.labels)
    row = _VERBS.sub(r"\1", clause.row)
    anew = {"L": _LABEL_FIRST, "X": _BUT_FIRST}.get(row[:1], _VERB_FIRST)
    for part in anew.split(row):
        if part:
            yield _Clause(part, [next(labels) for _ in range(part.count("L"))])


# What a clause says


def _hear(told: Told, clause: _Clause, names: Sequence[str], before: str) -> str:
    """Add what the clause says; the name of its shape. `before`: the one before. Raises _Unclear."""
    found = _SHAPES.fullmatch(clause.row)
    shape = str(found.lastgroup) if found else ""
    words = [word for run in clause.labels for word in run]
    match shape:
        case "bare" if before == "lacking":  # 没有X，Y
            raise _Unclear
        case "bare" | "these" | "all_these":
            _name(told, words, names, told.have)
            if shape == "all_these" and (told.lack or told.but):  # 没有X，Y都有: of what is it said?
                raise _Unclear
        case "lacking":
            _name(told, words, names, told.lack)
        case "only":
            _name(told, words, names, told.have)
            _rest(told, False)
        case "all_but":
            _name(told, words, names, told.lack)
            told.sure = told.sure and told.rest is True
            _rest(told, True)
        case "but":
            _name(told, words, names, told.but)
        case "every" if told.have and not told.lack:  # X，Y，都有
            told.sure = False
        case "others" | "every":
            _rest(told, True)
        case "counted":
            told.sure = False
            _rest(told, True)
        case "no_others":
            _rest(told, False)
        case "none" if told.have:  # 能做X，但没做
            raise _Unclear
        case "none":
            _rest(told, False)
            told.sizes.discard(1)
        case "yes":
            if told.but:
                _rest(told, True)
        case _:
            raise _Unclear
    return shape


def _rest(told: Told, there: bool) -> None:
    if told.rest is (not there):
        raise _Unclear
    told.rest = there


def _name(told: Told, words: Sequence[str], names: Sequence[str], among: set[int]) -> None:
    """Add the labels that the words name; what names none is left out unless it is denied. Raises _Unclear."""
    for word in words:
        plain = places_of(word, names)
        places = paraphrased(word, names) if plain is None else plain
        told.sure = told.sure and plain is not None
        if not places and (among is not told.have or any(map(str.isdigit, word))):
            raise _Unclear
        among.update(places)
