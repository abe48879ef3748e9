"""A question's own words in an answer: which there are, and what stands around them."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from dialogs.reading.vocabulary import WE, asks, normalise

_LONGEST = 200
_LONGEST_BESIDE = 40


class Around(NamedTuple):
    """other: what is neither a name of what is asked for nor a filler; named: one of the names is there; fillers: those
    that are there."""

    other: str
    named: bool
    fillers: frozenset[str]


def around(words: str, names: Iterable[str], filler: re.Pattern[str]) -> Around:
    """Of names that begin alike the longest is meant, and a name rather than a filler.

    >>> around("营业执照上", ["执照", "营业执照"], re.compile("[上是]"))
    Around(other='', named=True, fillers=frozenset({'上'}))
    """
    longest_first = sorted(names, key=len, reverse=True)
    other, named, at = "", False, 0
    fillers: set[str] = set()
    while at < len(words):
        if name := next((each for each in longest_first if words.startswith(each, at)), ""):
            named, at = True, at + len(name)
        elif found := filler.match(words, at):
            fillers.add(found[0])
            at = found.end()
        else:
            other, at = other + words[at], at + 1
    return Around(other, named, frozenset(fillers))


class Named(NamedTuple):
    """The words of a list that a text names; alone: with nothing else that says anything."""

    words: tuple[str, ...]
    alone: bool


_CLAUSE_ENDS = re.compile(r"[\s,.;。!]+|但是?|而是")
_SAYING_NOTHING = re.compile(rf"(?:{WE}|[是由的了吧呢啊呀嘛哈]|自己|一家|一个|来|主办|办|举办|运营|牵头|属于|就|这)*+")
_AFTER = re.compile(r"(?:[的了吧呢啊呀嘛哈]|自己|来|主办|办|举办|运营|牵头|下属|下面|直属|单位)*+")
_QUESTION = re.compile(r"[?吗]")
_DENIED = re.compile(r"[不没非无未否别]|还是|除了")
_JOINED = re.compile(r"[或和与及跟、]")


def named(text: str, words: Collection[str]) -> Named:
    """Which of the words are named, the longest where one is part of another; none in a text that asks.

    A clause that denies is left out (不是公司，是商会). Of each other the last word counts, where nothing of weight
    comes behind it (协会下属的公司); all of them, where no clause has such a word.
    """
    said = normalise(text[: 4 * _LONGEST]).casefold()
    if asks(said) or _QUESTION.search(said):
        return Named((), alone=False)
    every, heads, alone = list[str](), list[str](), True
    for clause in filter(None, _CLAUSE_ENDS.split(said)):
        found, rest = _found(clause, words)
        if len(rest) > _LONGEST_BESIDE or _DENIED.search(rest):
            alone = False
            continue
        every += found
        alone = alone and _SAYING_NOTHING.fullmatch("".join(rest.split(","))) is not None
        if _JOINED.search(rest):
            heads += found
        elif found and _AFTER.fullmatch(rest.rpartition(",")[2]):
            heads.append(found[-1])
    return Named(tuple(heads or every), alone and len(every) == len(heads))


def _found(clause: str, words: Collection[str]) -> tuple[list[str], str]:
    """The words in the clause as they follow each other, and the clause with a comma in the place of each."""
    places = dict[int, str]()
    rest = clause
    for word in sorted(words, key=len, reverse=True):
        while (at := rest.find(word)) >= 0:
            places[at] = word
            rest = rest[:at] + "," * len(word) + rest[at + len(word) :]
    return [places[at] for at in sorted(places)], rest
