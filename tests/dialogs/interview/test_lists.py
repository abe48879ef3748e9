"""Lists: the conditions of a clause, and what must not have happened, on one screen; how many screens there are."""

from __future__ import annotations

import re
from random import Random

import pytest

from dialogs.wording import zh as wording
from tests.support.interviews import ASKS, GOOD, QUESTIONS, Say, Tap, taps
from tests.support.talk import Talk, bare, concluded, finished, talk, ticked

MANAGEMENT = QUESTIONS.names["management"]
CASES = QUESTIONS.names["cases"]
MOST_SCREENS = 20
AT_ONCE = {
    "service_staff": Say("20人，本科以上18人，中级以上17人，两样都有的17人"),
    "satisfaction_percent": Say("满意度95%，公益性服务占30%"),
}
PROGRESS = re.compile(r"· ([0-9]+)/([0-9]+)")


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
    assert len(ticked(person)) == 7
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
    assert person.open == "systems" and len(ticked(person)) == 3
    person.tap(wording.ALL_MET)
    assert person.open == "management"


def test_a_list_shows_only_what_can_matter() -> None:
    person = talk().until("smes_served")
    person.say("90 95")
    person.tap(wording.GO_ON)
    assert person.open == "resources" and len(ticked(person)) == 3 and "第五条（二）" not in person.screen.plain
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


# What must not have happened


def test_none_of_it_is_one_tap() -> None:
    person = talk().until("cases")
    person.tap(wording.NONE_OF_THEM)
    assert all(person.answers[name] == [] for name in CASES) and person.open == "review"


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
    assert person.open == "cases" and len(ticked(person)) == 5
    person.tap("三年内被认定严重失信", wording.DONE)
    assert person.answers["serious_dishonesty_on"] == [] and person.open == "criminal_or_severe_penalty_on"


def test_a_list_of_cases_one_by_one_asks_each_plainly() -> None:
    person = talk().until("cases")
    person.tap(wording.ONE_BY_ONE)
    assert person.open == CASES[0] and "请发日期" not in person.plain and wording.UNCLEAR in person.buttons


# Progress


BESIDE = {wording.BACK, wording.PAUSE, wording.WHY, wording.KEEP, wording.WANT_NOTICE}
BESIDE |= {wording.SEE_RESULT, wording.CHANGE_THIS, wording.RETYPE}
TEXTS = ["5", "0", "2019年4月2日", "2025年4月2日", "90 95", "130万", "60%", "15人，本科以上12人"]


def answered_at_random(person: Talk, chance: Random) -> None:
    """One of the buttons that answer, or a figure or a day where one is asked for."""
    choices = [label for label in person.buttons if label not in BESIDE]
    usual = GOOD.get(person.open)
    if isinstance(usual, Say) and chance.random() < 0.8:
        person.say(usual.text if chance.random() < 0.5 else chance.choice(TEXTS))
    elif person.session.screen.asking_days and chance.random() < 0.5:
        person.say("2025年4月2日")
    else:
        person.tap(bare(chance.choice(choices)))


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(20))
def test_progress_never_runs_backwards(seed: int) -> None:
    chance, person, before = Random(seed), talk(), (0, 1)
    person.tap(wording.START)
    for _ in range(200):
        if person.session.screen.kind == "review":
            return
        answered_at_random(person, chance)
        if found := PROGRESS.search(person.screen.plain):
            now = int(found[1]), int(found[2])
            assert now[0] * before[1] >= before[0] * now[1] and now[0] <= now[1], (before, now)
            before = now
    raise AssertionError(f"no end at {person.open}")


def test_the_answers_of_the_lists_are_those_of_the_questions() -> None:
    one_by_one = finished(
        independent_legal_person=taps("是"), reputation=taps("是"), information_system=taps("有"),
        commercial_reputation=taps("是"), revoked_on=taps("没有"),
    )  # fmt: skip
    assert one_by_one.answers == finished().answers
    assert concluded().plain.startswith("结论：符合")
