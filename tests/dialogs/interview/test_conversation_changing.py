"""Going back, changing an answer, stopping, coming back, beginning again: nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.wording import zh as wording
from tests.support.interviews import ALONE, GOOD, QUESTIONS, REFERENCE, Say, taps
from tests.support.talk import TODAY, Talk, concluded, finished, talk

INSTITUTION = {"sponsor": taps("机关事业单位"), "outstanding_and_exemplary": taps("是")}


def change(person: Talk, part: str, line: str) -> None:
    """From the review to the question behind one of its lines."""
    person.tap(f"改{part}", line)


# Back


def test_going_back_several_times_keeps_every_answer() -> None:
    person = talk().until("gathered_institutions")
    before = dict(person.answers)
    person.tap(wording.BACK, wording.BACK, wording.BACK)
    assert person.open == "total_assets_yuan" and "现在的答案：520万元" in person.plain
    assert person.answers == before


def test_an_answer_that_is_kept_leads_on_to_the_open_question() -> None:
    person = talk().until("gathered_institutions")
    before = dict(person.answers)
    person.tap(wording.BACK, wording.BACK, wording.KEEP)
    assert person.open == "gathered_institutions" and person.answers == before


def test_an_answer_given_anew_after_going_back_replaces_the_old_one_alone() -> None:
    person = talk().until("founded_on")
    before = dict(person.answers)
    person.tap(wording.BACK)
    assert person.open == "standing" and sum(label.startswith("☑") for label in person.buttons) == 4
    person.tap("发展前景良好、能可持续发展", wording.THESE_MET)
    assert person.answers == before | {"good_prospects": False}
    assert person.open == "founded_on"


def test_back_can_be_typed_and_stops_at_the_first_question() -> None:
    person = talk().until("registered_in_beijing")
    person.say("上一题")
    assert person.open == "independent_legal_person"
    person.say("上一题")
    assert person.open == "standing"
    person.say("上一题")
    assert person.open == REFERENCE
    person.say("上一题")
    assert person.open == REFERENCE and wording.NOTHING_BEFORE in person.plain


def test_ticks_stand_as_they_were_when_one_comes_back_to_them() -> None:
    person = talk().until("information_services")
    person.tap(wording.BACK)
    assert person.buttons[:8].count("☑ 信息服务") == 1
    assert sum(label.startswith("☑") for label in person.buttons) == 3


def test_back_from_the_review_leads_to_the_last_screen() -> None:
    person = finished()
    person.say("上一题")
    assert person.open == "cases"


# Changing from the review


def test_the_review_shows_every_answer() -> None:
    person = finished()
    for line in ("申请受理截止日期：通知还没出", "资产总额：520万元", "服务人员：20人",
                 "年服务京津冀中小企业：160家 → 210家", "企业用户满意度：95%", "刑事或严重行政处罚：没有"):  # fmt: skip
        assert line in person.plain.splitlines()
    assert "做到了：主办单位是独立法人；注册地在北京市；经营和信用状况良好" in person.plain
    said = person.plain.count("：") + person.plain.count("；")
    assert said >= len(QUESTIONS.answered(person.answers))


def test_the_review_names_what_was_not_met_and_the_rest_in_one_line() -> None:
    person = talk().until("management")
    person.tap("收费标准合理", wording.THESE_MET)
    person.answer()
    lines = person.plain.splitlines()
    assert "收费标准合理：否" in lines and "做到了：管理团队、人才队伍健全；单位和企业法人无不良信用记录" in lines
    assert "做到了：商业信誉良好；管理制度健全、服务流程规范；服务质量保证措施完善；发展规划、年度服务目标明确" in lines


def test_the_parts_are_named_by_what_they_are_about() -> None:
    person = finished()
    assert {"改主体资格", "改人员和信用", "改服务功能", "改截止日期"} <= {*person.buttons}
    assert not [label for label in person.buttons if "条" in label]
    assert "人员和信用（第五条（六））\n做到了：管理团队、人才队伍健全；单位和企业法人无不良信用记录" in person.plain
    person.tap("改人员和信用")
    assert "人员和信用（第五条（六））：要改哪个答案？" in person.plain


def test_changing_one_answer_keeps_all_others_and_returns_to_the_review() -> None:
    person = finished()
    before = dict(person.answers)
    change(person, "主体资格", "资产总额：520万元")
    assert "现在的答案：520万元" in person.plain
    person.say("三百万")
    assert person.session.screen.kind == "review" and "资产总额：300万元" in person.plain
    assert person.answers == before | {"total_assets_yuan": "3000000"}


def test_changing_one_answer_asks_only_what_became_open_and_then_returns() -> None:
    person = finished()
    change(person, "主体资格", "资产总额：520万元")
    person.say("130万")
    assert person.open == "sponsor"
    person.tap("机关事业单位")
    assert person.open == "outstanding_and_exemplary"
    person.tap("是")
    assert person.session.screen.kind == "review"


def test_an_answer_can_be_named_to_be_changed() -> None:
    person = finished()
    person.say("改资产总额")
    assert person.open == "total_assets_yuan"
    person.say("返回")
    assert person.session.screen.kind == "review"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "资产总额改成260万",
            "资产总额不是520万，是260万",
            "刚才资产总额填错了，应该是260万",
            "把资产总额改为260万元",
        ),
        *("刚才资产总额填错了，应该是260万", "资产总额从520万改成260万", "资产总额写错了，260万", "资产改成260万"),
    ],
)
def test_a_figure_can_be_corrected_in_one_sentence_wherever_one_is(words: str) -> None:
    for person in (finished(), concluded()):
        before = dict(person.answers)
        person.say(words)
        assert "已记下 资产总额：260万元" in person.plain and person.session.screen.kind == "review"
        assert person.answers == before | {"total_assets_yuan": "2600000"}
    person = talk().until("functions")
    person.say(words)
    assert person.answers["total_assets_yuan"] == "2600000" and person.open == "functions"


def test_what_is_said_of_another_figure_or_asks_corrects_nothing() -> None:
    for words in (
        "注册资本改成260万",
        "资产总额改成260万可以吗",
        "如果资产总额改成260万",
        "法人改成张三",
        "名称改成260",
    ):
        person = concluded()
        before = dict(person.answers)
        person.say(words)
        assert person.answers == before, words


def test_a_figure_that_cannot_be_is_asked_for_again() -> None:
    person = finished()
    before = dict(person.answers)
    person.say("本科及以上学历改成30人")
    assert "应不超过20人" in person.plain and person.open == "staff_degree"
    person.say("返回", "本科及以上学历改成好多")
    assert person.open == "staff_degree" and person.answers == before


def test_one_can_return_to_the_review_without_changing_anything() -> None:
    person = finished()
    before = dict(person.answers)
    change(person, "人员和信用", "服务人员：20人")
    person.tap(wording.TO_REVIEW)
    assert person.session.screen.kind == "review" and person.answers == before


def test_answers_that_no_longer_apply_are_kept_aside_and_come_back() -> None:
    person = finished()
    services = person.answers["training_services"]
    person.tap("改服务功能", "提供的服务功能：信息服务、培训服务、法律服务")
    person.tap("培训服务", "融资服务", wording.DONE)
    person.answer(financing_services=Say("全部"))
    assert "暂时用不到（保留着）：培训服务项目" in person.plain
    assert person.answers["training_services"] == services
    person.tap("改服务功能", "提供的服务功能：信息服务、融资服务、法律服务", "培训服务", wording.DONE)
    assert person.session.screen.kind == "review" and "暂时用不到" not in person.plain
    assert "培训服务项目" in person.plain and person.answers["training_services"] == services


def test_a_month_whose_day_begins_to_matter_is_asked_for_its_day() -> None:
    person = finished(founded_on=Say("2024年9月"), **{REFERENCE: Say("2026年12月31日")})
    assert person.answers["founded_on"] == "2024-09"
    person = finished(date(2026, 8, 1), founded_on=Say("2024年9月"), **{REFERENCE: Say("2026年12月31日")})
    person.tap("改截止日期", "申请受理截止日期：2026年12月31日")
    person.say("2026年9月15日")
    assert person.open == "founded_on" and "2024年9月的哪一天" in person.plain
    person.say("15号")
    assert person.session.screen.kind == "review" and person.answers["founded_on"] == "2024-09-15"


def test_a_day_that_is_not_known_is_not_asked_for_again() -> None:
    person = finished(date(2026, 8, 1), founded_on=Say("2024年9月"), **{REFERENCE: Say("2026年12月31日")})
    person.tap("改截止日期", "申请受理截止日期：2026年12月31日")
    person.say("2026年9月15日")
    person.tap(wording.DAYS_UNCLEAR)
    person.answer()
    assert person.session.screen.kind == "review" and person.answers["founded_on"] == "2024-09"


def test_the_review_before_the_end_says_how_much_is_open_and_leads_on() -> None:
    person = talk().until("fixed_premises")
    person.say("/review")
    assert "题没答" in person.plain and wording.REVIEW_TITLE not in person.plain
    person.tap(wording.RESUME)
    assert person.open == "fixed_premises"


# Stopping and coming back


def test_paused_and_resumed_the_same_question_stands_there() -> None:
    person = talk().until("fixed_premises")
    person.tap(wording.PAUSE)
    assert person.plain == wording.PAUSED
    person.tap(wording.RESUME)
    assert person.open == "fixed_premises"


def test_any_word_resumes_and_is_not_taken_for_an_answer() -> None:
    person = talk().until("total_assets_yuan")
    person.tap(wording.PAUSE)
    person.say("230万")
    assert person.open == "total_assets_yuan" and "total_assets_yuan" not in person.answers


def test_a_second_visit_in_the_middle_offers_to_go_on() -> None:
    person = talk().until("fixed_premises")
    before = dict(person.answers)
    person.say("/start")
    assert wording.HOME_IN_PROGRESS in person.plain
    assert person.buttons[:2] == [wording.RESUME, wording.RESTART]
    person.tap(wording.RESUME)
    assert person.open == "fixed_premises" and person.answers == before


def test_a_second_visit_after_the_verdict_offers_the_answers_of_last_time() -> None:
    person = concluded()
    person.say("/start")
    assert wording.HOME_FINISHED in person.plain
    person.tap(wording.REUSE)
    assert person.session.screen.kind == "review" and "资产总额：520万元" in person.plain


# Beginning again


def test_beginning_again_asks_first_and_can_be_taken_back() -> None:
    person = concluded()
    before = dict(person.answers)
    person.tap(wording.AGAIN)
    assert person.plain == wording.RESTART_ASK and person.answers == before
    person.tap(wording.CANCEL)
    assert person.plain.startswith("结论") and person.answers == before


def test_in_the_middle_of_the_interview_too() -> None:
    person = talk().until("fixed_premises")
    person.say("/restart")
    assert person.plain == wording.RESTART_ASK
    person.tap(wording.CANCEL)
    assert person.open == "fixed_premises"


def test_beginning_again_clears_and_the_answers_of_last_time_can_be_taken_up() -> None:
    person = concluded()
    before = dict(person.answers)
    person.tap(wording.AGAIN, wording.REALLY_RESTART)
    assert person.open == REFERENCE and person.answers == {}
    person.say("/start")
    assert wording.HOME_HAS_PREVIOUS in person.plain
    person.tap(wording.REUSE)
    assert person.session.screen.kind == "review" and person.answers == before


def test_the_answers_of_last_time_can_be_taken_up_after_the_first_new_answers() -> None:
    person = concluded()
    before = dict(person.answers)
    person.tap(wording.AGAIN, wording.REALLY_RESTART)
    person.say("2026年12月31日")
    person.tap("主办单位是独立法人", wording.THESE_MET)
    person.say("/start")
    person.tap(wording.REUSE)
    assert person.answers == before | {REFERENCE: "2026-12-31", "independent_legal_person": False}


def test_answers_of_last_time_that_contradict_the_new_ones_stand_alone() -> None:
    person = concluded()
    before = dict(person.answers)
    person.tap(wording.AGAIN, wording.REALLY_RESTART)
    person.until("staff_degree", service_staff=Say("10"))
    person.say("/start")
    person.tap(wording.REUSE)
    assert person.answers == before


def test_taken_up_again_a_closing_date_that_is_over_is_asked_for_anew() -> None:
    person = finished(**{REFERENCE: Say("2026年12月31日")})
    kept = {name: answer for name, answer in person.answers.items() if name != REFERENCE}
    person.today = date(2027, 8, 1)
    person.say("/start")
    person.tap(wording.REUSE)
    assert person.open == REFERENCE and person.answers == kept
    person.say("2027年9月30日")
    assert person.session.screen.kind == "review"


def test_days_pass_in_the_middle_and_nothing_changes() -> None:
    person = talk().until("fixed_premises")
    before = dict(person.answers)
    person.today = TODAY + timedelta(days=400)
    person.tap("有")
    assert person.open == "facilities" and person.answers == before | {"fixed_premises": True}


# What if


def test_what_if_shows_which_clauses_change_and_stores_nothing() -> None:
    person = concluded(total_assets_yuan=Say("130万"))
    before = person.session.model_copy(deep=True)
    person.tap(wording.TRY, "主体资格", "资产总额：130万元")
    assert wording.TRY_NOTE in person.plain
    person.say("200万")
    assert "如果资产总额改成 200万元：" in person.plain
    assert "第五条（一）：不满足 → 满足" in person.plain and "总的结论：不符合 → 符合" in person.plain
    assert wording.DIFFERENCE_KEPT in person.plain
    assert (person.answers, person.session.trail) == (before.answers, before.trail)
    person.tap(wording.TO_RESULT)
    assert person.plain.startswith("结论：暂不符合")


def test_what_if_says_why_a_clause_would_fail_and_when_nothing_would_change() -> None:
    person = concluded()
    person.tap(wording.TRY, "场所和服务资源", "集聚专业服务机构：8家")
    person.say("2")
    assert "第五条（三）：满足 → 不满足（集聚的专业服务机构还差3家）" in person.plain
    person.tap(wording.TRY_ANOTHER, "场所和服务资源", "集聚专业服务机构：8家")
    person.say("9")
    assert wording.DIFFERENCE_NONE in person.plain


def test_what_if_gives_the_day_that_would_be_the_earliest() -> None:
    person = concluded()
    person.tap(wording.TRY, "主体资格", "成立日期：2018年3月12日")
    person.say("2025年3月12日")
    assert "最早可申报：2027年3月12日" in person.plain
    assert person.answers["founded_on"] == "2018-03-12"


def test_what_if_takes_a_choice_by_button_and_ticks() -> None:
    person = concluded()
    before = dict(person.answers)
    person.tap(wording.TRY, "信息化", "信息化服务系统：有", "没有")
    assert "第五条（四）：满足 → 不满足" in person.plain
    person.tap(wording.TRY_ANOTHER, "服务功能", "提供的服务功能：信息服务、培训服务、法律服务")
    person.tap("法律服务", wording.DONE)
    assert "第六条：满足 → 不满足（齐全的2项：信息服务、培训服务；还差1项）" in person.plain
    assert person.answers == before


def test_what_if_refuses_what_cannot_be_and_can_be_left() -> None:
    person = concluded()
    person.tap(wording.TRY, "人员和信用", "本科及以上学历：18人")
    person.say("30")
    assert "应不超过20人" in person.plain
    person.say("返回")
    assert person.plain.startswith("结论")


def test_good_answers_are_those_of_the_first_question_to_the_last() -> None:
    lists = {key for key in GOOD if QUESTIONS.is_list(key)}
    assert set(QUESTIONS.answered(finished().answers)) == {*GOOD, *ALONE} - lists
