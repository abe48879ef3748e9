"""What stands around an answer: a question's own words, words that say nothing of their own, and others."""

import re
from collections.abc import Iterable
from typing import NamedTuple


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
