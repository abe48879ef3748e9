"""What `check` prints of a case is what the conversation says of it, sentence by sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given

from bot.commands import check
from dialogs.session import Session
from dialogs.wording import zh as wording
from rules.engine import facts
from rules.engine.ask import Json, RefusedAnswer
from rules.texts import book
from tests.support.examples import DATA
from tests.support.rule_answers import ON, Answer, examples, partial_answers
from tests.support.talk import Talk

TODAY = date(2026, 3, 2)
CASES = [json.loads(line) for line in (DATA / "eligibility.jsonl").read_text(encoding="utf-8").splitlines()]
JUDGED = [case for case in CASES if "error" not in case["expect"]]


def said(case: dict[str, Json], today: date = TODAY) -> list[str]:
    """The lines of the conversation's result for somebody who gave these answers."""
    answers, closing = facts.read(book(), case)
    answered = json.loads(json.dumps(facts.write(book(), answers, closing)))
    if "reference_date" in case and closing is None:
        answered["reference_date"] = None
    person = Talk(today, Session(answers=answered))
    person.say("/review")
    person.tap(wording.SEE_RESULT if wording.SEE_RESULT in person.buttons else wording.VERDICT)
    assert person.open == "result"
    return person.screen.plain.splitlines()


def same(case: dict[str, Json]) -> None:
    printed = check.judge(case, TODAY)
    lines = said(case)
    assert str(printed["text"]).splitlines() == lines
    items = printed["items"]
    assert isinstance(items, dict)
    for item in items.values():
        assert [line for line in lines if line.startswith(tuple(wording.SIGNS.values())) and item["citation"] in line]
        for reason in item["reasons"]:
            assert {reason, wording.INTERPRETATION.format(way=reason)} & {*lines}


@pytest.mark.parametrize("example", JUDGED, ids=lambda example: example["id"])
def test_of_the_worked_examples(example: dict[str, dict[str, Json]]) -> None:
    same(example["facts"])
    same({name: answer for name, answer in example["facts"].items() if name != "reference_date"})


@given(partial_answers())
@examples(60)
def test_of_any_answers(answers: dict[str, Answer]) -> None:
    with suppress(RefusedAnswer):
        same(facts.write(book(), answers, ON))


@pytest.mark.parametrize(
    ("closing", "words"),
    [
        ({"reference_date": "2026-09-30"}, "按申请受理截止日期 2026年9月30日 判断。"),
        ({"reference_date": None}, "今年的通知还没出，先按今天（2026年3月2日）判断；通知出来后请按截止日期再测一次。"),
        ({}, "没有给出申请受理截止日期，以今天（北京时间2026年3月2日）代替。"),
    ],
)
def test_by_which_day_it_is_judged(closing: dict[str, Json], words: str) -> None:
    assert words in said(closing)
    assert words in str(check.judge(closing, TODAY)["text"])
