"""Time: which conditions it heals, on which first day, and what a day known to its month alone decides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.beijing_2019 import BOOK
from rules.calendar.days import Period
from rules.engine.ask import RefusedAnswer
from rules.engine.finding import Overall, Unknown, Verdict
from tests.support.rule_answers import ON, Answer, assess, day, examples, good, periods

ONE_DAY = timedelta(1)
DATED = (
    "criminal_or_severe_penalty_on",
    "serious_dishonesty_on",
    "revoked_on",
    "failed_review_on",
)


@st.composite
def dated_answers(draw: st.DrawFn) -> dict[str, Answer]:
    """A good platform with any dates."""
    cases = {name: draw(st.lists(periods(), max_size=2).map(tuple)) for name in DATED}
    title = draw(st.lists(st.dates(date(2024, 1, 1), date(2031, 12, 31)).map(Period.on), max_size=1).map(tuple))
    founded = draw(periods())
    return good(founded_on=founded, title_valid_until=title, **cases)


@examples(80)
@given(dated_answers())
def test_the_earliest_day_is_the_first_on_which_the_same_answers_come_out_eligible(answers: dict[str, Answer]) -> None:
    try:
        now = BOOK.assess(answers, ON)
    except RefusedAnswer:
        assume(False)
    if now.overall is Overall.ELIGIBLE:
        assert now.earliest is None
        return
    first = now.earliest
    assert first is not None, "dates are all that stands in the way"
    assert first > ON
    assert BOOK.assess(answers, first).overall is Overall.ELIGIBLE
    assert BOOK.assess(answers, first - ONE_DAY).overall is not Overall.ELIGIBLE


@st.composite
def with_days(draw: st.DrawFn, answers: dict[str, Answer]) -> dict[str, Answer]:
    """The same when the days are known that were known to their month only."""

    def exact(period: object) -> Period:
        assert isinstance(period, Period)
        return Period.on(draw(st.sampled_from((period.first, period.last)) | st.dates(period.first, period.last)))

    dated = {name: tuple(exact(each) for each in answers[name]) for name in DATED}  # type: ignore[union-attr]
    return answers | dated | {"founded_on": exact(answers["founded_on"])}


@examples(80)
@given(dated_answers(), st.data())
def test_the_earliest_day_lies_between_the_first_and_the_last_that_it_can_be(
    answers: dict[str, Answer], data: st.DataObject
) -> None:
    try:
        now, known = BOOK.assess(answers, ON), BOOK.assess(data.draw(with_days(answers)), ON)
    except RefusedAnswer:
        assume(False)
    if now.heals is None:
        assert known.overall is Overall.ELIGIBLE
        return
    assert (known.earliest or now.heals.first) <= now.heals.last
    assert known.earliest is None or now.heals.first <= known.earliest


@examples(80)
@given(
    dated_answers(), st.sampled_from([{"total_assets_yuan": 1}, {"fixed_premises": False}, {"offers_training": False}])
)
def test_time_alone_does_not_heal_anything_else(answers: dict[str, Answer], lacking: dict[str, Answer]) -> None:
    try:
        assert BOOK.assess(answers | lacking, ON).earliest is None
    except RefusedAnswer:
        assume(False)


def test_a_young_public_institution_may_be_relaxed_now_and_is_eligible_when_it_is_two() -> None:
    found = assess(founded_on=day("2024-01-10"), sponsor="public_institution")
    assert found.overall is Overall.AUTHORITY_DISCRETION
    assert found.earliest == date(2026, 1, 10)


def test_a_case_exactly_three_years_old_is_past_the_day_after() -> None:
    found = assess(criminal_or_severe_penalty_on=(day("2022-09-30"),))
    assert found.overall is Overall.INSUFFICIENT
    assert found.earliest == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("changed", "earliest"),
    [
        ({"founded_on": day("2024-02-29")}, date(2026, 2, 28)),
        ({"criminal_or_severe_penalty_on": (day("2024-02-29"),)}, date(2027, 3, 1)),
        ({"revoked_on": (day("2024-02-29"),)}, date(2027, 3, 1)),
        ({"failed_review_on": (day("2024-02-29"),)}, date(2025, 3, 1)),
    ],
)
def test_the_29_of_february_plus_years_is_the_last_day_of_that_february(
    changed: dict[str, Answer], earliest: date
) -> None:
    assert assess(date(2024, 3, 1), **changed).earliest == earliest


@pytest.mark.parametrize(("on", "verdict"), [(date(2026, 2, 27), "not_met"), (date(2026, 2, 28), "met")])
def test_founded_on_the_29_of_february(on: date, verdict: str) -> None:
    assert assess(on, founded_on=day("2024-02-29")).findings["5.1"].verdict == verdict


@pytest.mark.parametrize(
    ("name", "item", "last"),
    [("revoked_on", "14", date(2027, 2, 28)), ("failed_review_on", "15", date(2025, 2, 28))],
)
def test_a_ban_from_the_29_of_february(name: str, item: str, last: date) -> None:
    verdicts = [assess(on, **{name: (day("2024-02-29"),)}).findings[item].verdict for on in (last, last + ONE_DAY)]
    assert [str(verdict) for verdict in verdicts] == ["not_met", "met"]


def test_a_reference_day_on_the_29_of_february() -> None:
    on = date(2028, 2, 29)
    assert assess(on, founded_on=day("2026-02-28")).findings["5.1"].verdict == "met"
    assert assess(on, founded_on=day("2026-03-01")).findings["5.1"].verdict == "not_met"
    assert assess(on, failed_review_on=(day("2027-02-28"),)).findings["15"].verdict == "met"
    assert assess(on, failed_review_on=(day("2027-03-01"),)).findings["15"].verdict == "not_met"


@pytest.mark.parametrize(
    ("founded", "verdict", "imprecise"),
    [("2023-08", "met", False), ("2023-09", "met", False), ("2023-10", "not_met", False), ("2023", "to_verify", True)],
)
def test_a_founding_known_to_its_month_or_year(founded: str, verdict: str, imprecise: bool) -> None:
    found = assess(founded_on=day(founded)).findings["5.1"]
    assert (str(found.verdict), found.imprecise) == (verdict, imprecise)


@pytest.mark.parametrize("ends", ["2026", "2026-08", "2026-08-15"])
def test_the_year_is_enough_of_the_end_of_a_title(ends: str) -> None:
    found = assess(title_valid_until=(day(ends),)).findings["13"]
    assert (str(found.verdict), found.imprecise, found.heals_on) == ("not_met", False, date(2026, 1, 1))


@pytest.mark.parametrize("name", [*DATED, "title_valid_until"])
def test_a_case_whose_day_is_not_known_is_to_be_verified_and_no_time_heals_it(name: str) -> None:
    raw = BOOK.accept(name, [None])
    now = BOOK.assess(good(**{name: raw}), ON)
    assert (now.overall, now.earliest) == (Overall.INSUFFICIENT, None)
    (open_,) = (finding for finding in now.findings.values() if finding.verdict is Verdict.TO_VERIFY)
    assert "不清楚" in "".join(open_.lacking) and not open_.unclear
    assert not isinstance(raw, Unknown) and BOOK.asks[name].json(raw) == [None]


def test_a_case_whose_day_is_known_decides_beside_one_whose_day_is_not() -> None:
    raw = BOOK.accept("revoked_on", [None, "2025-01-01"])
    assert BOOK.assess(good(revoked_on=raw), ON).overall is Overall.NOT_ELIGIBLE
