"""Where the deadlines of a person stand, at which stages they are reminded of, and when to look again. No words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from dialogs.session import Deadline, Reminding, Session
from knowledge.law import Law
from rules import texts
from rules.calendar.days import ONE_DAY
from rules.calendar.working_days import Calendar
from rules.engine.deadlines import DeadlineKind, Stage, Standing

DAY_BEGINS, DAY_ENDS = 9, 21  # hours of Beijing; quiet in between
SNOOZED = "snoozed"


def kinds(session: Session) -> Mapping[str, DeadlineKind]:
    """The kinds of deadline of the text that the conversation is about, by id."""
    return texts.book(session.text).deadlines


@dataclass(frozen=True)
class Tracked:
    """A deadline that is kept, as it stands today by the working days that are known now. unit: the name of the one
    that it is a deadline of, where there are several."""

    deadline: Deadline
    kind: DeadlineKind
    law: Law
    reminding: Reminding
    calendar: Calendar
    today: date
    unit: str = ""

    @cached_property
    def last_day(self) -> date:
        """Raises OutOfRange, as all that rests on it."""
        return self.kind.last_day(self.deadline.since, self.calendar)

    @cached_property
    def next_day(self) -> date:
        """The day that counts next: of what comes every year not the first one."""
        return self.kind.next_day(self.deadline.since, self.calendar, self.today)

    @cached_property
    def standing(self) -> Standing:
        if self.deadline.done_on:
            return Standing.DONE
        return self.kind.standing(self.deadline.since, self.calendar, self.today)

    @property
    def runs(self) -> bool:
        """Whether it is still before the person."""
        return self.deadline.done_on is None and self.kind.runs(self.deadline.since, self.calendar, self.today)

    @property
    def too_late(self) -> bool:
        """Whether what was to be done is not done, and its last day has passed."""
        return self.kind.to_be_done and self.standing is Standing.OVERDUE

    @property
    def provisional(self) -> bool:
        return self.kind.provisional(self.deadline.since, self.calendar)

    @property
    def moved_to(self) -> date | None:
        """The last day, where it is no longer the one that the person was told."""
        moved = self.kind.by_working_days and not self.deadline.done_on and self.last_day != self.deadline.due
        return self.last_day if moved else None

    @cached_property
    def stages(self) -> list[Stage]:
        """Every day on which the person is to hear of it, in order; none before the day it was snoozed to."""
        if self.deadline.muted or self.deadline.done_on:
            return []
        planned = list(self.kind.schedule(self.deadline.since, self.calendar, self.reminding.chosen))
        if until := self.deadline.snoozed_until:
            planned = [Stage(SNOOZED, until), *(stage for stage in planned if stage.on > until)]
        return planned

    @property
    def overtaken(self) -> list[Stage]:
        """The stages up to and with today: said already by the answer that is given on entering."""
        return [stage for stage in self.stages if stage.on <= self.today and stage.id != SNOOZED]

    @property
    def unsaid(self) -> Iterator[Stage]:
        """In order. What lies before a stage that was said is over, as a stage may be new to the text since."""
        told = max((stage.on for stage in self.stages if self.is_said(stage)), default=date.min)
        ahead = (stage for stage in self.stages if stage.on >= told or stage.id == SNOOZED)
        return (stage for stage in ahead if not self.is_said(stage))

    def is_said(self, stage: Stage) -> bool:
        """Whether the person was told of the stage on its day or later, and not on a day that is still to come.

        So a stage that lies ahead of today is never said: it may be marked as such by a clock that was ahead for a
        while, or by a day that has moved since.
        """
        if stage.id not in self.deadline.sent:
            return False
        said = self.deadline.sent[stage.id] or max(stage.on, self.today)
        return stage.on <= said <= self.today


def track(session: Session, deadline: Deadline, calendar: Calendar, today: date) -> Tracked:
    book = texts.book(session.text)
    unit, kind = session.unit_named(deadline.unit), book.deadlines[deadline.kind]
    return Tracked(deadline, kind, book.law, session.reminding, calendar, today, unit)


def track_all(session: Session, calendar: Calendar, today: date) -> list[Tracked]:
    return [track(session, deadline, calendar, today) for deadline in session.deadlines]


def due_now(session: Session, calendar: Calendar, now: datetime) -> tuple[Tracked, list[Stage]] | None:
    """The deadline to speak of first, with the stages that its reminder stands for, the earliest first; None where
    there is nothing to say."""
    found = (
        (one, come)
        for one in track_all(session, calendar, now.date())
        if (come := [stage for stage in one.unsaid if _moment(stage, session.reminding, now) <= now])
    )
    return min(found, key=lambda due: (due[0].deadline.due, due[0].deadline.number), default=None)


def next_wake(session: Session, calendar: Calendar, now: datetime) -> datetime | None:
    """When something is to be said next: `now` where it is overdue, never in the quiet hours; None for never."""
    if session.paused:
        return None
    wakes, soonest = [], waking_hour(now, session.reminding)
    for one in track_all(session, calendar, now.date()):
        if one.moved_to:
            wakes.append(soonest)
        if following := next(one.unsaid, None):
            wakes.append(max(_moment(following, session.reminding, now), soonest))
    return min(wakes, default=None)


def _moment(stage: Stage, reminding: Reminding, now: datetime) -> datetime:
    return datetime.combine(stage.on, time(reminding.hour), now.tzinfo)


def waking_hour(now: datetime, reminding: Reminding) -> datetime:
    """`now`, or in the quiet hours the hour at which the person next wants to be reminded."""
    if DAY_BEGINS <= now.hour < DAY_ENDS:
        return now
    day = now.date() + ONE_DAY if now.hour >= DAY_ENDS else now.date()
    return datetime.combine(day, time(reminding.hour), now.tzinfo)
