"""The life of an event: in the lane of its person, one step, one write, then the effects go out.

A channel says how effects are delivered; everything else is the same for all. The person is known by a key that
names the channel too (``telegram:42``), and is nobody else on another channel.

Effects are stored with the session that decided them and taken out as they arrive. What is still there when the next
event comes was left by a process that ended in between: a reply is sent again, a reminder is decided anew.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Literal, TypeAlias

import structlog

from bot import personal_data
from bot.documents.renderer import Renderer
from bot.log import place_of
from bot.metrics import Metrics
from bot.operations import questions
from bot.operations.questions import Sample
from bot.pipeline.channel import PAUSES, Blocked, Channel, DeliveryRefused, InDoubt, NotDelivered, RateLimited
from bot.pipeline.deduplication import Deduplication, InProgress
from bot.pipeline.lanes import Lanes
from bot.pipeline.outbox import DeliveryFailure
from bot.store import due_index
from bot.store.keys import (
    ANNOUNCED_CLOSING,
    NOTICE_WANTED,
    SESSION,
    TO_PURGE,
    WAITING,
    due_key,
    given_up_key,
)
from bot.store.protocol import Store, StoreError
from bot.tasks import pause_after
from dialogs.deadlines.schedule import next_wake
from dialogs.effects import Amend, Answered, Effect, Export, Forget, Keep, Remind, Show, Toast
from dialogs.events import LONG_AGO, Event, Left, Tapped, Undelivered, Woken
from dialogs.session import STRANGER, Session
from dialogs.step import step
from rules.calendar.working_days import Calendar

Clock: TypeAlias = Callable[[], datetime]
Rows: TypeAlias = dict[str, str | None]
Outcome: TypeAlias = Literal["answered", "repeated", "held", "refused"]
BETWEEN_REMINDERS = timedelta(seconds=1)  # of one person
SCREENS_REMEMBERED = 8  # by the places where they stand
REMINDERS_REMEMBERED = 20  # likewise
LAST_WORD = timedelta(minutes=1)  # after which the word that all was deleted is sent by somebody else, after a crash

log = structlog.get_logger()


class Conversations:
    """All conversations. Steps of one person follow each other, those of different persons do not wait.

    `calendar` gives the working days as they are known now; `documents` makes what is handed out. `rescheduled` is set
    when somebody is due earlier than before. `in_progress` notes what is worked on, for the next process. As long as
    the clock is not `settled`, nobody is reminded of anything.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        calendar: Callable[[], Calendar],
        lanes: Lanes | None = None,
        in_progress: InProgress | None = None,
        settled: Callable[[], bool] = lambda: True,
        sample: Sample | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.calendar = calendar
        self.lanes = lanes or Lanes()
        self.deduplication = Deduplication(store)
        self.metrics = Metrics()
        self.documents = Renderer(calendar)
        self.sample = sample or Sample(store)
        self.rescheduled = asyncio.Event()
        self.settled = settled
        self._in_progress = in_progress

    async def session(self, person: str) -> Session:
        """What is kept of the person, or a new session. Raises StoreError."""
        document = await self.store.get(SESSION + person)
        return Session() if document is None else Session.model_validate_json(document)

    async def announced_closing(self) -> date | None:
        """The closing date in the operator's last notice. Raises StoreError."""
        day = await self.store.get(ANNOUNCED_CLOSING)
        return date.fromisoformat(day) if day else None

    async def handle(
        self,
        person: str,
        event: Event | Callable[[Session], Event],
        channel: Channel,
        update: str = "",
        done: Mapping[str, None] | None = None,
    ) -> Outcome:
        """One event from its arrival to its answer; what became of it. A text answers no screen that was shown only
        after it came in.

        `event` may depend on what the person has been shown. `update` is the id under which it may arrive a second time
        (see `bot.pipeline.deduplication`): its step is not taken twice. `done` is deleted when everything has gone out,
        or waits in the outbox for another try. Raises StoreError, LaneFull.
        """
        async with self.lanes.of(person) as pending:
            turn = _Turn(self, person, channel, await self.session(person))
            turn.take_back_reminders(lambda reminder: True)  # of a process that ended while it was sending
            event = event(turn.session) if callable(event) else event
            await channel.begin(await turn.step(pending.placed(event), update))
            await turn.deliver()
            await turn.finish(done or {})
            if turn.forgot:
                await personal_data.purge(self.store)
            return turn.outcome

    def working_on(self, update: str) -> AbstractContextManager[None]:
        """To be held while an update is worked on, and nothing waited for."""
        return self._in_progress.on(update) if self._in_progress and update else nullcontext()

    async def schedule(self, person: str, at: datetime) -> None:
        """See to it that the person is looked at then, if not earlier. Raises StoreError, LaneFull."""
        async with self.lanes.of(person):
            session = await self.session(person)
            if session.wake is None or at < session.wake:
                rows = due_index.moved(person, session.wake, at)
                session.wake = at
                await self.store.put({SESSION + person: session.model_dump_json()} | rows)
                self.rescheduled.set()


