"""``python -m bot ask``: questions in, JSON lines out."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from bot.commands import DONE, REFUSED
from bot.commands.encoding import NotUtf8, decoded
from dialogs.effects import Say
from dialogs.inquiry import answers, lookups
from dialogs.registry import SCREENS
from dialogs.screen import Turn
from dialogs.session import Session
from knowledge.characters import incoming
from rules.calendar.working_days import published


def ask(questions: Iterable[str | bytes], out: TextIO, now: datetime) -> int:
    """One line a question, each on its own, without what was asked before; blank lines are passed over.

    `clauses` are ids, best first: for ``answered`` the clause that settles it and those next in line, for ``choose``
    the ones offered, for ``silent`` the nearest. `citation`, `quote` and `answer` belong to the first of them; null
    where there is none. `text` is all that the conversation says to it; what cannot be read has an ``error`` instead.
    Returns the exit status, DONE if everything could be read.
    """
    status = DONE
    for given in questions:
        try:
            question = incoming(given if isinstance(given, str) else decoded(given))
            result = answer(question, now) if question else None
        except NotUtf8 as other:
            result, status = {"error": str(other)}, REFUSED
        if result is not None:
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
            out.flush()
    return status


def answer(question: str, now: datetime) -> dict[str, object]:
    """What is printed of one question: what somebody who has just come is told, and what the search made of it."""
    turn = Turn(Session(), now, published, SCREENS)
    found = lookups.outcome(turn, question)
    lookups.inquire(turn, question, found)
    said = answers.sentence(turn.questions, found, question, turn.today)
    first = turn.law.clauses[found.clauses[0]] if found.clauses else None
    return {
        "status": found.status,
        "clauses": [*found.clauses, *found.runners_up],
        "citation": first.citation if first else None,
        "quote": first.text if first else None,
        "answer": said.words if said else None,
        "says": said.says if said else None,
        "point": found.entry if found.status == "answered" else None,
        **({"open": found.entry} if answers.leaves_open(turn.law, found) else {}),
        "confidence": round(found.confidence, 3),
        "text": "\n".join(effect.view.plain for effect in turn.effects if isinstance(effect, Say)),
    }
