"""What is typed and is neither a question nor an answer: a choice from the list last offered, courtesies, to go on, an
answer to be changed, the verdict as a file."""

from collections.abc import Callable

from dialogs import actions
from dialogs.interview import flow
from dialogs.reading.choices import choice
from dialogs.reading.phrases import correction, courtesy, wants_file
from dialogs.screen import Turn, as_typed
from dialogs.views import Button, View, text
from dialogs.wording import zh as wording

ORDINALS = 8  # characters of the longest


def chosen(turn: Turn, words: str) -> Button | None:
    """What is named, by its label or its place, of what was last said beside the open screen, or else of a list on it.

    Only what looks something up or leads to another screen: nothing is answered by it.
    """
    beside = turn.beside or []
    offered = [button for button in beside if _is_offered(button)]
    missed = next((button for button in beside if button.action == actions.MISSED.name), None)
    if exact := next((button for button in beside if as_typed(button.label) == words), None):
        return exact
    if missed and words in wording.NONE_OF_THESE_WORDS:
        return missed
    if len(offered) < 2 and not turn.open.takes_answers:
        offered = [button for button in turn.buttons() if _is_offered(button)]
    if len(offered) < 2 or len(words) > ORDINALS:
        return None
    place = choice(words, ["" for _ in offered])  # by its place alone: words in the labels may be an answer
    return None if place is None else offered[place]


def _is_offered(button: Button) -> bool:
    return button.action.partition(":")[0] in actions.OFFERED


def returned(turn: Turn, words: str, typed_before: bool) -> bool:
    """Whether it is made of courtesies, which are returned. One that agrees may be an answer to the open question, but
    not right after something was looked up, where it may mean that."""
    match courtesy(words):
        case "on":
            go_on(turn)
        case "farewell":
            turn.say(_words(wording.GOODBYE))
        case "thanks":
            turn.say(_words(wording.NOTHING_TO_THANK))
        case "greeting" if turn.screen.kind != "paused":
            turn.again(text(wording.WELCOME)) if turn.open.takes_answers else turn.say(_words(wording.WELCOME))
        case "assent" if turn.open.takes_answers:
            if turn.beside is None or turn.open.aside:
                return False
            turn.again(text(wording.GOOD_THEN))
        case "assent":
            _agree(turn, typed_before)
        case _:
            return False
    return True


def _words(words: str) -> View:
    return View(blocks=(text(words),))


def _agree(turn: Turn, typed_before: bool) -> None:
    """To go on; but who agrees on a way in or out right after an answer means the answer."""
    if turn.screen.kind in ("restart", "forget"):
        turn.again()
    elif typed_before or (turn.beside is not None and not turn.open.waits) or turn.open.way_on(turn) is None:
        turn.say(_words(wording.GOOD))
    else:
        go_on(turn)


def go_on(turn: Turn) -> None:
    """The main way on from the open screen."""
    ways: dict[str, Callable[[Turn], None]] = {actions.RESULT.name: flow.result, actions.REVIEW.name: _review}
    if turn.open.aside or turn.screen.kind in ("home", "paused"):
        flow.go_on(turn)
    elif way := turn.open.way_on(turn):
        ways.get(way.action, flow.resume)(turn)
    elif turn.open.takes_answers:
        turn.again(text(wording.NOT_SKIPPED))
    else:
        turn.say(_words(wording.GOOD))


def _review(turn: Turn) -> None:
    turn.to("review")


def served(turn: Turn, words: str) -> bool:
    """Whether an answer is to be changed, or the verdict handed out."""
    if turn.open.aside or turn.change_in(words).told:
        return False
    if wants_file(words):
        flow.hand_out(turn)
        return True
    wanted = correction(words)
    return wanted is not None and flow.correct(turn, wanted)
