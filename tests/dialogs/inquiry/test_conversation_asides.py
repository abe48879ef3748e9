"""Questions in the middle, the law's own words, and everything that is no answer: a reply, and no answer changed."""

from __future__ import annotations

import pytest

from dialogs.effects import Show, Toast
from dialogs.events import Tapped
from dialogs.wording import zh as wording
from knowledge.law import load
from rules.beijing_2019 import BOOK
from tests.support.interviews import ASKS
from tests.support.talk import Talk, concluded, finished, talk

LAW = load(BOOK.text)
QUESTION = "fixed_premises"
EMOJI = ["😀", "🎉🎉🎉", "\U0001f468\u200d\U0001f469"]
STRANGE = [*EMOJI, "asdf", "???", " ", "", "\u200b", "．．．", "你好" * 2000, "1" * 4000]


@pytest.fixture
def asked() -> Talk:
    """A person in the middle of the interview."""
    return talk().until(QUESTION)


def stands_open(person: Talk) -> bool:
    """The question still stands there, with its buttons, unanswered."""
    there = person.open == QUESTION and ASKS[QUESTION].question in person.plain and wording.WHY in person.buttons
    return there and QUESTION not in person.answers


# The law in the middle


@pytest.mark.parametrize("said", ["第十七条讲什么", "17条说的什么？", "/article 17", "/article 第十七条", "/start a17"])
def test_a_question_is_answered_from_the_article_and_the_open_question_shown_again(asked: Talk, said: str) -> None:
    asked.say(said)
    assert LAW.article(17).head.text in asked.plain and stands_open(asked)


def test_an_item_is_shown_by_itself_and_an_article_whole(asked: Talk) -> None:
    asked.say("第五条第（三）项是什么")
    assert LAW.clause("5.3").text in asked.plain and LAW.clause("5.4").text not in asked.plain
    asked.say("/article 14")
    assert all(words in asked.plain for words in LAW.article(14).paragraphs)


@pytest.mark.parametrize(
    ("said", "told"),
    [("第二十五条讲什么", "没有第25条"), ("/article 99", "没有第99条"), ("第五条第九项", "没有第9项")],
)
def test_an_article_that_does_not_exist_is_said_not_to(asked: Talk, said: str, told: str) -> None:
    asked.say(said)
    assert told in asked.plain and stands_open(asked)


def test_an_article_is_answered_on_every_other_screen_too() -> None:
    for person in (talk(), finished(), concluded()):
        kind = person.session.screen.kind
        person.say("第十七条讲什么")
        assert LAW.article(17).head.text in person.plain and person.session.screen.kind == kind


def test_a_very_long_list_of_articles_is_answered_in_part(asked: Talk) -> None:
    asked.say("".join(f"第{number}条" for number in range(1, 900)))
    assert stands_open(asked) and len(asked.plain) < 4000


def test_the_sources_show_the_words_of_each_clause() -> None:
    person = concluded()
    person.tap(wording.SOURCES)
    for label in person.buttons[:-1]:
        person.tap(label)
        id = next(clause.id for clause in LAW.clauses.values() if clause.citation == label)
        assert LAW.clause(id).text in person.plain and LAW.origin in person.plain
        person.tap(wording.RETURN)
    person.tap(wording.TO_RESULT)
    assert person.plain.startswith("结论")


# What is no answer


def test_a_sticker_gets_a_reply(asked: Talk) -> None:
    asked.sticker()
    assert wording.NOT_TEXT in asked.plain and stands_open(asked)


def test_an_edited_message_changes_no_answer(asked: Talk) -> None:
    before = dict(asked.answers)
    asked.edit("没有")
    assert wording.EDIT_IGNORED in asked.plain and stands_open(asked) and asked.answers == before


@pytest.mark.parametrize("said", STRANGE)
def test_any_text_gets_a_reply_and_the_question_again(asked: Talk, said: str) -> None:
    before = dict(asked.answers)
    asked.say(said)
    assert stands_open(asked) and asked.answers == before


@pytest.mark.parametrize("said", ["😀", "asdf", "你好" * 2000, ""])
def test_on_every_screen(said: str) -> None:
    for person in (talk(), finished(), concluded()):
        before, kind = dict(person.answers), person.session.screen.kind
        person.say(said)
        assert person.session.screen.kind == kind and person.answers == before and person.buttons


@pytest.mark.parametrize("said", ["/cancel", "/foo bar", "/", "//", "/article 何"])
def test_a_command_out_of_place_is_answered(asked: Talk, said: str) -> None:
    asked.say(said)
    assert stands_open(asked)
    assert wording.UNKNOWN_COMMAND in asked.plain or wording.ARTICLE_HOW in asked.plain


def test_commands_work_in_the_middle_and_lose_nothing(asked: Talk) -> None:
    before = dict(asked.answers)
    for command in ("/start", "/continue", "/review", "/restart", "/help", "/start@some_bot", "/continue"):
        asked.say(command)
        assert asked.answers == before
    assert stands_open(asked)


def test_commands_before_anything_was_answered_lead_home() -> None:
    for command in ("/review", "/restart", "/help"):
        person = Talk()
        person.say(command)
        assert wording.HOME_TITLE in person.plain


# Taps


def test_a_double_tap_answers_one_question_only(asked: Talk) -> None:
    tap = Tapped(asked.action("有"), asked.session.revision)
    asked.event(tap)
    effects = asked.event(tap)
    assert effects == [Toast(text=wording.USED_BUTTON)]
    assert asked.open == "facilities" and "facilities" not in asked.answers


def test_an_old_button_changes_nothing_and_the_open_screen_is_shown_anew(asked: Talk) -> None:
    tap = Tapped(asked.action("没有"), asked.session.revision)
    asked.tap("有", "有")
    before = dict(asked.answers)
    effects = asked.event(tap)
    assert asked.answers == before and Toast(text=wording.OLD_BUTTON) in effects
    (show,) = (effect for effect in effects if isinstance(effect, Show))
    assert not show.in_place and asked.open == "mobilises_resources"


@pytest.mark.parametrize(
    "action",
    ["", ":", "a:", "a:maybe", "a:enterprise", "t:0:1", "t:99:1", "done", "vague", "ok:0", "ok:9", "redo", "really",
     "q:total_assets_yuan", "q:nothing", "law:99", "law:5.1", "part:5.1", "tryq:reference_date", "result"],
)  # fmt: skip
def test_a_button_that_does_not_stand_on_the_open_screen_does_nothing(asked: Talk, action: str) -> None:
    before = asked.session.model_copy(deep=True)
    effects = asked.event(Tapped(action, asked.session.revision))
    assert asked.answers == before.answers and asked.session.screen == before.screen
    assert Toast(text=wording.OLD_BUTTON) in effects


# Words in the place of buttons


def test_a_button_can_be_typed_by_its_label() -> None:
    person = finished()
    person.say("看结论")
    assert person.plain.startswith("结论")
    person.say("看原文")
    person.say("第五条（三）")
    assert LAW.clause("5.3").text in person.plain
    person.say("返回结论。")
    assert person.plain.startswith("结论")


def test_where_one_is_can_be_left_in_words(asked: Talk) -> None:
    asked.say("暂停")
    assert asked.plain == wording.PAUSED
    asked.say("继续")
    assert stands_open(asked)
    asked.say("看结论")
    assert asked.plain.startswith("结论")
    asked.say("重新开始")
    assert asked.plain == wording.RESTART_ASK
