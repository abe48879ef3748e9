"""What is said beside the open screen: answers to questions, and buttons that look something up.

It changes no answer, except that the figure of a question may be taken into the check by its own button.
"""

import re
from collections.abc import Iterable

from dialogs import actions, citing
from dialogs.actions import NoSuchButton
from dialogs.deadlines import filing
from dialogs.effects import Answered, Keep, Why
from dialogs.inquiry import answers
from dialogs.inquiry.case import Sentence
from dialogs.reading import phrases, vocabulary
from dialogs.reading.changes import Change
from dialogs.reading.vocabulary import normalise
from dialogs.screen import Turn, handler
from dialogs.units.kept import label_of
from dialogs.views import Rows, View, heading, in_rows, note, text
from dialogs.wording import zh as wording
from knowledge.law import Law, Reference
from knowledge.search import Outcome
from rules.engine.ask import Day, Days

# A question

_PARTS = re.compile(r"[?？,，;；。]")
MOST_QUESTIONS = 3  # of one message


def outcome(turn: Turn, question: str) -> Outcome:
    """What the search makes of it; not asked for what is read as an answer, as most of what is typed is. What is too
    short to stand alone is about the open question, or about what was answered last."""
    clause, last, label = _before(turn)
    if label and turn.beside is None and (found := answers.of_the_number(turn.law, turn.screen.name, question)):
        return found
    return answers.outcome(turn.law, answers.in_full(turn.questions, question, last, label), clause, last)


def _before(turn: Turn) -> tuple[str, str, str]:
    """What a question may leave out: the clause and the point spoken of last, and the name of what is asked for."""
    session, name = turn.session, turn.screen.name
    if turn.screen.kind not in ("question", "confirm"):
        return session.clause, session.point or session.clause, ""
    clause, ask = turn.law.clause(turn.questions.clauses_of(name)[0]).id, turn.questions.asks[name]
    last = session.point if turn.beside is not None else ""
    return clause, last or clause, "" if isinstance(ask, Day | Days) else ask.label


def inquire(turn: Turn, question: str, found: Outcome) -> None:
    """A question is answered beside the open screen, several one by one, and an open question is shown again."""
    _, last, label = _before(turn)
    for each, outcome in several(turn.law, question) or [(question, found)]:
        _answer(turn, answers.in_full(turn.questions, each, last, label), outcome)
    if turn.open.waits:
        turn.recall()


def several(law: Law, words: str) -> list[tuple[str, Outcome]]:
    """The questions of a message with what each is answered by; none where one of its parts does not stand alone."""
    parts = [part for part in _PARTS.split(words) if part.strip()]
    if not 1 < len(parts) <= MOST_QUESTIONS or not all(map(vocabulary.asks, parts)):
        return []
    found = [(part, answers.outcome(law, part)) for part in parts]
    alone = all(each.status in ("answered", "silent") and each.confidence >= answers.SURE for _, each in found)
    return found if alone and len({each.entry for _, each in found}) == len(found) else []


def _answer(turn: Turn, question: str, found: Outcome) -> None:
    clause = found.clauses[0] if found.status == "answered" else ""
    turn.session.inquired = answers.words_of(turn.law, question)
    turn.session.point = found.entry if found.status in ("answered", "silent") else ""
    turn.session.reported = ""
    turn.session.runners_up = list(found.runners_up)
    said = answers.sentence(turn.questions, found, question, turn.today)
    answer = _with_own_case(turn, answers.answer(turn.questions, found, said, turn.today), clause, question, said)
    turn.say(_in_english(found, answer) if phrases.is_english(question) else answer)
    turn.session.clause = clause or turn.session.clause
    _note(turn, found)


def _note(turn: Turn, found: Outcome) -> None:
    """What the operator may look at: what found no answer, and a sample of what was answered for certain."""
    words = turn.session.inquired
    if found.status in ("choose", "silent"):
        turn.effects.append(Keep(why="unanswered", words=words, point=found.entry))
    elif found.status == "answered" and found.confidence >= answers.SURE:
        turn.effects.append(Answered(words=words, point=found.entry, confidence=found.confidence))


def unread(turn: Turn, words: str, reason: str) -> None:
    """What is no answer to the open question: a question about the text after all, or said why not."""
    found = outcome(turn, words)
    if answers.certain(words, found) or phrases.is_english(words):
        inquire(turn, words, found)
    else:
        turn.again(text(reason))


def _in_english(found: Outcome, answer: View) -> View:
    """To whoever writes in English it is said, in English, what this is, and then what is known for certain."""
    known = answer if found.status in ("answered", "silent") else View(blocks=())
    return View(blocks=(text(wording.IN_ENGLISH), *known.blocks), rows=known.rows)


