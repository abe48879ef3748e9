"""第六条 in figures: what was ticked and not gone into is neither there nor lacking."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.interview import function_counts as of_functions
from dialogs.interview.function_counts import Functions
from dialogs.interview.questionnaire import Case, judge
from dialogs.session import Answered
from dialogs.wording import zh as wording
from rules.beijing_2019 import BOOK
from rules.beijing_2019.art06 import ARTICLE_6
from rules.engine.ask import Ticks
from rules.engine.finding import Finding, Verdict
from tests.support.interviews import QUESTIONS, Say
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


def judged(given: Answered) -> tuple[Case, Finding]:
    case = judge(QUESTIONS, given, TODAY)
    return case, case.assessment.findings["6"]


def functions(given: Answered) -> Functions:
    return of_functions.functions(*judged(given))


def progress(given: Answered) -> str:
    return of_functions.progress(*judged(given))


def to_complete(given: Answered) -> str:
    return of_functions.to_complete(*judged(given))


def finding(given: Answered) -> Finding:
    return judged(given)[1]


@given(st.lists(st.sampled_from(KINDS), min_size=8, max_size=8))
def test_so_many_are_short_as_are_lacking_when_all_that_is_not_known_is_there(kinds: list[str]) -> None:
    given = answers(kinds)
    found = functions(given)
    at_best = {
        offers: True if given.get(offers) is None else given[offers] for offers, _ in OFFERED
    } | {demanded: given.get(demanded) or [*services(demanded)] for _, demanded in OFFERED}  # fmt: skip
    complete = functions(at_best).complete
    assert found.short == max(0, 3 - len(complete))
    assert len(found.complete) == kinds.count("complete")
    assert len(found.unverified) == kinds.count("ticked") + kinds.count("unclear services")
    assert len(found.unknown) == kinds.count("unclear") + kinds.count("not asked")


@given(st.lists(st.sampled_from(KINDS), min_size=8, max_size=8))
def test_it_says_that_some_are_short_only_where_the_item_is_certainly_not_met(kinds: list[str]) -> None:
    given = answers(kinds)
    short = re.findall("还差([0-9]+)项", progress(given))
    if finding(given).verdict is Verdict.NOT_MET:
        assert short == [str(functions(given).short)]
    elif finding(given).verdict is Verdict.TO_VERIFY:
        assert short == []


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["short"], "还差3项"),
        (["complete", "short"], "齐全的1项：信息服务；还差2项"),
        (["ticked"], "勾选了、没有逐项问的1项：信息服务；就算这些都齐全，也还差2项"),
        (
            ["complete", "ticked"],
            "齐全的1项：信息服务；勾选了、没有逐项问的1项：融资服务；就算这些都齐全，也还差1项",
        ),
        (["complete", "ticked", "ticked"], "齐全的1项：信息服务；勾选了、没有逐项问的2项：融资服务、技术创新服务"),
        (["complete", "unclear"], "齐全的1项：信息服务；还有1项不知道有没有；就算这些都齐全，也还差1项"),
    ],
)
def test_what_is_said_of_the_functions(kinds: list[str], said: str) -> None:
    assert progress(answers([*kinds, *["not offered"] * (8 - len(kinds))])) == said


@pytest.mark.parametrize(
    ("kinds", "todo"),
    [
        ([], "还差3项。要再增加3项，每项里写明的服务都要有"),
        (["complete", "complete"], "还差1项。要再增加1项，每项里写明的服务都要有"),
        (["complete", "complete", "short"], "还差1项。补齐：技术创新服务还缺：组织创新技术服务资源的能力"),
        (
            ["complete", "short"],
            "还差2项。补齐：融资服务还缺：融资产品咨询；另外再增加1项",
        ),
        (
            ["complete", "complete", "short", "short"],
            "还差1项。补齐其中1项就够：技术创新服务还缺：组织创新技术服务资源的能力；创业服务还缺：较强的创业辅导能力",
        ),
    ],
)
def test_what_has_to_be_done_for_three(kinds: list[str], todo: str) -> None:
    assert to_complete(answers([*kinds, *["not offered"] * (8 - len(kinds))])).endswith(todo)


def test_the_same_is_said_of_a_failing_clause_and_in_the_result() -> None:
    said = "勾选了、没有逐项问的2项：信息服务、法律服务；就算这些都齐全，也还差1项"
    person = talk().until("functions")
    person.say("信息服务、法律服务")
    assert said in person.plain and "具备0项" not in person.plain
    person.tap(wording.SEE_RESULT)
    assert person.plain.count(said) == 2  # what must change, and the clause
    assert "具备0项" not in person.plain and "还差3项" not in person.plain


def test_where_three_are_ticked_all_are_gone_into_so_that_it_is_known_how_many_are_short() -> None:
    person = talk().until("information_services")
    person.say("除了在线服务都有")
    assert person.open == "training_services", "it fails already, and how many are short is not known yet"
    person.say("全都有")
    person.say("除了文书审核都有")
    assert person.open == "failing"
    said = "齐全的1项：培训服务；还差2项"
    assert (
        said in person.plain and "信息服务还缺：在线服务" in person.plain and "法律服务还缺：文书审核" in person.plain
    )
    person.tap(wording.SEE_RESULT)
    assert f"第六条：{said}。补齐：信息服务还缺：在线服务；法律服务还缺：文书审核" in person.plain


def test_where_fewer_than_three_are_ticked_their_services_are_asked_on_wish() -> None:
    person = finished(functions=Say("信息服务、法律服务"))
    assert "information_services" not in person.answers
    person.tap(wording.VERDICT, wording.ASK_THE_REST.format(count=2))
    assert person.open == "information_services"
    person.say("全都有")
    person.say("除了文书审核都有")
    person.tap(wording.VERDICT)
    assert "齐全的1项：信息服务；还差2项。补齐：法律服务还缺：文书审核；另外再增加1项" in person.plain


def test_where_three_are_complete_the_others_ticked_are_not_asked_and_said_not_to_have_been() -> None:
    person = finished()
    person.answers.update({"offers_market": True})
    person.tap(wording.VERDICT)
    assert "齐全的3项：信息服务、培训服务、法律服务；勾选了、没有逐项问的1项：市场开拓" in person.plain


def test_all_eight_have_a_name() -> None:
    assert list(QUESTIONS.offered) == [offers for offers, _ in OFFERED]
