"""第五条第二款: when the bureau may relax （一） and （六）, and when that is not known yet."""

from __future__ import annotations

import pytest

from rules.beijing_2019 import BOOK
from rules.engine.finding import Finding
from tests.support.rule_answers import ON, Answer, assess, good, unclear, without

MET, NOT_MET, TO_VERIFY, MAY = "met", "not_met", "to_verify", "may_be_relaxed"
PUBLIC = "public_institution"
NO: dict[str, Answer] = {"registered_in_beijing": False}
UNCLEAR: dict[str, Answer] = {"registered_in_beijing": unclear("registered_in_beijing")}


def first_item(sponsor: Answer | None, outstanding: Answer | None, changed: dict[str, Answer]) -> Finding:
    """第五条（一）; None where it was not asked yet."""
    asked = {"sponsor": sponsor, "outstanding_and_exemplary": outstanding}
    given = good(**changed) | {name: answer for name, answer in asked.items() if answer is not None}
    return BOOK.assess(without(given, *(name for name in asked if asked[name] is None)), ON).findings["5.1"]


@pytest.mark.parametrize(
    ("sponsor", "outstanding", "failing", "not_sure"),
    [
        (PUBLIC, True, MAY, MAY),
        ("social_organisation", True, MAY, MAY),
        ("enterprise", True, NOT_MET, TO_VERIFY),
        (PUBLIC, False, NOT_MET, TO_VERIFY),
        (PUBLIC, unclear("outstanding_and_exemplary"), TO_VERIFY, TO_VERIFY),
        (unclear("sponsor"), True, TO_VERIFY, TO_VERIFY),
        (unclear("sponsor"), False, NOT_MET, TO_VERIFY),
        ("enterprise", unclear("outstanding_and_exemplary"), NOT_MET, TO_VERIFY),
        (PUBLIC, None, TO_VERIFY, TO_VERIFY),
        (None, True, TO_VERIFY, TO_VERIFY),
        (None, False, NOT_MET, TO_VERIFY),
        (None, None, TO_VERIFY, TO_VERIFY),
    ],
)
def test_what_fails_and_what_is_unclear(
    sponsor: Answer | None, outstanding: Answer | None, failing: str, not_sure: str
) -> None:
    assert first_item(sponsor, outstanding, NO).verdict == failing
    assert first_item(sponsor, outstanding, UNCLEAR).verdict == not_sure
    assert first_item(sponsor, outstanding, {}).verdict == MET


def test_a_condition_not_asked_yet_stays_to_be_verified() -> None:
    given = without(good(sponsor=PUBLIC, **NO), "good_prospects")
    found = BOOK.assess(given, ON).findings["5.1"]
    assert found.verdict == TO_VERIFY
    assert found.missing == ("good_prospects",)


def test_an_open_wording_may_be_relaxed_with_both_readings_shown() -> None:
    found = assess(sponsor=PUBLIC, staff_degree=17, staff_title=10, staff_both=8).findings["5.6"]
    assert found.verdict == MAY
    assert [str(reading.verdict) for reading in found.interpretations] == [NOT_MET, MET]


def test_who_runs_it_is_asked_only_where_it_could_relax_something() -> None:
    assert first_item(None, None, {}).missing == ()
    assert first_item(None, None, NO).missing == ("sponsor", "outstanding_and_exemplary")
    assert first_item("enterprise", None, NO).missing == ()
    assert first_item(PUBLIC, None, NO).missing == ("outstanding_and_exemplary",)


@pytest.mark.parametrize(
    "changed",
    [
        {"smes_served": (90, 95)}, {"fixed_premises": False}, {"information_system": False},
        {"management_rules": False}, {"satisfaction_percent": 89}, {"offers_training": False},
    ],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_no_other_item_is_relaxed(changed: dict[str, Answer]) -> None:
    found = assess(sponsor=PUBLIC, **changed)
    assert found.overall == "not_eligible"
    assert MAY not in {finding.verdict for finding in found.findings.values()}
