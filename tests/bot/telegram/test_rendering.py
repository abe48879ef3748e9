"""Views as Telegram takes them: never too long, always well-formed, nothing lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.html import LONGEST, LONGEST_DATA, data, messages, read_data, units
from dialogs.views import Block, Span, View, folded, heading, quote, strong, text

WORDS = st.text(st.characters(codec="utf-8"), max_size=300)
LONG = st.builds(lambda words, times: words * times, WORDS, st.sampled_from([1, 20, 60]))
SPANS = st.lists(st.builds(Span, text=LONG, strong=st.booleans()), min_size=1, max_size=4).map(tuple)
BLOCKS = st.builds(Block, kind=st.sampled_from(["text", "heading", "quote", "note", "folded"]), spans=SPANS)
VIEWS = st.lists(BLOCKS, min_size=1, max_size=5).map(lambda blocks: View(blocks=tuple(blocks)))

TAG = re.compile(r"<(/?)(b|i|blockquote)(?: expandable)?>")


def plain(html: str) -> str:
    return unescape(TAG.sub("", html))


def balanced(html: str) -> bool:
    open_: list[str] = []
    for closing, name in TAG.findall(html):
        if not closing:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    return not open_


@given(VIEWS)
def test_every_message_fits_and_is_well_formed(view: View) -> None:
    for message in messages(view):
        assert units(plain(message)) <= LONGEST
        assert balanced(message)


@given(VIEWS)
def test_no_word_is_lost_or_changed(view: View) -> None:
    said = "".join(plain(message) for message in messages(view))
    assert said.replace("\n", "") == view.plain.replace("\n", "")


def test_words_of_a_person_are_no_markup() -> None:
    (message,) = messages(View(blocks=(text("<b>&amp;</b>"), quote(strong("第五条"), " a<b"))))
    assert message == "&lt;b&gt;&amp;amp;&lt;/b&gt;\n\n<blockquote><b>第五条</b> a&lt;b</blockquote>"


def test_what_is_folded_is_a_quotation_that_opens_on_a_tap() -> None:
    (message,) = messages(View(blocks=(folded("满足的2条", strong("第五条"), "\n甲"),)))
    assert message == "<blockquote expandable><b>满足的2条\n</b><b>第五条</b>\n甲</blockquote>"


def test_a_long_view_is_cut_between_paragraphs() -> None:
    cut = messages(View(blocks=(heading("题"), text("甲" * 3000), text("乙" * 3000))))
    assert [plain(message) for message in cut] == ["题\n\n" + "甲" * 3000, "乙" * 3000]


def test_a_character_beyond_the_plane_counts_as_two() -> None:
    assert [units(plain(message)) for message in messages(View(blocks=(text("😀" * 3000),)))] == [4096, 1904]


def test_a_button_carries_the_revision_and_the_action() -> None:
    assert data(12, "a:yes") == "12|a:yes"
    assert read_data("12|a:yes") == (12, "a:yes")


@pytest.mark.parametrize("foreign", ["", "12", "|x", "x|y", "1|", "1|是", "1|" + "x" * 60, "9999999999|x"])
def test_what_no_button_of_ours_carries_is_not_read(foreign: str) -> None:
    assert read_data(foreign) is None


def test_a_button_that_telegram_would_refuse_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        data(1, "x" * LONGEST_DATA)
