"""What is typed of another unit: asked for, told of, or named; and what only sounds like it."""

from __future__ import annotations

import pytest

from dialogs.reading.units import (
    MAY_BE_OF_ANOTHER,
    asks_for_another,
    is_distinct,
    spoken_of,
    switch,
    tells_of_another,
    that_one,
)


@pytest.mark.parametrize(
    "words",
    [
        *("换一家", "换家公司", "换一家单位", "换个公司吧", "我们另一家公司", "另一家", "另外一家公司", "还有一家公司"),
        *("第二家公司", "再测另一家", "下一家", "那另外一家呢", "我想测另一家", "测第二家单位"),
        *(
            "能测几家公司吗",
            "可以换一家单位吗",
            "怎么切换其他家公司",
            "我们有两家公司要测",
            "我是代理,有好几家公司要申报",
        ),
    ],
)
def test_another_is_asked_for(words: str) -> None:
    assert asks_for_another(words) and MAY_BE_OF_ANOTHER.search(words)


@pytest.mark.parametrize(
    "words", ["我们另一家公司去年被罚过", "另一家公司资产500万", "第二家公司的资产是300万", "另外一家,有20人"]
)
def test_something_is_told_of_another(words: str) -> None:
    assert tells_of_another(words) and not asks_for_another(words) and MAY_BE_OF_ANOTHER.search(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "第二个",
            "8家",
            "另外8家机构",
            "另外公司有制度",
            "公司换到海淀了",
            "换了地址",
            "我们和另一家公司合作",
            "换法人了",
        ),
        *("两家公司", "有8家单位", "150家企业", "另一个", "换一个", "下一题", "其他机构有8家", "另一家公司能申报吗"),
    ],
)
def test_this_is_of_no_other(words: str) -> None:
    assert not asks_for_another(words) and not tells_of_another(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("切换到海淀那家", "海淀"),
        ("换到海淀吧", "海淀"),
        ("请切换到海淀公司", "海淀"),
        ("回到海淀那家", "海淀"),
        ("转到2", "2"),
    ],
)
def test_one_is_turned_to_by_its_name(words: str, name: str) -> None:
    wanted = switch(words)
    assert wanted is not None and wanted.name == name and MAY_BE_OF_ANOTHER.search(words)


def test_a_name_is_heard_at_the_beginning_or_where_it_is_put_as_that_of_a_unit() -> None:
    names = ["海淀", "海淀二部", "单位1", "单位10"]
    assert spoken_of("海淀的资产是500万", names) == "海淀"
    assert spoken_of("海淀二部的资产是500万", names) == "海淀二部"
    assert spoken_of("去年海淀那家亏了", names) == "海淀"
    assert spoken_of("单位10", names) == "单位10"
    assert spoken_of("海淀上周换了法人", names) == "海淀"
    assert spoken_of("在海淀注册的", names) == spoken_of("海淀区五道口", names) == ""


@pytest.mark.parametrize(
    "name", ["没有", "有的", "不清楚", "公司", "我们公司", "这家公司", "平台", "15", "是的", "我们"]
)
def test_what_may_be_an_answer_is_no_name(name: str) -> None:
    assert not is_distinct(name)


@pytest.mark.parametrize("name", ["海淀", "单位2", "朝阳智服", "通州公司", "3号公司", "有方科技"])
def test_a_name(name: str) -> None:
    assert is_distinct(name)


def test_one_that_is_put_as_such_need_not_be_known() -> None:
    assert that_one("通州那家资产500万") == "通州"
    assert that_one("我们那家") == that_one("资产500万") == ""
