"""What makes a sentence a question, and what does not."""

from __future__ import annotations

import pytest

from dialogs.reading.vocabulary import asks, may_ask, stated


@pytest.mark.parametrize(
    "sentence",
    [
        "能申报吗", "怎么报", "啥时候公示", "资产够不够", "会不会取消称号", "在哪申请", "几号截止", "公示几天",
        "多长时间复评一回", "是否要备案", "有没有人数要求", "谁来评审", "目前几家才够", "how many are needed",
    ],
)  # fmt: skip
def test_words_that_ask_make_a_question(sentence: str) -> None:
    assert asks(sentence)
    assert may_ask(sentence)


@pytest.mark.parametrize("sentence", ["十几家", "前几天换了法人", "过几天搬家", "时不时有", "哪怕没有", "有没有"])
def test_others_do_not(sentence: str) -> None:
    assert not asks(sentence)


@pytest.mark.parametrize("sentence", ["换了法人?", "法人换了没", "公司搬家要报不", "换法人有没有"])
def test_a_sign_alone_may_make_one(sentence: str) -> None:
    assert not asks(sentence)
    assert may_ask(sentence)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("我们公司的资产总额150万,够吗", "资产总额150万"),
        ("咱满意度95%达标吗", "满意度95%"),
        ("平台满意度95%达标吗", "平台满意度95%"),
        ("我的资产500万够吗", "我的资产500万"),
        ("资产总额要多少", ""),
        ("资产总额150万", ""),
        ("够吗" * 50, ""),
    ],
)
def test_what_stands_before_a_question_that_says_nothing_more(sentence: str, statement: str) -> None:
    assert stated(sentence) == statement
