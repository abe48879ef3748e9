"""Deadlines as iCalendar (RFC 5545), for the calendar of a phone: the day, the words of the law, and the alarms.

`icalendar` is imported where it is used: that takes some 20 ms and 2 MiB, which a start without calendars is spared.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dialogs import citing
from dialogs.deadlines import reminders
from dialogs.deadlines.schedule import CLAUSES, Stage, filing_deadline, is_said, moved_to, next_day, runs, stages
from dialogs.effects import File
from dialogs.session import Deadline, Reminding
from dialogs.views import View, text
from dialogs.wording import zh as wording
from rules.calendar.working_days import Calendar
from rules.engine import figures
from rules.texts import book

if TYPE_CHECKING:
    import icalendar

BEIJING = ZoneInfo("Asia/Shanghai")
UTC_OFFSET = timedelta(hours=8)
NO_SUMMER_TIME_SINCE = datetime(1992, 1, 1)
MAKER = "sme-platform-assistant"
LASTS = timedelta(minutes=30)
FETCH_AGAIN = timedelta(hours=6)


def calendar(deadlines: Sequence[Deadline], working_days: Calendar, reminding: Reminding, now: datetime) -> str:
    """An entry for each deadline that still runs, with alarms at the stages that are still ahead of `now`.

    Raises OutOfRange where a deadline lies beyond the years counted.
    """
    import icalendar

    now = now.astimezone(BEIJING)
    file = icalendar.Calendar()
    file.add("VERSION", "2.0")
    file.add("PRODID", f"-//{MAKER}//ZH")
    file.add("METHOD", "PUBLISH")
    file.calendar_name = wording.CALENDAR_NAME
    file.add("REFRESH-INTERVAL", icalendar.vDuration(FETCH_AGAIN), {"VALUE": "DURATION"})
    file.add("X-PUBLISHED-TTL", icalendar.vDuration(FETCH_AGAIN))  # the same, for calendars older than RFC 7986
    file.add_component(_zone())
    for deadline in deadlines:
        if runs(deadline, working_days, now.date()):
            file.add_component(_entry(deadline, working_days, reminding, now))
    content: bytes = file.to_ical()
    return content.decode()


def calendar_file(deadline: Deadline, working_days: Calendar, reminding: Reminding, now: datetime) -> File:
    """The one deadline as a file to be opened on a phone; a later file of it takes its place there."""
    today = now.astimezone(BEIJING).date()
    return File(
        name=f"{deadline.kind}-{next_day(deadline, working_days, today)}.ics",
        content=calendar([deadline], working_days, reminding, now),
        view=View(blocks=(text(wording.CALENDAR_FILE.format(name=_title(deadline))),)),
    )


def _entry(deadline: Deadline, working_days: Calendar, reminding: Reminding, now: datetime) -> icalendar.Event:
    """The last day, at the hour of the reminders.

    Of a yearly review only the next one: its alarm is on the first of the month, which is not equally long before the
    last in every February, and no article says that there is a review in that month of every year.
    """
    import icalendar

    day = next_day(deadline, working_days, now.date())
    begins = _at(day, reminding)
    summary = wording.CALENDAR_ENTRIES[deadline.kind].format(name=_title(deadline), month=day.month)
    entry = icalendar.Event.new(
        uid=deadline.uid or f"{deadline.number}-{deadline.kind}@{MAKER}",
        sequence=deadline.sequence + bool(moved_to(deadline, working_days)),  # moved, and the person not told yet
        stamp=now,
        start=begins,
        end=begins + LASTS,
        summary=summary,
        description="\n".join(_description(deadline, working_days)),
        categories=[wording.DEADLINE_KINDS[deadline.kind]],
    )
    entry.add("TRANSP", "TRANSPARENT")  # it takes nobody's time
    for stage in _ahead(deadline, working_days, reminding, now):
        if deadline.kind != "review" or stage.on <= day:
            alarm = icalendar.Alarm.new(description=summary)
            alarm.add("ACTION", "DISPLAY")
            alarm.TRIGGER = _at(stage.on, reminding) - begins
            entry.add_component(alarm)
    return entry


def _ahead(deadline: Deadline, working_days: Calendar, reminding: Reminding, now: datetime) -> Iterator[Stage]:
    for stage in stages(deadline, reminding, working_days):
        if not is_said(deadline, stage, now.date()) and _at(stage.on, reminding) > now:
            yield stage


def _description(deadline: Deadline, working_days: Calendar) -> Iterator[str]:
    if deadline.kind == "filing":
        yield wording.CALENDAR_FILING.format(changed=figures.day(deadline.since))
        counted = filing_deadline(deadline, working_days)
        if counted.provisional:
            yield wording.FILING_PROVISIONAL.format(year=counted.due.year)
    elif note := wording.CALENDAR_NOTES.get(deadline.kind):
        yield note
    yield citing.clause(book().law, CLAUSES[deadline.kind]).plain


def _title(deadline: Deadline) -> str:
    """In one line of printable characters; a backslash is full-width, as calendars disagree on how it is read."""
    words = reminders.title(deadline).replace("\\", "＼")
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in words).split())


def _at(day: date, reminding: Reminding) -> datetime:
    return datetime.combine(day, time(reminding.hour), BEIJING)


def _zone() -> icalendar.Timezone:
    """Without the summer times of 1986 to 1991: no deadline is that old."""
    import icalendar

    standard = icalendar.TimezoneStandard()
    standard.add("DTSTART", NO_SUMMER_TIME_SINCE)
    standard.add("TZNAME", "CST")
    standard.add("TZOFFSETFROM", UTC_OFFSET)
    standard.add("TZOFFSETTO", UTC_OFFSET)
    zone = icalendar.Timezone()
    zone.add("TZID", BEIJING.key)
    zone.add_component(standard)
    return zone
