"""A typed answer to a question: which JSON answers it may mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TypeVar

from pydantic import JsonValue

from dialogs.reading import choices, dates, named_figures, quantities, vocabulary, yearly_counts
from dialogs.reading.outcome import Reading, Unread
from dialogs.wording import zh as wording
from rules.calendar.days import Period
from rules.engine.ask import Amount, Ask, Choice, Count, Day, Days, Share, Ticks, YearlyCounts, YesNo
from rules.engine.figures import plain

LONGEST_REPLY = 100  # characters in which a yes or a no is looked for
SHORTEST_WORD = 2
AFFIRMS = re.compile("[有是对嗯恩]|yes", re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True)
class Meant:
    """The answers that a text may mean, the likeliest first; `exact`: there is one, and nothing was worked out."""

    candidates: list[JsonValue]
    exact: bool


class SomeCase(Exception):
    """The person said that there was a case, but not when."""


def meant(ask: Ask, text: str, today: date) -> Meant:
    """Raises Unread with what to type instead, SomeCase where the days are still to be asked for."""
    match ask:
        case YesNo():
            return _exactly(_yes_no(ask, text))
        case Choice():
            index = choices.choice(text, [words for _, words in ask.choices])
            if index is None:
                raise Unread(wording.PICK_ONE)
            return _exactly(ask.choices[index][0])
        case Ticks():
            ticked = choices.several(text, [words for _, words in ask.choices])
            if ticked is None:
                raise Unread(wording.TICK)
            return _exactly([ask.choices[index][0] for index in ticked])
        case Amount():
            return _json(named_figures.read(ask, text, quantities.amount), plain)
        case Share():
            return _json(named_figures.read(ask, text, quantities.share), plain)
        case Count():
            return _json(named_figures.read(ask, text, quantities.count), int)
        case YearlyCounts():
            return _json(named_figures.read(ask, text, yearly_counts.counts), list[JsonValue])
        case Days():
            return _days(text, today)
        case Day():
            return _json(dates.day(text, today), str)
    raise TypeError(f"no way to read an answer to {ask}")


def _yes_no(ask: YesNo, text: str) -> bool:
    """What is all of a yes or a no. Raises Unread: a sentence with 没有 in it may say anything (单位没有但法人有).

    Where a yes is what the law rules out, it has to be one that affirms: 没问题 at 有不良信用记录吗？ does not say 有.
    """
    for said in (text, _without(ask.label, text)):
        answer = vocabulary.yes_no(said)
        if answer is False or (answer is True and (ask.affirmative or AFFIRMS.search(said))):
            return answer is ask.affirmative
    raise Unread(wording.YES_OR_NO.format(yes=ask.yes, no=ask.no))


def _without(noun: str, text: str) -> str:
    """The text without the words that it shares with the noun: 没有 of 没有不良记录. As it stands where it leaves out
    how the noun begins: 信用记录 is not 不良信用记录."""
    said = vocabulary.normalise(text[:LONGEST_REPLY])
    blocks = SequenceMatcher(None, said, noun, autojunk=False).get_matching_blocks()
    shared = [block for block in blocks if block.size >= SHORTEST_WORD]
    if shared and shared[0].b == 0:
        for block in reversed(shared):
            said = said[: block.a] + said[block.a + block.size :]
    return said


def _exactly(answer: JsonValue) -> Meant:
    return Meant([answer], exact=True)


def _json(read: Reading[T], json: Callable[[T], JsonValue]) -> Meant:
    return Meant([json(candidate) for candidate in read.candidates], read.exact and len(read.candidates) == 1)


def _days(text: str, today: date) -> Meant:
    some = vocabulary.yes_no(text)
    if some is True:
        raise SomeCase
    if some is False:
        return _exactly([])
    return _json(dates.days(text, today), lambda days: [str(day) for day in days])


def day_within(period: Period, text: str, today: date) -> Meant:
    """The day of a month or a year already named: 15号, 三月15号, or the whole date. Raises Unread."""
    year = f"{period.first.year}年"
    month = f"{year}{period.first.month}月" if period.first.month == period.last.month else year
    for said in dict.fromkeys((text, year + text, month + text, f"{month}{text}日")):
        try:
            read = dates.day(said, today)
        except Unread:
            continue
        if all(day.exact and period.first <= day.first <= period.last for day in read.candidates):
            return Meant([str(day) for day in read.candidates], exact=True)
    raise Unread(wording.ONLY_DAY)
