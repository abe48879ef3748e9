"""Buttons in rows, and buttons that are ticks."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.views import Button, Rows
from dialogs.wording import zh as wording


def in_rows(buttons: Iterable[Button], width: int) -> Rows:
    """So many side by side."""
    flat = tuple(buttons)
    return tuple(flat[start : start + width] for start in range(0, len(flat), width))


def tick(index: int, words: str, on: bool) -> Button:
    """A tick that says which state it sets, so that a double tap does no harm."""
    return Button(label=f"{wording.TICKED if on else wording.UNTICKED} {words}", action=f"t:{index}:{int(not on)}")
