"""What comes in from a person and what goes out, in no channel's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


# In


@dataclass(frozen=True, slots=True)
class Said:
    """A text, as typed; commands begin with a slash. `revision`: of the screen that it was typed at, where a channel
    can tell; `LONG_AGO` for one that is no longer remembered."""

    text: str
    revision: int | None = None


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
    """Anything that is no text: a sticker, a picture, a voice message."""


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
    """The operator tells those who asked for it of this year's 申报通知."""

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


# Out


class Span(_Frozen):
    text: str
    strong: bool = False


class Block(_Frozen):
    """A paragraph: plain words, a heading, a quote of the law, or a note in the margin."""

    kind: Literal["text", "heading", "quote", "note"] = "text"
    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)


class Button(_Frozen):
    """`action` comes back in `Tapped`; ASCII, at most 48 bytes, so that channels can add the revision."""

    label: str
    action: str


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


class View(_Frozen):
    """One screen of words and buttons."""

    blocks: tuple[Block, ...]
    rows: Rows = ()

    @property
    def plain(self) -> str:
        return "\n".join(block.plain for block in self.blocks)


class Show(_Frozen):
    """The screen that now stands open. `in_place`: it takes the place of the one before."""

    kind: Literal["show"] = "show"
    view: View
    revision: int
    in_place: bool = False


class Say(_Frozen):
    """Words beside the open screen. Their buttons belong to no screen (revision `BESIDE`): they look something up,
    and change no answer."""

    kind: Literal["say"] = "say"
    view: View


BESIDE = 0
LONG_AGO = 0  # before every screen that stands open now


class Keep(_Frozen):
    """A question that found no answer, for the operator: without numbers and names."""

    kind: Literal["keep"] = "keep"
    question: str


class Remind(_Frozen):
    """A reminder that nobody asked for at this moment. It is never repeated as it stands: undelivered, it is decided
    anew, so that it says what is true then.

    number: of the deadline; stages: the ids that it stands for; moved_from: the day told before, where the last day
    has moved; again: it may have arrived once before.
    """

    kind: Literal["remind"] = "remind"
    view: View
    number: int
    stages: tuple[str, ...] = ()
    moved_from: date | None = None
    again: bool = False


class File(_Frozen):
    """A text file for the person to keep; `view` says what it is."""

    kind: Literal["file"] = "file"
    name: str
    content: str
    view: View


class Export(_Frozen):
    """Hand out all that is kept of the person, as a file."""

    kind: Literal["export"] = "export"


class Forget(_Frozen):
    """Delete all that is kept of the person, wherever it is; `view` is the last they hear."""

    kind: Literal["forget"] = "forget"
    view: View


class Toast(_Frozen):
    """A word in passing, in answer to a tap; at most 200 characters."""

    kind: Literal["toast"] = "toast"
    text: str


Effect: TypeAlias = Annotated[Show | Say | Remind | File | Export | Forget | Toast | Keep, Field(discriminator="kind")]


def text(*words: str | Span, kind: Literal["text", "heading", "quote", "note"] = "text") -> Block:
    return Block(kind=kind, spans=tuple(word if isinstance(word, Span) else Span(text=word) for word in words))


def heading(words: str) -> Block:
    return text(words, kind="heading")


def quote(*words: str | Span) -> Block:
    return text(*words, kind="quote")


def note(words: str) -> Block:
    return text(words, kind="note")


def strong(words: str) -> Span:
    return Span(text=words, strong=True)
