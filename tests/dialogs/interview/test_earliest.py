"""「最早可申报」: the day, what it is called, and what it depends on."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.interview.earliest import earliest, not_before
from dialogs.interview.questionnaire import Case, judge
from dialogs.wording import zh as wording
from rules.beijing_2019 import BOOK
from rules.engine import facts
from tests.support.interviews import QUESTIONS, REFERENCE, Say, taps
from tests.support.rule_answers import ON, Answer, day, good
from tests.support.talk import concluded

TODAY = date(2025, 6, 1)
YEARS = "第五条（二）：到那时看的是那时的近两年，服务数要继续逐年增长，持平不算。"


def case(today: date = TODAY, /, **changed: Answer) -> Case:
    return judge(QUESTIONS, facts.write(BOOK, good(**changed), ON), today)  # type: ignore[arg-type]


def said(**changed: Answer) -> str:
    found = earliest(case(**changed))
    assert found is not None
    return "\n".join([found.words, *found.notes])


def test_it_means_a_round_that_closes_on_that_day_or_later() -> None:
    words = said(founded_on=day("2023-11-08"))
    assert words.startswith(
        "最早可申报：2025年11月8日（前提是其他情况不变）\n原因：成立时间还差39天，2025年11月8日满2年"
    )
    assert "截止日期在这一天或以后的那一批申报" in words


def test_none_where_time_alone_does_not_help() -> None:
    assert earliest(case(founded_on=day("2023-11-08"), total_assets_yuan=1)) is None
    assert earliest(case()) is None


def test_a_day_in_a_later_year_says_that_growth_must_go_on() -> None:
    assert YEARS in said(founded_on=day("2024-01-10"))
    assert YEARS not in said(founded_on=day("2023-11-08"))


@pytest.mark.parametrize("sponsor", ["public_institution", "social_organisation"])
def test_where_the_bureau_may_relax_it_is_the_first_day_without_that(sponsor: str) -> None:
    words = said(founded_on=day("2023-11-08"), sponsor=sponsor)
    assert words.startswith("不靠放宽也符合的第一天：2025年11月8日")
    assert wording.EARLIEST_RELAXED in words and "最早" not in words


def test_beside_what_nobody_may_relax_it_is_not_said_that_one_need_not_wait() -> None:
    words = said(founded_on=day("2023-11-08"), sponsor="public_institution", failed_review_on=(day("2025-06-30"),))
    assert words.startswith("不靠放宽也符合的第一天：2026年7月1日")
    assert wording.EARLIEST_RELAXED not in words


def test_an_open_reading_is_not_its_reason() -> None:
    words = said(serious_dishonesty_on=(day("2022-09-30"),))
    assert "原因：第八条（二）从2025年10月1日起，两种读法都满足" in words
    assert "仍在期内" not in words


@pytest.mark.parametrize(
    ("changed", "latest"),
    [
        ({"founded_on": day("2023-11")}, "2025年11月30日"),
        ({"founded_on": day("2023")}, "2025年12月31日"),
        ({"serious_dishonesty_on": (day("2022-10"),)}, "2025年11月1日"),
        ({"failed_review_on": (day("2024-11"),)}, "2025年12月1日"),
    ],
)
def test_a_date_known_by_its_month_gives_the_latest_that_it_can_be(changed: dict[str, Answer], latest: str) -> None:
    words = said(**changed)
    assert words.startswith(f"最早可申报：最晚从{latest}起") and wording.EARLIEST_VAGUE in words


def test_of_a_title_the_year_is_enough() -> None:
    words = said(title_valid_until=(day("2026-08"),))
    assert words.startswith("最早可申报：2026年1月1日") and wording.EARLIEST_VAGUE not in words


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({"failed_review_on": (day("2024-09-25"),)}, "第十五条：2025年9月26日"),
        ({"revoked_on": (day("2022-09-25"),)}, "第十四条：2025年9月26日"),
        ({"failed_review_on": (day("2025-06-30"),)}, "第十五条：2026年7月1日"),
    ],
)
def test_before_a_ban_has_ended_nothing_is_to_be_handed_in(changed: dict[str, Answer], first: str) -> None:
    assert not_before(case(**changed)) == [f"{first}以前不能提交申请，截止日期在那以后也一样。"]


def test_a_ban_that_is_over_today_is_not_spoken_of() -> None:
    assert not_before(case(date(2025, 9, 26), failed_review_on=(day("2024-09-25"),))) == []


def test_who_holds_a_title_hands_in_nothing_before_the_year_in_which_it_ends() -> None:
    ends = {"title_valid_until": (day("2025-12-15"),)}
    assert not_before(case(date(2024, 12, 1), **ends)) == [
        "第十三条：2025年1月1日以前不能提交申请，截止日期在那以后也一样。"
    ]
    assert not_before(case(TODAY, **ends)) == []


def test_the_result_says_it_though_all_is_met_on_the_closing_date() -> None:
    person = concluded(date(2026, 6, 1), **{REFERENCE: Say("2026年9月30日"), "failed_review_on": Say("2025年9月20日")})
    assert person.plain.startswith("结论：符合申报条件\n第十五条：2026年9月21日以前不能提交申请")


def test_what_if_says_that_the_day_vanishes() -> None:
    person = concluded(founded_on=Say("2025年3月12日"), sponsor=taps("企业或其他单位"))
    assert "最早可申报：2027年3月12日" in person.plain
    person.tap(wording.TRY, "场所和服务资源", "集聚专业服务机构：8家")
    person.say("2")
    assert "原来最早2027年3月12日可以申报；这样改以后，只等时间到就不够了。" in person.plain


def test_what_if_says_nothing_of_the_day_where_one_could_apply_at_once() -> None:
    person = concluded(founded_on=Say("2025年3月12日"), sponsor=taps("企业或其他单位"))
    person.tap(wording.TRY, "主体资格", "成立日期：2025年3月12日")
    person.say("2020年3月12日")
    assert "总的结论：不符合 → 符合" in person.plain and "可以申报" not in person.plain
