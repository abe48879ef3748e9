"""The questions of a text, and the answers of one person to them, judged.

A question is known by its key: the name of its answer, or of the group that is asked together on one screen.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import cast

from pydantic import JsonValue

from dialogs.session import Answered
from dialogs.wording import zh as wording
from knowledge.law import Law
from rules import texts
from rules.calendar.days import Period
from rules.engine.ask import Ask, QuestionList, RefusedAnswer
from rules.engine.book import Assessment, RuleBook
from rules.engine.finding import Finding, Verdict

VAGUE_DATE = re.compile(r"\d{4}(-\d{2})?")  # a month or a year, as answers keep it


@cache
def questionnaire(text: str) -> Questionnaire:
    return Questionnaire(texts.book(text))


class Questionnaire:
    """asks: the questions by their keys, in the order of the law, that for the closing date first, and a list before
    the questions in it; names: of the answers that each fills; closing: the name of the closing date."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.closing = book.closing.name
        self.asks: dict[str, Ask] = {self.closing: book.closing.ask}
        for name, ask in book.asks.items():
            if ask.together:
                self.asks[ask.together] = book.groups[ask.together]
            if ask.together not in book.ticked:
                self.asks[name] = ask
        together = {key: tuple(name for name, _ in group.choices) for key, group in book.groups.items()}
        self.names = {key: together.get(key, (key,)) for key in self.asks}
        self.required = {key: frozenset(names) for key, names in self.names.items()}

    @cached_property
    def offered(self) -> dict[str, str]:
        """What is ticked together, by the answer that says whether it is offered, with its name."""
        return {name: words for group in self.book.ticked.values() for name, words in group.choices}

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of the interview by which progress is counted, in the order of the law."""
        asked = (key for key in self.asks if key not in self.book.optional)
        return tuple(dict.fromkeys(self.part_of(self.screen_of(key)) for key in asked))

    def key_of(self, name: str) -> str:
        """The question by which the answer is asked for alone."""
        together = self.book.asks[name].together
        return together if together in self.book.ticked else name

    def screen_of(self, key: str) -> str:
        """The list that the question is in; one in no list is itself a screen."""
        return self.asks[key].together or key

    def is_list(self, key: str) -> bool:
        return isinstance(self.asks[key], QuestionList)

    def clauses_of(self, key: str) -> tuple[str, ...]:
        """The ids of the clauses that use the answer; the question is cited by the first."""
        if key == self.closing:
            return self.book.closing.clauses
        if self.is_list(key):
            return tuple(dict.fromkeys(self.book.sources[name][0] for name in self.names[key]))
        return self.book.sources.get(key) or (self.asks[key].source,)

    def part_of(self, key: str) -> str:
        """The part of the review that a question belongs to: an item of the law, or the closing date."""
        if key == self.closing:
            return key
        items = self.book.items_asking(self.names[key][0])
        return items[0] if items else self.clauses_of(key)[0]

    # Answers

    def put(self, answered: Answered, key: str, answer: JsonValue) -> Answered:
        """The answers with this one, or with several by their names; a group's list of ticks answers each of its
        questions; null: they do not know."""
        if isinstance(answer, dict):
            return answered | answer
        if key not in self.book.ticked:
            return answered | {key: answer}
        ticked = answer if isinstance(answer, list) else None
        return answered | {name: None if ticked is None else name in ticked for name in self.names[key]}

    def answer_to(self, answered: Answered, key: str) -> JsonValue:
        """The JSON form of the answer to an answered question; of a list what is ticked."""
        if key not in self.book.groups:
            return answered[key]
        if not self.is_list(key) and all(answered[name] is None for name in self.names[key]):
            return None
        return [name for name in self.names[key] if answered.get(name)]

    def is_answered(self, answered: Answered, key: str) -> bool:
        return answered.keys() >= self.required[key]

    def answered(self, answered: Answered) -> list[str]:
        """The keys of what was answered and still counts, in the order of the law. The answer about something that the
        platform does not do (`given`) rests aside."""
        return [
            key
            for key, ask in self.asks.items()
            if self.is_answered(answered, key)
            and not isinstance(ask, QuestionList)
            and (not ask.given or answered.get(ask.given) is True)
        ]

    # Words

    def shown(self, key: str, answer: JsonValue) -> str:
        if answer is None:
            return wording.NOTICE_NOT_OUT if key == self.closing else wording.UNCLEAR
        return self.asks[key].words(self.asks[key].accept(key, answer))


@dataclass(frozen=True)
class Case:
    """today: on which it is looked at; stands_in: that day stands in for the closing date, as the notice is not out;
    thorough: a clause that fails already is asked to its end, so that all that is short is known."""

    questions: Questionnaire
    answered: Answered
    today: date
    assessment: Assessment
    stands_in: bool
    thorough: bool = False

    @property
    def law(self) -> Law:
        return self.questions.book.law

    @cached_property
    def unanswered(self) -> tuple[str, ...]:
        """The keys of the questions that are still to be asked, in the order of the law."""
        missing = dict.fromkeys(
            self.questions.key_of(name)
            for finding in self.assessment.findings.values()
            for name in (*finding.missing, *(finding.unasked if self._goes_on(finding) else ()))
        )
        closing = () if self.questions.closing in self.answered else (self.questions.closing,)
        return (*closing, *missing)

    def _goes_on(self, finding: Finding) -> bool:
        """Whether it is asked to its end though it fails: where so many of several are needed and as many are offered,
        it is still to be found out how many are short."""
        if self.thorough or finding.enough is None:
            return self.thorough
        return sum(self.answered.get(name) is True for name in self.questions.offered) >= finding.enough

    @cached_property
    def unasked(self) -> tuple[str, ...]:
        """The keys of what is not asked, as its clause fails already."""
        names = (name for finding in self.assessment.findings.values() for name in finding.unasked)
        return tuple(key for key in dict.fromkeys(map(self.questions.key_of, names)) if key not in self.unanswered)

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The keys of the screens that are still to be asked: questions, and lists of them."""
        return tuple(dict.fromkeys(map(self.questions.screen_of, self.unanswered)))

    @cached_property
    def done(self) -> list[str]:
        """The keys of what was answered and still counts, in the order of the law."""
        return self.questions.answered(self.answered)

    def is_asked(self, key: str) -> bool:
        """Whether it was answered and still counts; of a list something of it."""
        names = self.questions.names[key] if self.questions.is_list(key) else (key,)
        return not set(names).isdisjoint(self.done)

    def is_answered(self, key: str) -> bool:
        return self.questions.is_answered(self.answered, key)

    def is_given(self, name: str) -> bool:
        """Whether there is an answer of this name that counts, and says what is so."""
        return self.answered.get(name) is not None and self.questions.key_of(name) in self.done

    def answer_to(self, key: str) -> JsonValue:
        return self.questions.answer_to(self.answered, key)

    def shown(self, key: str) -> str:
        """The answer to this question in words."""
        return self.questions.shown(key, self.answer_to(key))

    @property
    def failing(self) -> list[str]:
        """The items that are certainly not met, and of which nothing more is asked."""
        failing = [(item, it) for item, it in self.assessment.findings.items() if it.verdict is Verdict.NOT_MET]
        return [item for item, it in failing if not {*map(self.questions.key_of, it.unasked)} & {*self.unanswered}]

    def deciding_vague(self, key: str, answer: JsonValue) -> Period | None:
        """The first date of this answer, known to its month or year only, whose day can change a verdict."""
        vague = vague_dates(answer)
        if not vague or key == self.questions.closing or not self._imprecise(key, answer):
            return None
        for period in vague:
            if self._imprecise(key, [str(period)] if isinstance(answer, list) else str(period)):
                return period
        return vague[0]

    def _imprecise(self, key: str, answer: JsonValue) -> bool:
        """Whether an item that asks for this date cannot be judged without the day."""
        try:
            after = judge(self.questions, put(self, key, answer), self.today)
        except RefusedAnswer:
            return False
        return any(after.assessment.findings[item].imprecise for item in self.questions.book.items_asking(key))


