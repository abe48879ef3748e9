"""Which of the labels offered a person means."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from dialogs.reading.vocabulary import WE, asks, normalise, without_endings
from knowledge.characters import sounds
from knowledge.numerals import numeral

_LONGEST = 200
_LONGEST_NAME = 40
_SHORTEST_PART = 2
_SHORTEST_WITH_SLIP = 4

_EDGES = re.compile(r"^\W+|(?<!\W)\W+$")
_LEAD = re.compile(rf"^(?:{WE}|属于|应该是|就是|选择|选|勾选|勾|主要是|主要|是|有|提供|做)++(?=.)")
_PARTICLES = ("这个", "那个", "这项", "这种", *"吧的了啊呢呀")
_LAST = re.compile(r"最后(?:一[个项])?")
_ORDINAL = re.compile(r"(?:第|选项)?([0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:[个项号条种类]|选项)*")
_DENIED_OR_JOINED = re.compile(r"[不没非无未否别或和与及跟、,;]|还是|除了|以外|之外")
_PIECES = re.compile(r"[()\[\]【】《》「」、,;:/·]")
# One of these more or less says something else: 企业 and 非企业, 级 and 上级.
_WEIGHTY = frozenset("0123456789零一二两三四五六七八九十百千万亿不没非无未否有上中下高低大小初前后左右内外")


def choice(text: str, labels: Sequence[str]) -> int | None:
    """The place (from 0) of the label that is meant.

    A label is meant by its words, its number, a part that it alone has, its words shortened (民非), or by them with a
    slip: characters that sound the same (社团法任), or one too many or too few. The first of these ways in which any
    label fits decides: None where more than one fits in it, where none does, and where the text denies the label.
    """
    if len(text) > _LONGEST:
        return None
    said = _bare(text)
    names = [_bare(label) for label in labels]
    for fits in _WAYS:
        for form in dict.fromkeys((said, _without_particles(_LEAD.sub("", said)))):
            if places := fits(form, names):
                return places[0] if len(places) == 1 else None
    return None


def _bare(text: str) -> str:
    return _EDGES.sub("", normalise(text).casefold()).replace(" ", "")


def _without_particles(said: str) -> str:
    return without_endings(said, _PARTICLES, keep=2)


def _by_name(said: str, names: Sequence[str]) -> list[int]:
    return [at for at, name in enumerate(names) if said and name == said]


def _by_ordinal(said: str, names: Sequence[str]) -> list[int]:
    """The label with the number, and any other in which the same number is written."""
    if names and _LAST.fullmatch(said):
        return [len(names) - 1]
    found = _ORDINAL.fullmatch(said)
    place = _place(found[1], len(names)) if found else None
    if place is None:
        return []
    return [place, *(at for at, name in enumerate(names) if at != place and said in name)]


def _place(number: str, size: int) -> int | None:
    try:
        place = int(numeral(number).value) - 1
    except ValueError:
        return None
    return place if 0 <= place < size else None


def _by_part(said: str, names: Sequence[str]) -> list[int]:
    return [at for at, name in enumerate(names) if len(said) >= _SHORTEST_PART and said in name]


def _by_mention(said: str, names: Sequence[str]) -> list[int]:
    """Labels said among other words, but for those that are part of a longer one said; none where one is denied."""
    mentioned = {form: at for at, name in enumerate(names) for form in _forms(name) if form in said}
    longest = {
        form: at for form, at in mentioned.items() if not any(form in other for other in mentioned if other != form)
    }
    rest = said
    for form in longest:
        rest = rest.replace(form, "")
    return [] if _DENIED_OR_JOINED.search(rest) else sorted(set(longest.values()))


def _forms(name: str) -> set[str]:
    """A label and the pieces between its brackets and commas, so far as they are long enough."""
    return {form for form in (name, *_PIECES.split(name)) if len(form) >= _SHORTEST_PART}


def _by_form(fits: Callable[[str, str], bool], said: str, names: Sequence[str]) -> list[int]:
    """The labels of which the whole or a piece fits."""
    return [at for at, name in enumerate(names) if any(fits(said, form) for form in _forms(name))]


def _shortens(said: str, form: str) -> bool:
    """民非 for 民办非企业单位: characters left out, but not the first."""
    if not _SHORTEST_PART <= len(said) < len(form) or said[0] != form[0]:
        return False
    rest = iter(form)
    return all(character in rest for character in said) and not (set(form) - set(said)) & {"非", "不", "无"}


def _sounds_like(said: str, form: str) -> bool:
    """社团法任 for 社团法人."""
    alike = len(form) == len(said) <= _LONGEST_NAME and _syllables(form) == _syllables(said)
    return alike and not set(said) & _WEIGHTY - set(form)


@lru_cache(maxsize=1024)
def _syllables(text: str) -> tuple[str, ...]:
    """Each character's sound without its tone."""
    return tuple(sounds().get(character, character) for character in text)


