"""What is typed at a list of questions: all of it is told, or one thing of it, which is ticked and looked at."""

from __future__ import annotations

import pytest

from dialogs.wording import zh as wording
from tests.support.interviews import QUESTIONS
from tests.support.talk import talk, ticked

MANAGEMENT = QUESTIONS.names["management"]
CASES = QUESTIONS.names["cases"]


# Conditions


@pytest.mark.parametrize("said", ["都做到了", "全都做到了", "没问题", "都没问题", "都有", "是的，都做到了"])
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
        assert "收费标准合理" not in ticked(person) and len(ticked(person)) == 6
        person.tap(wording.THESE_MET)
    elif person.open == "confirm":
        assert "没做到“收费标准合理”" in person.plain
        person.tap(wording.RIGHT)
    assert [name for name in MANAGEMENT if person.answers[name] is not True] == ["reasonable_fees"]


def test_what_is_told_of_one_condition_says_nothing_of_the_others() -> None:
    person = talk().until("standing")
    person.say("注册地在天津")
    assert "registered_in_beijing" not in person.answers and "注册地在北京市" not in ticked(person)
    person.tap(wording.THESE_MET)
    assert person.answers["registered_in_beijing"] is False and person.answers["good_prospects"] is True


def test_that_there_is_no_bad_record_is_no_condition_that_fails() -> None:
    person = talk().until("management")
    person.say("没有不良信用记录")
    assert len(ticked(person)) == 7 and "no_bad_credit" not in person.answers


def test_who_does_not_know_is_asked_one_by_one() -> None:
    person = talk().until("systems")
    person.say("不清楚")
    assert person.open == "information_system" and wording.UNCLEAR in person.buttons


@pytest.mark.parametrize("said", ["基本都做到了", "好的", "行", "满足"])
def test_who_agrees_or_hedges_is_asked_back(said: str) -> None:
    person = talk().until("management")
    person.say(said)
    assert "7项都做到了，对吗？" in person.plain and not {*MANAGEMENT} & {*person.answers}
    person.tap(wording.RIGHT)
    assert all(person.answers[name] is True for name in MANAGEMENT)


# What must not have happened


@pytest.mark.parametrize("said", ["没有", "没有过", "从来没有过", "都没有过"])
def test_that_there_was_none_is_said_back(said: str) -> None:
    person = talk().until("cases")
    person.say(said)
    assert person.open == "confirm" and not {*CASES} & {*person.answers}
    person.tap(wording.RIGHT)
    assert all(person.answers[name] == [] for name in CASES)


def test_a_case_in_words_is_ticked_and_its_day_asked_for() -> None:
    person = talk().until("cases")
    person.say("被罚过一次")
    assert ticked(person) == ["三年内受过刑事或严重行政处罚"] and not {*CASES} & {*person.answers}
    person.tap(wording.DONE)
    assert person.open == "criminal_or_severe_penalty_on" and "请发日期" in person.plain


@pytest.mark.parametrize(
    ("said", "case"),
    [
        ("2024年5月8号罚过", "三年内受过刑事或严重行政处罚"),
        ("法人坐过牢", "三年内受过刑事或严重行政处罚"),
        ("我们去年复评没过", "因复评不合格被取消过称号"),
        ("2023年6月造假被撤销过", "被认定交过虚假材料，或称号被撤销"),
    ],
)
def test_a_case_told_of_with_its_day_is_the_one_that_it_names(said: str, case: str) -> None:
    person = talk().until("cases")
    person.say(said)
    assert ticked(person) == [case] and not {*CASES} & {*person.answers}


@pytest.mark.parametrize("said", ["我们是第一次申报", "没被处罚过", "有", "2023年11月20日", "称号还有半年到期"])
def test_what_tells_of_no_case_ticks_none(said: str) -> None:
    person = talk().until("cases")
    person.say(said)
    assert person.open == "cases" and ticked(person) == [] and not {*CASES} & {*person.answers}


@pytest.mark.parametrize("said", ["一百九十万吧", "是区里的事业单位", "业绩挺突出的，得过奖"])
def test_what_tells_of_no_condition_is_not_taken_for_one(said: str) -> None:
    person = talk().until("standing")
    person.say(said)
    assert wording.REST_MET not in person.plain and wording.WHICH_NOT_MET in person.plain


def test_what_denies_no_case_is_not_taken_for_a_denial_of_one() -> None:
    person = talk().until("cases")
    person.say("称号还有半年到期")
    assert wording.REST_NOT not in person.plain and wording.WHICH_CASES in person.plain