class _Turn:
    """One event of one person, in their lane: a step and a write, the effects, and what became of them."""

    def __init__(self, conversations: Conversations, person: str, channel: Channel, session: Session) -> None:
        self.conversations = conversations
        self.person = person
        self.channel = channel
        self.now = conversations.clock()
        self.session = session
        self.document: str | None = ""  # as it was last written
        self.forgot = session.leaving  # what was deleted may still be found in the files
        self.rows: Rows = {}  # to be written at the end
        self.reminded = False
        self.outcome: Outcome = "answered"

    @property
    def held(self) -> bool:
        """Whether nothing may go out yet. What waits since an hour that is still to come waits for nothing: the clock
        was set back."""
        since, until = self.session.held_since or datetime.min.replace(tzinfo=UTC), self.session.held_until
        return until is not None and since <= self.now < until

    async def step(self, event: Event, update: str) -> list[Effect]:
        """One step and one write, with the effects in the outbox. An update already handled has none."""
        if update and await self.conversations.deduplication.has(update):
            self.outcome = "repeated"
            return []
        if isinstance(event, Woken) and (self.held or not self.conversations.settled()):
            return []
        before, announced = self.session, await self.conversations.announced_closing()
        with self.conversations.working_on(update):
            self.session, decided = step(before, event, self.now, self.conversations.calendar, announced)
        effects = [await self._exported() if isinstance(effect, Export) else effect for effect in decided]
        if farewell := next((effect for effect in effects if isinstance(effect, Forget)), None):
            await self._forget(before, farewell, isinstance(event, Tapped), update)
            return []
        self.reminded = any(isinstance(effect, Remind) for effect in effects)
        if not self.channel.at_once:
            said = [effect for effect in effects if not isinstance(effect, Keep | Answered | Toast)]
            going_out = [placed for effect in said for placed in self._placed(effect)]
            self.session.outbox = [*self.session.outbox, *going_out]
            self.session.leaving = self.session.leaving and not going_out
        kept = [effect for effect in effects if isinstance(effect, Keep | Answered)]
        rows: Rows = await questions.rows(kept, self.now, self.conversations.sample) if kept else {}
        if before.wants_notice != self.session.wants_notice:
            rows[NOTICE_WANTED + self.person] = "" if self.session.wants_notice else None
        # While a reminder is on its way its row stays: after a crash it says who is to be looked at.
        if self.channel.at_once or not isinstance(event, Woken):
            rows |= self._reschedule()
        rows |= await self.channel.rows(effects)
        await self._write(rows, update)
        return effects

    def _placed(self, effect: Effect) -> list[Effect]:
        """What is amended, once for each reminder whose place is known; anything else as it is."""
        if not isinstance(effect, Amend):
            return [effect]
        places = (place for place, number in self.session.reminders.items() if number == effect.number)
        return [Amend(view=effect.view, number=effect.number, place=place) for place in places]

    async def _exported(self) -> Effect:
        return await personal_data.exported(self.conversations.store, self.person, self.session, self.now)

    async def _forget(self, before: Session, farewell: Forget, in_place: bool, update: str) -> None:
        """Everything goes in one write. Until the word of it has gone out a session stands that holds only that; where
        nothing is sent, it is for the channel to say it."""
        self.forgot = True
        if not self.channel.at_once:
            said = Show(view=farewell.view, revision=self.session.revision, in_place=in_place)
            self.session = Session(
                place=before.place,
                held_since=before.held_since,
                held_until=before.held_until,
                tries=before.tries,
                outbox=[said],
                leaving=True,
            )
        rows = await personal_data.forgotten(self.conversations.store, self.person)
        await self._write(rows | self._reschedule(), update)

    async def _write(self, rows: Rows, update: str = "") -> None:
        """Where the channel cannot give the event back to the person, wait in the lane until the disk takes it. Of a
        stranger nothing is kept. `update` is thereby handled."""
        document = None if self.session == STRANGER else self.session.model_dump_json()
        if not rows and not update and document == self.document:
            return
        rows = rows | self.conversations.deduplication.row(update, self.now) if update else rows
        for tries in count(1):
            try:
                await self.conversations.store.put(rows | {SESSION + self.person: document})
                break
            except StoreError as failed:
                log.error("session not stored", reason=str(failed))
                if self.channel.at_once:
                    raise
                await self.channel.cannot_store()
                await asyncio.sleep(pause_after(PAUSES, tries))
        self.document = document
        if update:
            self.conversations.deduplication.remember(update)

    async def deliver(self) -> None:
        """Send what is in the outbox, in order, until it is empty or has to wait."""
        if self.held:
            self.outcome = "held"
            return
        tried, self.session.held_until = self.session.tries, None
        while self.session.outbox and self.session.held_until is None:
            effect = self.session.outbox[0]
            outcome = await self._deliver(effect)
            self.conversations.metrics.effects[effect.kind, outcome] += 1
        if self.session.held_until is None and tried:
            self.session.tries = 0
            self.rows[WAITING + self.person] = None

    async def _deliver(self, effect: Effect) -> str:
        """What became of it, in a word."""
        try:
            place = await self.channel.deliver(effect, self.session.place)
        except NotDelivered as failed:
            self._hold(effect, failed)
            return "told to wait" if isinstance(failed, RateLimited) else "held"
        except Blocked:
            self._pause()
            return "blocked"
        except DeliveryRefused as refused:
            self._give_up(effect, str(refused))
            return "refused"
        except Exception as error:  # a fault of ours must not keep everything else from this person
            log.error("delivery failed", error=type(error).__name__, at=place_of(error))
            self._give_up(effect, type(error).__name__)
            return "failed"
        self.outcome = "answered"
        self.session.outbox = self.session.outbox[1:]
        if isinstance(effect, Show):
            self.session.place = place
            self._shown(effect.revision)
        elif isinstance(effect, Remind) and place:
            reminders = [*self.session.reminders.items(), (place, effect.number)]
            self.session.reminders = dict(reminders[-REMINDERS_REMEMBERED:])
        return "sent"

    def _shown(self, revision: int) -> None:
        """The screen of this revision stands before the person now."""
        last, before = next(reversed(self.session.shown.items()), ("", LONG_AGO))
        if place := self.session.place:
            others = {other: at for other, at in self.session.shown.items() if other != place}
            self.session.shown = dict([*others.items(), (place, revision)][-SCREENS_REMEMBERED:])
        if before != revision:  # else it was only shown again, as with another tick
            self.conversations.lanes.shown(self.person, before, in_place=place == last)

    def _hold(self, effect: Effect, failed: NotDelivered) -> None:
        """Try again later; a reminder will be decided anew then."""
        self.outcome = "held"
        self.session.tries += 1
        self.session.held_since, self.session.held_until = self.now, self.now + failed.pause(self.session.tries)
        self.rows[WAITING + self.person] = self._failure(effect, str(failed))
        self.take_back_reminders(lambda reminder: reminder is effect and isinstance(failed, InDoubt))

    def _pause(self) -> None:
        """They blocked the assistant: reminders wait for them, replies are of no use any more."""
        self.outcome = "refused"
        self.take_back_reminders(lambda reminder: False)
        self.session.outbox = []
        self.session, _ = step(self.session, Left(), self.now, self.conversations.calendar)
        log.info("blocked by the person")

    def _give_up(self, effect: Effect, reason: str) -> None:
        self.outcome = "refused"
        self.session.outbox = self.session.outbox[1:]
        self.rows[given_up_key(self.person, self.now)] = self._failure(effect, reason)
        log.warning("delivery given up", effect=effect.kind, reason=reason)

    def take_back_reminders(self, in_doubt: Callable[[Remind], bool]) -> None:
        """They are decided anew. `in_doubt`: whether one may have arrived."""
        for reminder in [effect for effect in self.session.outbox if isinstance(effect, Remind)]:
            self.session.outbox = [effect for effect in self.session.outbox if effect is not reminder]
            undelivered = Undelivered(reminder, in_doubt(reminder))
            self.session, _ = step(self.session, undelivered, self.now, self.conversations.calendar)

    def _failure(self, effect: Effect, reason: str) -> str:
        """The row for it."""
        tries = self.session.tries
        failure = DeliveryFailure(person=self.person, since=self.now, tries=tries, kind=effect.kind, reason=reason)
        return failure.model_dump_json()

    async def finish(self, done: Mapping[str, None]) -> None:
        """Write down what went out and what did not, and when to look again."""
        due = self._reschedule()
        if self.session.leaving and not self.session.outbox:
            self.session = Session()
            due |= {TO_PURGE: "1"}
        still_due = due_key(self.person, self.session.wake) if self.session.wake else ""
        await self._write(self.rows | due | {row: None for row in done if row != still_due})

    def _reschedule(self) -> Rows:
        """What to write so that the person is looked at when they are to be."""
        before, self.session.wake = self.session.wake, self._next()
        at = self.session.wake
        if at is not None and (before is None or at < before):
            self.conversations.rescheduled.set()
        return due_index.moved(self.person, before, at) if at != before else {}

    def _next(self) -> datetime | None:
        """When to look at the person again."""
        if self.session.held_until is not None:
            return self.session.held_until if self.held else self.now
        if self.session.leaving and self.session.outbox:
            return self.now + LAST_WORD
        if not self.session.deadlines:
            return None
        at = next_wake(self.session, self.conversations.calendar(), self.now)
        return max(at, self.now + BETWEEN_REMINDERS) if at and self.reminded else at
