"""Incoming text, tidied the same way on every channel, and cut so that whatever reads it is done soon."""

from __future__ import annotations

import re
import unicodedata

from knowledge.characters import LONGEST

_WHITE_SPACE = re.compile(r"\s+")


def incoming(text: str) -> str:
    """The text without runs of white space and without what is no character, at most `LONGEST` in NFKC.

    A line break stays one, and an empty line too. NFKC can make eighteen characters of one, so that is what counts; a
    text that is short enough is left as it is written.

    >>> incoming("第五条 \\t  讲什么\\n\\n\\n\\n谢谢")
    '第五条 讲什么\\n\\n谢谢'
    """
    characters = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    spaced = _WHITE_SPACE.sub(_space, characters[: 2 * LONGEST]).strip()
    written = unicodedata.normalize("NFKC", spaced)
    return spaced if len(written) <= LONGEST else written[:LONGEST]


def _space(run: re.Match[str]) -> str:
    return "\n" * min(2, run[0].count("\n")) or " "
