"""The record of a verdict: the answers, what they were judged by, and what came of it, as JSON to be read again later.

Its form is kept: `docs/result.schema.json` describes it, and a new one has another `schema_version`.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Literal

from pydantic import ConfigDict, Field, JsonValue

from dialogs.interview.questionnaire import Case, judge, questionnaire
from dialogs.interview.result import judged
from dialogs.views import Frozen
from knowledge.law import Law
from rules.engine import facts

DIGITS = 16  # of a sha256: to be compared by eye


class Came(Frozen):
    """What the answers came to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    overall: str = Field(description="The whole: eligible, not_eligible, authority_discretion, insufficient.")
    items: dict[str, str] = Field(
        description="By the id of the clause: met, not_met, may_be_relaxed, to_verify. Only what concerns them."
    )
    earliest: date | None = Field(description="The first later day on which the same answers come out eligible.")


class Record(Frozen):
    """A verdict with everything that it rests on; the fingerprint is of all the rest."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Record of a verdict")

    schema_version: Literal[1] = 1
    text: str = Field(description="The id of the text that was judged by.")
    unit: str = Field(default="", description="The name of the unit as its person gave it, where they keep several.")
    law: str = Field(description="The fingerprint of the words of that text.")
    version: str = Field(description="Of the assistant.")
    calendar: str = Field(description="The fingerprint of the working days; no verdict rests on them so far.")
    today: date = Field(description="The day in Beijing on which it was judged.")
    on: date = Field(description="The day at which every condition was judged: the closing date, or today.")
    answers: dict[str, JsonValue] = Field(description="By name, as the assistant keeps them; null: not known.")
    verdict: Came
    fingerprint: str = Field(default="", description="The beginning of the SHA-256 of the rest as canonical JSON.")

    @property
    def sealed(self) -> str:
        """The fingerprint that belongs to what it says."""
        rest = self.model_dump(mode="json", exclude={"fingerprint"})
        return _digest(json.dumps(rest, ensure_ascii=True, sort_keys=True, separators=(",", ":")))


def record(case: Case, version: str, calendar: str, unit: str = "") -> Record:
    """version: of the assistant; calendar: the fingerprint of the working days as they are known; unit: its name."""
    assessment = case.assessment
    items = {item: str(finding.verdict) for item, finding in judged(case)}
    open_ = Record(
        text=assessment.text,
        unit=unit,
        law=law_fingerprint(case.law),
        version=version,
        calendar=calendar[:DIGITS],
        today=case.today,
        on=assessment.on,
        answers=case.answered,
        verdict=Came(overall=str(assessment.overall), items=items, earliest=assessment.earliest),
    )
    return Record(**dict(open_) | {"fingerprint": open_.sealed})


def law_fingerprint(law: Law) -> str:
    return _digest("\n".join(f"{id} {clause.text}" for id, clause in law.clauses.items()))


def again(before: Record, version: str, calendar: str) -> Record:
    """The same answers, judged on the same day by what is known now. Raises KeyError for a text that is not known,
    RefusedAnswer for answers that cannot be."""
    questions = questionnaire(before.text)
    facts.read(questions.book, before.answers)  # it comes from outside, so all of it is looked at first
    return record(judge(questions, before.answers, before.today), version, calendar, before.unit)


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:DIGITS]
