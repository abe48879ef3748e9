"""The screens about deadlines as screens, until each is an object of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dialogs.actions import NoSuchButton
from dialogs.deadlines import screens
from dialogs.deadlines.flow import Keeping
from dialogs.reading.changes import Change
from dialogs.screen import Deed, Screen, Turn
from dialogs.session import Kind
from dialogs.views import View


def keeping(turn: Turn) -> Keeping:
    assert isinstance(turn, Keeping)
    return turn


class DeadlineScreen(Screen):
    takes_answers = aside = True

    def __init__(self, kind: Kind, waits: bool, deeds: Iterable[str] = ()) -> None:
        self.kind = kind  # type: ignore[misc]
        self.waits = waits  # type: ignore[misc]
        self.named = deeds

    def shows(self, turn: Turn) -> View:
        return screens.render(turn.session, turn.today, turn.calendar())

    def reads(self, turn: Turn, words: str) -> bool:
        return keeping(turn).read_at_deadlines(words)

    def back(self, turn: Turn) -> None:
        keeping(turn).go_back()

    def deeds(self) -> Iterable[Deed]:
        return [(name, _on_screen(name)) for name in self.named]


def _on_screen(name: str) -> Callable[[Turn, str], None]:
    return lambda turn, what: keeping(turn).keeping_actions()[name](what)


def _way(name: str) -> Deed:
    return name, lambda turn, what: keeping(turn).keeping_ways()[name](what)


def _beside(name: str) -> Deed:
    def perform(turn: Turn, what: str) -> None:
        if not keeping(turn).kept_beside(name, what):
            raise NoSuchButton

    return name, perform


WAYS = [
    "kept",
    "list",
    "dates",
    "date",
    "reminding",
    "leave",
    "filed",
    "redate",
    "platform",
    "snooze",
    "mute",
    "unmute",
    "ics",
    "delete",
    "undo",
]
BETWEEN = [_way(name) for name in WAYS]
BESIDE = [_beside(name) for name in ("deadlines", "filed", "snooze", "mute", "file")]
SCREENS = (
    DeadlineScreen("matters", True, ("t", "done")),
    DeadlineScreen("day", True, ("d",)),
    DeadlineScreen("month", True, ("m",)),
    DeadlineScreen("deadline", False),
    DeadlineScreen("filed_day", True, ("f",)),
    DeadlineScreen("platform", True),
    DeadlineScreen("snooze", True, ("s",)),
    DeadlineScreen("deadlines", False),
    DeadlineScreen("dates", False),
    DeadlineScreen("reminding", False, ("h", "t")),
)


def begin(turn: Turn, change: Change) -> None:
    keeping(turn).begin(change)


def listed(turn: Turn) -> None:
    keeping(turn).listed()
