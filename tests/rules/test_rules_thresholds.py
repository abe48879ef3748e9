"""Every number in the law, just below it, at it and above it."""

from datetime import date
from decimal import Decimal

import pytest

from rules.beijing_2019 import BOOK, art05
from rules.beijing_2019.art06 import EIGHT
from rules.engine import facts
from rules.engine.ask import Ticks
from rules.engine.clause import ClauseRule
from rules.engine.conditions import Threshold
from rules.engine.finding import Finding, State
from tests.support.rule_answers import ON, Answer, assess, day, good

MET, NOT_MET, TO_VERIFY = "met", "not_met", "to_verify"


def finding(item: str, on: date = ON, /, **changed: Answer) -> Finding:
    return assess(on, **changed).findings[item]


@pytest.mark.parametrize(
    ("name", "item", "need", "gap"),
    [
        ("total_assets_yuan", "5.1", 2_000_000, "资产总额还差1元"),
        ("gathered_institutions", "5.3", 5, "集聚的专业服务机构还差1家"),
        ("satisfaction_percent", "5.7", 90, "企业用户满意度还差1个百分点"),
        ("public_benefit_percent", "5.7", 20, "公益性或低收费服务还差1个百分点"),
    ],
)
def test_at_least_so_much(name: str, item: str, need: int, gap: str) -> None:
    assert [str(finding(item, **{name: Decimal(have)}).verdict) for have in (need - 1, need, need + 1)] == [
        NOT_MET, MET, MET,
    ]  # fmt: skip
    assert finding(item, **{name: need - 1}).lacking == (gap,)


@pytest.mark.parametrize(("name", "need"), [("satisfaction_percent", 90), ("public_benefit_percent", 20)])
def test_shares_are_exact(name: str, need: int) -> None:
    assert finding("5.7", **{name: Decimal(need) - Decimal("0.01")}).verdict == NOT_MET
    assert finding("5.7", **{name: Decimal(need) - Decimal("1e-12")}).verdict == NOT_MET


@pytest.mark.parametrize(
    ("served", "verdict"),
    [
        ((98, 99), NOT_MET), ((99, 100), MET), ((100, 101), MET),
        ((100, 100), NOT_MET), ((101, 100), NOT_MET),
        ((98, 99, 100), MET), ((99, 99, 100), NOT_MET), ((100, 99, 101), NOT_MET),
    ],
)  # fmt: skip
def test_a_hundred_in_the_latest_year_and_more_each_year(served: tuple[int, ...], verdict: str) -> None:
    assert finding("5.2", smes_served=served).verdict == verdict


@pytest.mark.parametrize(
    ("founded", "verdict"),
    [("2023-10-01", NOT_MET), ("2023-09-30", MET), ("2023-09-29", MET), ("2023-10", NOT_MET), ("2023-08", MET)],
)
def test_founded_two_years(founded: str, verdict: str) -> None:
    assert finding("5.1", founded_on=day(founded)).verdict == verdict


@pytest.mark.parametrize(("staff", "verdict"), [(9, NOT_MET), (10, MET), (11, MET)])
def test_ten_staff(staff: int, verdict: str) -> None:
    counts = dict.fromkeys(("service_staff", "staff_degree", "staff_title", "staff_both"), staff)
    assert finding("5.6", **counts).verdict == verdict


@pytest.mark.parametrize(
    ("staff", "both", "verdict"),
    [(10, 7, NOT_MET), (10, 8, MET), (10, 9, MET), (99, 79, NOT_MET), (99, 80, MET), (11, 8, NOT_MET), (11, 9, MET)],
)
def test_eighty_percent_who_hold_the_same_two(staff: int, both: int, verdict: str) -> None:
    found = finding("5.6", service_staff=staff, staff_degree=both, staff_title=both, staff_both=both)
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("degree", "title", "both", "verdict"),
    [
        (4, 3, 0, NOT_MET),
        (4, 4, 0, TO_VERIFY),
        (8, 8, 8, MET),
        (8, 9, 7, TO_VERIFY),
        (9, 8, 8, MET),
        (7, 7, 7, NOT_MET),
    ],
)
def test_eighty_percent_who_hold_either_or_both(degree: int, title: int, both: int, verdict: str) -> None:
    found = finding("5.6", service_staff=10, staff_degree=degree, staff_title=title, staff_both=both)
    assert found.verdict == verdict
    readings = {str(reading.verdict) for reading in found.interpretations}
    assert readings == ({MET, NOT_MET} if verdict == TO_VERIFY else set())


@pytest.mark.parametrize(("functions", "verdict"), [(2, NOT_MET), (3, MET), (4, MET)])
def test_three_functions(functions: int, verdict: str) -> None:
    given = {f"6.{number}": number <= functions for number in range(1, 9)}
    answers, _ = facts.read(BOOK, {"functions": given})
    assert finding("6", **answers).verdict == verdict