def listed(case: Case, key: str) -> list[str]:
    """Of a list the questions that can matter, but for those whose answer is not known."""
    known = [name for name in case.done if case.answered.get(name) is not None]
    return [name for name in case.questions.names[key] if name in known or name in case.unanswered]


def put(case: Case, key: str, answer: JsonValue) -> Answered:
    """The answers with this one. A case that is ticked is open until its days are told."""
    ask = case.questions.asks[key]
    if not (isinstance(ask, QuestionList) and isinstance(answer, list)):
        return case.questions.put(case.answered, key, answer)
    ticked = [str(name) for name in answer]
    others = {name: given for name, given in case.answered.items() if name not in ticked or given != []}
    return others | cast(Answered, ask.answers(listed(case, key), ticked))


def progress(case: Case, key: str) -> tuple[int, int]:
    """In which part of the interview this is asked, of how many: 4, 10. A question that bears on several parts is
    asked in the first that waits for it."""
    questions = case.questions
    names = questions.names[questions.screen_of(key)]
    items = questions.book.items_asking(names[0])
    found = case.assessment.findings
    waiting = (item for item in items if not set(names).isdisjoint((*found[item].missing, *found[item].unasked)))
    part = next(waiting, "") if len(items) > 1 else ""
    parts = questions.parts
    return parts.index(part or questions.part_of(questions.screen_of(key))) + 1, len(parts)


