"""The conditions of the law, one function each. Nothing here knows an article; unknown is neither true nor false."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from rules.calendar.days import ONE_DAY, UNDATED, Period, years_after
from rules.engine.figures import amount, day, period
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
    Unknown,
    Verdict,
    met,
    named,
)


class Amendment(NamedTuple):
    """From the day `since` the number is `value`; `source`: what changed it, as it is cited."""

    since: date
    value: int
    source: str


@dataclass(frozen=True)
class Threshold:
    """A number that a clause judges by, on the day at which it is judged.

    subject: what is measured; value: what holds until the first amendment; unit: 元, % or a measure word; sense: what
    the number is to the subject, in words.

    >>> assets = Threshold("资产总额", 2_000_000, "元").since(date(2028, 1, 1), 3_000_000, "京经信发〔2027〕1号")
    >>> assets.at(date(2027, 12, 31)), assets.at(date(2028, 1, 1))
    (2000000, 3000000)
    """

    subject: str
    value: int
    unit: str
    sense: str = "不低于{}"
    amendments: tuple[Amendment, ...] = ()

    def since(self, day: date, value: int, source: str) -> Threshold:
        """The same, changed from this day on; later amendments come after earlier ones."""
        assert not self.amendments or self.amendments[-1].since < day
        return replace(self, amendments=(*self.amendments, Amendment(day, value, source)))

    def at(self, on: date) -> int:
        """What holds on this day."""
        if self.amendments:  # as good as never, and this is asked several times for every case
            for amendment in reversed(self.amendments):
                if amendment.since <= on:
                    return amendment.value
        return self.value

    def words(self, value: int) -> str:
        """
        >>> Threshold("成立时间", 2, "年", sense="满{}").words(2)
        '成立时间满2年'
        """
        return self.subject + self.sense.format(amount(value, self.unit))


def not_met(lacking: str, heals: Period | None = None, measure: Measure | None = None, steps: int = 1) -> Finding:
    return Finding(State.NOT_MET, Verdict.NOT_MET, (lacking,), steps, heals=heals, measure=measure, possible=FAILS)


def barred(lacking: str, until: Period) -> Finding:
    """Not met before the day `until`, on which one may apply, and not hand in before it."""
    return replace(not_met(lacking, until), submit_from=until.last)


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


def imprecise(lacking: str, heals: Period, possible: frozenset[State]) -> Finding:
    """A date known to its month or year only, where the day decides."""
    return Finding(
        State.UNCLEAR, Verdict.TO_VERIFY, (lacking,), 1, imprecise=True, heals=heals, possible=possible | UNSURE
    )


def undated(lacking: str) -> Finding:
    """A case that is known, its day not: whatever the day decides is to be verified."""
    return Finding(State.UNCLEAR, Verdict.TO_VERIFY, (lacking,), 1, possible=UNSURE)


def yes(answer: bool | Unknown, lacking: str) -> Finding:
    if isinstance(answer, Unknown):
        return unknown(answer)
    return MET if answer else not_met(lacking)


def at_least(have: Decimal | int | Unknown, least: Threshold, on: date) -> Finding:
    """以上, 不低于, 不少于: the number itself is enough (民法典第一千二百五十九条)."""
    if isinstance(have, Unknown):
        return unknown(have)
    need = least.at(on)
    measure = Measure(least.subject, have, need, least.unit)
    if have >= need:
        return met(measure)
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
    reached = _years_after(founded, years)
    if reached.last <= on:
        return MET
    if reached.first <= on:
        return imprecise(f"{subject}是否已满，要看具体是哪一天", reached, PASSES | FAILS)
    if not founded.exact:  # every day of the month or year is too late; the last of them is reached last
        return not_met(f"{subject}不满{years}年，最晚{day(reached.last)}满", reached)
    return not_met(f"{subject}还差{(reached.last - on).days}天，{day(reached.last)}满{years}年", reached)


def _years_after(known: Period, years: int, then: timedelta = timedelta(0)) -> Period:
    """The day so many years later, and `then`, as exactly as the first is known."""
    return Period(years_after(known.first, years) + then, years_after(known.last, years) + then)


def none_within(cases: tuple[Period, ...] | Unknown, span: Threshold, on: date) -> Finding:
    """No case within so many years before `on`; one dated exactly so many years before is open."""
    if isinstance(cases, Unknown):
        return unknown(cases)
    return every(*(_past(case, span.at(on), on, span.subject) for case in cases))


def _past(case: Period, years: int, on: date, subject: str) -> Finding:
    """One case: before the span, within it, on the day between, which the law leaves open, or too vague to tell."""
    if case == UNDATED:
        return undated(f"{subject}有过，{period(case)}：是否在{years}年以内，要看具体是哪一天")
    first, last = _years_after(case, years)
    free = _years_after(case, years, then=ONE_DAY)
    if last < on:
        return MET
    if on < first:
        return not_met(f"{subject}（{period(case)}）在{years}年以内，{_from(free)}不再计入", free)
    if first == last:
        return open_wording(
            Interpretation(f"把满{years}年的当天算作{years}年以内", Verdict.NOT_MET, f"{period(case)}的情形仍在期内"),
            Interpretation(f"满{years}年的当天不再算在内", Verdict.MET, f"{period(case)}的情形已在期外"),
            heals=free,
        )
    possible = (PASSES if first < on else UNSURE) | (FAILS if on < last else UNSURE)
    return imprecise(f"{subject}（{period(case)}）是否在{years}年以内，要看具体是哪一天", free, possible)


def ban_over(decisions: tuple[Period, ...] | Unknown, ban: Threshold, on: date) -> Finding:
    """N年内不得再次申请: the day with the same number is the last day of the ban, the next day is free."""
    if isinstance(decisions, Unknown):
        return unknown(decisions)
    return every(*(_served(decision, ban.at(on), on, ban.subject) for decision in decisions))


def _served(decision: Period, years: int, on: date, subject: str) -> Finding:
    """One ban: over, still running, or counted from a day too vague to tell."""
    if decision == UNDATED:
        return undated(f"{subject}有过，{period(decision)}：是否已满{years}年，要看具体是哪一天")
    free = _years_after(decision, years, then=ONE_DAY)
    if free.last <= on:
        return opened(free.last)
    if free.first <= on:
        lacking = f"{subject}（{period(decision)}）是否已满{years}年，要看具体是哪一天"
        return imprecise(lacking, free, PASSES | FAILS)
    last = f"最后一天{'是' if free.exact else '最晚是'}{day(free.last - ONE_DAY)}"
    return barred(f"{subject}（{period(decision)}）后{years}年内不得再次申报，{last}", free)


def _from(first: Period) -> str:
    """2026年11月21日起; of a day that is not known exactly the last that it can be."""
    return f"{'' if first.exact else '最晚'}{day(first.last)}起"


def opened(since: date) -> Finding:
    """Met at the reference day; but nobody may apply before the day `since`."""
    return Finding(State.MET, Verdict.MET, submit_from=since, possible=PASSES)


def open_wording(*ways: Interpretation, heals: Period | None = None, remedy: str = "") -> Finding:
    """The words can be read in several ways that come to different verdicts: neither is decided."""
    return Finding(State.UNCLEAR, Verdict.TO_VERIFY, remedy=remedy, heals=heals, interpretations=ways, possible=UNSURE)


def remedied(found: Finding, remedy: str, missing: tuple[str, ...] = ()) -> Finding:
    """The same, with what has to be done where it is not met, and the answers that would tell how much of it."""
    return found if found.state is State.MET else replace(found, remedy=remedy, missing=found.missing or missing)


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
        heals=healed(parts) if enough is None else None,
        interpretations=tuple(ways),
        measure=of_several,
        possible=ANY if open_ else SETTLED[state],
        parts=parts,
        enough=enough,
    )


def healed(parts: Iterable[Finding]) -> Period | None:
    """The day from which time alone has healed all that is not met; None where there is one that it does not heal."""
    days: list[Period] = []
    for part in parts:
        if part.state:
            if part.heals is None:
                return None
            days.append(part.heals)
    return Period(max(day.first for day in days), max(day.last for day in days)) if days else None


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
