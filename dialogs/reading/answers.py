"""A typed answer to a question: which JSON answers it may mean."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from pydantic import JsonValue

from dialogs.reading import choices, named_figures, quantities, question_words, vocabulary, yearly_counts
from dialogs.reading.days import cases, dates, in_answer
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.sentences.yes_or_no import yes_or_no
from dialogs.reading.ticks import several
from dialogs.wording import zh as wording
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period
from rules.engine.ask import Amount, Ask, Choice, Count, Day, Days, Share, Ticks, YearlyCounts, YesNo
from rules.engine.figures import plain

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
            return _yes_no(ask, text)
        case Choice():
            return _choice(ask, text)
        case Ticks():
            ticked = several(text, [words for _, words in ask.choices])
            if ticked is None:
                raise Unread(wording.TICK)
            return _json(ticked, lambda places: [ask.choices[place][0] for place in places])
        case Amount():
            return _json(named_figures.read(ask, text, quantities.amount), plain)
        case Share():
            return _json(named_figures.read(ask, text, quantities.share), plain)
        case Count():
            return _json(named_figures.read(ask, text, quantities.count), int)
        case YearlyCounts():
            return _json(named_figures.read(ask, text, partial(yearly_counts.counts, today=today)), list[JsonValue])
        case Days():
            return _days(ask, text, today)
        case Day():
            return _json(in_answer.day(ask, text, today), str)
    raise TypeError(f"no way to read an answer to {ask}")


def unknown(ask: Ask, text: str, some: bool = False) -> Meant | None:
    """What is to be kept where the person says that they do not know; None where they say something else. `some`: there
    was a case, as they said before."""
    if isinstance(ask, YesNo) and yes_or_no(ask, vocabulary.clearly(text)):
        return None
    if not (vocabulary.is_unclear(text) or _says_day_unknown(ask, text)):
        return None
    if isinstance(ask, Days) and cases.told(ask, text).some is False:
        return None
    if isinstance(ask, Day | Days) and in_answer.names_a_day(text):
        return None
    undated = isinstance(ask, Days) and (some or cases.tells_of_one(ask, text))
    return _exactly([None] if undated else None)


def tells(ask: Ask, text: str) -> bool:
    """Whether it certainly tells something of what is asked for, though it may have the sign of a question in it."""
    if isinstance(ask, YesNo):
        return vocabulary.is_unclear(text) and yes_or_no(ask, vocabulary.clearly(text)) is not None
    tells_whether = isinstance(ask, Days) and cases.told(ask, text).some is not None
    return tells_whether or _says_day_unknown(ask, text)


def _says_day_unknown(ask: Ask, text: str) -> bool:
    return isinstance(ask, Day | Days) and in_answer.says_day_unknown(ask, text)


def _yes_no(ask: YesNo, text: str) -> Meant:
    """Raises Unread: a sentence with 没有 in it may say anything (单位没有但法人有).

    Where a yes is what the law rules out, it has to be one that affirms: 没问题 at 有不良信用记录吗？ does not say 有.
    """
    answer = vocabulary.yes_no(text)
    if answer is False or (answer is True and (ask.affirmative or AFFIRMS.search(text))):
        return _exactly(answer is ask.affirmative)
    known = vocabulary.clearly(text) if vocabulary.is_unclear(text) else text
    read = yes_or_no(ask, known)
    if read is None:
        raise Unread(wording.YES_OR_NO.format(yes=ask.yes, no=ask.no))
    return Meant([(read.candidates[0]) is ask.affirmative], read.exact and known == text)


def _choice(ask: Choice, text: str) -> Meant:
    """By another name for it, or by its label. Raises Unread."""
    sure, likely = _by_word(ask.also), _by_word(ask.likely)
    labels = [words for _, words in ask.choices]
    unsettled = ask.unsettled.split()
    named = question_words.named(text, {*sure, *likely, *unsettled})
    values = {sure.get(word) or likely[word] for word in named.words if word not in unsettled}
    # What is a part of a label (法人) is too general to unsettle what is named beside it.
    if any(word in unsettled and not (values and any(word in label for label in labels)) for word in named.words):
        raise Unread(ask.unsettled_note, answers=True)
    if len(values) == 1:
        return Meant([*values], named.alone and all(word in sure for word in named.words))
    index = None if values else choices.choice(text, labels)
    if index is None:
        raise Unread(wording.PICK_ONE)
    return _exactly(ask.choices[index][0])


def _by_word(lists: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {word: value for value, words in lists for word in words.split()}


def _exactly(answer: JsonValue) -> Meant:
    return Meant([answer], exact=True)


def _json(read: Reading[T], json: Callable[[T], JsonValue]) -> Meant:
    return Meant([json(candidate) for candidate in read.candidates], read.exact and len(read.candidates) == 1)


def _days(ask: Days, text: str, today: date) -> Meant:
    told = cases.told(ask, text)
    if told.some is True:
        raise SomeCase
    if told.some is False:
        return Meant([[]], told.sure)
    try:
        return _days_of_cases(ask, text, today)
    except Unread as unread:
        dated = in_answer.names_a_day(text) and unread.reason not in (hints.DAY, hints.DAYS)
        reason = unread.reason if dated else hints.cases(ask.example)
        raise Unread(reason, unread.answers or told.about) from None


def _days_of_cases(ask: Days, text: str, today: date) -> Meant:
    if in_answer.tells_of_beginning(ask, text) or cases.tells_the_opposite(ask, text):
        raise Unread(hints.DAY, answers=True)
    if ask.most == 1:
        return _json(in_answer.day(ask, text, today), lambda day: [str(day)])
    return _json(in_answer.days(ask, text, today), lambda days: [str(day) for day in days])


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
