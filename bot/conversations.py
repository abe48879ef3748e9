"""The life of an event: in the lane of its person, one step, one write, then the effects go out.

A channel says how effects are delivered; everything else is the same for all. The person is known by a key that
names the channel too (``telegram:42``), and is nobody else on another channel.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.lanes import Lanes
from bot.store import Store
from bot.unanswered import PREFIX
from dialogs.events import Effect, Event, Keep
from dialogs.session import Session
from dialogs.step import step
from rules.working_days import published

Clock: TypeAlias = Callable[[], datetime]
REMEMBERED = 200  # ids of updates; Telegram repeats an update for 24 hours at most


class Channel(Protocol):
    """A way to the person."""

    async def deliver(self, effects: list[Effect], place: str | None) -> str | None:
        """Bring the effects to the person. `place` is where the last screen stands; the new place is returned."""
        ...

    def kept(self, effects: list[Effect]) -> Awaitable[Mapping[str, str | None]]:
        """What the channel wants to have stored in the same write as the step."""
        ...


class Conversations:
    """All conversations. Steps of one person follow each other, those of different persons do not wait."""

    def __init__(self, store: Store, clock: Clock, lanes: Lanes | None = None) -> None:
        self.store = store
        self.clock = clock
        self.lanes = lanes or Lanes()

    async def session(self, person: str) -> Session:
        """What is kept of the person, or a new session. Raises StoreError."""
        document = await self.store.get(session_key(person))
        return Session() if document is None else Session.model_validate_json(document)

    async def handle(
        self,
        person: str,
        event: Event,
        channel: Channel,
        update: int | None = None,
        done: Mapping[str, None] | None = None,
    ) -> None:
        """One event from its arrival to its answer.

        `update` is the id under which the event may arrive a second time: its step is not taken twice. `done` is
        deleted when everything has been delivered. Raises StoreError, LaneFull, and what the channel raises; what was
        not delivered stays in the outbox and goes out with the next event.
        """
        async with self.lanes.of(person):
            session = await self.session(person)
            if update is None or update not in session.handled:
                session = await self._step(person, session, event, channel, update)
            session.place = await channel.deliver(session.outbox, session.place)
            session.outbox = []
            await self.store.put({session_key(person): session.model_dump_json()} | dict(done or {}))

    async def _step(self, person: str, session: Session, event: Event, channel: Channel, update: int | None) -> Session:
        session, effects = step(session, event, self.clock(), published)
        session.outbox = [*session.outbox, *effects]
        if update is not None:
            session.handled = [*session.handled, update][-REMEMBERED:]
        kept = {unanswered_key(effect.question): "" for effect in effects if isinstance(effect, Keep)}
        written = {session_key(person): session.model_dump_json()} | kept | dict(await channel.kept(effects))
        await self.store.put(written)
        return session


def unanswered_key(question: str) -> str:
    """A row for each time it was asked, so that nobody waits to count. It does not say who asked."""
    return f"{PREFIX}{question}\n{secrets.token_hex(8)}"


def session_key(person: str) -> str:
    return f"session:{person}"
