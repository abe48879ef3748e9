"""A channel to a person, what may come of a delivery by it, and how long to wait before the next try."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Protocol, TypeAlias

from bot.tasks import pause_after
from dialogs.effects import Effect

PAUSES = (1, 2, 5, 10, 30, 60, 120, 300, 600)  # seconds between tries


class NotDelivered(Exception):
    """It did not go out, and is tried again; the message says why, without contents."""

    def pause(self, tries: int) -> timedelta:
        """How long to wait after so many tries (from 1)."""
        return timedelta(seconds=pause_after(PAUSES, tries))


class NotArrived(NotDelivered):
    """It certainly did not arrive."""


class InDoubt(NotDelivered):
    """Nobody knows whether it arrived."""


class RateLimited(NotArrived):
    """It did not arrive, and is not to be tried again for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"told to wait {seconds:g} s")
        self.seconds = seconds

    def pause(self, tries: int) -> timedelta:
        return timedelta(seconds=self.seconds)


class Blocked(Exception):
    """The person has blocked the assistant: nothing goes out until they are back."""


class DeliveryRefused(Exception):
    """It will never be taken; the message says why, without contents."""


class Channel(Protocol):
    """A way to the person. `at_once`: what is stored is thereby delivered, and `deliver` is never called."""

    at_once: bool

    def rows(self, effects: list[Effect]) -> Awaitable[Mapping[str, str | None]]:
        """What the channel wants to have stored in the same write as the step."""

    async def begin(self, effects: list[Effect]) -> None:
        """The step is stored. For what is worth nothing later, as the answer to a tap; holds nothing up."""

    async def cannot_store(self) -> None:
        """The disk takes nothing: tell the person, once, that it will be gone on with. Never called where at_once."""

    async def deliver(self, effect: Effect, place: str | None) -> str | None:
        """Bring one effect to the person. `place` is where the last screen stands; where a screen or a reminder stands
        now is returned.

        Raises NotDelivered, Blocked, DeliveryRefused.
        """


OpenChannel: TypeAlias = Callable[[str], Channel]  # the channel to a person who did nothing at this moment
