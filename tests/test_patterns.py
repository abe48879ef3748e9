"""No text makes a regular expression of the product work more than its length calls for.

`re` goes back and tries again: `\\s*x`, searched for, takes a quarter of a million steps to find nothing in 700 spaces.
So each pattern is tried, as it is used, on texts made to be hard for it (`attacks`), and its steps (`matcher`) are
counted: twice the text may take twice the steps. Nothing here is measured in seconds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from tests.support.patterns.attacks import LINEAR, Attack, attacks, growth
from tests.support.patterns.matcher import Matcher
from tests.support.patterns.used import Used, calls, patterns, tree
from tests.support.tree import MODULES, name

PATTERNS = patterns()
# Where patterns are made at run time, from words in files; `patterns` finds those made.
COMPILE = ("re", "compile")
MADE_AT_RUN_TIME = {"knowledge/search/normalise.py:_any_of"}


def hard(pattern: re.Pattern[str], use: str) -> Iterator[tuple[float, Attack]]:
    """The attacks that make the work grow faster than the text, with its growth for twice the text."""
    matcher = Matcher(pattern)
    for attack in attacks(pattern):
        grown = growth(matcher, use, attack)
        if grown > LINEAR:
            yield grown, attack


@pytest.mark.parametrize("used", PATTERNS.values(), ids=list(PATTERNS))
def test_the_work_of_every_pattern_grows_no_faster_than_its_text(used: Used) -> None:
    for use in sorted(used.uses):
        assert next(hard(used.pattern, use), None) is None, f"{used.pattern.pattern} ({use})"


class TestEveryPatternIsSeen:
    def test_those_of_modules_of_what_modules_hold_and_those_made_at_run_time(self) -> None:
        assert {
            "knowledge/law.py:_NAMED",
            "rules/beijing_2019/wording.py:MATTERS_NAMED.name",
            "of a text:_variant",
            "in words:[!-~]{1,48}",
        } <= set(PATTERNS)

    def test_by_its_use(self) -> None:
        assert PATTERNS["knowledge/law.py:_NAMED"].uses == {"finditer"}
        assert PATTERNS["dialogs/reading/quantities.py:_FRACTION"].uses == {"fullmatch"}

    def test_as_none_is_written_where_it_is_used(self) -> None:
        assert [
            f"{name(path)}:{pattern.lineno}"
            for path in MODULES
            for _, pattern in calls(tree(path))
            if isinstance(pattern, ast.Constant | ast.JoinedStr | ast.BinOp)
        ] == []

    def test_or_made_in_another_function(self) -> None:
        functions = [
            (path, node)
            for path in MODULES
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        assert {f"{name(path)}:{each.name}" for path, each in functions if _compiles(each)} == MADE_AT_RUN_TIME


def _compiles(function: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) == COMPILE
        for node in ast.walk(function)
    )


class TestHardPatterns:
    """That the check would find them."""

    @pytest.mark.parametrize(
        ("pattern", "use"),
        [
            (r"\s*x", "search"),
            (r"[0-9]{3,}:x", "finditer"),
            (r"\S+@\S+", "finditer"),
            (r"^\W+|\W+$", "finditer"),
            (r"(?<=..)(?:[的了]|这个)+$", "finditer"),
            (r"a.*b.*c", "match"),
            (r"x*x*", "fullmatch"),
            (r"(?:a|a)*b", "match"),
            (r"(?:a+)+", "fullmatch"),
            (r"(?:ab|a|b)*c", "match"),
            (r"(.+)分之(.+)", "fullmatch"),
            (r"第?\s*五\s*条(?:\s*第?\s*\(?\s*六\s*(?:\)\s*项?|项))?", "finditer"),
        ],
    )
    def test_are_found(self, pattern: str, use: str) -> None:
        assert next(hard(re.compile(pattern), use), None) is not None

    @pytest.mark.parametrize(
        ("pattern", "use"),
        [
            (r"(?<!\s)\s*+x", "search"),
            (r"\s*x", "match"),
            (r"(?<![0-9])[0-9]{3,}+:x", "finditer"),
            (r"a[^b]{0,12}?c", "search"),
            (r"(?:a|b)*+c", "match"),
            (r"(?>a+)b", "match"),
        ],
    )
    def test_others_are_not(self, pattern: str, use: str) -> None:
        assert list(hard(re.compile(pattern), use)) == []


# The matcher matches as `re` does.

ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\w", r"\s", r"\d", "^", "$", r"\b"])
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("".join, st.lists(inner, min_size=1, max_size=3)),
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds("({}){}".format, inner, st.sampled_from(["", r"\1"])),
        st.builds(
            "(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "*?", "+?", "??", "{1,2}", "{2,}?", "*+", "?+"])
        ),
        st.builds("(?{}{})".format, st.sampled_from(["=", "!", ">"]), inner),
        st.builds("(?<{}{})".format, st.sampled_from("=!"), st.sampled_from(["a", "ab", "[ab]", "."])),
    ),
    max_leaves=6,
)


def assert_matches_as_re(pattern: re.Pattern[str], texts: Iterable[str]) -> None:
    matcher = Matcher(pattern)
    for text, use in product(texts, ("match", "fullmatch", "search")):
        found = getattr(pattern, use)(text)
        assert getattr(matcher, use)(text) == (found.span() if found else None), (pattern.pattern, use, text)


@settings(max_examples=300)
@given(EXPRESSIONS, st.text("ab \n1", max_size=8))
def test_any_pattern_is_matched_as_by_re(expression: str, text: str) -> None:
    try:
        pattern = re.compile(expression)
    except re.error:  # it refers to a group that is still open
        reject()
    assert_matches_as_re(pattern, [text])


@pytest.mark.parametrize("used", PATTERNS.values(), ids=list(PATTERNS))
def test_the_patterns_of_the_product_are_too(used: Used) -> None:
    some = attacks(used.pattern)[::20]
    assert_matches_as_re(used.pattern, [attack.text(12) for attack in some])
    assert_matches_as_re(used.pattern, [attack.before + attack.pump for attack in some])
