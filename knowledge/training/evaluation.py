"""How well questions are understood: ``python -m knowledge.training.evaluation [questions.jsonl] [report.md]``.

Measured on example questions, which are no part of the phrasings, and on the phrasings themselves, each asked of an
index without its voice (`knowledge.training.fit`). Peers answer the same questions from the same phrasings.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from knowledge import law, questions
from knowledge.law import BEIJING_2019, Law
from knowledge.questions import Entry
from knowledge.search import Index, Outcome, Status, corpus, index, model
from knowledge.search.corpus import Thing
from knowledge.training import fit
from knowledge.training.baselines import PEERS, Rank, documents

EXAMPLES = Path("tests/support/data/questions.jsonl")
STATUSES = ("answered", "choose", "silent", "unrelated")


class Question(NamedTuple):
    """A question and what is right: `gold` are the clauses any of which is right first, where `status` is answered."""

    words: str
    status: str
    gold: frozenset[str]
    kind: str


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
    """Shares (0 to 1) and the median time of a question in milliseconds."""

    right_first: float
    right_among_three: float
    silent_not_asserted: float
    silent_recognised: float
    unrelated_not_asserted: float
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


def crossed(entries: Sequence[Entry], text: Law) -> list[Answer]:
    """The phrasings, each asked without its voice of weights fitted without it."""
    things = corpus.count(entries, text, corpus.open_points(text.id)).things
    found = []
    for example, judgement in fit.crossed(fit.asked(entries, text), things):
        if example.previous is None:
            outcome = index.decided(judgement, model.fitted()) if judgement.things else index.NOTHING
            question = _phrasing(things[example.entry], example.phrasing, example.voice)
            found.append(Answer(question, outcome, 0.0))
    return found


def _phrasing(thing: Thing, words: str, voice: str) -> Question:
    return Question(words, thing.status, frozenset({thing.clause} - {""}), voice)


def figures(found: Sequence[Answer]) -> Figures:
    by_status = {status: [a for a in found if a.question.status == status] for status in STATUSES}
    settled, silent, unrelated = by_status["answered"], by_status["silent"], by_status["unrelated"]
    return Figures(
        _share(settled, lambda answer: answer.right_first),
        _share(settled, lambda answer: answer.right_among_three),
        _share(silent, lambda answer: not answer.asserted),
        _share(silent, lambda answer: answer.outcome.status == "silent"),
        _share(unrelated, lambda answer: not answer.asserted),
        _share(found, lambda answer: answer.asserted and not answer.right_first),
        1000 * median(answer.seconds for answer in found) if found else 0.0,
    )


def _share(found: Sequence[Answer], holds: Callable[[Answer], bool]) -> float:
    return sum(map(holds, found)) / len(found) if found else 0.0


def confusions(found: Sequence[Answer]) -> list[tuple[int, str, str, str]]:
    """What was taken for what, most often first: how often, what was right, what was said, and a question."""
    counts: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for answer in found:
        right = "/".join(sorted(answer.question.gold)) or answer.question.status
        said = answer.outcome.clauses[0] if answer.asserted else answer.outcome.status
        if not answer.right_first and said != answer.question.status:
            counts[right, said] += 1
            example.setdefault((right, said), answer.question.words)
    return [(count, *pair, example[pair]) for pair, count in counts.most_common()]


def calibration(found: Sequence[Answer]) -> list[tuple[str, int, float, float]]:
    """By tenths of confidence, of what was answered or offered: how many, confidence and share right on average."""
    rows = []
    for tenth in range(10):
        inside = [
            answer
            for answer in found
            if answer.outcome.status in ("answered", "choose") and min(int(answer.outcome.confidence * 10), 9) == tenth
        ]
        if inside:
            right = sum(answer.outcome.clauses[0] in answer.question.gold for answer in inside) / len(inside)
            mean = sum(answer.outcome.confidence for answer in inside) / len(inside)
            rows.append((f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}", len(inside), mean, right))
    return rows


def peer_outcome(rank: Rank, entries: Sequence[Entry], governed: dict[str, str]) -> Callable[[str], Outcome]:
    """A peer asserts the first entry it finds: where that is a clause, it answers."""

    def ask(words: str) -> Outcome:
        ranked = [entries[place] for place in rank(words)[:3]]
        if not ranked:
            return index.NOTHING
        clauses = tuple(c for e in ranked if (c := e.id if e.kind == "clause" else governed.get(e.id, "")))
        first = ranked[0]
        settled = first.kind == "clause" or first.id in governed
        status: Status = "answered" if settled else "silent" if first.kind == "silent" else "unrelated"
        return Outcome(status, clauses, first.id, 0.0)

    return ask


def beside(asked: Sequence[Question], entries: Sequence[Entry], text: Law) -> dict[str, Figures]:
    """The figures of the peers on the same questions."""
    governed = corpus.open_points(text.id)
    texts = documents(entries, text)
    return {
        name: figures(answers(asked, peer_outcome(build(texts), entries, governed))) for name, build in PEERS.items()
    }


def table(rows: dict[str, Figures]) -> str:
    head = "| | right first | among three | silent not asserted | silent recognised | unrelated not asserted |"
    lines = [head + " asserted wrongly | ms |", "| --- |" + " --- |" * len(Figures._fields)]
    for name, values in rows.items():
        shares = " | ".join(f"{100 * value:.1f} %" for value in values[:-1])
        lines.append(f"| {name} | {shares} | {f'{values.milliseconds:.2f}' if values.milliseconds else '–'} |")
    return "\n".join(lines)


def report(examples: Sequence[Question], id: str = BEIJING_2019) -> str:
    """The whole report, in Markdown."""
    entries, text = questions.load(id), law.load(id)
    ask = Index(text).ask
    answers(examples, ask)  # once before it is timed, as a bot that runs has been asked before
    found = answers(examples, ask)
    held_out = crossed(entries, text)
    by_voice = {voice: [a for a in held_out if a.question.kind == voice] for voice in sorted(_kinds(held_out))}
    sections = [
        f"# How questions are understood\n\n{len(examples)} example questions; {len(held_out)} phrasings.",
        "## Example questions, beside the plain methods over the same phrasings",
        table({"this index": figures(found)} | beside(examples, entries, text)),
        "Each peer asserts what it finds first, and names what it finds next; it never offers a choice.",
        "## Phrasings, each asked of an index without its voice",
        table({"all": figures(held_out)} | {voice: figures(those) for voice, those in by_voice.items()}),
        "English, article numbers and half sentences are left out a fifth at a time.",
        "## What was taken for what: examples",
        _confusions(confusions(found)),
        "## What was taken for what: phrasings, the thirty most frequent",
        _confusions(confusions(held_out)[:30]),
        "## Confidence",
        _calibration("examples", calibration(found)),
        _calibration("phrasings", calibration(held_out)),
    ]
    return "\n\n".join(sections) + "\n"


def _kinds(found: Iterable[Answer]) -> set[str]:
    return {answer.question.kind for answer in found}


def _confusions(rows: Sequence[tuple[int, str, str, str]]) -> str:
    lines = ["| times | right | said | for instance |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {count} | {right} | {said} | {words} |" for count, right, said, words in rows)])


def _calibration(name: str, rows: Sequence[tuple[str, int, float, float]]) -> str:
    lines = [f"| confidence ({name}) | questions | mean | right |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {span} | {n} | {mean:.2f} | {right:.2f} |" for span, n, mean, right in rows)])


def main(arguments: Sequence[str]) -> None:
    path = Path(arguments[0]) if arguments else EXAMPLES
    content = report(read(path))
    if len(arguments) > 1:
        Path(arguments[1]).write_text(content, encoding="utf-8")
    print(content)


if __name__ == "__main__":
    main(sys.argv[1:])
