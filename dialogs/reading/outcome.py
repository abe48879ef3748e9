"""What comes of reading a text."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a text was understood to say.

    `candidates` is never empty: one is what was understood, of several the person must choose, likeliest first.
    `exact` is False where something was hedged, relative or left out (大概230万, 上周五, 三万五): say it back and let
    it be confirmed.
    """

    candidates: tuple[T, ...]
    exact: bool


class Unread(Exception):
    """The text could not be read; `reason` is one short Chinese sentence saying what to type instead. `answers`: it is
    an answer all the same, and no question."""

    def __init__(self, reason: str, answers: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.answers = answers
