"""Lists: the conditions of a clause, and what must not have happened, on one screen; figures said in one answer."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.wording import zh as wording
from tests.support.interviews import ASKS, GOOD, QUESTIONS, Say, Tap, taps
from tests.support.talk import Talk, bare, concluded, finished, talk

MANAGEMENT = QUESTIONS.names["management"]
CASES = QUESTIONS.names["cases"]
MOST_SCREENS = 20
AT_ONCE = {
    "service_staff": Say("20人，本科以上18人，中级以上17人，两样都有的17人"),
    "satisfaction_percent": Say("满意度95%，公益性服务占30%"),
}
PROGRESS = re.compile(r"· ([0-9]+)/([0-9]+)")


def ticks(person: Talk) -> list[str]:
    """What is ticked on the open screen."""
    return [bare(label) for label in person.buttons if label.startswith(wording.TICKED)]


# How many screens there are


def screens(answers: dict[str, Tap | Say]) -> list[str]:
    person, seen = talk(), list[str]()
    person.tap(wording.START)
    while person.session.screen.kind == "question":
        seen.append(person.open)
        person.give({**GOOD, **answers}[person.open])
    assert person.session.screen.kind == "review"
    person.tap(wording.VERDICT)
    assert person.plain.startswith("结论：符合")
    return seen


@pytest.mark.parametrize(
    ("how", "answers"),
    [
        ("every figure alone", {}),
        ("figures of a clause at once", AT_ONCE),
        (
            "all in words",
            {**AT_ONCE, **{key: Say("都做到了") for key in ("standing", "resources", "systems", "management")}},
        ),
    ],
)
def test_a_clean_applicant_is_through_in_twenty_screens(how: str, answers: dict[str, Tap | Say]) -> None:
    seen = screens(answers)
    print(f"{how}: {len(seen)} screens")
    assert len(seen) <= MOST_SCREENS and len(seen) == len(set(seen))


# A list of conditions


def test_one_tap_answers_all_conditions_of_a_list() -> None:
    person = talk().until("management")
    assert len(ticks(person)) == 7
    person.tap(wording.ALL_MET)
    assert all(person.answers[name] is True for name in MANAGEMENT)
    assert "已记下 管理、信誉和团队：7项都做到了" in person.plain


def test_what_is_taken_off_is_not_met_and_the_clause_is_said_to_fail() -> None:
    person = talk().until("management")
    person.tap("收费标准合理")
    assert wording.ALL_MET not in person.buttons and wording.THESE_MET in person.buttons
    assert MANAGEMENT[0] not in person.answers
    person.tap(wording.THESE_MET)
    assert [name for name in MANAGEMENT if person.answers[name] is not True] == ["reasonable_fees"]
    assert "没做到“收费标准合理”；其余6项做到了" in person.plain and "第五条（五）：现在不满足" in person.plain


def test_of_two_clauses_that_fail_at_once_each_is_said() -> None:
    person = talk().until("resources")
    person.tap("在领域或区域内有声誉、品牌影响力", "有固定的经营服务场所", wording.THESE_MET)
    assert "第五条（二）：现在不满足" in person.plain
    person.tap(wording.GO_ON)
    assert "第五条（三）：现在不满足" in person.plain
    person.tap(wording.GO_ON)
    assert person.open == "systems"


def test_a_list_can_be_gone_through_one_by_one() -> None:
    person = talk().until("systems")
    person.tap(wording.ONE_BY_ONE)
    assert person.open == "information_system" and ASKS["information_system"].question in person.plain
    person.tap("有", "不清楚", "否")
    assert [person.answers[name] for name in QUESTIONS.names["systems"]] == [True, None, False]


def test_back_from_the_first_of_them_leads_to_the_list_again() -> None:
    person = talk().until("systems")
    person.tap(wording.ONE_BY_ONE, wording.BACK)
    assert person.open == "systems" and len(ticks(person)) == 3
    person.tap(wording.ALL_MET)
    assert person.open == "management"


def test_a_list_shows_only_what_can_matter() -> None:
    person = talk().until("smes_served")
    person.say("90 95")
    person.tap(wording.GO_ON)
    assert person.open == "resources" and len(ticks(person)) == 3 and "第五条（二）" not in person.screen.plain
    person.tap(wording.ALL_MET)
    assert "reputation" not in person.answers


def test_the_last_open_condition_of_a_list_is_asked_alone() -> None:
    person = talk().until("founded_on")
    person.say("改信息化服务系统", "有", "改信息及时发布更新", "是")
    person.until("digital_operation")
    assert person.open == "digital_operation"


def test_the_words_of_the_law_are_a_tap_away() -> None:
    person = talk().until("management")
    person.tap(wording.WHY)
    assert "有良好的商业信誉，健全的管理制度" in person.plain and "无不良信用记录" in person.plain
    assert person.open == "management"


# A list in words


@pytest.mark.parametrize("said", ["都做到了", "全都做到了", "没问题", "都有", "是的，都做到了"])
def test_that_all_is_met_can_be_typed(said: str) -> None:
    person = talk().until("management")
    person.say(said)
    assert all(person.answers.get(name) is True for name in MANAGEMENT)


@pytest.mark.parametrize(
    "said", ["没有", "否", "没做到", "有的没做到", "企业", "差一些", "1 3", "收费", "10月8号", "都没有"]
)
def test_what_does_not_tell_of_all_is_not_recorded(said: str) -> None:
    person = talk().until("management")
    before = dict(person.answers)
    person.say(said)
    assert person.answers == before and person.open in ("management", "confirm")


@pytest.mark.parametrize("said", ["收费不太合理", "除了收费标准都做到了", "没有收费标准"])
def test_what_is_said_not_to_be_met_is_taken_off_or_said_back(said: str) -> None:
    person = talk().until("management")
    person.say(said)
    if person.open == "management":
        assert "收费标准合理" not in ticks(person) and len(ticks(person)) == 6
        person.tap(wording.THESE_MET)
    elif person.open == "confirm":
        assert "没做到“收费标准合理”" in person.plain
        person.tap(wording.RIGHT)
    assert [name for name in MANAGEMENT if person.answers[name] is not True] == ["reasonable_fees"]


def test_what_is_told_of_one_condition_says_nothing_of_the_others() -> None:
    person = talk().until("standing")
    person.say("注册地在天津")
    assert "registered_in_beijing" not in person.answers and "注册地在北京市" not in ticks(person)
    person.tap(wording.THESE_MET)
    assert person.answers["registered_in_beijing"] is False and person.answers["good_prospects"] is True


def test_that_there_is_no_bad_record_is_no_condition_that_fails() -> None:
    person = talk().until("management")
    person.say("没有不良信用记录")
    assert len(ticks(person)) == 7 and "no_bad_credit" not in person.answers


def test_who_does_not_know_is_asked_one_by_one() -> None:
    person = talk().until("systems")
    person.say("不清楚")
    assert person.open == "information_system" and wording.UNCLEAR in person.buttons


# What must not have happened


def test_none_of_it_is_one_tap() -> None:
    person = talk().until("cases")
    person.tap(wording.NONE_OF_THEM)
    assert all(person.answers[name] == [] for name in CASES) and person.open == "review"


@pytest.mark.parametrize("said", ["没有", "没有过", "从来没有过", "都没有过"])
def test_that_there_was_none_is_said_back(said: str) -> None:
    person = talk().until("cases")
    person.say(said)
    assert person.open == "confirm" and not {*CASES} & {*person.answers}
    person.tap(wording.RIGHT)
    assert all(person.answers[name] == [] for name in CASES)


def test_only_the_days_of_what_there_was_are_asked_for() -> None:
    person = talk().until("cases")
    person.tap("三年内被认定严重失信", "因复评不合格被取消过称号", wording.DONE)
    assert person.open == "serious_dishonesty_on" and "请发日期" in person.plain
    assert {name: person.answers.get(name) for name in CASES if name in person.answers} == {
        "criminal_or_severe_penalty_on": [], "title_valid_until": [], "revoked_on": [],
    }  # fmt: skip
    person.say("2019年4月2日")
    assert person.open == "failed_review_on" and "请发日期" in person.plain
    person.say("2020年6月30日")
    assert person.open == "review"
    assert (person.answers["serious_dishonesty_on"], person.answers["failed_review_on"]) == (
        ["2019-04-02"],
        ["2020-06-30"],
    )


def test_back_from_the_first_day_leads_to_the_list_with_its_ticks() -> None:
    person = talk().until("cases")
    person.tap(*(dict(ASKS["cases"].choices)[name] for name in CASES), wording.DONE, wording.BACK)  # type: ignore[attr-defined]
    assert person.open == "cases" and len(ticks(person)) == 5
    person.tap("三年内被认定严重失信", wording.DONE)
    assert person.answers["serious_dishonesty_on"] == [] and person.open == "criminal_or_severe_penalty_on"


def test_a_case_in_words_is_ticked_and_its_day_asked_for() -> None:
    person = talk().until("cases")
    person.say("被罚过一次")
    assert ticks(person) == ["三年内受过刑事或严重行政处罚"] and not {*CASES} & {*person.answers}
    person.tap(wording.DONE)
    assert person.open == "criminal_or_severe_penalty_on" and "请发日期" in person.plain


def test_a_list_of_cases_one_by_one_asks_each_plainly() -> None:
    person = talk().until("cases")
    person.tap(wording.ONE_BY_ONE)
    assert person.open == CASES[0] and "请发日期" not in person.plain and wording.UNCLEAR in person.buttons


# Figures said in one answer


@pytest.mark.parametrize("said", [
    "20人，本科以上18人，中级以上17人，两样都有的17人", "服务人员20人、本科及以上18人、中级及以上17人、都有17人",
    "20人，其中本科以上18个，中级以上17个，都有的17个",
])  # fmt: skip
def test_figures_of_a_clause_are_taken_at_once(said: str) -> None:
    person = talk().until("service_staff")
    assert "可以一次说完" in person.plain
    person.say(said)
    if person.open == "confirm":
        person.tap(wording.RIGHT)
    assert [person.answers[name] for name in ("service_staff", "staff_degree", "staff_title", "staff_both")] == [
        20,
        18,
        17,
        17,
    ]
    assert person.open == "satisfaction_percent"


def test_names_that_only_may_be_meant_are_said_back_together() -> None:
    person = talk().until("service_staff")
    person.say("20人，本科18，中级17，都有17")
    assert "服务人员：20人；本科及以上学历：18人；中级及以上职称：17人；学历、职称都具备：17人，对吗？" in person.plain
    assert "service_staff" not in person.answers


def test_what_was_not_said_is_asked_alone() -> None:
    person = talk().until("service_staff")
    person.say("20人，本科以上18人")
    assert (person.answers["service_staff"], person.answers["staff_degree"]) == (20, 18)
    assert (
        person.open == "staff_title" and "staff_title" not in person.answers and "一次说完" not in person.screen.plain
    )


def test_bare_numbers_are_said_back_in_turn() -> None:
    person = talk().until("service_staff")
    person.say("20、18、17、16")
    assert "服务人员：20人；本科及以上学历：18人" in person.plain and "service_staff" not in person.answers


@pytest.mark.parametrize("said", ["20人，硕士3人", "20人，18人", "本科以上18人，本科以上17人", "20人，本科以上十几个"])
def test_figures_that_cannot_be_told_apart_are_asked_for_again(said: str) -> None:
    person = talk().until("service_staff")
    person.say(said)
    assert "service_staff" not in person.answers and "staff_degree" not in person.answers


def test_figures_that_cannot_be_true_together_are_refused_together() -> None:
    person = talk().until("service_staff")
    person.say("20人，本科以上25人")
    assert "应不超过20人" in person.plain and "service_staff" not in person.answers


# Progress


def answered_at_random(person: Talk, chance: Random) -> None:
    """One of the buttons that answer, or what a good platform says."""
    asked = ASKS.get(person.open)
    usual = {**GOOD}.get(person.open)
    leading = {
        wording.BACK,
        wording.PAUSE,
        wording.WHY,
        wording.KEEP,
        "通知出来时告诉我",
        wording.SEE_RESULT,
        wording.CHANGE_THIS,
    }
    choices = [label for label in person.buttons if label not in leading]
    if asked is not None and (not choices or chance.random() < 0.4):
        texts = ["5", "2019年4月2日", "2025年4月2日", "90 95", "130万", "60%", "15人，本科以上12人"]
        person.say(usual.text if isinstance(usual, Say) and chance.random() < 0.5 else chance.choice(texts))
    else:
        person.tap(bare(chance.choice(choices)))


@pytest.mark.exhaustive
@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_progress_never_runs_backwards(chance: Random) -> None:
    person, before = talk(), (0, 1)
    person.tap(wording.START)
    for _ in range(150):
        if person.session.screen.kind in ("review", "home"):
            return
        answered_at_random(person, chance)
        if found := PROGRESS.search(person.screen.plain):
            now = int(found[1]), int(found[2])
            assert now[0] * before[1] >= before[0] * now[1] and now[0] <= now[1], (before, now)
            before = now


def test_the_answers_of_the_lists_are_those_of_the_questions() -> None:
    one_by_one = finished(
        independent_legal_person=taps("是"), reputation=taps("是"), information_system=taps("有"),
        commercial_reputation=taps("是"), revoked_on=taps("没有"),
    )  # fmt: skip
    assert one_by_one.answers == finished().answers
    assert concluded().plain.startswith("结论：符合")
