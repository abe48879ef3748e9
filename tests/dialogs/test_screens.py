"""A screen is one object, a button an action with a type: every kind has one, and nothing of either is too large."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import actions
from dialogs.actions import Action, InForm, NamedAnswer, Plain, Tick, Told
from dialogs.registry import BESIDE_HANDLERS, NAVIGATION, SCREENS
from dialogs.session import Kind
from rules.calendar.days import Period
from tests.support.tree import MODULES, name

ACTIONS = {at: each for at, each in vars(actions).items() if isinstance(each, Action)}
LONGEST_CLASS = 100  # lines

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
spans = st.builds(lambda one, other: Period(min(one, other), max(one, other)), days, days)
numbers, units = st.integers(0, 10**6), st.integers(1, 99)
# What an action is about, by how it is read, and of what is read in a way of its own by its name.
BY_READING: dict[object, st.SearchStrategy[Any]] = {
    str: st.sampled_from(["5.1", "founded_on", "filing"]),
    int: numbers,
    date.fromisoformat: days,
}
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "t": st.builds(Tick, numbers, st.booleans()),
    "d": spans,
    "file": st.builds(Told, st.text("nalmo", max_size=5), st.none() | spans, units),
    "fill": st.builds(NamedAnswer, st.just("founded_on"), st.none() | st.integers() | st.text(max_size=9), units),
    "notice": st.booleans(),
    "as": st.builds(InForm, st.sampled_from(["docx", "json"]), units),
    "list": numbers,
    "compare": numbers,
}


def test_every_kind_of_screen_has_one_object() -> None:
    assert list(SCREENS) and set(SCREENS) == set(get_args(Kind))
    assert len({type(screen) for screen in SCREENS.values()}) == len(SCREENS)


def test_what_a_button_does_is_said_once_on_a_screen() -> None:
    for screen in SCREENS.values():
        names = [each for each, _ in screen.handlers()]
        assert len(set(names)) == len(names) and not set(names) & set(NAVIGATION)


def test_every_action_is_done_somewhere() -> None:
    done = {each for screen in SCREENS.values() for each, _ in screen.handlers()}
    assert {each.name for each in ACTIONS.values()} == done | set(NAVIGATION) | set(BESIDE_HANDLERS)


@pytest.mark.parametrize("action", ACTIONS.values(), ids=list(ACTIONS))
@given(data=st.data())
def test_what_a_button_is_about_comes_back_over_the_wire_as_it_was(action: Action[Any], data: st.DataObject) -> None:
    known = st.none() if isinstance(action, Plain) else BY_READING.get(action.read)
    argument = data.draw(BY_NAME[action.name] if known is None else known)
    wire = action.wire(argument)
    assert wire.isascii() and wire.partition(":")[0] == action.name
    assert action.read(wire.partition(":")[2]) == argument


@pytest.mark.parametrize("module", [each for each in MODULES if name(each).startswith("dialogs/")], ids=name)
def test_no_class_is_longer_than_a_hundred_lines(module: Path) -> None:
    classes = [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ClassDef)]
    assert [each.name for each in classes if (each.end_lineno or 0) - each.lineno >= LONGEST_CLASS] == []
