"""Lists as people tell them: by verbs and in other words, what is lacking, and how many there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.reading.ticks import several
from rules.beijing_2019.art06 import LEGAL, TICKED_TOGETHER, TRAINING
from rules.engine.ask import Ticks

FUNCTIONS = [words for _, words in TICKED_TOGETHER.choices]
EVERY = list(range(1, 9))


def told(ask: Ticks, text: str) -> tuple[list[int], bool] | None:
    """The numbers of the labels that are there, and whether that is exact."""
    reading = several(text, [words for _, words in ask.choices])
    return ([place + 1 for place in reading.candidates[0]], reading.exact) if reading else None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("主要做融资，也做点法律", [2, 8]),
        ("第二个第四个", [2, 4]),
        ("第2、5、6", [2, 5, 6]),
        ("二四六", [2, 4, 6]),
        ("后两项", [7, 8]),
        ("没创业，没市场，其他都行", [1, 2, 3, 5, 6, 8]),
        ("没有创业其他都可以", [1, 2, 3, 5, 6, 7, 8]),
        ("只有法律，没有融资没有信息", [8]),
        ("融资、法律这两块", [2, 8]),
        ("八项全有", EVERY),
        ("都没开展", []),
        ("一个没有", []),
        ("除了法律都没有", [8]),
    ],
)
def test_what_is_plainly_told_is_taken(text: str, numbers: list[int]) -> None:
    assert told(TICKED_TOGETHER, text) == (numbers, True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("信息融资法律", [1, 2, 8]),
        ("融资没有，法律有", [8]),
        ("信息有融资没有法律有", [1, 8]),
        ("法律，还有政策解读", [8]),
        ("就差法律", [1, 2, 3, 4, 5, 6, 7]),
        ("信息，融资，都有", [1, 2]),
        ("有七项，缺融资", [1, 3, 4, 5, 6, 7, 8]),
        ("啥也没有", []),
    ],
)
def test_what_is_inferred_is_said_back(text: str, numbers: list[int]) -> None:
    assert told(TICKED_TOGETHER, text) == (numbers, False)


@pytest.mark.parametrize(
    ("ask", "text", "numbers"),
    [
        (LEGAL, "下载范本", [4]),
        (LEGAL, "能查法规，也能审文书", [1, 3]),
        (TRAINING, "只办过培训活动，没资质没远程", [3]),
    ],
)
def test_a_label_is_heard_by_its_weighty_words(ask: Ticks, text: str, numbers: list[int]) -> None:
    assert told(ask, text) in ((numbers, False), (numbers, True))


@pytest.mark.parametrize(
    "text",
    [
        "有三项", "三项", "3个", "有三项功能", "五个都有", "融资、法律这三块",  # how many, and no place in the list
        "没有融资", "不都有", "没有不做的", "没做政策解读，其他都有", "没有融资，法律", "大部分都有",
        "法律等", "融资吗",
    ],
)  # fmt: skip
def test_how_many_or_what_is_denied_in_part_is_asked_back(text: str) -> None:
    assert told(TICKED_TOGETHER, text) is None


@given(names=st.lists(st.sampled_from(FUNCTIONS), min_size=1, max_size=7, unique=True))
def test_what_is_denied_is_never_there(names: list[str]) -> None:
    lacking = {FUNCTIONS.index(name) for name in names}
    for text in ("没有{}，其他都有", "{}没有，别的都做", "除了{}都有"):
        reading = several(text.format("、".join(names)), FUNCTIONS)
        assert reading is not None and set(reading.candidates[0]) == set(range(len(FUNCTIONS))) - lacking
