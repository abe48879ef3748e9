"""What 有, 没有, 是 and their like mean at every question that can be answered by them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pydantic import JsonValue

from dialogs.reading.vocabulary import yes_no
from dialogs.session import OpenScreen, Session
from rules.engine.ask import Days, YesNo
from tests.support.interviews import ASKS
from tests.support.talk import Talk

AFFIRMING = ("有", "是", "对")
DENYING = ("没有", "无", "没", "否", "不是")
QUESTIONS = {key: ask for key, ask in ASKS.items() if isinstance(ask, YesNo | Days)}
WHICH_DAYS = "which days?"


def meaning(key: str, word: str) -> JsonValue:
    """What is recorded when the word is typed at the question."""
    person = Talk(session=Session(screen=OpenScreen(kind="question", name=key), revision=1))
    person.say(word)
    return WHICH_DAYS if person.session.screen.asking_days else person.answers[key]


@pytest.mark.parametrize("key", QUESTIONS)
def test_no_question_is_put_in_the_negative(key: str) -> None:
    """「…没有不良记录吗？」「没有」 says both that there is one and that there is none."""
    asked = re.sub("不良|不合格", "", QUESTIONS[key].question)  # what is asked after, not whether it is absent
    assert not re.search("没有|无|未|不", asked)


@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize("word", AFFIRMING + DENYING)
def test_a_word_means_what_it_says_in_answer_to_the_question_as_put(key: str, word: str) -> None:
    match QUESTIONS[key]:
        case YesNo(affirmative=affirmative):
            assert meaning(key, word) is (affirmative if word in AFFIRMING else not affirmative)
        case Days():
            assert meaning(key, word) == (WHICH_DAYS if word in AFFIRMING else [])


def test_no_bad_record_is_none_and_a_bad_record_is_one() -> None:
    assert meaning("no_bad_credit", "没有") is True
    assert meaning("no_bad_credit", "没有不良记录") is True
    assert meaning("no_bad_credit", "有") is False
    assert meaning("no_bad_credit", "有不良信用记录") is False


@pytest.mark.parametrize("key", [key for key, ask in QUESTIONS.items() if isinstance(ask, YesNo)])
@pytest.mark.parametrize(
    "words",
    [
        "单位没有但法人有", "以前没有现在有", "去年没有今年有了", "怎么会没有", "还没有查", "没有问过法人", "没有了解",
        "有没有", "没有问题", "没有任何问题", "没有查过", "哪能没有",
    ],
)  # fmt: skip
def test_a_sentence_that_says_more_than_yes_or_no_is_asked_about_again(key: str, words: str) -> None:
    person = Talk(session=Session(screen=OpenScreen(kind="question", name=key), revision=1))
    person.say(words)
    assert key not in person.answers


@pytest.mark.parametrize("words", ["没问题", "好", "可以", "行", "能", "确定", "👌", "有信用记录", "有记录"])
def test_what_affirms_nothing_is_no_bad_record(words: str) -> None:
    person = Talk(session=Session(screen=OpenScreen(kind="question", name="no_bad_credit"), revision=1))
    person.say(words)
    assert "no_bad_credit" not in person.answers


@pytest.mark.parametrize(("key", "ask"), [(key, ask) for key, ask in QUESTIONS.items() if isinstance(ask, YesNo)])
def test_the_word_on_a_button_means_what_it_means_when_it_is_typed(key: str, ask: YesNo) -> None:
    for label, value in ((ask.yes, True), (ask.no, False)):
        assert yes_no(label) is (value is ask.affirmative)
        assert meaning(key, label) is value


def test_what_each_word_means_at_each_question(show: Callable[[str, str], None]) -> None:
    lines = []
    for key, ask in QUESTIONS.items():
        words = {word: meaning(key, word) for word in AFFIRMING + DENYING}
        shown = {word: ask.words(value) if isinstance(value, bool) else str(value) for word, value in words.items()}
        lines.append(f"{ask.question}  " + "  ".join(f"{word} → {meant}" for word, meant in shown.items()))
    assert len(lines) == len(QUESTIONS)
    show("What is recorded when a word is typed at a question", "\n".join(lines))
