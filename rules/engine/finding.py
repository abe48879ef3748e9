"""What a condition, a clause and the whole come to. A finding is never true or false by accident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple, NoReturn, Self, final

from rules.calendar.days import Period
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

    lacking: what is short, in words with figures (还差3家); steps: how many things that are; remedy: what has to be
    done about it, where that is not said by what is short; missing: names of the answers not given yet that can still
    change it, or of a condition how much is short; unclear: names answered 不清楚; imprecise: a date is known only to
    its month or year and the day would matter; heals: the day from which time alone makes it met, as exactly as it is
    known; submit_from: the day before which nobody may apply, whenever the closing date is; measure: the figure that it
    rests on, beside the threshold; shown_by: what it rests on where that is no figure beside a threshold; possible: the
    states that the open answers can still bring; parts: the conditions of a clause, all of which are needed, or
    `enough` of them. Once made, a finding is shared and never changed.
    """

    state: State
    verdict: Verdict
    lacking: tuple[str, ...] = ()
    steps: int = 0
    remedy: str = ""
    missing: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    imprecise: bool = False
    heals: Period | None = None
    submit_from: date | None = None
    interpretations: tuple[Interpretation, ...] = ()
    measure: Measure | None = None
    shown_by: str = ""
    possible: frozenset[State] = frozenset()
    parts: tuple[Finding, ...] = ()
    enough: int | None = None

    def __bool__(self) -> NoReturn:
        raise TypeError("a finding is neither true nor false: ask for its verdict")

    @property
    def heals_on(self) -> date | None:
        """The day on which time alone has certainly made it met."""
        return self.heals.last if self.heals else None

    @property
    def unasked(self) -> tuple[str, ...]:
        """The answers not given that cannot change the verdict any more: they would tell what else is short."""
        if self.verdict is Verdict.MET:
            return ()
        return tuple(name for name in named(self.parts) if name not in self.missing)

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


def met(measure: Measure | None = None, shown_by: str = "", parts: tuple[Finding, ...] = ()) -> Finding:
    return Finding(MET.state, MET.verdict, measure=measure, shown_by=shown_by, possible=PASSES, parts=parts)


def named(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The missing answers of several findings, each once, in order."""
    return tuple(dict.fromkeys(name for finding in findings for name in finding.missing))
