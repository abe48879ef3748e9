"""How the conditions of a clause combine to one finding, and which of their open answers are still worth asking.

What several conditions come to depends on nothing but how many of them are in each state: one that fails decides where
all are needed, three that hold decide where three are needed. So a way of combining is a function from these counts to
a verdict, and whether an open answer can still matter is found by counting too. To try all completions one by one would
take 4^n steps for n conditions; there are far fewer different counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, partial
from typing import TypeAlias

from rules.engine.finding import (
    ANY,
    FAILS,
    MET,
    PASSES,
    UNSURE,
    Finding,
    Interpretation,
    Measure,
    State,
    Verdict,
    met,
    named,
)
from rules.engine.threshold import Threshold

# How many conditions are in each state, at the number of the state; behind them, from GATE on, the same of the
# conditions under which another clause may relax these, which count apart.
Counts: TypeAlias = tuple[int, ...]
Combination: TypeAlias = Callable[[Counts], Verdict]

GATE = len(State)
SETTLED = {State.MET: PASSES, State.NOT_MET: FAILS, State.UNCLEAR: UNSURE, State.OPEN: ANY}


def count(states: Iterable[int]) -> Counts:
    counts = [0] * (2 * GATE)
    for state in states:
        counts[state] += 1
    return tuple(counts)


# Ways to combine


def all_of(counts: Counts) -> Verdict:
    """必须同时具备: one that fails decides."""
    if counts[State.NOT_MET]:
        return Verdict.NOT_MET
    return Verdict.TO_VERIFY if counts[State.UNCLEAR] or counts[State.OPEN] else Verdict.MET


def some_of(enough: int, counts: Counts) -> Verdict:
    """至少具备其中的几项."""
    passing = counts[State.MET]
    if passing >= enough:
        return Verdict.MET
    unsettled = counts[State.UNCLEAR] + counts[State.OPEN]
    return Verdict.NOT_MET if passing + unsettled < enough else Verdict.TO_VERIFY


def relaxed(counts: Counts) -> Verdict:
    """可适度放宽: what the authority may relax is never met by that.

    A condition not asked yet stays to be verified, and so does a failing one while it is not known whether the
    relaxing clause applies.
    """
    strict, gate = all_of(counts), all_of(counts[GATE:])
    if strict is Verdict.MET or gate is Verdict.NOT_MET:
        return strict
    if gate is Verdict.TO_VERIFY or counts[State.OPEN]:
        return Verdict.TO_VERIFY
    return Verdict.MAY_BE_RELAXED


# Findings of several conditions


def every(*parts: Finding) -> Finding:
    """All conditions together."""
    for part in parts:
        if part.state:
            return _combined(all_of, parts, [part.state for part in parts])
    return met(parts=parts) if parts else MET


def at_least_of(least: Threshold, on: date, *parts: Finding) -> Finding:
    """So many of the parts, whichever; each is a deed, which no time does."""
    states = [part.state for part in parts]
    measure = Measure(least.subject, states.count(State.MET), least.at(on), least.unit)
    return _combined(_combination_of(least.at(on)), parts, states, of_several=measure)


def relaxable(item: Finding, gate: Finding) -> Finding:
    """An item, and the clause that lets the authority relax it where the `gate` is met."""
    states = [part.state for part in item.parts] + [part.state + GATE for part in gate.parts]
    return _combined(relaxed, item.parts, states, gate.parts)


@cache  # the same function for the same number, since `decisive` remembers by it
def _combination_of(enough: int) -> Combination:
    return partial(some_of, enough)


def _combined(
    combine: Combination,
    parts: tuple[Finding, ...],
    states: Sequence[int],
    gate: tuple[Finding, ...] = (),
    of_several: Measure | None = None,
) -> Finding:
    """One finding of many: what `combine` makes of their `states`, those of the gate included. `of_several`: where a
    number of the parts is enough, how many there are."""
    enough = int(of_several.need) if of_several else None
    verdict = combine(count(states))
    if verdict is Verdict.MET:
        return Finding(State.MET, verdict, measure=of_several, possible=PASSES, parts=parts, enough=enough)
    open_ = _deciding(combine, parts, gate, states)
    missing = named(open_)
    lacking: list[str] = []
    unclear: list[str] = []
    ways: list[Interpretation] = []
    steps = 0
    for part in parts:
        if part.state:
            steps += part.steps or 1
            lacking += part.lacking
            unclear += part.unclear
            ways += part.interpretations
    # Who runs the platform is worth clearing up only as long as the relaxing clause can apply at all.
    if gate and all(part.state is not State.NOT_MET for part in gate):
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
        interpretations=tuple(ways),
        measure=of_several,
        possible=ANY if open_ else SETTLED[state],
        parts=parts,
        enough=enough,
    )


def _healed(parts: tuple[Finding, ...]) -> date | None:
    """The day from which time alone has healed all that is not met; None where there is one that it does not heal."""
    days: list[date] = []
    for part in parts:
        if part.state:
            if part.heals_on is None:
                return None
            days.append(part.heals_on)
    return max(days, default=None)


# Which open answers still matter


def _deciding(
    combine: Combination, parts: tuple[Finding, ...], gate: tuple[Finding, ...], states: Sequence[int]
) -> list[Finding]:
    """The parts whose open answers can still change the verdict."""
    both = parts + gate
    for part in both:
        if len(part.possible) > 1:
            break
    else:
        return []
    possible = [part.possible for part in parts] + [_in_gate(part.possible) for part in gate]
    return [both[index] for index in decisive(tuple(possible), tuple(states), combine)]


@cache  # a few thousand ways in which conditions can stand are met again and again
def decisive(possible: tuple[frozenset[int], ...], current: tuple[int, ...], combine: Combination) -> tuple[int, ...]:
    """Which parts can still change what `combine` makes of all, whatever the others come to.

    possible: the states that each part can still come to; current: the one that it is in. A part matters where, for
    some completion of the others, two of its states bring different verdicts. The state that it is in now counts too:
    a part not asked for yet is open, and to leave it open must not come to the same as every answer to it.
    """
    return tuple(
        index
        for index, states in enumerate(possible)
        if len(states) > 1
        and any(
            len({combine(_plus(others, state)) for state in (*states, current[index])}) > 1
            for others in _reachable(possible[:index] + possible[index + 1 :])
        )
    )


def _reachable(possible: tuple[frozenset[int], ...]) -> set[Counts]:
    """All counts that the parts can come to. Parts in the same states are not told apart, which keeps them few."""
    reached = {count(())}
    for states in possible:
        reached = {_plus(counts, state) for counts in reached for state in states}
    return reached


def _plus(counts: Counts, state: int) -> Counts:
    return (*counts[:state], counts[state] + 1, *counts[state + 1 :])


@cache
def _in_gate(possible: frozenset[int]) -> frozenset[int]:
    return frozenset(state + GATE for state in possible)
