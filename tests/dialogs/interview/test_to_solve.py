"""「要符合条件，需要解决」: done to the letter, the list leads to 符合, or to what it names as open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import assume, given

from dialogs.interview.questionnaire import Case, judge, refusal
from dialogs.interview.to_solve import Point, open_points, to_solve
from dialogs.session import Answered
from dialogs.wording import zh as wording
from rules.beijing_2019 import BOOK
from rules.beijing_2019.art05 import ASSETS, GATHERED, PUBLIC_BENEFIT, SATISFACTION, STAFF
from rules.beijing_2019.art05_staff import BOTH, EITHER
from rules.beijing_2019.art06 import EIGHT
from rules.engine import facts
from rules.engine.ask import Ticks, YesNo
from rules.engine.finding import Overall
from tests.support.interviews import QUESTIONS
from tests.support.rule_answers import ON, Answer, answers, assess, examples, good, partial_answers

CLOSING = QUESTIONS.closing
STAFF_COUNTS = ("service_staff", "staff_degree", "staff_title", "staff_both")
QUALIFIED = {EITHER: ("staff_title",), BOTH: ("staff_degree", "staff_title", "staff_both")}  # who gets what is needed
FIGURES = {
    ASSETS.subject: "total_assets_yuan",
    GATHERED.subject: "gathered_institutions",
    SATISFACTION.subject: "satisfaction_percent",
    PUBLIC_BENEFIT.subject: "public_benefit_percent",
}
# What is said of a yes-or-no condition that is not met, and whose it is.
FAULTS = {
    change.words: name
    for name, ask in BOOK.asks.items()
    if isinstance(ask, YesNo) and name not in QUESTIONS.offered
    for change in assess(**{name: False}).changes
}
SHORT = re.compile(r"(.+?)还差([0-9.]+)(亿元|万元|元|家|人|个百分点)")
UNITS = {"亿元": 10**8, "万元": 10**4}
LAST_DAY = re.compile(r"最后一天(?:最晚)?是(\d+)年(\d+)月(\d+)日")
FROM_DAY = re.compile(r"(\d+)年(\d+)月(\d+)日(?:起|满)")


def case(given: Mapping[str, Answer], on: date = ON) -> Case:
    return judged(cast(Answered, facts.write(BOOK, given, on)))


def judged(answered: Answered) -> Case:
    """Answers that cannot be true together are no example."""
    assume(refusal(QUESTIONS, answered, ON) is None)
    return judge(QUESTIONS, answered, ON)


def complete(given: Mapping[str, Answer]) -> Case:
    """Every question answered; the services that were not drawn are there."""
    services = {name: frozenset(dict(ask.choices)) for name, ask in BOOK.asks.items() if isinstance(ask, Ticks)}
    return case({**services, **given})


def points(**changed: Answer) -> list[str]:
    return [f"{point.citation}：{point.words}" for point in to_solve(case(good(**changed)))]


# To the letter


def done(before: Case, reading: str = BOTH) -> Case:
    """The same facts when the whole list is carried out; of the open wording about the staff by this reading."""
    answered = dict(before.answered)
    for point in [*to_solve(before), *(point for point in open_points(before) if point.item == "5.6")]:
        do(answered, point, reading)
    return judged(answered)


def do(answered: Answered, point: Point, reading: str) -> None:
    words = point.words.removesuffix(wording.MAY_BE_RELAXED.format(words=""))
    if words in FAULTS:
        answered[FAULTS[words]] = True
    elif point.item == "6":
        complete_functions(answered, words)
    elif point.item == "5.2":
        serve_more(answered, words)
    elif point.item == "5.6":
        qualify(answered, words, reading)
    elif short := SHORT.fullmatch(words):
        name = FIGURES[short[1]]
        more = Decimal(short[2]) * UNITS.get(short[3], 1)
        answered[name] = str(Decimal(str(answered[name])) + more)
    else:
        wait(answered, words)


def wait(answered: Answered, words: str) -> None:
    """Apply in a round that closes no earlier than on the day that is named."""
    if last := LAST_DAY.search(words):
        first = date(*map(int, last.groups())) + timedelta(1)
    else:
        found = FROM_DAY.search(words)
        assert found, f"nobody knows what to do about {words}"
        first = date(*map(int, found.groups()))
    answered[CLOSING] = max(str(answered[CLOSING]), first.isoformat())


def serve_more(answered: Answered, words: str) -> None:
    counts = answered["smes_served"]
    assert isinstance(counts, list)
    if least := re.match(r"下一年度至少服务(\d+)家", words):
        answered["smes_served"] = [counts[-1], int(least[1])]
    else:
        assert words.startswith("只填近两年")
        answered["smes_served"] = counts[-2:]


def complete_functions(answered: Answered, words: str) -> None:
    """Complete those that are named, the first of them where some are enough, and add others."""
    todo = words.partition("。")[2]
    named = [clause for clause in EIGHT if f"{label(clause.id)}还缺：" in todo]
    some = re.match(r"补齐其中(\d+)项", todo)
    named.sort(key=lambda clause: todo.index(f"{label(clause.id)}还缺："))
    for clause in named[: int(some[1])] if some else named:
        offers, services = clause.asks
        lacking = todo.partition(f"{label(clause.id)}还缺：")[2].partition("；")[0]
        ask = BOOK.asks[services]
        assert isinstance(ask, Ticks)
        had = cast(list[str], answered.get(services) or [])
        answered[services] = [*had, *(service for service, _ in ask.choices if service in lacking)]
    more = re.search(r"再增加(\d+)项", todo)
    others = [clause for clause in EIGHT if answered.get(next(iter(clause.asks))) is False]
    for clause in others[: int(more[1]) if more else 0]:
        offers, services = clause.asks
        ask = BOOK.asks[services]
        assert isinstance(ask, Ticks)
        answered |= {offers: True, services: [service for service, _ in ask.choices]}


def label(clause: str) -> str:
    return next(iter(next(each for each in EIGHT if each.id == clause).asks.values())).label


def qualify(answered: Answered, words: str, reading: str) -> None:
    """Whoever is added and need not be qualified is not."""
    if plain := re.match(rf"{STAFF.subject}还差(\d+)人", words):
        grow(answered, int(plain[1]), ("service_staff",))
        return
    to_do = words.rpartition("，都是" if "，都是" in words else f"按“{reading}”，")[2].partition("；")[0]
    added = re.search(r"增加(\d+)人，达到", words)
    new = int(added[1]) if added else 0
    if all_new := re.match(r"新增的(\d+)人都?要符合，现有人员中还差(\d+)人", to_do):
        new_qualified, existing = map(int, all_new.groups())
    elif some_new := re.match(r"新增的人里至少(\d+)人要符合", to_do):
        new_qualified, existing = int(some_new[1]), 0
    else:
        in_place = re.match(r"还差(\d+)人", to_do)
        new_qualified, existing = 0, int(in_place[1]) if in_place else 0
    promote(answered, existing, reading)
    grow(answered, new, ("service_staff",))
    grow(answered, new_qualified, QUALIFIED[reading])


def promote(answered: Answered, people: int, reading: str) -> None:
    """So many of those there are take what they lack: both of them, or the one."""
    for _ in range(people):
        staff, degree, title, both = (held(answered, name) for name in STAFF_COUNTS)
        neither = degree + title - both < staff
        assert neither or reading == BOTH, "everybody has one of them"
        if neither:
            grow(answered, 1, QUALIFIED[reading])
        else:
            grow(answered, 1, ("staff_title" if degree > both else "staff_degree", "staff_both"))


def held(answered: Answered, name: str) -> int:
    """Where there is nobody, nobody was asked about."""
    return cast(int, answered.get(name) or 0)


def grow(answered: Answered, by: int, names: tuple[str, ...]) -> None:
    for name in names if by else ():
        answered[name] = held(answered, name) + by


# What it leads to


def open_items(found: Case) -> set[str]:
    """The items whose wording is open, or of which a day is not known exactly enough."""
    vague = {item for item, finding in found.assessment.findings.items() if finding.imprecise}
    return vague | {point.item for point in open_points(found)}


@pytest.mark.exhaustive
@examples(60)
@given(answers())
def test_carried_out_to_the_letter_it_leads_to_eligible(given: dict[str, Answer]) -> None:
    before = complete(given)
    after = done(before)
    assert to_solve(after) == []
    assert after.assessment.overall is Overall.ELIGIBLE or open_items(after)
    assert open_items(after) <= open_items(before) - {"5.6"}


@pytest.mark.exhaustive
@examples(40)
@given(answers())
def test_by_the_easier_reading_it_leads_to_eligible_or_to_the_reading_that_it_names(given: dict[str, Answer]) -> None:
    before = complete(given)
    after = done(before, EITHER)
    assert to_solve(after) == []
    assert after.assessment.overall is Overall.ELIGIBLE or open_items(after)
    with_both_readings = {point.item for point in to_solve(before) if f"“{BOTH}”" in point.words}
    assert open_items(after) <= open_items(before) | with_both_readings


@pytest.mark.exhaustive
@examples(60)
@given(partial_answers())
def test_of_what_is_not_known_it_leads_to_what_it_names_as_open(given: dict[str, Answer]) -> None:
    before = case(given)
    after = done(before)
    asked_later = {name for key in (*before.open, *before.unasked) for name in QUESTIONS.names[key]}
    unclear = {name for finding in before.assessment.findings.values() for name in finding.unclear}
    # Of the staff it says that the numbers come first, where they are not known.
    counted = all(isinstance(given.get(name), int) for name in STAFF_COUNTS)
    assert {point.item for point in to_solve(after)} <= (set() if counted else {"5.6"})
    for item, finding in after.assessment.findings.items():
        if counted or item != "5.6":
            assert {*finding.missing} <= asked_later
            assert {*finding.unclear} <= unclear
            assert not finding.interpretations or item in open_items(before)


@pytest.mark.exhaustive
@examples(40)
@given(answers())
def test_an_interview_that_is_asked_to_its_end_hides_no_fault(given: dict[str, Answer]) -> None:
    """The questions as they come: what was not asked is named, and asked on wish; then the list is complete."""
    everything = complete(given)
    first = interviewed({CLOSING: everything.answered[CLOSING]}, everything)
    last = interviewed(first.answered, everything, thorough=True) if first.unasked else first
    assert last.unasked == ()
    assert {*to_solve(last)} >= {point for point in to_solve(everything) if point.item != "6"}
    assert to_solve(done(last)) == []


def interviewed(answered: Answered, applicant: Case, thorough: bool = False) -> Case:
    """Asked and answered until there is no question left."""
    now = replace(judged(answered), thorough=thorough)
    while now.open:
        answered = answered | {name: applicant.answered[name] for name in QUESTIONS.names[now.open[0]]}
        now = replace(judged(answered), thorough=thorough)
    return now
