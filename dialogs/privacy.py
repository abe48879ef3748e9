"""What a person may ask about themselves: what is kept of them, to have it or to delete it, and to be told of the
year's call for applications."""

from collections.abc import Iterable
from datetime import date

from pydantic import JsonValue

from dialogs import actions, citing
from dialogs.deadlines import sentences
from dialogs.deadlines.schedule import kinds
from dialogs.effects import Export, Forget, Say
from dialogs.events import Announced
from dialogs.interview.questionnaire import Questionnaire, questionnaire
from dialogs.screen import Handler, Screen, Turn, handler
from dialogs.session import Answered, Deadline, Interview, Session
from dialogs.units.kept import every
from dialogs.views import Button, View, heading, note, strong, text
from dialogs.wording import zh as wording
from dialogs.wording import zh_units as units_wording
from rules.engine import figures
from rules.engine.book import RuleBook
from rules.engine.deadlines import DeadlineKind


def privacy() -> View:
    """What is kept, where, for how long, and who sees it; true to what the store holds."""
    row = (actions.EXPORT.button(wording.EXPORT), actions.FORGET.button(wording.FORGET))
    return View(blocks=(heading(wording.PRIVACY_TITLE), *map(text, wording.PRIVACY)), rows=(row,))


class ReallyForget(Screen):
    """Really delete all that is kept?"""

    kind = "forget"
    aside = True

    def shows(self, turn: Turn) -> View:
        yes, no = actions.REALLY_FORGET.button(wording.REALLY_FORGET), actions.SPARE.button(wording.NOT_FORGET)
        return View(blocks=(text(strong(wording.FORGET_ASK)), text(wording.FORGET_WHAT)), rows=((yes,), (no,)))

    def handlers(self) -> Iterable[Handler]:
        return (
            handler(actions.REALLY_FORGET, lambda turn, _: forget(turn)),
            handler(actions.SPARE, lambda turn, _: self.back(turn)),
        )

    def back(self, turn: Turn) -> None:
        """Not to delete after all: back to what stood open."""
        turn.show(turn.session.beneath) if turn.session.beneath else turn.to("home")


def forget(turn: Turn) -> None:
    """Nothing is left of the session but that it ends."""
    turn.session = Session()
    turn.effects.append(Forget(view=View(blocks=(text(wording.FORGOTTEN),))))


def export(turn: Turn) -> None:
    turn.effects.append(Export())


# The year's notice


def announcement(announced: Announced, book: RuleBook, today: date) -> Say:
    """The operator's words, where they come from, what can be done now, and how to hear no more of it."""
    blocks = (
        heading(wording.NOTICE_TITLE),
        text(announced.words),
        note(wording.NOTICE_FROM.format(day=figures.day(today), authority=book.authority.name)),
        citing.clause(book.law, book.notice_clause),
        note(wording.NOTICE_WHY.format(stop=wording.NO_NOTICE)),
    )
    row = (actions.CLOSING.button(wording.CHECK_AGAIN), actions.NOTICE.button(wording.NO_NOTICE, False))
    return Say(view=View(blocks=blocks, rows=(row,)))


def notice(session: Session) -> Button:
    """To be told of it, or no longer; says which it sets, so that a double tap does no harm."""
    label = wording.NO_NOTICE if session.wants_notice else wording.WANT_NOTICE
    return actions.NOTICE.button(label, not session.wants_notice)


def notify(turn: Turn, wanted: bool) -> None:
    """By a button of the open screen, which takes it back as well."""
    turn.session.wants_notice = wanted
    turn.again(text(wording.NOTICE_WANTED if wanted else wording.NOTICE_UNWANTED))


def notify_beside(turn: Turn, wanted: bool) -> None:
    """Whether they will be told from now on, with the button that takes it back."""
    turn.session.wants_notice = wanted
    words = wording.NOTICE_WANTED if wanted else wording.NOTICE_UNWANTED
    turn.say(View(blocks=(text(words),), rows=((notice(turn.session),),)))


# The file with all that is kept


def in_words(session: Session) -> dict[str, JsonValue]:
    """What a person would want to read again of what is kept, as they saw it; of several units, each by its name."""
    units: dict[str, JsonValue] = {each.unit.name: _of_unit(session, each) for each in every(session)}
    return {units_wording.EXPORT_UNITS: units} if session.resting else _of_unit(session, session)


def _of_unit(session: Session, interview: Interview) -> dict[str, JsonValue]:
    questions, number = questionnaire(session.text), interview.unit.number
    deadlines = [each for each in session.deadlines if each.unit == number]
    return {
        wording.EXPORT_ANSWERS: _answers(questions, interview.answers),
        wording.EXPORT_PREVIOUS: _answers(questions, interview.previous),
        wording.EXPORT_DEADLINES: [_deadline(kinds(session)[each.kind], each) for each in deadlines],
    }


def _answers(questions: Questionnaire, answered: Answered) -> JsonValue:
    return {
        questions.asks[key].label: questions.shown(key, questions.answer_to(answered, key))
        for key in questions.answered(answered)
    }


def _deadline(kind: DeadlineKind, deadline: Deadline) -> JsonValue:
    kept = deadline.since, deadline.due, deadline.done_on
    days: list[JsonValue] = [day.isoformat() if day else None for day in kept]
    return dict(zip(wording.EXPORT_DEADLINE, [sentences.name(kind, deadline), *days], strict=True))
