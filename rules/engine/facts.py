"""The answers of one applicant as one JSON object: the form in which `check` reads a case.

A name left out was not asked yet, null was answered 不清楚. The key of a group of questions stands for all of them: it
maps the clauses that ask them (``6.1`` to ``6.8``) to whether all that the clause demands is there. A case that says
nothing of what only some hold (a title) holds none.
"""

import difflib
from collections.abc import Iterator, Mapping
from datetime import date

from rules.calendar.days import Period
from rules.engine.ask import Json, RefusedAnswer, Ticks, Value
from rules.engine.book import RuleBook, asks_in
from rules.engine.clause import ClauseRule
from rules.engine.finding import Unknown

GivenAnswers = dict[str, Value | Unknown]


def read(book: RuleBook, facts: Json) -> tuple[GivenAnswers, date | None]:
    """The answers and the closing date, None where the case gives none. Raises RefusedAnswer."""
    if not isinstance(facts, Mapping):
        raise RefusedAnswer("", f'应是一个 JSON 对象，例如 {{"{book.closing.name}": "2026-09-30"}}。')
    known = (book.closing.name, *book.asks, *book.ticked)
    for name in facts:
        if name not in known:
            near = difflib.get_close_matches(name[:40], known, 1)
            raise RefusedAnswer(name, f"没有“{name[:40]}”这一项" + (f"，是不是 {near[0]}？" if near else "。"))
    answers: GivenAnswers = dict.fromkeys(book.holders.values(), ())
    for key in book.ticked:
        answers |= _group(book, key, facts.get(key, {}))
    answers |= {name: book.accept(name, facts[name]) for name in book.asks if name in facts}
    return answers, _closing(book, facts.get(book.closing.name))


def _closing(book: RuleBook, raw: Json) -> date | None:
    if raw is None:
        return None
    name, ask, _ = book.closing
    closing = ask.accept(name, raw)
    if not isinstance(closing, Period) or not closing.exact:
        raise RefusedAnswer(name, f"{ask.label}：{raw} 不够，要具体到哪一天，例如 2026-09-30。")
    return closing.first


def _group(book: RuleBook, key: str, raw: Json) -> GivenAnswers:
    """null for the whole: every clause of the group is 不清楚."""
    clauses = {clause.id: clause for item in book.items for clause in item.clauses if asks_in(clause, key)}
    given = dict.fromkeys(clauses) if raw is None else raw
    if not isinstance(given, Mapping) or not set(given) <= set(clauses):
        raise RefusedAnswer(key, f"{key} 应是一个对象，名称只能是 {'、'.join(clauses)}。")
    answers: GivenAnswers = {}
    for id, provided in given.items():
        try:
            answers |= _of_clause(book, clauses[id], key, provided)
        except RefusedAnswer as refused:
            raise RefusedAnswer(key, f"{id} {refused}") from None
    return answers


def _of_clause(book: RuleBook, clause: ClauseRule, key: str, provided: Json) -> Iterator[tuple[str, Value | Unknown]]:
    """The answer to the question of the group; where it is yes, all that the clause asks to be ticked is there."""
    for name, ask in clause.asks.items():
        if ask.together == key:
            yield name, book.accept(name, provided)
        elif provided is True and isinstance(ask, Ticks):
            yield name, frozenset(dict(ask.choices))


def write(book: RuleBook, answers: Mapping[str, Value | Unknown], on: date | None) -> dict[str, Json]:
    """The inverse of `read`, each question by its own name."""
    facts: dict[str, Json] = {} if on is None else {book.closing.name: on.isoformat()}
    given = ((name, ask, answers[name]) for name, ask in book.asks.items() if name in answers)
    return facts | {name: None if isinstance(value, Unknown) else ask.json(value) for name, ask, value in given}
