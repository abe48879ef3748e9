"""What is kept: opened, listed, and changed. Most functions end by showing a screen."""

from collections.abc import Callable, Iterable
from datetime import date

from dialogs import actions
from dialogs.actions import Action
from dialogs.deadlines import reminders, sentences
from dialogs.deadlines.schedule import Tracked, kinds, track
from dialogs.reading.changes import Change
from dialogs.screen import Screen, Turn
from dialogs.session import Deadline, Undo
from dialogs.views import Block, Button, Rows, text
from dialogs.wording import zh as wording
from rules.calendar.days import ONE_DAY
from rules.engine import figures
from rules.engine.deadlines import DeadlineKind


class DeadlineScreen(Screen):
    """A screen about deadlines: what stood open before the first of them stays beneath."""

    takes_answers = aside = True

    def back(self, turn: Turn) -> None:
        listed(turn)

    def reads(self, turn: Turn, words: str) -> bool:
        """What tells of another change is none of its answers."""
        change = turn.change_in(words)
        return not self.told_of_another(turn, change) and self.takes(turn, words)

    def told_of_another(self, turn: Turn, change: Change) -> bool:
        return change.told

    def takes(self, turn: Turn, words: str) -> bool:
        """As `reads`, of what tells of no other change."""
        return False


def kept(turn: Turn, number: int | str) -> Tracked | None:
    """The deadline with this number; None where it was deleted."""
    found = next((each for each in turn.session.deadlines if str(each.number) == str(number)), None)
    return track(turn.session, found, turn.calendar(), turn.today) if found else None


def of_screen(turn: Turn) -> Tracked:
    """The deadline that the open screen is about."""
    one = kept(turn, turn.screen.name)
    assert one is not None, "deleting one opens the list of all"
    return one


def listed(turn: Turn, begin: int = 0, *before: Block) -> None:
    """All of them, from this place on."""
    turn.session.draft = None
    turn.to("deadlines", str(begin or ""), *before)


def opened(turn: Turn, number: int, *before: Block) -> None:
    turn.session.draft = None
    turn.to("deadline", str(number), *before)


def on(act: Callable[[Turn, Tracked], None], over_too: bool = False) -> Callable[[Turn, int], None]:
    """Do it to the deadline with the number; one that was deleted or is over meanwhile is said to be so."""

    def to_that_with(turn: Turn, number: int) -> None:
        turn.session.draft = None
        one = kept(turn, number)
        if one is None:
            listed(turn, 0, text(wording.GONE))
        elif over_too or one.runs:
            act(turn, one)
        else:
            over = wording.DONE_ALREADY if one.deadline.done_on else wording.ENDED_ALREADY
            opened(turn, number, text(sentences.fill(one, over)))

    return to_that_with


def put(turn: Turn, deadline: Deadline, undo: Undo | None = None) -> None:
    """Keep it as it is now; what was done before it can no longer be taken back."""
    reminders.put(turn.session, deadline)
    turn.session.undo = undo


def put_as_told(turn: Turn, deadline: Deadline, undo: Undo | None = None) -> None:
    """The same with the stages up to today marked as said, as the answer says how it stands today."""
    one = track(turn.session, deadline, turn.calendar(), turn.today)
    put(turn, reminders.with_said(one, one.overtaken), undo)


def amend_reminders(turn: Turn, deadline: Deadline, deleted: bool = False) -> None:
    """Its reminders say how it stands now."""
    one = track(turn.session, deadline, turn.calendar(), turn.today)
    turn.effects.append(reminders.amended(one, deleted))


def same(turn: Turn, deadline: Deadline) -> Deadline | None:
    """Another one of the same unit that says the same."""

    def entered(one: Deadline) -> tuple[int, str, date, str, set[str]]:
        return one.unit, one.kind, one.since, one.platform, set(one.matters)

    others = (each for each in turn.session.deadlines if each.number != deadline.number)
    return next((each for each in others if entered(each) == entered(deadline)), None)


# Buttons that several screens have


def undo_label(what: str, kind: DeadlineKind) -> str:
    return wording.UNDO_WHAT[what].format(done=sentences.done_label(kind))


def undo_button(turn: Turn, number: int | None) -> Rows:
    """What was done last can be taken back: on the screen of its deadline, one deleted on that of all (None)."""
    undo = turn.session.undo
    if undo is None or undo.on != turn.today or number != (None if undo.what == "deleted" else undo.before.number):
        return ()
    return ((actions.UNDO.button(undo_label(undo.what, kinds(turn.session)[undo.before.kind])),),)


def to_check(turn: Turn) -> tuple[Button, ...]:
    """Back to the interview, where one is under way."""
    beneath = turn.session.beneath
    if beneath is None and not turn.session.answers:
        return ()
    asked = beneath is not None and beneath.kind in ("question", "confirm", "failing", "paused")
    return (actions.RESUME_BENEATH.button(wording.RESUME if asked else wording.TO_CHECK),)


def back_to_it(turn: Turn) -> Rows:
    """To the deadline that the screen is about."""
    return ((actions.OPEN_DEADLINE.button(wording.LEAVE, int(turn.screen.name)),),)


def days_to_pick(action: Action[date], days: Iterable[tuple[str, date]]) -> list[Button]:
    return [action.button(words.format(day=figures.short_day(day)), day) for words, day in days]


def today_and_yesterday(turn: Turn) -> list[tuple[str, date]]:
    return [(wording.TODAY, turn.today), (wording.YESTERDAY, turn.today - ONE_DAY)]
