"""The interview's part of a turn: questions, answers, the review, the verdict, what-if."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from pydantic import JsonValue

from dialogs.interview.questions import (
    ASKS,
    REFERENCE,
    answer_to,
    answered_questions,
    deciding_vague,
    failing,
    first_vague,
    in_short,
    is_answered,
    open_questions,
    put,
    refusal,
    shown,
)
from dialogs.interview.screens import why
from dialogs.reading import Unread, choice, is_unclear, yes_no
from dialogs.reading.answers import Meant, SomeCase, day_within, meant
from dialogs.session import Screen
from dialogs.turn import Turn
from dialogs.views import Block, note, strong, text
from dialogs.wording import zh as wording
from rules.calendar.days import Period
from rules.engine.ask import Ask, Choice, Days, RefusedAnswer, Ticks, YesNo


class Interviewing(Turn):
    """Each method ends by showing a screen."""

    def interview_ways(self) -> dict[str, Callable[[str], None]]:
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

    def interview_actions(self) -> dict[str, Callable[[str], None]]:
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

    def explained(self) -> None:
        self.again(*(why(self.screen.name) if self.screen.kind == "question" else ()))

    def fill(self, what: str) -> bool:
        """Take the figure of a story for an answer and begin the check; False where it cannot be taken."""
        name, _, raw = what.partition(":")
        try:
            answer = json.loads(raw)
            ASKS[name].accept(name, answer)
        except (ValueError, KeyError, RefusedAnswer):
            return False
        self.session.screen = Screen(kind="question", name=name)
        self.answer(answer)
        return True

    @property
    def ask(self) -> Ask:
        return ASKS[self.screen.name]

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

    def read_at_question(self, plain: str, otherwise: Screen | None = None) -> None:
        """Take the text for an answer to the open question. Raises Unread where it is none; `otherwise` is the screen
        that stays open then."""
        if is_unclear(plain):
            self.leave_undated() if self.screen.partial is not None else self.answer(None)
            return
        try:
            understood = self._meant(plain)
        except Unread:
            self.session.screen = otherwise or self.screen
            raise
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

    def read_at_confirmation(self, plain: str) -> None:
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
            self.read_at_question(plain, asked)

    def _day_of(self, answer: JsonValue, plain: str) -> Meant | None:
        """The answer with the day that is said, where it is a month and the day one of its own."""
        vague = first_vague(answer)
        try:
            return _with_day(answer, vague, plain, self.today) if vague else None
        except Unread:
            return None

    def read_at_review(self, plain: str) -> bool:
        """Whether the text names an answer to be changed, whose question is then asked."""
        keys = answered_questions(self.session.answers)
        index = choice(plain.removeprefix("改"), [ASKS[key].label for key in keys])
        if index is None:
            return False
        self.question(keys[index], purpose="review")
        return True

    # Taking an answer

    def answer(self, answer: JsonValue) -> None:
        """An answer to the open question: possible, and precise enough to judge by? Then take it."""
        key = self.screen.name
        try:
            if answer is not None:
                ASKS[key].accept(key, answer)
        except RefusedAnswer as refused:
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
        self.session.concluded, self.session.verdict = True, self.case.assessment.overall.name
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
