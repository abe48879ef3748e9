"""A view as Telegram takes it: HTML that stays well-formed when it is cut, and buttons that know their screen."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from bot.wording import zh as wording
from dialogs.views import Block, Span, View

LONGEST = 4096  # of a message, in UTF-16 units, entities parsed
LONGEST_CAPTION = 1024  # of a file, likewise
LONGEST_DATA = 64  # of what a button carries, in bytes
BETWEEN = "\n\n"

_TAGS = {
    "text": ("", ""),
    "heading": ("<b>", "</b>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "note": ("<i>", "</i>"),
    "folded": ("<blockquote expandable>", "</blockquote>"),
}
_SENTENCE = re.compile(rf"[^\n{wording.SENTENCE_ENDS}]*[\n{wording.SENTENCE_ENDS}]?")
_DATA = re.compile(r"([0-9]{1,9})\|([!-~]{1,48})")


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def messages(view: View, longest: int = LONGEST) -> list[str]:
    """The view as HTML messages, cut between paragraphs, and within one only where it is too long by itself."""
    done: list[str] = []
    open_, length = "", 0
    for block in view.blocks:
        for piece in _pieces(block, longest):
            size = units(piece.plain)
            if open_ and length + units(BETWEEN) + size > longest:
                done.append(open_)
                open_, length = "", 0
            between = BETWEEN if open_ else ""
            open_, length = open_ + between + _html(piece), length + units(between) + size
    return [*done, open_] if open_ else done


def _html(block: Block) -> str:
    before, after = _TAGS[block.kind]
    spans = "".join(f"<b>{escape(s.text)}</b>" if s.strong and s.text else escape(s.text) for s in block.spans)
    return f"{before}{spans}{after}"


def _pieces(block: Block, longest: int) -> Iterator[Block]:
    """The block, in as many pieces as a message's length asks for."""
    if units(block.plain) <= longest:
        yield block
        return
    spans: list[Span] = []
    length = 0
    for span in _small_spans(block, longest):
        if length + units(span.text) > longest:
            yield Block(kind=block.kind, spans=tuple(spans))
            spans, length = [], 0
        spans.append(span)
        length += units(span.text)
    yield Block(kind=block.kind, spans=tuple(spans))


def _small_spans(block: Block, longest: int) -> Iterator[Span]:
    """Sentences, each no longer than a message; a sentence that is longer is cut between characters."""
    half = longest // 2  # a character takes two units at most
    for span in block.spans:
        for sentence in _SENTENCE.findall(span.text):
            for start in range(0, len(sentence), half):
                yield Span(text=sentence[start : start + half], strong=span.strong)


def keyboard(view: View, revision: int) -> dict[str, Any] | None:
    """The buttons of a view; None where there are none."""
    rows = [
        [{"text": button.label, "callback_data": data(revision, button.action)} for button in row] for row in view.rows
    ]
    return {"inline_keyboard": rows} if rows else None


def data(revision: int, action: str) -> str:
    """What a button carries. Raises ValueError when Telegram would not take it."""
    carried = f"{revision}|{action}"
    if len(carried.encode()) > LONGEST_DATA:
        raise ValueError(f"too long for a button: {carried}")
    return carried


def read_data(carried: str) -> tuple[int, str] | None:
    """The revision and the action of a button; None for what we never made."""
    match = _DATA.fullmatch(carried)
    return (int(match[1]), match[2]) if match else None
