"""What a person sees, in no channel's words: blocks of words, and rows of buttons."""

from collections.abc import Iterable
from functools import partial
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Span(Frozen):
    text: str
    strong: bool = False


BlockKind: TypeAlias = Literal["text", "heading", "quote", "note", "folded"]


class Block(Frozen):
    """A paragraph: plain words, a heading, a quote of the law, or a note in the margin. folded: the first span stands
    there, and the others open on a tap."""

    kind: BlockKind = "text"
    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)


class Button(Frozen):
    """`action` comes back in `Tapped`; ASCII, at most 48 bytes, so that channels can add the revision."""

    label: str
    action: str


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


class View(Frozen):
    """One screen of words and buttons."""

    blocks: tuple[Block, ...]
    rows: Rows = ()

    @property
    def plain(self) -> str:
        return "\n".join(block.plain for block in self.blocks)


def text(*words: str | Span, kind: BlockKind = "text") -> Block:
    return Block(kind=kind, spans=tuple(word if isinstance(word, Span) else Span(text=word) for word in words))


heading = partial(text, kind="heading")
quote = partial(text, kind="quote")
note = partial(text, kind="note")


def folded(summary: str, *words: str | Span) -> Block:
    """Words that open on a tap, below a line that says what they are."""
    return text(strong(summary + "\n"), *words, kind="folded")


def strong(words: str) -> Span:
    return Span(text=words, strong=True)


def shortened(words: str, longest: int) -> str:
    """To so many characters."""
    return words if len(words) <= longest else words[: longest - 1] + "…"


def in_rows(buttons: Iterable[Button], width: int = 1) -> Rows:
    """So many side by side."""
    flat = tuple(buttons)
    return tuple(flat[start : start + width] for start in range(0, len(flat), width))
