"""`reminders`: what would go out at a moment, and why, without sending or storing anything."""

from collections.abc import Iterator
from datetime import datetime
from typing import TextIO

from bot.store import due_index
from bot.store.keys import SESSION
from bot.store.protocol import Readable
from bot.wording import zh as wording
from dialogs.deadlines.reminders import woken
from dialogs.deadlines.schedule import Tracked, track_all
from dialogs.effects import Remind
from dialogs.session import Session
from rules.calendar.working_days import Calendar
from rules.engine import figures

CHANNELS = ("telegram", "page")


async def reminders(store: Readable, calendar: Calendar, at: datetime, out: TextIO) -> int:
    """A line for each reminder that a tick at `at` would send, as the store stands. Raises StoreError."""
    found = 0
    for channel in CHANNELS:
        for person, _ in await due_index.due(store, channel, at):
            document = await store.get(SESSION + person)
            session = Session.model_validate_json(document) if document else Session()
            for one, reminder in _due(session, calendar, at):
                print(f"{person}\t{_why(one, reminder)}\t{reminder.view.blocks[0].plain}", file=out)
                found += 1
    print(wording.REMINDERS_FOUND.format(day=figures.day(at.date()), hour=f"{at:%H:%M}", count=found), file=out)
    return 0


def _due(session: Session, calendar: Calendar, at: datetime) -> Iterator[tuple[Tracked, Remind]]:
    """One after the other, as they would be sent; the session is marked on the way."""
    while True:
        before = {one.deadline.number: one for one in track_all(session, calendar, at.date())}
        sent = woken(session, calendar, at)
        if not sent:
            return
        yield before[sent[0].number], sent[0]


def _why(one: Tracked, reminder: Remind) -> str:
    number = one.deadline.number
    if reminder.moved_from:
        return wording.REMINDER_MOVED.format(number=number, old=reminder.moved_from)
    days = {stage.id: stage.on for stage in one.stages}
    names = {**wording.STAGES, **one.kind.words.stages}
    stages = ((names.get(id) or wording.STAGE.format(left=id), days[id]) for id in reminder.stages)
    reasons = (wording.REMINDER_STAGE.format(stage=stage, day=day) for stage, day in stages)
    return wording.REMINDER_WHY.format(number=number, reasons=wording.LIST_COMMA.join(reasons))
