"""What is said when a reminder is due or a deadline has moved: nothing that was said before, and only what is true now.

A reminder is marked as said in the step that decides it. One that could not be delivered is taken back
(`undelivered`), and decided anew when the person can be reached.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from dialogs import citing
from dialogs.deadlines import filing
from dialogs.deadlines.schedule import (
    CLAUSES,
    SNOOZED,
    Due,
    Stage,
    due_now,
    filing_deadline,
    is_said,
    last_day,
    moved_to,
    next_day,
    overtaken,
    stages,
    waking_hour,
)
from dialogs.effects import Remind
from dialogs.session import Deadline, Session
from dialogs.views import Block, Button, Rows, View, note, strong, text
from dialogs.wording import zh as wording
from rules.calendar.working_days import Calendar
from rules.engine import figures
from rules.texts import book


def woken(session: Session, calendar: Calendar, now: datetime) -> list[Remind]:
    """The one reminder to be sent first, marked as said in the session; further ones at the next call."""
    _unsay_what_is_to_come(session, now.date())
    if session.paused or waking_hour(now, session.reminding) != now:
        return []
    if reminder := _moved(session, calendar, now.date()):
        return [reminder]
    if due := due_now(session, calendar, now):
        return [_remind(session, due, calendar, now.date())]
    return []


def _unsay_what_is_to_come(session: Session, today: date) -> None:
    """What was said on a day that has not come was said by a clock that was ahead, and is said again in its time."""
    for deadline in session.deadlines:
        said = {stage: on for stage, on in deadline.sent.items() if on is None or on <= today}
        if len(said) < len(deadline.sent):
            lost = [_snoozed_to(stage) for stage in deadline.sent.keys() - said.keys() if stage.startswith(SNOOZED)]
            until = max(lost, default=deadline.snoozed_until)
            put(session, deadline.model_copy(update={"sent": said, "snoozed_until": until}))


def _snoozed(until: date) -> str:
    """Under which it is remembered that a deadline was spoken of on the day to which it was snoozed."""
    return f"{SNOOZED}:{until.isoformat()}"


def _snoozed_to(stage: str) -> date:
    return date.fromisoformat(stage.partition(":")[2])


def undelivered(session: Session, reminder: Remind, in_doubt: bool, today: date) -> None:
    """Take the reminder back; the next one says that it may be the second where this one may have arrived."""
    for deadline in session.deadlines:
        if deadline.number == reminder.number:
            changes: dict[str, object] = {
                "sent": {
                    stage: on for stage, on in deadline.sent.items() if stage.partition(":")[0] not in reminder.stages
                },
                "doubtful": in_doubt or reminder.again,
            }
            if SNOOZED in reminder.stages:
                changes["snoozed_until"] = today
            if reminder.moved_from:
                changes |= {"due": reminder.moved_from, "sequence": deadline.sequence - 1}
            put(session, deadline.model_copy(update=changes))


def put(session: Session, deadline: Deadline) -> None:
    """The session with this deadline in the place of the one with its number, or as a new one."""
    others = [each for each in session.deadlines if each.number != deadline.number]
    session.deadlines = sorted([*others, deadline], key=lambda each: each.number)


def with_said(deadline: Deadline, stages: Iterable[Stage], today: date) -> Deadline:
    """The deadline when the person was told today of those of the stages that were not said before."""
    fresh = {stage.id: today for stage in stages if not is_said(deadline, stage, today)}
    return deadline.model_copy(update={"sent": deadline.sent | fresh})


# Due


def _remind(session: Session, due: Due, calendar: Calendar, today: date) -> Remind:
    deadline = due.deadline
    blocks = [text(strong(headline(deadline, calendar, today)))]
    if is_late(deadline, calendar, today):
        blocks.append(text(wording.FILING_LATE))
    if (first := due.stages[0].on) < today:
        blocks.append(note(wording.REMINDER_LATE.format(day=figures.day(first))))
    if deadline.doubtful:
        blocks.append(note(wording.REMINDER_AGAIN))
    blocks.append(citing.clause(book(session.text).law, CLAUSES[deadline.kind]))
    told, said = deadline.model_copy(update={"doubtful": False}), due.stages
    if deadline.snoozed_until and any(stage.id == SNOOZED for stage in said):
        remembered = deadline.sent | {_snoozed(deadline.snoozed_until): today}
        told = told.model_copy(update={"snoozed_until": None, "sent": remembered})
        said = tuple(overtaken(told, session.reminding, calendar, today))
    put(session, with_said(told, said, today))
    view = View(blocks=tuple(blocks), rows=buttons(deadline))
    stages = tuple(stage.id for stage in due.stages)
    return Remind(view=view, number=deadline.number, stages=stages, again=deadline.doubtful)


def headline(deadline: Deadline, calendar: Calendar, today: date) -> str:
    """What the deadline is and how it stands today, in a sentence."""
    end = last_day(deadline.kind, deadline.since, calendar)
    day, name = figures.weekday(end), title(deadline)
    match deadline.kind:
        case "filing" if end < today:
            return wording.FILING_PASSED.format(name=name, day=day)
        case "filing" if end == today:
            return wording.FILING_TODAY.format(name=name, day=day)
        case "filing":
            words = wording.FILING_RUNS.format(name=name, day=day, left=calendar.working_days_between(today, end))
            return words + (wording.PROVISIONAL_MARK if filing_deadline(deadline, calendar).provisional else "")
        case "title":
            return (wording.TITLE_ENDED if end < today else wording.TITLE_ENDS).format(day=day, year=end.year)
        case "review" if today.month == deadline.since.month:
            return wording.REVIEW_MONTH.format(month=deadline.since.month)
        case "review":
            year = next_day(deadline, calendar, today).year
            return wording.REVIEW_KEPT.format(month=deadline.since.month, year=year)
        case "revoked" | "failed_review":
            return (wording.BAN_OVER if end < today else wording.BAN_RUNS).format(name=name, day=day)
        case "publicity":
            return (wording.PUBLICITY_OVER if end < today else wording.PUBLICITY_ENDS).format(day=day)


def is_late(deadline: Deadline, calendar: Calendar, today: date) -> bool:
    """Whether it is a filing whose last day has passed."""
    return deadline.kind == "filing" and last_day("filing", deadline.since, calendar) < today


def title(deadline: Deadline) -> str:
    """What the deadline is, in a few words, with the platform where it was named."""
    name = wording.DEADLINE_KINDS[deadline.kind]
    if deadline.matters:
        name = wording.FILING_TITLE.format(name=name, matters=filing.matters_named(deadline.matters))
    return wording.OF_PLATFORM.format(platform=deadline.platform, name=name) if deadline.platform else name


def buttons(deadline: Deadline) -> Rows:
    """What stands under every reminder. They belong to no screen, and name the deadline."""
    number = deadline.number
    done = (Button(label=wording.FILED, action=f"filed:{number}"),) if deadline.kind == "filing" else ()
    return (
        (*done, Button(label=wording.SNOOZE, action=f"snooze:{number}")),
        (
            Button(label=wording.MUTE, action=f"mute:{number}"),
            Button(label=wording.ALL_DEADLINES, action="deadlines"),
        ),
    )


# Moved


def _moved(session: Session, calendar: Calendar, today: date) -> Remind | None:
    """The old day and the new one, side by side; stages overtaken by the move are not said again."""
    for deadline in session.deadlines:
        end = moved_to(deadline, calendar)
        if end is None:
            continue
        words = wording.MOVED.format(name=title(deadline), old=figures.weekday(deadline.due), new=figures.weekday(end))
        blocks: list[Block] = [text(strong(words)), text(headline(deadline, calendar, today))]
        if deadline.doubtful:
            blocks.append(note(wording.REMINDER_AGAIN))
        blocks.append(citing.clause(book(session.text).law, CLAUSES["filing"]))
        passed = [stage for stage in stages(deadline, session.reminding, calendar) if stage.on <= today]
        fresh = [each for each in passed if each.id != SNOOZED and not is_said(deadline, each, today)]
        moved = {"due": end, "sequence": deadline.sequence + 1, "doubtful": False}
        put(session, with_said(deadline.model_copy(update=moved), fresh, today))
        view = View(blocks=tuple(blocks), rows=buttons(deadline))
        ids = tuple(stage.id for stage in fresh)
        return Remind(view=view, number=deadline.number, stages=ids, moved_from=deadline.due, again=deadline.doubtful)
    return None
