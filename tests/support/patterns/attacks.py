"""Texts that make a regular expression work hard, derived from its own tree.

Only what may be repeated without end can make the work grow: so each such repetition is fed what its body matches, over
and over, after what leads to it and before what makes the match fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import inf
from re import _constants as op  # type: ignore[attr-defined]
from typing import NamedTuple

from tests.support.patterns.matcher import ONE_CHARACTER, REPEATS, Item, Matcher, TooMuch, parsed, test_of

# One of each kind, beside those of the pattern itself; the last one is a letter that no pattern names.
USUAL = "0a中 \n,\x00ж"
BREAKING = ("\x00\n", "ж\n")  # for `.` and `$` too
SHORTEST, LONGEST = 24, 192  # characters
# Twice the text may cost twice the work, and a little for what is not yet under way in a short one.
LINEAR = 2.1
MOST_WORDS = 120


class Attack(NamedTuple):
    """What leads to the repetition, what is repeated, and what follows."""

    before: str
    pump: str
    after: str

    def text(self, length: int) -> str:
        return self.before + self.pump * (length // len(self.pump)) + self.after


class Repetition(NamedTuple):
    """One that may go on without end: what leads to it, and what its body matches."""

    before: str
    words: list[str]


def growth(matcher: Matcher, use: str, attack: Attack) -> float:
    """By how much more work a text takes than one half as long: 2 where it is linear.

    Texts are made longer until it is that or less, up to LONGEST: a bounded repetition shows only when it is filled.
    """
    length = SHORTEST
    try:
        before = work(matcher, use, attack.text(length))
        while True:
            length *= 2
            after = work(matcher, use, attack.text(length))
            if after <= LINEAR * before or length >= LONGEST:
                return after / before
            before = after
    except TooMuch:
        return inf


def work(matcher: Matcher, use: str, text: str) -> int:
    """The steps that it takes. Raises TooMuch."""
    getattr(matcher, use)(text)
    return matcher.steps


@cache
def attacks(pattern: re.Pattern[str]) -> list[Attack]:
    """Each once."""
    tree = parsed(pattern)
    letters = "".join(dict.fromkeys((*USUAL, *_letters(tree))))
    found = list(_repetitions(tree, pattern.flags, letters, ""))
    return list(dict.fromkeys(_attacks(found)))


def _attacks(found: Sequence[Repetition]) -> Iterator[Attack]:
    for repetition in found:
        before = repetition.before
        pumps = {*repetition.words, before, *(before + word for word in repetition.words[:4])}
        for pump, opening, after in product(sorted(filter(None, pumps)), {"", USUAL[-1], before}, BREAKING):
            yield Attack(opening, pump, after)
    for one, other in product(found, repeat=2):
        if one != other:
            for word, following in product(one.words[:3], other.words[:3]):
                yield Attack(one.before, word, following * (LONGEST // 2))


def _letters(items: Sequence[Item]) -> Iterator[str]:
    """Every character that the pattern names."""
    for code, argument in items:
        if code in (op.LITERAL, op.NOT_LITERAL):
            yield chr(argument)
        elif code is op.RANGE:
            yield from map(chr, argument)
        elif code is op.IN:
            yield from _letters(argument)
        else:
            for body in _bodies((code, argument)):
                yield from _letters(body)


def _bodies(item: Item) -> list[Sequence[Item]]:
    code, argument = item
    if code is op.BRANCH:
        return list(argument[1])
    if code is op.SUBPATTERN:
        return [argument[3]]
    if code in REPEATS:
        return [argument[2]]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [argument[1]]
    return [argument] if code is op.ATOMIC_GROUP else []


def _repetitions(items: Sequence[Item], flags: int, letters: str, before: str) -> Iterator[Repetition]:
    for item in items:
        for body in _bodies(item):
            yield from _repetitions(body, flags, letters, before)
        if item[0] in REPEATS and item[1][1] is op.MAXREPEAT:
            yield Repetition(before, _words(item[1][2], flags, letters))
        before += _words([item], flags, letters)[0]


def _words(items: Sequence[Item], flags: int, letters: str) -> list[str]:
    """Some that the sequence matches: the first of each part, and each other one of a part beside the others' first.

    What looks ahead or behind matches nothing by itself, so some may fail at that.
    """
    parts = [_of_one(item, flags, letters) for item in items]
    firsts = [part[0] for part in parts]
    varied = ("".join((*firsts[:at], other, *firsts[at + 1 :])) for at, part in enumerate(parts) for other in part[1:])
    return list(dict.fromkeys(["".join(firsts), *varied]))[:MOST_WORDS]


def _of_one(item: Item, flags: int, letters: str) -> list[str]:
    code, argument = item
    if code in ONE_CHARACTER:
        return list(filter(test_of(item, flags), letters)) or [""]
    if code is op.BRANCH:
        return [word for body in argument[1] for word in _words(body, flags, letters)]
    if code in REPEATS:
        least, most, body = argument
        return [word * times for times in {least, min(most, least + 1)} for word in _words(body, flags, letters)]
    if code in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return _words(_bodies(item)[0], flags, letters)
    return [""]