@pytest.mark.parametrize("function", EIGHT, ids=lambda function: function.id)
def test_a_function_counts_with_every_service_demanded_and_not_with_one_less(function: ClauseRule) -> None:
    (offers, services), (_, ask) = function.asks, function.asks.values()
    assert isinstance(ask, Ticks)
    everything = frozenset(dict(ask.choices))
    given: dict[str, Answer] = {offers: True}
    assert function(ON, **given | {services: everything}).finding.state is State.MET
    for service in everything:
        found = function(ON, **given | {services: everything - {service}}).finding
        assert found.state is State.NOT_MET
        assert service in found.lacking[0]


def test_large_instruments_are_demanded_only_of_those_who_can() -> None:
    ask = BOOK.asks["innovation_services"]
    assert not any("仪器" in words for _, words in getattr(ask, "choices", ()))


@pytest.mark.parametrize(("name", "item"), [("criminal_or_severe_penalty_on", "8.1"), ("serious_dishonesty_on", "8.2")])
@pytest.mark.parametrize(
    ("case", "verdict"),
    [("2022-10-01", NOT_MET), ("2022-09-30", TO_VERIFY), ("2022-09-29", MET), ("2025-09-30", NOT_MET)],
)
def test_no_case_within_three_years(name: str, item: str, case: str, verdict: str) -> None:
    assert finding(item, **{name: (day(case),)}).verdict == verdict


def test_a_case_exactly_three_years_old_is_shown_in_both_readings() -> None:
    found = finding("8.1", criminal_or_severe_penalty_on=(day("2022-09-30"),))
    assert [str(reading.verdict) for reading in found.interpretations] == [NOT_MET, MET]
    assert found.heals_on == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("name", "item", "last_year"), [("revoked_on", "14", 2022), ("failed_review_on", "15", 2024)]
)  # three years and one
def test_the_day_with_the_same_number_is_the_last_of_a_ban(name: str, item: str, last_year: int) -> None:
    decided = {days: (day(f"{last_year}-{days}"),) for days in ("10-01", "09-30", "09-29")}
    assert [str(finding(item, **{name: when}).verdict) for when in decided.values()] == [NOT_MET, NOT_MET, MET]
    assert finding(item, **{name: decided["09-30"]}).heals_on == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("on", "verdict"),
    [(date(2025, 12, 31), NOT_MET), (date(2026, 1, 1), MET), (date(2026, 8, 15), MET), (date(2026, 8, 16), MET)],
)
def test_a_title_is_renewed_from_the_first_of_january_of_the_year_it_ends(on: date, verdict: str) -> None:
    found = finding("13", on, title_valid_until=(day("2026-08-15"),))
    assert found.verdict == verdict
    assert found.heals_on == (date(2026, 1, 1) if verdict == NOT_MET else None)


def test_relaxed_for_public_institutions_and_associations_alone() -> None:
    verdicts = {
        sponsor: str(finding("5.1", sponsor=sponsor, total_assets_yuan=Decimal(1)).verdict)
        for sponsor in ("enterprise", "public_institution", "social_organisation")
    }
    assert verdicts == {
        "enterprise": NOT_MET, "public_institution": "may_be_relaxed", "social_organisation": "may_be_relaxed",
    }  # fmt: skip


def test_nothing_of_these_depends_on_encouraged_features() -> None:
    assert BOOK.assess(good(encouraged=frozenset({"7.1"})), ON) == BOOK.assess(good(encouraged=frozenset()), ON)


def test_a_threshold_that_changes_from_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line beside the old number: what is judged before that day is judged by the old one."""
    changed = art05.ASSETS.since(date(2028, 1, 1), 3_000_000, "京经信发〔2027〕1号")
    monkeypatch.setattr(art05, "ASSETS", changed)
    before, after = date(2027, 12, 31), date(2028, 1, 1)
    enough_until_then = {"total_assets_yuan": Decimal(2_500_000)}
    assert finding("5.1", before, **enough_until_then).verdict == MET
    assert finding("5.1", after, **enough_until_then).lacking == ("资产总额还差50万元",)
    assert finding("5.1", after, total_assets_yuan=Decimal(3_000_000)).verdict == MET


def test_what_time_heals_is_judged_by_the_number_of_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Founded too lately, they would be eligible in 2028 by the old number; by that of 2028 they are not."""
    given: dict[str, Answer] = {"founded_on": day("2026-06-01"), "total_assets_yuan": Decimal(2_500_000)}
    on = date(2027, 12, 31)
    assert assess(on, **given).earliest == date(2028, 6, 1)
    monkeypatch.setattr(art05, "ASSETS", art05.ASSETS.since(date(2028, 1, 1), 3_000_000, "京经信发〔2027〕1号"))
    assert assess(on, **given).earliest is None


@pytest.mark.parametrize("rule", [clause for item in BOOK.items for clause in item.clauses], ids=lambda rule: rule.id)
def test_a_clause_names_every_number_that_it_judges_by(rule: ClauseRule) -> None:
    used = [rule.judge.__globals__.get(name) for name in rule.judge.__code__.co_names]
    assert [number for number in used if isinstance(number, Threshold)] == [*rule.thresholds]
