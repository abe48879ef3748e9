"""What may come of a delivery, as the channels say it, and how long to wait before the next try."""

from __future__ import annotations

from datetime import timedelta

PAUSES = (1, 2, 5, 10, 30, 60, 120, 300, 600)  # seconds between tries; the last for every further one


class Undelivered(Exception):
    """It did not go out, and is tried again; the message says why, without contents."""

    def pause(self, tries: int) -> timedelta:
        """How long to wait after so many tries (from 1)."""
        return timedelta(seconds=PAUSES[min(tries, len(PAUSES)) - 1])


class NotArrived(Undelivered):
    """It certainly did not arrive."""


class InDoubt(Undelivered):
    """Nobody knows whether it arrived."""


class Wait(NotArrived):
    """It did not arrive, and is not to be tried again for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"told to wait {seconds:g} s")
        self.seconds = seconds

    def pause(self, tries: int) -> timedelta:
        return timedelta(seconds=self.seconds)


class Blocked(Exception):
    """The person has blocked the assistant: nothing goes out until they are back."""


class Refused(Exception):
    """It will never be taken; the message says why, without contents."""