def cite(turn: Turn, named: Iterable[Reference]) -> None:
    """The articles that are named, before the open screen."""
    turn.again(*citing.answer(turn.law, named))
    turn.session.beside = []


def _with_own_case(turn: Turn, answer: View, clause: str, question: str, said: Sentence | None) -> View:
    """The person's own case first, where `clause`, which settles the question, is about it: their figure with the offer
    to begin the check with it, or the last day for filing their change with the offer to keep it."""
    kind = turn.book.change_kind
    change = turn.change_in(normalise(question), days_alone=True)
    if kind and (clause == kind.clause or ((change.asked or change.told) and change.spans)):
        settled = answer.blocks if clause else (citing.clause(turn.law, kind.clause),)
        keep = filing.offer(turn.session, change)
        return View(blocks=(*filing.told(turn, change), *settled), rows=((keep,), *answer.rows))
    if said is None or said.own is None:
        return answer
    figure_of_unit = actions.NamedAnswer(said.own.name, said.own.answer, turn.session.unit.number)
    use = actions.FILL.button(label_of(turn.session, wording.USE_IN_CHECK), figure_of_unit)
    rows: Rows = ((use,),) if len(use.action) <= actions.LONGEST else ()
    return View(blocks=answer.blocks, rows=(*rows, *answer.rows))


def offer(turn: Turn, change: Change) -> None:
    """A change that may have been told of, with the offer to keep it."""
    blocks = (*filing.told(turn, change), text(wording.OFFERED))
    turn.say(View(blocks=blocks, rows=((filing.offer(turn.session, change),),)))
    turn.again()


# Buttons


def _missed(turn: Turn, point: str, why: Why) -> None:
    """The point that answered is kept, once, with the words of the question where it was the last; what else may have
    been meant is offered. A button of before 2026-12 names no point: it stands under the last answer."""
    if point and not answers.is_known(turn.law, point):
        raise NoSuchButton
    session = turn.session
    turn.toast(wording.MISSED_KEPT)
    point = point or session.point
    last = point == session.point
    if point and point != session.reported:
        turn.effects.append(Keep(why=why, words=session.inquired if last else "", point=point))
    if last and session.runners_up:
        turn.say(answers.offered(turn.law, wording.PERHAPS, session.runners_up))
        session.runners_up = []
    session.reported = point


def _about(turn: Turn, id: str) -> None:
    turn.session.clause = _known(turn, id)
    turn.toast(turn.law.clause(id).citation)
    found = Outcome("answered", (id,), id, 1.0)
    turn.say(answers.answer(turn.questions, found, answers.sentence(turn.questions, found, "", turn.today), turn.today))


def _known(turn: Turn, id: str) -> str:
    if id not in turn.law.clauses:
        raise NoSuchButton
    return id


# Browsing


def chapters(law: Law) -> View:
    picks = in_rows(actions.CHAPTER.button(each.heading, each.number) for each in law.chapters)
    return View(blocks=(heading(wording.ARTICLES_TITLE), note(law.origin)), rows=picks)


def chapter(turn: Turn, number: int) -> None:
    if not 0 < number <= len(turn.law.chapters):
        raise NoSuchButton
    chosen = turn.law.chapters[number - 1]
    picks = in_rows((actions.ARTICLE.button(each.citation, each.number) for each in chosen.articles), 3)
    back = (actions.CHAPTERS.button(wording.ALL_CHAPTERS),)
    turn.say(View(blocks=(heading(chosen.heading),), rows=(*picks, back)))


def article(turn: Turn, number: int) -> None:
    """A whole article; its items are there to be asked about."""
    if number not in turn.law.articles:
        raise NoSuchButton
    found = turn.law.articles[number]
    items = in_rows((actions.ABOUT.button(item.citation, item.id) for item in found.items), 2)
    back = (actions.CHAPTER.button(wording.CHAPTER_OF, found.chapter),)
    turn.say(View(blocks=tuple(citing.article(found)), rows=(*items, back)))


HANDLERS = (
    handler(actions.USEFUL, lambda turn, _: turn.toast(wording.THANKS)),
    handler(actions.MISSED, lambda turn, point: _missed(turn, point, "missed")),
    handler(actions.WRONG, lambda turn, point: _missed(turn, point, "wrong")),
    handler(actions.ABOUT, _about),
    handler(actions.RELATED, lambda turn, id: turn.say(answers.related(turn.law, _known(turn, id)))),
    handler(actions.ARTICLE, article),
    handler(actions.CHAPTER, chapter),
    handler(actions.CHAPTERS, lambda turn, _: turn.say(chapters(turn.law))),
)
