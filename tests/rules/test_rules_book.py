"""The rule book itself: every rule is the law at its place, every clause has a rule or a reason, nothing is ever a
truth value by accident."""

import inspect

import pytest

from knowledge.law import load
from rules.beijing_2019 import BOOK
from rules.beijing_2019.art05 import relaxes
from rules.beijing_2019.art06 import EIGHT, three_functions
from rules.beijing_2019.art07 import ENCOURAGED
from rules.beijing_2019.not_judged import NOT_JUDGED
from rules.engine.ask import Ask, Choice, Ticks, YesNo
from rules.engine.clause import ClauseRule
from rules.engine.finding import MET, Finding, Unknown

LAW = load(BOOK.text)
CLAUSES = [clause for item in BOOK.items for clause in item.clauses]
RULES = {LAW.clause(clause.id).id: clause.judge for clause in CLAUSES} | {"5-p2": relaxes, "6.0": three_functions}


def squeezed(text: str) -> str:
    return "".join(text.split())


def words(rule: object) -> str:
    """The docstring of a rule before its examples."""
    return squeezed((inspect.getdoc(rule) or "").partition(">>>")[0])


@pytest.mark.parametrize("id", RULES)
def test_a_rule_quotes_the_law_word_for_word(id: str) -> None:
    quoted = words(RULES[id])
    assert quoted
    law = squeezed(LAW.clause(id).text)
    assert quoted in law
    if id != "14.0":
        assert quoted.rstrip("；。：") == law.rstrip("；。："), "the whole clause, not a part of it"


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_a_rule_has_an_example(clause: ClauseRule) -> None:
    assert ">>>" in (inspect.getdoc(clause) or "")


def test_every_clause_of_the_twenty_articles_has_a_rule_or_a_reason_and_never_both() -> None:
    assert set(RULES) | set(NOT_JUDGED) == set(LAW.clauses)
    assert not set(RULES) & set(NOT_JUDGED)
    assert all(NOT_JUDGED.values())


def test_the_items_are_in_the_order_of_the_law() -> None:
    ids = [item.id for item in BOOK.items]
    assert ids == ["5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "6", "8.1", "8.2", "13", "14", "15"]
    order = list(LAW.clauses)
    assert sorted(ids, key=lambda id: order.index(LAW.clause(id).id)) == ids


@pytest.mark.parametrize("clause", EIGHT, ids=lambda clause: clause.id)
def test_the_services_to_tick_are_in_the_words_of_their_item(clause: ClauseRule) -> None:
    _, ask = clause.asks.values()
    assert isinstance(ask, Ticks)
    law = squeezed(LAW.clause(clause.id).text)
    assert [service for service, _ in ask.choices if service not in law] == []


def test_the_encouraged_features_are_in_the_words_of_the_law() -> None:
    quoted = {id: squeezed(feature) for id, feature in ENCOURAGED.choices}
    assert list(quoted) == [clause.id for clause in LAW.article(7).items]
    assert all(feature in squeezed(LAW.clause(id).text) for id, feature in quoted.items())


@pytest.mark.parametrize("name", BOOK.asks)
def test_a_question_can_be_put_and_answered(name: str) -> None:
    ask: Ask = BOOK.asks[name]
    assert ask.question.endswith(("？", "。", "）"))
    assert ask.label
    if not isinstance(ask, YesNo):
        assert ask.example or (isinstance(ask, Choice | Ticks) and ask.choices)
    assert BOOK.sources[name]
    assert all(LAW.clause(id) for id in BOOK.sources[name])


@pytest.mark.parametrize("name", BOOK.asks)
def test_what_a_question_depends_on_is_a_yes_or_no_asked_before_it(name: str) -> None:
    given = BOOK.asks[name].given
    if given:
        assert isinstance(BOOK.asks[given], YesNo)
        assert list(BOOK.asks).index(given) < list(BOOK.asks).index(name)


def test_what_is_ticked_together_are_the_questions_that_say_so() -> None:
    together = {name: ask.together for name, ask in BOOK.asks.items() if ask.together}
    assert together == {name: key for key, group in BOOK.groups.items() for name, _ in group.choices}
    for name, words in (choice for group in BOOK.groups.values() for choice in group.choices):
        assert words == (BOOK.asks[name].stated or BOOK.asks[name].label)


def test_what_the_book_says_of_its_text_stands_in_it() -> None:
    items = {item.id for item in BOOK.items}
    cited = {*BOOK.closing.clauses, *BOOK.relaxes, BOOK.authority.interprets, BOOK.notice_clause}
    assert cited <= set(LAW.clauses)
    assert {item for relaxation in BOOK.relaxes.values() for item in relaxation.items} <= items
    assert set(BOOK.holders) <= items
    assert {*BOOK.holders.values(), *BOOK.figures, *BOOK.about_changes} <= set(BOOK.asks)
    assert BOOK.authority.name in LAW.clause(BOOK.authority.interprets).text


def test_choices_are_told_apart() -> None:
    for ask in BOOK.asks.values():
        if isinstance(ask, Choice | Ticks):
            assert len(dict(ask.choices)) == len(ask.choices) == len({label for _, label in ask.choices})


def test_labels_name_one_question_each() -> None:
    labels = [ask.label for ask in BOOK.asks.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("nothing", [MET, Unknown("founded_on", asked=True), Unknown("founded_on", asked=False)])
def test_neither_a_finding_nor_an_unknown_is_true_or_false(nothing: Finding | Unknown) -> None:
    with pytest.raises(TypeError):
        bool(nothing)
    with pytest.raises(TypeError):
        assert not nothing


def test_an_unknown_cannot_be_compared() -> None:
    with pytest.raises(TypeError):
        assert Unknown("gathered_institutions", asked=True) >= 5  # type: ignore[operator]
