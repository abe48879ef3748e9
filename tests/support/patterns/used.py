"""Every regular expression of the product, and how it is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from knowledge.search import corpus
from tests.support.evaluation import TEXT
from tests.support.tree import MODULES, name

USES = {
    "search": "search",
    "match": "match",
    "fullmatch": "fullmatch",
    "sub": "finditer",
    "subn": "finditer",
    "split": "finditer",
    "findall": "finditer",
    "finditer": "finditer",
}
ANY_USE = frozenset({"finditer", "fullmatch"})  # of one whose use is not seen: from every start on, and as a whole


class Used(NamedTuple):
    pattern: re.Pattern[str]
    uses: frozenset[str]  # methods of `Matcher`


def patterns() -> dict[str, Used]:
    """By the place where they stand: in modules and what these hold, in the words of a text, or where they are used."""
    modules = {path: module(path) for path in MODULES if "import re\n" in path.read_text("utf-8")}
    uses: dict[re.Pattern[str], set[str]] = {}
    for path, each in modules.items():
        for pattern, use in _uses(tree(path), each):
            uses.setdefault(pattern, set()).add(use)
    placed = [(f"{name(path)}:{at}", found) for path, each in modules.items() for at, found in held(vars(each))]
    placed += [(f"of a text:{at}", found) for at, found in held(vars(corpus.analyzer(TEXT)[0]))]
    placed += [(f"in words:{pattern.pattern}", pattern) for pattern in uses if pattern not in dict(placed).values()]
    return {at: Used(found, frozenset(uses.get(found, ANY_USE))) for at, found in placed}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def module(path: Path) -> ModuleType:
    return import_module(name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))


def held(values: object, at: str = "") -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each pattern among the values, with the keys that lead to it."""
    if isinstance(values, re.Pattern):
        yield at, values
    elif isinstance(values, dict):
        for key, value in values.items():
            yield from held(value, f"{at}.{key}".lstrip("."))
    elif isinstance(values, tuple | list | set | frozenset):
        for number, value in enumerate(values):
            yield from held(value, f"{at}.{number}")


def calls(code: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Each use of a pattern, `P.search(…)` or `re.search(P, …)`, with the expression that stands for the pattern."""
    for node in ast.walk(code):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=use), args=[pattern, *_]) if use in USES:
                yield use, pattern
            case ast.Call(func=ast.Attribute(value=ast.Name() | ast.Attribute() as pattern, attr=use)) if use in USES:
                yield use, pattern


def _uses(code: ast.AST, within: ModuleType) -> Iterator[tuple[re.Pattern[str], str]]:
    """Of the patterns that are named where they are used; a pattern that is named elsewhere may be used in any way."""
    named = set()
    for use, expression in calls(code):
        named.add(expression)
        value = _value(expression, within)
        if isinstance(value, str | re.Pattern):
            yield re.compile(value), USES[use]
    for node in ast.walk(code):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in named:
            value = _value(node, within)
            if isinstance(value, re.Pattern):
                yield from ((value, use) for use in ANY_USE)


def _value(expression: ast.expr, within: object) -> object:
    match expression:
        case ast.Name(id=known):
            return getattr(within, known, None)
        case ast.Attribute(value=holder, attr=known):
            return getattr(_value(holder, within), known, None)
    return None
