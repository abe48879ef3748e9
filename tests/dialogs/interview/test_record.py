"""The record of a verdict: complete, sealed by its fingerprint, and in the form that is documented."""

from __future__ import annotations

import json
from datetime import date

from dialogs.interview.questionnaire import Case, judge, questionnaire
from dialogs.interview.record import Record, again, record
from dialogs.session import Answered
from rules.texts import DEFAULT
from tests.support.talk import TODAY, finished
from tests.support.tree import ROOT

SCHEMA = ROOT / "docs/result.schema.json"
CALENDAR = "c" * 64


def case(**changed: object) -> Case:
    answers: Answered = finished().answers | changed  # type: ignore[assignment]
    return judge(questionnaire(DEFAULT), answers, TODAY)


def test_the_form_is_the_documented_one() -> None:
    """Printed anew by: python -c "import json; from dialogs.interview.record import Record; print(json.dumps(
    Record.model_json_schema(), indent=2))" > docs/result.schema.json. What is stored by others is kept readable: a
    field that is renamed or falls away takes another `schema_version`."""
    assert json.loads(SCHEMA.read_text("utf-8")) == Record.model_json_schema()


def test_what_is_read_back_is_what_was_written_and_its_seal_holds() -> None:
    written = record(case(), "1.0", CALENDAR)
    assert Record.model_validate_json(written.model_dump_json()) == written
    assert written.fingerprint == written.sealed and len(written.fingerprint) == 16


def test_any_change_breaks_the_seal() -> None:
    sealed = record(case(), "1.0", CALENDAR)
    changes = {
        "text": "another",
        "unit": "甲公司",
        "law": "0",
        "version": "1.1",
        "calendar": "0",
        "today": date(2026, 1, 1),
        "on": date(2026, 1, 1),
        "answers": sealed.answers | {"total_assets_yuan": 1},
        "verdict": sealed.verdict.__class__(overall="not_eligible", items={}, earliest=None),
    }
    assert changes.keys() | {"schema_version", "fingerprint"} == Record.model_fields.keys()
    for name, value in changes.items():
        edited = Record(**dict(sealed) | {name: value})
        assert edited.sealed != edited.fingerprint, name


def test_the_same_answers_come_out_the_same_whatever_their_order() -> None:
    one = record(case(), "1.0", CALENDAR)
    turned = Record(**dict(one) | {"answers": dict(reversed(one.answers.items()))})
    assert turned.sealed == one.fingerprint
    assert again(turned, "1.0", CALENDAR) == turned


def test_it_is_judged_on_the_day_on_which_it_was() -> None:
    """Without a closing date that day stands in for it."""
    young = record(case(founded_on="2025-01-01"), "1.0", CALENDAR)
    assert young.on == young.today == TODAY
    assert young.verdict.earliest == date(2027, 1, 1)
    assert again(young, "1.0", CALENDAR) == young
