"""The answers of one person, judged: what they come to, what is still to be asked, what is precise enough."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from pydantic import JsonValue

from dialogs.interview.questionnaire import Questionnaire, questionnaire
from dialogs.session import Answered
from knowledge.law import Law
from rules.calendar.days import Period
from rules.engine.ask import RefusedAnswer
from rules.engine.book import Assessment
from rules.engine.finding import Verdict

VAGUE_DATE = re.compile(r"\d{4}(-\d{2})?")  # a month or a year, as answers keep it


@dataclass(frozen=True)
class Case:
    """today: on which it is looked at; stands_in: that day stands in for the closing date, as the notice is not out."""

    questions: Questionnaire
    answered: Answered
    today: date
    assessment: Assessment
    stands_in: bool

    @property
    def law(self) -> Law:
        return self.questions.law

    @property
    def on(self) -> date:
        """The day on which everything has to be met."""
        return self.assessment.on

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The keys of what is still to be asked, in the order of the law."""
        missing = dict.fromkeys(map(self.questions.key_of, self.assessment.missing))
        closing = () if self.questions.closing in self.answered else (self.questions.closing,)
        return (*closing, *missing)

    @cached_property
    def done(self) -> list[str]:
        """The keys of what was answered and still counts, in the order of the law."""
        return self.questions.answered(self.answered)

    def is_answered(self, key: str) -> bool:
        return self.questions.is_answered(self.answered, key)

    def answer_to(self, key: str) -> JsonValue:
        return self.questions.answer_to(self.answered, key)

    def shown(self, key: str) -> str:
        """The answer to this question in words."""
        return self.questions.shown(key, self.answer_to(key))

    def progress(self, key: str) -> tuple[int, int]:
        """Which question this is, of how many as things stand: 9, 31."""
        done = [other for other in self.done if other not in self.questions.book.optional]
        to_come = [other for other in self.open if other not in done]
        position = done.index(key) + 1 if key in done else len(done) + 1
        return position, max(len(done) + len(to_come), position)

    @property
    def failing(self) -> list[str]:
        """The items that are certainly not met."""
        findings = self.assessment.findings.items()
        return [item for item, finding in findings if finding.verdict is Verdict.NOT_MET]

    def deciding_vague(self, key: str, answer: JsonValue) -> Period | None:
        """The first date of this answer, known to its month or year only, whose day can change a verdict."""
        vague = vague_dates(answer)
        if not vague or key == self.questions.closing or not self._imprecise(key, answer):
            return None
        alone = (period for period in vague if self._imprecise(key, _like(answer, period)))
        return next(alone, vague[0])

    def _imprecise(self, key: str, answer: JsonValue) -> bool:
        """Whether an item that asks for this date cannot be judged without the day."""
        try:
            after = judge(self.questions, self.questions.put(self.answered, key, answer), self.today)
        except RefusedAnswer:
            return False
        return any(after.assessment.findings[item].imprecise for item in self.questions.book.items_asking(key))


def judge(questions: Questionnaire, answered: Answered, today: date) -> Case:
    """Raises RefusedAnswer where the answers cannot be true together."""
    return _judged(questions.book.text, json.dumps(answered), today)


@lru_cache(maxsize=2_000)
def _judged(text: str, answered: str, today: date) -> Case:
    """One step asks several times for the same answers, and the next step of the same person once more."""
    questions, given = questionnaire(text), json.loads(answered)
    closing = given.get(questions.closing)
    on = date.fromisoformat(closing) if isinstance(closing, str) else today
    book = questions.book
    values = {name: book.accept(name, raw) for name, raw in given.items() if name != questions.closing}
    return Case(questions, given, today, book.assess(values, on), stands_in=closing is None)


def judge_possible(questions: Questionnaire, answered: Answered, today: date) -> Case:
    """As `judge`; an answer that cannot be true on this day counts as not given. It was possible when it was given, so
    the clock has been set back since. Raises RefusedAnswer where nothing of the kind helps."""
    try:
        return judge(questions, answered, today)
    except RefusedAnswer as refused:
        if refused.field not in answered:
            raise
        others = {name: answer for name, answer in answered.items() if name != refused.field}
        return replace(judge_possible(questions, others, today), answered=answered)


def refusal(questions: Questionnaire, answered: Answered, today: date) -> str | None:
    """Why these answers cannot be, in words; None where they can."""
    try:
        judge(questions, answered, today)
    except RefusedAnswer as refused:
        return str(refused)
    return None


def _like(answer: JsonValue, period: Period) -> JsonValue:
    return [str(period)] if isinstance(answer, list) else str(period)


def vague_dates(answer: JsonValue) -> list[Period]:
    """The dates of a date answer that are known to their month or year only."""
    dates = answer if isinstance(answer, list) else [answer]
    return [Period.parse(raw) for raw in dates if isinstance(raw, str) and VAGUE_DATE.fullmatch(raw)]


def first_vague(answer: JsonValue) -> Period | None:
    return next(iter(vague_dates(answer)), None)
