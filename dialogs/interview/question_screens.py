"""A question of the interview, and what is said back of an answer before it is taken."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

from pydantic import JsonValue

from dialogs import actions, citing, privacy
from dialogs.actions import Tick, tick
from dialogs.interview import flow, lists
from dialogs.interview.flow import InterviewScreen
from dialogs.interview.questionnaire import first_vague, listed, progress
from dialogs.reading.answers import Meant, SomeCase, day_within, meant, tells, unknown
from dialogs.reading.choices import choice
from dialogs.reading.days import notices
from dialogs.reading.outcome import Unread
from dialogs.reading.several import figures as figures_at_once
from dialogs.reading.several import lists as list_answers
from dialogs.reading.vocabulary import is_unclear, says_whether_there_is, without_fillers, yes_no
from dialogs.screen import Handler, Turn, handler
from dialogs.session import OpenScreen
from dialogs.views import Block, Button, Rows, View, in_rows, note, strong, text
from dialogs.wording import zh as wording
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period
from rules.engine import figures
from rules.engine.ask import Ask, Choice, Days, QuestionList, Ticks, YesNo

EXAMPLE_AHEAD = timedelta(days=60)


class Question(InterviewScreen):
    kind = "question"
    waits = takes_answers = True

    def shows(self, turn: Turn) -> View:
        case, ask = turn.case, _ask(turn)
        blocks = [note(_place(turn)), text(strong(_words(turn)))]
        if turn.screen.name == turn.questions.closing:
            blocks.append(note(_example(_coming_day(turn))))
        elif isinstance(ask, QuestionList):
            blocks.append(note(lists.how(turn)))
        elif example := turn.book.at_once.get(_at_once(turn)):
            blocks.append(note(wording.AT_ONCE.format(example=example)))
        elif ask.example and not isinstance(ask, Days):
            blocks.append(note(_example(ask.example)))
        if turn.screen.asking_days:
            blocks.append(note(wording.WHICH_DAYS.format(example=_example(ask.example))))
        if case.is_answered(turn.screen.name) and not isinstance(ask, QuestionList):
            blocks.append(note(wording.NOW.format(answer=case.shown(turn.screen.name))))
        return View(blocks=tuple(blocks), rows=self.rows(turn))

    def rows(self, turn: Turn) -> Rows:
        if turn.screen.partial is not None:
            return ((actions.WITHOUT_DAY.button(wording.DAYS_UNCLEAR),), _moves(turn))
        why = actions.WHY.button(wording.WHY)
        if turn.screen.asking_days:
            none = actions.PICK.button(wording.HAVE_NOT, "no")
            return ((none, actions.PICK.button(wording.DAYS_UNCLEAR, "unclear")), (why,), _moves(turn))
        if turn.questions.is_list(turn.screen.name):
            return (*lists.rows(turn), _moves(turn))
        closing = turn.screen.name == turn.questions.closing
        unclear = actions.PICK.button(wording.NOTICE_NOT_OUT if closing else wording.UNCLEAR, "unclear")
        notice = ((privacy.notice(turn.session),),) if closing else ()
        announced = _announced(turn) if closing else ()
        return (*_choices(_ask(turn), turn.screen.ticked), *announced, (unclear, why), *notice, _moves(turn))

    def explains(self, turn: Turn) -> list[Block]:
        """The clauses that use the answer, in their own words."""
        key = turn.screen.name
        clauses = turn.questions.clauses_of(key)
        why = wording.WHY_REFERENCE.format(citation=turn.law.clause(clauses[0]).citation)
        explained = [text(why)] if key == turn.questions.closing else []
        return [*explained, *(citing.clause(turn.law, id) for id in clauses)]

    def handlers(self) -> Iterable[Handler]:
        return (
            handler(actions.PICK, _pick),
            handler(actions.TICK, _tick),
            handler(actions.DONE, lambda turn, _: flow.answer(turn, [*turn.screen.ticked])),
            handler(actions.ALL, lambda turn, _: flow.answer(turn, [*_tickable(turn)])),
            handler(actions.ONE_BY_ONE, lambda turn, _: _one_by_one(turn)),
            handler(actions.WITHOUT_DAY, lambda turn, _: flow.leave_undated(turn)),
            handler(actions.WHY, lambda turn, _: turn.again(*self.explains(turn))),
        )

    def is_answered_by(self, turn: Turn, words: str) -> bool:
        return _unknown(turn, words) is not None or tells(_ask(turn), words)

    def reads(self, turn: Turn, words: str) -> bool:
        _read(turn, words, turn.screen)
        return True


class Confirm(InterviewScreen):
    """Is this what was meant, or which of these?"""

    kind = "confirm"
    waits = takes_answers = True

    def shows(self, turn: Turn) -> View:
        screen = turn.screen
        answers, label = _candidates(turn), flow.label(turn, screen.candidates[0])
        again = actions.RETYPE.button(wording.RETYPE)
        if len(answers) > 1:
            picks = in_rows(actions.CONFIRM.button(answer, place) for place, answer in enumerate(answers))
            return View(blocks=(text(strong(wording.WHICH.format(label=label))),), rows=(*picks, (again,)))
        question = _doubt(turn, screen.candidates[0]) or wording.CONFIRM.format(label=label, answer=answers[0])
        return View(blocks=(text(strong(question)),), rows=((actions.CONFIRM.button(wording.RIGHT, 0), again),))

    def handlers(self) -> Iterable[Handler]:
        return (
            handler(actions.CONFIRM, lambda turn, place: flow.answer(turn, turn.screen.candidates[place])),
            handler(actions.RETYPE, lambda turn, _: _retype(turn)),
        )

    def reads(self, turn: Turn, words: str) -> bool:
        # Whether there is one is, after a denial that was said back, an answer to the question.
        match None if says_whether_there_is(words) else yes_no(words):
            case True if len(turn.screen.candidates) == 1:
                flow.answer(turn, turn.screen.candidates[0])
            case True:
                turn.again(text(self.insists(turn)))
            case False:
                _retype(turn)
            case None:
                self._read(turn, words)
        return True

    def _read(self, turn: Turn, words: str) -> None:
        try:
            _read_candidate(turn, words)
        except Unread as unread:
            # To pick one is said of buttons that the question has, and not this screen.
            picked = isinstance(_ask(turn), YesNo | Choice | Ticks)
            raise Unread(self.insists(turn) if picked else unread.reason, unread.answers) from None

    def insists(self, turn: Turn) -> str:
        return wording.RIGHT_OR_AGAIN if len(turn.screen.candidates) == 1 else wording.PICK_ONE


def _ask(turn: Turn) -> Ask:
    return turn.questions.asks[turn.screen.name]


# A question in words


def _example(example: str) -> str:
    return wording.EXAMPLE.format(example=example) if example[:1].isdigit() else example


def _coming_day(turn: Turn) -> str:
    """A closing date as it may be: the end of a month that is to come."""
    month = turn.today + EXAMPLE_AHEAD
    return figures.day(Period.of(month.year, month.month).last)


def _place(turn: Turn) -> str:
    key = turn.screen.name
    citation = _citation(turn)
    if turn.screen.purpose == "try":
        return f"{citation} · {wording.TRY_NOTE}"
    if key in turn.book.optional:
        return citation
    position, total = progress(turn.case, key)
    return wording.PROGRESS.format(citation=citation, position=position, total=total)


def _citation(turn: Turn) -> str:
    """The clause that asks it; of a list those that ask what is listed, of more than two their articles."""
    law, names = turn.law, listed(turn.case, turn.screen.name) if turn.questions.is_list(turn.screen.name) else []
    asking = dict.fromkeys(id for name in names for id in turn.questions.clauses_of(name)[:1])
    if len(asking) > 2:
        numbers = dict.fromkeys(law.clause(id).reference.article for id in asking)
        return wording.LIST_COMMA.join(law.article(number).citation for number in numbers)
    return wording.LIST_COMMA.join(
        law.clause(id).citation for id in asking or turn.questions.clauses_of(turn.screen.name)[:1]
    )


def _at_once(turn: Turn) -> tuple[str, ...]:
    """The open figures that may be said in one answer to the open question."""
    key, waiting = turn.screen.name, turn.case.unanswered
    together = next((names for names in turn.book.at_once if key in names), ())
    return tuple(name for name in together if name in waiting) if turn.screen.purpose == "answer" else ()


def _words(turn: Turn) -> str:
    """The question; where an answer to it lacks its day, the question for the day."""
    vague = turn.case.deciding_vague(turn.screen.name, turn.screen.partial)
    return wording.WHICH_DAY.format(period=figures.period(vague)) if vague else _ask(turn).question


# Its buttons


def _choices(ask: Ask, ticked: list[str]) -> Rows:
    pick = actions.PICK.button
    match ask:
        case YesNo():
            return ((pick(ask.yes, "yes"), pick(ask.no, "no")),)
        case Days():
            return ((pick(wording.HAVE_NOT, "no"), pick(wording.HAVE, "yes")),)
        case Choice():
            return in_rows(pick(words, value) for value, words in ask.choices)
        case Ticks():
            ticks = in_rows(tick(place, words, value in ticked) for place, (value, words) in enumerate(ask.choices))
            done = actions.DONE.button(wording.DONE if ticked else wording.NONE_OF_THEM)
            return (*ticks, (done,) if ticked else (actions.ALL.button(wording.ALL_OF_THEM), done))
    return ()


def _announced(turn: Turn) -> Rows:
    """The closing date in the operator's notice, to be taken."""
    day = turn.announced_closing
    return ((actions.PICK.button(wording.NOTICE_SAYS.format(day=figures.day(day)), day.isoformat()),),) if day else ()


