"""Known words: those of a question that the text's own lists have, and which therefore name nobody.

A list is what somebody wrote down, where the phrasings would also let pairs of characters through that make up names.
"""

from collections.abc import Iterable
from functools import cache
from itertools import chain

from knowledge import texts
from knowledge.search.corpus import analyzer
from knowledge.search.normalise import Normaliser, plain

BETWEEN = " "
MOST = 12


class KnownWords:
    """Finds the words of a list, without those that have a number in them."""

    def __init__(self, words: Iterable[str], normaliser: Normaliser) -> None:
        self._normaliser = normaliser
        self._words = {word for word in map(plain, words) if len(word) > 1 and not any(map(str.isdecimal, word))}
        self._beginnings = {word[:length] for word in self._words for length in range(1, len(word) + 1)}

    def among(self, sentence: str) -> str:
        """The first known words of the sentence, each once and the longest that begins there.

        >>> KnownWords(["法人", "变更", "5家"], analyzer("beijing-2019")[0]).among("法人王建国变更，5家，13800138000")
        '法人 变更'
        """
        text = self._normaliser.standard(sentence)
        found: dict[str, None] = {}
        at = 0
        while at < len(text) and len(found) < MOST:
            if end := self._end(text, at):
                found[text[at:end]] = None
            at = end or at + 1
        return BETWEEN.join(found)

    def _end(self, text: str, start: int) -> int:
        """Where the longest known word that begins there ends; 0 where none does."""
        found, end = 0, start + 1
        while end <= len(text) and text[start:end] in self._beginnings:
            if text[start:end] in self._words and not _within_a_word(text, start, end):
                found = end
            end += 1
        return found


def _within_a_word(text: str, start: int, end: int) -> bool:
    """Whether what stands there is only a part of an English word."""
    before, after = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return any(len(pair) == 2 and pair.isascii() and pair.isalpha() for pair in (before, after))


@cache
def known_words(id: str) -> KnownWords:
    """The words for the things that questions about this text are about, and those that others are written as."""
    normaliser, _ = analyzer(id)
    names: dict[str, list[str]] = texts.table(id, "words.toml").get("names", {})
    return KnownWords([*chain.from_iterable(names.values()), *normaliser.standards], normaliser)
