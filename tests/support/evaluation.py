"""Example questions about the default text, answered and counted: how many right, how many asserted wrongly."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from knowledge import texts
from knowledge.search import Outcome
from tests.support.examples import DATA

TEXT = "beijing-2019"
EXAMPLES = DATA / "questions.jsonl"
GOVERNED = texts.table(TEXT, "open-points.toml")
STATUSES = ("answered", "choose", "silent", "unrelated")


class Question(NamedTuple):
    """A question and what is right: `gold` are the clauses any of which is right first, where `status` is answered.

    `entry` is the point or topic meant, "" where that is not known.
    """

    words: str
    status: str
    gold: frozenset[str]
    kind: str
    entry: str = ""

    @property
    def of_a_point(self) -> bool:
        return self.status == "answered" and "/" in self.entry


class Answer(NamedTuple):
    question: Question
    outcome: Outcome
    seconds: float

    @property
    def right_first(self) -> bool:
        return self.outcome.status == "answered" and self.outcome.clauses[0] in self.question.gold

    @property
    def right_among_three(self) -> bool:
        """Right first, or among those offered or named beside."""
        return self.outcome.status in ("answered", "choose") and not self.question.gold.isdisjoint(self.outcome.clauses)

    @property
    def asserted(self) -> bool:
        return self.outcome.status == "answered"


class Figures(NamedTuple):
    """Shares (0 to 1; nan where there is nothing to share) and the median time of a question in milliseconds.

    `point_right`: of questions about a point, those answered by it. `open_told`: of those about what a clause governs
    and leaves open, those that are told so.
    """

    right_first: float
    right_among_three: float
    point_right: float
    open_told: float
    silent_not_asserted: float
    silent_recognised: float
    unrelated_not_asserted: float
    unrelated_recognised: float
    asserted_wrongly: float
    milliseconds: float


def read(path: Path) -> list[Question]:
    """Questions in JSON lines: `q`, `status`, `gold`, `kind`."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Question(row["q"], row["status"], frozenset(row["gold"]), row["kind"]) for row in rows]


def answers(asked: Iterable[Question], ask: Callable[[str], Outcome]) -> list[Answer]:
    found = []
    for question in asked:
        begun = time.perf_counter()
        outcome = ask(question.words)
        found.append(Answer(question, outcome, time.perf_counter() - begun))
    return found


def figures(found: Sequence[Answer]) -> Figures:
    by_status = {status: [a for a in found if a.question.status == status] for status in STATUSES}
    settled, silent, unrelated = by_status["answered"], by_status["silent"], by_status["unrelated"]
    of_points = [answer for answer in settled if answer.question.of_a_point]
    left_open = [answer for answer in settled if answer.question.entry in GOVERNED]
    return Figures(
        _share(settled, lambda answer: answer.right_first),
        _share(settled, lambda answer: answer.right_among_three),
        _share(of_points, lambda answer: answer.asserted and answer.outcome.entry == answer.question.entry),
        _share(left_open, lambda answer: answer.asserted and answer.outcome.entry in GOVERNED),
        _share(silent, lambda answer: not answer.asserted),
        _share(silent, lambda answer: answer.outcome.status == "silent"),
        _share(unrelated, lambda answer: not answer.asserted),
        _share(unrelated, lambda answer: answer.outcome.status == "unrelated"),
        _share(found, lambda answer: answer.asserted and not answer.right_first),
        1000 * median(answer.seconds for answer in found) if found else 0.0,
    )


def _share(found: Sequence[Answer], holds: Callable[[Answer], bool]) -> float:
    return sum(map(holds, found)) / len(found) if found else math.nan
