"""A conversation played by hand: what a person says and taps, and what they then see. No channel, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from dialogs.effects import Effect, Show, Toast
from dialogs.effects import Say as SayEffect
from dialogs.events import Edited, Event, Said, Sent, Tapped
from dialogs.session import Answered, Session
from dialogs.step import step
from dialogs.views import View
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.interviews import ALONE, GOOD, Say, Tap, goes_through, taps

TODAY = date(2026, 11, 23)  # a Monday
USUAL: Mapping[str, Tap | Say] = {
    **GOOD,
    **ALONE,
    "sponsor": taps("企业或其他单位"),
    "outstanding_and_exemplary": taps("否"),
}


class Talk:
    """One person. Every word goes through `step`; the session is also stored and loaded before each."""

    def __init__(self, today: date = TODAY, session: Session | None = None) -> None:
        self.today = today
        self.announced_closing: date | None = None
        self.session = session or Session()
        self.screen = View(blocks=())
        self.plain = ""  # all that was last said, the open screen among it
        self.toasts: list[str] = []

    def event(self, event: Event) -> list[Effect]:
        now = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=BEIJING)
        stored = Session.model_validate_json(self.session.model_dump_json())
        self.session, effects = step(stored, event, now, published, self.announced_closing)
        views = [effect.view for effect in effects if isinstance(effect, Show | SayEffect)]
        for effect in effects:
            match effect:
                case Show(view=view):
                    self.screen = view
                case Toast(text=words):
                    self.toasts.append(words)
        self.plain = "\n".join(view.plain for view in views) or self.plain
        return effects

    def say(self, *texts: str) -> None:
        for text in texts:
            self.event(Said(text))

    def say_at(self, revision: int, text: str) -> None:
        """Type at the screen of this revision."""
        self.event(Said(text, revision))

    def edit(self, text: str) -> None:
        self.event(Edited(text))

    def sticker(self) -> None:
        self.event(Sent())

    def tap(self, *labels: str, revision: int | None = None) -> None:
        """Press these buttons of the open screen, one after the other; a tick is named without its sign."""
        for label in labels:
            self.event(Tapped(self.action(label), self.session.revision if revision is None else revision))

    def action(self, label: str) -> str:
        found = [button.action for row in self.screen.rows for button in row if bare(button.label) == label]
        assert found, f"no button {label!r} among {self.buttons}"
        return found[0]

    @property
    def buttons(self) -> list[str]:
        return [button.label for row in self.screen.rows for button in row]

    @property
    def answers(self) -> Answered:
        return self.session.answers

    @property
    def open(self) -> str:
        """The key of the question that stands open, else the kind of the screen."""
        screen = self.session.screen
        return screen.name if screen.kind == "question" else screen.kind

    def answer(self, **answers: Tap | Say) -> Talk:
        """Answer the open questions as a good platform does, but for these, until there is none left.

        A failing clause said on the way is passed over; what is said back is confirmed.
        """
        self.until("", **answers)
        return self

    def until(self, key: str, **answers: Tap | Say) -> Talk:
        """As `answer`, but stop at the question with this key."""
        given: Mapping[str, Tap | Say] = {**USUAL, **answers}
        for _ in range(120):
            match self.session.screen.kind:
                case "home":
                    self.tap(wording.START)
                case "failing":
                    self.tap(wording.GO_ON)
                case "confirm":
                    self.tap(wording.RIGHT)
                case "question" if self.open != key and goes_through(self.open, key, *answers):
                    self.tap(wording.ONE_BY_ONE)
                case "question" if self.open != key:
                    self.give(given[self.open])
                case _:
                    return self
        raise AssertionError(f"no end at {self.open}")

    def give(self, answer: Tap | Say) -> None:
        if isinstance(answer, Say):
            self.say(answer.text)
        else:
            self.tap(*map(bare, answer.labels))


def bare(label: str) -> str:
    """A label without the sign of a tick."""
    return label.removeprefix(wording.TICKED).removeprefix(wording.UNTICKED).strip()


def ticked(person: Talk) -> list[str]:
    """What is ticked on the open screen."""
    return [bare(label) for label in person.buttons if label.startswith(wording.TICKED)]


def talk(today: date = TODAY) -> Talk:
    """A person who has just come."""
    person = Talk(today)
    person.say("/start")
    return person


def finished(today: date = TODAY, /, **answers: Tap | Say) -> Talk:
    """A person at the review, with a good platform's answers but for these."""
    return talk(today).answer(**answers)


def concluded(today: date = TODAY, /, **answers: Tap | Say) -> Talk:
    """A person who sees the verdict."""
    person = finished(today, **answers)
    person.tap(wording.VERDICT)
    return person
