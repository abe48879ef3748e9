"""A question in the asker's own words: the clause that settles it, or an honest word that the text does not.

Nothing is said here that does not stand in the law or in the entries beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dialogs import actions, citing
from dialogs.reading import vocabulary
from dialogs.views import Block, Rows, Span, View, in_rows, note, quote, strong, text
from dialogs.wording import zh as wording
from knowledge.law import Clause, Law, references
from knowledge.search import Index, Outcome, Reply
from rules import texts

SURE = 0.5  # as probable as this, a sentence without a question mark is taken for a question all the same
LONGEST_LABEL = 14


class Answer(NamedTuple):
    """What is said to a question; `clause` is what follow-ups refer to, `open` whether it found no answer."""

    view: View
    clause: str
    open: bool


@cache
def index(text: str) -> Index:
    """Ready in 0.2 s; made when the first question comes, or before (`warm_up`)."""
    return Index(texts.book(text).law)


def warm_up(law: Law) -> None:
    index(law.id)


def outcome(law: Law, question: str, previous: str = "") -> Outcome:
    """What the search makes of it. `previous`: the clause that the question before was answered by."""
    return index(law.id).ask(question, previous or None)


def clauses(law: Law, words: str) -> tuple[str, ...]:
    """The ids of the clauses that the words name, or that may answer them."""
    named = [law.find(each).id for each in references(words) if each in law.by_reference]
    return tuple(named) or outcome(law, words).clauses


def certain(sentence: str, found: Outcome) -> bool:
    """Whether a sentence that is no answer to the open question is a question about the text."""
    return vocabulary.is_telling(sentence) and found.status in ("answered", "silent") and found.confidence >= SURE


def answer(law: Law, found: Outcome) -> Answer:
    match found.status:
        case "answered":
            return Answer(_answered(law, found), found.clauses[0], open=False)
        case "choose":
            return Answer(offered(law, wording.WHICH_CLAUSE, found.clauses), "", open=True)
        case "silent":
            return Answer(_silent(law, found), "", open=True)
        case "unrelated":
            reply = index(law.id).replies.get(found.entry)
            words = reply.plain if reply else wording.UNRELATED.format(text=law.title)
            return Answer(View(blocks=(text(words),)), "", open=False)


def about(law: Law, clause: str) -> View:
    """The answer that a clause gives, chosen by button."""
    return _answered(law, Outcome("answered", (clause,), clause, 1.0))


def _answered(law: Law, found: Outcome) -> View:
    blocks: list[Block] = []
    known = index(law.id).replies
    if found.entry in known and found.entry not in found.clauses:
        blocks.append(text(known[found.entry].plain))
    for id in found.clauses:
        if id in known:
            blocks.append(text(known[id].plain))
        blocks.append(emphasised(law.clause(id), known.get(id)))
    first = law.clause(found.clauses[0])
    return View(blocks=tuple(blocks), rows=_rows(first, known.get(found.clauses[0])))


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


def _rows(clause: Clause, reply: Reply | None) -> Rows:
    more = [actions.ARTICLE.button(wording.WHOLE_ARTICLE, clause.reference.article)]
    if reply and reply.related:
        more.append(actions.RELATED.button(wording.RELATED, clause.id))
    return (tuple(more), (actions.USEFUL.button(wording.USEFUL), actions.MISSED.button(wording.MISSED)))


def related(law: Law, clause: str) -> View:
    """The clauses that one goes with."""
    reply = index(law.id).replies.get(clause)
    ids = reply.related if reply else ()
    return View(blocks=tuple(citing.clause(law, id) for id in ids) or (text(wording.NO_RELATED),))


def offered(law: Law, asked: str, clauses: Iterable[str]) -> View:
    """Clauses to choose from, in words."""
    picks = in_rows(actions.ABOUT.button(_label(law, id), id) for id in clauses)
    return View(blocks=(text(strong(asked)),), rows=(*picks, (actions.MISSED.button(wording.NONE_OF_THESE),)))


def _label(law: Law, id: str) -> str:
    """A clause in a few words of its own, for a button."""
    clause, reply = law.clause(id), index(law.id).replies.get(id)
    words = reply.emphasis[0] if reply and reply.emphasis else clause.text
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
    return f"{clause.citation} {short}"


def _silent(law: Law, found: Outcome) -> View:
    reply = index(law.id).replies[found.entry]
    blocks = [text(reply.plain)]
    if reply.ask:
        blocks.append(note(reply.ask))
    nearest = tuple(actions.ABOUT.button(law.clause(id).citation, id) for id in found.clauses[:2])
    return View(blocks=tuple(blocks), rows=(nearest, (actions.MISSED.button(wording.MISSED),)))
