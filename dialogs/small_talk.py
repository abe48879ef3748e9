"""What is typed and is neither a question nor an answer: what stands for a button, courtesies, to go on or to stop, an
answer to be changed, the verdict as a file."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from dialogs import actions
from dialogs.interview import flow, hand_out
from dialogs.reading import vocabulary
from dialogs.reading.choices import choice
from dialogs.reading.phrases import core, correction, courtesy, is_place, stops, wants_file
from dialogs.screen import Turn, as_typed
from dialogs.views import Button, View, text
from dialogs.wording import zh as wording
from knowledge.law import references

LONGEST_PLACE = 8  # characters
SHORTEST_PART = 2


def button(turn: Turn, words: str) -> Button | None:
    """The button that is named: by its label; by its place among those that were last offered; by words of it that no
    other has; or by the clause that it is about. What does more than lead somewhere is named by its label alone."""
    on_screen, beside, may_answer = turn.buttons(), turn.beside or [], turn.open.takes_answers
    if labelled := next((each for each in (*on_screen, *beside) if as_typed(each.label) == words), None):
        return labelled
    for buttons in (beside, on_screen):
        leading = [each for each in buttons if each.action.partition(":")[0] in actions.LEADING]
        if found := _placed(words, leading, may_answer) or _worded(words, leading, may_answer):
            return found
    return _cited(turn, words, on_screen)


def _placed(words: str, leading: Sequence[Button], may_answer: bool) -> Button | None:
    """By its place in a list; not by the number of an article. `may_answer`: a bare number may, at an open question."""
    offered = [each for each in leading if each.action.partition(":")[0] in actions.OFFERED]
    if len(offered) < 2 or len(words) > LONGEST_PLACE or references(words) or (may_answer and not is_place(words)):
        return None
    place = choice(words, ["" for _ in offered])
    return None if place is None else offered[place]


def _worded(words: str, leading: Sequence[Button], may_answer: bool) -> Button | None:
    """By a part of its label. `may_answer`: such a part may be an answer, but not the name of an article."""
    said = core(words)
    fits = [each for each in leading if said in _in_words(each.label)]
    in_part = len(said) >= SHORTEST_PART and not vocabulary.may_ask(words) and (references(said) or not may_answer)
    if not fits and in_part:
        fits = [each for each in leading if said in as_typed(each.label)]
    return fits[0] if len(fits) == 1 else None


def _cited(turn: Turn, words: str, buttons: Sequence[Button]) -> Button | None:
    """By the clause whose answers it shows."""
    named = references(words)
    for button in buttons if named else ():
        action, _, part = button.action.partition(":")
        if action in actions.PARTS and part in turn.book.topics and turn.law.clause(part).reference in named:
            return button
    return None


@lru_cache(maxsize=2_000)
def _in_words(label: str) -> frozenset[str]:
    return frozenset(map(core, (as_typed(label), *wording.OTHER_WORDS.get(label, ()))))


def returned(turn: Turn, words: str, typed_before: bool) -> bool:
    """Whether it is made of courtesies, which are returned. One that agrees may be an answer to the open question, but
    not right after something was looked up, where it may mean that."""
    match courtesy(words):
        case "on":
            go_on(turn)
        case "enough" if _asks(turn):
            _stay(turn)
        case "enough":
            turn.say(_words(wording.GOOD))
        case "farewell":
            turn.say(_words(wording.GOODBYE))
        case "thanks":
            turn.say(_words(wording.NOTHING_TO_THANK))
        case "greeting" if turn.screen.kind != "paused":
            turn.again(text(wording.HERE)) if _asks(turn) else turn.say(_words(wording.WELCOME))
        case "assent" if _asks(turn):
            if turn.beside is None:
                return False
            turn.again(text(wording.GOOD_THEN))
        case "assent" if turn.open.takes_answers:  # no day, no name of a platform
            turn.say(_words(wording.GOOD))
        case "assent":
            _agree(turn, typed_before)
        case _:
            return False
    return True


def _asks(turn: Turn) -> bool:
    return turn.open.takes_answers and not turn.open.aside


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
    ways: dict[str, Callable[[Turn], None]] = {
        actions.RESULT.name: flow.result,
        actions.REVIEW.name: lambda turn: turn.to("review"),
    }
    if turn.open.aside or turn.screen.kind in ("home", "paused"):
        flow.go_on(turn)
    elif way := turn.open.way_on(turn):
        ways.get(way.action, flow.resume)(turn)
    elif turn.open.takes_answers:
        _stay(turn)
    else:
        turn.say(_words(wording.GOOD))


def _stay(turn: Turn) -> None:
    """At the open question, which is not passed over."""
    turn.again(text(turn.open.insists(turn)))


def served(turn: Turn, words: str) -> bool:
    """Whether they want to stop for now, to take the verdict along, or to change an answer."""
    if turn.open.aside or turn.change_in(words).told:
        return False
    if stops(words):
        turn.to("paused") if turn.session.answers else turn.say(_words(wording.GOODBYE))
    elif wants_file(words):
        hand_out.offer(turn)
    else:
        wanted = correction(words)
        return wanted is not None and flow.correct(turn, wanted)
    return True
