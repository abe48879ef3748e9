"""A rule book: one text of the regulation as clauses that judge, and what the whole comes to."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from knowledge.law import Law, load
from rules.calendar.days import Period
from rules.engine.ask import Answers, Ask, Day, Json, QuestionList, Ticks, Value
from rules.engine.clause import ClauseRule
from rules.engine.conditions import Threshold, healed
from rules.engine.deadlines import DeadlineKind
from rules.engine.finding import Finding, Overall, State, Unknown, Verdict, named
from rules.engine.limit import Limit


class Item(Protocol):
    """What gets a verdict of its own: a clause, or an article whose items are judged together."""

    @property
    def id(self) -> str: ...
    @property
    def asks(self) -> Mapping[str, Ask]: ...
    @property
    def clauses(self) -> tuple[ClauseRule, ...]: ...
    @property
    def thresholds(self) -> tuple[Threshold, ...]: ...
    @property
    def remark(self) -> str: ...
    def find(self, answers: Answers, on: date) -> Finding: ...


def asks_in(item: Item, group: str) -> bool:
    """Whether one of its questions is ticked together with those of the group."""
    return any(ask.together == group for ask in item.asks.values())


@dataclass(frozen=True)
class NeededChange:
    """One thing that would have to change for the whole to come out 符合; not what is only unclear."""

    item: str
    words: str


@dataclass(frozen=True)
class Assessment:
    """What all answers come to at the reference day `on`, under the text with the id `text`.

    findings: by item, in the order of the law; heals: the first later day on which the same answers come out 符合, as
    exactly as it is known, where time alone heals what is missing; earliest: the day on which they certainly do;
    missing: the answers not given yet that can still change a verdict.
    """

    text: str
    on: date
    findings: Mapping[str, Finding]
    overall: Overall
    heals: Period | None

    @property
    def earliest(self) -> date | None:
        return self.heals.last if self.heals else None

    @cached_property
    def missing(self) -> tuple[str, ...]:
        return named(self.findings.values())

    @cached_property
    def changes(self) -> tuple[NeededChange, ...]:
        """The shortest list of what would have to change for 符合."""
        return tuple(
            NeededChange(item, words)
            for item, finding in self.findings.items()
            if finding.verdict is not Verdict.MET
            for words in dict.fromkeys(_remedies(finding))
        )


class Closing(NamedTuple):
    """The day until which applications are received, at which every condition is judged.

    name: that of its answer; clauses: the ids of those that speak of it, the one it is cited by first.
    """

    name: str
    ask: Day
    clauses: tuple[str, ...]


class Introduction(NamedTuple):
    """What the first screen says of a text, a paragraph each: what can be found out, what to have at hand for it, and
    how many questions there are."""

    about: str
    at_hand: str
    length: str


class Relaxation(NamedTuple):
    """A clause by which the authority may relax some items. of_whom: whose conditions it speaks of, in words; named:
    what people call them, a pattern."""

    items: tuple[str, ...]
    of_whom: str
    named: re.Pattern[str] = re.compile(r"(?!)")


class Authority(NamedTuple):
    """Who decides under the text, and the id of the clause by which it interprets it."""

    name: str
    interprets: str


@dataclass(frozen=True)
class RuleBook:
    """One text of the regulation, and all that a conversation about it has to know.

    text: the id of the text in `knowledge`; optional: questions that no verdict depends on; contradictions: raises
    RefusedAnswer where answers cannot be true together; not_judged: the clauses without a rule, each with the reason;
    groups: questions asked together on one screen, by the key that they carry (`Ask.together`); the choices are the
    names of their answers; at_once: figures that may be said in one answer, with an example of one;
    relaxes: by the id of the clause; holders: items that concern only those whose answer
    of this name is not "none"; figures: how a figure of one's own is stated in a sentence, by the answer that it may
    fill (a pattern with the group `figure`); limits: the numbers of the text by name, where one is for an answer by the
    name of that; about_changes: for an answer the matters of which a change that is told
    may be meant for it; deadlines: the kinds that the text fixes, by id, in the order in which they are offered;
    introduction: what the first screen says of it; notice_clause: the clause that the year's notice rests on; papers:
    those that speak of what is handed in; topics: what the answers to an item are about, in a word or two, by the id of
    the item.
    """

    text: str
    items: tuple[Item, ...]
    optional: Mapping[str, Ask]
    contradictions: Callable[[Answers, date], None] = field(repr=False)
    not_judged: Mapping[str, str]
    closing: Closing
    authority: Authority
    introduction: Introduction
    notice_clause: str
    papers: tuple[str, ...] = ()
    groups: Mapping[str, Ticks] = field(default_factory=dict)
    at_once: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    relaxes: Mapping[str, Relaxation] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    about_changes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    deadlines: Mapping[str, DeadlineKind] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def law(self) -> Law:
        return load(self.text)

    @cached_property
    def change_kind(self) -> DeadlineKind | None:
        """The kind of deadline that a person sets going by telling of a change; None where the text has none."""
        return next((kind for kind in self.deadlines.values() if kind.matters), None)

    @cached_property
    def asks(self) -> dict[str, Ask]:
        """Every question by the name of its answer, in the order of the law."""
        required = {name: ask for item in self.items for name, ask in item.asks.items()}
        return required | dict(self.optional)

    @cached_property
    def ticked(self) -> dict[str, Ticks]:
        """The groups whose questions are never asked alone."""
        return {key: group for key, group in self.groups.items() if not isinstance(group, QuestionList)}

    @cached_property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """For each answer the ids of the clauses that use it, the one it is asked for first."""
        clauses = [clause for item in self.items for clause in item.clauses]
        return {
            name: (*filter(None, [ask.source]), *(clause.id for clause in clauses if name in clause.asks))
            for name, ask in self.asks.items()
        }

    def applies(self, item: str, answers: Mapping[str, object]) -> bool:
        """Whether the item concerns somebody with these answers, be they values or their JSON forms.

        False only where it is for those who hold something, and they said that they hold none, or nothing of it.
        """
        if item not in self.holders:
            return True
        held = answers.get(self.holders[item], ())
        return held is None or isinstance(held, Unknown) or bool(held)

    def items_asking(self, name: str) -> tuple[str, ...]:
        """The items that the answer with this name bears on."""
        return tuple(item.id for item in self.items if name in item.asks)

    def accept(self, name: str, raw: Json) -> Value | Unknown:
        """An answer from its JSON form, null for 不清楚. Raises RefusedAnswer."""
        if raw is None:
            return Unknown(name, asked=True)
        return self.asks[name].accept(name, raw)

    def assess(self, answers: Answers, on: date) -> Assessment:
        """Judge the answers at the reference day. Raises RefusedAnswer for answers that cannot be true together."""
        self.contradictions(answers, on)
        findings = {item.id: item.find(answers, on) for item in self.items}
        overall = whole(findings)
        heals = None if overall is Overall.ELIGIBLE else self._heals(answers, findings)
        return Assessment(self.text, on, findings, overall, heals)

    def _heals(self, answers: Answers, findings: Mapping[str, Finding]) -> Period | None:
        heals = healed(findings.values())
        if heals is None:
            return None
        then = {item.id: item.find(answers, heals.last) for item in self.items}
        return heals if whole(then) is Overall.ELIGIBLE else None


def whole(findings: Mapping[str, Finding]) -> Overall:
    """符合 only when every item is met; 需主管部门裁量 when what stands open is 可放宽 alone."""
    verdicts = [finding.verdict for finding in findings.values()]
    if Verdict.NOT_MET in verdicts:
        return Overall.NOT_ELIGIBLE
    if Verdict.TO_VERIFY in verdicts:
        return Overall.INSUFFICIENT
    return Overall.AUTHORITY_DISCRETION if Verdict.MAY_BE_RELAXED in verdicts else Overall.ELIGIBLE


def _remedies(finding: Finding) -> Iterator[str]:
    """What has to be done about the parts that are not met; of several alternatives, about the easiest."""
    short = [part for part in finding.parts or (finding,) if part.state is State.NOT_MET]
    if finding.enough is not None:
        met = sum(part.state is State.MET for part in finding.parts)
        short = sorted(short, key=lambda part: part.steps or 1)[: finding.enough - met]
    for part in short:
        yield from (part.remedy,) if part.remedy else part.lacking