def _moves(turn: Turn) -> tuple[Button, ...]:
    if turn.screen.purpose == "try":
        return (actions.RESULT.button(wording.TO_RESULT),)
    if turn.screen.purpose == "review":
        return (actions.REVIEW.button(wording.TO_REVIEW), actions.PAUSE.button(wording.PAUSE))
    moves = [actions.BACK.button(wording.BACK)] if turn.session.trail else []
    if turn.questions.is_answered(turn.session.answers, turn.screen.name):
        moves.append(actions.RESUME.button(wording.KEEP))
    return (*moves, actions.PAUSE.button(wording.PAUSE))


def _pick(turn: Turn, what: str) -> None:
    match _ask(turn):
        case Days() if what == "yes":
            _ask_days(turn)
        case Days() if what == "no":
            flow.answer(turn, [])
        case Days() if turn.screen.asking_days:
            flow.answer(turn, [None])
        case YesNo() if what != "unclear":
            flow.answer(turn, what == "yes")
        case _:
            flow.answer(turn, None if what == "unclear" else what)


def _ask_days(turn: Turn) -> None:
    asking = turn.screen.model_copy()
    asking.asking_days = True
    turn.show(asking)


def _tick(turn: Turn, tick: Tick) -> None:
    """Set or clear one tick. Taps in quick succession all count: the screen keeps its revision."""
    turn.show(turn.screen.with_tick(_tickable(turn)[tick.place], tick.on), anew=False)


