"""Tokens of a text: its characters, words and numbers, alone and in pairs, and the names of things in it."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from knowledge.search.normalise import CJK, plain

_UNIT = re.compile(rf"[{CJK}]|\d+(?:\.\d+)?%?|[^\W\d{CJK}]+")
_NEITHER_CHARACTER_NOR_PAUSE = re.compile(rf"[^,{CJK}]")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "ments", "ment", "es", "ed", "er", "s", "e", "y")
_SHORTEST_STEM = 3
_STOP = frozenset(
    _UNIT.findall("a an the is are was were be to of in on at for and or it its this that do does did i we our my")
)


class Tokens(NamedTuple):
    """The tokens of one text, each once: characters and numbers, English words, pairs of both, names of things."""

    characters: list[str]
    words: list[str]
    pairs: list[str]
    names: list[str]

    @property
    def written(self) -> list[str]:
        """All but the names."""
        return self.characters + self.words + self.pairs


def stem(word: str) -> str:
    """An English word without its endings, so that apply, applies and applying are one.

    >>> {stem(word) for word in ("apply", "applies", "applying", "applied")}
    {'appl'}
    """
    end = len(word)
    while ending := next((each for each in _ENDINGS if word.endswith(each, _SHORTEST_STEM, end)), ""):
        end -= len(ending)
    return word[:end]


def units(segment: str) -> list[str]:
    """A text without pauses cut into characters, numbers and stemmed English words.

    >>> units("资产200万 registered in beijing")
    ['资', '产', '200', '万', 'regist', 'beij']
    """
    if not _NEITHER_CHARACTER_NOR_PAUSE.search(segment):
        return list(segment)
    found = _UNIT.findall(segment)
    return [stem(unit) if unit.isascii() else unit for unit in found if unit not in _STOP]


class Tokenizer:
    """Cuts texts into tokens. `names` gives for the name of a thing the words that people have for it."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._names: dict[str, list[str]] = {}
        self._beginnings: set[str] = set()
        for name, words in names.items():
            for word in words:
                cut = units(plain(word))
                self._names.setdefault("".join(cut), []).append(name)
                self._beginnings.update("".join(cut[:length]) for length in range(1, len(cut)))

    def tokens(self, text: str) -> Tokens:
        """The tokens of a normalised text, in which a comma stands for a pause."""
        single: list[str] = []
        pairs: list[str] = []
        names: list[str] = []
        for segment in text.split(","):
            cut = units(segment)
            single += cut
            pairs += [f"{one} {other}" for one, other in pairwise(cut)]
            pairs += [f"# {other}" for one, other in pairwise(cut) if one[0].isdecimal()]  # any number of them
            names += self._named(cut)
        characters = [unit for unit in single if not _is_word(unit)]
        words = [unit for unit in single if _is_word(unit)]
        return Tokens(_once(characters), _once(words), _once(pairs), _once(names))

    def _named(self, cut: list[str]) -> list[str]:
        found: list[str] = []
        for start in range(len(cut)):
            words = ""
            for at in range(start, len(cut)):
                words += cut[at]
                found += self._names.get(words, ())
                if words not in self._beginnings:
                    break
        return found


def _is_word(unit: str) -> bool:
    return unit.isalpha() and len(unit) > 1


def _once(tokens: list[str]) -> list[str]:
    return list(dict.fromkeys(tokens))
