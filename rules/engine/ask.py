"""The questions of the rules: what is asked, and which answers are possible.

An `Ask` stands in the annotation of the parameter that its answer fills. It turns the JSON form of an
answer into a value and back, and refuses what cannot be, saying what would be possible.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import ClassVar, TypeAlias

from rules.calendar.days import UNDATED, Period, years_after
from rules.engine.conditions import Threshold
from rules.engine.figures import amount, period, plain
from rules.engine.finding import Unknown

Value: TypeAlias = bool | int | Decimal | str | Period | tuple[Period, ...] | tuple[int, ...] | frozenset[str]
Answers: TypeAlias = Mapping[str, Value | Unknown]
Flag: TypeAlias = bool | Unknown
Json: TypeAlias = bool | int | float | Decimal | str | Sequence["Json"] | Mapping[str, "Json"] | None

MOST = 10**15  # more than any amount or count that can be meant
FINEST = Decimal("1e-12")  # finer than any that can be meant; with MOST it keeps a number within Decimal's 28 digits
LAST_YEAR = 2999  # so that years can be added to any day


class RefusedAnswer(Exception):
    """An impossible answer: `field` is its name, the message says in Chinese what would be possible."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Names:
    """What people call the thing asked for: by its own names, as a noun or a verb that stands with it; by others that
    may mean it (`near`: said back before it counts); `others` are the names of what it is easily mistaken for."""

    own: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, own: str, *, near: str = "", others: str = "") -> Names:
        """Names with spaces between them."""
        return cls(tuple(own.split()), tuple(near.split()), tuple(others.split()))

    @property
    def every(self) -> tuple[str, ...]:
        """The longest first, as of names that begin alike it is the one meant: 中级及以上职称 and not 中级."""
        return tuple(sorted((*self.own, *self.near, *self.others), key=len, reverse=True))


@dataclass(frozen=True)
class Ask(ABC):
    """One question.

    label: the short noun of the review list; example: how to answer; declared: the answer is the applicant's own
    judgement (自述), which the authority may see otherwise; given: the name of the yes-or-no answer without which the
    question does not arise; together: asked on one screen with the others of the same group; stated: what a list says
    of it, that a condition is met or that there was a case; source: the id of the clause that the question comes from,
    where it is not the one that asks it; names: what people call the thing asked for. Each kind of question says in
    words what kind it is, and what is possible.
    """

    question: str
    label: str
    example: str = ""
    unit: str = ""
    declared: bool = False
    given: str = ""
    together: str = ""
    stated: str = ""
    source: str = ""
    names: Names = Names()

    kind: ClassVar[str]
    possible: ClassVar[str]

    def accept(self, field: str, raw: Json) -> Value:
        """The value of a JSON answer. Raises RefusedAnswer."""
        value = self.value(raw)
        if value is None:
            text = f"“{raw}”" if isinstance(raw, str) else str(raw)
            shown = text if len(text) <= 40 else text[:40] + "…"
            raise RefusedAnswer(field, f"{self.label}：{shown} 不可能，{self.possible}。")
        return value

    @abstractmethod
    def value(self, raw: Json) -> Value | None:
        """None where the raw answer is impossible."""

    def words(self, value: Value) -> str:
        """The answer as the applicant reads it: a number with its unit, or a date."""
        if isinstance(value, Period):
            return period(value)
        assert isinstance(value, Decimal | int)
        return amount(value, self.unit)

    def json(self, value: Value) -> Json:
        """The JSON form of a value, which `accept` takes."""
        match value:
            case Period():
                return None if value == UNDATED else str(value)
            case Decimal():
                return plain(value)
            case tuple():
                return [self.json(entry) for entry in value if isinstance(entry, Period | int)]
            case frozenset():
                return sorted(value)
        return value


