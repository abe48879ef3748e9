"""A question is asked if and only if some completion of the open answers can still change a verdict.

By brute force: a question matters where, whatever else is answered in one way, two answers to it (or an answer and
none) come to different verdicts. Answers that cannot be true together are no completion.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import product
from typing import TypeAlias

import pytest

from rules.beijing_2019 import BOOK
from rules.beijing_2019.art05_staff import SHARE, qualified
from rules.beijing_2019.contradictions import refuse_contradictions
from rules.calendar.days import Period
from rules.engine.ask import RefusedAnswer, Ticks
from rules.engine.book import Item
from rules.engine.conditions import Threshold, all_of, at_least_of, decisive, every, relaxed, some_of
from rules.engine.conditions import count as counted
from rules.engine.finding import Finding, State, Unknown, Verdict
from tests.support.rule_answers import GOOD, ON, STAFF, Answer, assess, day, good, unclear, without

pytestmark = pytest.mark.exhaustive

Judged: TypeAlias = Callable[[Mapping[str, Answer]], str | None]

ITEMS = {item.id: item for item in BOOK.items}
YES_NO = (True, False)
DOMAINS: dict[str, Sequence[Answer]] = {
    "sponsor": ("enterprise", "public_institution"),
    "founded_on": (day("2018-03-12"), day("2024-01-10")),
    "total_assets_yuan": (1_999_999, 2_000_000),
    "smes_served": ((99, 100), (98, 99), (100, 100), (99, 99)),
    "gathered_institutions": (4, 5),
    "service_staff": (9, 10, 12),
    "staff_degree": (0, 7, 8, 9, 10, 12),
    "staff_title": (0, 7, 8, 9, 10, 12),
    "staff_both": (0, 7, 8, 9, 10, 12),
    "satisfaction_percent": (89, 90),
    "public_benefit_percent": (19, 20),
    "criminal_or_severe_penalty_on": ((), (day("2022-09-30"),), (day("2024-01-01"),)),
    "serious_dishonesty_on": ((), (day("2022-09-30"),), (day("2024-01-01"),)),
    "title_valid_until": ((), (day("2026-08-15"),)),
    "revoked_on": ((), (day("2024-01-01"),)),
    "failed_review_on": ((), (day("2025-01-01"),)),
}


def domain(name: str) -> tuple[Answer, ...]:
    """Answers enough to bring every state of the conditions that use them, 不清楚 included."""
    ask = BOOK.asks[name]
    if isinstance(ask, Ticks):
        everything = frozenset(dict(ask.choices))
        return everything, everything - {ask.choices[0][0]}, unclear(name)
    return *DOMAINS.get(name, YES_NO), unclear(name)


def matters(judged: Judged, given: Mapping[str, Answer], open_: list[str]) -> set[str]:
    """The open questions of which two answers, or an answer and none, come to different verdicts."""
    found = set()
    for name in open_:
        others = [other for other in open_ if other != name]
        for filled in product(*map(domain, others)):
            completed = {**given, **dict(zip(others, filled, strict=True))}
            ways = [judged(completed), *(judged(completed | {name: answer}) for answer in domain(name))]
            if len({way for way in ways if way is not None}) > 1:
                found.add(name)
                break
    return found


def judging(item: Item) -> Judged:
    """The verdict on an item, None where the answers cannot be true together; each case judged once."""
    names = list(item.asks)

    @cache
    def of(row: tuple[Answer | None, ...]) -> str | None:
        answers = {name: answer for name, answer in zip(names, row, strict=True) if answer is not None}
        try:
            refuse_contradictions(answers, ON)
        except RefusedAnswer:
            return None
        return str(item.find(answers, ON).verdict)

    return lambda answers: of(tuple(answers.get(name) for name in names))


AFTER = {name: "service_staff" for name in STAFF[1:]} | {
    name: ask.given for name, ask in BOOK.asks.items() if ask.given
}


def cases(item: Item, number: int, most_open: int) -> Iterator[dict[str, Answer]]:
    """Answers to some of the questions of an item, about so many of them open; none before the one it comes after."""
    pick = random.Random(f"cases of {item.id}")
    names = list(item.asks)
    for _ in range(number):
        open_ = set(pick.sample(names, pick.randint(1, min(most_open, len(names)))))
        open_ |= {name for name in names if AFTER.get(name) in open_}
        yield {name: pick.choice(domain(name)) for name in names if name not in open_}


@pytest.mark.parametrize("id", [id for id in ITEMS if id not in ("5.1", "5.6", "6")])
def test_asked_if_and_only_if_it_can_change_the_verdict(id: str) -> None:
    """Every case there is."""
    item = ITEMS[id]
    verdict, names = judging(item), list(item.asks)
    for row in product(*((None, *domain(name)) for name in names)):
        given = {name: answer for name, answer in zip(names, row, strict=True) if answer is not None}
        open_ = [name for name in names if name not in given]
        assert set(item.find(given, ON).missing) == matters(verdict, given, open_), given


@pytest.mark.parametrize(("id", "number", "most_open"), [("5.1", 60, 4), ("5.6", 60, 4)])
def test_asked_if_and_only_if_it_can_change_an_item_that_may_be_relaxed(id: str, number: int, most_open: int) -> None:
    item = ITEMS[id]
    verdict = judging(item)
    for given in cases(item, number, most_open):
        if verdict(given) is None:
            continue
        open_ = [name for name in item.asks if name not in given]
        assert set(item.find(given, ON).missing) == matters(verdict, given, open_), given


def test_asked_if_and_only_if_it_can_change_article_6() -> None:
    """The services of a function are asked for only after it was said to be offered."""
    item = ITEMS["6"]
    verdict = judging(item)
    for given in cases(item, 60, 4):
        open_ = [name for name in item.asks if name not in given]
        arising = {name for name in open_ if not item.asks[name].given or given.get(item.asks[name].given) is True}
        assert set(item.find(given, ON).missing) == matters(verdict, given, open_) & arising, given


def test_all_of_the_item_is_asked_for_at_first_and_what_relaxes_it_last() -> None:
    assert ITEMS["5.1"].find({}, ON).missing == tuple(ITEMS["5.1"].asks)
    assert ITEMS["6"].find({}, ON).missing == tuple(name for name, ask in ITEMS["6"].asks.items() if not ask.given)


def test_missing_is_in_the_order_of_the_law_and_ends_with_none() -> None:
    assert assess().missing == ()
    given: dict[str, Answer] = {}
    asked: list[str] = []
    while missing := BOOK.assess(given, ON).missing:
        asked.append(missing[0])
        given[missing[0]] = GOOD[missing[0]]
    assert asked == sorted(asked, key=list(BOOK.asks).index)
    assert str(BOOK.assess(given, ON).overall) == "eligible"
    assert "sponsor" not in asked, "nothing is to be relaxed"


# The staff, for every count


def possible_worlds(staff: int, *counts: int | None) -> Iterator[tuple[int, int, int]]:
    degree, title, both = ([held] if held is not None else range(staff + 1) for held in counts)
    for d, t, b in product(degree, title, both):
        if b <= min(d, t) and d + t - b <= staff:
            yield d, t, b


@cache
def staff_verdict(staff: int, degree: int | None, title: int | None, both: int | None) -> str | None:
    """Straight from the law, over all that the unknown counts can be; None where nothing can."""
    worlds = list(possible_worlds(staff, degree, title, both))
    if not worlds:
        return None
    if all(b * 100 >= 80 * staff for _, _, b in worlds):
        return "met"
    return "not_met" if all((d + t - b) * 100 < 80 * staff for d, t, b in worlds) else "to_verify"


@pytest.mark.parametrize("staff", [1, 2, 3, 4, 5, 6, 9, 10, 12])
def test_the_share_of_qualified_staff_is_exact_for_every_count(staff: int) -> None:
    names, counts = ("staff_degree", "staff_title", "staff_both"), (None, *range(staff + 1))
    for row in product(counts, repeat=3):
        expected = staff_verdict(staff, *row)
        held = [unclear(name) if count is None else count for name, count in zip(names, row, strict=True)]
        if expected is not None:
            assert str(qualified(staff, *held, share=SHARE.value).verdict) == expected, (staff, *row)


@pytest.mark.parametrize("staff", [1, 2, 3, 5, 6])
def test_counts_of_staff_are_asked_for_if_and_only_if_they_can_change_the_share(staff: int) -> None:
    names, counts = ("staff_degree", "staff_title", "staff_both"), (None, *range(staff + 1))
    for row in product((*counts, "open"), repeat=3):
        open_ = [index for index, count in enumerate(row) if count == "open"]
        known = [None if count == "open" else count for count in row]
        if not open_ or staff_verdict(staff, *known) is None:
            continue
        held = [
            count if isinstance(count, int) else Unknown(name, asked=count is None)
            for name, count in zip(names, row, strict=True)
        ]
        ways: dict[tuple[int, ...], set[str | None]] = {}
        for completed in product(*(counts if count == "open" else (count,) for count in row)):
            for index in open_:
                others = (index, *completed[:index], *completed[index + 1 :])
                ways.setdefault(others, set()).add(staff_verdict(staff, *completed))
        expected = {names[others[0]] for others, verdicts in ways.items() if len(verdicts - {None}) > 1}
        found = qualified(staff, *held, share=SHARE.value)
        asked = set(found.missing) if len(found.possible) > 1 else set()
        assert asked == expected, (staff, *row)


# Which parts of a whole decide


@pytest.mark.parametrize(
    "fold", [all_of, relaxed, lambda states: some_of(1, states), lambda states: some_of(2, states)]
)
def test_decisive_is_what_trying_everything_finds(fold: Callable[[tuple[int, ...]], Verdict]) -> None:
    choices = [frozenset({state}) for state in (State.MET, State.NOT_MET, State.UNCLEAR)]
    choices += [frozenset({State.MET, State.UNCLEAR}), frozenset({State.MET, State.NOT_MET, State.UNCLEAR})]
    for possible in product(choices, repeat=3):
        current = tuple(min(states) if len(states) == 1 else State.OPEN for states in possible)
        found = decisive(tuple(possible), current, fold)
        for index, states in enumerate(possible):
            others = possible[:index] + possible[index + 1 :]
            changes = any(
                len({fold(counted((*rest, own))) for own in (*states, current[index])}) > 1 for rest in product(*others)
            )
            assert (index in found) == (changes and len(states) > 1)


# Dates known to the month


MONTH = Period.of(2022, 9)


DAYS_OF_MONTH = [Period.on(MONTH.first.replace(day=number)) for number in range(1, MONTH.last.day + 1)]


@pytest.mark.parametrize("reference", ["2025-08-31", "2025-09-01", "2025-09-02", "2025-09-30", "2025-10-01"])
@pytest.mark.parametrize(
    ("item", "name"),
    [("8.1", "criminal_or_severe_penalty_on"), ("8.2", "serious_dishonesty_on"), ("14", "revoked_on")],
)
@pytest.mark.parametrize("beside", [(), ("2022-09-30",), ("2022-09-01",), ("2025-01-01",), ("2019-01-01",)])
def test_a_day_is_asked_for_exactly_when_it_matters(
    item: str, name: str, reference: str, beside: tuple[str, ...]
) -> None:
    on, others = day(reference).first, tuple(map(day, beside))
    verdicts = {str(ITEMS[item].find({name: (*others, exact)}, on).verdict) for exact in DAYS_OF_MONTH}
    found = ITEMS[item].find({name: (*others, MONTH)}, on)
    assert found.imprecise == (len(verdicts) > 1)
    assert {str(found.verdict)} == (verdicts if len(verdicts) == 1 else {"to_verify"})


@pytest.mark.parametrize("reference", ["2024-08-31", "2024-09-01", "2024-09-29", "2024-09-30", "2024-10-01"])
@pytest.mark.parametrize("sponsor", ["enterprise", "public_institution"])
@pytest.mark.parametrize("assets", [1, 2_000_000, None])
def test_the_day_of_founding_is_asked_for_exactly_when_it_matters(
    reference: str, sponsor: str, assets: int | None
) -> None:
    on = day(reference).first
    money: Answer = unclear("total_assets_yuan") if assets is None else assets
    given = good(sponsor=sponsor, total_assets_yuan=money)
    verdicts = {str(ITEMS["5.1"].find(given | {"founded_on": exact}, on).verdict) for exact in DAYS_OF_MONTH}
    found = ITEMS["5.1"].find(given | {"founded_on": MONTH}, on)
    assert found.imprecise == (len(verdicts) > 1)
    if len(verdicts) == 1:
        assert {str(found.verdict)} == verdicts


# Findings that combine


def test_a_whole_that_is_decided_names_nothing_missing() -> None:
    failing = Finding(State.NOT_MET, Verdict.NOT_MET, ("不够",), 1, possible=frozenset({State.NOT_MET}))
    everything = frozenset({State.MET, State.NOT_MET, State.UNCLEAR})
    so_many = partial(Threshold, "服务功能", unit="项")
    waiting = Finding(State.OPEN, Verdict.TO_VERIFY, missing=("x",), possible=everything)
    assert every(failing, waiting).missing == ()
    assert at_least_of(so_many(1), ON, waiting, failing).missing == ("x",)
    assert at_least_of(so_many(2), ON, waiting, failing).verdict is Verdict.NOT_MET


def test_an_open_condition_beside_a_failing_one_is_asked_for_where_it_may_be_relaxed() -> None:
    given = without(good(sponsor="public_institution", total_assets_yuan=1), "good_prospects")
    found = ITEMS["5.1"].find(given, ON)
    assert found.verdict is Verdict.TO_VERIFY
    assert found.missing == ("good_prospects",)
