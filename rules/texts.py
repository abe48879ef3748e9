"""The texts of the regulation that can be talked about, by id. No other module knows them by name."""

from rules.beijing_2019 import BOOK
from rules.engine.book import RuleBook

DEFAULT = BOOK.text
BOOKS: dict[str, RuleBook] = {DEFAULT: BOOK}


def book(id: str = DEFAULT) -> RuleBook:
    """The rule book of the text. Raises KeyError."""
    return BOOKS[id]
