"""A screen is one object: what it shows, what it reads of what is typed, and what its buttons do.

Screens keep nothing. What stands open is in the session; a `Turn` is the one step under way, which they are handed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import ClassVar, TypeAlias, TypeVar

from dialogs import actions
from dialogs.actions import Action, NoSuchButton
from dialogs.effects import Effect, Say, Show, Toast
from dialogs.interview.questionnaire import Case, Questionnaire, judge_possible, questionnaire
from dialogs.reading import changes
from dialogs.reading.changes import Change
from dialogs.reading.vocabulary import normalise
from dialogs.session import Answered, Kind, OpenScreen, Session
from dialogs.views import Block, Button, Rows, View, note, strong
from dialogs.wording import zh as wording
from dialogs.wording import zh_units as units
from knowledge.law import Law
from rules.calendar.working_days import Calendar
from rules.engine.book import RuleBook


class Turn:
    """One step: the session as it becomes, the hour, and the effects so far."""

    def __init__(
        self,
        session: Session,
        now: datetime,
        calendar: Callable[[], Calendar],
        screens: Mapping[Kind, Screen],
        announced_closing: date | None = None,
    ) -> None:
        self.session = session.model_copy()
        self.beside = session.beside
        self.now = now
        self.today = now.date()
        self.calendar = calendar
        self.announced_closing = announced_closing if announced_closing and announced_closing >= self.today else None
        self.in_place = False
        self.effects: list[Effect] = []
        self._screens = screens
        self._judged: tuple[Answered, Case | None] = self.session.answers, None

    @property
    def screen(self) -> OpenScreen:
        return self.session.screen

    @property
    def open(self) -> Screen:
        """The screen that stands open."""
        return self._screens[self.screen.kind]

    @cached_property
    def questions(self) -> Questionnaire:
        return questionnaire(self.session.text)

    @property
    def book(self) -> RuleBook:
        return self.questions.book

    @property
    def law(self) -> Law:
        return self.book.law

    @property
    def case(self) -> Case:
        """The answers as they stand, judged; judged anew only when they are others."""
        answers, judged = self._judged
        thorough = self.session.thorough
        if judged is None or answers is not self.session.answers or judged.thorough is not thorough:
            answers = self.session.answers
            judged = judge_possible(self.questions, answers, self.today, thorough)
            self._judged = answers, judged
        return judged

    def change_in(self, words: str, days_alone: bool = False) -> Change:
        """What the words, normalised, tell of a change for which the text sets a deadline."""
        return changes.read(words, self.today, self.book.change_kind, days_alone)

    def show(self, screen: OpenScreen, *before: Block, anew: bool = True, short: bool = False) -> None:
        """Open this screen, with words said before it. `anew`: taps on the screens before no longer count.

        What stood open before the first screen about deadlines, units, or deletion is kept beneath, to go on with.
        """
        if not self._screens[screen.kind].aside:
            self.session.beneath = None
        elif not self.open.aside and self.screen.kind != "home":
            self.session.beneath = self.screen
        self.session.revision += anew
        self.session.reminded = []
        same = self.screen.model_copy()
        same.ticked = screen.ticked  # what is ticked so far does not make it another question
        if screen != same:
            self.session.opened = self.session.revision
        self.session.screen = screen
        view = self.open.in_short(self) if short else self.open.shows(self)
        view = View(blocks=(*_of_unit(self), *before, *view.blocks), rows=view.rows)
        self.effects.append(Show(view=view, revision=self.session.revision, in_place=self.in_place))

    def again(self, *before: Block) -> None:
        """The open screen once more, after words of its own."""
        self.show(self.screen, *before)

    def recall(self) -> None:
        """The open screen after something beside it, so that nobody loses their place."""
        self.show(self.screen, short=True)

    def to(self, kind: Kind, name: str = "", *before: Block) -> None:
        self.show(OpenScreen(kind=kind, name=name), *before)

    def say(self, view: View) -> None:
        self.effects.append(Say(view=view))
        self.session.beside = [button for row in view.rows for button in row]

    def toast(self, words: str) -> None:
        self.effects.append(Toast(text=words))

    def buttons(self) -> list[Button]:
        """What stands on the open screen. No other tap counts: what comes over a wire is not trusted."""
        return [button for row in self.open.rows(self) for button in row]


def _of_unit(turn: Turn) -> list[Block]:
    """In front of all else, of which unit the open screen is."""
    name = turn.open.unit(turn)
    return [note(strong(units.OF_UNIT.format(name=name)))] if name else []


@lru_cache(maxsize=2_000)
def as_typed(label: str) -> str:
    """A label as it reads when it is typed. Most screens have the same few, and every text is held against them."""
    return normalise(label)


A = TypeVar("A")
Handler: TypeAlias = tuple[str, Callable[[Turn, str], None]]  # the name of an action, and what it does with an argument


def handler(action: Action[A], act: Callable[[Turn, A], None]) -> Handler:
    """That a button does this. Done, it raises NoSuchButton for an argument that was never written."""

    def perform(turn: Turn, written: str) -> None:
        try:
            argument = action.read(written)
        except ValueError:
            raise NoSuchButton from None
        act(turn, argument)

    return action.name, perform


class Screen(ABC):
    """kind: under which it is stored and registered; waits: is shown again after a question in between; takes_answers:
    what was typed at an earlier screen is none to this one; aside: what stood open before it stays beneath, to go on
    with."""

    kind: ClassVar[Kind]
    waits: ClassVar[bool] = False
    takes_answers: ClassVar[bool] = False
    aside: ClassVar[bool] = False

    @abstractmethod
    def shows(self, turn: Turn) -> View:
        """What is to be seen today; it follows from the session alone, so that it can be shown again."""

    def rows(self, turn: Turn) -> Rows:
        """The buttons alone: asked for most, and of some screens there without the words."""
        return self.shows(turn).rows

    def is_answered_by(self, turn: Turn, words: str) -> bool:
        """Whether the words are an answer though they look like a question, as that one does not know when it was."""
        return False

    def unit(self, turn: Turn) -> str:
        """The name of the unit that it is about, which then stands in front; nothing where it is about none, or says it
        itself."""
        return ""

    def in_short(self, turn: Turn) -> View:
        """The same when it is shown again after a question in between; of a long one the heading and the buttons."""
        return self.shows(turn)

    def insists(self, turn: Turn) -> str:
        """What is said to somebody who would pass over what it asks."""
        return wording.NOT_SKIPPED

    def reads(self, turn: Turn, words: str) -> bool:
        """Whether it takes what was typed. Raises Unread where it waits for an answer and this is none."""
        return False

    def handlers(self) -> Iterable[Handler]:
        """What the buttons do that only this screen has; those that lead to other screens are in the registry."""
        return ()

    def way_on(self, turn: Turn) -> Button | None:
        """The button that who agrees, or wants to go on, means."""
        return next((button for button in turn.buttons() if button.action in actions.WAYS_ON), None)

    @abstractmethod
    def back(self, turn: Turn) -> None:
        """One step back from here."""

    def explains(self, turn: Turn) -> list[Block]:
        """Why it asks what it asks."""
        return []