def _one_by_one(turn: Turn) -> None:
    lists.one_by_one(turn)
    flow.resume(turn, text(wording.EACH_ALONE))


def _tickable(turn: Turn) -> list[str]:
    ask = _ask(turn)
    assert isinstance(ask, Ticks), "no other question has ticks"
    return [value for value, _ in ask.choices]


# What is typed


def _read(turn: Turn, words: str, otherwise: OpenScreen) -> None:
    """Take the words for an answer to the open question. Raises Unread where they are none; `otherwise` is the screen
    that stays open then."""
    asked = turn.screen
    try:
        _take(turn, words, otherwise)
    except Unread:
        fewer = without_fillers(words)
        if not fewer or fewer == words:
            raise
        turn.session.screen = asked
        _take(turn, fewer, otherwise)


def _take(turn: Turn, words: str, otherwise: OpenScreen) -> None:
    partial = turn.screen.partial
    if turn.questions.is_list(turn.screen.name):
        _take_of_list(turn, words, otherwise)
        return
    if not_known := _unknown(turn, words):
        flow.leave_undated(turn) if partial is not None else flow.answer(turn, not_known.candidates[0])
        return
    if turn.screen.name == turn.questions.closing and turn.announced_closing and notices.is_of_the_notice(words):
        flow.answer(turn, turn.announced_closing.isoformat())
        return
    vague = turn.case.deciding_vague(turn.screen.name, partial)
    try:
        understood = _with_day(turn, partial, vague, words) if vague else _meant(turn, words)
        if not understood.exact and turn.change_in(words).told:
            raise Unread(wording.ANSWER_ALONE.format(question=_ask(turn).question))
    except Unread as unread:
        turn.session.screen = otherwise
        if turn.screen.name == turn.questions.closing and unread.reason == hints.DAY:
            raise Unread(wording.CLOSING_WANTED, unread.answers) from None
        raise
    except SomeCase:
        _ask_days(turn)
    else:
        _understood(turn, understood)


