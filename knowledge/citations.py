"""Which articles a sentence names: 第十四条讲什么, 17条, 五条六项, 第五条第二款."""

from __future__ import annotations

import re

from knowledge.characters import in_standard_widths
from knowledge.law import Reference
from knowledge.numerals import NUMERAL, integer

_NUMBER = rf"(?:[0-9]{{1,3}}|{NUMERAL})"
_NAMED = re.compile(
    rf"第? ?(?P<article>{_NUMBER}) ?条(?!件)"
    rf"(?: ?第? ?\(? ?(?P<item>{_NUMBER}) ?(?:\) ?项?|项)| ?第? ?(?P<paragraph>{_NUMBER}) ?款)?"
)
# The ids that deep links and commands carry: 17, a17, 5.1, 5-p2.
_ID = re.compile(r"a?(?P<article>[0-9]{1,3})(?:[.．](?P<item>[0-9]{1,2})|-p(?P<paragraph>[0-9]))?")


def references(sentence: str) -> list[Reference]:
    """The articles, items and paragraphs that the sentence names, in its order, each once.

    >>> references("五条六项和第十七条说的是一回事吗")
    [Reference(article=5, item=6, paragraph=1), Reference(article=17, item=0, paragraph=1)]
    """
    return list(dict.fromkeys(_reference(match) for match in _NAMED.finditer(_plain(sentence))))


def reference(words: str) -> Reference | None:
    """What a command or a link names: 17, 第十七条, 5.1, a17; None where it names nothing, or more than one."""
    plain = _plain(words)
    if match := _ID.fullmatch(plain):
        return _reference(match)
    named = references(plain)
    return named[0] if len(named) == 1 else None


def _plain(words: str) -> str:
    """With single spaces, since the pattern tries one after the other wherever there may be some."""
    return " ".join(in_standard_widths(words).split())


def _reference(match: re.Match[str]) -> Reference:
    article, item, paragraph = match["article"], match["item"], match["paragraph"]
    return Reference(integer(article), integer(item) if item else 0, integer(paragraph) if paragraph else 1)
