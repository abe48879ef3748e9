"""The answers of one applicant as one JSON object: the form in which `check` reads a case.

A name left out was not asked yet, null was answered 不清楚. `functions` stands for the questions of 第六条: it maps
``6.1`` to ``6.8`` to whether the platform does everything that the item demands. A case that says nothing of a title
(`title_valid_until`) holds none: 第十三条 speaks of holders alone.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date

from rules.beijing_2019 import BOOK
from rules.beijing_2019.art06 import ARTICLE_6, FUNCTIONS
from rules.calendar.days import Period
from rules.engine.ask import Day, Json, Refused, Ticks, Value
from rules.engine.finding import Unknown

REFERENCE_DATE = "reference_date"
TITLE = "title_valid_until"
# The two answers of each function: is it offered, and with which services.
OF_FUNCTION = {clause.id: tuple(clause.asks) for clause in ARTICLE_6.clauses}
KNOWN = (REFERENCE_DATE, *BOOK.asks, FUNCTIONS)
CLOSING = Day("", "申请受理截止日期")


def read(facts: Json) -> tuple[dict[str, Value | Unknown], date | None]:
    """The answers and the reference date, None where the case gives none. Raises Refused."""
    if not isinstance(facts, Mapping):
        raise Refused("", '应是一个 JSON 对象，例如 {"total_assets_yuan": 2300000}。')
    for name in facts:
        if name not in KNOWN:
            near = difflib.get_close_matches(name[:40], KNOWN, 1)
            raise Refused(name, f"没有“{name[:40]}”这一项" + (f"，是不是 {near[0]}？" if near else "。"))
    answers: dict[str, Value | Unknown] = {TITLE: ()}
    answers |= _functions(facts.get(FUNCTIONS, {}))
    answers |= {name: BOOK.accept(name, facts[name]) for name in BOOK.asks if name in facts}
    return answers, _reference_date(facts.get(REFERENCE_DATE))


def _reference_date(raw: Json) -> date | None:
    if raw is None:
        return None
    closing = CLOSING.accept(REFERENCE_DATE, raw)
    if not isinstance(closing, Period) or not closing.exact:
        raise Refused(REFERENCE_DATE, f"{CLOSING.label}：{raw} 不够，要具体到哪一天，例如 2026-09-30。")
    return closing.first


def _functions(raw: Json) -> dict[str, Value | Unknown]:
    """null for the whole: every function is 不清楚."""
    given = dict.fromkeys(OF_FUNCTION) if raw is None else raw
    if not isinstance(given, Mapping) or not set(given) <= set(OF_FUNCTION):
        raise Refused(FUNCTIONS, f"{FUNCTIONS} 应是一个对象，名称只能是 {'、'.join(OF_FUNCTION)}。")
    answers: dict[str, Value | Unknown] = {}
    for item, provided in given.items():
        offers, services = OF_FUNCTION[item]
        try:
            answers[offers] = BOOK.accept(offers, provided)
        except Refused as refused:
            raise Refused(FUNCTIONS, f"{item} {refused}") from None
        if provided is True:
            ask = BOOK.asks[services]
            assert isinstance(ask, Ticks)
            answers[services] = frozenset(dict(ask.choices))
    return answers


def write(answers: Mapping[str, Value | Unknown], on: date | None) -> dict[str, Json]:
    """The inverse of `read`, with the questions of 第六条 by their own names."""
    facts: dict[str, Json] = {} if on is None else {REFERENCE_DATE: on.isoformat()}
    return facts | {name: _json(name, answers[name]) for name in BOOK.asks if name in answers}


def _json(name: str, value: Value | Unknown) -> Json:
    return None if isinstance(value, Unknown) else BOOK.asks[name].json(value)
