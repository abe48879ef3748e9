"""``python -m bot ask``: questions in, JSON lines out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from knowledge.incoming import incoming
from knowledge.search import Index, Outcome
from rules.texts import book


def ask(questions: Iterable[str], out: TextIO) -> int:
    """One line a question, each on its own, without what was asked before; blank lines are passed over.

    `clauses` are ids, best first: for ``answered`` the clause that settles it and those next in line, for ``choose``
    the ones offered, for ``silent`` the nearest. `citation`, `quote` and
    `answer` belong to the first of them; null where there is none. Returns the exit status.
    """
    index = Index(book().law)
    for question in filter(None, map(incoming, questions)):
        out.write(json.dumps(answer(index, index.ask(question)), ensure_ascii=False) + "\n")
        out.flush()
    return 0


def answer(index: Index, outcome: Outcome) -> dict[str, object]:
    """One outcome as it is printed."""
    settled = outcome.status == "answered"
    first = index.text.clauses[outcome.clauses[0]] if outcome.clauses else None
    said = index.replies.get(outcome.entry) if outcome.status != "choose" else None
    if said is None and settled:
        said = index.replies.get(outcome.clauses[0])
    return {
        "status": outcome.status,
        "clauses": [*outcome.clauses, *outcome.runners_up],
        "citation": first.citation if first else None,
        "quote": first.text if first else None,
        "answer": said.plain if said else None,
        "confidence": round(outcome.confidence, 3),
    }
