"""What a person types or taps as an answer: exact, inexact, vague, partial, impossible."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dialogs.effects import Show
from dialogs.events import Tapped
from dialogs.wording import zh as wording
from tests.support.interviews import ASKS, REFERENCE, Say
from tests.support.talk import talk

JULY = date(2026, 7, 1)
SEPTEMBER = {REFERENCE: Say("2026年9月15日")}


@pytest.mark.parametrize(
    "key", ["total_assets_yuan", "smes_served", "gathered_institutions", "service_staff", "satisfaction_percent"]
)
def test_what_a_question_gives_as_an_example_is_taken_at_once(key: str) -> None:
    person = talk().until(key)
    person.say(re.split("（| 或 ", ASKS[key].example)[0])
    assert key in person.answers, person.plain


# A month without its day


def test_the_day_is_asked_for_where_it_can_change_the_verdict() -> None:
    person = talk(JULY).until("founded_on", **SEPTEMBER)
    person.say("2024年9月")
    assert person.open == "founded_on" and "2024年9月的哪一天" in person.plain
    assert "founded_on" not in person.answers
    person.say("15号")
    assert person.answers["founded_on"] == "2024-09-15" and person.open == "total_assets_yuan"


def test_the_day_is_not_asked_for_where_it_changes_nothing() -> None:
    person = talk(JULY).until("founded_on", **SEPTEMBER)
    person.say("2018年9月")
    assert person.answers["founded_on"] == "2018-09" and person.open == "total_assets_yuan"


@pytest.mark.parametrize("said", ["15号", "15", "十五日", "9月15号", "2024年9月15日", "2024.9.15"])
def test_the_day_may_be_said_in_any_way(said: str) -> None:
    person = talk(JULY).until("founded_on", **SEPTEMBER)
    person.say("2024年9月", said)
    assert person.answers["founded_on"] == "2024-09-15"


def test_another_month_is_no_day_of_this_one() -> None:
    person = talk(JULY).until("founded_on", **SEPTEMBER)
    person.say("2024年9月", "31号")
    assert wording.ONLY_DAY in person.plain and "founded_on" not in person.answers


@pytest.mark.parametrize("gives_up", [lambda p: p.tap(wording.DAYS_UNCLEAR), lambda p: p.say("记不清了")])
def test_who_does_not_know_the_day_keeps_the_month_and_the_clause_is_to_be_verified(gives_up) -> None:  # type: ignore[no-untyped-def]
    person = talk(JULY).until("founded_on", **SEPTEMBER)
    person.say("2024年9月")
    gives_up(person)
    assert person.answers["founded_on"] == "2024-09"
    person.answer().tap(wording.VERDICT)
    assert "第五条（一）：待核实" in person.plain and "要看具体是哪一天" in person.plain


def test_of_a_case_too_the_day_is_asked_for_only_where_it_decides() -> None:
    person = talk(JULY).until("serious_dishonesty_on", **SEPTEMBER)
    person.say("2023年9月")
    assert "2023年9月的哪一天" in person.plain
    person.say("14号")
    assert person.answers["serious_dishonesty_on"] == ["2023-09-14"]
    person = talk(JULY).until("serious_dishonesty_on", **SEPTEMBER)
    person.say("2020年3月")
    assert person.answers["serious_dishonesty_on"] == ["2020-03"]


def test_of_several_cases_only_the_one_whose_day_decides_is_asked_about() -> None:
    person = talk(JULY).until("serious_dishonesty_on", **SEPTEMBER)
    person.say("2020年3月、2023年9月")
    assert "2023年9月的哪一天" in person.plain
    person.say("14")
    assert person.answers["serious_dishonesty_on"] == ["2020-03", "2023-09-14"]


def test_where_another_case_decides_no_day_is_asked_for() -> None:
    person = talk(JULY).until("serious_dishonesty_on", **SEPTEMBER)
    person.say("2023年9月、2025年1月1日")
    assert person.answers["serious_dishonesty_on"] == ["2023-09", "2025-01-01"]


def test_the_closing_date_must_be_a_day() -> None:
    person = talk().until(REFERENCE)
    person.say("2026年12月")
    assert wording.EXACT_CLOSING in person.plain and person.answers == {}


def test_a_closing_date_that_is_over_is_asked_about() -> None:
    person = talk().until(REFERENCE)
    person.say("2026年9月30日")
    assert "2026年9月30日已经过去了" in person.plain and person.answers == {}
    person.tap(wording.RIGHT)
    assert person.answers == {REFERENCE: "2026-09-30"}


def test_without_a_notice_the_button_says_so_and_the_example_is_to_come() -> None:
    person = talk().until(REFERENCE)
    assert "例如：2027年1月31日" in person.plain
    person.say("嘻嘻哈哈")
    assert f"点“{wording.NOTICE_NOT_OUT}”" in person.plain and person.answers == {}
    person.say("不知道什么时候出")
    assert person.answers == {REFERENCE: None}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2027年2月30日", "“2027年2月30日”这个日期不存在"),
        ("2027年6月30日星期一", "日期和星期对不上"),
        ("6月中旬", "“6月中旬”不是一个确切的日期"),
        ("五月初五", "请写公历日期"),
        ("还早着呢", f"点“{wording.NOTICE_NOT_OUT}”"),
        ("已经截止了", f"点“{wording.NOTICE_NOT_OUT}”"),
    ],
)
def test_why_a_closing_date_was_not_taken_is_said_above_an_example_to_come(text: str, reason: str) -> None:
    person = talk().until(REFERENCE)
    person.say(text)
    assert reason in person.plain and person.answers == {}
    assert [words for words in person.plain.split() if "年" in words][-1] == "例如：2027年1月31日"
    assert "2023年" not in person.plain


@pytest.mark.parametrize("text", ["早过期了", "还没到期", "还在有效期内"])
def test_of_a_title_that_has_ended_or_not_the_day_is_asked_for(text: str) -> None:
    person = talk().until("title_valid_until")
    person.say(text)
    assert person.session.screen.asking_days and "第十三条 被授予" not in person.plain
    assert "2028年8月15日" in person.plain


@pytest.mark.parametrize("text", ["没有刑事的，行政罚过一次", "没有，就是被约谈过", "没听说过"])
def test_who_speaks_of_cases_is_asked_back_and_recited_no_clause(text: str) -> None:
    person = talk().until("criminal_or_severe_penalty_on", **SEPTEMBER)
    before = dict(person.answers)
    person.say(text)
    assert (person.open, person.answers) == ("criminal_or_severe_penalty_on", before)
    assert "决定书上的日期" in person.plain and "有用" not in person.plain and "不得受到" not in person.plain


def test_a_day_without_a_year_is_the_coming_one() -> None:
    person = talk().until(REFERENCE)
    person.say("截止到6月30日")
    assert "2027年6月30日，对吗？" in person.plain


@pytest.mark.parametrize("text", ["营业执照是2024年9月左右办下来的", "2019年5月20日以前就有了"])
def test_an_answer_with_a_date_is_never_answered_by_a_clause(text: str) -> None:
    person = talk().until("founded_on")
    person.say(text)
    assert person.open == "founded_on" and "第十三条" not in person.plain and "有用" not in person.plain
    assert "不是一个确切的日期" in person.plain


@pytest.mark.parametrize("said", [("有", "日期不清楚"), ("被罚过", "记不清是哪天了"), ("有，但是不记得哪天了",)])
def test_that_there_was_a_case_is_kept_where_its_day_is_not_known(said: tuple[str, ...]) -> None:
    person = talk().until("criminal_or_severe_penalty_on", **SEPTEMBER)
    person.say(*said)
    assert person.answers["criminal_or_severe_penalty_on"] == [None]
    assert "刑事或严重行政处罚：有，日期不清楚" in person.plain


def test_a_title_that_would_last_longer_than_its_term_is_asked_back() -> None:
    person = talk().until("title_valid_until")
    person.say("有效期到2035年12月31日")
    assert "3年（第十三条），现在有效的最晚到2029年11月23日" in person.plain
    assert "title_valid_until" not in person.answers
    person.tap(wording.RIGHT)
    assert person.answers["title_valid_until"] == ["2035-12-31"]


# Inexact: said back, and confirmed


@pytest.mark.parametrize("yes", ["对", "对的", "嗯", "是"])
def test_an_inexact_answer_is_said_back_and_confirmed(yes: str) -> None:
    person = talk().until("total_assets_yuan")
    person.say("大概230万")
    assert "资产总额：230万元，对吗？" in person.plain and "total_assets_yuan" not in person.answers
    person.say(yes)
    assert person.answers["total_assets_yuan"] == "2300000"


def test_what_was_not_meant_is_asked_again() -> None:
    person = talk().until("total_assets_yuan")
    person.say("大概230万", "不对")
    assert person.open == "total_assets_yuan" and "total_assets_yuan" not in person.answers


def test_a_new_value_can_be_typed_right_where_the_old_one_is_said_back() -> None:
    person = talk().until("total_assets_yuan")
    person.say("大概230万", "260万元")
    assert person.answers["total_assets_yuan"] == "2600000"


def test_words_that_are_no_answer_leave_what_was_said_back_standing() -> None:
    person = talk().until("total_assets_yuan")
    person.say("大概230万", "嘻嘻嘻哈哈")
    assert "资产总额：230万元，对吗？" in person.plain
    person.tap(wording.RIGHT)
    assert person.answers["total_assets_yuan"] == "2300000"


def test_the_day_of_a_month_said_back_can_be_said_right_there() -> None:
    person = talk().until("founded_on")
    person.say("前年3月")
    assert "2024年3月，对吗？" in person.plain
    person.say("15号")
    assert person.answers["founded_on"] == "2024-03-15"


def test_who_does_not_know_may_say_so_where_it_is_said_back() -> None:
    person = talk().until("total_assets_yuan")
    person.say("大概230万", "不清楚")
    assert person.answers["total_assets_yuan"] is None


def test_two_meanings_are_offered_to_choose_from() -> None:
    person = talk().until("total_assets_yuan")
    person.say("230")
    assert person.buttons[:2] == ["230万元", "230元"]
    person.tap("230万元")
    assert person.answers["total_assets_yuan"] == "2300000"


@pytest.mark.parametrize(("said", "meant"), [("230元", "230"), ("第二个", "230"), ("1", "2300000")])
def test_one_of_two_meanings_can_be_said(said: str, meant: str) -> None:
    person = talk().until("total_assets_yuan")
    person.say("230", said)
    assert person.answers["total_assets_yuan"] == meant


def test_a_yes_to_two_meanings_is_not_enough() -> None:
    person = talk().until("total_assets_yuan")
    person.say("230", "对")
    assert person.buttons[:2] == ["230万元", "230元"] and wording.PICK_ONE in person.plain


# Vague, impossible, contradictory


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("gathered_institutions", "两三家"),
        ("total_assets_yuan", "两百来万"),
        ("founded_on", "去年底"),
        ("satisfaction_percent", "九成多"),
        ("smes_served", "一百多家"),
        ("service_staff", "十几个人"),
    ],
)
def test_a_vague_answer_gets_a_question_back(key: str, said: str) -> None:
    person = talk().until(key)
    person.say(said)
    assert person.open == key and key not in person.answers and "例如" in person.plain


@pytest.mark.parametrize(
    ("key", "said", "possible"),
    [
        ("satisfaction_percent", "120%", "0到100之间"),
        ("gathered_institutions", "-3", "不能小于0"),
        ("founded_on", "2023年2月30日", "不存在"),
        ("founded_on", "2030年1月1日", "应不晚于这一天"),
        ("staff_degree", "25", "应不超过20人"),
        ("staff_both", "18", "应不超过17人"),
        ("staff_both", "3", "至少应有15人"),
        ("serious_dishonesty_on", "2027年1月1日", "应不晚于这一天"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_possible(key: str, said: str, possible: str) -> None:
    person = talk().until(key)
    before = dict(person.answers)
    person.say(said)
    if person.session.screen.kind == "confirm":
        person.tap(wording.RIGHT)
    assert possible in person.plain
    assert person.open == key and person.answers == before


def test_a_closing_date_before_the_founding_is_refused_and_nothing_is_lost() -> None:
    person = talk(JULY).answer(founded_on=Say("2025年9月1日"))
    before = dict(person.answers)
    person.tap("改截止日期", "申请受理截止日期：通知还没出")
    person.say("2025年8月1日")
    person.tap(wording.RIGHT)
    assert "成立日期" in person.plain and person.open == REFERENCE and person.answers == before


# Yes and no, choices


@pytest.mark.parametrize(("said", "meant"), [("是的", True), ("不是", False), ("没有", False), ("不清楚", None)])
def test_yes_and_no_can_be_typed(said: str, meant: bool | None) -> None:
    person = talk().until("independent_legal_person")
    person.say(said)
    assert person.answers["independent_legal_person"] is meant


def test_a_question_with_words_of_its_own_takes_them() -> None:
    person = talk().until("no_bad_credit")
    person.say("没有不良记录")
    assert person.answers["no_bad_credit"] is True


def test_what_is_neither_yes_nor_no_changes_nothing() -> None:
    person = talk().until("independent_legal_person")
    person.say("差不多吧")
    assert person.open == "independent_legal_person" and "请点“是”或“否”" in person.plain


@pytest.mark.parametrize("said", ["机关事业单位", "事业单位", "第二个", "2"])
def test_a_choice_can_be_typed(said: str) -> None:
    person = talk().until("sponsor", total_assets_yuan=Say("130万"))
    person.say(said)
    assert person.answers["sponsor"] == "public_institution"


@pytest.mark.parametrize(("said", "sponsor"), [
    ("民营企业", "enterprise"), ("我们集团自己办的", "enterprise"), ("由一家国企主办", "enterprise"),
    ("国家机关", "public_institution"), ("社会团体", "social_organisation"),
])  # fmt: skip
def test_who_runs_it_has_other_names(said: str, sponsor: str) -> None:
    person = talk().until("sponsor", total_assets_yuan=Say("130万"))
    person.say(said)
    assert person.answers["sponsor"] == sponsor


@pytest.mark.parametrize(("said", "sponsor"), [
    ("一所高校", "public_institution"), ("行业协会", "social_organisation"), ("某某有限公司", "enterprise"),
])  # fmt: skip
def test_who_likely_runs_it_is_said_back(said: str, sponsor: str) -> None:
    person = talk().until("sponsor", total_assets_yuan=Say("130万"))
    person.say(said)
    assert "sponsor" not in person.answers and "对吗？" in person.plain
    person.tap(wording.RIGHT)
    assert person.answers["sponsor"] == sponsor


@pytest.mark.parametrize("said", ["不是公司", "公司或学会", "高校和企业合办", "法人", "单位", "我们"])
def test_who_is_denied_or_one_of_two_is_asked_back(said: str) -> None:
    person = talk().until("sponsor", total_assets_yuan=Say("130万"))
    person.say(said)
    assert "sponsor" not in person.answers and person.open == "sponsor"


def test_who_is_not_in_the_text_is_told_so() -> None:
    person = talk().until("sponsor", total_assets_yuan=Say("130万"))
    person.say("民非")
    assert person.open == "sponsor" and "条文没有写" in person.plain


# 第六条: ticks


def test_quick_taps_with_the_same_revision_all_count() -> None:
    person = talk().until("functions")
    revision, screen = person.session.revision, person.screen
    for label in ("信息服务", "融资服务", "培训服务"):
        person.screen = screen  # the taps are quicker than the screens
        person.tap(label, revision=revision)
    person.tap(wording.DONE)
    offered = [name for name, answer in person.answers.items() if answer is True and name.startswith("offers_")]
    assert offered == ["offers_information", "offers_financing", "offers_training"]


def test_a_double_tap_on_a_tick_does_no_harm() -> None:
    person = talk().until("functions")
    tap = Tapped(person.action("信息服务"), person.session.revision)
    for _ in range(2):
        person.event(tap)
    assert person.buttons[0] == "☑ 信息服务"


def test_a_tick_can_be_taken_off_again() -> None:
    person = talk().until("functions")
    person.tap("信息服务", "信息服务")
    assert person.buttons[0] == "☐ 信息服务"


def test_a_double_tap_on_done_answers_once() -> None:
    person = talk().until("functions")
    person.tap("信息服务", "融资服务", "培训服务")
    tap = Tapped(person.action(wording.DONE), person.session.revision)
    person.event(tap)
    assert not any(isinstance(effect, Show) for effect in person.event(tap))
    assert person.open == "information_services" and person.toasts == [wording.USED_BUTTON]


def test_with_nothing_ticked_the_button_says_what_it_means() -> None:
    person = talk().until("information_services")
    assert wording.NONE_OF_THEM in person.buttons and wording.DONE not in person.buttons
    person.tap(wording.NONE_OF_THEM)
    assert person.answers["information_services"] == []


@pytest.mark.parametrize("said", ["1 3 5", "1、3、5", "135", "①③⑤", "信息服务、技术创新服务、培训服务"])
def test_ticks_can_be_typed(said: str) -> None:
    person = talk().until("functions")
    person.say(said)
    offered = [name for name, answer in person.answers.items() if answer is True and name.startswith("offers_")]
    assert offered == ["offers_information", "offers_innovation", "offers_training"]


def test_done_can_be_typed() -> None:
    person = talk().until("functions")
    person.tap("信息服务", "融资服务", "培训服务")
    person.say("选好了")
    assert person.open == "information_services"


def test_what_was_understood_is_said_in_the_receipt() -> None:
    person = talk().until("total_assets_yuan")
    person.say("两百三十万")
    assert "已记下 资产总额：230万元" in person.plain


def test_of_many_ticks_the_receipt_says_how_many() -> None:
    person = talk().until("information_services")
    person.say("全部")
    assert "已记下 信息服务项目：4项（共4项）" in person.plain


@pytest.mark.parametrize(("said_back", "words", "kept"), [("好像不行", "有", True), ("还可以吧", "没有", False)])
def test_who_says_that_there_is_or_is_none_does_not_confirm_the_opposite(
    said_back: str, words: str, kept: bool
) -> None:
    person = talk().until("good_prospects")
    person.say(said_back)
    assert person.open == "confirm"
    person.say(words)
    assert person.answers["good_prospects"] is kept


# A list to be ticked


@pytest.mark.parametrize("how", ["tap", "say"])
def test_all_of_a_list_is_one_button(how: str) -> None:
    person = talk().until("training_services")
    person.tap(wording.ALL_OF_THEM) if how == "tap" else person.say(wording.ALL_OF_THEM)
    assert person.answers["training_services"] == [
        "具有培训资质或在中小企业主管部门备案",
        "远程培训能力",
        "开展相关培训活动",
    ]


def test_what_is_ticked_already_is_not_overruled_by_a_slip() -> None:
    person = talk().until("training_services")
    person.tap("远程培训能力")
    assert wording.ALL_OF_THEM not in person.buttons and wording.DONE in person.buttons


def test_what_is_lacking_leaves_the_others() -> None:
    person = talk().until("training_services")
    person.say("备案没有，其余都有")
    assert person.answers["training_services"] == ["远程培训能力", "开展相关培训活动"]


def test_a_number_that_is_not_that_of_the_list_is_asked_back() -> None:
    person = talk().until("training_services")
    person.say("两个都有")
    assert "training_services" not in person.answers and "请点选" in person.plain
