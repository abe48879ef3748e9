"""A figure among the words of an answer: with the name that it goes by, in a sentence, with a remark beside it.

合作机构6家 · 签约的有6家 · 12人（含2名兼职） · 服务人员12人，本科10人 · 公司一共50，做服务的18 · 审计报告320万.
What goes by another name is not taken: 固定资产100万 is no 资产总额, and 员工20人 is said back as 服务人员.
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
_NUMBER = rf"(?<![{_DIGIT}第.])(?<![0-9],)[{_DIGIT}]++(?:(?<=[0-9])[.,](?=[0-9])[{_DIGIT}]++)*+[多几来余]?"
_ALONE = r"(?<=[0-9])(?=$|[\s,，、。;!()])"
_COUNTED = re.compile(rf"{_NUMBER}(?: ?(?:[家人名位所户]|号人|个(?!月))|{_ALONE})|没有|都|全部")
FIGURES = {
    Amount: re.compile(rf"{_NUMBER}(?: ?(?:[wk元圆块]|(?<=[万亿]))|{_ALONE})", re.IGNORECASE),
    Count: _COUNTED,
    YearlyCounts: _COUNTED,
    Share: re.compile(
        rf"百分之[{_DIGIT}]++|{_NUMBER}(?: ?[%‰]|成|分之[{_DIGIT}]++|{_ALONE})|一半|百分百|都|全部|多数|大部分"
    ),
}
_HAS_NUMBER = re.compile(_NUMBER)
_MEASURED = re.compile(rf"{_NUMBER}(?:[%‰成人家名位个万元户]*)")
# What a figure is of, or is taken from, is no name of it. It is said back: it may be another than is asked for.
_YEAR = re.compile(
    r"(?:截[至止]到?)?(?<![0-9])20[0-9][0-9]年度?(?:[0-9]{1,2}月(?:份|底|[0-9]{1,2}[日号])?)?+(?![底末初])|"
    r"[去今本上前]年度?(?![0-9底末初])",
    re.ASCII,
)
_SOURCE = re.compile(
    r"(?:根据|依据|按照?|[去今上]年的?){0,2}(?:第三方(?:机构)?|审计|年度|财务|问卷|抽样|委托){0,3}"
    r"(?:报告|报表|年报|财报|审计|测评|调查|问卷|统计)(?:结果|报告|数据)?(?!机构|公司|人员|活动|服务|企业)"
    r"[上里]?(?:显示|写的?|做?下来)?|(?:会计|财务|人事)(?:那边)?[说报]"
)
_MOST_UNKNOWN = 8  # characters beside a figure that is said back all the same
_DENIED_OR_NOT_YET = "[不没无未非负第差缺少除招]|目标|计划|预计|争取|明年|要求|需要|标准|及格|解约|离职|走了"
_HARMLESS = re.compile(rf"(?:(?!{_DENIED_OR_NOT_YET})[\u4e00-\u9fff \U0001f300-\U0001faff])*+")
_COMMA = "，"
_NONE = "没有"
# What parts one figure from another; a comma between digits belongs to a number, and a space may.
_PARTING = re.compile(r"([;!、()\[\]【】]|。(?![0-9])|(?<![0-9])[,，]|[,，](?![0-9]))")
_BRACKETS = {"(", "[", "【"}
_BETWEEN = re.compile(
    r"(?=其中|另有|还有|包括|包含)|(?P<whole>里面?|[当之]中|(?<=[人个家名位])中(?![级小高]))|"
    r"(?<![0-9]) | (?![0-9万千百亿wk元个家人名位%])"
)
_AMONG = "其中"
_REMARK = re.compile(rf"{_AMONG}|不?含|不?包括|包含|里面|都是|全是|另|还有")


class _Part(NamedTuple):
    """text: as it was said; bare: without the names of the figure; own: one of its own names stands in it; near: what
    only may mean it; other: the name of something else in it; whole: what comes next is a part of this one; remark: it
    adds something to the figure before."""

    text: str
    bare: str
    own: bool
    near: bool
    other: str
    whole: bool = False
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
        if not (part.own or part.near):
            raise
        reading = reader(part.bare)
    return _said_back(reading) if part.near else reading


def _said_back(*readings: Reading[T]) -> Reading[T]:
    """All that may be meant, the likeliest first."""
    return Reading(tuple(dict.fromkeys(each for reading in readings for each in reading.candidates)), exact=False)


def _among_others(ask: Figure, parts: Sequence[_Part], reader: Callable[[str], Reading[T]]) -> Reading[T]:
    """Of the part, or the parts, that the answer may be. A word for all counts where there is no number."""
    figures = [part for part in parts if FIGURES[type(ask)].search(part.text)]
    chosen = _chosen(ask, [part for part in figures if _HAS_NUMBER.search(part.text) or _NONE in part.text] or figures)
    if not chosen:
        _refuse(ask, figures)
    readings = [_of_part(ask, part, reader) for part in chosen]
    if len(readings) == 1 and all(is_spare(part.bare) and not part.near for part in parts if part not in chosen):
        return readings[0]
    return _said_back(*readings)


def _chosen(ask: Figure, figures: Sequence[_Part]) -> Sequence[_Part]:
    """The parts that the answer may be, the likeliest first: the one that goes by a name of the question's own; else
    the one to which all others are remarks, or figures of something else. None where that is not plain."""
    ours = [part for part in figures if not part.other]
    own = [part for part in ours if part.own and not part.remark]
    if len(own) == 1 and not (isinstance(ask, Share) and any(part.near for part in ours if part is not own[0])):
        return own
    main = [part for part in ours if not part.remark and not part.whole]
    if any(part.near for part in main) and any(part.other and not part.remark for part in figures):
        return ()  # 本科15人，硕士3人 may have to be added
    if len(main) > 1:
        main = [part for part in main if not part.near]
    one = main or [part for part in ours if part.whole] or ours
    if own or len(one) != 1:
        return ()
    if main and not (main[0].near or _is_alone(main[0])) and any(part.whole for part in figures):
        return ()  # 320万里面100万是借的
    among = [part for part in ours if part.text.startswith(_AMONG) and (part.own or _is_alone(part))]
    if len(among) != 1:
        return one
    if _MEASURED.sub("", one[0].text):
        return among  # 公司一共50人，其中做服务的18人
    return (*among, *one) if ask.label in among[0].text else (*one, *among)


def _is_alone(figure: _Part) -> bool:
    """Whether no word says of what the figure is."""
    return not figure.near and is_spare(_MEASURED.sub("", figure.bare))


def _refuse(ask: Figure, figures: Sequence[_Part]) -> NoReturn:
    other = next((part.other for part in figures if part.other), "")
    if other:
        raise Unread(hints.something_else(other, ask.label, ask.example))
    raise Unread(hints.ONE_FIGURE.format(label=ask.label, example=ask.example))


def _of_part(ask: Figure, part: _Part, reader: Callable[[str], Reading[T]]) -> Reading[T]:
    try:
        return _read(part, part.text, reader)
    except Unread:
        return _said_back(_with_unknown_words(ask, part, reader))


def _with_unknown_words(ask: Figure, part: _Part, reader: Callable[[str], Reading[T]]) -> Reading[T]:
    """The one figure in the part. Raises Unread where it may be another: where the name has an unknown word before it
    (净 of 净资产), where a word denies it, and among many unknown words."""
    every = list(FIGURES[type(ask)].finditer(part.bare))
    found = [figure for figure in every if _HAS_NUMBER.match(figure[0])] or every
    if len(found) != 1 or is_no_single_value(part.bare):
        reader(part.text)  # says why not
        raise Unread(hints.not_sure(part.text, ask.label, ask.example))
    around = part.bare[: found[0].start()], part.bare[found[0].end() :]
    before, after = ("" if is_spare(words) else words for words in around)
    named, unknown = part.own or part.near, before + after
    if (named and before) or len(unknown) > _MOST_UNKNOWN or not _HARMLESS.fullmatch(unknown):
        raise Unread(hints.not_sure(part.text, ask.label, ask.example))
    return reader(found[0][0])


def _parts(ask: Figure, said: str) -> Iterator[_Part]:
    opening = ""
    for at, piece in enumerate(_PARTING.split(said)):
        if at % 2:
            opening = piece
        elif piece.strip():
            yield from _parts_within(ask, piece.strip(), opening)


def _parts_within(ask: Figure, piece: str, opening: str) -> Iterator[_Part]:
    """Of a piece without a sign in it: a whole and its part, and figures with a space between."""
    figure = FIGURES[type(ask)]
    start = 0
    for end, begin, whole in sorted(_breaks(ask, piece)):
        if figure.search(piece[start:end]) and figure.search(piece, begin):
            yield _part(ask, piece[start:end], opening)._replace(whole=whole)
            start, opening = begin, ""
    yield _part(ask, piece[start:], opening)


def _breaks(ask: Figure, piece: str) -> Iterator[tuple[int, int, bool]]:
    """Where a part may end and the next begin, and whether the one before is a whole. Where the first figure has its
    name before it, the next name is of the next one: 总资产320万负债100万."""
    if isinstance(ask, YearlyCounts):
        return
    for found in _BETWEEN.finditer(piece):
        yield found.start(), found.end(), bool(found["whole"])
    ends = [figure.end() for figure in FIGURES[type(ask)].finditer(piece)]
    if ends and any(name in piece[: ends[0]] for name in ask.names.every):
        yield from ((end, end, False) for end in ends if piece.startswith(ask.names.every, end))


def _part(ask: Figure, text: str, opening: str = "") -> _Part:
    names = ask.names
    plain = text.replace(_AMONG, " ")
    unbound = plain if isinstance(ask, YearlyCounts) else _YEAR.sub(" ", _SOURCE.sub(" ", plain))
    every = names.every
    bare, found, at = "", set[str](), 0
    while at < len(unbound):
        name = next((name for name in every if unbound.startswith(name, at)), "")
        bare += " " if name and name not in names.others else name or unbound[at]
        at += len(name) or 1
        found.add(name)
    return _Part(
        text,
        bare.strip(),
        own=not found.isdisjoint(names.own),
        near=not found.isdisjoint(names.near) or unbound != plain,
        other=next((name for name in names.others if name in found), ""),
        remark=opening in _BRACKETS or _REMARK.match(text) is not None,
    )
