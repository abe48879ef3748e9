"""A typed answer to a list of questions: what is ticked then, and whether that answers all of them.

都做到了 · 除了收费都做到了 · 注册地在天津 · 没有被罚过. What is told of one question alone ticks it or takes its tick
off; of the others nothing is known by that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.reading import vocabulary
from dialogs.reading.answers import SomeCase, meant
from dialogs.reading.outcome import Unread
from dialogs.reading.ticks import Told, heard
from dialogs.wording import zh as wording
from rules.engine.ask import Ask, CaseList, Days, QuestionList, YesNo

_ALL_OR_YES = ("都", "全", "对", "是", "没问题", "没得问题")
# What is done in the words of the screen: 都做到了 says what 都有 does.
_MET = re.compile("[做办达]得?到|(?:满足|符合|达到)(?:要求|条件)?|(?<=[都全])没有?问题")
_NONE_OF_THESE = re.compile(
    "(?:从来|以前|一直|都|全)*(?:没有?|无|未)(?:发生|出现|有)?过?(?:这些|这几[项种]|上述|以上|任何)(?:任何)?(?:情况|情形|问题|记录|事)?"
)


@dataclass(frozen=True)
class Ticked:
    """whole: all of the list is told of; exact: and nothing of it is inferred."""

    names: tuple[str, ...]
    whole: bool
    exact: bool = False


def read(group: QuestionList, asks: Mapping[str, Ask], ticked: Sequence[str], text: str, today: date) -> Ticked:
    """asks: those that are listed, by the names of their answers; ticked: what is so far. Raises Unread."""
    cases = isinstance(group, CaseList)
    text = text if cases else _MET.sub("有", text)
    agreed = vocabulary.yes_no(text)
    if agreed is True and not cases:
        return Ticked(tuple(asks), whole=True, exact=any(word in text for word in _ALL_OR_YES))
    if agreed is False and cases:
        return Ticked((), whole=True)
    if agreed is not None:
        raise Unread(wording.WHICH_CASES if cases else wording.WHICH_NOT_MET, answers=True)
    told = _spoken_of(asks, _by_themselves(asks, text, today), text)
    if cases and (_NONE_OF_THESE.fullmatch(text) or (len(told) == len(asks) and not any(told.values()))):
        return Ticked((), whole=True)
    said = heard(text, _labels(asks))
    named = _named(asks, ticked, said) if said else None
    found = named if named and _agree(named, told, asks, ticked) else _one(told, ticked)
    if found is None:
        raise Unread(wording.WHICH_CASES if cases else wording.WHICH_NOT_MET, answers=bool(told) or said is not None)
    if found.whole:
        return Ticked(found.names, whole=True, exact=found.exact and not cases)
    if set(found.names) == set(ticked):
        raise Unread(wording.REST_NOT if cases else wording.REST_MET, answers=True)
    return found


def _labels(asks: Mapping[str, Ask]) -> list[str]:
    """What the questions are named by; one that asks for what the law rules out is not."""
    return [ask.label if not isinstance(ask, YesNo) or ask.affirmative else "" for ask in asks.values()]


def _named(asks: Mapping[str, Ask], ticked: Sequence[str], told: Told) -> Ticked | None:
    """By the names of the questions: 除了收费都做到了. 称号还有半年到期 tells of none."""
    if told.have & told.lack or not (told.have or told.lack or told.rest is not None):
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


def _agree(named: Ticked, told: Mapping[str, bool], asks: Mapping[str, Ask], ticked: Sequence[str]) -> bool:
    """Whether what is named is not contradicted by what the text says at the questions alone: 第一次申报 names none."""
    if not told or len(told) == len(asks):
        return True
    changed = {*named.names} ^ {*ticked}
    contradicted = any(there is not (name in named.names) for name, there in told.items())
    return not contradicted and not (changed and changed.isdisjoint(told))


def _one(told: Mapping[str, bool], ticked: Sequence[str]) -> Ticked | None:
    """By what answers one of the questions and no other: 注册地在天津."""
    if len(told) != 1:
        return None
    ((name, there),) = told.items()
    others = tuple(other for other in ticked if other != name)
    return Ticked((*others, name) if there else others, whole=False)


def _spoken_of(asks: Mapping[str, Ask], told: Mapping[str, bool], text: str) -> Mapping[str, bool]:
    """Of what several questions would take, what the one takes whose own words the text has: 2024年5月8日罚过."""
    said = vocabulary.normalise(text)
    own = [name for name in told if any(word in said for word in _own_words(asks[name]))]
    return {own[0]: told[own[0]]} if len(own) == 1 else told


def _own_words(ask: Ask) -> tuple[str, ...]:
    return (*ask.names.own, *ask.cases) if isinstance(ask, Days) else ask.names.own


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
