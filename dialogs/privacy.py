"""What a person may ask about themselves: what is kept of them, and to be told of the year's 申报通知."""

from __future__ import annotations

from datetime import date

from pydantic import JsonValue

from dialogs import citing
from dialogs.deadlines import sentences
from dialogs.deadlines.schedule import kinds
from dialogs.effects import Say
from dialogs.events import Announced
from dialogs.interview.questions import ASKS, answer_to, answered_questions, shown
from dialogs.session import Answered, Deadline, Session
from dialogs.views import Button, View, heading, note, text
from dialogs.wording import zh as wording
from rules.engine import figures

CLAUSE = "10"


def privacy() -> View:
    """What is kept, where, for how long, and who sees it; true to what the store holds."""
    blocks = [heading(wording.PRIVACY_TITLE), *(text(words) for words in wording.PRIVACY)]
    row = (Button(label=wording.EXPORT, action="export"), Button(label=wording.FORGET, action="forget"))
    return View(blocks=tuple(blocks), rows=(row,))


# The year's notice


def announcement(announced: Announced, today: date) -> Say:
    """The operator's words, where they come from, what can be done now, and how to hear no more of it."""
    blocks = (
        heading(wording.NOTICE_TITLE),
        text(announced.words),
        note(wording.NOTICE_FROM.format(day=figures.day(today))),
        citing.clause(CLAUSE),
        note(wording.NOTICE_WHY.format(stop=wording.NO_NOTICE)),
    )
    row = (Button(label=wording.CHECK_AGAIN, action="closing"), Button(label=wording.NO_NOTICE, action="notice:0"))
    return Say(view=View(blocks=blocks, rows=(row,)))


def notice(session: Session) -> Button:
    """To be told of it, or no longer; says which it sets, so that a double tap does no harm."""
    if session.wants_notice:
        return Button(label=wording.NO_NOTICE, action="notice:0")
    return Button(label=wording.WANT_NOTICE, action="notice:1")


def noted(session: Session) -> View:
    """Whether they will be told from now on, with the button that takes it back."""
    words = wording.NOTICE_WANTED if session.wants_notice else wording.NOTICE_UNWANTED
    return View(blocks=(text(words),), rows=((notice(session),),))


# The file with all that is kept


def in_words(session: Session) -> dict[str, JsonValue]:
    """What a person would want to read again of what is kept, as they saw it."""
    return {
        wording.EXPORT_ANSWERS: _answers(session.answers),
        wording.EXPORT_PREVIOUS: _answers(session.previous),
        wording.EXPORT_DEADLINES: [_deadline(session, deadline) for deadline in session.deadlines],
    }


def _answers(answered: Answered) -> JsonValue:
    return {ASKS[key].label: shown(key, answer_to(answered, key)) for key in answered_questions(answered)}


def _deadline(session: Session, deadline: Deadline) -> JsonValue:
    done = deadline.done_on.isoformat() if deadline.done_on else None
    said: list[JsonValue] = [
        sentences.name(kinds(session)[deadline.kind], deadline),
        deadline.since.isoformat(),
        deadline.due.isoformat(),
        done,
    ]
    return dict(zip(wording.EXPORT_DEADLINE, said, strict=True))
