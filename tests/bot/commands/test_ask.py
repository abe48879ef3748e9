"""`ask`: a line of JSON for each question, in the words of the conversation."""

from __future__ import annotations

import io
import json
from datetime import datetime

import pytest

from bot.commands.ask import ask
from dialogs.effects import Say
from dialogs.events import Said
from knowledge.law import reference
from rules.calendar.days import BEIJING
from tests.support.examples import DATA
from tests.support.talk import TODAY, Talk

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=BEIJING)
EVERY = [json.loads(line)["q"] for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
QUESTIONS = [question for question in EVERY if not reference(question)][::4]  # what names a place alone is looked up
OF_ONES_OWN = ("我们总资产180万够吗", "上周五换了法人，最晚哪天备案？", "资产总额五百万，能申报吗")


def printed(*questions: str) -> list[dict[str, object]]:
    out = io.StringIO()
    assert ask(questions, out, NOW) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("question", [*QUESTIONS, *OF_ONES_OWN])
def test_what_is_printed_is_what_the_conversation_says(question: str) -> None:
    (line,) = printed(question)
    said = [effect.view.plain for effect in Talk().event(Said(question)) if isinstance(effect, Say)]
    assert said == [line["text"]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_and_the_quote_stand_in_the_text(question: str) -> None:
    (line,) = printed(question)
    text = str(line["text"])
    if line["answer"]:
        assert line["answer"] in text.splitlines()
    if line["status"] == "answered":
        assert f"{line['citation']} {line['quote']}" in text


def test_a_figure_of_ones_own_is_set_against_its_condition_first() -> None:
    (line,) = printed(OF_ONES_OWN[0])
    assert str(line["text"]).startswith("不够，您说的是180万元，资产总额还差20万元")


def test_blank_lines_are_passed_over() -> None:
    assert [line["status"] for line in printed("", "法人换了要备案吗", "  \n")] == ["answered"]
