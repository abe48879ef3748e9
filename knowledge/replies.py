"""What is said to a question, by entry: the sentences of ``questions/*.toml`` without the phrasings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from knowledge.law import BEIJING_2019

if TYPE_CHECKING:  # the entries are pydantic's, and not needed to answer
    from knowledge.questions import Entry

BUILT = "replies.json"


class Reply(NamedTuple):
    """`plain` is the sentence said; `emphasis` the words of the clause that matter, verbatim.

    `related` are the clauses it goes with, or nearest to; `ask` says where to ask instead.
    """

    plain: str
    emphasis: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    ask: str = ""


@cache
def replies(id: str = BEIJING_2019) -> dict[str, Reply]:
    """Every reply by the id of its entry. Read from ``replies.json`` (`knowledge.training.build`)."""
    stored = json.loads((files("knowledge") / "texts" / id / BUILT).read_bytes())
    return {
        entry: Reply(plain, tuple(emphasis), tuple(near), ask) for entry, (plain, emphasis, near, ask) in stored.items()
    }


def stored(entries: Iterable[Entry]) -> str:
    """The file's text, an entry a line."""
    said = {entry.id: (entry.plain, entry.emphasis, entry.related or entry.nearest, entry.ask) for entry in entries}
    lines = (f"{json.dumps(id)}: {json.dumps(reply, ensure_ascii=False)}" for id, reply in said.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
