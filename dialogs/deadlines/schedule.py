"""When a deadline ends, at which stages it is reminded of, and when to look again. Days only, no words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dialogs.session import Deadline, DeadlineKind, Reminding, Session
from rules.beijing_2019 import deadlines as law
from rules.beijing_2019.deadlines import FilingDeadline
from rules.calendar.days import ONE_DAY, Period
from rules.calendar.working_days import YEARS, Calendar

DAY_BEGINS, DAY_ENDS = 9, 21  # hours of Beijing; quiet in between
BEFORE_TITLE_ENDS = timedelta(days=30)
SNOOZED = "snoozed"
CLAUSES: dict[DeadlineKind, str] = {
    "filing": "17",
    "title": "13",
    "review": "15",
    "revoked": "14.0",
    "failed_review": "15",
    "publicity": "11",
}


class Stage(NamedTuple):
    """A day on which something is to be said. Of a filing the id is the number of working days left."""

    id: str
    on: date


class Due(NamedTuple):
    """What is to be said now: the stages whose time has come, the earliest first."""

    deadline: Deadline
    stages: tuple[Stage, ...]


def filing_deadline(deadline: Deadline, calendar: Calendar) -> FilingDeadline:
    return law.filing_deadline(deadline.since, calendar)


def last_day(kind: DeadlineKind, since: date, calendar: Calendar) -> date:
    """The day on which it ends, by the calendar as it is known now. Raises OutOfRange."""
    match kind:
        case "filing":
            return law.filing_deadline(since, calendar).due
        case "title":
            return law.title_end(since).day
        case "revoked":
            return law.ban_last_day(since, "14").day
        case "failed_review":
            return law.ban_last_day(since, "15").day
        case "publicity":
            return law.publicity_last_day(since).day
        case "review":
            return Period.of(since.year, since.month).last


def next_day(deadline: Deadline, calendar: Calendar, today: date) -> date:
    """The day that counts next: the last one, and of a review, which comes every year, the end of its next month."""
    if deadline.kind != "review":
        return last_day(deadline.kind, deadline.since, calendar)
    begins = max(today.year, deadline.since.year)
    month_ends = (Period.of(year, deadline.since.month).last for year in (begins, begins + 1))
    return next(end for end in month_ends if end >= today)


def runs(deadline: Deadline, calendar: Calendar, today: date) -> bool:
    """Whether it is still before the person: a filing until it is filed, however late."""
    match deadline.kind:
        case "filing":
            return deadline.done_on is None
        case "revoked" | "failed_review" | "publicity":
            return today <= last_day(deadline.kind, deadline.since, calendar) + ONE_DAY
        case "title" | "review":
            return next_day(deadline, calendar, today) >= today


def stages(deadline: Deadline, reminding: Reminding, calendar: Calendar) -> list[Stage]:
    """Every day on which the person is to hear of it, in order; none before the day it was snoozed to."""
    if deadline.muted or deadline.done_on:
        return []
    planned = list(_stages(deadline, reminding, calendar))
    if until := deadline.snoozed_until:
        planned = [stage for stage in planned if stage.on > until]
        planned = [Stage(SNOOZED, until), *planned]
    return planned


def _stages(deadline: Deadline, reminding: Reminding, calendar: Calendar) -> Iterator[Stage]:
    end = last_day(deadline.kind, deadline.since, calendar)
    match deadline.kind:
        case "filing":
            every = law.reminders(end, calendar)
            yield from (Stage(str(each.left), each.on) for each in every if each.left in reminding.stages)
        case "title":
            yield from (
                Stage("year", law.reapply_from(deadline.since).day),
                Stage("30", end - BEFORE_TITLE_ENDS),
                Stage("0", end),
            )
        case "revoked" | "failed_review":
            yield Stage("free", end + ONE_DAY)
        case "publicity":
            yield Stage("0", end)
        case "review":
            month = deadline.since.month
            yield from (Stage(str(year), date(year, month, 1)) for year in range(deadline.since.year, YEARS.stop))


def overtaken(deadline: Deadline, reminding: Reminding, calendar: Calendar, today: date) -> list[Stage]:
    """The stages up to and with today: said already by the answer that is given on entering."""
    come = (stage for stage in stages(deadline, reminding, calendar) if stage.on <= today)
    return [stage for stage in come if stage.id != SNOOZED]


def is_said(deadline: Deadline, stage: Stage, today: date) -> bool:
    """Whether the person was told of the stage on its day or later, and not on a day that is still to come.

    So a stage that lies ahead of today is never said: it may be marked as such by a clock that was ahead for a while,
    or by a day that has moved since.
    """
    if stage.id not in deadline.sent:
        return False
    said = deadline.sent[stage.id] or max(stage.on, today)
    return stage.on <= said <= today


def moved_to(deadline: Deadline, calendar: Calendar) -> date | None:
    """The last day, where it is no longer the one that the person was told."""
    if deadline.kind != "filing" or deadline.done_on:
        return None
    end = last_day("filing", deadline.since, calendar)
    return end if end != deadline.due else None


def due_now(session: Session, calendar: Calendar, now: datetime) -> Due | None:
    """The deadline to speak of first, with the stages that its reminder stands for; None where there is none."""
    found = []
    for deadline in session.deadlines:
        come = tuple(
            stage
            for stage in stages(deadline, session.reminding, calendar)
            if not is_said(deadline, stage, now.date()) and _moment(stage, session.reminding, now) <= now
        )
        if come:
            found.append(Due(deadline, come))
    return min(found, key=lambda due: (due.deadline.due, due.deadline.number), default=None)


def next_wake(session: Session, calendar: Calendar, now: datetime) -> datetime | None:
    """When something is to be said next: `now` where it is overdue, never in the quiet hours; None for never."""
    if session.paused:
        return None
    return min(_wakes(session, calendar, now), default=None)


def _wakes(session: Session, calendar: Calendar, now: datetime) -> Iterator[datetime]:
    soonest = waking_hour(now, session.reminding)
    for deadline in session.deadlines:
        if moved_to(deadline, calendar):
            yield soonest
        for stage in stages(deadline, session.reminding, calendar):
            if not is_said(deadline, stage, now.date()):
                yield max(_moment(stage, session.reminding, now), soonest)
                break


def _moment(stage: Stage, reminding: Reminding, now: datetime) -> datetime:
    return datetime.combine(stage.on, time(reminding.hour), now.tzinfo)


def waking_hour(now: datetime, reminding: Reminding) -> datetime:
    """`now`, or in the quiet hours the hour at which the person next wants to be reminded."""
    if DAY_BEGINS <= now.hour < DAY_ENDS:
        return now
    day = now.date() + ONE_DAY if now.hour >= DAY_ENDS else now.date()
    return datetime.combine(day, time(reminding.hour), now.tzinfo)
