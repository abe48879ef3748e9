"""Which of the labels offered a person means."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from rapidfuzz.distance import OSA

from dialogs.reading.vocabulary import WE, normalise, without_endings
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
    said = bare(text)
    names = [bare(label) for label in labels]
    for fits in _WAYS:
        for form in dict.fromkeys((said, _without_particles(_LEAD.sub("", said)))):
            if places := fits(form, names):
                return places[0] if len(places) == 1 else None
    return None


def bare(text: str) -> str:
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
    first = place(found[1], len(names)) if found else None
    if first is None:
        return []
    return [first, *(at for at, name in enumerate(names) if at != first and said in name)]


def place(number: str, size: int) -> int | None:
    """The place (from 0) that a number stands for among `size`."""
    try:
        at = int(numeral(number).value) - 1
    except ValueError:
        return None
    return at if 0 <= at < size else None


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


# Several labels of a list

_SPAN = re.compile(r"第?([0-9]{1,2})[-~–—到至]+第?([0-9]{1,2})[个项]?")
_FIRST_OR_LAST = re.compile(r"([前后])((?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3}))[个项条种]")
_DIGITS = re.compile(r"[1-9]+|[一二三四五六七八九]{2,9}")


def places_of(word: str, names: Sequence[str]) -> Sequence[int] | None:
    """The places that one word names: 2 · 1-3 · 前三项 · 135 · a label."""
    size = len(names)
    if span := _SPAN.fullmatch(word):
        first, last = int(span[1]) - 1, int(span[2]) - 1
        return range(first, last + 1) if 0 <= first <= last < size else None
    if found := _FIRST_OR_LAST.fullmatch(word):
        last_place = place(found[2], size)
        if last_place is None:
            return None
        return range(last_place + 1) if found[1] == "前" else range(size - last_place - 1, size)
    one = choice(word, names)
    return _run_together(word, size) if one is None else (one,)


def _run_together(word: str, size: int) -> list[int] | None:
    """135 for the first, third and fifth of at most nine."""
    if size > 9 or not _DIGITS.fullmatch(word):
        return None
    places = [int(numeral(digit).value) - 1 for digit in word]
    ascending = all(a < b for a, b in pairwise(places))
    return places if ascending and places[-1] < size else None


def paraphrased(word: str, names: Sequence[str]) -> set[int]:
    """The one label that has all pieces of the word (下载范本), or those of which each piece is one label's alone
    (信息培训法律); none where little of the word is in any label."""
    pieces = list(_pieces(word, names))
    having = [{at for at, name in enumerate(names) if piece in name} for piece in pieces]
    covered = sum(len(piece) for piece, places in zip(pieces, having, strict=True) if places)
    long = [places for piece, places in zip(pieces, having, strict=True) if len(piece) >= _SHORTEST_PART]
    if not long or 3 * covered < len(word):
        return set()
    common = set.intersection(*filter(None, having))
    if len(common) == 1:
        return common
    return set.union(*long) if all(len(places) == 1 for places in long) else set()


def _pieces(word: str, names: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(word):
        length = piece_at(word, at, names) or 1
        yield word[at : at + length]
        at += length


def piece_at(said: str, at: int, names: Sequence[str]) -> int:
    """The length of the longest piece of a label that begins here; 0 where it is one character."""
    for length in range(min(_LONGEST_NAME, len(said) - at), _SHORTEST_PART - 1, -1):
        piece = said[at : at + length]
        for name in names:
            if piece in name:
                return length
    return 0
