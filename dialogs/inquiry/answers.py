"""A question in the asker's own words: the clause that settles it, or an honest word that the text does not.

Nothing is said here that does not stand in the law or in the entries beside it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from dialogs import actions, citing
from dialogs.inquiry import follow_ups, points
from dialogs.inquiry.case import Sentence
from dialogs.interview.questionnaire import Questionnaire
from dialogs.reading import vocabulary
from dialogs.views import Block, Span, View, in_rows, note, quote, shortened, strong, text
from dialogs.wording import zh as wording
from knowledge.law import Law, references
from knowledge.search import Index, Outcome
from knowledge.search.known_words import known_words
from rules import texts

SURE = 0.5  # as probable as this, a sentence without a question mark is taken for a question all the same
LONGEST_LABEL = 14
LONGEST_TOLD = 40


@cache
def index(text: str) -> Index:
    """Ready in 0.2 s; made when the first question comes, or before (`warm_up`)."""
    return Index(texts.book(text).law)


def warm_up(law: Law) -> None:
    index(law.id)
    known_words(law.id)


def is_known(law: Law, entry: str) -> bool:
    """Whether something can be answered by it: it is the id of an entry or a point."""
    return entry in index(law.id).replies


def told(questions: Questionnaire, entry: str, today: date) -> str:
    """By which clause an entry or a point answers, and what it says, for the operator; its id alone where the text has
    no such entry any more."""
    law, reply = questions.book.law, index(questions.book.law.id).replies.get(entry)
    if reply is None:
        return entry
    clause = law.clauses.get(entry.partition("/")[0])
    said = shortened(points.filled(questions.book, reply.plain, today), LONGEST_TOLD)
    if clause is None:
        return wording.TOLD.format(said=said, entry=entry)
    return wording.TOLD_OF_CLAUSE.format(citation=clause.citation, said=said, entry=entry)


def words_of(law: Law, question: str) -> str:
    """What of a question may be kept: its words that the text's own lists have, which name nobody and no number."""
    return known_words(law.id).among(question)


def outcome(law: Law, question: str, previous: str = "", last: str = "") -> Outcome:
    """What the search makes of it. `previous`: the clause that the question before was answered by; `last`: the point,
    against which a question is read that names nothing of its own."""
    known, found = index(law.id), index(law.id).ask(question, previous or None)
    return follow_ups.about(texts.book(law.id), known.replies, question, last, found) if last else found


def of_the_number(law: Law, name: str, question: str) -> Outcome | None:
    """What a fragment is about where a number of the rules is asked for (`follow_ups.of_the_number`)."""
    return follow_ups.of_the_number(index(law.id).replies, name, question)


def in_full(questions: Questionnaire, question: str, last: str, label: str = "") -> str:
    """The question with what it leaves out (`follow_ups.in_full`)."""
    return follow_ups.in_full(questions.book, index(questions.book.text).replies, question, last, label)


def point_in(questions: Questionnaire, said: str, today: date) -> str:
    """The point that a message answered first, by the sentence that stands in it; empty where none does."""
    book, known = questions.book, index(questions.book.text).replies
    places = {id: said.find(points.filled(book, reply.plain, today)) for id, reply in known.items() if reply.force}
    return min((id for id, at in places.items() if at >= 0), key=places.__getitem__, default="")


def clauses(law: Law, words: str) -> tuple[str, ...]:
    """The ids of the clauses that the words name, or that may answer them."""
    named = [law.find(each).id for each in references(words) if each in law.by_reference]
    return tuple(named) or outcome(law, words).clauses


def certain(sentence: str, found: Outcome) -> bool:
    """Whether a sentence that is no answer to the open question is a question about the text."""
    return vocabulary.is_telling(sentence) and found.status in ("answered", "silent") and found.confidence >= SURE


def sentence(questions: Questionnaire, found: Outcome, question: str, today: date) -> Sentence | None:
    """What is said first to an answered question, or to one that the text leaves open; None to others."""
    known = index(questions.book.law.id).replies
    settled = found.clauses[0] if found.status == "answered" else ""
    reply = points.meant(questions.book, known, settled, found.entry, question)
    if reply is None or found.status == "choose":
        return None
    if points.of_applying(reply, question) and known[reply.applying] is not reply:
        asked, reply = reply, known[reply.applying]
        reply = reply if asked.case else reply._replace(fits=(), contrary=())
    return points.first(questions, settled, reply, question, today)


