"""What is said of a deadline by how it stands: in a reminder, in the list, on its screen, in an answer, in a calendar.

Here alone the sentences are chosen and filled in: those of its kind (`rules/<id>/wording.py`) before those of all.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from dialogs.deadlines.schedule import Tracked
from dialogs.session import Deadline
from dialogs.views import Block, note, strong, text
from dialogs.wording import zh as wording
from dialogs.wording import zh_units as units
from rules.engine import figures
from rules.engine.deadlines import DeadlineKind, Sentences, Standing


def title(one: Tracked) -> str:
    """With its unit in front, where there are several."""
    words = name(one.kind, one.deadline)
    return units.DEADLINE_OF_UNIT.format(name=one.unit, title=words) if one.unit else words


def name(kind: DeadlineKind, deadline: Deadline) -> str:
    """What the deadline is, in a few words, with the platform where it was named."""
    words = kind.words.name
    if deadline.matters:
        words = wording.WITH_MATTERS.format(name=words, matters=matters_named(kind, deadline.matters))
    return wording.OF_PLATFORM.format(platform=deadline.platform, name=words) if deadline.platform else words


def matters_named(kind: DeadlineKind, matters: Iterable[str]) -> str:
    return wording.LIST_COMMA.join(kind.matters[matter] for matter in matters)


def done_label(kind: DeadlineKind) -> str:
    """The button by which the person says that it is done."""
    return wording.IS_DONE.format(act=kind.words.act)


def hour(number: int) -> str:
    """With the part of the day, on a clock of twelve hours."""
    part = next(words for words, hours in wording.HOURS.items() if number in hours)
    return wording.HOUR.format(part=part, hour=number if number <= 12 else number - 12)


def fill(one: Tracked, sentence: str, **more: str) -> str:
    """A sentence of the catalogue about this deadline; `more` is what it says besides, or otherwise.

    event, act: of its kind; done, redate, delete: buttons; day: the one that counts next, with its year and month;
    since: the day that it is counted from; left, late: how many days are left until the last one, or have passed since.
    """
    left = one.kind.days_between(one.today, one.next_day, one.calendar)
    since = one.deadline.since
    fields = {
        "name": title(one),
        "event": one.kind.words.event,
        "act": one.kind.words.act,
        "done": done_label(one.kind),
        "redate": wording.REDATE,
        "delete": wording.DELETE,
        "day": figures.weekday(one.next_day),
        "year": one.next_day.year,
        "month": one.next_day.month,
        "since": figures.day(since),
        "since_short": figures.short_day(since),
        "since_weekday": figures.weekday(since),
        "left": _days(one.kind, left),
        "late": _days(one.kind, -left) if left < 0 else "",
    }
    return sentence.format(**fields | more)


def reminder(one: Tracked) -> str:
    """What the deadline is and how it stands today, in a sentence."""
    common = wording.DUTY_REMINDER if one.kind.to_be_done else wording.DATE_REMINDER
    return _said(one, one.kind.words.reminder, common, wording.REMINDER_PROVISIONAL)


def line(one: Tracked) -> str:
    """The same of one that runs, in a line of the list."""
    common = wording.DUTY_LINE if one.kind.to_be_done else wording.DATE_LINE
    return _said(one, one.kind.words.line, common, wording.LINE_PROVISIONAL)


def on_its_screen(one: Tracked) -> list[Block]:
    """The same at length, and how it was counted."""
    if not one.kind.to_be_done:
        counted = fill(one, one.kind.words.counted)
        return [text(strong(reminder(one))), *([note(counted)] if counted else [])]
    if done_on := one.deadline.done_on:
        words = fill(one, wording.DONE_ON, day=figures.weekday(done_on), how=_in_time(one, done_on))
        return [text(strong(words)), *(on_lateness(one) if done_on > one.last_day else ())]
    left = (fill(one, wording.DAYS_LEFT),) if one.standing is Standing.RUNNING else ()
    blocks = [text(strong(fill(one, wording.DUTY_SCREEN[one.standing])), *left)]
    if one.standing is Standing.PLANNED:
        blocks.append(text(fill(one, wording.PLANNED_HOW)))
    return [*blocks, *(on_lateness(one) if one.too_late else ()), *_how_counted(one)]


def in_answer(one: Tracked) -> list[Block]:
    """The same of one that is not kept, but was asked about."""
    how_long = wording.ANSWER_OVER if one.too_late else wording.DAYS_LEFT
    due = text(strong(fill(one, wording.ANSWER_DUE)), fill(one, how_long))
    return [due, *(on_lateness(one) if one.too_late else ()), *_how_counted(one)]


def over(one: Tracked) -> str:
    """Of one that runs no more: when it was done and whether in time, or when it ended."""
    if done_on := one.deadline.done_on:
        return fill(one, wording.DONE_LINE, day=figures.day(done_on), how=_in_time(one, done_on))
    return fill(one, wording.ENDED_LINE, day=figures.day(one.last_day))


def entry(one: Tracked, name: str) -> str:
    """The title of its entry in a calendar, where its own title has to be written as `name`."""
    return fill(one, one.kind.words.entry, name=name)


def entry_description(one: Tracked) -> Iterator[str]:
    if one.kind.to_be_done:
        yield fill(one, one.kind.words.counted + wording.CALENDAR_DONE)
    if one.provisional:
        yield fill(one, wording.PROVISIONAL)
    if one.kind.words.note:
        yield one.kind.words.note


def _said(one: Tracked, own: Sentences, common: Sentences, provisional: str) -> str:
    """The sentence of its kind, or else the common one; marked where it is ahead and may still move."""
    may_move = one.standing in (Standing.PLANNED, Standing.RUNNING) and one.provisional
    return fill(one, own.get(one.standing) or common[one.standing]) + (provisional if may_move else "")


def _in_time(one: Tracked, done_on: date) -> str:
    """Whether it was done in time, and by how much before or after."""
    due = one.last_day
    if done_on == due:
        return wording.DONE_ON_LAST_DAY
    days = one.kind.days_between(done_on, due, one.calendar)
    if done_on < due:
        return wording.DONE_EARLY.format(days=_days(one.kind, days))
    words = wording.DONE_LATE if days else wording.DONE_JUST_LATE
    return words.format(due=figures.weekday(due), days=_days(one.kind, -days))


def _days(kind: DeadlineKind, count: int) -> str:
    return (wording.WORKING_DAYS if kind.by_working_days else wording.DAYS).format(count=count)


def on_lateness(one: Tracked) -> list[Block]:
    """What the text says, or does not say, of what follows."""
    return [text(one.kind.words.too_late)] if one.kind.words.too_late else []


def _how_counted(one: Tracked) -> list[Block]:
    """How the last day was counted and, as long as it is ahead, whether it may still move."""
    words = wording.HOW_COUNTED + fill(one, one.kind.words.counted, since=figures.weekday(one.deadline.since))
    if one.kind.by_working_days:
        off, worked = one.calendar.exceptions_between(one.deadline.since, one.last_day)
        words += wording.DAYS_OFF.format(days=in_short(off)) if off else ""
        words += wording.DAYS_WORKED.format(days=in_short(worked)) if worked else ""
    blocks = [note(words)]
    if one.provisional and one.last_day >= one.today:
        blocks.insert(0, text(fill(one, wording.PROVISIONAL + wording.WILL_TELL)))
    return blocks


def in_short(days: Iterable[date]) -> str:
    """The days in order, each month named once."""
    return wording.LIST_COMMA.join(
        wording.DAYS_OF_MONTH.format(month=month, days=wording.LIST_COMMA.join(str(day.day) for day in in_it))
        for month, in_it in groupby(days, key=lambda day: day.month)
    )
