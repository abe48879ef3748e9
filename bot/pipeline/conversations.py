"""The life of an event: in the lane of its person, one step, one write, then the effects go out.

A channel says how effects are delivered; everything else is the same for all. The person is known by a key that
names the channel too (``telegram:42``), and is nobody else on another channel.

Effects are stored with the session that decided them and taken out as they arrive. What is still there when the next
event comes was left by a process that ended in between: a reply is sent again, a reminder is decided anew.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from typing import Literal, Protocol, TypeAlias

import structlog

from bot import personal_data
from bot.log import place_of
from bot.metrics import Tally
from bot.operations.unanswered import PREFIX
from bot.pipeline import outbox
from bot.pipeline.arrivals import Arrivals
from bot.pipeline.channel import PAUSES, Blocked, InDoubt, Refused, Wait
from bot.pipeline.channel import Undelivered as NotDelivered
from bot.pipeline.deduplication import Handled
from bot.pipeline.in_progress import InProgress
from bot.pipeline.lanes import Lanes
from bot.store import due_index
from bot.store.sqlite import Store, StoreError
from dialogs.deadlines.schedule import next_wake
from dialogs.effects import Effect, Export, Forget, Keep, Remind, Show, Toast
from dialogs.events import LONG_AGO, Event, Left, Tapped, Undelivered, Woken
from dialogs.session import STRANGER, Session
from dialogs.step import step
from rules.calendar.working_days import Calendar

Clock: TypeAlias = Callable[[], datetime]
Happening: TypeAlias = Event | Callable[[Session], Event]  # what it is may depend on what the person has been shown
Rows: TypeAlias = dict[str, str | None]
Fate: TypeAlias = Literal["answered", "repeated", "held", "refused"]
BETWEEN_REMINDERS = timedelta(seconds=1)  # of one person
SCREENS_REMEMBERED = 8  # by the places where they stand
LAST_WORD = timedelta(minutes=1)  # after which the word that all was deleted is sent by somebody else, after a crash

log = structlog.get_logger()


class Channel(Protocol):
    """A way to the person. `at_once`: what is stored is thereby delivered, and `deliver` is never called."""

    at_once: bool

    def kept(self, effects: list[Effect]) -> Awaitable[Mapping[str, str | None]]:
        """What the channel wants to have stored in the same write as the step."""
        ...

    async def begin(self, effects: list[Effect]) -> None:
        """The step is stored. For what is worth nothing later, as the answer to a tap; holds nothing up."""
        ...

    async def cannot_store(self) -> None:
        """The disk takes nothing: tell the person, once, that it will be gone on with. Never called where at_once."""
        ...

    async def deliver(self, effect: Effect, place: str | None) -> str | None:
        """Bring one effect to the person. `place` is where the last screen stands; the new place is returned.

        Raises what `bot.pipeline.channel` has for what went wrong.
        """
        ...


class Conversations:
    """All conversations. Steps of one person follow each other, those of different persons do not wait.

    `calendar` gives the working days as they are known now. `rescheduled` is set when somebody is to be looked at
    earlier than before. `in_progress` notes what is worked on, for the next process. As long as the clock is not
    `settled`, nobody is reminded of anything.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        calendar: Callable[[], Calendar],
        lanes: Lanes | None = None,
        in_progress: InProgress | None = None,
        settled: Callable[[], bool] = lambda: True,
    ) -> None:
        self.store = store
        self.clock = clock
        self.calendar = calendar
        self.lanes = lanes or Lanes()
        self.handled = Handled(store)
        self.tally = Tally()
        self.rescheduled = asyncio.Event()
        self.arrivals = Arrivals()
        self.settled = settled
        self._in_progress = in_progress

    async def session(self, person: str) -> Session:
        """What is kept of the person, or a new session. Raises StoreError."""
        document = await self.store.get(session_key(person))
        return Session() if document is None else Session.model_validate_json(document)

    async def handle(
        self,
        person: str,
        happening: Happening,
        channel: Channel,
        update: str = "",
        done: Mapping[str, None] | None = None,
    ) -> Fate:
        """One event from its arrival to its answer; what became of it. A text answers no screen that was shown only
        after it came in.

        `update` is the id under which the event may arrive a second time (see `bot.pipeline.deduplication`): its step
        is not taken twice. `done` is deleted when everything has gone out, or waits in the outbox for another try.
        Raises StoreError, LaneFull.
        """
        with self.arrivals.of(person) as arrival:
            async with self.lanes.of(person):
                turn = _Turn(self, person, channel, await self.session(person))
                turn.take_back_what_was_left()
                event = happening(turn.session) if callable(happening) else happening
                await channel.begin(await turn.step(arrival.placed(event), update))
                await turn.deliver()
                await turn.finish(done or {})
                if turn.forgot:
                    await personal_data.purge(self.store)
                return turn.fate

    def working_on(self, update: str) -> AbstractContextManager[None]:
        """To be held while an update is worked on, and nothing waited for."""
        return self._in_progress.on(update) if self._in_progress and update else nullcontext()

    async def wake(self, person: str, at: datetime) -> None:
        """See to it that the person is looked at then, if not earlier. Raises StoreError, LaneFull."""
        async with self.lanes.of(person):
            session = await self.session(person)
            if session.wake is None or at < session.wake:
                rows = due_index.moved(person, session.wake, at)
                session.wake = at
                await self.store.put({session_key(person): session.model_dump_json()} | rows)
                self.rescheduled.set()