def answer(questions: Questionnaire, found: Outcome, said: Sentence | None, today: date) -> View:
    """All that is said: the sentence first, with the clauses that bear it."""
    law = questions.book.law
    match found.status:
        case "answered":
            return _answered(questions, found, said)
        case "choose":
            return offered(law, wording.WHICH_CLAUSE, found.clauses)
        case "silent":
            reply = index(law.id).replies[found.entry]
            blocks = (
                text(points.filled(questions.book, reply.plain, today)),
                *([note(reply.ask)] if reply.ask else []),
            )
            nearest = tuple(actions.ABOUT.button(law.clause(id).citation, id) for id in found.clauses[:2])
            return View(blocks=blocks, rows=(nearest, (actions.MISSED.button(wording.MISSED, found.entry),)))
        case "unrelated":
            other = index(law.id).replies.get(found.entry)
            return View(blocks=(text(other.plain if other else wording.UNRELATED.format(text=law.title)),))


def source(law: Law) -> Block:
    """One line that says which text an answer is from, and whether it is known to be replaced."""
    replaced = wording.REPLACED.format(title=law.title, by=law.replaced_by) if law.replaced_by else ""
    return note(replaced + (law.caution or law.origin))


def leaves_open(law: Law, found: Outcome) -> bool:
    """Whether the clause governs what is asked and leaves it open."""
    if found.status != "answered":
        return False
    reply = index(law.id).replies.get(found.entry)
    return reply is not None and (reply.open or (not reply.force and found.entry not in law.clauses))


def _answered(questions: Questionnaire, found: Outcome, said: Sentence | None) -> View:
    blocks: list[Block] = []
    law, known = questions.book.law, index(questions.book.law.id).replies
    for id in dict.fromkeys((*found.clauses, *(said.beside if said else ()))):
        first, clause = id == found.clauses[0], law.clause(id)
        reply = known.get(found.entry if first else id) or known.get(id)
        if first and said:
            blocks.append(text(said.words))
        elif reply and not (said and said.beside):
            blocks.append(text(reply.plain))
        own = reply if reply and (reply.force or not first) else known.get(id)
        blocks.append(quote(strong(clause.citation), " ", *_emphasised(clause.text, own.emphasis if own else ())))
    blocks.append(source(law))
    clause, reply = law.clause(found.clauses[0]), known.get(found.clauses[0])
    more = [actions.ARTICLE.button(wording.WHOLE_ARTICLE, clause.reference.article)]
    if reply and reply.related:
        more.append(actions.RELATED.button(wording.RELATED, clause.id))
    helpful = (
        actions.USEFUL.button(wording.USEFUL),
        actions.MISSED.button(wording.MISSED, found.entry),
        actions.WRONG.button(wording.WRONG, found.entry),
    )
    return View(blocks=tuple(blocks), rows=(tuple(more), helpful))


def _emphasised(words: str, bold: Iterable[str]) -> Iterator[Span]:
    at = 0
    for emphasis in sorted(bold, key=words.find):
        begin = words.find(emphasis, at)
        if begin >= 0:
            yield Span(text=words[at:begin])
            yield strong(emphasis)
            at = begin + len(emphasis)
    yield Span(text=words[at:])


def related(law: Law, clause: str) -> View:
    reply = index(law.id).replies.get(clause)
    ids = reply.related if reply else ()
    return View(blocks=tuple(citing.clause(law, id) for id in ids) or (text(wording.NO_RELATED),))


def offered(law: Law, asked: str, clauses: Iterable[str]) -> View:
    """Clauses to choose from, in words."""
    picks = in_rows(actions.ABOUT.button(_label(law, id), id) for id in clauses)
    return View(blocks=(text(strong(asked)),), rows=(*picks, (actions.MISSED.button(wording.NONE_OF_THESE, ""),)))


def _label(law: Law, id: str) -> str:
    """A clause in a few words of its own, for a button."""
    clause, reply = law.clause(id), index(law.id).replies.get(id)
    words = reply.emphasis[0] if reply and reply.emphasis else clause.text
    return f"{clause.citation} {shortened(words, LONGEST_LABEL)}"
