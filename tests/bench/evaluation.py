"""How well questions are understood: ``python -m tests.bench.evaluation [questions.jsonl] [report.md]``.

Measured on example questions, which are no part of the phrasings, and on the phrasings themselves, each asked of a
corpus without its voice (`knowledge.training.train`). Baselines answer the same questions from the same phrasings.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bot.commands.ask import answer as told
from knowledge import law, questions, texts
from knowledge.law import Law
from knowledge.questions import Entry
from knowledge.search import Index, classifier, corpus, index
from knowledge.training import train
from rules.calendar.days import BEIJING
from tests.bench.baselines import BASELINES, documents, outcome
from tests.support.evaluation import EXAMPLES, TEXT, Answer, Figures, Question, answers, figures, read
from tests.support.examples import DATA

DIRECT = DATA / "direct.jsonl"
LONGEST = 60, 90  # characters of the first sentence, and of what is said first altogether


def held_out(entries: Sequence[Entry], text: Law) -> tuple[list[Answer], list[Answer]]:
    """The phrasings, each asked without its voice of weights fitted without it; and without its whole topic."""
    intents = corpus.load(text.id).intents
    voices: list[Answer] = []
    topics: list[Answer] = []
    for example, ranking in train.cross_validated(train.examples_of(entries, text), intents):
        if example.previous is None:
            outcome = index.decided(ranking, classifier.trained()) if ranking.intents else index.NOTHING
            intent = intents[example.intent]
            gold = frozenset({intent.clause} - {""})
            asked = Question(example.phrasing, intent.status, gold, example.voice, intent.id)
            (topics if example.unseen else voices).append(Answer(asked, outcome, 0.0))
    return voices, topics


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


def first_sentences(path: Path, now: datetime) -> dict[str, tuple[int, int]]:
    """Of the questions with what must be said first: how many are told right, of how many, in each respect."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    for row in rows:
        reply = told(row["question"], now)
        words, clauses, wanted = str(reply["answer"] or ""), reply["clauses"], row["clause"].split("|")
        silent = reply["status"] == "silent" or "open" in reply
        first = re.split("[。；!！]", words, maxsplit=1)[0]
        right = {
            "in words": all(re.search(must, words) for must in row["must"])
            and not any(re.search(must_not, words) for must_not in row["mustnot"]),
            "short": 0 < len(first) <= LONGEST[0] and len(words) <= LONGEST[1],
            "by its clause": (silent and "silent" in wanted)
            or (reply["status"] == "answered" and isinstance(clauses, list) and clauses[0] in wanted),
            "yes or no": not row["says"] or reply["says"] in row["says"].split("|"),
        }
        counts.update(name for name, holds in right.items() if holds and (name != "yes or no" or row["says"]))
        counts.update({"in all": all(right.values()), "put as yes or no": bool(row["says"])})
    asked = {"yes or no": counts["put as yes or no"]}
    respects = ("in all", "in words", "short", "by its clause", "yes or no")
    return {name: (counts[name], asked.get(name, len(rows))) for name in respects}


def beside(asked: Sequence[Question], entries: Sequence[Entry], text: Law) -> dict[str, Figures]:
    """The figures of the baselines on the same questions."""
    governed, said = texts.table(text.id, "open-points.toml"), documents(entries, text)
    return {name: figures(answers(asked, outcome(build(said), entries, governed))) for name, build in BASELINES.items()}


def table(rows: dict[str, Figures]) -> str:
    head = "| | right first | among three | its point | open told | silent not asserted | silent recognised |"
    head += " unrelated not asserted | unrelated recognised | asserted wrongly | ms |"
    lines = [head, "| --- |" + " --- |" * len(Figures._fields)]
    for name, values in rows.items():
        shares = " | ".join("–" if math.isnan(value) else f"{100 * value:.1f} %" for value in values[:-1])
        lines.append(f"| {name} | {shares} | {f'{values.milliseconds:.2f}' if values.milliseconds else '–'} |")
    return "\n".join(lines)


def report(examples: Sequence[Question]) -> str:
    """The whole report, in Markdown."""
    entries, text = questions.load(TEXT), law.load(TEXT)
    ask = Index(text).ask
    answers(examples, ask)  # once before it is timed, as a bot that runs has been asked before
    found = answers(examples, ask)
    unseen, topics = held_out(entries, text)
    wholly = {"all": figures(unseen), "whole topics left out": figures(topics)}
    by_voice = {voice: [a for a in unseen if a.question.kind == voice] for voice in sorted(_kinds(unseen))}
    sections = [
        f"# How questions are understood\n\n{len(examples)} example questions; {len(unseen)} phrasings.",
        "## Example questions, beside the plain methods over the same phrasings",
        table({"this index": figures(found)} | beside(examples, entries, text)),
        "Each baseline asserts what it finds first, and names what it finds next; it never offers a choice.",
        "## What is said first",
        _told(first_sentences(DIRECT, datetime.now(BEIJING))),
        "## Phrasings, each asked of an index without its voice",
        table(wholly | {voice: figures(those) for voice, those in by_voice.items()}),
        "English, article numbers and half sentences are left out a fifth at a time.",
        "## What was taken for what: examples",
        _confusions(confusions(found)),
        "## What was taken for what: phrasings, the thirty most frequent",
        _confusions(confusions(unseen)[:30]),
        "## Confidence",
        _calibration("examples", calibration(found)),
        _calibration("phrasings", calibration(unseen)),
    ]
    return "\n\n".join(sections) + "\n"


def _kinds(found: Iterable[Answer]) -> set[str]:
    return {answer.question.kind for answer in found}


def _confusions(rows: Sequence[tuple[int, str, str, str]]) -> str:
    lines = ["| times | right | said | for instance |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {count} | {right} | {said} | {words} |" for count, right, said, words in rows)])


def _told(rows: dict[str, tuple[int, int]]) -> str:
    lines = ["| right | questions | of | share |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {n} | {of} | {100 * n / of:.1f} % |" for name, (n, of) in rows.items())])


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