def _integer(raw: Json) -> int | None:
    """A whole number from 0; a JSON ``true`` is no number, and neither is 12.5."""
    number = _decimal(raw)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _decimal(raw: Json) -> Decimal | None:
    """A number from 0, as exact as it is given: 79.99 is not 80."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= MOST or number != number.quantize(FINEST):
        return None
    return abs(number)  # no minus zero


def _period(raw: Json) -> Period | None:
    if not isinstance(raw, str):
        return None
    try:
        period = Period.parse(raw)
    except ValueError:
        return None
    return period if period.last.year <= LAST_YEAR else None


@dataclass(frozen=True)
class Terms:
    """How people say that something is so, or is not: lists of words with blanks between.

    things: what there is, or is not (有场地); holds: what says it alone, and after a 不 or 没有 denies it (健全);
    cases: what is named where it is likely so (写字楼); contrary: where it is likely not so (分公司); parts: where
    the question asks for two things at once, or for either of two, the words for each; beside: what may be so where
    what is asked is not (办公), unless a word of `about` stands with it (注册).
    """

    things: str = ""
    holds: str = ""
    cases: str = ""
    contrary: str = ""
    parts: tuple[str, ...] = ()
    beside: str = ""
    about: str = ""


@dataclass(frozen=True)
class YesNo(Ask):
    """A question whose answer is true or false.

    yes, no: the words for true and for false; terms: how else people say either; affirmative: the value that 有, 是 or
    对 stands for, which is false where the question is after what the law rules out (有不良信用记录吗？). A question is
    never put in the negative: nobody can tell what 没有 means there.
    """

    kind = "是或否"
    possible = "只能是 true（是）、false（否）或 null（不清楚）"
    yes: str = "是"
    no: str = "否"
    affirmative: bool = True
    terms: Terms = Terms()

    def value(self, raw: Json) -> Value | None:
        return raw if isinstance(raw, bool) else None

    def words(self, value: Value) -> str:
        return self.yes if value is True else self.no


@dataclass(frozen=True)
class Figure(Ask):
    """A question whose answer is a number, or a few."""


@dataclass(frozen=True)
class Count(Figure):
    kind = "整数"
    possible = "应是不小于0、不超过1000万亿的整数"

    def value(self, raw: Json) -> Value | None:
        return _integer(raw)


@dataclass(frozen=True)
class Amount(Figure):
    """An amount of money in yuan."""

    kind = "金额"
    possible = "应是不小于0、不超过1000万亿的金额（单位：元，最多12位小数）"
    unit: str = "元"

    def value(self, raw: Json) -> Value | None:
        return _decimal(raw)


@dataclass(frozen=True)
class Share(Figure):
    """A share in per cent."""

    kind = "百分数"
    possible = "应是0到100之间的百分数（最多12位小数）"
    unit: str = "%"

    def value(self, raw: Json) -> Value | None:
        percent = _decimal(raw)
        return percent if percent is not None and percent <= 100 else None


@dataclass(frozen=True)
class Day(Ask):
    """A day. `ahead`: as a rule it is still to come, so that one without a year is the next."""

    kind = "日期"
    possible = "应是真实的日期，例如 2023-05-08（只知道月份时 2023-05）"
    ahead: bool = False

    def value(self, raw: Json) -> Value | None:
        return _period(raw)


@dataclass(frozen=True)
class Days(Ask):
    """Days of decisions; none is an answer too, and null in the list is one whose day is not known.

    most: limits how many there can be; ahead: as of `Day`; cases: nouns and verbs by which one says that there was such
    a case, or none; narrower: those of some cases only, so that who denies them may say nothing of the others;
    opposite: what is so where there was none; presupposing: what is said of one that there is, or was; begun: what
    is said of the day on which it began, where another is asked for; term, doubt: a day that lies more than so many
    years ahead is doubted in these words.
    """

    kind = "日期（没有就答没有）"
    possible = "应是日期（例如 2023-05-08）或日期的列表，日期不清楚的写 null；没有则为 false 或 []"
    most: int = 100
    ahead: bool = False
    cases: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    opposite: tuple[str, ...] = ()
    presupposing: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    term: Threshold | None = None
    doubt: str = ""

    def value(self, raw: Json) -> Value | None:
        if raw is False:
            return ()
        entries = [raw] if isinstance(raw, str) else raw
        if isinstance(entries, bool) or not isinstance(entries, Sequence) or len(entries) > self.most:
            return None
        days = [UNDATED if entry is None else _period(entry) for entry in entries]
        return tuple(sorted(day for day in days if day)) if all(days) else None

    def latest(self, today: date) -> date:
        """The last day that is not doubted."""
        return years_after(today, self.term.at(today)) if self.term else date.max

    def words(self, value: Value) -> str:
        assert isinstance(value, tuple)
        if value == (UNDATED,):
            return "有，日期不清楚"
        return "、".join(period(day) for day in value if isinstance(day, Period)) or "没有"


@dataclass(frozen=True)
class YearlyCounts(Figure):
    """Counts of two or three years in a row, the oldest first. `later`: what is said of them where the first day on
    which one can apply lies in a later year."""

    later: str = ""
    kind = "两年或三年的整数"
    possible = "应是两个或三个年度的整数，先早后近，例如 [160, 210]"

    def value(self, raw: Json) -> Value | None:
        if not isinstance(raw, Sequence) or isinstance(raw, str) or len(raw) not in (2, 3):
            return None
        counts = [_integer(entry) for entry in raw]
        return tuple(count for count in counts if count is not None) if None not in counts else None

    def words(self, value: Value) -> str:
        assert isinstance(value, tuple)
        return " → ".join(f"{count}{self.unit}" for count in value)


@dataclass(frozen=True)
class Choice(Ask):
    """One of several; `choices` maps the value to its words.

    Lists of words with blanks between, each with the value meant: also: what else it is called; likely: what is likely
    it. unsettled: what may be any of them, and unsettled_note: what is said to that.
    """

    kind = "选一项"
    choices: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    likely: tuple[tuple[str, str], ...] = ()
    unsettled: str = ""
    unsettled_note: str = ""

    @property
    def possible(self) -> str:  # type: ignore[override]
        return "应是 " + "、".join(f"{value}（{words}）" for value, words in self.choices) + " 之一"

    def value(self, raw: Json) -> Value | None:
        return raw if isinstance(raw, str) and raw in dict(self.choices) else None

    def words(self, value: Value) -> str:
        return dict(self.choices)[str(value)]


@dataclass(frozen=True)
class Ticks(Ask):
    """Any of several, none included; `choices` maps the value to its words."""

    kind = "勾选有的"
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def possible(self) -> str:  # type: ignore[override]
        return "应是一个列表，只能从中选：" + "、".join(value for value, _ in self.choices)

    def value(self, raw: Json) -> Value | None:
        if not isinstance(raw, Sequence) or isinstance(raw, str):
            return None
        ticked = [entry for entry in raw if isinstance(entry, str) and entry in dict(self.choices)]
        return frozenset(ticked) if len(ticked) == len(raw) else None

    def words(self, value: Value) -> str:
        assert isinstance(value, frozenset)
        return "、".join(words for choice, words in self.choices if choice in value) or "都没有"


@dataclass(frozen=True)
class QuestionList(Ticks):
    """Several questions on one screen, each of which can be asked alone too; the choices are the names of their
    answers. What is ticked and what is not stand for answers to them."""

    @abstractmethod
    def answers(self, listed: Sequence[str], ticked: Sequence[str]) -> Mapping[str, Json]:
        """The answers to those of the questions that were listed."""


@dataclass(frozen=True)
class ConditionList(QuestionList):
    """Yes-or-no questions: all are ticked until one is taken off."""

    def answers(self, listed: Sequence[str], ticked: Sequence[str]) -> Mapping[str, Json]:
        return {name: name in ticked for name in listed}


@dataclass(frozen=True)
class CaseList(QuestionList):
    """Questions for the days of cases: none is ticked until there was one, whose days are then asked for."""

    def answers(self, listed: Sequence[str], ticked: Sequence[str]) -> Mapping[str, Json]:
        return {name: [] for name in listed if name not in ticked}
