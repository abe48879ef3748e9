"""Words that answer nothing, typed at every question: none is recorded, but for a yes or no where one is asked for."""

from __future__ import annotations

import pytest

from dialogs.reading.phrases import COURTESIES, Courtesy
from dialogs.session import OpenScreen
from dialogs.wording import zh as wording
from rules.engine.ask import Days, QuestionList, YesNo
from tests.support.interviews import ASKS
from tests.support.talk import Talk, finished

STOPS = ["先不填了", "不想填了", "下次再说", "回头再填", "先到这", "先这样吧", "休息一下", "有空再答", "停一下"]
CORRECTIONS = ["改刚才的答案", "我要改", "上一个答错了", "填错了", "改一下资产", "改一下满意度"]
FILES = ["打印", "发给我", "导出结果", "保存"]
BUTTONS = [
    *wording.BACK_WORDS,
    *wording.PAUSE_WORDS,
    *wording.GO_ON_WORDS,
    *wording.START_WORDS,
    *wording.REVIEW_WORDS,
    *wording.VERDICT_WORDS,
    *wording.RESTART_WORDS,
    *("算了", "还是算了吧", "取消", "看看结论", "第五条那个", "下一页"),
]
SAY_NOTHING = [*STOPS, *CORRECTIONS, *FILES, *BUTTONS]


def words_of(*kinds: Courtesy) -> list[str]:
    return [word for kind in kinds for word in COURTESIES[kind].split("|")]


@pytest.fixture(scope="module")
def anybody() -> Talk:
    """Somebody who has answered all."""
    return finished()


def recorded(anybody: Talk, key: str, word: str) -> bool:
    """Whether the word, typed at the question, changes an answer or is said back to be confirmed."""
    person = Talk(anybody.today, anybody.session.model_copy(deep=True))
    person.session.screen = OpenScreen(kind="question", name=key)
    person.session.answers = {name: given for name, given in anybody.answers.items() if name != key}
    before = dict(person.answers)
    person.say(word)
    return person.answers != before or person.open == "confirm"


@pytest.mark.parametrize("key", ASKS)
def test_what_is_said_to_the_assistant_is_no_answer_to_a_question(anybody: Talk, key: str) -> None:
    said = [*words_of("on", "enough", "farewell", "thanks", "greeting"), *SAY_NOTHING]
    assert [word for word in said if recorded(anybody, key, word)] == []


@pytest.mark.parametrize("key", [key for key, ask in ASKS.items() if not isinstance(ask, YesNo | Days | QuestionList)])
def test_who_agrees_says_neither_a_figure_nor_a_day_nor_a_choice(anybody: Talk, key: str) -> None:
    assert [word for word in words_of("assent") if recorded(anybody, key, word)] == []