def judge(questions: Questionnaire, answered: Answered, today: date, thorough: bool = False) -> Case:
    """Raises RefusedAnswer where the answers cannot be true together."""
    return _judged(questions.book.text, json.dumps(answered), today, thorough)


@lru_cache(maxsize=2_000)
def _judged(text: str, answered: str, today: date, thorough: bool) -> Case:
    """One step asks several times for the same answers, and the next step of the same person once more."""
    questions, given = questionnaire(text), json.loads(answered)
    closing = given.get(questions.closing)
    on = date.fromisoformat(closing) if isinstance(closing, str) else today
    book = questions.book
    values = {name: book.accept(name, raw) for name, raw in given.items() if name != questions.closing}
    return Case(questions, given, today, book.assess(values, on), stands_in=closing is None, thorough=thorough)


def judge_possible(questions: Questionnaire, answered: Answered, today: date, thorough: bool = False) -> Case:
    """As `judge`; an answer that cannot be true on this day counts as not given. It was possible when it was given, so
    the clock has been set back since. Raises RefusedAnswer where nothing of the kind helps."""
    try:
        return judge(questions, answered, today, thorough)
    except RefusedAnswer as refused:
        if refused.field not in answered:
            raise
        others = {name: answer for name, answer in answered.items() if name != refused.field}
        return replace(judge_possible(questions, others, today, thorough), answered=answered)


def check_possible(questions: Questionnaire, key: str, answer: JsonValue) -> None:
    """Raises RefusedAnswer for an answer that is impossible, or for the first such of several."""
    for name, each in answer.items() if isinstance(answer, dict) else [(key, answer)]:
        if each is not None:
            questions.asks[name].accept(name, each)


def refusal(questions: Questionnaire, answered: Answered, today: date) -> str | None:
    """Why these answers cannot be, in words; None where they can."""
    try:
        judge(questions, answered, today)
    except RefusedAnswer as refused:
        return str(refused)
    return None


def vague_dates(answer: JsonValue) -> list[Period]:
    """The dates of a date answer that are known to their month or year only."""
    dates = answer if isinstance(answer, list) else [answer]
    return [Period.parse(raw) for raw in dates if isinstance(raw, str) and VAGUE_DATE.fullmatch(raw)]


def first_vague(answer: JsonValue) -> Period | None:
    return next(iter(vague_dates(answer)), None)
