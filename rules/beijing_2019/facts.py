"""The answers of one applicant as one JSON object: the form in which `check` reads a case.

A name left out was not asked yet, null was answered 不清楚. `functions` maps ``6.1`` to ``6.8`` to whether the
platform does everything that the item demands; `services` maps them to what it does, where it is not everything.
A case that says nothing of a title (`title_valid_until`) holds none: 第十三条 speaks of holders alone.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from datetime import date

from rules.ask import Json, Refused, Ticks, Value, YesNo
from rules.beijing_2019 import BOOK
from rules.beijing_2019.art06 import ARTICLE_6
from rules.finding import Unknown

REFERENCE_DATE = "reference_date"
TITLE = "title_valid_until"
# The two answers of each function: is it offered, and with which services.
FUNCTIONS = {clause.id: tuple(clause.asks) for clause in ARTICLE_6.clauses}
PLAIN = [name for name in BOOK.asks if name not in ARTICLE_6.asks]
KNOWN = (REFERENCE_DATE, *PLAIN, "functions", "services")


def read(facts: Json) -> tuple[dict[str, Value | Unknown], date | None]:
    """The answers and the reference date, None where the case gives none. Raises Refused."""
    if not isinstance(facts, Mapping):
        raise Refused("", '应是一个 JSON 对象，例如 {"total_assets_yuan": 2300000}。')
    for name in facts:
        if name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, 1)
            raise Refused(name, f"没有“{name[:40]}”这一项" + (f"，是不是 {near[0]}？" if near else "。"))
    answers: dict[str, Value | Unknown] = {TITLE: ()}
    answers |= {name: BOOK.accept(name, facts[name]) for name in PLAIN if name in facts}
    answers |= _functions(facts.get("functions", {})) | _services(facts.get("services", {}))
    return answers, _reference_date(facts.get(REFERENCE_DATE))


def _reference_date(raw: Json) -> date | None:
    if raw is None:
        return None
    try:
        if isinstance(raw, str) and len(raw) == len("2026-11-23"):
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise Refused(REFERENCE_DATE, f"申请受理截止日期：{str(raw)[:40]} 不可能，应是真实的日期，例如 2026-09-30。")


def _functions(raw: Json) -> dict[str, Value | Unknown]:
    """null for the whole: every function is 不清楚."""
    given: Mapping[str, Json] = dict.fromkeys(FUNCTIONS) if raw is None else _by_item("functions", raw)
    answers: dict[str, Value | Unknown] = {}
    for item, provided in given.items():
        offers, services = FUNCTIONS[item]
        if provided is not None and not isinstance(provided, bool):
            raise Refused("functions", f"functions 的 {item}：{YesNo.possible}。")
        answers[offers] = Unknown(offers, asked=True) if provided is None else provided
        if provided:
            ask = BOOK.asks[services]
            assert isinstance(ask, Ticks)
            answers[services] = frozenset(dict(ask.choices))
    return answers


def _services(raw: Json) -> dict[str, Value | Unknown]:
    answers: dict[str, Value | Unknown] = {}
    for item, ticked in _by_item("services", raw).items():
        offers, services = FUNCTIONS[item]
        answers |= {offers: True, services: BOOK.accept(services, ticked)}
    return answers


def _by_item(field: str, raw: Json) -> Mapping[str, Json]:
    if not isinstance(raw, Mapping) or not set(raw) <= set(FUNCTIONS):
        raise Refused(field, f"{field} 应是一个对象，名称只能是 {'、'.join(FUNCTIONS)}。")
    return raw


def write(answers: Mapping[str, Value | Unknown], on: date | None) -> dict[str, Json]:
    """The inverse of `read`, with the services of each function in full."""
    facts: dict[str, Json] = {} if on is None else {REFERENCE_DATE: on.isoformat()}
    facts |= {name: _json(name, answers[name]) for name in PLAIN if name in answers}
    functions, services = dict(_functions_of(answers)), dict(_services_of(answers))
    return facts | ({"functions": functions} if functions else {}) | ({"services": services} if services else {})


def _json(name: str, value: Value | Unknown) -> Json:
    return None if isinstance(value, Unknown) else BOOK.asks[name].json(value)


def _functions_of(answers: Mapping[str, Value | Unknown]) -> Iterator[tuple[str, Json]]:
    for item, (offers, services) in FUNCTIONS.items():
        if offers in answers and not (answers[offers] is True and services in answers):
            yield item, _json(offers, answers[offers])


def _services_of(answers: Mapping[str, Value | Unknown]) -> Iterator[tuple[str, Json]]:
    for item, (offers, services) in FUNCTIONS.items():
        if answers.get(offers) is True and services in answers:
            yield item, _json(services, answers[services])
