"""What holds of every case: unknown is no answer, better is not worse, the relaxing paragraph never makes 满足."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.beijing_2019 import BOOK
from rules.calendar.days import Period
from rules.engine.ask import RefusedAnswer, Ticks
from rules.engine.book import Assessment
from rules.engine.finding import Overall, Unknown, Verdict
from tests.support.rule_answers import (
    ON,
    STAFF,
    Answer,
    answers,
    examples,
    partial_answers,
    staff_counts,
    unclear,
    values,
    without,
)

pytestmark = pytest.mark.exhaustive

CERTAIN = (Verdict.MET, Verdict.NOT_MET)
WORST_FIRST = [Verdict.NOT_MET, Verdict.TO_VERIFY, Verdict.MAY_BE_RELAXED, Verdict.MET]
WORST_WHOLE_FIRST = [
    Overall.NOT_ELIGIBLE,
    Overall.INSUFFICIENT,
    Overall.AUTHORITY_DISCRETION,
    Overall.ELIGIBLE,
]
SPONSORS = ("enterprise", "public_institution", "social_organisation")


def judged(given: dict[str, Answer], on: date = ON) -> Assessment:
    """Answers that cannot be true together are no example."""
    try:
        return BOOK.assess(given, on)
    except RefusedAnswer:
        assume(False)
        raise


# Unknown never counts as yes or no


@examples(100)
@given(partial_answers(), st.data())
def test_an_answer_taken_back_decides_nothing(given: dict[str, Answer], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(given)))
    before = judged(given)
    for after in (judged(given | {name: unclear(name)}), judged(without(given, name))):
        for item, finding in after.findings.items():
            assert finding.verdict == before.findings[item].verdict or finding.verdict not in CERTAIN


@examples(100)
@given(partial_answers(), st.data())
def test_what_is_certain_stays_so_whatever_the_unknown_turns_out_to_be(
    given: dict[str, Answer], data: st.DataObject
) -> None:
    before = judged(given)
    unknown = [name for name in BOOK.asks if isinstance(given.get(name, unclear(name)), Unknown)]
    completed = given | {name: data.draw(values(BOOK.asks[name]), name) for name in unknown}
    if any(name in unknown for name in STAFF):
        completed |= data.draw(staff_counts())
        completed |= {name: given[name] for name in STAFF if name not in unknown}
    after = judged(completed)
    for item, finding in before.findings.items():
        if finding.verdict in CERTAIN:
            assert after.findings[item].verdict == finding.verdict


@examples(100)
@given(partial_answers())
def test_nothing_asked_for_and_nothing_unclear_is_met_or_not_met(given: dict[str, Answer]) -> None:
    for finding in judged(given).findings.values():
        if finding.verdict in CERTAIN:
            assert not finding.missing
            assert not finding.imprecise
        if finding.verdict is Verdict.TO_VERIFY:
            assert finding.missing or finding.unclear or finding.imprecise or finding.interpretations


# 第五条第二款


@examples(100)
@given(partial_answers(), st.sampled_from(SPONSORS), st.booleans())
def test_the_relaxing_paragraph_meets_nothing_and_touches_two_items_alone(
    given: dict[str, Answer], sponsor: str, outstanding: bool
) -> None:
    never = judged(given | {"sponsor": "enterprise", "outstanding_and_exemplary": False})
    now = judged(given | {"sponsor": sponsor, "outstanding_and_exemplary": outstanding})
    for item, finding in now.findings.items():
        if item not in ("5.1", "5.6"):
            assert finding == never.findings[item]
        if never.findings[item].verdict is not Verdict.MET:
            assert finding.verdict is not Verdict.MET
        if finding.verdict is Verdict.MAY_BE_RELAXED:
            assert sponsor != "enterprise"
            assert outstanding


# More of a good thing


@st.composite
def improved(draw: st.DrawFn, given: dict[str, Answer]) -> dict[str, Answer]:
    """One answer better, all others the same; the same where the answer drawn cannot be bettered."""
    name = draw(st.sampled_from(sorted(set(given) - set(STAFF) | {"staff"})))
    if name == "staff":
        return given | _another_qualified(given)
    return given | {name: _bettered(name, given[name], draw(st.integers(0, 3)))}


def _bettered(name: str, answer: Answer, by: int) -> Answer:
    match answer:
        case bool():
            return True
        case str():
            return SPONSORS[1]
        case frozenset():
            ask = BOOK.asks[name]
            assert isinstance(ask, Ticks)
            return answer | dict(ask.choices[:by]).keys()
        case Period():
            return Period.of(answer.first.year - by, 1, 1)
        case (*before, int() as latest):
            return tuple([count for count in before if isinstance(count, int)] + [latest + by])
        case tuple():
            return tuple(case for case in answer[1:] if isinstance(case, Period))
        case int() | Decimal():
            return answer + by
    return answer


def _another_qualified(given: dict[str, Answer]) -> dict[str, Answer]:
    """One more of the staff, who has a title already, takes a degree."""
    return {name: held + 1 for name in ("staff_degree", "staff_both") if isinstance(held := given.get(name), int)}


@examples(100)
@given(st.data())
def test_more_of_a_good_thing_is_never_worse(data: st.DataObject) -> None:
    given = data.draw(partial_answers())
    before, after = judged(given), judged(data.draw(improved(given)))
    for item, finding in after.findings.items():
        assert WORST_FIRST.index(finding.verdict) >= WORST_FIRST.index(before.findings[item].verdict), item
    assert WORST_WHOLE_FIRST.index(after.overall) >= WORST_WHOLE_FIRST.index(before.overall)


# The whole


@examples(100)
@given(answers())
def test_the_whole_is_what_its_items_come_to(given: dict[str, Answer]) -> None:
    assessment = judged(given)
    verdicts = {finding.verdict for finding in assessment.findings.values()}
    assert (assessment.overall is Overall.ELIGIBLE) == (verdicts == {Verdict.MET})
    assert (assessment.overall is Overall.NOT_ELIGIBLE) == (Verdict.NOT_MET in verdicts)
    assert (assessment.overall is Overall.AUTHORITY_DISCRETION) == (
        Verdict.MAY_BE_RELAXED in verdicts and verdicts <= {Verdict.MET, Verdict.MAY_BE_RELAXED}
    )


@examples(100)
@given(partial_answers())
def test_assessing_changes_nothing_and_is_the_same_every_time(given: dict[str, Answer]) -> None:
    kept = dict(given)
    assert judged(given) == judged(given)
    assert given == kept