def _one_slip(said: str, form: str) -> bool:
    """One character too many, too few, or two that changed places."""
    shortest, longest = min(len(said), len(form)), len(said)
    if shortest < _SHORTEST_WITH_SLIP or longest > _LONGEST_NAME or OSA.distance(said, form, score_cutoff=1) > 1:
        return False
    # Another character in its place is another word, unless it sounds the same: 税务服务 and 财务服务.
    changed = set(said) ^ set(form)
    replaced = len(said) == len(form) and sorted(said) != sorted(form)
    return not replaced and not changed & _WEIGHTY


_WAYS: tuple[Callable[[str, Sequence[str]], list[int]], ...] = (
    *(_by_name, _by_ordinal, _by_part, _by_mention),
    *(partial(_by_form, fits) for fits in (_shortens, _sounds_like, _one_slip)),
)


class Named(NamedTuple):
    """The words of a list that a text names; alone: with nothing else that says anything."""

    words: tuple[str, ...]
    alone: bool


_SAYING_NOTHING = re.compile(rf"(?:{WE}|[是由的了吧呢啊呀嘛哈,]|自己|一家|一个|来|主办|办|举办|运营|牵头|属于|就|这)*+")
_DENIED = re.compile(r"[不没非无未否别?吗]|还是|除了")


def named(text: str, words: Collection[str]) -> Named:
    """Which of the words are named, the longest where one is part of another; none in a text that denies or asks."""
    rest = _bare(text[: 4 * _LONGEST])
    found = []
    for word in sorted(words, key=len, reverse=True):
        if word in rest:
            found.append(word)
            rest = rest.replace(word, ",")
    if len(rest) > _LONGEST_NAME or _DENIED.search(rest) or asks(rest):
        return Named((), alone=False)
    return Named(tuple(found), _SAYING_NOTHING.fullmatch(rest) is not None)


_SOME = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_EVERY = r"(?:全部都?|全都|都|全|均)(?:能|可以)?(?:有|是|做|提供|具备|开展|选|要)?"
_LACKING = r"(?:没有?|没做|缺少?|差|不含|不包括|不提供|不做|不具备)"
_ENDING = r"[了的吧]?"
_ALL = re.compile(
    rf"(?:{WE}|以上|这些)?(?:(?:这?(?P<size>{_SOME})[个项种样块类](?:服务|功能)?)?{_EVERY}|全部|所有的?|all){_ENDING}"
)
_NONE = re.compile(
    rf"(?:{WE}|以上|这些)?(?:(?:[全都]|全都|统统|一[个项样](?:都|也)?)?没有?|没有(?:这些|一[个项样])|无|暂无|"
    rf"都(?:无|不是|不提供|不做|不具备|不)|全不选|none){_ENDING}"
)
# All but some: 除了这个都有 · 没有这个，其他都有 · 都有，就差这个. A comma among them leaves open of what 都 is said.
_WITH_EVERY = re.compile(
    rf"(?P<before>[^,;]{{1,80}}?)[,;]?(?P<others>其[他它余]|别的|剩下|另外)?的?{_EVERY}{_ENDING}|{_EVERY}[,;]?(?P<after>[^,;]{{1,80}})"
)
_BUT = re.compile(
    rf"(?:但是?|不过|就是?|只是?|还)?(?:(?P<except>除[了去开]?)|{_LACKING})(?P<these>.{{1,80}}?)(?:以外|之外|外)?|"
    rf"(?:但是?|不过|就是?|只有?)?(?P<those>.{{1,80}}?){_LACKING}{_ENDING}"
)
_ONLY = re.compile(r"^(?:就是?|只有|只做|只提供|只|仅有|仅)(?=.)")
_TOGETHER = re.compile(
    rf"(?P<these>.{{2,180}}?)(?:[这那](?P<size>{_SOME}|几)?(?:[个块项种样类些]|方面)(?:服务|功能)?(?:{_EVERY})?|{_EVERY}){_ENDING}"
)
_BETWEEN = re.compile(r"[\s、,.;。/+&]+|以及|还有|和|与|及|跟")
_SPAN = re.compile(r"第?([0-9]{1,2})[-~–—到至]+第?([0-9]{1,2})[个项]?")
_DIGITS = re.compile(r"[1-9]+")
_FIRST = re.compile(r"前([0-9]{1,2}|[一二两三四五六七八九十]{1,2})[个项条]")


