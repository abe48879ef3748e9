"""A question in the asker's own words: the clause that settles it, or an honest word that the text does not.

Nothing is said here that does not stand in the law or in the entries beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dialogs import citing
from dialogs.reading import questions
from dialogs.views import Block, Button, Rows, Span, View, note, quote, strong, text
from dialogs.wording import zh as wording
from knowledge.citations import references
from knowledge.law import Clause
from knowledge.search import Index, Outcome, Reply

SURE = 0.5  # as probable as this, a sentence without a question mark is taken for a question all the same
LONGEST_LABEL = 14


class Answer(NamedTuple):
    """What is said to a question; `clause` is what follow-ups refer to, `open` whether it found no answer."""

    view: View
    clause: str
    open: bool


@cache
def index() -> Index:
    """Ready in 0.2 s; made when the first question comes, or before (`warm_up`)."""
    return Index(citing.LAW)


def warm_up() -> None:
    index()


def outcome(question: str, previous: str) -> Outcome:
    return index().ask(question, previous or None)


def clauses(words: str) -> tuple[str, ...]:
    """The ids of the clauses that the words name, or that may answer them."""
    named = [citing.LAW.find(each).id for each in references(words) if each in citing.LAW.by_reference]
    return tuple(named) or outcome(words, "").clauses


def certain(sentence: str, found: Outcome) -> bool:
    """Whether a sentence that is no answer to the open question is a question about the text."""
    return questions.is_telling(sentence) and found.status in ("answered", "silent") and found.confidence >= SURE


def answer(found: Outcome) -> Answer:
    match found.status:
        case "answered":
            return Answer(_answered(found), found.clauses[0], open=False)
        case "choose":
            return Answer(_choice(found), "", open=True)
        case "silent":
            return Answer(_silent(found), "", open=True)
        case "unrelated":
            return Answer(View(blocks=_unrelated(found)), "", open=False)


def about(clause: str) -> Answer:
    """The answer that a clause gives, chosen by button."""
    return Answer(_answered(Outcome("answered", (clause,), clause, 1.0)), clause, open=False)


def _answered(found: Outcome) -> View:
    blocks: list[Block] = []
    known = index().replies
    if found.entry in known and found.entry not in found.clauses:
        blocks.append(text(known[found.entry].plain))
    for id in found.clauses:
        if id in known:
            blocks.append(text(known[id].plain))
        blocks.append(emphasised(citing.LAW.clause(id), known.get(id)))
    return View(blocks=tuple(blocks), rows=_rows(found.clauses[0], known.get(found.clauses[0])))


def emphasised(clause: Clause, reply: Reply | None) -> Block:
    """The clause with its citation, the words that matter in bold."""
    words = sorted(reply.emphasis, key=clause.text.find) if reply else ()
    return quote(strong(clause.citation), " ", *_spans(clause.text, words))


def _spans(words: str, bold: tuple[str, ...] | list[str]) -> Iterator[Span]:
    at = 0
    for emphasis in bold:
        begin = words.find(emphasis, at)
        if begin >= 0:
            yield Span(text=words[at:begin])
            yield strong(emphasis)
            at = begin + len(emphasis)
    yield Span(text=words[at:])


def _rows(clause: str, reply: Reply | None) -> Rows:
    article = citing.LAW.clause(clause).reference.article
    more = [Button(label=wording.WHOLE_ARTICLE, action=f"whole:{article}")]
    if reply and reply.related:
        more.append(Button(label=wording.RELATED, action=f"related:{clause}"))
    verdict = (Button(label=wording.USEFUL, action="useful"), Button(label=wording.MISSED, action="missed"))
    return (tuple(more), verdict)


def related(clause: str) -> View:
    """The clauses that one goes with."""
    reply = index().replies.get(clause)
    ids = reply.related if reply else ()
    return View(blocks=tuple(citing.clause(id) for id in ids) or (text(wording.NO_RELATED),))


def _choice(found: Outcome) -> View:
    return offered(wording.WHICH_CLAUSE, found.clauses)


def offered(asked: str, clauses: Iterable[str]) -> View:
    """Clauses to choose from, in words."""
    picks = tuple((Button(label=label(id), action=f"about:{id}"),) for id in clauses)
    missed = (Button(label=wording.NONE_OF_THESE, action="missed"),)
    return View(blocks=(text(strong(asked)),), rows=(*picks, missed))


def label(id: str) -> str:
    """A clause in a few words of its own, for a button."""
    clause, reply = citing.LAW.clause(id), index().replies.get(id)
    words = reply.emphasis[0] if reply and reply.emphasis else clause.text
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
    return f"{clause.citation} {short}"


def _silent(found: Outcome) -> View:
    reply = index().replies[found.entry]
    blocks = [text(reply.plain)]
    if reply.ask:
        blocks.append(note(reply.ask))
    nearest = tuple(Button(label=citing.citation(id), action=f"about:{id}") for id in found.clauses[:2])
    return View(blocks=tuple(blocks), rows=(nearest, (Button(label=wording.MISSED, action="missed"),)))


def _unrelated(found: Outcome) -> tuple[Block, ...]:
    reply = index().replies.get(found.entry)
    return (text(reply.plain if reply else wording.UNRELATED),)
