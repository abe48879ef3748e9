"""What a condition, a clause and the whole come to. A finding is never true or false by accident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple, NoReturn, Self, final

from rules.engine.figures import amount


class Worded(StrEnum):
    """Its value is that of JSON; `words` are those of people."""

    words: str

    def __new__(cls, value: str, words: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member


class Verdict(Worded):
    MET = "met", "满足"
    NOT_MET = "not_met", "不满足"
    MAY_BE_RELAXED = "may_be_relaxed", "可放宽"
    TO_VERIFY = "to_verify", "待核实"


class Overall(Worded):
    ELIGIBLE = "eligible", "符合"
    NOT_ELIGIBLE = "not_eligible", "不符合"
    AUTHORITY_DISCRETION = "authority_discretion", "需主管部门裁量"
    INSUFFICIENT = "insufficient", "信息不足"


class State(IntEnum):
    """Where one condition stands. UNCLEAR: answered 不清楚, or the wording is open; OPEN: not asked yet."""

    MET = 0
    NOT_MET = 1
    UNCLEAR = 2
    OPEN = 3

    __hash__ = int.__hash__  # that of Enum is slow


@final
@dataclass(frozen=True, slots=True)
class Unknown:
    """An answer that is not there: not asked yet, or `asked` and answered 不清楚. Neither yes nor no."""

    name: str
    asked: bool

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self.name} is not known: neither true nor false")


class Measure(NamedTuple):
    """The applicant's figure beside the least that the law asks for; unit 元, % or a measure word."""

    subject: str
    have: Decimal | int
    need: Decimal | int
    unit: str

    @property
    def short(self) -> Decimal | int:
        return self.need - self.have

    def words(self, number: Decimal | int) -> str:
        return amount(number, self.unit)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to read an open wording, and what it would come to."""

    words: str
    verdict: Verdict
    because: str

    def __str__(self) -> str:
        return f"{self.words}：{self.because}，{self.verdict.words}"


@dataclass(slots=True)
class Finding:
    """What a condition or a clause comes to, and everything there is to say about it.

    lacking: what is short, in words with figures (还差3家); steps: how many things that are; missing: names of the
    answers not given yet that can still change it; unclear: names answered 不清楚; imprecise: a date is known only to
    its month or year and the day would matter; heals_on: the day from which time alone makes it met; possible: the
    states that the open answers can still bring; parts: the conditions of a clause, all of which are needed, or
    `enough` of them. Once made, a finding is shared and never changed.
    """

    state: State
    verdict: Verdict
    lacking: tuple[str, ...] = ()
    steps: int = 0
    missing: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    imprecise: bool = False
    heals_on: date | None = None
    interpretations: tuple[Interpretation, ...] = ()
    measure: Measure | None = None
    possible: frozenset[State] = frozenset()
    parts: tuple[Finding, ...] = ()
    enough: int | None = None

    def __bool__(self) -> NoReturn:
        raise TypeError("a finding is neither true nor false: ask for its verdict")

    def words(self, labels: Mapping[str, str]) -> str:
        """The verdict and what it rests on, in a line; answers by their labels."""
        said = [*self.lacking, *map(str, self.interpretations)]
        for words, names in (("还没有回答", self.missing), ("回答不清楚", self.unclear)):
            if names:
                said.append(f"{words}：{'；'.join(labels[name] for name in names)}")
        return self.verdict.words + (f"：{'；'.join(said)}" if said else "")


# What the answers that are still open can bring; those given bring one state.
PASSES = frozenset({State.MET})
FAILS = frozenset({State.NOT_MET})
UNSURE = frozenset({State.UNCLEAR})
ANY = PASSES | FAILS | UNSURE

MET = Finding(State.MET, Verdict.MET, possible=PASSES)


def met(measure: Measure | None = None, parts: tuple[Finding, ...] = ()) -> Finding:
    return Finding(MET.state, MET.verdict, measure=measure, possible=PASSES, parts=parts)


def named(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The missing answers of several findings, each once, in order."""
    return tuple(dict.fromkeys(name for finding in findings for name in finding.missing))
