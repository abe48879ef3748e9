"""`check`: cases as JSON in, verdicts as JSON out, a line each; for scripts, and to look at a case without a chat."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, TextIO, TypeAlias, cast

from bot.commands import DONE, REFUSED
from bot.wording import zh as wording
from dialogs.interview.questionnaire import judge as judge_answers
from dialogs.interview.questionnaire import questionnaire
from dialogs.interview.result import judged, reasons, result
from dialogs.session import Answered
from dialogs.views import View
from rules import texts
from rules.engine import facts
from rules.engine.ask import Json, RefusedAnswer

BOM = "\ufeff"

Result: TypeAlias = dict[str, object]


def check(stream: BinaryIO, out: TextIO, today: date) -> int:
    """Judge each case of `stream`: one JSON object, or JSON Lines. `today`: the day in Beijing.

    A line comes out for each case: the verdicts, or an ``error`` with its ``field``. Returns the exit status,
    DONE if every case was judged.
    """
    status = DONE
    for text in _cases(stream.read().decode("utf-8", "surrogateescape")):
        try:
            judged_as: Result = judge(_parsed(text), today)
        except RefusedAnswer as refused:
            judged_as, status = {"error": str(refused), "field": refused.field or None}, REFUSED
        line = json.dumps(judged_as, ensure_ascii=False)
        print(line.encode("utf-8", "replace").decode("utf-8"), file=out)  # a lone surrogate cannot be printed
    return status


# In


def _cases(text: str) -> list[str]:
    """The whole where it is one JSON value, however many lines it has; else its lines.

    In an object laid out over lines, none of them holds a case of its own.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    by_line = any(bare.startswith("{") and bare.endswith("}") for bare in map(str.strip, lines))
    return lines if len(lines) > 1 and by_line else [text]


def _parsed(text: str) -> Json:
    """A JSON value, its numbers exact. Raises RefusedAnswer."""
    if not text.strip():
        raise RefusedAnswer("", wording.CHECK_EMPTY)
    if text.startswith(BOM):
        raise RefusedAnswer("", wording.CHECK_BOM)
    try:
        text.encode("utf-8")
        value: Json = json.loads(
            text,
            parse_int=_number,
            parse_float=_number,
            parse_constant=str,  # NaN and Infinity: no answer is that, and the refusal can name its field
            object_pairs_hook=_object,
        )
        return value
    except UnicodeEncodeError:
        raise RefusedAnswer("", wording.CHECK_NOT_UTF8) from None
    except json.JSONDecodeError as error:
        raise RefusedAnswer("", wording.CHECK_NOT_JSON.format(line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise RefusedAnswer("", wording.CHECK_TOO_DEEP) from None


def _number(digits: str) -> Decimal | str:
    """Beyond what Decimal holds, the digits: no number that can be meant, refused with its field."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return digits


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name in times if times[name] > 1)
        raise RefusedAnswer(twice, wording.CHECK_TWICE.format(name=twice[:40]))
    return found


# Out


def judge(given: Json, today: date) -> Result:
    """The verdicts on one case, at its closing date or else at `today`, in the words of the conversation. Raises
    RefusedAnswer."""
    questions = questionnaire(texts.DEFAULT)
    answers, closing = facts.read(questions.book, given)
    answered = facts.write(questions.book, answers, closing)
    if isinstance(given, Mapping) and questions.closing in given:
        answered.setdefault(questions.closing, None)  # asked, and not known yet
    found = judge_answers(questions, cast(Answered, answered), today)
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
