"""Regular expressions matched by backtracking, in the order of `re`, with every step counted.

`re` does not tell how much it does for a text; this does, and its work grows with the text just as that of `re` does.
The shortcuts of `re` that only save a constant share (the search for a literal beginning) are left out.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

Item: TypeAlias = tuple[Any, Any]  # an opcode of `re` and its argument
Next: TypeAlias = Callable[[int], bool]  # matches from a position on; whether it could
Test: TypeAlias = Callable[[str], bool]  # of one character

ONE_CHARACTER = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
MOST_STEPS = 500_000
DEEPEST = 100_000


class TooMuch(Exception):
    """More steps than a test has time for."""


def parsed(pattern: re.Pattern[str]) -> Sequence[Item]:
    tree: Sequence[Item] = _parser.parse(pattern.pattern, pattern.flags)
    return tree


def test_of(item: Item, flags: int) -> Test:
    """Whether a character is one that the item (a literal, a class, a dot) stands for."""
    known: dict[str, bool] = {}
    any_case = bool(flags & re.IGNORECASE)

    def test(character: str) -> bool:
        if character not in known:
            cases = {character, character.lower(), character.upper()} if any_case else (character,)
            known[character] = any(_is(item, case, flags) for case in cases)
        return known[character]

    return test


def _is(item: Item, character: str, flags: int) -> bool:
    code, argument = item
    if code is op.LITERAL:
        return ord(character) == int(argument)
    if code is op.NOT_LITERAL:
        return ord(character) != int(argument)
    if code is op.ANY:
        return character != "\n" or bool(flags & re.DOTALL)
    if code is op.RANGE:
        return bool(argument[0] <= ord(character) <= argument[1])
    if code is op.CATEGORY:
        return _in_category(str(argument), character, flags)
    assert code is op.IN, code
    negated = argument[0][0] is op.NEGATE
    return any(_is(part, character, flags) for part in argument[negated:]) != negated


def _in_category(name: str, character: str, flags: int) -> bool:
    kind = name.removeprefix("CATEGORY_").removeprefix("NOT_")
    holds = {
        "DIGIT": character.isdecimal(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum() or character == "_",
    }[kind]
    if flags & re.ASCII:
        holds = holds and character.isascii() and character not in "\x1c\x1d\x1e\x1f"
    return holds != ("NOT_" in name)


class Matcher:
    """One pattern. `steps`: those of the last use."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        tree = parsed(pattern)
        self.steps = 0
        self._text = ""
        self._end = 0
        self._groups: list[tuple[int, int] | None] = [None] * (pattern.groups + 1)
        self._anywhere = self._sequence(tree, pattern.flags, self._accept)
        self._whole = self._sequence(tree, pattern.flags, self._accept_at_the_end)

    def match(self, text: str) -> tuple[int, int] | None:
        """Where it matches, as each of these is used in `re`."""
        self._begin(text)
        with deep():
            return (0, self._end) if self._anywhere(0) else None

    def fullmatch(self, text: str) -> tuple[int, int] | None:
        self._begin(text)
        with deep():
            return (0, self._end) if self._whole(0) else None

    def search(self, text: str) -> tuple[int, int] | None:
        self._begin(text)
        with deep():
            return self._from(0)

    def finditer(self, text: str) -> list[tuple[int, int]]:
        """One after the other, as for `sub`, `split` and `findall` too; an empty one is stepped over."""
        self._begin(text)
        found = []
        position = 0
        with deep():
            while span := self._from(position):
                found.append(span)
                position = span[1] + (span[0] == span[1])
        return found

    def _begin(self, text: str) -> None:
        self.steps = 0
        self._text = text

    def _from(self, first: int) -> tuple[int, int] | None:
        for start in range(first, len(self._text) + 1):
            self._count(1)
            self._groups = [None] * len(self._groups)
            if self._anywhere(start):
                return start, self._end
        return None

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise TooMuch

    def _accept(self, position: int) -> bool:
        self._end = position
        return True

    def _accept_at_the_end(self, position: int) -> bool:
        self._end = position
        return position == len(self._text)

    def _sequence(self, items: Sequence[Item], flags: int, then: Next) -> Next:
        for item in reversed(items):
            then = self._item(item, flags, then)
        return then

    def _item(self, item: Item, flags: int, then: Next) -> Next:
        code, argument = item
        if code in ONE_CHARACTER:
            return self._character(test_of(item, flags), then)
        if code is op.BRANCH:
            return self._branch([self._sequence(each, flags, then) for each in argument[1]], argument[1], flags)
        if code is op.SUBPATTERN:
            group, added, removed, body = argument
            return self._group(group, body, (flags | added) & ~removed, then)
        if code in REPEATS:
            least, most, body = argument
            return self._repeat(code, int(least), int(most), body, flags, then)
        if code is op.ATOMIC_GROUP:
            return self._atomic(self._sequence(argument, flags, self._accept), then)
        if code in (op.ASSERT, op.ASSERT_NOT):
            behind = argument[1].getwidth()[0] if argument[0] < 0 else 0
            return self._look(self._sequence(argument[1], flags, self._accept), behind, code is op.ASSERT, then)
        if code is op.AT:
            return self._at(str(argument), flags, then)
        assert code is op.GROUPREF, code
        return self._again(argument, then)

    def _character(self, test: Test, then: Next) -> Next:
        def character(position: int) -> bool:
            self._count(1)
            return position < len(self._text) and test(self._text[position]) and then(position + 1)

        return character

    def _branch(self, ways: list[Next], bodies: Sequence[Sequence[Item]], flags: int) -> Next:
        """As `re` does, those that begin with another character are passed over."""
        firsts = [
            test_of(body[0], flags) if len(body) and body[0][0] in ONE_CHARACTER else lambda _: True for body in bodies
        ]
        known: dict[str, list[Next]] = {}

        def branch(position: int) -> bool:
            first = self._text[position : position + 1]
            if first and first not in known:
                known[first] = [way for way, fits in zip(ways, firsts, strict=True) if fits(first)]
            self._count(1)
            # Not any(…): that is a call of C, of which only some hundreds go into each other.
            for way in known[first] if first else ways:  # noqa: SIM110
                if way(position):
                    return True
            return False

        return branch

    def _group(self, group: int | None, body: Sequence[Item], flags: int, then: Next) -> Next:
        if group is None:
            return self._sequence(body, flags, then)
        starts: list[int] = []

        def close(position: int) -> bool:
            before = self._groups[group]
            start = starts.pop()
            self._groups[group] = (start, position)
            if then(position):
                return True
            starts.append(start)
            self._groups[group] = before
            return False

        inside = self._sequence(body, flags, close)

        def open_(position: int) -> bool:
            starts.append(position)
            if inside(position):
                return True
            starts.pop()
            return False

        return open_

    def _repeat(self, code: Any, least: int, most: int, body: Sequence[Item], flags: int, then: Next) -> Next:
        if len(body) == 1 and body[0][0] in ONE_CHARACTER:
            return self._run(code, least, most, test_of(body[0], flags), then)
        if code is op.POSSESSIVE_REPEAT:
            return self._possessive(least, most, self._sequence(body, flags, self._accept), then)
        return self._loop(code is op.MIN_REPEAT, least, most, body, flags, then)

    def _run(self, code: Any, least: int, most: int, test: Test, then: Next) -> Next:
        """Of single characters."""

        def furthest(position: int) -> int:
            text, end = self._text, min(len(self._text), position + most)
            last = position
            while last < end and test(text[last]):
                last += 1
            self._count(last - position + 1)
            return last

        def ends(position: int) -> Iterator[int]:
            if code is op.MIN_REPEAT:
                yield from self._lazily(position, position + least, position + most, test)
                return
            last = furthest(position)
            yield from range(last, position + least - 1, -1 if code is op.MAX_REPEAT else -len(self._text) - 1)

        def run(position: int) -> bool:
            for end in ends(position):
                self._count(1)
                if then(end):
                    return True
            return False

        return run

    def _lazily(self, at: int, least: int, most: int, test: Test) -> Iterator[int]:
        while True:
            if at >= least:
                yield at
            self._count(1)
            if at >= min(most, len(self._text)) or not test(self._text[at]):
                return
            at += 1

    def _loop(self, lazy: bool, least: int, most: int, body: Sequence[Item], flags: int, then: Next) -> Next:
        times, last = 0, -1  # of the innermost entry: passes begun, and where the last one began

        def more(position: int) -> bool:
            nonlocal times, last
            before = times, last
            if times >= most or (times >= least and position == last):  # a pass over nothing is not repeated
                return False
            times, last = times + 1, position
            if inside(position):
                return True
            times, last = before
            return False

        def leave(position: int) -> bool:
            return times >= least and then(position)

        def again(position: int) -> bool:
            self._count(1)
            return leave(position) or more(position) if lazy else more(position) or leave(position)

        inside = self._sequence(body, flags, again)

        def enter(position: int) -> bool:
            nonlocal times, last
            before = times, last
            times, last = 0, -1
            if again(position):
                return True
            times, last = before
            return False

        return enter

    def _possessive(self, least: int, most: int, once: Next, then: Next) -> Next:
        def possessive(position: int) -> bool:
            times, groups = 0, [*self._groups]
            while times < most:
                self._count(1)
                if not once(position):
                    break
                times += 1
                if self._end == position and times >= least:
                    break
                position = self._end
            if times >= least and then(position):
                return True
            self._groups = groups
            return False

        return possessive

    def _atomic(self, once: Next, then: Next) -> Next:
        return self._possessive(1, 1, once, then)

    def _look(self, once: Next, behind: int, wanted: bool, then: Next) -> Next:
        def look(position: int) -> bool:
            self._count(1)
            groups = [*self._groups]
            found = position >= behind and once(position - behind)
            if found == wanted and then(position):
                return True
            self._groups = groups
            return False

        return look

    def _at(self, where: str, flags: int, then: Next) -> Next:
        def word(position: int) -> bool:
            return 0 <= position < len(self._text) and _in_category("CATEGORY_WORD", self._text[position], flags)

        def holds(position: int) -> bool:
            text, end = self._text, len(self._text)
            match where:
                case "AT_BEGINNING" if flags & re.MULTILINE:
                    return position == 0 or text[position - 1] == "\n"
                case "AT_BEGINNING" | "AT_BEGINNING_STRING":
                    return position == 0
                case "AT_END" if flags & re.MULTILINE:
                    return position == end or text[position] == "\n"
                case "AT_END":
                    return position == end or (position == end - 1 and text[position] == "\n")
                case "AT_END_STRING":
                    return position == end
            return (word(position - 1) != word(position)) == (where == "AT_BOUNDARY")

        def at(position: int) -> bool:
            self._count(1)
            return holds(position) and then(position)

        return at

    def _again(self, group: int, then: Next) -> Next:
        def again(position: int) -> bool:
            span = self._groups[group]
            if span is None:
                return False
            words = self._text[slice(*span)]
            self._count(len(words) + 1)
            return self._text.startswith(words, position) and then(position + len(words))

        return again


@contextmanager
def deep() -> Iterator[None]:
    """Each pass of a repetition is a call within a call."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEEPEST)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
