"""Lists: several questions on one screen, what is ticked there, and which of them are asked alone after all."""

from collections.abc import Sequence

from pydantic import JsonValue

from dialogs import actions
from dialogs.actions import tick
from dialogs.interview.questionnaire import listed
from dialogs.screen import Turn
from dialogs.views import Rows
from dialogs.wording import zh as wording
from rules.engine.ask import CaseList, QuestionList


def ticked(turn: Turn, key: str) -> list[str]:
    """What is ticked when the list is shown: as it was answered; a condition not answered yet is, a case is not."""
    answered, cases = turn.session.answers, isinstance(turn.questions.asks[key], CaseList)
    unanswered = turn.session.apart if cases else dict.fromkeys(turn.questions.names[key], True)
    return [name for name in listed(turn.case, key) if answered.get(name, unanswered.get(name, False))]


def left(turn: Turn, before: Sequence[str]) -> str:
    """The list to go back to from the first of its questions asked alone. `before`: what was answered before."""
    name = turn.screen.name
    group = turn.questions.screen_of(name)
    first = name in turn.session.apart and set(before).isdisjoint(turn.questions.names[group])
    return group if first and group != name else ""


def apart(turn: Turn, given: JsonValue) -> dict[str, bool]:
    """What is asked alone after this answer to the open list: of its questions the cases that were ticked."""
    names = turn.questions.names[turn.screen.name]
    others = {name: ticked for name, ticked in turn.session.apart.items() if name not in names}
    cases = given if isinstance(_list(turn), CaseList) and isinstance(given, list) else []
    return others | {str(name): True for name in cases}


def one_by_one(turn: Turn) -> None:
    """The open questions of the list that stands open are asked alone."""
    waiting = [name for name in listed(turn.case, turn.screen.name) if name in turn.case.unanswered]
    turn.session.apart = turn.session.apart | dict.fromkeys(waiting, False)


# What it shows


def how(turn: Turn) -> str:
    return wording.TICK_HOW if isinstance(_list(turn), CaseList) else wording.UNTICK_HOW


def rows(turn: Turn) -> Rows:
    """Its ticks, one a row as they are whole sentences, and what takes them as they are. The place of a tick is that
    among all of the list, as those that can matter may become fewer."""
    names, ticked, choices = listed(turn.case, turn.screen.name), turn.screen.ticked, _list(turn).choices
    ticks = ((tick(at, words, name in ticked),) for at, (name, words) in enumerate(choices) if name in names)
    alone = any(name in turn.case.unanswered for name in names)
    each = (actions.ONE_BY_ONE.button(wording.ONE_BY_ONE),) if alone else ()
    return (*ticks, (actions.DONE.button(done(turn)),), (*each, actions.WHY.button(wording.WHY)))


def done(turn: Turn) -> str:
    """What the button says that takes the ticks as they are."""
    if isinstance(_list(turn), CaseList):
        return wording.DONE if turn.screen.ticked else wording.NONE_OF_THEM
    every = set(listed(turn.case, turn.screen.name)) <= {*turn.screen.ticked}
    return wording.ALL_MET if every else wording.THESE_MET


def words(turn: Turn, ticked: Sequence[JsonValue]) -> str:
    """An answer to the open list: what is not as it is as a rule, the conditions not met, the cases there were."""
    ask, names = _list(turn), listed(turn.case, turn.screen.name)
    cases = isinstance(ask, CaseList)
    named = [words for name, words in ask.choices if name in names and (name in ticked) is cases]
    rest, quoted = len(names) - len(named), "".join(wording.LISTED.format(words=words) for words in named)
    if not named:
        return (wording.CASES_NONE if cases else wording.MET_OF_ALL).format(count=rest)
    if cases:
        return (wording.CASES_SOME if rest else wording.CASES_ALL).format(names=quoted, count=rest)
    return (wording.MET_BUT if rest else wording.MET_OF_NONE).format(names=quoted, count=rest or len(named))


def _list(turn: Turn) -> QuestionList:
    ask = turn.questions.asks[turn.screen.name]
    assert isinstance(ask, QuestionList), "no other question is a list"
    return ask
