"""`check`: cases as JSON in, verdicts as JSON out, a line each; for scripts, and to look at a case without a chat."""

from collections.abc import Mapping
from datetime import date
from typing import BinaryIO, TextIO, cast

from bot.commands.json_lines import Result, each
from dialogs.interview.questionnaire import Case, Questionnaire, questionnaire
from dialogs.interview.questionnaire import judge as judge_answers
from dialogs.interview.result import judged, reasons
from dialogs.interview.result_view import result
from dialogs.session import Answered
from dialogs.views import View
from rules import texts
from rules.engine import facts
from rules.engine.ask import Json


def check(stream: BinaryIO, out: TextIO, today: date) -> int:
    """Judge each case of `stream`: one JSON object, or JSON Lines. `today`: the day in Beijing.

    A line comes out for each case: the verdicts, or an ``error`` with its ``field``. Returns the exit status,
    DONE if every case was judged.
    """
    return each(stream, out, lambda given: judge(given, today))


def judge(given: Json, today: date) -> Result:
    """The verdicts on one case, at its closing date or else at `today`, in the words of the conversation. Raises
    RefusedAnswer."""
    return told(case(given, today))


def case(given: Json, today: date) -> Case:
    """Raises RefusedAnswer."""
    questions = questionnaire(texts.DEFAULT)
    return judge_answers(questions, answered(questions, given), today)


def told(found: Case) -> Result:
    items = {
        id: {
            "verdict": str(finding.verdict),
            "citation": found.law.clause(id).citation,
            "reasons": reasons(found, finding),
        }
        for id, finding in judged(found)
    }
    assessment = found.assessment
    return {
        "overall": str(assessment.overall),
        "items": items,
        "earliest": assessment.earliest.isoformat() if assessment.earliest else None,
        "text": View(blocks=tuple(result(found))).plain,
    }


def answered(questions: Questionnaire, given: Json) -> Answered:
    """The answers of a case as a conversation keeps them, each by its own name. Raises RefusedAnswer."""
    answers, closing = facts.read(questions.book, given)
    kept = facts.write(questions.book, answers, closing)
    if isinstance(given, Mapping) and questions.closing in given:
        kept.setdefault(questions.closing, None)  # asked, and not known yet
    return cast(Answered, kept)
