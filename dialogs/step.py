"""One step of a conversation: a pure function of the session, the event and the hour."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from dialogs import asides, citing, filings, inquiry, reminding, wording
from dialogs.events import (
    BESIDE,
    Block,
    Button,
    Edited,
    Effect,
    Event,
    Left,
    Said,
    Say,
    Sent,
    Show,
    Tapped,
    Toast,
    Undelivered,
    View,
    Woken,
    note,
    strong,
    text,
)
from dialogs.interview import (
    ASKS,
    REFERENCE,
    Case,
    answer_to,
    answered_questions,
    deciding_vague,
    failing,
    first_vague,
    in_short,
    is_answered,
    judge,
    open_questions,
    put,
    refusal,
    shown,
)
from dialogs.reading import Unread, choice, is_unclear, normalise, yes_no
from dialogs.screens import render, why
from dialogs.session import Kind, Screen, Session
from dialogs.typed import Meant, SomeCase, day_within, meant
from knowledge.citations import reference, references
from knowledge.search import Outcome
from rules.ask import Ask, Choice, Days, Refused, Ticks, YesNo
from rules.days import Period
from rules.working_days import Calendar

BEIJING = ZoneInfo("Asia/Shanghai")
TICK = re.compile(r"(t:[0-9]+:)([01])")


def step(
    session: Session, event: Event, now: datetime, calendar: Callable[[], Calendar]
) -> tuple[Session, list[Effect]]:
    """The session after the event, and what the person is to see. `now` is an aware time; `calendar` gives the working
    days as they are known now, and is asked only where they matter.

    Whatever a person sends gets an answer, and only an answer to the open question changes an answer.
    """
    turn = Turn(session, now, calendar)
    turn.session.paused = isinstance(event, Left) or (session.paused and isinstance(event, Woken | Undelivered))
    match event:
        case Woken():
            turn.effects += reminding.woken(turn.session, calendar(), turn.now)
        case Undelivered(reminder, in_doubt):
            reminding.undelivered(turn.session, reminder, in_doubt, turn.today)
        case Tapped(action, revision):
            turn.tapped(action, revision)
        case Said(words):
            turn.said(words)
        case Edited():
            turn.again(text(wording.EDIT_IGNORED))
        case Sent():
            turn.again(text(wording.NOT_TEXT))
    return turn.session, turn.effects


class Turn:
    """The making of one step. Methods named for what the person did; each ends by showing a screen."""

    def __init__(self, session: Session, now: datetime, calendar: Callable[[], Calendar]) -> None:
        self.session = session.model_copy()
        self.now = now.astimezone(BEIJING)
        self.today = self.now.date()
        self.calendar = calendar
        self.in_place = False
        self.effects: list[Effect] = []

    @property
    def screen(self) -> Screen:
        return self.session.screen

    @property
    def ask(self) -> Ask:
        return ASKS[self.screen.name]

    @cached_property
    def case(self) -> Case:
        """The answers as they stand, judged; worked out anew when they change."""
        return judge(self.session.answers, self.today)

    # Showing

    def show(self, screen: Screen, *before: Block, anew: bool = True) -> None:
        """Open this screen, with words said before it. `anew`: taps on the screens before no longer count."""
        self.session.screen = screen
        self.session.revision += anew
        view = render(self.session, self.case, self.today)
        view = View(blocks=(*before, *view.blocks), rows=view.rows)
        self.effects.append(Show(view=view, revision=self.session.revision, in_place=self.in_place))

    def again(self, *before: Block) -> None:
        """The open screen once more, after words of its own."""
        self.show(self.screen, *before)

    def to(self, kind: Kind, name: str = "", *before: Block) -> None:
        self.show(Screen(kind=kind, name=name), *before)

    def question(self, key: str, *before: Block, purpose: str = "answer") -> None:
        screen = Screen.model_validate({"kind": "question", "name": key, "purpose": purpose})
        if isinstance(ASKS[key], Ticks) and is_answered(self.session.answers, key):
            ticked = answer_to(self.session.answers, key)
            screen.ticked = [str(value) for value in ticked] if isinstance(ticked, list) else []
        self.show(screen, *before)

    def resume(self, *before: Block) -> None:
        """The next question, or the review when there is none."""
        if undated := self._undated():
            partial = answer_to(self.session.answers, undated)
            self.show(Screen(kind="question", name=undated, partial=partial), *before)
        elif keys := open_questions(self.session.answers, self.case):
            self.question(keys[0], *before)
        else:
            self.to("review", "", *before)

    def _undated(self) -> str | None:
        """A date known to its month whose day began to matter, as when the closing date was changed."""
        answers = self.session.answers
        dates = (key for key in answered_questions(answers) if key not in self.session.undated)
        return next((key for key in dates if deciding_vague(answers, key, answers.get(key), self.today)), None)

    # Tapping

    def tapped(self, action: str, revision: int) -> None:
        if revision == BESIDE:
            self._beside(action)
            return
        self.in_place = True
        if revision != self.session.revision:
            self._old_button(revision)
            return
        if not self._on_screen(action):
            self._old_button(revision)
            return
        self._press(action)

    def _press(self, action: str) -> None:
        verb, _, what = action.partition(":")
        (self._screen_actions() | self._ways())[verb](what)

    def _buttons(self) -> list[Button]:
        """What stands on the open screen. No other tap counts: what comes over a wire is not trusted."""
        return [button for row in render(self.session, self.case, self.today).rows for button in row]

    def _on_screen(self, action: str) -> bool:
        """A tick may be set or cleared whichever the screen shows: taps can be quicker than screens."""
        actions = {button.action for button in self._buttons()}
        other = TICK.sub(lambda tick: f"{tick[1]}{1 - int(tick[2])}", action)
        return action in actions or other in actions

    def _beside(self, action: str) -> None:
        """A button that stands beside the screens: it looks something up, or takes a figure of a story."""
        verb, _, what = action.partition(":")
        effects = asides.looked_up(self.session, action)
        if effects is not None:
            self.effects += effects
        elif verb == "fill":
            self._fill(what)
        else:
            self._old_button(BESIDE)

    def _fill(self, what: str) -> None:
        """Take the figure of a story for an answer and begin the check."""
        name, _, raw = what.partition(":")
        try:
            answer = json.loads(raw)
            ASKS[name].accept(name, answer)
        except (ValueError, KeyError, Refused):
            self._old_button(BESIDE)
            return
        self.session.screen = Screen(kind="question", name=name)
        self.answer(answer)

    def _old_button(self, revision: int) -> None:
        """A second tap on the same button does nothing; an older screen is answered by the one that stands open."""
        if revision == self.session.revision - 1:
            self.effects.append(Toast(text=wording.USED_BUTTON))
            return
        self.effects.append(Toast(text=wording.OLD_BUTTON))
        self.in_place = False
        self.again()

    def _ways(self) -> dict[str, Callable[[str], None]]:
        """Buttons that lead from one screen to another."""
        return {
            "home": lambda _: self.to("home"),
            "resume": lambda _: self.resume(),
            "reuse": lambda _: self.reuse(),
            "restart": lambda _: self.to("restart"),
            "review": lambda _: self.to("review"),
            "part": lambda part: self.to("review_item", part),
            "q": lambda key: self.question(key, purpose="review"),
            "result": lambda _: self.result(),
            "sources": lambda _: self.to("sources"),
            "law": lambda id: self.to("clause", id),
            "try": lambda _: self.to("try_item"),
            "tryp": lambda part: self.to("try_answer", part),
            "tryq": lambda key: self.question(key, purpose="try"),
            "back": lambda _: self.back(),
            "pause": lambda _: self.to("paused"),
        }

    def _screen_actions(self) -> dict[str, Callable[[str], None]]:
        """Buttons that act on the open screen alone."""
        match self.screen.kind:
            case "question":
                return {
                    "a": self.picked,
                    "t": self.ticked,
                    "done": lambda _: self.answer([*self.screen.ticked]),
                    "vague": lambda _: self.leave_undated(),
                    "why": lambda _: self.again(*why(self.screen.name)),
                }
            case "confirm":
                return {"ok": self.confirmed, "retype": lambda _: self.retype()}
            case "failing":
                return {"redo": lambda _: self.back()}
            case "restart":
                return {"really": lambda _: self.restart(), "stay": lambda _: self.stay()}
        return {}

    # Answering by button

    def picked(self, what: str) -> None:
        if what == "unclear":
            self.answer(None)
            return
        match self.ask:
            case YesNo() if what in ("yes", "no"):
                self.answer(what == "yes")
            case Days() if what == "no":
                self.answer([])
            case Days() if what == "yes":
                self.show(self.screen.model_copy(update={"asking_days": True}))
            case Choice(choices=choices) if what in dict(choices):
                self.answer(what)
            case _:
                self.again()

    def ticked(self, what: str) -> None:
        """Set or clear one tick. Taps in quick succession all count: the screen keeps its revision."""
        index, _, on = what.partition(":")
        assert isinstance(self.ask, Ticks)
        if not index.isdecimal() or int(index) >= len(self.ask.choices):
            self.again()
            return
        value = self.ask.choices[int(index)][0]
        ticked = [other for other in self.screen.ticked if other != value] + ([value] if on == "1" else [])
        self.show(self.screen.model_copy(update={"ticked": ticked}), anew=False)

    def confirmed(self, what: str) -> None:
        if not what.isdecimal() or int(what) >= len(self.screen.candidates):
            self.again()
            return
        self.answer(self.screen.candidates[int(what)])

    def retype(self) -> None:
        self.question(self.screen.name, purpose=self.screen.purpose)

    # Typing

    def said(self, words: str) -> None:
        plain = normalise(words).rstrip("。.!")
        if plain.startswith("/"):
            self._commanded(plain)
        elif button := next((button for button in self._buttons() if normalise(button.label) == plain), None):
            self._press(button.action)
        elif named := references(plain):
            self.again(*citing.answer(named))
        elif way := WORDS.get(plain):
            way(self)
        else:
            self._read(plain)

    def _commanded(self, plain: str) -> None:
        command, _, argument = plain[1:].partition(" ")
        command = command.partition("@")[0].lower()
        if command in ("article", "start") and argument:
            named = reference(argument)
            if named is not None:
                self.again(*citing.answer([named]))
                return
        match command:
            case "start" | "help":
                self.to("home")
            case "continue":
                self.resume()
            case "review":
                self.to("review" if self.session.answers else "home")
            case "restart":
                self.to("restart" if self.session.answers else "home")
            case "change":
                self.effects.append(Say(view=filings.asked(argument, self.today, self.calendar())))
            case "article" if argument:
                self.again(text(wording.ARTICLE_HOW))
            case "article" | "articles":
                self.effects.append(Say(view=asides.chapters()))
            case _:
                self.again(text(wording.UNKNOWN_COMMAND))

    def _read(self, plain: str) -> None:
        if inquiry.asks(plain) and (found := self._outcome(plain)).status != "unrelated":
            self.inquired(plain, found)
            return
        match self.screen.kind:
            case "question":
                self._read_answer(plain)
            case "confirm":
                self._read_confirmation(plain)
            case "review":
                self._pick_to_change(plain)
            case "paused" if not inquiry.certain(plain, self._outcome(plain)):
                self.resume()
            case _:
                self.inquired(plain, self._outcome(plain))

    def _outcome(self, question: str) -> Outcome:
        """What the search makes of it; not asked for what is read as an answer, as most of what is typed is."""
        return inquiry.outcome(question, self.session.clause)

    def inquired(self, question: str, found: Outcome) -> None:
        """A question about the text is answered beside the open screen, and an open question is shown again."""
        self.effects += asides.asked(self.session, question, found, self.today, self.calendar)
        if self.screen.kind in ("question", "confirm"):
            self.again()

    def _read_answer(self, plain: str, otherwise: Screen | None = None) -> None:
        """`otherwise`: the screen that stays open where the text is no answer."""
        if is_unclear(plain):
            self.leave_undated() if self.screen.partial is not None else self.answer(None)
            return
        try:
            understood = self._meant(plain)
        except Unread as unread:
            self.session.screen = otherwise or self.screen
            found = self._outcome(plain)
            if inquiry.certain(plain, found):
                self.inquired(plain, found)
            else:
                self.again(text(unread.reason))
        except SomeCase:
            self.show(self.screen.model_copy(update={"asking_days": True}))
        else:
            self.understood(understood)

    def _meant(self, plain: str) -> Meant:
        partial = self.screen.partial
        vague = deciding_vague(self.session.answers, self.screen.name, partial, self.today)
        if vague is not None:
            return _with_day(partial, vague, plain, self.today)
        return meant(self.ask, plain, self.today)

    def understood(self, understood: Meant) -> None:
        """Take what was exact; say back what was not, and let it be confirmed or chosen."""
        key, answer = self.screen.name, understood.candidates[0]
        if key == REFERENCE and any(map(first_vague, understood.candidates)):
            self.again(text(wording.EXACT_CLOSING))
            return
        past = key == REFERENCE and str(answer) < self.today.isoformat()
        # A question for the day says back the month.
        vague = len(understood.candidates) == 1 and self._lacks_its_day(answer)
        if vague or (understood.exact and not past):
            self.answer(answer)
            return
        confirm = {"kind": "confirm", "candidates": understood.candidates}
        self.show(self.screen.model_copy(update=confirm))

    def _read_confirmation(self, plain: str) -> None:
        match yes_no(plain):
            case True if len(self.screen.candidates) == 1:
                self.confirmed("0")
            case True:
                self.again(text(wording.PICK_ONE))
            case False:
                self.retype()
            case None:
                self._pick_candidate(plain)

    def _pick_candidate(self, plain: str) -> None:
        """At 「对吗？」 and 「是哪一个？」: one of them in words, the day of a month said back, or a new answer."""
        asked, labels = self.screen, [shown(self.screen.name, candidate) for candidate in self.screen.candidates]
        index = choice(plain, labels) if len(labels) > 1 else None
        if index is not None:
            self.confirmed(str(index))
            return
        self.session.screen = asked.model_copy(update={"kind": "question", "candidates": []})
        if len(labels) == 1 and (within := self._day_of(asked.candidates[0], plain)):
            self.understood(within)
        else:
            self._read_answer(plain, asked)

    def _day_of(self, answer: JsonValue, plain: str) -> Meant | None:
        """The answer with the day that is said, where it is a month and the day one of its own."""
        vague = first_vague(answer)
        try:
            return _with_day(answer, vague, plain, self.today) if vague else None
        except Unread:
            return None

    def _pick_to_change(self, plain: str) -> None:
        keys = answered_questions(self.session.answers)
        index = choice(plain.removeprefix("改"), [ASKS[key].label for key in keys])
        if index is None:
            self.inquired(plain, self._outcome(plain))
        else:
            self.question(keys[index], purpose="review")

    # Taking an answer

    def answer(self, answer: JsonValue) -> None:
        """An answer to the open question: possible, and precise enough to judge by? Then take it."""
        key = self.screen.name
        try:
            if answer is not None:
                ASKS[key].accept(key, answer)
        except Refused as refused:
            self._refused(str(refused))
            return
        after = put(self.session.answers, key, answer)
        if contradiction := refusal(after, self.today):
            self._refused(contradiction)
        elif self._lacks_its_day(answer):
            partial = {"kind": "question", "partial": answer, "candidates": [], "asking_days": False}
            self.show(self.screen.model_copy(update=partial))
        else:
            self.accept(answer)

    def _lacks_its_day(self, answer: JsonValue) -> bool:
        """Whether the answer is a date known to its month or year only, and the day can change a verdict."""
        return deciding_vague(self.session.answers, self.screen.name, answer, self.today) is not None

    def leave_undated(self) -> None:
        """The day is not known: the month stands, and its day is not asked for again."""
        self.session.undated = [*self.session.undated, self.screen.name]
        self.accept(self.screen.partial)

    def _refused(self, why_not: str) -> None:
        self.show(self.screen.model_copy(update={"kind": "question", "candidates": []}), text(strong(why_not)))

    def accept(self, answer: JsonValue) -> None:
        key, purpose = self.screen.name, self.screen.purpose
        if purpose == "try":
            self.show(Screen(kind="difference", name=key, candidates=[answer]))
            return
        self.session.answers = put(self.session.answers, key, answer)
        self.session.trail = [*(other for other in self.session.trail if other != key), key]
        self.__dict__.pop("case", None)
        noted = note(wording.NOTED.format(label=ASKS[key].label, answer=in_short(key, answer)))
        self._after(noted)

    def _after(self, noted: Block) -> None:
        """What follows an answer: a clause that now certainly fails is said at once, then the next question."""
        failing_now = failing(self.case)
        new = [item for item in failing_now if item not in self.session.warned]
        self.session.warned = failing_now
        if new and open_questions(self.session.answers, self.case):
            self.to("failing", new[0], noted)
        else:
            self.resume(noted)

    # Going on, back, and again

    def back(self) -> None:
        """The question before, or the list that the question was picked from; nothing is deleted by going back."""
        if self.screen.purpose != "answer":
            self.to("review") if self.screen.purpose == "review" else self.to("result")
            return
        trail = [key for key in self.session.trail if key in answered_questions(self.session.answers)]
        at = trail.index(self.screen.name) if self.screen.name in trail else len(trail)
        if self.screen.kind == "failing":
            at = len(trail)
        if at == 0:
            self.again(text(wording.NOTHING_BEFORE))
        else:
            self.question(trail[at - 1])

    def result(self) -> None:
        self.session.concluded = True
        self.to("result")

    def reuse(self) -> None:
        """Go on with the answers of last time; a closing date that is over is asked for again."""
        answers = self.session.answers
        if open_questions(answers, self.case):
            together = self.session.previous | answers
            answers = self.session.previous if refusal(together, self.today) else together
        closing = answers.get(REFERENCE)
        if isinstance(closing, str) and closing < self.today.isoformat():
            answers = {name: answer for name, answer in answers.items() if name != REFERENCE}
        self.session.answers = answers
        self.session.trail = answered_questions(answers)
        self.__dict__.pop("case", None)
        self.session.warned = failing(self.case)
        self.resume()

    def stay(self) -> None:
        """Not to begin again after all."""
        if self.session.concluded and not open_questions(self.session.answers, self.case):
            self.result()
        else:
            self.resume()

    def restart(self) -> None:
        session = self.session
        session.previous = session.answers or session.previous
        session.answers, session.trail, session.warned, session.undated, session.concluded = {}, [], [], [], False
        self.__dict__.pop("case", None)
        self.resume(text(wording.RESTARTED))


def _with_day(answer: JsonValue, vague: Period, said: str, today: date) -> Meant:
    """The answer with a day in the place of its month or year. Raises Unread where none of its days is said."""
    days = day_within(vague, said, today)
    if not isinstance(answer, list):
        return days
    return Meant([[day if other == str(vague) else other for other in answer] for day in days.candidates], days.exact)


WORDS: dict[str, Callable[[Turn], None]] = {
    wording.BACK: Turn.back,
    "返回": Turn.back,
    wording.PAUSE: lambda turn: turn.to("paused"),
    "暂停": lambda turn: turn.to("paused"),
    "继续": Turn.resume,
    wording.RESUME: Turn.resume,
    wording.START: Turn.resume,
    "开始": Turn.resume,
    wording.RESTART: lambda turn: turn.to("restart"),
    wording.VERDICT: Turn.result,
    "结论": Turn.result,
    wording.WHY: lambda turn: turn.again(*(why(turn.screen.name) if turn.screen.kind == "question" else ())),
    "为什么": lambda turn: turn.again(*(why(turn.screen.name) if turn.screen.kind == "question" else ())),
}
