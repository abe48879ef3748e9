"""Whole interviews, from the first question to the verdict."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dialogs.wording import zh as wording
from rules.texts import book
from tests.support.interviews import ASKS, GOOD, QUESTIONS, REFERENCE, Say, taps
from tests.support.talk import Talk, concluded, finished, talk

NO, UNCLEAR = taps("否"), taps("不清楚")
INSTITUTION = {"sponsor": taps("机关事业单位"), "outstanding_and_exemplary": taps("是")}
SOCIETY = {"sponsor": taps("社团法人"), "outstanding_and_exemplary": taps("是")}
ENTERPRISE = {"sponsor": taps("企业或其他单位")}
CLOSING = Say("2026年12月31日")
AUTHORITY = book().authority
RELAXING = book().law.clause("5-p2").text


def verdict(person: Talk, item: str) -> str:
    """The line of an item and what stands below it, up to the next item."""
    signs = "|".join(wording.SIGNS.values())
    begins, ends = rf"^(?:{signs}) {book().law.clause(item).citation}：", rf"\n(?:{signs}|可放宽的是|标“)|\Z"
    found = re.search(rf"{begins}((?:.|\n)+?)(?={ends})", person.plain, re.MULTILINE)
    assert found, f"{item} is not in\n{person.plain}"
    return found[1]


def lines(*several: str) -> str:
    return "\n".join(several)


# The verdicts


def test_a_platform_that_meets_everything_is_eligible() -> None:
    person = concluded()
    assert person.plain.splitlines()[0] == "结论：符合申报条件"
    assert "不满足" not in person.plain and "待核实" not in person.plain


def test_a_question_is_asked_once_in_the_order_of_the_law() -> None:
    person, asked = talk(), []
    person.tap(wording.START)
    while person.session.screen.kind == "question":
        asked.append(person.open)
        person.give(GOOD[asked[-1]])
    assert asked == list(GOOD)


def test_progress_stands_above_each_question() -> None:
    person = talk().until("gathered_institutions")
    assert "第五条（三） · 4/10" in person.plain


def test_the_figure_stands_beside_the_threshold() -> None:
    person = concluded()
    assert "资产总额 520万元（要求不低于200万元）" in verdict(person, "5.1")
    assert "最近一年服务的京津冀中小企业 210家（要求不低于100家）" in verdict(person, "5.2")
    assert "从事服务的人员 20人（要求不低于10人）" in verdict(person, "5.6")
    assert "具备3项（要求至少3项）：信息服务、培训服务、法律服务" in verdict(person, "6.0")


def test_what_the_applicant_judged_himself_is_marked() -> None:
    person = concluded()
    assert "自述：商业信誉良好；管理制度和服务流程；收费标准合理" in verdict(person, "5.5")
    assert wording.DECLARED_MEANS in person.plain
    assert "自述" not in verdict(person, "8.1")


def test_the_result_names_the_text_it_rests_on_and_that_the_newest_prevails() -> None:
    person = concluded()
    assert book().law.origin in person.plain
    assert "以市经济和信息化局最新的办法和申报通知为准" in person.plain


def test_a_public_institution_short_of_assets_may_be_let_through_by_the_bureau() -> None:
    person = concluded(total_assets_yuan=Say("130万"), **INSTITUTION)
    assert person.plain.splitlines()[0] == "结论：需主管部门裁量"
    assert verdict(person, "5.1").startswith(
        lines("可放宽", "资产总额 130万元（要求不低于200万元）", "资产总额还差70万元")
    )
    assert RELAXING in person.plain and wording.RELAX_ADVICE.format(authority=AUTHORITY.name) in person.plain


def test_a_social_organisation_short_of_staff_may_be_let_through_by_the_bureau() -> None:
    few = {"service_staff": Say("9"), "staff_degree": Say("9"), "staff_title": Say("9"), "staff_both": Say("9")}
    person = concluded(**few, **SOCIETY)
    assert person.plain.splitlines()[0] == "结论：需主管部门裁量"
    assert "可放宽" in verdict(person, "5.6") and "从事服务的人员还差1人" in verdict(person, "5.6")
    assert "可放宽的是第五条（六）。" in person.plain and RELAXING in person.plain


def test_the_relaxing_words_are_quoted_once_for_both_items() -> None:
    person = concluded(total_assets_yuan=Say("130万"), service_staff=Say("9"), staff_degree=Say("9"),
                       staff_title=Say("9"), staff_both=Say("9"), **INSTITUTION)  # fmt: skip
    assert "可放宽的是第五条（一）、第五条（六）。" in person.plain
    assert person.plain.count(RELAXING) == 1


def test_an_institution_that_is_not_outstanding_does_not_meet_it() -> None:
    person = concluded(total_assets_yuan=Say("130万"), **INSTITUTION | {"outstanding_and_exemplary": NO})
    assert person.plain.splitlines()[0] == "结论：暂不符合申报条件"
    assert verdict(person, "5.1").startswith("不满足") and RELAXING not in person.plain


def test_an_enterprise_is_not_asked_whether_it_is_outstanding() -> None:
    person = finished(total_assets_yuan=Say("130万"), **ENTERPRISE)
    assert "outstanding_and_exemplary" not in person.answers


def test_who_runs_the_platform_is_asked_only_where_it_can_matter() -> None:
    assert "sponsor" not in finished().answers


def test_both_readings_of_the_share_of_staff_are_shown_and_neither_is_chosen() -> None:
    person = concluded(staff_degree=Say("17"), staff_title=Say("10"))
    assert person.plain.splitlines()[0] == "结论：信息不足，还不能判断"
    assert verdict(person, "5.6").startswith("待核实")
    assert "两者都有的7至10人，占20人的35%至50%，不满足" in person.plain
    assert "有其一的17至20人，占20人的85%至100%，满足" in person.plain
    assert wording.OPEN_ADVICE.format(authority=AUTHORITY.name, citation="第二十条") in person.plain


def test_a_case_of_exactly_three_years_ago_is_open_and_free_the_day_after() -> None:
    case = {REFERENCE: Say("2026年9月30日"), "serious_dishonesty_on": Say("2023年9月30日")}
    person = concluded(date(2026, 8, 1), **case)
    assert verdict(person, "8.2").startswith("待核实")
    assert wording.OPEN_TITLE in person.plain and "满3年的当天不再算在内" in person.plain
    assert "最早可申报：2026年10月1日" in person.plain
    case["serious_dishonesty_on"] = Say("2023年9月29日")
    assert concluded(date(2026, 8, 1), **case).plain.startswith("结论：符合")


def test_many_unclear_answers_leave_the_verdict_open() -> None:
    unclear = {key: UNCLEAR for key, ask in ASKS.items() if ask.declared or key in ("total_assets_yuan", "founded_on")}
    person = concluded(**unclear)
    assert person.plain.splitlines()[0] == "结论：信息不足，还不能判断"
    assert "您答了不清楚：成立日期、资产总额" in verdict(person, "5.1")
    assert "满足" not in verdict(person, "5.5").replace("不满足", "")


def test_what_has_to_be_cleared_up_is_listed_at_the_top() -> None:
    person = concluded(gathered_institutions=UNCLEAR, satisfaction_percent=UNCLEAR)
    assert "还要弄清楚：集聚专业服务机构、企业用户满意度" in person.plain


def test_everything_unclear_comes_to_an_end_too() -> None:
    person = talk()
    person.tap(wording.START)
    while person.session.screen.kind == "question":
        person.say("不清楚")
    person.tap(wording.VERDICT)
    assert "结论：信息不足" in person.plain and "✅" not in person.plain


def test_founding_heals_by_time_and_the_day_is_given_with_its_reason() -> None:
    person = concluded(founded_on=Say("2025年3月12日"), **ENTERPRISE)
    assert person.plain.splitlines()[0] == "结论：暂不符合申报条件"
    assert "最早可申报：2027年3月12日" in person.plain
    assert "原因：成立时间还差109天，2027年3月12日满2年" in person.plain


def test_time_alone_does_not_help_where_something_else_is_missing() -> None:
    person = concluded(founded_on=Say("2025年3月12日"), total_assets_yuan=Say("130万"), **ENTERPRISE)
    assert "最早可申报" not in person.plain


def test_a_title_still_held_is_renewed_in_the_year_in_which_it_ends() -> None:
    person = concluded(title_valid_until=Say("2028年8月15日"))
    assert "称号有效期至2028年8月15日，2028年1月1日起才能再次申报" in verdict(person, "13")
    assert "最早可申报：2028年1月1日" in person.plain


def test_without_a_title_article_13_is_not_spoken_of() -> None:
    assert "第十三条" not in concluded().plain


def test_a_ban_names_its_last_day_and_the_next_is_free() -> None:
    person = concluded(failed_review_on=Say("2026年6月30日"))
    assert "最后一天是2027年6月30日" in verdict(person, "15")
    assert "最早可申报：2027年7月1日" in person.plain


def test_of_the_functions_it_says_how_many_are_short_and_what_the_offered_lack() -> None:
    person = concluded(legal_services=Say("1 2 3 4"))
    counted = "齐全的2项：信息服务、培训服务；还差1项"
    assert f"{counted}\n法律服务还缺：开展相关服务活动" in verdict(person, "6.0")
    assert "不提供" not in person.plain
    assert f"要符合条件，需要解决：\n1. 第六条：{counted}。补齐：法律服务还缺：开展相关服务活动" in person.plain


def test_the_closing_date_is_the_day_judged_by() -> None:
    person = concluded(**{REFERENCE: CLOSING}, founded_on=Say("2024年12月31日"))
    assert "按申请受理截止日期 2026年12月31日 判断。" in person.plain
    assert person.plain.startswith("结论：符合")


def test_without_a_notice_the_day_asked_stands_in_and_is_said_to() -> None:
    assert "先按今天（2026年11月23日）判断" in concluded().plain


def test_encouraged_features_are_listed_and_change_nothing() -> None:
    person = finished()
    person.tap("填鼓励的特征（可选）", "平台经营地址位于北京郊区", wording.DONE, wording.VERDICT)
    assert person.plain.startswith("结论：符合")
    assert "第七条鼓励的特征：平台经营地址位于北京郊区（不影响结论）。" in person.plain


# A failing clause, and the result before the end


def test_a_failing_clause_is_said_at_once_with_the_choice_to_go_on() -> None:
    person = talk().until("gathered_institutions")
    person.say("4家")
    assert "第五条（三）：现在不满足" in person.plain and "集聚的专业服务机构还差1家" in person.plain
    assert book().law.clause("5.3").text in person.plain
    person.tap(wording.GO_ON)
    assert person.open == "systems"


def test_a_failing_clause_is_said_once() -> None:
    person = talk().until("gathered_institutions")
    person.say("4家")
    person.tap(wording.GO_ON)
    person.tap(wording.ALL_MET)
    assert person.open == "management"


def test_at_a_failing_clause_the_answer_just_given_can_be_changed() -> None:
    person = talk().until("gathered_institutions")
    person.say("4家")
    person.tap(wording.CHANGE_THIS)
    assert person.open == "gathered_institutions" and "现在的答案：4家" in person.plain
    person.say("14家")
    assert person.open == "systems"


def test_the_result_can_be_seen_early_and_the_interview_goes_on() -> None:
    person = talk().until("gathered_institutions")
    person.say("4家")
    person.tap(wording.SEE_RESULT)
    assert "结论：暂不符合申报条件" in person.plain and "题没答" in person.plain
    assert "还没回答：提供的服务功能。" in verdict(person, "6.0")
    person.tap(wording.GO_ON)
    assert person.open == "systems"
    assert person.answer().session.screen.kind == "review"


# 第六条, 第八条 and the bans


def test_only_the_functions_ticked_are_gone_into() -> None:
    person = finished(functions=Say("1 3 5"), innovation_services=Say("全部"))
    asked = [name for name in person.answers if name.endswith("_services")]
    assert asked == ["information_services", "innovation_services", "training_services"]


def test_with_fewer_than_three_functions_no_services_are_asked() -> None:
    person = talk().until("functions")
    person.say("信息服务、法律服务")
    assert "勾选了、没有逐项问的2项：信息服务、法律服务；就算这些都齐全，也还差1项" in person.plain
    person.tap(wording.GO_ON)
    assert person.open == "cases"


@pytest.mark.parametrize("key", ["criminal_or_severe_penalty_on", "serious_dishonesty_on", "title_valid_until",
                                 "revoked_on", "failed_review_on"])  # fmt: skip
def test_a_date_is_asked_for_only_after_a_yes(key: str) -> None:
    person = talk().until(key)
    assert "请发日期" not in person.plain
    person.tap("有")
    assert person.open == key and "请发日期" in person.plain and key not in person.answers
    person.tap("没有")
    assert person.answers[key] == []


def test_several_dates_are_given_in_one_answer() -> None:
    person = talk().until("serious_dishonesty_on")
    person.tap("有")
    person.say("2019年4月2日、2020年11月20日")
    assert person.answers["serious_dishonesty_on"] == ["2019-04-02", "2020-11-20"]


def test_a_date_is_taken_without_a_yes_before_it() -> None:
    person = talk().until("serious_dishonesty_on")
    person.say("2020年11月20日")
    assert person.answers["serious_dishonesty_on"] == ["2020-11-20"]


def test_the_greeting_says_what_it_does_from_which_text_and_what_to_have_at_hand() -> None:
    person = talk()
    assert book().law.origin in person.plain
    for figure in book().introduction[1].splitlines()[1:]:
        assert figure in person.plain
    assert person.buttons == [wording.START, wording.CHANGE_FILING, wording.ALL_DEADLINES]


def test_every_question_offers_the_same_ways_out() -> None:
    person = talk()
    person.tap(wording.START)
    seen = 0
    while person.session.screen.kind == "question":
        unclear = wording.NOTICE_NOT_OUT if person.open == REFERENCE else wording.UNCLEAR
        unclear = wording.ONE_BY_ONE if QUESTIONS.is_list(person.open) else unclear
        assert {unclear, wording.WHY, wording.PAUSE} <= set(person.buttons)
        assert (wording.BACK in person.buttons) is (seen > 0)
        person.give(GOOD[person.open])
        seen += 1
    assert seen == len(GOOD)


def test_why_shows_the_clause_and_the_question_again() -> None:
    person = talk().until("total_assets_yuan")
    person.tap(wording.WHY)
    assert book().law.clause("5.1").text in person.plain
    assert person.open == "total_assets_yuan" and ASKS["total_assets_yuan"].question in person.plain


def test_labels_fit_two_in_a_row_on_a_phone() -> None:
    person = talk()
    person.tap(wording.START)
    while person.session.screen.kind == "question":
        for row in person.screen.rows:
            assert len(row) == 1 or all(len(button.label) <= 8 for button in row)
        person.give(GOOD[person.open])
    for row in person.screen.rows:
        assert len(row) == 1 or all(len(button.label) <= 8 for button in row)
