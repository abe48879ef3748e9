"""What is typed in answer to a reminder, and of a deadline that is kept: it is about the right one or asked back."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.effects import BESIDE, Amend
from dialogs.events import Event, Said, Tapped, Woken
from dialogs.session import Deadline
from dialogs.wording import zh as wording
from tests.support.talk import Talk, talk

WEDNESDAY = date(2026, 11, 25)
FILED = wording.IS_DONE.format(act="备案")


def entered(*changes: str) -> Talk:
    person = talk(WEDNESDAY)
    person.say(*changes)
    return person


def reminded(person: Talk, day: date) -> Talk:
    """The same person, reminded of something on this day."""
    person.today = day
    assert person.event(Woken())
    return person


def kept(person: Talk) -> dict[str, Deadline]:
    return {each.matters[0]: each for each in person.session.deadlines}


def one_of_two() -> Talk:
    """Two filings: that of 法人 stands open, and a reminder of 地址 has come since."""
    person = entered("11月3日搬了地址", "11月20日换了法人")
    person.today = date(2026, 12, 1)
    assert [effect.kind for effect in person.event(Woken())] == ["remind"]
    assert person.session.reminded == [1]
    return person


# Which one


@pytest.mark.parametrize("words", [FILED, "已经报了", "昨天备案了", "报过了"])
def test_where_two_may_be_meant_the_person_is_asked_which_and_neither_is_marked(words: str) -> None:
    person = one_of_two()
    person.say(words)
    assert person.session.screen.kind == "which"
    assert "地址" in person.buttons[0] + person.buttons[1] and "法定代表人" in person.buttons[0] + person.buttons[1]
    assert all(each.done_on is None for each in person.session.deadlines)


@pytest.mark.parametrize("which", ["地址", "搬家那个", "第一个"])
def test_the_one_that_is_chosen_in_words_is_marked_and_no_other(which: str) -> None:
    person = one_of_two()
    person.say("昨天备案了", which)
    assert kept(person)["address"].done_on == date(2026, 11, 30)
    assert kept(person)["legal_representative"].done_on is None


def test_a_reply_to_a_reminder_is_about_its_deadline() -> None:
    person = one_of_two()
    person.event(Said("昨天备案了", None, about=1))
    assert kept(person)["address"].done_on and kept(person)["legal_representative"].done_on is None


def test_a_reply_to_the_screen_is_about_the_screen() -> None:
    person = one_of_two()
    person.event(Said("昨天备案了", None, about=0))
    assert kept(person)["legal_representative"].done_on and kept(person)["address"].done_on is None


@pytest.mark.parametrize(
    ("words", "named", "other"),
    [
        ("地址的备案了", "address", "legal_representative"),
        ("法人已经备案了", "legal_representative", "address"),
        ("地址不用提醒了", "address", "legal_representative"),
        ("法人三天后再提醒", "legal_representative", "address"),
    ],
)
def test_a_text_that_names_one_changes_no_other(words: str, named: str, other: str) -> None:
    person = one_of_two()
    before = kept(person)[other]
    person.say(words)
    assert kept(person)[other] == before
    assert kept(person)[named].matters[0] == named
    assert person.session.screen.name == str(kept(person)[named].number)


def test_one_that_is_not_kept_is_said_not_to_be() -> None:
    person = one_of_two()
    before = person.session.deadlines
    person.say("名称已经备案了")
    assert wording.NOT_KEPT_AT_ALL in person.plain and person.session.deadlines == before


def test_the_questions_for_the_day_name_the_filing() -> None:
    person = entered("11月20日换了法人")
    person.say("已备案")
    assert "变更备案（法定代表人）：哪天备案的？" in person.plain
    person.say("过几天再提醒")
    assert "变更备案（法定代表人）：哪天再提醒？" in person.plain


# Wherever one stands


def at_question(key: str = "no_bad_credit") -> Talk:
    """At a question of the check, reminded of 法人."""
    person = entered("11月20日换了法人", "/continue")
    person.until(key)
    return reminded(person, date(2026, 12, 4))


@pytest.mark.parametrize("words", ["好的", "知道了", "收到", "ok", "谢谢提醒", "马上办", "嗯嗯"])
def test_a_word_for_a_reminder_answers_no_question(words: str) -> None:
    person = at_question()
    before = dict(person.answers)
    person.say(words)
    assert (person.answers, person.open) == (before, "no_bad_credit")
    assert "变更备案（法定代表人）" in person.plain and f"“{words}”没有算作" in person.plain


def test_a_plain_yes_or_no_is_an_answer_to_the_question() -> None:
    person = at_question()
    person.say("没有")
    assert "no_bad_credit" in person.answers


@pytest.mark.parametrize("words", ["已备案", "已经报了", "报过了", "备案完了", "都办好了", "搞定了"])
def test_done_is_asked_for_its_day_from_within_the_check(words: str) -> None:
    person = at_question()
    person.say(words)
    assert "变更备案（法定代表人）：哪天备案的？" in person.plain
    person.say("昨天", "继续")
    assert kept(person)["legal_representative"].done_on == date(2026, 12, 3)
    assert person.open == "no_bad_credit"


@pytest.mark.parametrize(
    ("words", "day"),
    [("三天后再提醒", date(2026, 12, 7)), ("下周一再说", date(2026, 12, 7)), ("明天再提醒我", date(2026, 12, 5))],
)
def test_it_is_put_off_to_the_day_that_is_said(words: str, day: date) -> None:
    person = at_question()
    person.say(words)
    assert kept(person)["legal_representative"].snoozed_until == day


@pytest.mark.parametrize("words", ["过几天再提醒", "晚点再提醒我", "改天再说", "先不用", "不用了"])
def test_where_no_day_is_said_it_is_asked_for(words: str) -> None:
    person = at_question()
    before = dict(person.answers)
    person.say(words)
    assert "哪天再提醒" in person.plain and person.answers == before


@pytest.mark.parametrize("words", ["不用提醒了", "别再提醒", "停止提醒", "别催了"])
def test_no_more_is_no_more(words: str) -> None:
    person = at_question()
    person.say(words)
    assert kept(person)["legal_representative"].muted


@pytest.mark.parametrize("words", ["还剩几天", "哪天截止", "什么时候到期", "来得及吗", "还没报", "备案了没"])
def test_how_it_stands_is_said_and_the_question_stays(words: str) -> None:
    person = at_question()
    person.say(words)
    assert "还有20个工作日，最晚2027年1月4日（周一）" in person.plain
    assert person.open == "no_bad_credit"


def test_done_twice_is_said_to_be_done() -> None:
    person = entered("11月20日换了法人")
    person.say("昨天备案了", "已经报了")
    assert wording.DONE_ALREADY.format(act="备案") in person.plain


@pytest.mark.parametrize(
    "words",
    ["还没备案", "不用备案了", "明天去备案", "工商已经备案了", "客户备案了", "备案要交什么材料", "备案报了一半"],
)
def test_what_does_not_say_that_it_is_done_marks_nothing(words: str) -> None:
    person = entered("11月20日换了法人")
    person.say(words)
    assert kept(person)["legal_representative"].done_on is None
    assert person.session.screen.kind != "filed_day"


# What its reminders say then


def amended(person: Talk, event: Event) -> Amend:
    (amend,) = [effect for effect in person.event(event) if isinstance(effect, Amend)]
    return amend


def test_a_reminder_of_what_is_done_says_so_and_has_no_buttons_and_has_them_again_when_that_is_undone() -> None:
    person = entered("11月20日换了法人")
    done = amended(person, Said("昨天备案了"))
    assert done.number == 1 and "已于2026年11月24日备案" in done.view.plain and not done.view.rows
    undone = amended(person, Tapped("undo", person.session.revision))
    assert "最晚" in undone.view.plain and undone.view.rows
    assert "已删除" in amended(person, Tapped("delete:1", person.session.revision)).view.plain


def test_a_second_tap_under_a_reminder_asks_nothing_twice() -> None:
    person = reminded(entered("11月20日换了法人"), date(2026, 12, 4))
    person.event(Tapped("filed:1", BESIDE))
    assert "哪天备案的" in person.plain
    assert [effect.kind for effect in person.event(Tapped("filed:1", BESIDE))] == ["toast"]
    person.say("昨天")
    person.event(Tapped("filed:1", BESIDE))
    assert wording.DONE_ALREADY.format(act="备案") in person.plain
