"""Answers for the tests of the rules: a platform that meets everything, and any answers at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from rules.beijing_2019 import BOOK
from rules.calendar.days import Period
from rules.engine import facts
from rules.engine.ask import Amount, Ask, Choice, Count, Day, Days, Share, Ticks, Value, YearlyCounts, YesNo
from rules.engine.book import Assessment
from rules.engine.finding import Unknown

Answer = Value | Unknown
ON = date(2025, 9, 30)
STAFF = ("service_staff", "staff_degree", "staff_title", "staff_both")

YES = {name: True for name, ask in BOOK.asks.items() if isinstance(ask, YesNo) and ask.together not in BOOK.ticked}
GOOD: dict[str, Answer] = facts.read(
    BOOK,
    {
        **YES,
        "sponsor": "enterprise",
        "founded_on": "2018-03-12",
        "total_assets_yuan": 5_200_000,
        "smes_served": [160, 210],
        "gathered_institutions": 8,
        "service_staff": 20,
        "staff_degree": 19,
        "staff_title": 18,
        "staff_both": 17,
        "satisfaction_percent": 95,
        "public_benefit_percent": 30,
        "functions": {"6.1": True, "6.2": True, "6.5": True}
        | dict.fromkeys(("6.3", "6.4", "6.6", "6.7", "6.8"), False),
        "criminal_or_severe_penalty_on": [],
        "serious_dishonesty_on": [],
        "revoked_on": [],
        "failed_review_on": [],
    },
)[0]


def day(text: str) -> Period:
    return Period.parse(text)


def unclear(name: str) -> Unknown:
    return Unknown(name, asked=True)


def good(**changed: Answer) -> dict[str, Answer]:
    return GOOD | changed


def without(answers: Mapping[str, Answer], *names: str) -> dict[str, Answer]:
    """These answers not asked for yet."""
    return {name: answer for name, answer in answers.items() if name not in names}


def assess(on: date = ON, /, **changed: Answer) -> Assessment:
    """The good platform with some answers changed."""
    return BOOK.assess(good(**changed), on)


def verdicts(assessment: Assessment) -> dict[str, str]:
    return {item: str(finding.verdict) for item, finding in assessment.findings.items()}


# Any answers


def periods(last: date = ON) -> st.SearchStrategy[Period]:
    """Days and months from 2018 to `last`, often near the days that matter."""
    near = [
        last.replace(year=last.year - years) + timedelta(days) for years in (1, 2, 3) for days in (-31, -1, 0, 1, 31)
    ]
    days = st.sampled_from(near) | st.dates(date(2018, 1, 1), last)
    return st.builds(
        lambda day, exact: Period.on(day) if exact else Period.of(day.year, day.month), days, st.booleans()
    )


def values(ask: Ask, last: date = ON) -> st.SearchStrategy[Value]:
    """Possible answers, many of them at a threshold."""
    match ask:
        case YesNo():
            return st.booleans()
        case Choice():
            return st.sampled_from([value for value, _ in ask.choices])
        case Ticks():
            return st.frozensets(st.sampled_from([value for value, _ in ask.choices]))
        case Count():
            return st.integers(0, 12)
        case Amount():
            return st.sampled_from([Decimal(0), Decimal(1_999_999), Decimal(2_000_000), Decimal(2_000_001)])
        case Share():
            return st.sampled_from([Decimal(n) for n in ("0", "19.99", "20", "20.01", "89.99", "90", "90.01", "100")])
        case YearlyCounts():
            return st.lists(st.integers(98, 102), min_size=2, max_size=3).map(tuple)
        case Day():
            return periods(last)
        case Days():
            return st.lists(periods(last), max_size=min(ask.most, 2)).map(tuple)
    raise AssertionError(f"no strategy for {ask}")


@st.composite
def staff_counts(draw: st.DrawFn) -> dict[str, Answer]:
    """Counts that can be true together."""
    staff = draw(st.integers(0, 12))
    both = draw(st.integers(0, staff))
    degree = draw(st.integers(both, staff))
    title = draw(st.integers(both, staff - degree + both))
    return dict(zip(STAFF, (staff, degree, title, both), strict=True))


NAMES = sorted(set(BOOK.asks) - set(STAFF))


@st.composite
def answers(draw: st.DrawFn, last: date = ON) -> dict[str, Answer]:
    """All answers given; those that are not drawn are good."""
    drawn = draw(st.sets(st.sampled_from(NAMES), max_size=8))
    changed = {name: draw(values(BOOK.asks[name], last), name) for name in sorted(drawn)}
    return good(**changed, **draw(st.just({}) | staff_counts()))


@st.composite
def partial_answers(draw: st.DrawFn, last: date = ON) -> dict[str, Answer]:
    """Some of the answers 不清楚, some not given yet."""
    given = draw(answers(last))
    unknown = draw(st.sets(st.sampled_from(NAMES) | st.sampled_from(STAFF), max_size=6))
    left_out = draw(st.sets(st.sampled_from(NAMES) | st.sampled_from(STAFF), max_size=6))
    return without(given | {name: unclear(name) for name in unknown}, *left_out)


def examples(number: int) -> settings:
    """So many examples, the same in every run."""
    return settings(max_examples=number, derandomize=True, deadline=None, database=None)
