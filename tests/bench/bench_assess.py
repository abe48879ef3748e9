"""Assessments a second of the rule book, against the same checks as a plain function and as zen-engine expressions.

Run by `python tests/bench/bench_assess.py`. All judge the worked examples that are not refused, and must agree on
each item, the whole and the earliest day before anything is timed; they take turns in one run. The peers only judge:
no figures, no gaps in words, nothing of what is missing. zen is timed twice: each expression handed the whole case,
as one would write it, and handed just what it reads. Goals: at least 0.15 × the plain function, 2 × zen.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import zen

sys.path.insert(0, str(Path(__file__).parents[2]))

from rules.beijing_2019 import BOOK
from rules.calendar.days import Period
from rules.engine import facts
from rules.engine.finding import Unknown

CASES = Path(__file__).parents[1] / "support/data/eligibility.jsonl"
REPEATS = 20
ROUNDS = 15

OPEN = "open"  # a condition whose answer was not asked for; None is 不清楚
Condition = bool | str | None
Case = Mapping[str, Any]
Judge = Callable[[Case, date], dict[str, str]]  # the verdict on each item
FUNCTIONS = tuple(f"6.{number}" for number in range(1, 9))


@dataclass(frozen=True)
class Judged:
    items: Mapping[str, str]
    overall: str
    earliest: date | None


# How conditions combine


def strict(*conditions: Condition) -> str:
    if False in conditions:
        return "not_met"
    return "to_verify" if None in conditions or OPEN in conditions else "met"


def relaxed(gate: str, *conditions: Condition) -> str:
    verdict = strict(*conditions)
    if verdict == "met" or gate == "not_met":
        return verdict
    return "to_verify" if gate == "to_verify" or OPEN in conditions else "may_be_relaxed"


def three_of(functions: Sequence[Condition]) -> str:
    if functions.count(True) >= 3:
        return "met"
    return "not_met" if len(functions) - functions.count(False) < 3 else "to_verify"


def whole(items: Mapping[str, str]) -> str:
    verdicts = items.values()
    if "not_met" in verdicts:
        return "not_eligible"
    if "to_verify" in verdicts:
        return "insufficient"
    return "authority_discretion" if "may_be_relaxed" in verdicts else "eligible"


def judged(judge: Judge, case: Case, on: date) -> Judged:
    refuse(case, on)
    items = judge(case, on)
    overall = whole(items)
    if overall == "eligible":
        return Judged(items, overall, None)
    healed = max(healing_days(case, on), default=None)
    in_time = healed is not None and whole(judge(case, healed)) == "eligible"
    return Judged(items, overall, healed if in_time else None)


def years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def healing_days(case: Case, on: date) -> list[date]:
    days = [years_after(case["founded_on"], 2)] if isinstance(case["founded_on"], date) else []
    for name, years in (
        ("criminal_or_severe_penalty_on", 3), ("serious_dishonesty_on", 3), ("revoked_on", 3), ("failed_review_on", 1),
    ):  # fmt: skip
        if isinstance(case[name], list):
            days += [years_after(day, years) + timedelta(1) for day in case[name]]
    if isinstance(case["title_valid_until"], list):
        days += [date(end.year, 1, 1) for end in case["title_valid_until"]]
    return [day for day in days if day > on]


def refuse(case: Case, on: date) -> None:
    if isinstance(case["founded_on"], date) and case["founded_on"] > on:
        raise ValueError("founded_on")
    staff, degree, title, both = (
        value if isinstance(value := case[name], int) else None
        for name in ("service_staff", "staff_degree", "staff_title", "staff_both")
    )
    for held in (degree, title, both):
        if staff is not None and held is not None and held > staff:
            raise ValueError("more than staff")
    if both is not None:
        if (degree is not None and both > degree) or (title is not None and both > title):
            raise ValueError("staff_both")
        if staff is not None and degree is not None and title is not None and degree + title - both > staff:
            raise ValueError("staff_both")
    for name in ("criminal_or_severe_penalty_on", "serious_dishonesty_on", "revoked_on", "failed_review_on"):
        if isinstance(case[name], list) and any(day > on for day in case[name]):
            raise ValueError(name)


# The plain function


def plain(case: Case, on: date) -> dict[str, str]:
    gate = strict(
        at(case["sponsor"], lambda sponsor: sponsor != "enterprise"),
        case["outstanding_and_exemplary"],
    )
    return {
        "5.1": relaxed(
            gate,
            case["independent_legal_person"],
            case["registered_in_beijing"],
            at(case["founded_on"], lambda founded: years_after(founded, 2) <= on),
            at(case["total_assets_yuan"], lambda assets: assets >= 2_000_000),
            case["sound_operation_and_credit"],
            case["good_prospects"],
        ),
        "5.2": strict(
            at(case["smes_served"], lambda served: served[-1] >= 100),
            at(case["smes_served"], lambda served: all(a < b for a, b in pairwise(served))),
            case["reputation"],
        ),
        "5.3": strict(
            case["fixed_premises"],
            case["facilities"],
            case["mobilises_resources"],
            at(case["gathered_institutions"], lambda gathered: gathered >= 5),
        ),
        "5.4": strict(case["information_system"], case["timely_publication"], case["digital_operation"]),
        "5.5": strict(
            case["commercial_reputation"],
            case["management_rules"],
            case["reasonable_fees"],
            case["quality_assurance"],
            case["development_plan"],
        ),
        "5.6": relaxed(
            gate,
            case["management_team"],
            case["no_bad_credit"],
            at(case["service_staff"], lambda staff: staff >= 10),
            qualified(case["service_staff"], case["staff_degree"], case["staff_title"], case["staff_both"]),
        ),
        "5.7": strict(
            at(case["satisfaction_percent"], lambda share: share >= 90),
            at(case["public_benefit_percent"], lambda share: share >= 20),
        ),
        "6": three_of([case[function] for function in FUNCTIONS]),
        "8.1": strict(*past(case["criminal_or_severe_penalty_on"], on)),
        "8.2": strict(*past(case["serious_dishonesty_on"], on)),
        "13": strict(at(case["title_valid_until"], lambda ends: all(end.year <= on.year for end in ends))),
        "14": strict(at(case["revoked_on"], lambda days: all(years_after(day, 3) < on for day in days))),
        "15": strict(at(case["failed_review_on"], lambda days: all(years_after(day, 1) < on for day in days))),
    }


def at(answer: Any, holds: Callable[[Any], bool]) -> Condition:
    return answer if answer is None or answer == OPEN else holds(answer)


def past(cases: Any, on: date) -> list[Condition]:
    if cases is None or cases == OPEN:
        return [cases]
    return [None if (last := years_after(day, 3)) == on else last < on for day in cases]


def qualified(staff: Any, degree: Any, title: Any, both: Any) -> Condition:
    if not isinstance(staff, int):
        return OPEN if staff == OPEN else None
    absent = OPEN if OPEN in (degree, title, both) else None
    d = (degree, degree) if isinstance(degree, int) else (both if isinstance(both, int) else 0, staff)
    t = (title, title) if isinstance(title, int) else (both if isinstance(both, int) else 0, staff)
    b = (both, both) if isinstance(both, int) else (max(0, d[0] + t[0] - staff), min(d[1], t[1]))
    if b[0] * 100 >= staff * 80:
        return True
    if min(staff, d[1] + t[1] - b[0]) * 100 < staff * 80:
        return False
    least_either = d[0] + t[0] - both if isinstance(both, int) else max(d[0], t[0])
    return None if b[1] * 100 < staff * 80 <= least_either * 100 else absent


# zen-engine: an expression a condition; true, false or null

EXPRESSIONS = {
    "run_by_the_public": "sponsor == null ? null : sponsor != 'enterprise'",
    "outstanding": "outstanding_and_exemplary",
    "legal_person": "independent_legal_person",
    "registered": "registered_in_beijing",
    "founded": "founded_on == null ? null : d(founded_on).add(2, 'y') <= d(on)",
    "assets": "total_assets_yuan == null ? null : total_assets_yuan >= 2000000",
    "sound": "sound_operation_and_credit",
    "prospects": "good_prospects",
    "enough_served": "smes_served == null ? null : smes_served[len(smes_served) - 1] >= 100",
    "growing": "smes_served == null ? null : smes_served[0] < smes_served[1]"
    " and (len(smes_served) < 3 or smes_served[1] < smes_served[2])",
    "reputation": "reputation",
    "premises": "fixed_premises",
    "facilities": "facilities",
    "mobilises": "mobilises_resources",
    "gathered": "gathered_institutions == null ? null : gathered_institutions >= 5",
    "system": "information_system",
    "publication": "timely_publication",
    "digital": "digital_operation",
    "commercial": "commercial_reputation",
    "rules": "management_rules",
    "fees": "reasonable_fees",
    "quality": "quality_assurance",
    "plan": "development_plan",
    "team": "management_team",
    "creditable": "no_bad_credit",
    "staff": "service_staff == null ? null : service_staff >= 10",
    "qualified": "service_staff == null ? null"
    " : (staff_both ?? max([0, (staff_degree ?? 0) + (staff_title ?? 0) - service_staff])) * 100 >= service_staff * 80"
    " ? true : min([service_staff, (staff_degree ?? service_staff) + (staff_title ?? service_staff)"
    " - (staff_both ?? max([0, (staff_degree ?? 0) + (staff_title ?? 0) - service_staff]))]) * 100 < service_staff * 80"
    " ? false : null",
    "satisfaction": "satisfaction_percent == null ? null : satisfaction_percent >= 90",
    "public_benefit": "public_benefit_percent == null ? null : public_benefit_percent >= 20",
    "functions": "count(functions, #.does == true) >= 3 ? true"
    " : len(functions) - count(functions, #.does == false) < 3 ? false : null",
    "unpunished": "penalties == null ? null : some(penalties, d(#).add(3, 'y') > d(on)) ? false"
    " : some(penalties, d(#).add(3, 'y') == d(on)) ? null : true",
    "honest": "dishonesty == null ? null : some(dishonesty, d(#).add(3, 'y') > d(on)) ? false"
    " : some(dishonesty, d(#).add(3, 'y') == d(on)) ? null : true",
    "renewable": "titles == null ? null : all(titles, d(#).year() <= d(on).year())",
    "unrevoked": "revoked == null ? null : all(revoked, d(#).add(3, 'y') < d(on))",
    "reviewed": "failed == null ? null : all(failed, d(#).add(1, 'y') < d(on))",
}
ITEMS = {
    "5.2": ("enough_served", "growing", "reputation"),
    "5.3": ("premises", "facilities", "mobilises", "gathered"),
    "5.4": ("system", "publication", "digital"),
    "5.5": ("commercial", "rules", "fees", "quality", "plan"),
    "5.7": ("satisfaction", "public_benefit"),
    "6": ("functions",),
    "8.1": ("unpunished",),
    "8.2": ("honest",),
    "13": ("renewable",),
    "14": ("unrevoked",),
    "15": ("reviewed",),
}
RELAXABLE = {
    "5.1": ("legal_person", "registered", "founded", "assets", "sound", "prospects"),
    "5.6": ("team", "creditable", "staff", "qualified"),
}
GATE = ("run_by_the_public", "outstanding")
NAMES = {
    "criminal_or_severe_penalty_on": "penalties",
    "serious_dishonesty_on": "dishonesty",
    "title_valid_until": "titles",
    "revoked_on": "revoked",
    "failed_review_on": "failed",
}


class Zen:
    """`narrow`: each expression is handed only the answers that it reads."""

    def __init__(self, narrow: bool) -> None:
        self.narrow = narrow
        self.compiled = {
            name: (zen.compile_expression(words), tuple(dict.fromkeys(re.findall(r"[a-z][a-z_]{3,}|on\b", words))))
            for name, words in EXPRESSIONS.items()
        }

    def __call__(self, case: Case, on: date) -> dict[str, str]:
        context, open_ = case["zen"] | {"on": on.isoformat()}, case["open"]

        def holds(name: str) -> Condition:
            expression, reads = self.compiled[name]
            answers = {read: context[read] for read in reads if read in context} if self.narrow else context
            met: Condition = expression.evaluate(answers)
            return OPEN if met is None and not open_.isdisjoint(reads) else met

        gate = strict(*map(holds, GATE))
        items = {item: relaxed(gate, *map(holds, names)) for item, names in RELAXABLE.items()}
        items |= {item: strict(*map(holds, names)) for item, names in ITEMS.items()}
        return items


# The cases, in the form that each takes


def bare(answer: object) -> Any:
    """An answer of the rule book as the peers take it."""
    if isinstance(answer, Unknown):
        return None
    if isinstance(answer, Period):
        return answer.first
    if isinstance(answer, tuple):
        return [bare(part) for part in answer]
    return answer


def for_peers(given: Mapping[str, Any], answers: Mapping[str, object]) -> dict[str, Any]:
    """Every answer by name, OPEN where it was not asked for."""
    asked = given.get("functions", {})
    case = {name: bare(answers[name]) if name in answers else OPEN for name in BOOK.asks}
    case |= {function: asked.get(function, OPEN) for function in FUNCTIONS}
    context = {NAMES.get(name, name): as_json(value) for name, value in case.items()}
    context["functions"] = [{"does": as_json(case[function])} for function in FUNCTIONS]
    return case | {"zen": context, "open": {name for name, value in case.items() if value == OPEN}}


def as_json(value: Any) -> Any:
    if isinstance(value, list):
        return [as_json(part) for part in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value == OPEN else value if value is None or isinstance(value, bool | int | str) else float(value)


def rate(assess: Callable[[], None], cases: int) -> float:
    begun = time.perf_counter()
    for _ in range(REPEATS):
        assess()
    return REPEATS * cases / (time.perf_counter() - begun)


def main() -> None:
    lines = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    given = [line["facts"] for line in lines if "error" not in line["expect"]]
    read = [(answers, on) for answers, on in (facts.read(BOOK, case) for case in given) if on is not None]
    cases = [(for_peers(one, answers), on) for one, (answers, on) in zip(given, read, strict=True)]
    peers: dict[str, Judge] = {"plain": plain, "zen": Zen(narrow=False), "zen, narrow": Zen(narrow=True)}

    for (answers, on), (case, _) in zip(read, cases, strict=True):
        whole_ = BOOK.assess(answers, on)
        expected = Judged(
            {item: str(finding.verdict) for item, finding in whole_.findings.items()},
            str(whole_.overall),
            whole_.earliest,
        )
        for name, peer in peers.items():
            assert judged(peer, case, on) == expected, (name, judged(peer, case, on), expected)

    def by_book() -> None:
        for answers, on in read:
            BOOK.assess(answers, on)

    def by_peer(peer: Judge) -> None:
        for case, on in cases:
            judged(peer, case, on)

    contenders = {"book": by_book} | {name: partial(by_peer, peer) for name, peer in peers.items()}
    rates: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            rates[name].append(rate(run, len(cases)))
    for name, each in rates.items():
        middle = statistics.median(each)
        print(f"{name:12} {middle:9,.0f} assessments a second, {1e6 / middle:6.1f} µs each")
    for name in peers:
        ratios = [ours / theirs for ours, theirs in zip(rates["book"], rates[name], strict=True)]
        print(f"book / {name}: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
