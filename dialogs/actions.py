"""What a button does, as a value with a type: its name and its argument, written and read for the wire here alone.

The wire forms stand on people's phones. A name is never used for anything else, and one that is no longer made is
an old button.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from pydantic import JsonValue

from dialogs.session import FIRST_UNIT
from dialogs.views import Button
from dialogs.wording import zh as wording
from rules.calendar.days import Period

LONGEST = 48  # bytes, so that channels can add the revision

A = TypeVar("A")


class NoSuchButton(Exception):
    """A button that was never made, or is no longer."""


@dataclass(frozen=True, slots=True)
class Action(Generic[A]):
    """A kind of button. `read` raises ValueError for what `write` never wrote."""

    name: str
    write: Callable[[A], str]
    read: Callable[[str], A]

    def wire(self, argument: A) -> str:
        written = self.write(argument)
        return f"{self.name}:{written}" if written else self.name

    def button(self, label: str, argument: A) -> Button:
        return Button(label=label, action=self.wire(argument))


class Plain(Action[None]):
    """A kind of button without an argument."""

    def __init__(self, name: str) -> None:
        super().__init__(name, lambda _: "", lambda _: None)

    def button(self, label: str, argument: None = None) -> Button:
        return super().button(label, argument)


class Tick(NamedTuple):
    """The place of a choice, and the state that the tap sets, so that a double tap does no harm."""

    place: int
    on: bool


class NamedAnswer(NamedTuple):
    """The JSON form of an answer by its name, and the number of the unit that was spoken of."""

    name: str
    answer: JsonValue
    unit: int = FIRST_UNIT


class InForm(NamedTuple):
    """The form of a document, and the number of the unit whose verdict it is."""

    form: str
    unit: int = FIRST_UNIT


class Told(NamedTuple):
    """A change that was told of: a letter for each matter, the day or the days between which it lies, and the number of
    the unit that was spoken of."""

    letters: str
    span: Period | None
    unit: int = FIRST_UNIT


def _text(name: str) -> Action[str]:
    return Action(name, str, str)


def _number(name: str) -> Action[int]:
    return Action(name, str, int)


def _number_or_none(name: str) -> Action[int]:
    """0 is not written."""
    return Action(name, lambda number: str(number or ""), lambda written: int(written or 0))


def _day(name: str) -> Action[date]:
    return Action(name, date.isoformat, date.fromisoformat)


def _read_tick(written: str) -> Tick:
    place, _, on = written.partition(":")
    return Tick(int(place), on == "1")


def _read_span(written: str) -> Period:
    first, _, last = written.partition("_")
    found = Period(date.fromisoformat(first), date.fromisoformat(last or first))
    if found.last < found.first:
        raise ValueError(f"no such days: {written!r}")
    return found


def _write_told(told: Told) -> str:
    first, last = told.span or (None, None)
    days = f":{first}" if first == last else f":{first}_{last}"
    return _of_unit(told.unit) + told.letters + (days if told.span else "")


def _read_told(written: str) -> Told:
    unit, written = _unit_of(written)
    letters, _, days = written.partition(":")
    return Told(letters, _read_span(days) if days else None, unit)


def _write_figure(figure: NamedAnswer) -> str:
    return f"{_of_unit(figure.unit)}{figure.name}:{json.dumps(figure.answer, separators=(',', ':'))}"


def _read_figure(written: str) -> NamedAnswer:
    unit, written = _unit_of(written)
    name, _, answer = written.partition(":")
    return NamedAnswer(name, json.loads(answer), unit)


def _read_form(written: str) -> InForm:
    unit, form = _unit_of(written)
    return InForm(form, unit)


def _of_unit(number: int) -> str:
    """Stands before what is of a unit, but for that which everybody begins with."""
    return "" if number == FIRST_UNIT else f"{number}:"


def _unit_of(written: str) -> tuple[int, str]:
    number, _, rest = written.partition(":")
    return (int(number), rest) if number.isdecimal() else (FIRST_UNIT, written)


# Between the screens

RESUME, RESUME_BENEATH, BACK, PAUSE = Plain("resume"), Plain("go"), Plain("back"), Plain("pause")
REUSE, RESTART = Plain("reuse"), Plain("restart")
REVIEW, REVIEW_PART, CHANGE_ANSWER = Plain("review"), _text("part"), _text("q")
RESULT, ASK_THE_REST, TAKE = Plain("result"), Plain("rest"), Plain("take")
SOURCES, CLAUSE = Plain("sources"), _text("law")
TRY, TRY_PART, TRY_ANSWER = Plain("try"), _text("tryp"), _text("tryq")
LIST = _number_or_none("list")
OPEN_DEADLINE, NEW_DATE, ENTER = _number("kept"), Plain("dates"), _text("date")
REMINDING, LEAVE, UNDO = Plain("reminding"), Plain("leave"), Plain("undo")
UNITS, OPEN_UNIT, SWITCH = Plain("units"), _number("unit"), _number("switch")
NEW_UNIT, COPY_UNIT, RENAME_UNIT, DELETE_UNIT = Plain("new"), _number("copy"), _number("rename"), _number("drop")
COMPARE = _number_or_none("compare")

# On one screen

PICK, DONE, ALL, WITHOUT_DAY, WHY = _text("a"), Plain("done"), Plain("all"), Plain("vague"), Plain("why")
ONE_BY_ONE = Plain("each")
TICK: Action[Tick] = Action("t", lambda tick: f"{tick.place}:{tick.on:d}", _read_tick)
CONFIRM, RETYPE, REDO = _number("ok"), Plain("retype"), Plain("redo")
REALLY_RESTART, STAY = Plain("really"), Plain("stay")
REALLY_FORGET, SPARE = Plain("erase"), Plain("spare")
SINCE: Action[Period] = Action("d", lambda span: f"{span.first}_{span.last}", _read_span)
SINCE_DAY = _day(SINCE.name)  # the same of one day, as the buttons for today and yesterday have it
MONTH, FILED_ON, SNOOZE_TO, HOUR = _number("m"), _day("f"), _day("s"), _number("h")
THIS_DEADLINE = _number("this")
CALL_IT, REALLY_DELETE = Plain("call"), Plain("dropall")

# On the deadline with the number

FILED, SNOOZE, MUTE, UNMUTE = _number("filed"), _number("snooze"), _number("mute"), _number("unmute")
REDATE, NAME_PLATFORM, CALENDAR, DELETE = _number("redate"), _number("platform"), _number("ics"), _number("delete")

# Beside the screens

USEFUL, MISSED, WRONG = Plain("useful"), _text("missed"), _text("wrong")  # with the id of the entry that answered
ABOUT, RELATED = _text("about"), _text("related")
TAKE_AS: Action[InForm] = Action("as", lambda it: _of_unit(it.unit) + it.form, _read_form)
ARTICLE, CHAPTER, CHAPTERS = _number("whole"), _number("chapter"), Plain("chapters")
FILL = Action("fill", _write_figure, _read_figure)
KEEP_CHANGE = Action("file", _write_told, _read_told)
DEADLINES = Plain("deadlines")
EXPORT, FORGET, CLOSING = Plain("export"), Plain("forget"), Plain("closing")
NOTICE: Action[bool] = Action("notice", lambda wanted: f"{wanted:d}", lambda written: written == "1")


WAYS_ON = frozenset(each.name for each in (RESUME, RESUME_BENEATH, RESULT, REVIEW))
PARTS = frozenset(each.name for each in (REVIEW_PART, TRY_PART))
# One of several that are offered, to be named by its place in the list.
OFFERED = frozenset(
    each.name for each in (ABOUT, ARTICLE, CHAPTER, REVIEW_PART, CHANGE_ANSWER, CLAUSE, TRY_PART, TRY_ANSWER)
)
# What only leads somewhere or looks something up, and so may be meant by less than its label.
LEADING = OFFERED | {
    each.name
    for each in (
        *(RESUME, RESUME_BENEATH, BACK, PAUSE, RESTART, STAY, REVIEW, RESULT, ASK_THE_REST, SOURCES, TRY, REDO),
        *(TAKE, TAKE_AS, ONE_BY_ONE),
        *(LIST, NEW_DATE, REMINDING, LEAVE, CALENDAR, DEADLINES, EXPORT, FORGET, SPARE),
        *(MISSED, RELATED, CHAPTERS, CLOSING, UNITS, NEW_UNIT, COMPARE),
    )
}


def tick(place: int, words: str, on: bool) -> Button:
    """A choice that is ticked or not."""
    sign = wording.TICKED if on else wording.UNTICKED
    return TICK.button(f"{sign} {words}", Tick(place, not on))


def same_tick(action: str) -> str:
    """The action of a tick whichever state it sets, as taps can be quicker than screens; other actions as they are."""
    return action[:-1] if action.startswith(f"{TICK.name}:") and action.endswith((":0", ":1")) else action
