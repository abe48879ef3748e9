"""The interview as questions and answers: what is asked next, what an answer changes. No screens here.

A question is known by its key: the name of its answer, or of the group that is answered on one screen.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from pydantic import JsonValue

from dialogs.session import Answered
from dialogs.wording import zh as wording
from rules.calendar.days import Period
from rules.engine.ask import Ask, RefusedAnswer, Ticks, Value
from rules.engine.book import Assessment
from rules.engine.finding import Unknown, Verdict
from rules.texts import book

BOOK = book()
REFERENCE = BOOK.closing.name
VAGUE_DATE = re.compile(r"\d{4}(-\d{2})?")  # a month or a year, as answers keep it
GROUPS = BOOK.groups
ASKS: dict[str, Ask] = {REFERENCE: BOOK.closing.ask}
for _name, _ask in BOOK.asks.items():
    _key = _ask.together or _name
    ASKS[_key] = GROUPS.get(_key, _ask)
NAMES = {key: tuple(name for name, _ in GROUPS[key].choices) if key in GROUPS else (key,) for key in ASKS}
FILLED_BY = {key: frozenset(names) for key, names in NAMES.items()}
OPTIONAL = frozenset(BOOK.optional)
LONGEST_RECEIPT = 24  # characters


def key_of(name: str) -> str:
    return BOOK.asks[name].together or name


def names_of(key: str) -> tuple[str, ...]:
    """The names of the answers that a question fills."""
    return NAMES[key]


def clauses_of(key: str) -> tuple[str, ...]:
    """The ids of the clauses that use the answer; the question is cited by the first."""
    if key == REFERENCE:
        return BOOK.closing.clauses
    return (GROUPS[key].source,) if key in GROUPS else BOOK.sources[key] or (ASKS[key].source,)


@dataclass(frozen=True)
class Case:
    """The answers judged. `stands_in`: the day asked stands in for the closing date, as the notice is not out."""

    assessment: Assessment
    stands_in: bool

    @property
    def on(self) -> date:
        return self.assessment.on

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The keys of the questions that can still change a verdict, in the order of the law."""
        return tuple(dict.fromkeys(map(key_of, self.assessment.missing)))


def judge(answered: Answered, today: date) -> Case:
    """Raises RefusedAnswer where the answers cannot be true together."""
    return _judged(json.dumps(answered), today)


def judge_possible(answered: Answered, today: date) -> Case:
    """As `judge`; an answer that cannot be true on this day counts as not given. It was possible when it was given, so
    the clock has been set back since. Raises RefusedAnswer where nothing of the kind helps."""
    try:
        return judge(answered, today)
    except RefusedAnswer as refused:
        if refused.field not in answered:
            raise
        return judge_possible({name: answer for name, answer in answered.items() if name != refused.field}, today)


@lru_cache(maxsize=2_000)
def _judged(answered: str, today: date) -> Case:
    """One step asks several times for the same answers, and the next step of the same person once more."""
    given: Answered = json.loads(answered)
    closing = given.get(REFERENCE)
    on = date.fromisoformat(closing) if isinstance(closing, str) else today
    return Case(BOOK.assess(values(given), on), closing is None)


def values(answered: Answered) -> dict[str, Value | Unknown]:
    """The answers as the rules take them."""
    return {name: BOOK.accept(name, raw) for name, raw in answered.items() if name != REFERENCE}


def put(answered: Answered, key: str, answer: JsonValue) -> Answered:
    """The answers with this one; a group's list of ticks answers each of its questions; null is 不清楚."""
    if key not in GROUPS:
        return answered | {key: answer}
    ticked = answer if isinstance(answer, list) else None
    return answered | {name: None if ticked is None else name in ticked for name in names_of(key)}


def answer_to(answered: Answered, key: str) -> JsonValue:
    """The JSON form of the answer to an answered question."""
    if key not in GROUPS:
        return answered[key]
    names = names_of(key)
    if all(answered[name] is None for name in names):
        return None
    return [name for name in names if answered[name]]


def is_answered(answered: Answered, key: str) -> bool:
    return answered.keys() >= FILLED_BY[key]


def arises(answered: Answered, key: str) -> bool:
    """False where the question belongs to something that the platform does not do: its answer rests aside."""
    given = ASKS[key].given
    return not given or answered.get(given) is True


def open_questions(answered: Answered, case: Case) -> tuple[str, ...]:
    """The keys of what is still to be asked, in the order of the law."""
    return case.open if REFERENCE in answered else (REFERENCE, *case.open)


def answered_questions(answered: Answered) -> list[str]:
    """The keys of what was answered and still counts, in the order of the law."""
    given = answered.keys()
    return [key for key, names in FILLED_BY.items() if given >= names and arises(answered, key)]


def progress(answered: Answered, case: Case, key: str) -> tuple[int, int]:
    """Which question this is, of how many as things stand: 9, 31."""
    done = [other for other in answered_questions(answered) if other not in OPTIONAL]
    to_come = [other for other in open_questions(answered, case) if other not in done]
    position = done.index(key) + 1 if key in done else len(done) + 1
    return position, max(len(done) + len(to_come), position)


def failing(case: Case) -> list[str]:
    """The items that are certainly not met."""
    return [item for item, finding in case.assessment.findings.items() if finding.verdict is Verdict.NOT_MET]


def refusal(answered: Answered, today: date) -> str | None:
    """Why these answers cannot be, in words; None where they can."""
    try:
        judge(answered, today)
    except RefusedAnswer as refused:
        return str(refused)
    return None


def deciding_vague(answered: Answered, key: str, answer: JsonValue, today: date) -> Period | None:
    """The first date of this answer, known to its month or year only, whose day can change a verdict."""
    vague = vague_dates(answer)
    if not vague or key == REFERENCE or not _imprecise(answered, key, answer, today):
        return None
    alone = (period for period in vague if _imprecise(answered, key, _like(answer, period), today))
    return next(alone, vague[0])


def _imprecise(answered: Answered, key: str, answer: JsonValue, today: date) -> bool:
    """Whether an item that asks for this date cannot be judged without the day."""
    try:
        findings = judge(put(answered, key, answer), today).assessment.findings
    except RefusedAnswer:
        return False
    return any(findings[item].imprecise for item in BOOK.items_asking(key))


def _like(answer: JsonValue, period: Period) -> JsonValue:
    return [str(period)] if isinstance(answer, list) else str(period)


def shown(key: str, answer: JsonValue) -> str:
    """An answer in words."""
    if answer is None:
        return wording.NOTICE_NOT_OUT if key == REFERENCE else wording.UNCLEAR
    return ASKS[key].words(ASKS[key].accept(key, answer))


def in_short(key: str, answer: JsonValue) -> str:
    """An answer in the few words of a receipt: of many ticks only how many they are."""
    whole, ask = shown(key, answer), ASKS[key]
    if isinstance(ask, Ticks) and isinstance(answer, list) and len(whole) > LONGEST_RECEIPT:
        return wording.TICKED_COUNT.format(count=len(answer), all=len(ask.choices))
    return whole


def vague_dates(answer: JsonValue) -> list[Period]:
    """The dates of a date answer that are known to their month or year only."""
    dates = answer if isinstance(answer, list) else [answer]
    return [Period.parse(raw) for raw in dates if isinstance(raw, str) and VAGUE_DATE.fullmatch(raw)]


def first_vague(answer: JsonValue) -> Period | None:
    return next(iter(vague_dates(answer)), None)