def several(text: str, labels: Sequence[str]) -> list[int] | None:
    """The places (from 0, ascending) of all labels ticked; an empty list where the person says there is none.

    They are named, or all but those that are named. None where any part of the text is not plainly a label.
    """
    if len(text) > _LONGEST:
        return None
    said = normalise(text).casefold()
    whole = _without_particles(_bare(text))
    every = list(range(len(labels)))
    if all_of := _ALL.fullmatch(whole):
        return every if _is_size(all_of["size"], every) else None
    if _NONE.fullmatch(whole):
        return []
    if lacking := _lacking(whole, labels):
        return [place for place in every if place not in lacking]
    ticked = _each(said, labels)
    if ticked is None and (together := _TOGETHER.fullmatch(whole)):
        ticked = _each(together["these"], labels)
        return ticked if ticked and _is_size(together["size"], ticked) else None
    return ticked


def _is_size(number: str | None, places: Sequence[int]) -> bool:
    """Whether the number is that of the places; also where none is given."""
    return number in (None, "几") or numeral(number).value == len(places)


def _lacking(said: str, labels: Sequence[str]) -> list[int] | None:
    """The places of those that are lacking where all others are there."""
    every = _WITH_EVERY.fullmatch(said)
    but = _BUT.fullmatch(every["before"] or every["after"]) if every else None
    if not every or not but or not (every["others"] or every["after"] or but["except"]):
        return None
    return _each(but["these"] or but["those"], labels)


def _each(said: str, labels: Sequence[str]) -> list[int] | None:
    """The places of the labels that the text is made of; None where any part of it is none."""
    rest, ticked = _take_out(said, [normalise(label).casefold() for label in labels])
    for part in _BETWEEN.split(_LEAD.sub("", _ONLY.sub("", rest))):
        places = _places(part, labels) if part else ()
        if places is None:
            return None
        ticked.update(places)
    return sorted(ticked) or None


def _take_out(said: str, names: Sequence[str]) -> tuple[str, set[int]]:
    """The text without the whole labels in it, longest first, since a label may itself have 和 or 、 in it."""
    ticked = set()
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= _SHORTEST_PART and name in said and names.count(name) == 1:
            said = said.replace(name, "、")
            ticked.add(names.index(name))
    return said, ticked


def _places(part: str, labels: Sequence[str]) -> Sequence[int] | None:
    """The places that one part names: 2 · 1-3 · 前三项 · 135 · a label."""
    if span := _SPAN.fullmatch(part):
        first, last = int(span[1]) - 1, int(span[2]) - 1
        return range(first, last + 1) if 0 <= first <= last < len(labels) else None
    if found := _FIRST.fullmatch(part):
        last_place = _place(found[1], len(labels))
        return None if last_place is None else range(last_place + 1)
    one = choice(part, labels)
    return _run_together(part, len(labels)) if one is None else (one,)


def _run_together(part: str, size: int) -> list[int] | None:
    """135 for the first, third and fifth of at most nine."""
    if size > 9 or not _DIGITS.fullmatch(part) or any(a >= b for a, b in pairwise(part)):
        return None
    places = [int(digit) - 1 for digit in part]
    return places if places[-1] < size else None
