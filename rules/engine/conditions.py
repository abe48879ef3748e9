"""How conditions combine. Nothing here knows an article; unknown is neither true nor false anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from typing import TypeAlias

from rules.calendar.days import ONE_DAY, Period, years_after
from rules.engine.figures import day, period
from rules.engine.finding import Finding, Interpretation, Measure, State, Unknown, Verdict, named
from rules.engine.threshold import Threshold

# What answers can bring: those given bring one state, those still open any of several.
PASSES = frozenset({State.MET})
FAILS = frozenset({State.NOT_MET})
UNSURE = frozenset({State.UNCLEAR})
ANY = PASSES | FAILS | UNSURE

MET = Finding(State.MET, Verdict.MET, possible=PASSES)


# One condition


def met(measure: Measure | None = None, parts: tuple[Finding, ...] = ()) -> Finding:
    return Finding(MET.state, MET.verdict, measure=measure, possible=PASSES, parts=parts)


def not_met(lacking: str, heals_on: date | None = None, measure: Measure | None = None, steps: int = 1) -> Finding:
    return Finding(
        State.NOT_MET, Verdict.NOT_MET, (lacking,), steps, heals_on=heals_on, measure=measure, possible=FAILS
    )


def unknown(*answers: object, possible: frozenset[State] = ANY) -> Finding:
    """To be verified for want of those of the `answers` that are Unknown.

    Open while one was not asked yet, unless answers could bring one thing only (`possible`): then none is missing.
    """
    absent = [answer for answer in answers if isinstance(answer, Unknown)]
    missing = tuple([answer.name for answer in absent if not answer.asked])
    unclear = tuple([answer.name for answer in absent if answer.asked])
    if missing and len(possible) > 1:
        return Finding(State.OPEN, Verdict.TO_VERIFY, missing=missing, unclear=unclear, possible=possible)
    return Finding(State.UNCLEAR, Verdict.TO_VERIFY, unclear=unclear, possible=UNSURE)


def imprecise(lacking: str, heals_on: date, possible: frozenset[State]) -> Finding:
    """A date known to its month or year only, where the day decides."""
    return Finding(
        State.UNCLEAR, Verdict.TO_VERIFY, (lacking,), 1, imprecise=True, heals_on=heals_on, possible=possible | UNSURE
    )


def yes(answer: bool | Unknown, lacking: str) -> Finding:
    if isinstance(answer, Unknown):
        return unknown(answer)
    return MET if answer else not_met(lacking)


def at_least(have: Decimal | int | Unknown, least: Threshold, on: date) -> Finding:
    """以上, 不低于, 不少于: the number itself is enough (民法典第一千二百五十九条)."""
    if isinstance(have, Unknown):
        return unknown(have)
    measure = Measure(least.subject, have, least.at(on), least.unit)
    if have >= measure.need:
        return met(measure=measure)
    gap = "个百分点" if least.unit == "%" else ""
    short = f"{measure.words(measure.short).removesuffix('%')}{gap}"
    return not_met(f"{least.subject}还差{short}", measure=measure)


def growing(counts: tuple[int, ...] | Unknown, unit: str, subject: str) -> Finding:
    """Each year more than the one before; equal is not growth."""
    if isinstance(counts, Unknown):
        return unknown(counts)
    for before, after in pairwise(counts):
        if after <= before:
            return not_met(f"{subject}没有逐年增长（{before}{unit}之后是{after}{unit}）")
    return MET


def aged(founded: Period | Unknown, least: Threshold, on: date) -> Finding:
    """满N年: reached on the day with the same number (民法典第二百零二条)."""
    if isinstance(founded, Unknown):
        return unknown(founded)
    subject, years = least.subject, least.at(on)
    reached = years_after(founded.last, years)
    if reached <= on:
        return MET
    if years_after(founded.first, years) <= on:
        return imprecise(f"{subject}是否已满，要看具体是哪一天", reached, PASSES | FAILS)
    if not founded.exact:  # every day of the month or year is too late; the last of them is reached last
        return not_met(f"{subject}不满{years}年，最晚{day(reached)}满", reached)
    return not_met(f"{subject}还差{(reached - on).days}天，{day(reached)}满{years}年", reached)


def none_within(cases: tuple[Period, ...] | Unknown, span: Threshold, on: date) -> Finding:
    """No case within so many years before `on`; one dated exactly so many years before is open."""
    if isinstance(cases, Unknown):
        return unknown(cases)
    return every(*(_past(case, span.at(on), on, span.subject) for case in cases))


def _past(case: Period, years: int, on: date, subject: str) -> Finding:
    first, last = years_after(case.first, years), years_after(case.last, years)
    free = last + ONE_DAY
    if last < on:
        return MET
    if on < first:
        return not_met(f"{subject}（{period(case)}）在{years}年以内，{day(free)}起不再计入", free)
    if first == last:
        return open_wording(
            Interpretation(f"把满{years}年的当天算作{years}年以内", Verdict.NOT_MET, f"{period(case)}的情形仍在期内"),
            Interpretation(f"满{years}年的当天不再算在内", Verdict.MET, f"{period(case)}的情形已在期外"),
            heals_on=free,
        )
    possible = (PASSES if first < on else UNSURE) | (FAILS if on < last else UNSURE)
    return imprecise(f"{subject}（{period(case)}）是否在{years}年以内，要看具体是哪一天", free, possible)


def ban_over(decisions: tuple[Period, ...] | Unknown, ban: Threshold, on: date) -> Finding:
    """N年内不得再次申请: the day with the same number is the last day of the ban, the next day is free."""
    if isinstance(decisions, Unknown):
        return unknown(decisions)
    return every(*(_served(decision, ban.at(on), on, ban.subject) for decision in decisions))


def _served(decision: Period, years: int, on: date, subject: str) -> Finding:
    last = years_after(decision.last, years)
    if last < on:
        return MET
    if years_after(decision.first, years) < on:
        lacking = f"{subject}（{period(decision)}）是否已满{years}年，要看具体是哪一天"
        return imprecise(lacking, last + ONE_DAY, PASSES | FAILS)
    return not_met(f"{subject}（{period(decision)}）后{years}年内不得再次申报，最后一天是{day(last)}", last + ONE_DAY)


def open_wording(*ways: Interpretation, heals_on: date | None = None) -> Finding:
    """The words can be read in several ways that come to different verdicts: neither is decided."""
    return Finding(State.UNCLEAR, Verdict.TO_VERIFY, heals_on=heals_on, interpretations=ways, possible=UNSURE)


# Several conditions

Tally: TypeAlias = tuple[int, ...]  # how many parts are in each state, by its number; then those of a gate alike
Fold: TypeAlias = Callable[[Tally], Verdict]

GATE = len(State)  # where in a tally the states of a gate begin
SETTLED = {State.MET: PASSES, State.NOT_MET: FAILS, State.UNCLEAR: UNSURE, State.OPEN: ANY}


def tally(states: Iterable[int]) -> Tally:
    counts = [0] * (2 * GATE)
    for state in states:
        counts[state] += 1
    return tuple(counts)


def all_of(states: Tally) -> Verdict:
    """必须同时具备: one that fails decides."""
    if states[State.NOT_MET]:
        return Verdict.NOT_MET
    return Verdict.TO_VERIFY if states[State.UNCLEAR] or states[State.OPEN] else Verdict.MET


def some_of(enough: int, states: Tally) -> Verdict:
    """至少具备其中的几项."""
    passing = states[State.MET]
    if passing >= enough:
        return Verdict.MET
    open_ = states[State.UNCLEAR] + states[State.OPEN]
    return Verdict.NOT_MET if passing + open_ < enough else Verdict.TO_VERIFY


@cache
def decisive(possible: tuple[frozenset[int], ...], current: tuple[int, ...], fold: Fold) -> tuple[int, ...]:
    """Which parts can still change what `fold` makes of all, whatever the others come to.

    A part matters where some completion of the others gives different verdicts for two of its states
    (the one it is in now included). Cached: conditions meet in few different ways.
    """
    return tuple(
        index
        for index, states in enumerate(possible)
        if len(states) > 1
        and any(
            len({fold(_plus(others, state)) for state in (*states, current[index])}) > 1
            for others in _reachable(possible[:index] + possible[index + 1 :])
        )
    )


def _reachable(possible: tuple[frozenset[int], ...]) -> set[Tally]:
    tallies = {tally(())}
    for states in possible:
        tallies = {_plus(counts, state) for counts in tallies for state in states}
    return tallies


def _plus(counts: Tally, state: int) -> Tally:
    return (*counts[:state], counts[state] + 1, *counts[state + 1 :])


def every(*parts: Finding) -> Finding:
    """All conditions together."""
    for part in parts:
        if part.state:
            return _combined(all_of, parts, [part.state for part in parts])
    return met(parts=parts) if parts else MET


def at_least_of(enough: int, *parts: Finding) -> Finding:
    """So many of the parts, whichever; each is a deed, which no time does."""
    return _combined(_fold_of(enough), parts, [part.state for part in parts], enough=enough)


@cache
def _fold_of(enough: int) -> Fold:
    return partial(some_of, enough)


def _combined(
    fold: Fold, parts: tuple[Finding, ...], states: list[int], gate: tuple[Finding, ...] = (), enough: int | None = None
) -> Finding:
    """One finding of many: what `fold` makes of their `states`, those of the gate included."""
    verdict = fold(tally(states))
    if verdict is Verdict.MET:
        return Finding(State.MET, verdict, possible=PASSES, parts=parts, enough=enough)
    open_ = _deciding(fold, parts, gate, states)
    missing = named(open_)
    lacking: list[str] = []
    unclear: list[str] = []
    interpretations: list[Interpretation] = []
    steps = 0
    for part in parts:
        if part.state:
            steps += part.steps or 1
            lacking += part.lacking
            unclear += part.unclear
            interpretations += part.interpretations
    if all(part.state is not State.NOT_MET for part in gate):
        unclear += [name for part in gate for name in part.unclear]
    unsettled = State.OPEN if missing else State.UNCLEAR
    state = State.NOT_MET if verdict is Verdict.NOT_MET else unsettled
    return Finding(
        state,
        verdict,
        tuple(lacking),
        steps,
        missing=missing,
        unclear=tuple(unclear),
        imprecise=any(part.imprecise for part in open_),
        heals_on=_healed(parts) if enough is None else None,
        interpretations=tuple(interpretations),
        possible=ANY if open_ else SETTLED[state],
        parts=parts,
        enough=enough,
    )


def _deciding(fold: Fold, parts: tuple[Finding, ...], gate: tuple[Finding, ...], states: list[int]) -> list[Finding]:
    """The parts whose open answers can still change the verdict."""
    both = parts + gate
    for part in both:
        if len(part.possible) > 1:
            break
    else:
        return []
    possible = [part.possible for part in parts] + [_in_gate(part.possible) for part in gate]
    return [both[index] for index in decisive(tuple(possible), tuple(states), fold)]


@cache
def _in_gate(possible: frozenset[int]) -> frozenset[int]:
    return frozenset(state + GATE for state in possible)


def _healed(parts: tuple[Finding, ...]) -> date | None:
    """The day from which time alone has healed every part that is not met."""
    days: list[date] = []
    for part in parts:
        if part.state:
            if part.heals_on is None:
                return None
            days.append(part.heals_on)
    return max(days, default=None)


# Conditions that may be relaxed


def relaxed(states: Tally) -> Verdict:
    """The verdict on an item that the bureau may relax.

    可: never met by it. A condition not asked yet stays to be verified, and so does a failing one while it is
    not known whether the relaxing paragraph applies.
    """
    strict, gate = all_of(states), all_of(states[GATE:])
    if strict is Verdict.MET or gate is Verdict.NOT_MET:
        return strict
    if gate is Verdict.TO_VERIFY or states[State.OPEN]:
        return Verdict.TO_VERIFY
    return Verdict.MAY_BE_RELAXED


def relaxable(item: Finding, gate: Finding) -> Finding:
    """An item and the paragraph that lets the bureau relax it (可适度放宽) where the `gate` is met."""
    states = [part.state for part in item.parts] + [part.state + GATE for part in gate.parts]
    return _combined(relaxed, item.parts, states, gate.parts)
