"""Impossible answers are refused with the field's name and what would be possible; they are never judged."""

import pytest

from rules.beijing_2019 import BOOK
from rules.engine import facts
from rules.engine.ask import Json, RefusedAnswer
from tests.support.rule_answers import ON

DAY = "2025-09-30"


def refusal(case: Json) -> RefusedAnswer:
    with pytest.raises(RefusedAnswer) as refused:
        answers, on = facts.read(BOOK, case)
        BOOK.assess(answers, on or ON)
    return refused.value


@pytest.mark.parametrize(
    ("field", "raw", "possible"),
    [
        ("total_assets_yuan", -1, "不小于0"),
        ("total_assets_yuan", True, "不小于0"),
        ("total_assets_yuan", "两百万", "不小于0"),
        ("total_assets_yuan", 10**16, "不超过1000万亿"),
        ("total_assets_yuan", "1e-999999", "最多12位小数"),
        ("total_assets_yuan", float("nan"), "不小于0"),
        ("gathered_institutions", 4.5, "整数"),
        ("gathered_institutions", float("inf"), "整数"),
        ("satisfaction_percent", 100.01, "0到100"),
        ("public_benefit_percent", -0.5, "0到100"),
        ("smes_served", [100], "两个或三个年度"),
        ("smes_served", [100, -1], "两个或三个年度"),
        ("smes_served", [100, None], "两个或三个年度"),
        ("smes_served", 100, "两个或三个年度"),
        ("founded_on", "2023-02-30", "真实的日期"),
        ("founded_on", "3000-01-01", "真实的日期"),
        ("founded_on", 2023, "真实的日期"),
        ("sponsor", "company", "机关事业单位"),
        ("fixed_premises", "yes", "true（是）"),
        ("encouraged", ["7.4"], "7.1、7.2、7.3"),
        ("encouraged", "7.1", "7.1、7.2、7.3"),
        ("revoked_on", True, "日期"),
        ("revoked_on", ["2024-13-01"], "日期"),
        ("title_valid_until", ["2025-01-01", "2026-01-01"], "日期"),
        ("functions", {"6.9": True}, "6.1"),
        ("functions", {"6.1": "yes"}, "true（是）"),
        ("functions", [], "6.1"),
        ("reference_date", "2025-09", "具体到哪一天"),
        ("reference_date", "2025-W40-2", "真实的日期"),
        ("reference_date", "9999-12-31", "真实的日期"),
        ("reference_date", 20250930, "真实的日期"),
        ("total_asset_yuan", 1, "total_assets_yuan"),
    ],
)
def test_one_impossible_answer(field: str, raw: Json, possible: str) -> None:
    refused = refusal({field: raw})
    assert refused.field == field
    assert possible in str(refused)


@pytest.mark.parametrize(
    ("field", "case", "possible"),
    [
        ("founded_on", {"founded_on": "2025-10-01"}, "不晚于"),
        ("founded_on", {"founded_on": "2025-10"}, "不晚于"),
        ("staff_degree", {"service_staff": 10, "staff_degree": 11}, "不超过10人"),
        ("staff_title", {"service_staff": 10, "staff_title": 11}, "不超过10人"),
        ("staff_both", {"service_staff": 10, "staff_both": 11}, "不超过10人"),
        ("staff_both", {"staff_degree": 5, "staff_both": 6}, "不超过5人"),
        ("staff_both", {"staff_title": 5, "staff_both": 6}, "不超过5人"),
        ("staff_both", {"service_staff": 10, "staff_degree": 8, "staff_title": 8, "staff_both": 5}, "至少应有6人"),
        ("criminal_or_severe_penalty_on", {"criminal_or_severe_penalty_on": ["2025-10-01"]}, "不晚于"),
        ("serious_dishonesty_on", {"serious_dishonesty_on": ["2020-01-01", "2025-10-01"]}, "不晚于"),
        ("revoked_on", {"revoked_on": "2025-10-01"}, "不晚于"),
        ("failed_review_on", {"failed_review_on": "2025-10-01"}, "不晚于"),
    ],
)
def test_answers_that_cannot_be_true_together(field: str, case: dict[str, Json], possible: str) -> None:
    refused = refusal({"reference_date": DAY} | case)
    assert refused.field == field
    assert possible in str(refused)


@pytest.mark.parametrize(
    "case",
    [
        {"founded_on": DAY},
        {"founded_on": "2025-09"},
        {"service_staff": 10, "staff_degree": 10, "staff_title": 10, "staff_both": 10},
        {"service_staff": 10, "staff_degree": 8, "staff_title": 8, "staff_both": 6},
        {"service_staff": None, "staff_degree": 11},
        {"revoked_on": DAY},
        {"satisfaction_percent": 100, "public_benefit_percent": 0},
        {"total_assets_yuan": 10**15},
        {"founded_on": "0001-01-01", "reference_date": "2999-12-31"},
    ],
    ids=str,
)
def test_the_possible_beside_them_is_judged(case: dict[str, Json]) -> None:
    answers, on = facts.read(BOOK, {"reference_date": DAY} | case)
    assert on is not None
    BOOK.assess(answers, on)
