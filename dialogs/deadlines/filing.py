"""A change that is told of or asked about: the last day for it, and the offer to keep it."""

from dialogs import actions
from dialogs.actions import NoSuchButton, Told
from dialogs.deadlines import sentences
from dialogs.deadlines.schedule import track
from dialogs.reading.changes import Change
from dialogs.screen import Turn
from dialogs.session import Deadline, Session
from dialogs.units.kept import label_of
from dialogs.views import Block, Button
from dialogs.wording import zh as wording
from rules import texts
from rules.calendar.working_days import OutOfRange


def told(turn: Turn, change: Change) -> list[Block]:
    """The last day for a change whose day is known; nothing where it is not."""
    kind = turn.book.change_kind
    if kind is None or len(change.spans) != 1 or not change.spans[0].exact:
        return []
    since = change.spans[0].first
    try:
        due = kind.last_day(since, turn.calendar())
    except OutOfRange:
        return []
    deadline = Deadline(number=0, unit=turn.session.unit.number, kind=kind.id, since=since, due=due)
    return sentences.in_answer(track(turn.session, deadline, turn.calendar(), turn.today))


def offer(session: Session, change: Change) -> Button:
    """To keep it, as a button beside the screens."""
    letters = "".join(letter for letter, matter in _matters(session).items() if matter in change.matters)
    told = Told(letters, change.spans[0] if len(change.spans) == 1 else None, session.unit.number)
    label = wording.KEEP_CHANGE if change.spans else wording.KEEP_A_CHANGE
    return actions.KEEP_CHANGE.button(label_of(session, label), told)


def offered(session: Session, told: Told) -> Change:
    """The change that a button of `offer` is about. Raises NoSuchButton for one that was never made."""
    matters = _matters(session)
    if not set(told.letters) <= set(matters):
        raise NoSuchButton
    chosen = tuple(matter for letter, matter in matters.items() if letter in told.letters)
    return Change(told=True, matters=chosen, spans=(told.span,) if told.span else ())


def _matters(session: Session) -> dict[str, str]:
    """By the letter that each begins with: that is how long the action of a button may be."""
    kind = texts.book(session.text).change_kind
    return {matter[0]: matter for matter in kind.matters} if kind else {}
