"""The law as blocks of a screen: always its own words, with the citation."""

from collections.abc import Iterable
from itertools import islice

from dialogs.views import Block, quote, strong
from knowledge.law import Article, Law, NoSuchClause, Reference

MOST = 5  # places shown in one answer


def clause(law: Law, id: str) -> Block:
    found = law.clause(id)
    return quote(strong(found.citation), f" {found.text}")


def article(found: Article) -> list[Block]:
    """The whole article, a paragraph or item a line."""
    return [quote(strong(found.citation), "\n" + "\n".join(found.paragraphs))]


def answer(law: Law, references: Iterable[Reference]) -> list[Block]:
    """What the text says at the first of these places, or that it has no such place."""
    blocks: list[Block] = []
    for reference in islice(references, MOST):
        try:
            id = law.find(reference).id
        except NoSuchClause as missing:
            blocks.append(Block(spans=(strong(str(missing)),)))
            continue
        whole = not reference.item and reference.paragraph == 1
        blocks += article(law.article(reference.article)) if whole else [clause(law, id)]
    return blocks
