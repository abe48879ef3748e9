"""The worked examples come out as expected."""

import json
from datetime import date

import pytest

from rules.beijing_2019 import BOOK
from rules.engine import facts
from rules.engine.ask import Json, RefusedAnswer
from tests.support.examples import DATA

LINES = (DATA / "eligibility.jsonl").read_text(encoding="utf-8").splitlines()
EXAMPLES = [json.loads(line) for line in LINES]
ANY_DAY = date(2026, 1, 1)


def named(example: dict[str, Json]) -> str:
    return f"{example['id']} {example['title']}"


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "error" not in e["expect"]], ids=named)
def test_judged(example: dict[str, dict[str, Json]]) -> None:
    answers, on = facts.read(BOOK, example["facts"])
    assert on is not None
    assessment = BOOK.assess(answers, on)
    expected = example["expect"]
    items = expected["items"]
    assert isinstance(items, dict)
    assert {item: str(assessment.findings[item].verdict) for item in items} == items
    assert str(assessment.overall) == expected["overall"]
    assert assessment.earliest == (date.fromisoformat(str(expected["earliest"])) if expected["earliest"] else None)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "error" in e["expect"]], ids=named)
def test_refused(example: dict[str, Json]) -> None:
    with pytest.raises(RefusedAnswer):
        answers, on = facts.read(BOOK, example["facts"])
        BOOK.assess(answers, on or ANY_DAY)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "error" not in e["expect"]], ids=named)
def test_answers_are_written_as_they_were_read(example: dict[str, Json]) -> None:
    answers, on = facts.read(BOOK, example["facts"])
    assert facts.read(BOOK, facts.write(BOOK, answers, on)) == (answers, on)


def test_a_function_offered_whose_services_were_not_asked_stays_so() -> None:
    answers, _ = facts.read(BOOK, {"offers_legal": True})
    again, _ = facts.read(BOOK, facts.write(BOOK, answers, None))
    assert "legal_services" not in again
