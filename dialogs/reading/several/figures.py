"""Several figures in one answer, each with its name: 15人，本科以上12人，中级以上10人，两样都有的9人.

Each part of the answer is the figure of one question, which reads it as if it stood alone. A part without a name is
that of the question asked; bare numbers, as many as there are questions, are theirs in turn, and are said back.
"""

import re
from collections.abc import Mapping
from datetime import date

from pydantic import JsonValue

from dialogs.reading.answers import Meant, meant
from dialogs.reading.outcome import Unread
from dialogs.reading.vocabulary import normalise
from rules.engine.ask import Ask

_PARTING = re.compile(r"[，、；;。\s]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))|(?=其中)")
_BARE = re.compile(r"[0-9]{1,9}[个人名位家%]?")


def read(asks: Mapping[str, Ask], asked: str, text: str, today: date) -> Meant | None:
    """The answers by the names of the questions; None where it cannot be told which figure is whose. `asked`: the
    question that stands open."""
    parts = [part for part in _PARTING.split(text.strip()) if part]
    if len(parts) < 2:
        return None
    in_turn = len(parts) == len(asks) and all(_BARE.fullmatch(normalise(part)) for part in parts)
    whose = [*asks] if in_turn else [_whose(asks, asked, part) for part in parts]
    if None in whose or len(set(whose)) < len(whose):
        return None
    answers: dict[str, JsonValue] = {}
    exact = not in_turn
    for name, part in zip(whose, parts, strict=True):
        try:
            read = meant(asks[str(name)], part, today)
        except Unread:
            return None
        if len(read.candidates) != 1:
            return None
        answers[str(name)] = read.candidates[0]
        exact = exact and read.exact
    return Meant([{name: answers[name] for name in asks if name in answers}], exact)


def _whose(asks: Mapping[str, Ask], asked: str, part: str) -> str | None:
    """The question whose figure it is: by a name of its own, else by one that may mean it and stands in its label."""
    said = normalise(part)
    own = {name: _longest(ask.names.own, said) for name, ask in asks.items()}
    longest = max(own.values())
    if longest:
        named = [name for name in asks if own[name] == longest]
    else:
        near = {name: [word for word in ask.names.near if word in said] for name, ask in asks.items()}
        named = [name for name, words in near.items() if any(word in asks[name].label for word in words)]
        named = named or [asked]
    return named[0] if len(named) == 1 else None


def _longest(names: tuple[str, ...], said: str) -> int:
    return max((len(name) for name in names if name in said), default=0)
