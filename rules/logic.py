"""How conditions combine. Nothing here knows an article; unknown is neither true nor false anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from typing import TypeAlias

from rules.days import ONE_DAY, Period, years_after
from rules.figures import day, period
from rules.finding import Finding, Measure, Reading, State, Unknown, Verdict, named

MET = Finding(State.MET, Verdict.MET, possible=frozenset({State.MET}))
FAILS = frozenset({State.NOT_MET})
UNSURE = frozenset({State.UNCLEAR})
ANY = frozenset({State.MET, State.NOT_MET, State.UNCLEAR})  # what an open answer can still bring


# One condition


def not_met(lacking: str, heals_on: date | None = None, measure: Measure | None = None, steps: int = 1) -> Finding:
    return Finding(
        State.NOT_MET, Verdict.NOT_MET, (lacking,), steps, heals_on=heals_on, measure=measure, possible=FAILS
    )


def unknown(*answers: object, possible: frozenset[State] = ANY) -> Finding:
    """To be verified for want of those of the `answers` that are Unknown; open while one was not asked yet."""
    absent = [answer for answer in answers if isinstance(answer, Unknown)]
    missing = tuple(answer.name for answer in absent if not answer.asked)
    unclear = tuple(answer.name for answer in absent if answer.asked)
    if missing:
        return Finding(State.OPEN, Verdict.TO_VERIFY, missing=missing, unclear=unclear, possible=possible)
    return Finding(State.UNCLEAR, Verdict.TO_VERIFY, unclear=unclear, possible=UNSURE)


def imprecise(lacking: str, heals_on: date) -> Finding:
    """A date known to its month or year only, where the day decides."""
    return Finding(State.UNCLEAR, Verdict.TO_VERIFY, (lacking,), 1, imprecise=True, heals_on=heals_on, possible=ANY)


def yes(answer: bool | Unknown, lacking: str) -> Finding:
    if isinstance(answer, Unknown):
        return unknown(answer)
    return MET if answer else not_met(lacking)


def at_least(have: Decimal | int | Unknown, need: int, unit: str, subject: str) -> Finding:
    """以上, 不低于, 不少于: the number itself is enough (民法典第一千二百五十九条)."""
    if isinstance(have, Unknown):
        return unknown(have)
    measure = Measure(subject, have, need, unit)
    if have >= need:
        return Finding(State.MET, Verdict.MET, measure=measure, possible=MET.possible)
    gap = "个百分点" if unit == "%" else ""
    short = f"{measure.words(measure.short).removesuffix('%')}{gap}"
    return not_met(f"{subject}还差{short}", measure=measure)


def growing(counts: tuple[int, ...] | Unknown, unit: str, subject: str) -> Finding:
    """Each year more than the one before; equal is not growth."""
    if isinstance(counts, Unknown):
        return unknown(counts)
    for before, after in pairwise(counts):
        if after <= before:
            return not_met(f"{subject}没有逐年增长（{before}{unit}之后是{after}{unit}）")
    return MET


def aged(founded: Period | Unknown, years: int, on: date, subject: str) -> Finding:
    """满N年: reached on the day with the same number (民法典第二百零二条)."""
    if isinstance(founded, Unknown):
        return unknown(founded)
    reached = years_after(founded.last, years)
    if reached <= on:
        return MET
    if years_after(founded.first, years) <= on:
        return imprecise(f"{subject}是否已满，要看具体是哪一天", reached)
    return not_met(f"{subject}还差{(reached - on).days}天，{day(reached)}满{years}年", reached)


def none_within(cases: tuple[Period, ...] | Unknown, years: int, on: date, subject: str) -> Finding:
    """No case within so many years before `on`; one dated exactly so many years before is open."""
    if isinstance(cases, Unknown):
        return unknown(cases)
    return every(*(_past(case, years, on, subject) for case in cases))


def _past(case: Period, years: int, on: date, subject: str) -> Finding:
    last, free = years_after(case.last, years), years_after(case.last, years) + ONE_DAY
    if last < on:
        return MET
    if years_after(case.first, years) < on:
        return imprecise(f"{subject}（{period(case)}）是否在{years}年以内，要看具体是哪一天", free)
    if case.exact and last == on:
        readings = (
            Reading(f"把满{years}年的当天算作{years}年以内", Verdict.NOT_MET, f"{period(case)}的情形仍在期内"),
            Reading(f"满{years}年的当天不再算在内", Verdict.MET, f"{period(case)}的情形已在期外"),
        )
        return Finding(
            State.UNCLEAR, Verdict.TO_VERIFY, heals_on=free, readings=readings, possible=UNSURE
        )  # fmt: skip
    if not case.exact and years_after(case.first, years) == on:
        return imprecise(f"{subject}（{period(case)}）是否在{years}年以内，要看具体是哪一天", free)
    return not_met(f"{subject}（{period(case)}）在{years}年以内，{day(free)}起不再计入", free)


def ban_over(decisions: tuple[Period, ...] | Unknown, years: int, on: date, subject: str) -> Finding:
    """N年内不得再次申请: the day with the same number is the last day of the ban, the next day is free."""
    if isinstance(decisions, Unknown):
        return unknown(decisions)
    return every(*(_served(decision, years, on, subject) for decision in decisions))


def _served(decision: Period, years: int, on: date, subject: str) -> Finding:
    last = years_after(decision.last, years)
    if last < on:
        return MET
    if years_after(decision.first, years) < on:
        return imprecise(f"{subject}（{period(decision)}）是否已满{years}年，要看具体是哪一天", last + ONE_DAY)
    return not_met(f"{subject}（{period(decision)}）后{years}年内不得再次申报，最后一天是{day(last)}", last + ONE_DAY)


def open_wording(*readings: Reading) -> Finding:
    """The words can be read in several ways that come to different verdicts: neither is decided."""
    return Finding(State.UNCLEAR, Verdict.TO_VERIFY, readings=readings, possible=UNSURE)


# Several conditions

Tally: TypeAlias = tuple[int, ...]  # how many parts are in each state, by its number
Fold: TypeAlias = Callable[[Tally], Verdict]


def tally(states: Iterable[int], width: int = len(State)) -> Tally:
    counts = [0] * width
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
    met, _, unclear, open_ = states
    if met >= enough:
        return Verdict.MET
    return Verdict.NOT_MET if met + unclear + open_ < enough else Verdict.TO_VERIFY


@cache
def decisive(possible: tuple[frozenset[int], ...], current: tuple[int, ...], fold: Fold, width: int) -> tuple[int, ...]:
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
            for others in _reachable(possible[:index] + possible[index + 1 :], width)
        )
    )


def _reachable(possible: tuple[frozenset[int], ...], width: int) -> set[Tally]:
    tallies = {(0,) * width}
    for states in possible:
        tallies = {_plus(counts, state) for counts in tallies for state in states}
    return tallies


def _plus(counts: Tally, state: int) -> Tally:
    return (*counts[:state], counts[state] + 1, *counts[state + 1 :])


def every(*parts: Finding) -> Finding:
    """All conditions together."""
    for part in parts:
        if part.state:
            break
    else:  # the common case, and the one that is timed
        return Finding(State.MET, Verdict.MET, possible=MET.possible, parts=parts)
    verdict = all_of(tally([part.state for part in parts]))
    return _combined(verdict, parts, _deciding(parts, all_of))


@cache
def _fold_of(enough: int) -> Fold:
    return partial(some_of, enough)


def at_least_of(enough: int, *parts: Finding) -> Finding:
    """So many of the parts, whichever."""
    fold = _fold_of(enough)
    found = _combined(fold(tally([part.state for part in parts])), parts, _deciding(parts, fold))
    found.heals_on = None  # each of the parts is a deed
    found.enough = enough
    return found


def _deciding(parts: tuple[Finding, ...], fold: Fold) -> list[Finding]:
    """The parts whose open answers can still change the verdict."""
    possible, current = tuple(part.possible for part in parts), tuple(part.state for part in parts)
    return [parts[index] for index in decisive(possible, current, fold, len(State))]


def _combined(verdict: Verdict, parts: tuple[Finding, ...], open_: list[Finding]) -> Finding:
    """One finding of many; time heals it when it heals each part that is not met."""
    short = [part for part in parts if part.verdict is not Verdict.MET]
    heals = [part.heals_on for part in short]
    missing = named(open_)
    state = {Verdict.MET: State.MET, Verdict.NOT_MET: State.NOT_MET}.get(
        verdict, State.OPEN if missing else State.UNCLEAR
    )
    known = [heal for heal in heals if heal is not None]
    return Finding(
        state,
        verdict,
        lacking=tuple(words for part in short for words in part.lacking),
        steps=sum(part.steps or 1 for part in short),
        missing=missing,
        unclear=tuple(name for part in short for name in part.unclear),
        imprecise=any(part.imprecise for part in open_),
        heals_on=max(known) if known and len(known) == len(short) else None,
        readings=tuple(reading for part in short for reading in part.readings),
        possible=frozenset({state}) if not open_ else ANY,
        parts=parts,
    )


# Conditions that may be relaxed


def relaxed(states: Tally) -> Verdict:
    """The verdict on an item that the bureau may relax; the states of the gate follow the item's in the tally.

    可: never met by it. A condition not asked yet stays to be verified, and so does a failing one while it is
    not known whether the relaxing paragraph applies.
    """
    item, gate = states[: len(State)], all_of(states[len(State) :])
    strict = all_of(item)
    if strict is Verdict.MET or gate is Verdict.NOT_MET:
        return strict
    if gate is Verdict.TO_VERIFY or item[State.OPEN]:
        return Verdict.TO_VERIFY
    return Verdict.MAY_BE_RELAXED


def relaxable(item: Finding, gate: Finding) -> Finding:
    """An item and the paragraph that lets the bureau relax it (可适度放宽) where the `gate` is met."""
    if item.verdict is Verdict.MET:
        return item
    width, shift = 2 * len(State), len(State)
    parts = item.parts + gate.parts
    possible = [part.possible for part in item.parts] + [frozenset(s + shift for s in g.possible) for g in gate.parts]
    current = [part.state for part in item.parts] + [part.state + shift for part in gate.parts]
    open_ = [parts[index] for index in decisive(tuple(possible), tuple(current), relaxed, width)]
    return _combined(relaxed(tally(current, width)), item.parts, open_)
