"""Lists: several questions on one screen, what is ticked there, and which of them are asked alone after all."""

from collections.abc import Sequence

from pydantic import JsonValue

from dialogs import actions
from dialogs.actions import tick
from dialogs.interview.questionnaire import listed
from dialogs.screen import Turn
from dialogs.views import Rows
from dialogs.wording import zh as wording
from rules.engine.ask import CaseList, QuestionList, Ticks

LONGEST_RECEIPT = 24  # characters


def ticked(turn: Turn, key: str) -> list[str]:
    """What is ticked when the list is shown: as it was answered; a condition not answered yet is, a case is not."""
    answered, cases = turn.session.answers, isinstance(turn.questions.asks[key], CaseList)
    unanswered = turn.session.apart if cases else dict.fromkeys(turn.questions.names[key], True)
    return [name for name in listed(turn.case, key) if answered.get(name, unanswered.get(name, False))]


def next_question(turn: Turn) -> str:
    """What is asked next: a list, or alone the last question of it, or one of those gone through one by one."""
    case, key = turn.case, turn.case.open[0]
    if not turn.questions.is_list(key):
        return key
    waiting = [name for name in turn.questions.names[key] if name in case.unanswered]
    alone = [name for name in waiting if name in turn.session.apart] or (waiting if len(waiting) == 1 else [])
    return alone[0] if alone else key


def left(turn: Turn, before: Sequence[str]) -> str:
    """The list to go back to from the first of its questions asked alone. `before`: what was answered before."""
    name = turn.screen.name
    group = turn.questions.screen_of(name)
    first = name in turn.session.apart and set(before).isdisjoint(turn.questions.names[group])
    return group if first and group != name else ""


def apart(turn: Turn, given: JsonValue) -> dict[str, bool]:
    """What is asked alone after this answer to the open question: of a list the cases that were ticked."""
    key, before = turn.screen.name, turn.session.apart
    ask = turn.questions.asks[key]
    if not isinstance(ask, QuestionList):
        return before
    others = {name: ticked for name, ticked in before.items() if name not in turn.questions.names[key]}
    cases = given if isinstance(ask, CaseList) and isinstance(given, list) else []
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


def label(turn: Turn, given: JsonValue) -> str:
    """What is answered; of several answers the first."""
    return turn.questions.asks[next(iter(given)) if isinstance(given, dict) else turn.screen.name].label


def shown(turn: Turn, given: JsonValue) -> str:
    """An answer to the open question in words; of several answers each but the first with its label."""
    key, asks = turn.screen.name, turn.questions.asks
    if isinstance(given, dict):
        first, *others = ((asks[name].label, turn.questions.shown(name, each)) for name, each in given.items())
        return "；".join((first[1], *(wording.REVIEW_LINE.format(label=of, answer=said) for of, said in others)))
    if turn.questions.is_list(key) and isinstance(given, list):
        return _words(_list(turn), listed(turn.case, key), given)
    return turn.questions.shown(key, given)


def receipt(turn: Turn, given: JsonValue) -> str:
    """An answer to the open question in the few words of a receipt: of many ticks only how many they are."""
    whole = shown(turn, given)
    match turn.questions.asks[turn.screen.name]:
        case Ticks(choices=choices) as ask if not isinstance(ask, QuestionList) and isinstance(given, list):
            count = wording.TICKED_COUNT.format(count=len(given), all=len(choices))
            return count if len(whole) > LONGEST_RECEIPT else whole
    return whole


def _list(turn: Turn) -> QuestionList:
    ask = turn.questions.asks[turn.screen.name]
    assert isinstance(ask, QuestionList), "no other question is a list"
    return ask


def _words(ask: QuestionList, names: Sequence[str], ticked: Sequence[JsonValue]) -> str:
    """What is not as it is as a rule: the conditions that are not met, the cases that there were."""
    cases = isinstance(ask, CaseList)
    named = [words for name, words in ask.choices if name in names and (name in ticked) is cases]
    rest, quoted = len(names) - len(named), "".join(wording.LISTED.format(words=words) for words in named)
    if not named:
        return (wording.CASES_NONE if cases else wording.MET_OF_ALL).format(count=rest)
    if cases:
        return (wording.CASES_SOME if rest else wording.CASES_ALL).format(names=quoted, count=rest)
    return (wording.MET_BUT if rest else wording.MET_OF_NONE).format(names=quoted, count=rest or len(named))
