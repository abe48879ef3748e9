"""Figures for the operator: counted from the store, without names or contents."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.operations import questions
from bot.store.keys import ABANDONED, DUE, GIVEN_UP, SESSION, UNREADABLE, WAITING
from bot.store.protocol import Readable
from bot.store.scan import keys_of, number_of
from dialogs.deadlines.schedule import kinds
from dialogs.session import Session

A_WEEK = timedelta(days=7)


@dataclass
class Statistics:
    """persons: of whom anything is kept; today, week: who did something on this day, on the last seven days; verdicts:
    how many were last shown which, by the name of `Overall`, of several units that of one; running, overdue: filings
    not done; sent: stages at which a reminder went out or was overtaken by the next; waiting: persons to be looked at;
    notice: who want it; paused: who cannot be reached; held, given_up: what could not be delivered; set_aside: messages
    that are not handled; unanswered, missed, wrong: questions kept, by why they are, each time it was asked.
    """

    persons: int = 0
    today: int = 0
    week: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    running: int = 0
    overdue: int = 0
    sent: int = 0
    waiting: int = 0
    notice: int = 0
    paused: int = 0
    held: int = 0
    given_up: int = 0
    set_aside: int = 0
    unanswered: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, session: Session, today: date) -> None:
        self.persons += 1
        self.today += session.seen_on == today
        self.week += session.seen_on is not None and today - session.seen_on < A_WEEK
        self.verdicts.update([each.verdict for each in (session, *session.resting) if each.verdict][:1])
        possible = kinds(session)
        to_do = [each for each in session.deadlines if possible[each.kind].to_be_done and each.done_on is None]
        self.overdue += sum(each.due < today for each in to_do)
        self.running += sum(each.due >= today for each in to_do)
        self.sent += sum(len(each.sent) for each in session.deadlines)
        self.notice += session.wants_notice
        self.paused += session.paused


async def counted(store: Readable, today: date) -> Statistics:
    """One session after the other; after each, whoever waits comes first. Raises StoreError."""
    found = Statistics()
    async for keys in keys_of(store, SESSION):
        for key in keys:
            if document := await store.get(key):
                found.add(Session.model_validate_json(document), today)
            await asyncio.sleep(0)
    found.waiting = await number_of(store, DUE)
    found.held = await number_of(store, WAITING)
    found.given_up = await number_of(store, GIVEN_UP)
    found.set_aside = await number_of(store, UNREADABLE) + await number_of(store, ABANDONED)
    whys = Counter([question.why async for question in questions.kept(store)])
    found.unanswered, found.missed, found.wrong = whys["unanswered"], whys["missed"], whys["wrong"]
    return found
