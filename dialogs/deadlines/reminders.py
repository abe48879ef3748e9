"""What is said when a reminder is due or a deadline has moved: nothing that was said before, and only what is true now.

A reminder is marked as said in the step that decides it. One that could not be delivered is taken back
(`undelivered`), and decided anew when the person can be reached.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from dialogs import actions, citing
from dialogs.deadlines import sentences
from dialogs.deadlines.schedule import SNOOZED, Tracked, due_now, track_all, waking_hour
from dialogs.effects import Amend, Remind
from dialogs.session import Deadline, Session
from dialogs.views import Block, Rows, View, note, strong, text
from dialogs.wording import zh as wording
from rules.calendar.working_days import Calendar
from rules.engine import figures
from rules.engine.deadlines import Stage


def woken(session: Session, calendar: Calendar, now: datetime) -> list[Remind]:
    """The one reminder to be sent first, marked as said in the session; further ones at the next call."""
    _unsay_what_is_to_come(session, now.date())
    if session.paused or waking_hour(now, session.reminding) != now:
        return []
    moved = next((one for one in track_all(session, calendar, now.date()) if one.moved_to), None)
    due = due_now(session, calendar, now)
    if moved and moved.moved_to:
        said = _tell_of_move(session, moved, moved.moved_to)
    elif due:
        said = _remind(session, *due)
    else:
        return []
    session.reminded = [*(other for other in session.reminded if other != said.number), said.number]
    return [said]


def _unsay_what_is_to_come(session: Session, today: date) -> None:
    """What was said on a day that has not come was said by a clock that was ahead, and is said again in its time."""
    for deadline in session.deadlines:
        said = {stage: on for stage, on in deadline.sent.items() if on is None or on <= today}
        if len(said) < len(deadline.sent):
            snoozed = (stage.partition(":")[2] for stage in deadline.sent.keys() - said.keys() if SNOOZED in stage)
            unsaid = deadline.model_copy()
            unsaid.sent = said
            unsaid.snoozed_until = max(map(date.fromisoformat, snoozed), default=deadline.snoozed_until)
            put(session, unsaid)


def undelivered(session: Session, reminder: Remind, in_doubt: bool, today: date) -> None:
    """Take the reminder back; the next one says that it may be the second where this one may have arrived."""
    session.reminded = [number for number in session.reminded if number != reminder.number]
    for deadline in session.deadlines:
        if deadline.number == reminder.number:
            again = deadline.model_copy()
            again.sent = {
                stage: on for stage, on in deadline.sent.items() if stage.partition(":")[0] not in reminder.stages
            }
            again.doubtful = in_doubt or reminder.again
            if SNOOZED in reminder.stages:
                again.snoozed_until = today
            if reminder.moved_from:
                again.due, again.sequence = reminder.moved_from, deadline.sequence - 1
            put(session, again)


def put(session: Session, deadline: Deadline) -> None:
    """The session with this deadline in the place of the one with its number, or as a new one."""
    others = [each for each in session.deadlines if each.number != deadline.number]
    session.deadlines = sorted([*others, deadline], key=lambda each: each.number)


def with_said(one: Tracked, stages: Iterable[Stage]) -> Deadline:
    """The deadline when the person was told today of those of the stages that were not said before."""
    told = one.deadline.model_copy()
    told.sent = told.sent | {stage.id: one.today for stage in stages if not one.is_said(stage)}
    return told


def _remind(session: Session, one: Tracked, stages: list[Stage]) -> Remind:
    deadline = one.deadline
    blocks = [text(strong(sentences.reminder(one)))]
    if one.too_late:
        blocks += sentences.on_lateness(one)
    if (first := stages[0].on) < one.today:
        blocks.append(note(wording.REMINDER_LATE.format(day=figures.day(first))))
    told = deadline.model_copy()
    told.doubtful = False
    after, said = replace(one, deadline=told), stages
    if deadline.snoozed_until and any(stage.id == SNOOZED for stage in stages):
        # remembered with the day to which it was snoozed
        told.sent = deadline.sent | {f"{SNOOZED}:{deadline.snoozed_until}": one.today}
        told.snoozed_until = None
        said = after.overtaken
    put(session, with_said(after, said))
    return _reminder(one, blocks, stages)


def _tell_of_move(session: Session, one: Tracked, to: date) -> Remind:
    """The old day and the new one, side by side; stages overtaken by the move are not said again."""
    old = one.deadline.due
    words = wording.MOVED.format(name=sentences.title(one), old=figures.weekday(old), new=figures.weekday(to))
    fresh = [stage for stage in one.overtaken if not one.is_said(stage)]
    told = with_said(one, fresh)
    told.due, told.sequence, told.doubtful = to, told.sequence + 1, False
    put(session, told)
    return _reminder(one, [text(strong(words)), text(sentences.reminder(one))], fresh, moved_from=old)


def _reminder(one: Tracked, blocks: list[Block], stages: list[Stage], moved_from: date | None = None) -> Remind:
    again = [note(wording.REMINDER_AGAIN)] if one.deadline.doubtful else []
    return Remind(
        view=View(blocks=(*blocks, *again, citing.clause(one.law, one.kind.clause)), rows=buttons(one)),
        number=one.deadline.number,
        stages=tuple(stage.id for stage in stages),
        moved_from=moved_from,
        again=one.deadline.doubtful,
    )


def amended(one: Tracked, deleted: bool = False) -> Amend:
    """What its reminders say from now on: without buttons once it is over."""
    if deleted:
        words = sentences.fill(one, wording.REMINDER_DELETED)
    elif one.deadline.done_on:
        words = sentences.fill(one, wording.REMINDER_DONE, day=figures.day(one.deadline.done_on))
    else:
        return Amend(
            view=View(blocks=(text(strong(sentences.reminder(one))),), rows=buttons(one)), number=one.deadline.number
        )
    return Amend(view=View(blocks=(text(words),)), number=one.deadline.number)


def buttons(one: Tracked) -> Rows:
    """What stands under every reminder. They belong to no screen, and name the deadline."""
    number = one.deadline.number
    done = (actions.FILED.button(sentences.done_label(one.kind), number),) if one.kind.to_be_done else ()
    return (
        (*done, actions.SNOOZE.button(wording.SNOOZE, number)),
        (actions.MUTE.button(wording.MUTE, number), actions.DEADLINES.button(wording.ALL_DEADLINES)),
    )
