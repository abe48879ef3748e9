"""The rule book as a document is true, complete, and says nothing in a programmer's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from rules.beijing_2019 import BOOK
from rules.engine.clause import ClauseRule
from rules.engine.conditions import Threshold
from rules.page import examples, page
from tests.support.rule_answers import day

COMMITTED = Path(__file__).parents[2] / "docs/rules.md"
CLAUSES = [clause for item in BOOK.items for clause in item.clauses]
WHOLE = page(BOOK)


def test_the_document_in_docs_is_what_the_rules_say() -> None:
    """Where this fails: `python -m bot rules > docs/rules.md`, and read what has changed."""
    assert COMMITTED.read_text(encoding="utf-8") == WHOLE


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert capsys.readouterr().out == WHOLE


def test_every_clause_that_is_judged_stands_there_in_the_words_of_the_law() -> None:
    for id in (*(clause.id for clause in CLAUSES), *BOOK.relaxes):
        clause = BOOK.law.clause(id)
        assert clause.citation in WHOLE
        assert f"> {clause.text}\n" in WHOLE


def test_every_question_stands_there_as_it_is_asked() -> None:
    together = [ask for ask in BOOK.asks.values() if ask.together in BOOK.ticked]
    for ask in (*BOOK.asks.values(), *BOOK.groups.values(), BOOK.closing.ask):
        assert (ask in together) or ask.question in WHOLE


def test_every_number_stands_there_and_from_when_on_it_is_another() -> None:
    numbers = [number for item in BOOK.items for number in (*item.thresholds, *item.clauses[0].thresholds)]
    assert numbers and all(number.words(number.value) in WHOLE for number in numbers)


def test_a_number_that_changes_is_said_with_its_day_and_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = Threshold("资产总额", 2_000_000, "元").since(day("2028-01-01").first, 3_000_000, "京经信发〔2027〕1号")
    monkeypatch.setattr(CLAUSES[0], "thresholds", (changed,))
    assert "资产总额不低于200万元，2028年1月1日起不低于300万元（京经信发〔2027〕1号）。" in page(BOOK)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_every_example_beside_a_rule_stands_there_with_what_comes_of_it(clause: ClauseRule) -> None:
    found = examples(clause)
    assert found and all(f" | {example!r} |\n" in WHOLE for example in found)


def test_every_kind_of_deadline_stands_there_with_its_clause() -> None:
    assert BOOK.deadlines
    for kind in BOOK.deadlines.values():
        assert f"| {kind.words.name} | {BOOK.law.clause(kind.clause).citation} |" in WHOLE


def test_what_is_declared_only_and_what_is_not_judged_is_listed() -> None:
    declared = [ask.label for ask in BOOK.asks.values() if ask.declared]
    assert declared and all(f"| {label} |" in WHOLE for label in declared)
    assert all(f"| {BOOK.law.clause(id).citation} | {why} |" in WHOLE for id, why in BOOK.not_judged.items())


def test_no_english_name_of_an_answer_and_no_word_of_a_programmer_stands_there() -> None:
    assert not re.findall(r"[A-Za-z_]{2,}", WHOLE)
