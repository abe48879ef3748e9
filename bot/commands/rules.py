"""``python -m bot rules``: the rule book as a document, for those who know the law."""

from __future__ import annotations

from typing import TextIO

from rules.page import page
from rules.texts import book


def rules(out: TextIO) -> int:
    """Print the document. Returns the exit status."""
    out.write(page(book()))
    return 0