class _Turn:
    """One event of one person, in their lane."""

    def __init__(self, conversations: Conversations, person: str, channel: Channel, session: Session) -> None:
        self.all = conversations
        self.person = person
        self.channel = channel
        self.session = session
        self.now = conversations.clock()
        self.written: str | None = ""
        self.forgot = session.leaving  # what was deleted may still be found in the files
        self.rows: Rows = {}  # to be written at the end
        self.reminded = False
        self.fate: Fate = "answered"

    @property
    def held(self) -> bool:
        """Whether nothing may go out yet."""
        return self.session.held_until is not None and self._began_to_wait() <= self.now < self.session.held_until

    def _began_to_wait(self) -> datetime:
        """What waits since an hour that is still to come waits for nothing: the clock was set back."""
        return self.session.held_since or datetime.min.replace(tzinfo=UTC)

    def take_back_what_was_left(self) -> None:
        """Nobody knows what became of a reminder whose process ended while it was sending; one that could not be sent
        was taken back at once."""
        for reminder in [effect for effect in self.session.outbox if isinstance(effect, Remind)]:
            self._take_back(reminder, in_doubt=True)

    async def step(self, event: Event, update: str) -> list[Effect]:
        """One step and one write, with the effects in the outbox. An update already handled has none."""
        if update and await self.all.handled.has(update):
            self.fate = "repeated"
            return []
        if isinstance(event, Woken) and (self.held or not self.all.settled()):
            return []
        before = self.session
        with self.all.working_on(update):
            self.session, decided = step(before, event, self.now, self.all.calendar)
        effects = [await self._exported() if isinstance(effect, Export) else effect for effect in decided]
        if farewell := next((effect for effect in effects if isinstance(effect, Forget)), None):
            await self._forget(before, farewell, isinstance(event, Tapped), update)
            return []
        self.reminded = any(isinstance(effect, Remind) for effect in effects)
        if not self.channel.at_once:
            going_out = [effect for effect in effects if not isinstance(effect, Keep | Toast)]
            self.session.outbox = [*self.session.outbox, *going_out]
            self.session.leaving = self.session.leaving and not going_out
        rows: Rows = {unanswered_key(effect.question): "" for effect in effects if isinstance(effect, Keep)}
        if before.wants_notice != self.session.wants_notice:
            rows[personal_data.WANTED + self.person] = "" if self.session.wants_notice else None
        # While a reminder is on its way its row stays: after a crash it says who is to be looked at.
        if self.channel.at_once or not isinstance(event, Woken):
            rows |= self._wake_at(self._next())
        rows |= await self.channel.kept(effects)
        await self._write(rows, update)
        return effects

    async def _exported(self) -> Effect:
        return await personal_data.exported(self.all.store, self.person, self.session, self.now)

    async def _forget(self, before: Session, farewell: Forget, in_place: bool, update: str) -> None:
        """Everything goes in one write. Until the word of it has gone out a session stands that holds only that; where
        nothing is sent, it is for the channel to say it."""
        self.forgot = True
        if not self.channel.at_once:
            channel = {
                "place": before.place,
                "held_since": before.held_since,
                "held_until": before.held_until,
                "tries": before.tries,
            }
            said = Show(view=farewell.view, revision=self.session.revision, in_place=in_place)
            self.session = Session.model_validate({**channel, "outbox": [said], "leaving": True})
        rows = await personal_data.forgotten(self.all.store, self.person)
        await self._write(rows | self._wake_at(self._next()), update)

    async def deliver(self) -> None:
        """Send what is in the outbox, in order, until it is empty or has to wait."""
        if self.held:
            self.fate = "held"
            return
        tried, self.session.held_until = self.session.tries, None
        while self.session.outbox and self.session.held_until is None:
            await self._deliver(self.session.outbox[0])
        if self.session.held_until is None and tried:
            self.session.tries = 0
            self.rows |= outbox.delivered(self.person)

    async def finish(self, done: Mapping[str, None]) -> None:
        """Write down what went out and what did not, and when to look again."""
        waking = self._wake_at(self._next())
        if self.session.leaving and not self.session.outbox:
            self.session = Session()
            waking |= {personal_data.TO_PURGE: "1"}
        standing = due_index.row(self.person, self.session.wake) if self.session.wake else ""
        await self._write(self.rows | waking | {row: None for row in done if row != standing})

    async def _write(self, rows: Rows, update: str = "") -> None:
        """Where the channel cannot give the event back to the person, wait in the lane until the disk takes it. Of a
        stranger nothing is kept. `update` is thereby handled."""
        document = None if self.session == STRANGER else self.session.model_dump_json()
        if not rows and not update and document == self.written:
            return
        rows = rows | self.all.handled.row(update, self.now) if update else rows
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                await self.all.store.put(rows | {session_key(self.person): document})
                break
            except StoreError as failed:
                log.error("not stored", reason=str(failed))
                if self.channel.at_once:
                    raise
                await self.channel.cannot_store()
                await asyncio.sleep(pause)
        self.written = document
        if update:
            self.all.handled.remember(update)

    async def _deliver(self, effect: Effect) -> None:
        try:
            self.session.place = await self.channel.deliver(effect, self.session.place)
        except NotDelivered as failed:
            self.all.tally.effect(effect.kind, "told to wait" if isinstance(failed, Wait) else "held")
            self._hold(effect, failed)
        except Blocked:
            self.all.tally.effect(effect.kind, "blocked")
            self._pause()
        except Refused as refused:
            self.all.tally.effect(effect.kind, "refused")
            self._give_up(effect, str(refused))
        except Exception as error:  # a fault of ours must not keep everything else from this person
            log.error("not delivered", error=type(error).__name__, at=place_of(error))
            self.all.tally.effect(effect.kind, "failed")
            self._give_up(effect, type(error).__name__)
        else:
            self.all.tally.effect(effect.kind, "sent")
            self.session.outbox = self.session.outbox[1:]
            if isinstance(effect, Show):
                self._shown(effect.revision)

    def _shown(self, revision: int) -> None:
        """The screen of this revision stands before the person now."""
        last, before = next(reversed(self.session.shown.items()), ("", LONG_AGO))
        if place := self.session.place:
            others = {other: at for other, at in self.session.shown.items() if other != place}
            self.session.shown = dict([*others.items(), (place, revision)][-SCREENS_REMEMBERED:])
        if before != revision:  # else it was only shown again, as with another tick
            self.all.arrivals.shown(self.person, before, in_place=place == last)

    def _hold(self, effect: Effect, failed: NotDelivered) -> None:
        """Try again later; a reminder will be decided anew then."""
        self.fate = "held"
        self.session.tries += 1
        self.session.held_since, self.session.held_until = self.now, self.now + failed.pause(self.session.tries)
        self.rows |= outbox.waiting(self._trouble(effect, str(failed)))
        for reminder in [other for other in self.session.outbox if isinstance(other, Remind)]:
            self._take_back(reminder, in_doubt=reminder is effect and isinstance(failed, InDoubt))

    def _pause(self) -> None:
        """They blocked the assistant: reminders wait for them, replies are of no use any more."""
        self.fate = "refused"
        for reminder in [effect for effect in self.session.outbox if isinstance(effect, Remind)]:
            self._take_back(reminder, in_doubt=False)
        self.session.outbox = []
        self.session, _ = step(self.session, Left(), self.now, self.all.calendar)
        log.info("blocked by the person")

    def _give_up(self, effect: Effect, reason: str) -> None:
        self.fate = "refused"
        self.session.outbox = self.session.outbox[1:]
        self.rows |= outbox.given_up(self._trouble(effect, reason))
        log.warning("given up", effect=effect.kind, reason=reason)

    def _take_back(self, reminder: Remind, in_doubt: bool) -> None:
        self.session.outbox = [effect for effect in self.session.outbox if effect is not reminder]
        self.session, _ = step(self.session, Undelivered(reminder, in_doubt), self.now, self.all.calendar)

    def _trouble(self, effect: Effect, reason: str) -> outbox.Trouble:
        return outbox.Trouble(
            person=self.person, since=self.now, tries=self.session.tries, kind=effect.kind, reason=reason
        )

    def _next(self) -> datetime | None:
        """When to look at the person again."""
        if self.session.held_until is None and self.session.leaving and self.session.outbox:
            return self.now + LAST_WORD
        if self.session.held_until is not None:
            return self.session.held_until if self.held else self.now
        if not self.session.deadlines:
            return None
        at = next_wake(self.session, self.all.calendar(), self.now)
        return max(at, self.now + BETWEEN_REMINDERS) if at and self.reminded else at

    def _wake_at(self, at: datetime | None) -> Rows:
        before, self.session.wake = self.session.wake, at
        if at is not None and (before is None or at < before):
            self.all.rescheduled.set()
        return due_index.moved(self.person, before, at)


def unanswered_key(question: str) -> str:
    """A row for each time it was asked, so that nobody waits to count. It does not say who asked."""
    return f"{PREFIX}{question}\n{secrets.token_hex(8)}"


def session_key(person: str) -> str:
    return personal_data.SESSION + person
