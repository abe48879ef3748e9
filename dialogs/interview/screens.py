"""What each screen says and which buttons it has. A screen follows from the session alone, so it can be shown again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from dialogs import citing, privacy
from dialogs.buttons import in_rows, tick
from dialogs.deadlines import screens
from dialogs.interview.questions import (
    ASKS,
    OPTIONAL,
    REFERENCE,
    Case,
    answer_to,
    answered_questions,
    arises,
    clauses_of,
    deciding_vague,
    is_answered,
    judge_possible,
    names_of,
    open_questions,
    progress,
    put,
    shown,
)
from dialogs.interview.result import difference, judged, lacking, result
from dialogs.session import KEEPING, Answered, Session
from dialogs.views import Block, Button, Rows, View, heading, note, strong, text
from dialogs.wording import zh as wording
from rules.calendar.working_days import Calendar
from rules.engine.ask import Choice, Days, Ticks, YesNo
from rules.engine.figures import period
from rules.texts import book


def render(session: Session, case: Case, today: date, calendar: Callable[[], Calendar]) -> View:
    """The screen that stands open, as it is to be seen today."""
    if session.screen.kind in KEEPING:
        return screens.render(session, today, calendar())
    return SCREENS[session.screen.kind](session, case, today)


def rows(session: Session, case: Case, today: date, calendar: Callable[[], Calendar]) -> Rows:
    """The buttons of the screen alone; those of a question, which are asked for most, without its words."""
    if session.screen.kind == "question":
        return _question_rows(session)
    return render(session, case, today, calendar).rows


# Home

DEADLINES = (
    Button(label=wording.CHANGE_FILING, action="date:filing"),
    Button(label=wording.ALL_DEADLINES, action="list"),
)


def _home(session: Session, case: Case, today: date) -> View:
    intro = [heading(wording.HOME_TITLE), text(wording.HOME_WHAT), text(wording.HOME_ASK)]
    figures = [f"• {figure}" for figure in wording.HOME_FIGURES]
    intro.append(text("\n".join([wording.HOME_PREPARE, *figures])))
    intro += [text(wording.HOME_EASY), text(wording.HOME_DEADLINES)]
    origin = wording.HOME_TEXT.format(origin=citing.LAW.origin, notice=citing.LAW.notice)
    return View(blocks=(*intro, *_visited(session, case), note(origin)), rows=(*_home_rows(session, case), DEADLINES))


def _visited(session: Session, case: Case) -> list[Block]:
    if session.answers:
        finished = not open_questions(session.answers, case)
        return [text(wording.HOME_FINISHED if finished else wording.HOME_IN_PROGRESS)]
    return [text(wording.HOME_HAS_PREVIOUS)] if session.previous else []


def _home_rows(session: Session, case: Case) -> Rows:
    reuse, restart = Button(label=wording.REUSE, action="reuse"), Button(label=wording.RESTART, action="restart")
    go = Button(label=wording.RESUME if session.answers else wording.START, action="resume")
    if not session.answers:
        return ((go,), (reuse,)) if session.previous else ((go,),)
    if not open_questions(session.answers, case):
        return ((reuse,), (restart,))
    return ((go,), (reuse,), (restart,)) if session.previous else ((go,), (restart,))


# A question


def _question(session: Session, case: Case, today: date) -> View:
    screen, key = session.screen, session.screen.name
    ask = ASKS[key]
    blocks = [note(_place(session, case)), text(strong(_words(session, today)))]
    if ask.example and not isinstance(ask, Days):
        blocks.append(note(_example(ask.example)))
    if screen.asking_days:
        blocks.append(note(wording.WHICH_DAYS.format(example=_example(ask.example))))
    if is_answered(session.answers, key):
        now = shown(key, answer_to(session.answers, key))
        blocks.append(note(wording.NOW.format(answer=now)))
    return View(blocks=tuple(blocks), rows=_question_rows(session))


def _example(example: str) -> str:
    return wording.EXAMPLE.format(example=example) if example[:1].isdigit() else example


def _place(session: Session, case: Case) -> str:
    key = session.screen.name
    citation = citing.citation(clauses_of(key)[0])
    if session.screen.purpose == "try":
        return f"{citation} · {wording.TRY_NOTE}"
    if key in OPTIONAL:
        return citation
    position, total = progress(session.answers, case, key)
    return wording.PROGRESS.format(citation=citation, position=position, total=total)


def _words(session: Session, today: date) -> str:
    """The question; where an answer to it lacks its day, the question for the day."""
    key = session.screen.name
    vague = deciding_vague(session.answers, key, session.screen.partial, today)
    return wording.WHICH_DAY.format(period=period(vague)) if vague else ASKS[key].question


def _question_rows(session: Session) -> Rows:
    screen = session.screen
    if screen.partial is not None:
        return ((Button(label=wording.DAYS_UNCLEAR, action="vague"),), _moves(session))
    why = Button(label=wording.WHY, action="why")
    if screen.asking_days:
        none = Button(label=wording.HAVE_NOT, action="a:no")
        return ((none, Button(label=wording.DAYS_UNCLEAR, action="a:unclear")), (why,), _moves(session))
    unclear = wording.NOTICE_NOT_OUT if screen.name == REFERENCE else wording.UNCLEAR
    notice = ((privacy.notice(session),),) if screen.name == REFERENCE else ()
    return (*_choices(session), (Button(label=unclear, action="a:unclear"), why), *notice, _moves(session))


def _choices(session: Session) -> Rows:
    match ask := ASKS[session.screen.name]:
        case YesNo():
            return ((Button(label=ask.yes, action="a:yes"), Button(label=ask.no, action="a:no")),)
        case Days():
            return ((Button(label=wording.HAVE_NOT, action="a:no"), Button(label=wording.HAVE, action="a:yes")),)
        case Choice():
            return tuple((Button(label=words, action=f"a:{value}"),) for value, words in ask.choices)
        case Ticks():
            done = wording.DONE if session.screen.ticked else wording.NONE_OF_THEM
            return (*_ticks(ask, session.screen.ticked), (Button(label=done, action="done"),))
    return ()


def _ticks(ask: Ticks, ticked: Iterable[str]) -> Rows:
    chosen = set(ticked)
    return tuple((tick(index, words, value in chosen),) for index, (value, words) in enumerate(ask.choices))


def _moves(session: Session) -> tuple[Button, ...]:
    pause = Button(label=wording.PAUSE, action="pause")
    if session.screen.purpose == "try":
        return (Button(label=wording.TO_RESULT, action="result"),)
    if session.screen.purpose == "review":
        return (Button(label=wording.TO_REVIEW, action="review"), pause)
    back = (Button(label=wording.BACK, action="back"),) if session.trail else ()
    keep = (Button(label=wording.KEEP, action="resume"),) if is_answered(session.answers, session.screen.name) else ()
    return (*back, *keep, pause)


def why(key: str) -> list[Block]:
    """The clauses that use the answer, in their own words."""
    explained = [text(wording.WHY_REFERENCE)] if key == REFERENCE else []
    return [*explained, *(citing.clause(id) for id in clauses_of(key))]


def _confirm(session: Session, case: Case, today: date) -> View:
    screen = session.screen
    ask, answers = ASKS[screen.name], [shown(screen.name, candidate) for candidate in screen.candidates]
    again = Button(label=wording.WRONG, action="retype")
    if len(answers) > 1:
        picks = tuple((Button(label=answer, action=f"ok:{index}"),) for index, answer in enumerate(answers))
        return View(blocks=(text(strong(wording.WHICH.format(label=ask.label))),), rows=(*picks, (again,)))
    question = wording.CONFIRM.format(label=ask.label, answer=answers[0])
    candidate = screen.candidates[0]
    if screen.name == REFERENCE and isinstance(candidate, str) and candidate < today.isoformat():
        question = wording.PAST_CLOSING.format(day=answers[0])
    return View(blocks=(text(strong(question)),), rows=((Button(label=wording.RIGHT, action="ok:0"), again),))


def _failing(session: Session, case: Case, today: date) -> View:
    item = session.screen.name
    finding = case.assessment.findings[item]
    blocks = (
        heading(wording.FAILING_TITLE.format(citation=citing.citation(item))),
        text("\n".join(lacking(finding, session.answers))),
        citing.clause(book().cited_as[item]),
        text(wording.FAILING_GO_ON),
    )
    rows = (
        (Button(label=wording.GO_ON, action="resume"),),
        (Button(label=wording.SEE_RESULT, action="result"), Button(label=wording.CHANGE_THIS, action="redo")),
    )
    return View(blocks=blocks, rows=rows)


# Review


def _review(session: Session, case: Case, today: date) -> View:
    open_ = open_questions(session.answers, case)
    blocks = [heading(wording.REVIEW_SO_FAR.format(count=len(open_)) if open_ else wording.REVIEW_TITLE)]
    for part in parts(session.answers):
        lines = [line(session.answers, key) for key in questions_of(session.answers, part)]
        blocks.append(text(strong(title(part)), "".join("\n" + words for words in lines)))
    aside = [ASKS[key].label for key in ASKS if is_answered(session.answers, key) and not arises(session.answers, key)]
    if aside:
        blocks.append(note(wording.REVIEW_ASIDE.format(labels=wording.LIST_COMMA.join(aside))))
    blocks.append(text(wording.REVIEW_CHANGE))
    changes = in_rows((Button(label=f"改{title(part)}", action=f"part:{part}") for part in parts(session.answers)), 2)
    go_on = ((Button(label=wording.RESUME, action="resume"),),) if open_ else ()
    verdict = wording.SEE_RESULT if open_ else wording.VERDICT
    rows: Rows = (*go_on, (Button(label=verdict, action="result"),), *changes)
    if not open_:
        rows = (*rows, *((optional(key),) for key in OPTIONAL if not is_answered(session.answers, key)))
    return View(blocks=tuple(blocks), rows=(*rows, (Button(label=wording.RESTART, action="restart"),)))


def optional(key: str) -> Button:
    return Button(label=wording.OPTIONAL.format(label=ASKS[key].label), action=f"q:{key}")


def part_of(key: str) -> str:
    """The part of the review that a question belongs to: an item of the law, or the closing date."""
    if key == REFERENCE:
        return REFERENCE
    items = book().items_asking(names_of(key)[0])
    return items[0] if items else clauses_of(key)[0]


def title(part: str) -> str:
    return wording.CLOSING_PART if part == REFERENCE else citing.citation(part)


def parts(answered: Answered) -> list[str]:
    return list(dict.fromkeys(part_of(key) for key in answered_questions(answered)))


def questions_of(answered: Answered, part: str) -> list[str]:
    return [key for key in answered_questions(answered) if part_of(key) == part]


def line(answered: Answered, key: str) -> str:
    return wording.REVIEW_LINE.format(label=ASKS[key].label, answer=shown(key, answer_to(answered, key)))


def _review_item(session: Session, case: Case, today: date) -> View:
    keys = questions_of(session.answers, session.screen.name)
    picks = tuple((Button(label=line(session.answers, key)[:60], action=f"q:{key}"),) for key in keys)
    asked = wording.REVIEW_ITEM.format(citation=title(session.screen.name))
    return View(blocks=(text(strong(asked)),), rows=(*picks, (Button(label=wording.TO_REVIEW, action="review"),)))


# Result


def _result(session: Session, case: Case, today: date) -> View:
    rows: Rows = ((Button(label=wording.TRY, action="try"), Button(label=wording.SOURCES, action="sources")),)
    if open_questions(session.answers, case):
        rows = ((Button(label=wording.GO_ON, action="resume"),), *rows)
    last = (Button(label=wording.CHANGE, action="review"), Button(label=wording.AGAIN, action="restart"))
    notice = (privacy.notice(session),)
    return View(blocks=tuple(result(session.answers, case)), rows=(*rows, notice, last))


def _sources(session: Session, case: Case, today: date) -> View:
    ids = {book().cited_as[item] for item, _ in judged(session.answers, case.assessment)} | book().relaxes.keys()
    cited = [id for id in citing.LAW.clauses if id in ids]
    buttons = in_rows((Button(label=citing.citation(id), action=f"law:{id}") for id in cited), 2)
    back = (Button(label=wording.TO_RESULT, action="result"),)
    return View(blocks=(text(strong(wording.SOURCES_TITLE)),), rows=(*buttons, back))


def _clause(session: Session, case: Case, today: date) -> View:
    article = citing.LAW.article(citing.LAW.clause(session.screen.name).reference.article)
    whole = session.screen.name in (article.head.id,)
    blocks = citing.article(article) if whole else [citing.clause(session.screen.name)]
    back = (Button(label=wording.RETURN, action="sources"), Button(label=wording.TO_RESULT, action="result"))
    return View(blocks=(*blocks, note(citing.LAW.origin)), rows=(back,))


# What if


def _try_item(session: Session, case: Case, today: date) -> View:
    buttons = in_rows((Button(label=title(part), action=f"tryp:{part}") for part in parts(session.answers)), 2)
    back = (Button(label=wording.TO_RESULT, action="result"),)
    return View(blocks=(text(strong(wording.TRY_ITEM)),), rows=(*buttons, back))


def _try_answer(session: Session, case: Case, today: date) -> View:
    keys = questions_of(session.answers, session.screen.name)
    picks = tuple((Button(label=line(session.answers, key)[:60], action=f"tryq:{key}"),) for key in keys)
    asked = wording.TRY_ANSWER.format(citation=title(session.screen.name))
    return View(blocks=(text(strong(asked)),), rows=(*picks, (Button(label=wording.RETURN, action="try"),)))


def _difference(session: Session, case: Case, today: date) -> View:
    key, answer = session.screen.name, session.screen.candidates[0]
    tried = put(session.answers, key, answer)
    rows = ((Button(label=wording.TRY_ANOTHER, action="try"), Button(label=wording.TO_RESULT, action="result")),)
    return View(blocks=tuple(difference(key, shown(key, answer), tried, case, judge_possible(tried, today))), rows=rows)


# Restart, pause


def _restart(session: Session, case: Case, today: date) -> View:
    yes, no = Button(label=wording.REALLY_RESTART, action="really"), Button(label=wording.CANCEL, action="stay")
    return View(blocks=(text(strong(wording.RESTART_ASK)),), rows=((yes,), (no,)))


def _forget(session: Session, case: Case, today: date) -> View:
    yes, no = Button(label=wording.REALLY_FORGET, action="erase"), Button(label=wording.NOT_FORGET, action="spare")
    return View(blocks=(text(strong(wording.FORGET_ASK)), text(wording.FORGET_WHAT)), rows=((yes,), (no,)))


def _paused(session: Session, case: Case, today: date) -> View:
    return View(blocks=(text(wording.PAUSED),), rows=((Button(label=wording.RESUME, action="resume"),),))


SCREENS: dict[str, Callable[[Session, Case, date], View]] = {
    "home": _home,
    "question": _question,
    "confirm": _confirm,
    "failing": _failing,
    "review": _review,
    "review_item": _review_item,
    "result": _result,
    "sources": _sources,
    "clause": _clause,
    "try_item": _try_item,
    "try_answer": _try_answer,
    "difference": _difference,
    "restart": _restart,
    "paused": _paused,
    "forget": _forget,
}
