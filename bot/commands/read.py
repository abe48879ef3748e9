"""`read`: what the conversation makes of a typed answer, a line of JSON for each; to test and to tune the readers.

The text goes through the same step as on a phone, at the open question.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import BinaryIO, NamedTuple, TextIO, TypeAlias

from pydantic import JsonValue

from bot.commands.check import answered
from bot.commands.json_lines import Result, each
from bot.wording import zh as wording
from dialogs.effects import Effect, Say, Show
from dialogs.events import Said
from dialogs.interview.questionnaire import Questionnaire, questionnaire
from dialogs.session import Answered, OpenScreen, Session
from dialogs.step import step
from knowledge.characters import incoming
from rules import texts
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from rules.engine.ask import Json, RefusedAnswer

FIELDS = ("question", "text", "today", "answers")

Fields: TypeAlias = Mapping[str, Json]


class _Asked(NamedTuple):
    """name: of the answer, as `check` takes it; key: of the question that is open."""

    name: str
    key: str


def read(stream: BinaryIO, out: TextIO, today: date) -> int:
    """Read each answer of `stream`: an object with ``question`` and ``text``, and where wanted ``today`` and the
    ``answers`` given before, in the form of `check`. `today`: the day in Beijing where the object names none.

    A line comes out for each. ``outcome``: *taken* (recorded as ``answer``), *confirm* (said back, ``candidates`` best
    first), *ask* (asked back; ``answer`` is what is known, as a month), *aside* (answered as a question, or taken for
    something else; nothing is recorded); ``reply``: all that is said. Returns the exit status.
    """
    return each(stream, out, lambda given: answer(given, today), numbered=True)


def answer(given: Json, today: date) -> Result:
    """What is printed of one typed answer. Raises RefusedAnswer."""
    if not isinstance(given, Mapping):
        raise RefusedAnswer("", wording.READ_FIELDS)
    if unknown := [name for name in given if name not in FIELDS]:
        raise RefusedAnswer(unknown[0], wording.READ_FIELDS)
    questions = questionnaire(texts.DEFAULT)
    asked = _asked(questions, given.get("question"))
    words = given.get("text")
    if not isinstance(words, str) or not incoming(words):
        raise RefusedAnswer("text", wording.READ_TEXT)
    now = datetime.combine(_day(given, today), time(12), BEIJING)
    before = Session(
        answers=_answers(questions, asked, given.get("answers", {})),
        screen=OpenScreen(kind="question", name=asked.key),
        revision=1,
        opened=1,
    )
    after, effects = step(before, Said(incoming(words)), now, published)
    return _outcome(questions, asked, after, effects)


# In


def _asked(questions: Questionnaire, name: Json) -> _Asked:
    askable = [key for key in questions.asks if not questions.is_list(key)]
    if isinstance(name, str):
        if name in askable:
            return _Asked(name, name)
        if name in questions.book.asks:
            return _Asked(name, questions.key_of(name))
    known = "、".join((*askable, *questions.offered))
    raise RefusedAnswer("question", wording.READ_QUESTION.format(names=known))


def _day(given: Fields, today: date) -> date:
    raw = given.get("today", today.isoformat())
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        raise RefusedAnswer("today", wording.READ_TODAY) from None


def _answers(questions: Questionnaire, asked: _Asked, given: Json) -> Answered:
    """What was answered before; nothing to the open question itself. Raises RefusedAnswer."""
    before = answered(questions, given)
    return {name: each for name, each in before.items() if given and name not in questions.names[asked.key]}


# Out


def _outcome(questions: Questionnaire, asked: _Asked, after: Session, effects: list[Effect]) -> Result:
    screen = after.screen
    outcome, known = "aside", None
    candidates: list[JsonValue] = []
    if questions.is_answered(after.answers, asked.key):
        outcome, known = "taken", questions.answer_to(after.answers, asked.key)
    elif screen.name == asked.key and screen.kind == "confirm":
        outcome, candidates = "confirm", screen.candidates
    elif screen.name == asked.key and screen.kind == "question" and not any(isinstance(each, Say) for each in effects):
        outcome, known = "ask", True if screen.asking_days else screen.partial
    said = [effect.view.plain for effect in effects if isinstance(effect, Show | Say)]
    return {
        "outcome": outcome,
        "answer": _as_checked(questions, asked, known),
        "candidates": [_as_checked(questions, asked, each) for each in candidates],
        "reply": "\n".join(said),
    }


def _as_checked(questions: Questionnaire, asked: _Asked, known: JsonValue) -> JsonValue:
    """The answer in the form of `check`: the clauses of a group whose ticks are set; of one of them, whether it is."""
    if asked.key not in questions.book.ticked or not isinstance(known, list):
        return known
    if asked.name != asked.key:
        return asked.name in known
    return [questions.book.sources[str(name)][0] for name in known]