def _meant(turn: Turn, words: str) -> Meant:
    """The answer, or several figures at once. Raises Unread and SomeCase."""
    key = turn.screen.name
    together = {name: turn.questions.asks[name] for name in _at_once(turn)}
    at_once = figures_at_once.read(together, key, words, turn.today) if key in together else None
    return at_once or meant(_ask(turn), words, turn.today)


def _take_of_list(turn: Turn, words: str, otherwise: OpenScreen) -> None:
    """Take it where all of the list is told of; else set the ticks, to be looked at. Raises Unread."""
    group = _ask(turn)
    assert isinstance(group, QuestionList), "no other question is a list"
    if is_unclear(words):
        _one_by_one(turn)
        return
    asks = {name: turn.questions.asks[name] for name in listed(turn.case, turn.screen.name)}
    try:
        said = list_answers.read(group, asks, turn.screen.ticked, words, turn.today)
    except Unread:
        turn.session.screen = otherwise
        raise
    if said.whole:
        _understood(turn, Meant([[*said.names]], said.exact))
        return
    changed = turn.screen.model_copy()
    changed.ticked = [*said.names]
    turn.session.screen = changed
    turn.show(changed, text(wording.CHANGED_TICKS.format(done=lists.done(turn))))


def _understood(turn: Turn, understood: Meant) -> None:
    """Take what was exact; say back what was not, and let it be confirmed or chosen."""
    key, given, closing = turn.screen.name, understood.candidates[0], turn.questions.closing
    if key == closing and any(map(first_vague, understood.candidates)):
        turn.again(text(wording.EXACT_CLOSING))
        return
    # A question for the day says back the month.
    vague = len(understood.candidates) == 1 and turn.case.deciding_vague(key, given)
    if vague or (understood.exact and not _doubt(turn, given)):
        flow.answer(turn, given)
        return
    confirm = turn.screen.model_copy()
    confirm.kind, confirm.candidates = "confirm", understood.candidates
    turn.show(confirm)


def _unknown(turn: Turn, words: str) -> Meant | None:
    """What to keep where they say that they do not know it: of the closing date, that the notice is not out."""
    if turn.screen.name == turn.questions.closing and notices.is_not_out(words):
        return Meant([None], exact=True)
    return unknown(_ask(turn), words, some=turn.screen.asking_days)


def _doubt(turn: Turn, given: JsonValue) -> str:
    """Why an answer that says one thing only is said back all the same; nothing where it is not."""
    ask, shown = _ask(turn), flow.shown(turn, given)
    if turn.screen.name == turn.questions.closing:
        return wording.PAST_CLOSING.format(day=shown) if str(given) < turn.today.isoformat() else ""
    if isinstance(ask, Days) and ask.term and isinstance(given, list):
        latest = ask.latest(turn.today)
        if any(day > latest.isoformat() for day in given if isinstance(day, str)):
            term = ask.term.words(ask.term.at(turn.today))
            return ask.doubt.format(term=term, latest=figures.day(latest), answer=shown)
    return ""


def _with_day(turn: Turn, given: JsonValue, vague: Period, words: str) -> Meant:
    """The answer with a day in the place of its month or year. Raises Unread where none of its days is said."""
    days = day_within(vague, words, turn.today)
    if not isinstance(given, list):
        return days
    return Meant([[day if other == str(vague) else other for other in given] for day in days.candidates], days.exact)


# At what was said back


def _candidates(turn: Turn) -> list[str]:
    return [flow.shown(turn, candidate) for candidate in turn.screen.candidates]


def _retype(turn: Turn) -> None:
    flow.ask(turn, turn.screen.name, purpose=turn.screen.purpose)


def _read_candidate(turn: Turn, words: str) -> None:
    """One of them in words, the day of a month said back, or a new answer."""
    said_back, labels = turn.screen, _candidates(turn)
    place = choice(words, labels) if len(labels) > 1 else None
    if place is not None:
        flow.answer(turn, said_back.candidates[place])
        return
    turn.session.screen = said_back.asked()
    given = said_back.candidates[0]
    if len(labels) == 1 and (vague := first_vague(given)):
        with suppress(Unread):
            _understood(turn, _with_day(turn, given, vague, words))
            return
    _read(turn, words, said_back)
