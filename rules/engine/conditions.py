"""The conditions of the law, one function each. Nothing here knows an article; unknown is neither true nor false."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from rules.calendar.days import ONE_DAY, Period, years_after
from rules.engine.combining import every
from rules.engine.figures import day, period
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
)
from rules.engine.threshold import Threshold


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
    """One case: before the span, within it, on the day between, which the law leaves open, or too vague to tell."""
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
    """One ban: over, still running, or counted from a day too vague to tell."""
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
