"""The questions of a text: how answers are kept under their names and grouped on screens, and how they read.

A question is known by its key: the name of its answer, or of the group that is ticked together on one screen.
"""

from __future__ import annotations

from functools import cache, cached_property

from pydantic import JsonValue

from dialogs.session import Answered
from dialogs.wording import zh as wording
from knowledge.law import Law
from rules import texts
from rules.engine.ask import Ask, Ticks
from rules.engine.book import RuleBook

LONGEST_RECEIPT = 24  # characters


@cache
def questionnaire(text: str) -> Questionnaire:
    return Questionnaire(texts.book(text))


class Questionnaire:
    """asks: the questions by their keys, in the order of the law, that for the closing date first; names: of the
    answers that each fills; closing: the name of the closing date; law: the words of the text."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.groups = book.groups
        self.closing = book.closing.name
        self.asks: dict[str, Ask] = {self.closing: book.closing.ask}
        for name, ask in book.asks.items():
            key = ask.together or name
            self.asks[key] = self.groups.get(key, ask)
        self.names = {key: self._filled_by(key) for key in self.asks}

    @property
    def law(self) -> Law:
        return self.book.law

    @cached_property
    def required(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(names) for key, names in self.names.items()}

    @cached_property
    def offered(self) -> dict[str, str]:
        """What is ticked together, by the answer that says whether it is offered, with its name."""
        return {name: words for group in self.groups.values() for name, words in group.choices}

    def _filled_by(self, key: str) -> tuple[str, ...]:
        return tuple(name for name, _ in self.groups[key].choices) if key in self.groups else (key,)

    def key_of(self, name: str) -> str:
        return self.book.asks[name].together or name

    def clauses_of(self, key: str) -> tuple[str, ...]:
        """The ids of the clauses that use the answer; the question is cited by the first."""
        if key == self.closing:
            return self.book.closing.clauses
        return (self.groups[key].source,) if key in self.groups else self.book.sources[key] or (self.asks[key].source,)

    def part_of(self, key: str) -> str:
        """The part of the review that a question belongs to: an item of the law, or the closing date."""
        if key == self.closing:
            return key
        items = self.book.items_asking(self.names[key][0])
        return items[0] if items else self.clauses_of(key)[0]

    # Answers

    def put(self, answered: Answered, key: str, answer: JsonValue) -> Answered:
        """The answers with this one; a group's list of ticks answers each of its questions; null is 不清楚."""
        if key not in self.groups:
            return answered | {key: answer}
        ticked = answer if isinstance(answer, list) else None
        return answered | {name: None if ticked is None else name in ticked for name in self.names[key]}

    def answer_to(self, answered: Answered, key: str) -> JsonValue:
        """The JSON form of the answer to an answered question."""
        if key not in self.groups:
            return answered[key]
        if all(answered[name] is None for name in self.names[key]):
            return None
        return [name for name in self.names[key] if answered[name]]

    def is_answered(self, answered: Answered, key: str) -> bool:
        return answered.keys() >= self.required[key]

    def arises(self, answered: Answered, key: str) -> bool:
        """False where the question belongs to something that the platform does not do: its answer rests aside."""
        given = self.asks[key].given
        return not given or answered.get(given) is True

    def answered(self, answered: Answered) -> list[str]:
        """The keys of what was answered and still counts, in the order of the law."""
        return [key for key in self.asks if self.is_answered(answered, key) and self.arises(answered, key)]

    # Words

    def shown(self, key: str, answer: JsonValue) -> str:
        """An answer in words."""
        if answer is None:
            return wording.NOTICE_NOT_OUT if key == self.closing else wording.UNCLEAR
        return self.asks[key].words(self.asks[key].accept(key, answer))

    def in_short(self, key: str, answer: JsonValue) -> str:
        """An answer in the few words of a receipt: of many ticks only how many they are."""
        whole, ask = self.shown(key, answer), self.asks[key]
        if isinstance(ask, Ticks) and isinstance(answer, list) and len(whole) > LONGEST_RECEIPT:
            return wording.TICKED_COUNT.format(count=len(answer), all=len(ask.choices))
        return whole
