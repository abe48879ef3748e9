"""What comes in: what a person does, in no channel's words, and what time brings."""

from dataclasses import dataclass
from typing import TypeAlias

from dialogs.effects import Remind

LONG_AGO = 0  # before every screen that stands open now


@dataclass(frozen=True, slots=True)
class Said:
    """A text, as typed; commands begin with a slash. `revision`: of the screen that it was typed at, where a channel
    can tell; `LONG_AGO` for one that is no longer remembered; `album`: of which it is the caption; `about`: the number
    of the deadline whose reminder it replies to, 0 where it replies to a screen, None where it is neither."""

    text: str
    revision: int | None = None
    album: str = ""
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """The person changed a text sent before."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button; `revision` is that of the screen it stands on."""

    action: str
    revision: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Anything that is no text: a sticker, a picture, a voice message. `album`: what was sent along with others has
    the id of all of them."""

    album: str = ""


@dataclass(frozen=True, slots=True)
class Woken:
    """Nobody did anything: it is time to see whether a reminder is due, or whether a deadline has moved."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A reminder did not go out, or (`in_doubt`) nobody knows whether it did."""

    reminder: Remind
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """The operator tells those who asked for it of this year's call for applications."""

    words: str


@dataclass(frozen=True, slots=True)
class Abandoned:
    """Something of theirs ended the process that handled it, twice, and is not handled."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person has blocked the assistant."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The person can be reached again."""


Event: TypeAlias = Said | Edited | Tapped | Sent | Woken | Undelivered | Announced | Abandoned | Left | Returned
