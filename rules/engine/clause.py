"""A clause of the law is one function: its parameters are the answers it needs, its docstring is the law."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, update_wrapper
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from rules.engine.ask import Answers, Ask, Value
from rules.engine.conditions import Threshold
from rules.engine.finding import Finding, Unknown

REFERENCE_DAY = "on"  # the parameter that takes the day at which every condition is judged


@dataclass
class ClauseRule:
    """One clause judged. `asks` maps the names of the answers to their questions, in the order of the law; `thresholds`
    are the numbers that it judges by; `remark` says in Chinese how the words are read where they leave room."""

    id: str
    judge: Callable[..., Finding]
    asks: dict[str, Ask]
    dated: bool
    unasked: tuple[Unknown, ...]  # what stands for each answer until it is given
    thresholds: tuple[Threshold, ...]
    remark: str

    @property
    def clauses(self) -> tuple[ClauseRule, ...]:
        return (self,)

    def __call__(self, on: date | None = None, **answers: Value | Unknown) -> Example:
        """Judge these answers alone, as the examples beside the law do; what is left out is not asked yet."""
        return Example(self, answers, on, self.find(answers, on or date.max))

    def find(self, answers: Answers, on: date) -> Finding:
        given = map(answers.get, self.asks, self.unasked)
        return self.judge(*given, on) if self.dated else self.judge(*given)


@dataclass(frozen=True)
class Example:
    """Answers to one clause, and what they come to: printed in words, as it stands beside the law."""

    clause: ClauseRule
    answers: Answers
    on: date | None
    finding: Finding

    def __repr__(self) -> str:
        """满足, 不满足：还差1家, 待核实：还没有回答：集聚专业服务机构."""
        return self.finding.words({name: ask.label for name, ask in self.clause.asks.items()})


@dataclass(frozen=True)
class Several:
    """An article whose items are judged together: `fold` makes one finding of theirs; its docstring is the head of the
    article."""

    id: str
    clauses: tuple[ClauseRule, ...]
    fold: Callable[..., Finding]
    thresholds: tuple[Threshold, ...]
    remark: str

    @cached_property
    def asks(self) -> dict[str, Ask]:
        return {name: ask for clause in self.clauses for name, ask in clause.asks.items()}

    def find(self, answers: Answers, on: date) -> Finding:
        return self.fold(*[clause.find(answers, on) for clause in self.clauses], on=on)


def clause(id: str, *thresholds: Threshold, remark: str = "") -> Callable[[Callable[..., Finding]], ClauseRule]:
    """Make a function the rule of a clause. Every parameter but the reference day, the last, carries its Ask."""

    def rule(judge: Callable[..., Finding]) -> ClauseRule:
        hints = get_type_hints(judge, include_extras=True)
        names = list(inspect.signature(judge).parameters)
        dated = names[-1] == REFERENCE_DAY
        asks = {name: _ask(hints[name]) for name in (names[:-1] if dated else names)}
        unasked = tuple(Unknown(name, asked=False) for name in asks)
        made = ClauseRule(id, judge, asks, dated, unasked, thresholds, remark)
        update_wrapper(made, judge)  # so that doctest finds the law and its examples
        return made

    return rule


def choices_of(group: str, *clauses: ClauseRule) -> tuple[tuple[str, str], ...]:
    """The questions of these clauses that stand on one screen, by the names of their answers."""
    asks = (each for clause in clauses for each in clause.asks.items())
    return tuple((name, ask.stated or ask.label) for name, ask in asks if ask.together == group)


def _ask(hint: Any) -> Ask:
    """The question in an annotation."""
    assert get_origin(hint) is Annotated, f"not a question: {hint}"
    (ask,) = (extra for extra in get_args(hint)[1:] if isinstance(extra, Ask))
    return ask
