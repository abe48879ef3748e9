"""`reminders`: what would go out at a moment, and why, without sending or storing anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TextIO

from bot.store import due_index
from bot.store.keys import SESSION
from bot.store.protocol import Readable
from dialogs.deadlines.reminders import woken
from dialogs.deadlines.schedule import SNOOZED, stages
from dialogs.effects import Remind
from dialogs.session import Deadline, Session
from rules.beijing_2019.deadlines import OVERDUE
from rules.calendar.working_days import Calendar
from rules.engine import figures

SHOWN = 0  # exit status
CHANNELS = ("telegram", "page")
WHY = {
    "0": "最后一天",
    str(OVERDUE): "最后一天已过",
    "year": "到期当年的1月1日",
    "30": "到期前30天",
    "free": "期满的第二天",
    SNOOZED: "用户另定的日子",
}


async def reminders(store: Readable, calendar: Calendar, at: datetime, out: TextIO) -> int:
    """A line for each reminder that a tick at `at` would send, as the store stands. Raises StoreError."""
    found = 0
    for channel in CHANNELS:
        for person, _ in await due_index.due(store, channel, at):
            document = await store.get(SESSION + person)
            session = Session.model_validate_json(document) if document else Session()
            for deadline, reminder in _due(session, calendar, at):
                print(f"{person}\t{_why(deadline, reminder, session, calendar)}\t{_headline(reminder)}", file=out)
                found += 1
    print(f"{figures.day(at.date())} {at:%H:%M}：{found}条提醒。", file=out)
    return SHOWN


def _due(session: Session, calendar: Calendar, at: datetime) -> Iterator[tuple[Deadline, Remind]]:
    """One after the other, as they would be sent; the session is marked on the way."""
    while True:
        before = {deadline.number: deadline for deadline in session.deadlines}
        sent = woken(session, calendar, at)
        if not sent:
            return
        yield before[sent[0].number], sent[0]


def _why(deadline: Deadline, reminder: Remind, session: Session, calendar: Calendar) -> str:
    days = {stage.id: stage.on for stage in stages(deadline, session.reminding, calendar)}
    if reminder.moved_from:
        return f"期限{deadline.number}：最后一天变了，原来是{reminder.moved_from}"
    reasons = (f"{_stage(id, deadline)}（{days[id]}）" for id in reminder.stages)
    return f"期限{deadline.number}：{'、'.join(reasons)}"


def _stage(id: str, deadline: Deadline) -> str:
    if deadline.kind == "review":
        return "复评的月份开始"
    return WHY.get(id) or f"还剩{id}个工作日"


def _headline(reminder: Remind) -> str:
    return reminder.view.blocks[0].plain
