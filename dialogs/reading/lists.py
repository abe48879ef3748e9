"""A typed answer to a list of questions: what is ticked then, and whether that answers all of them.

都做到了 · 除了收费都做到了 · 注册地在天津 · 没有被罚过. What is told of one question alone ticks it or takes its tick
off; of the others nothing is known by that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.reading import vocabulary
from dialogs.reading.answers import SomeCase, meant
from dialogs.reading.outcome import Unread
from dialogs.reading.ticks import heard
from dialogs.wording import zh as wording
from rules.engine.ask import Ask, CaseList, QuestionList, YesNo

_ALL_OR_YES = ("都", "全", "对", "是", "没问题", "没得问题")


@dataclass(frozen=True)
class Ticked:
    """whole: all of the list is told of; exact: and nothing of it is inferred."""

    names: tuple[str, ...]
    whole: bool
    exact: bool = False


def read(group: QuestionList, asks: Mapping[str, Ask], ticked: Sequence[str], text: str, today: date) -> Ticked:
    """asks: those that are listed, by the names of their answers; ticked: what is so far. Raises Unread."""
    cases = isinstance(group, CaseList)
    agreed = vocabulary.yes_no(text)
    if agreed is True and not cases:
        return Ticked(tuple(asks), whole=True, exact=any(word in text for word in _ALL_OR_YES))
    if agreed is False and cases:
        return Ticked((), whole=True)
    if agreed is not None:
        raise Unread(wording.WHICH_CASES if cases else wording.WHICH_NOT_MET, answers=True)
    told = _by_themselves(asks, text, today)
    found = _named(asks, ticked, text) or _one(told, ticked)
    if cases and found is None and told and not any(told.values()):
        return Ticked((), whole=True)  # 从来没有过这些情况
    if found is None:
        raise Unread(wording.WHICH_CASES if cases else wording.WHICH_NOT_MET)
    if any(there is not (name in found.names) for name, there in told.items() if len(told) < len(asks)):
        raise Unread(wording.WHICH_CASES if cases else wording.WHICH_NOT_MET, answers=True)
    if found.whole:
        return Ticked(found.names, whole=True, exact=found.exact and not cases)
    if set(found.names) == set(ticked):
        raise Unread(wording.REST_NOT if cases else wording.REST_MET, answers=True)
    return found


def _named(asks: Mapping[str, Ask], ticked: Sequence[str], text: str) -> Ticked | None:
    """By the names of the questions: 除了收费都做到了. One that asks for what the law rules out is not named so."""
    labels = [ask.label if not isinstance(ask, YesNo) or ask.affirmative else "" for ask in asks.values()]
    told = heard(text, labels)
    if told is None or told.have & told.lack:
        return None
    names = list(asks)
    have, lack = ({names[at] for at in places} for places in (told.have, told.lack))
    if told.rest is None:
        return Ticked(
            tuple(name for name in names if name in have or (name in ticked and name not in lack)), whole=False
        )
    there = set(names) - lack if told.rest else have
    sure = told.sure and told.rest and not told.sizes - {len(there)}
    return Ticked(tuple(name for name in names if name in there), whole=True, exact=sure)


def _one(told: Mapping[str, bool], ticked: Sequence[str]) -> Ticked | None:
    """By what answers one of the questions and no other: 注册地在天津."""
    if len(told) != 1:
        return None
    ((name, there),) = told.items()
    others = tuple(other for other in ticked if other != name)
    return Ticked((*others, name) if there else others, whole=False)


def _by_themselves(asks: Mapping[str, Ask], text: str, today: date) -> dict[str, bool]:
    """What the text says at each question, were it asked alone."""
    told = {}
    for name, ask in asks.items():
        try:
            told[name] = bool(meant(ask, text, today).candidates[0])
        except Unread:
            continue
        except SomeCase:
            told[name] = True
    return told
