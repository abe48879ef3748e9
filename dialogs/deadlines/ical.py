"""Deadlines as iCalendar (RFC 5545), for the calendar of a phone: the day, the words of the law, and the alarms.

`icalendar` is imported where it is used: that takes some 20 ms and 2 MiB, which a start without calendars is spared.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dialogs import citing
from dialogs.deadlines import sentences
from dialogs.deadlines.schedule import Tracked, track_all
from dialogs.effects import File
from dialogs.session import Reminding, Session
from dialogs.views import View, text
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import Calendar

if TYPE_CHECKING:
    import icalendar

UTC_OFFSET = timedelta(hours=8)
MAKER = "sme-platform-assistant"
FETCH_AGAIN = timedelta(hours=6)


def calendar(session: Session, working_days: Calendar, now: datetime) -> str:
    """An entry for each deadline that still runs, with alarms at the stages that are still ahead of `now`.

    Raises OutOfRange where a deadline lies beyond the years counted.
    """
    now = now.astimezone(BEIJING)
    return _file(track_all(session, working_days, now.date()), now)


def calendar_file(one: Tracked, now: datetime) -> File:
    """The one deadline as a file to be opened on a phone; a later file of it takes its place there."""
    return File(
        name=f"{one.deadline.kind}-{one.next_day}.ics",
        content=_file([one], now.astimezone(BEIJING)),
        view=View(blocks=(text(wording.CALENDAR_FILE.format(name=_title(one))),)),
    )


def _file(deadlines: list[Tracked], now: datetime) -> str:
    import icalendar

    file = icalendar.Calendar()
    file.add("VERSION", "2.0")
    file.add("PRODID", f"-//{MAKER}//ZH")
    file.add("METHOD", "PUBLISH")
    file.calendar_name = wording.CALENDAR_NAME
    file.add("REFRESH-INTERVAL", icalendar.vDuration(FETCH_AGAIN), {"VALUE": "DURATION"})
    file.add("X-PUBLISHED-TTL", icalendar.vDuration(FETCH_AGAIN))  # the same, for calendars older than RFC 7986
    file.add_component(_zone())
    for one in deadlines:
        if one.runs:
            file.add_component(_entry(one, now))
    content: bytes = file.to_ical()
    return content.decode()


def _entry(one: Tracked, now: datetime) -> icalendar.Event:
    """The last day, at the hour of the reminders.

    Of a yearly review only the next one: its alarm is on the first of the month, which is not equally long before the
    last in every February, and no article says that there is a review in that month of every year.
    """
    import icalendar

    deadline = one.deadline
    begins = _at(one.next_day, one.reminding)
    summary = sentences.entry(one, _title(one))
    entry = icalendar.Event.new(
        uid=deadline.uid or f"{deadline.number}-{deadline.kind}@{MAKER}",
        sequence=deadline.sequence + bool(one.moved_to),  # moved, and the person not told yet
        stamp=now,
        start=begins,
        end=begins + timedelta(minutes=30),
        summary=summary,
        description="\n".join([*sentences.entry_description(one), citing.clause(one.law, one.kind.clause).plain]),
        categories=[one.kind.words.name],
    )
    entry.add("TRANSP", "TRANSPARENT")  # it takes nobody's time
    last = one.next_day if one.kind.by_month else date.max
    rings = dict.fromkeys(_at(stage.on, one.reminding) for stage in one.unsaid if stage.on <= last)  # once on one day
    for at in (at for at in rings if at > now):
        alarm = icalendar.Alarm.new(description=summary)
        alarm.add("ACTION", "DISPLAY")
        alarm.TRIGGER = at - begins
        entry.add_component(alarm)
    return entry


def _title(one: Tracked) -> str:
    """In one line of printable characters; a backslash is full-width, as calendars disagree on how it is read."""
    words = sentences.title(one).replace("\\", "＼")
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in words).split())


def _at(day: date, reminding: Reminding) -> datetime:
    return datetime.combine(day, time(reminding.hour), BEIJING)


def _zone() -> icalendar.Timezone:
    """That of today since 1992, after the last summer time: no deadline is that old."""
    import icalendar

    standard = icalendar.TimezoneStandard()
    standard.add("DTSTART", datetime(1992, 1, 1))
    standard.add("TZNAME", "CST")
    standard.add("TZOFFSETFROM", UTC_OFFSET)
    standard.add("TZOFFSETTO", UTC_OFFSET)
    zone = icalendar.Timezone()
    zone.add("TZID", BEIJING.key)
    zone.add_component(standard)
    return zone
