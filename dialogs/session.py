"""All that is known of one person, kept as one document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue, field_validator, model_validator

from dialogs.effects import Effect
from dialogs.views import Button
from rules.calendar.days import Period
from rules.texts import DEFAULT

Purpose: TypeAlias = Literal["answer", "review", "try"]
Answered: TypeAlias = dict[str, JsonValue]  # the answers by name, in their JSON form; null: they do not know

# The kinds of screens; what each shows is said of its class (`dialogs.registry`).
_Check: TypeAlias = Literal["home", "question", "confirm", "failing", "review", "review_item", "restart", "paused"]
_Verdict: TypeAlias = Literal["result", "sources", "clause", "try_item", "try_answer", "difference"]
_Entry: TypeAlias = Literal["matters", "day", "month", "dates"]
_Kept: TypeAlias = Literal["deadlines", "deadline", "which", "filed_day", "platform", "snooze", "reminding"]
_Units: TypeAlias = Literal["units", "unit", "new_unit", "rename_unit", "delete_unit", "compare"]
Kind: TypeAlias = Literal[_Check, _Verdict, _Entry, _Kept, _Units, "forget"]


class OpenScreen(BaseModel):
    """Which screen stands open, and what it needs to be shown again.

    name: the question, item, clause, deadline or unit (its number) it is about, or the page of a list; purpose: what
    the answer is for; asking_days: the person said that there was a case, and its days are asked for; partial: an
    answer whose day is still asked for; candidates: answers to choose from; ticked: choices ticked so far.
    """

    kind: Kind = "home"
    name: str = ""
    purpose: Purpose = "answer"
    asking_days: bool = False
    partial: JsonValue = None
    candidates: list[JsonValue] = Field(default_factory=list)
    ticked: list[str] = Field(default_factory=list)

    def with_tick(self, value: str, on: bool) -> OpenScreen:
        """With this choice set or cleared."""
        after = self.model_copy()
        after.ticked = [other for other in self.ticked if other != value] + ([value] if on else [])
        return after

    def asked(self) -> OpenScreen:
        """The question whose answer was said back."""
        after = self.model_copy()
        after.kind, after.candidates = "question", []
        return after


FIRST_UNIT = 1  # the number of the unit that everybody begins with


class Unit(BaseModel):
    """One of the units that a person keeps apart. number: never given twice to one person; name: none as long as
    there has been no other unit."""

    number: int = FIRST_UNIT
    name: str = ""


class Interview(BaseModel):
    """What is kept of the check of one unit, and never reaches another.

    answers: by name, never by position; previous: the answers of the check before; trail: the questions in the order in
    which they were answered; warned: items already said to be failing; apart: the questions of a list that are asked
    alone, true where the list said that there was a case; undated: date questions whose day the person does not know;
    thorough: they want to be asked what cannot change a verdict any more, as its clause fails already; concluded: a
    verdict was shown; verdict: the one last shown, by its name in `Overall`, also when the check was begun again;
    beneath: what stood open before the screens about deadlines or units, to go on with.
    """

    unit: Unit = Field(default_factory=Unit)
    answers: Answered = Field(default_factory=dict)
    previous: Answered = Field(default_factory=dict)
    trail: list[str] = Field(default_factory=list)
    warned: list[str] = Field(default_factory=list)
    apart: dict[str, bool] = Field(default_factory=dict)
    undated: list[str] = Field(default_factory=list)
    thorough: bool = False
    concluded: bool = False
    verdict: str = ""
    beneath: OpenScreen | None = None


class Deadline(BaseModel):
    """A day that somebody keeps an eye on. What it is follows from `kind`, which names one of the kinds of deadline of
    the text, and from `since`.

    number: never given twice to one person; unit: the number of the one that it is a deadline of; since: the day it is
    counted from, that of the change, of the title, of the decision, of putting online (of a review: the first day of
    the month chosen); due: the last day, as the person was last told; matters, platform: of a filing; done_on: filed
    on; sent: the stages that were reminded of or overtaken, by their ids, each with the day on which it was (None: not
    known; see `is_said`); muted: no reminders wanted; snoozed_until: none before this day; doubtful: of the last
    reminder it is not known whether it arrived; uid, sequence: of the entry in a calendar.
    """

    number: int
    unit: int = FIRST_UNIT
    kind: str
    since: date
    due: date
    matters: list[str] = Field(default_factory=list)
    platform: str = ""
    done_on: date | None = None
    sent: dict[str, date | None] = Field(default_factory=dict)
    muted: bool = False
    snoozed_until: date | None = None
    doubtful: bool = False
    uid: str = ""
    sequence: int = 0

    @field_validator("sent", mode="before")
    @classmethod
    def _without_days(cls, sent: object) -> object:
        """Sessions stored before 2026-12 name the stages alone."""
        return dict.fromkeys(sent) if isinstance(sent, list) else sent


class Draft(BaseModel):
    """A deadline being entered, or (`number`) being given another day.

    spans: the days that were said: one day alone is it; of a week or a month the day is still to be asked for, of
    several days which one is meant; more: further ones, to be entered after it.
    """

    kind: str
    matters: list[str] = Field(default_factory=list)
    spans: list[Period] = Field(default_factory=list)
    platform: str = ""
    number: int = 0
    more: list[Draft] = Field(default_factory=list)


class Undo(BaseModel):
    """The last thing done to a deadline can be taken back on the day it was done. `before`: as it was."""

    what: Literal["filed", "dated", "deleted"]
    before: Deadline
    on: date


_ALL_STAGES = [20, 10, 5, 3, 1, 0, -1]  # what stood in `stages` where nobody had chosen, before 2026-12


class Reminding(BaseModel):
    """How a person wants to be reminded: at which hour (9 to 20), and of what they have to do at which of the stages
    of its kind; `chosen` is None until they choose."""

    hour: int = 9
    chosen: list[int] | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_defaults(cls, stored: object) -> object:
        """Sessions stored before 2026-12 hold the stages also of those who never chose."""
        if not isinstance(stored, dict) or "stages" not in stored:
            return stored
        stages = stored["stages"]
        return {"hour": stored.get("hour", 9), "chosen": None if stages == _ALL_STAGES else stages}


class Session(Interview):
    """One person's document: the interview of the unit that is spoken of now, those of the others, which rest, and what
    is kept of the person whichever unit is spoken of.

    text: the id of the text that it is about; resting: the interviews of the other units; units_numbered: the last
    number given to a unit; revision: counts the screens; opened: the revision from which on the open screen asks what
    it asks; beside: the buttons under what was last said beside it, to be named in words (None: the last thing done
    looked nothing up); clause: the one that the last question was answered by, to which follow-ups refer; inquired: the
    words of that question that the text's own lists have; point: what it was taken to be about; reported: the point
    last said to be missed or wrong; runners_up: the clauses next in line for it; draft: the deadline being entered;
    deadlines: the days kept for the person, of all units; numbered: the last number given to one; undo: the last thing
    done to one; reminded: the numbers of those whose reminders have come since the open screen was last shown;
    reminding: how to remind; wants_notice: to be told of this year's call for applications; seen_on: the last day on
    which they did something; album: the last one that was answered; leaving: all else was deleted, and only the word
    that it was is still to go out; paused: they cannot be reached, as they blocked the assistant; outbox: effects
    decided and not yet known to have been delivered; held_since, held_until, tries: since when they wait, when they are
    tried again, and how often they were; wake: when to look at this session next, as the index has it; place: where the
    channel put the last screen; shown: the revisions of the last screens by the places where they stand, the newest
    last; reminders: likewise the numbers of the deadlines of the last reminders.
    """

    schema_version: int = 1
    text: str = DEFAULT
    resting: list[Interview] = Field(default_factory=list)
    units_numbered: int = FIRST_UNIT
    screen: OpenScreen = Field(default_factory=OpenScreen)
    revision: int = 0
    opened: int = 0
    beside: list[Button] | None = None
    clause: str = ""
    inquired: str = ""
    point: str = ""
    reported: str = ""
    runners_up: list[str] = Field(default_factory=list)
    draft: Draft | None = None
    deadlines: list[Deadline] = Field(default_factory=list)
    numbered: int = 0
    undo: Undo | None = None
    reminded: list[int] = Field(default_factory=list)
    reminding: Reminding = Field(default_factory=Reminding)
    wants_notice: bool = False
    seen_on: date | None = None
    album: str = ""
    leaving: bool = False
    paused: bool = False
    outbox: list[Effect] = Field(default_factory=list)
    held_since: datetime | None = None
    held_until: datetime | None = None
    tries: int = 0
    wake: datetime | None = None
    place: str | None = None
    shown: dict[str, int] = Field(default_factory=dict)
    reminders: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _without_words(cls, stored: object) -> object:
        """Sessions stored before 2026-12 hold more words of the last question."""
        if not isinstance(stored, dict) or "inquired" not in stored or "reported" in stored:
            return stored
        return {name: value for name, value in stored.items() if name != "inquired"}

    def unit_named(self, number: int) -> str:
        """The name of the unit, where there are several; else nothing, as nobody needs to be told."""
        names = {each.unit.number: each.unit.name for each in (self, *self.resting)}
        return names[number] if self.resting else ""


STRANGER = Session()  # of whom nothing is kept; to compare with, never to be changed
