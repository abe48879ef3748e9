"""`read`: typed answers as JSON in, what the conversation makes of each out, a line of JSON for each."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from bot.commands import DONE, REFUSED
from bot.commands.read import read
from dialogs.interview.questionnaire import questionnaire
from rules import texts
from tests.support.examples import DATA

TODAY = date(2026, 11, 26)
QUESTIONS = questionnaire(texts.DEFAULT)
GOOD_FACTS = json.loads((DATA / "eligibility.jsonl").read_text(encoding="utf-8").splitlines()[0])["facts"]

Line = dict[str, object]


def printed(raw: bytes) -> tuple[int, list[Line]]:
    out = io.StringIO()
    status = read(io.BytesIO(raw), out, TODAY)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def one(question: str, text: str, **more: object) -> Line:
    status, (line,) = printed(json.dumps({"question": question, "text": text, **more}, ensure_ascii=False).encode())
    assert status == (REFUSED if "error" in line else DONE)
    return line


def test_an_answer_is_taken_and_the_reply_is_that_of_the_conversation() -> None:
    line = one("gathered_institutions", "8家")
    assert (line["outcome"], line["answer"], line["candidates"]) == ("taken", 8, [])
    assert "集聚专业服务机构" in str(line["reply"])


def test_what_is_not_sure_is_said_back_best_first() -> None:
    line = one("total_assets_yuan", "230")
    assert (line["outcome"], line["answer"], line["candidates"]) == ("confirm", None, ["2300000", "230"])


def test_a_month_whose_day_decides_is_asked_back() -> None:
    line = one("founded_on", "2024年11月", answers={"reference_date": "2026-11-20"})
    assert (line["outcome"], line["answer"]) == ("ask", "2024-11")


def test_that_there_was_a_case_is_known_while_its_day_is_asked() -> None:
    line = one("revoked_on", "有")
    assert (line["outcome"], line["answer"]) == ("ask", True)


def test_a_question_is_answered_beside() -> None:
    line = one("no_bad_credit", "什么叫不良信用记录？")
    assert (line["outcome"], line["answer"]) == ("aside", None)


def test_not_to_know_is_an_answer() -> None:
    line = one("no_bad_credit", "不清楚")
    assert (line["outcome"], line["answer"]) == ("taken", None)


def test_the_functions_are_named_by_their_clauses() -> None:
    assert one("functions", "信息服务、法律服务")["answer"] == ["6.1", "6.8"]
    assert one("offers_legal", "信息服务、法律服务")["answer"] is True
    assert one("offers_training", "信息服务、法律服务")["answer"] is False


def test_services_are_named_by_their_labels() -> None:
    assert one("training_services", "远程培训能力")["answer"] == ["远程培训能力"]


def test_the_day_is_that_of_the_object() -> None:
    assert one("founded_on", "去年5月8日", today="2021-06-14")["candidates"] == ["2020-05-08"]


@pytest.mark.parametrize("name", [*(key for key in QUESTIONS.asks if not QUESTIONS.is_list(key)), *QUESTIONS.book.asks])
def test_every_name_of_check_is_a_question(name: str) -> None:
    assert one(name, "不清楚", answers=GOOD_FACTS)["outcome"] in ("taken", "confirm")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"question": "weather", "text": "好"}, "question"),
        ({"question": "founded_on"}, "text"),
        ({"question": "founded_on", "text": " "}, "text"),
        ({"question": "founded_on", "text": "昨天", "today": "2026-11-31"}, "today"),
        ({"question": "founded_on", "text": "昨天", "now": "2026-11-30"}, "now"),
        ({"question": "founded_on", "text": "昨天", "answers": {"weather": "好"}}, "weather"),
        ({"question": "founded_on", "text": "昨天", "answers": {"service_staff": -1}}, "service_staff"),
    ],
)
def test_errors_name_line_and_field(given: Line, field: str) -> None:
    good = {"question": "founded_on", "text": "2019年5月8日"}
    raw = "\n".join(json.dumps(line, ensure_ascii=False) for line in (good, given, good)).encode()
    status, (first, second, third) = printed(raw)
    assert status == REFUSED
    assert (second["line"], second["field"]) == (2, field)
    assert first == third and first["outcome"] == "taken"


def test_what_is_no_json_names_its_line() -> None:
    status, (line,) = printed(b'{"question": ')
    assert (status, line["line"], line["field"]) == (REFUSED, 1, None)
