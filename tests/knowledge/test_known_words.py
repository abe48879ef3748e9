"""Of a sentence only words remain that somebody has written into the lists of the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis.strategies import lists, sampled_from, text, tuples

from knowledge import texts
from knowledge.search.known_words import BETWEEN, MOST, known_words
from knowledge.search.normalise import plain
from tests.support.evaluation import TEXT

KNOWN = known_words(TEXT)
LISTED = {plain(word) for words in texts.table(TEXT, "words.toml")["names"].values() for word in words}
NAMES = ("王建国", "张伟", "智慧汇", "13800138000", "二〇二六", "zhang.wei@example.com", "京A12345")


@given(lists(tuples(text(max_size=8), sampled_from(sorted(LISTED)), sampled_from(NAMES)), max_size=5))
def test_no_number_and_no_name_remains_whatever_stands_beside_it(parts: list[tuple[str, str, str]]) -> None:
    kept = KNOWN.among("".join(part for each in parts for part in each))
    assert not any(character.isdecimal() for character in kept)
    assert not any(name in kept for name in NAMES)
    assert len(kept.split(BETWEEN)) <= 3 * MOST  # a word of English may have spaces


def test_words_are_kept_in_the_spelling_that_they_are_looked_up_in() -> None:
    assert KNOWN.among("資產總額要多少") == "资产总额 多少"
    assert KNOWN.among("咋申报") == "怎么申报"


def test_a_part_of_an_english_word_is_none() -> None:
    assert KNOWN.among("Our capital went") == "capital"
    assert KNOWN.among("capitalist") == ""
