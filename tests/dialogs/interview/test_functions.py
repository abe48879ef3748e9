"""第六条 in figures: what was ticked and not gone into is neither there nor lacking."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.interview import function_counts as of_functions
from dialogs.interview.function_counts import Functions
from dialogs.interview.questionnaire import judge
from dialogs.session import Answered
from dialogs.wording import zh as wording
from rules.beijing_2019 import BOOK
from rules.beijing_2019.art06 import ARTICLE_6
from rules.engine.ask import Ticks
from rules.engine.finding import Finding, Verdict
from tests.support.interviews import QUESTIONS
from tests.support.talk import TODAY, finished, talk

OFFERED = tuple(tuple(clause.asks) for clause in ARTICLE_6.clauses)  # whether it is offered, and with which services
KINDS = ("not offered", "complete", "short", "ticked", "unclear services", "unclear", "not asked")


def services(name: str) -> list[str]:
    ask = BOOK.asks[name]
    assert isinstance(ask, Ticks)
    return [value for value, _ in ask.choices]


def answers(kinds: Iterable[str]) -> Answered:
    """Answers about the eight functions, each of one kind."""
    given: Answered = {}
    for (offers, demanded), kind in zip(OFFERED, kinds, strict=True):
        every = services(demanded)
        of_this_kind: dict[str, Answered] = {
            "not offered": {offers: False},
            "complete": {offers: True, demanded: [*every]},
            "short": {offers: True, demanded: [*every[1:]]},
            "ticked": {offers: True},
            "unclear services": {offers: True, demanded: None},
            "unclear": {offers: None},
            "not asked": {},
        }
        given |= of_this_kind[kind]
    return given


def functions(found: Finding) -> Functions:
    return of_functions.functions(QUESTIONS.offered, found)


def progress(found: Finding) -> str:
    return of_functions.progress(QUESTIONS.offered, found)


def finding(given: Answered) -> Finding:
    return judge(QUESTIONS, given, TODAY).assessment.findings["6"]


@given(st.lists(st.sampled_from(KINDS), min_size=8, max_size=8))
def test_so_many_are_short_as_are_lacking_when_all_that_is_not_known_is_there(kinds: list[str]) -> None:
    found, given = functions(finding(answers(kinds))), answers(kinds)
    at_best = {
        offers: True if given.get(offers) is None else given[offers] for offers, _ in OFFERED
    } | {demanded: given.get(demanded) or [*services(demanded)] for _, demanded in OFFERED}  # fmt: skip
    complete = functions(finding(at_best)).complete
    assert found.short == max(0, 3 - len(complete))
    assert len(found.complete) == kinds.count("complete")
    assert len(found.unverified) == kinds.count("ticked") + kinds.count("unclear services")
    assert len(found.unknown) == kinds.count("unclear") + kinds.count("not asked")


@given(st.lists(st.sampled_from(KINDS), min_size=8, max_size=8))
def test_it_says_that_some_are_short_only_where_the_item_is_certainly_not_met(kinds: list[str]) -> None:
    found = finding(answers(kinds))
    short = re.findall("还差([0-9]+)项", progress(found))
    if found.verdict is Verdict.NOT_MET:
        assert short == [str(functions(found).short)]
    elif found.verdict is Verdict.TO_VERIFY:
        assert short == []


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["complete", "short"], "还差2项服务功能"),
        (["ticked"], "核对齐全0项，另勾选1项（信息服务）没有逐项核对，至少还差2项服务功能"),
        (["complete", "ticked"], "核对齐全1项（信息服务），另勾选1项（融资服务）没有逐项核对，至少还差1项服务功能"),
        (["complete", "ticked", "ticked"], "核对齐全1项（信息服务），另勾选2项（融资服务、技术创新服务）没有逐项核对"),
        (["complete", "unclear"], "核对齐全1项（信息服务），还有1项不知道有没有，至少还差1项服务功能"),
    ],
)
def test_what_is_said_of_the_functions(kinds: list[str], said: str) -> None:
    assert progress(finding(answers([*kinds, *["not offered"] * (8 - len(kinds))]))) == said


def test_the_same_is_said_of_a_failing_clause_and_in_the_result() -> None:
    said = "核对齐全0项，另勾选2项（信息服务、法律服务）没有逐项核对，至少还差1项服务功能"
    person = talk().until("functions")
    person.say("信息服务、法律服务")
    assert said in person.plain and "具备0项" not in person.plain
    person.tap(wording.SEE_RESULT)
    assert person.plain.count(said) == 2  # what must change, and the clause
    assert "具备0项" not in person.plain and "还差3项" not in person.plain


def test_where_three_are_complete_the_others_ticked_are_said_not_to_have_been_gone_into() -> None:
    person = finished()
    person.answers.update({"offers_market": True})
    person.tap(wording.VERDICT)
    assert "核对齐全3项（信息服务、培训服务、法律服务），另勾选1项（市场开拓）没有逐项核对" in person.plain


def test_all_eight_have_a_name() -> None:
    assert list(QUESTIONS.offered) == [offers for offers, _ in OFFERED]
