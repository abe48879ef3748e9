"""The making of one step of a conversation: what the matters of all turns have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from dialogs.effects import Effect, Show
from dialogs.inquiry import answers, lookups
from dialogs.interview.questions import Case, judge_possible
from dialogs.interview.screens import render, rows
from dialogs.reading import normalise
from dialogs.session import ASIDE, Kind, Screen, Session
from dialogs.views import Block, Button, View, text
from knowledge.search import Outcome
from rules.calendar.working_days import YEARS, Calendar

BEIJING = ZoneInfo("Asia/Shanghai")
# A clock beyond the years that are counted stands at their end, so that nobody is locked out by it.
FIRST, LAST = datetime(YEARS.start, 1, 1, tzinfo=BEIJING), datetime(YEARS.stop - 1, 12, 31, tzinfo=BEIJING)
# The screens that wait for an answer, and are shown again after a question in between.
ASKING = {"question", "confirm", "matters", "day", "month", "filed_day", "platform", "snooze"}


class Turn:
    """One step. Methods named for what the person did; each ends by showing a screen, or words beside it."""

    def __init__(self, session: Session, now: datetime, calendar: Callable[[], Calendar]) -> None:
        self.session = session.model_copy()
        self.now = min(max(now.astimezone(BEIJING), FIRST), LAST)
        self.today = self.now.date()
        self.calendar = calendar
        self.in_place = False
        self.effects: list[Effect] = []

    @property
    def screen(self) -> Screen:
        return self.session.screen

    @cached_property
    def case(self) -> Case:
        """The answers as they stand, judged; worked out anew when they change."""
        return judge_possible(self.session.answers, self.today)

    # Showing

    def show(self, screen: Screen, *before: Block, anew: bool = True) -> None:
        """Open this screen, with words said before it. `anew`: taps on the screens before no longer count.

        What stood open before the first screen about deadlines, or about deletion, is kept beneath, to go on with.
        """
        if screen.kind not in ASIDE:
            self.session.beneath = None
        elif self.screen.kind not in (*ASIDE, "home"):
            self.session.beneath = self.screen
        self.session.revision += anew
        if not screen.asks_as(self.screen):
            self.session.opened = self.session.revision
        self.session.screen = screen
        view = render(self.session, self.case, self.today, self.calendar)
        view = View(blocks=(*before, *view.blocks), rows=view.rows)
        self.effects.append(Show(view=view, revision=self.session.revision, in_place=self.in_place))

    def again(self, *before: Block) -> None:
        """The open screen once more, after words of its own."""
        self.show(self.screen, *before)

    def to(self, kind: Kind, name: str = "", *before: Block) -> None:
        self.show(Screen(kind=kind, name=name), *before)

    def buttons(self) -> list[Button]:
        """What stands on the open screen. No other tap counts: what comes over a wire is not trusted."""
        return [button for row in rows(self.session, self.case, self.today, self.calendar) for button in row]

    def labelled(self, plain: str) -> Button | None:
        """The button of the open screen that was typed in place of being tapped."""
        return next((button for button in self.buttons() if _typed(button.label) == plain), None)

    # Questions about the text

    def outcome(self, question: str) -> Outcome:
        """What the search makes of it; not asked for what is read as an answer, as most of what is typed is."""
        return answers.outcome(question, self.session.clause)

    def inquired(self, question: str, found: Outcome) -> None:
        """A question about the text is answered beside the open screen, and an open question is shown again."""
        self.effects += lookups.asked(self.session, question, found, self.today, self.calendar)
        if self.screen.kind in ASKING:
            self.again()

    def unread(self, plain: str, reason: str) -> None:
        """What is no answer to the open question: a question about the text after all, or said why not."""
        found = self.outcome(plain)
        if answers.certain(plain, found):
            self.inquired(plain, found)
        else:
            self.again(text(reason))


@lru_cache(maxsize=2_000)
def _typed(label: str) -> str:
    """A label as it reads when it is typed. Most screens have the same few, and every text is held against them."""
    return normalise(label)
