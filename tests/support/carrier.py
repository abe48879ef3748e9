"""A channel that carries nothing anywhere: what arrives is noted, and what goes wrong is told to it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from bot.pipeline.conversations import Conversations
from bot.store.keys import SESSION
from bot.store.protocol import Store
from dialogs.deadlines.schedule import kinds, next_wake
from dialogs.effects import Effect, Remind
from dialogs.session import Deadline, Session
from rules.calendar.working_days import Calendar, published

Trouble: TypeAlias = BaseException | tuple[BaseException] | None


class Killed(BaseException):
    """The process ends here."""


class Arrived(NamedTuple):
    at: datetime
    person: str
    effect: Effect


class Carrier:
    """The channel to one person. Each entry of `trouble` meets one delivery: an exception to raise, before the effect
    arrives or, where it is in a tuple, after it has."""

    at_once = False

    def __init__(self, person: str, post: Post) -> None:
        self.person = person
        self.post = post

    async def rows(self, effects: list[Effect]) -> Mapping[str, str | None]:
        return {}

    async def begin(self, effects: list[Effect]) -> None: ...

    async def cannot_store(self) -> None:
        self.post.cannot_store += 1

    async def deliver(self, effect: Effect, place: str | None) -> str | None:
        self.post.tries += 1
        trouble = self.post.trouble(self.person)
        if isinstance(trouble, BaseException):
            raise trouble
        self.post.arrived.append(Arrived(self.post.clock(), self.person, effect))
        if isinstance(trouble, tuple):
            raise trouble[0]
        return str(len(self.post.arrived))


class Post:
    """All channels, and what came of them."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.arrived: list[Arrived] = []
        self.tries = 0
        self.cannot_store = 0
        self.coming: list[Trouble] = []

    def trouble(self, person: str) -> Trouble:
        return self.coming.pop(0) if self.coming else None

    def open(self, person: str) -> Carrier:
        return Carrier(person, self)

    @property
    def reminders(self) -> list[Remind]:
        return [arrived.effect for arrived in self.arrived if isinstance(arrived.effect, Remind)]


def running(since: date, number: int = 1, kind: str = "filing", calendar: Calendar | None = None) -> Deadline:
    """A deadline entered on the day it is counted from."""
    due = kinds(Session())[kind].last_day(since, calendar or published())
    return Deadline(number=number, kind=kind, since=since, due=due, matters=["address"] if kind == "filing" else [])


async def keep(store: Store, conversations: Conversations, person: str, *deadlines: Deadline) -> None:
    """Let the person have these deadlines, and be looked at when the first is due."""
    session = Session(deadlines=list(deadlines))
    await store.put({SESSION + person: session.model_dump_json()})
    at = next_wake(session, conversations.calendar(), conversations.clock())
    if at is not None:
        await conversations.schedule(person, at)
