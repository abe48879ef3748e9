"""What is said beside the open screen: answers to questions, and buttons that look something up.

An aside changes no answer, except that a figure of a story may be taken into the check by its own button.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from dialogs import citing
from dialogs.deadlines import filing
from dialogs.deadlines.schedule import change_kind
from dialogs.effects import Effect, Keep, Say, Toast
from dialogs.inquiry import answers
from dialogs.inquiry.answers import Answer
from dialogs.inquiry.figures_in_question import figure
from dialogs.reading import changes, normalise, questions
from dialogs.reading.changes import Change
from dialogs.session import Session
from dialogs.views import Button, Rows, View, heading, note, text
from dialogs.wording import zh as wording
from knowledge.search import Outcome
from rules.calendar.working_days import Calendar

LONGEST_ACTION = 48


def asked(
    session: Session, question: str, found: Outcome, today: date, calendar: Callable[[], Calendar]
) -> list[Effect]:
    """The answer to a question. What found none is kept for the operator."""
    answer = answers.answer(found)
    session.inquired = questions.anonymous(question)
    session.runners_up = list(found.runners_up)
    effects: list[Effect] = [Say(view=_with_own_case(session, answer, question, today, calendar))]
    session.clause = answer.clause or session.clause
    if answer.open:
        effects.append(Keep(question=session.inquired))
    return effects


def _with_own_case(
    session: Session, answer: Answer, question: str, today: date, calendar: Callable[[], Calendar]
) -> View:
    """The person's own case first, where the clause is about it: their figure with the offer to begin the check with
    it, or the last day for filing their change with the offer to keep it."""
    change, kind = changes.read(normalise(question), today), change_kind(session)
    if kind is None or not (answer.clause == kind.clause or ((change.asked or change.told) and change.spans)):
        return _with_figure(answer, question, today)
    counted = filing.told(session, change, today, calendar())
    settled = answer.view.blocks if answer.clause else (citing.clause(kind.clause),)
    return View(blocks=(*counted, *settled), rows=((filing.offer(change),), *answer.view.rows))


def told_of(session: Session, change: Change, today: date, calendar: Calendar) -> View:
    """A change that may have been told of, with the offer to keep it."""
    counted = filing.told(session, change, today, calendar)
    return View(blocks=(*counted, text(wording.OFFERED)), rows=((filing.offer(change),),))


def _with_figure(answer: Answer, question: str, today: date) -> View:
    found = figure(question, answer.clause, today)
    if found is None:
        return answer.view
    fill = f"fill:{found.name}:{json.dumps(found.answer, separators=(',', ':'))}"
    use: Rows = ((Button(label=wording.USE_IN_CHECK, action=fill),),) if len(fill) <= LONGEST_ACTION else ()
    return View(blocks=(text(found.words), *answer.view.blocks), rows=(*use, *answer.view.rows))


def looked_up(session: Session, action: str) -> list[Effect] | None:
    """What a button beside the screen shows; None where no aside of ours has such a button."""
    verb, _, what = action.partition(":")
    match verb:
        case "useful":
            return [Toast(text=wording.THANKS)]
        case "missed":
            return _missed(session)
        case "about" if what in citing.LAW.clauses:
            session.clause = what
            return [Toast(text=citing.citation(what)), Say(view=answers.about(what).view)]
        case "related" if what in citing.LAW.clauses:
            return [Say(view=answers.related(what))]
        case "whole" if what.isdecimal() and int(what) in citing.LAW.articles:
            return [Say(view=article(int(what)))]
        case "chapter" if what.isdecimal() and 0 < int(what) <= len(citing.LAW.chapters):
            return [Say(view=chapter(int(what)))]
        case "chapters":
            return [Say(view=chapters())]
    return None


def _missed(session: Session) -> list[Effect]:
    """The question is kept, once; what else may have been meant is offered."""
    effects: list[Effect] = [Toast(text=wording.MISSED_KEPT)]
    if session.inquired:
        effects.append(Keep(question=session.inquired))
    if session.runners_up:
        effects.append(Say(view=answers.offered(wording.PERHAPS, session.runners_up)))
    session.inquired, session.runners_up = "", []
    return effects


# Browsing


def chapters() -> View:
    """The chapters, to choose one."""
    picks = tuple((Button(label=each.heading, action=f"chapter:{each.number}"),) for each in citing.LAW.chapters)
    return View(blocks=(heading(wording.ARTICLES_TITLE), note(citing.LAW.origin)), rows=picks)


def chapter(number: int) -> View:
    """The articles of a chapter, to choose one."""
    chosen = citing.LAW.chapters[number - 1]
    picks = [Button(label=each.citation, action=f"whole:{each.number}") for each in chosen.articles]
    rows = tuple(tuple(picks[start : start + 3]) for start in range(0, len(picks), 3))
    back = (Button(label=wording.ALL_CHAPTERS, action="chapters"),)
    return View(blocks=(heading(chosen.heading),), rows=(*rows, back))


def article(number: int) -> View:
    """A whole article; its items are there to be asked about."""
    found = citing.LAW.article(number)
    items = [Button(label=item.citation, action=f"about:{item.id}") for item in found.items]
    rows = tuple(tuple(items[start : start + 2]) for start in range(0, len(items), 2))
    back = (Button(label=wording.CHAPTER_OF, action=f"chapter:{found.chapter}"),)
    return View(blocks=tuple(citing.article(found)), rows=(*rows, back))
