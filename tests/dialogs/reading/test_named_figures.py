"""A figure with its name, inside a sentence, and beside other figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.reading.answers import Meant, meant
from dialogs.reading.outcome import Unread
from rules import texts
from rules.engine.ask import Amount, Figure, Share, YearlyCounts
from tests.support.talk import TODAY, talk

ASKS = texts.book().asks
FIGURES = {name: ask for name, ask in ASKS.items() if isinstance(ask, Figure) and not isinstance(ask, YearlyCounts)}


def heard(question: str, said: str) -> Meant:
    return meant(ASKS[question], said, TODAY)


@pytest.mark.parametrize(
    ("question", "said", "answer"),
    [
        ("total_assets_yuan", "我们公司总资产320万", "3200000"),
        ("total_assets_yuan", "资产320万（2025年底）", "3200000"),
        ("total_assets_yuan", "有320万的资产", "3200000"),
        ("gathered_institutions", "我们平台一共有6家合作机构", 6),
        ("gathered_institutions", "签约的有6家", 6),
        ("service_staff", "服务人员12人", 12),
        ("service_staff", "从事服务的12人", 12),
        ("staff_degree", "其中本科及以上18人", 18),
        ("staff_both", "两样都有的9人", 9),
        ("satisfaction_percent", "客户满意度达到95%", "95"),
        ("public_benefit_percent", "公益性服务占30%", "30"),
    ],
)
def test_a_figure_with_its_name_is_taken(question: str, said: str, answer: object) -> None:
    assert heard(question, said) == Meant([answer], exact=True)  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("question", "said", "answer"),
    [
        ("total_assets_yuan", "总资产大概三百二十万左右", "3200000"),
        ("total_assets_yuan", "320万，没细算", "3200000"),
        ("total_assets_yuan", "2025年总资产320万", "3200000"),
        ("gathered_institutions", "还没有集聚机构", 0),
        ("gathered_institutions", "6家，还有2家在谈", 6),
        ("gathered_institutions", "12人", 12),
        ("service_staff", "员工20人", 20),
        ("service_staff", "服务了150人", 150),
        ("staff_degree", "服务人员12人", 12),
        ("satisfaction_percent", "非常满意60%", "60"),
        ("service_staff", "12人（含2名兼职）", 12),
        ("service_staff", "服务人员12人，本科10人", 12),
        ("service_staff", "20个员工，服务人员12个", 12),
        ("staff_degree", "20人，本科及以上18人", 18),
        ("staff_degree", "18个本科", 18),
        ("satisfaction_percent", "问卷统计95%", "95"),
        ("public_benefit_percent", "一半都是免费的", "50"),
        ("public_benefit_percent", "全免费，100%", "100"),
        # a whole and a part of it: the part goes by the question's name, or the whole is what was asked for
        ("service_staff", "公司一共五十，做服务的有十八个", 18),
        ("service_staff", "员工50人其中从事服务的18人", 18),
        ("service_staff", "50个员工里有18个做服务", 18),
        ("service_staff", "十个人，其中高级的两个", 10),
        ("service_staff", "18个人里面本科15个", 18),
        ("staff_degree", "二十个里面有十六个", 16),
        ("staff_degree", "20人中16人", 16),
        ("staff_degree", "16个，其中有职称的14个", 16),
        ("staff_title", "7个，其中高级的两个", 7),
        ("gathered_institutions", "16家，其中律所14家", 16),
        # something else beside it, parted by a space or by nothing
        ("total_assets_yuan", "总资产320万 注册资本100万", "3200000"),
        ("total_assets_yuan", "注册资本 100 万 总资产 320 万", "3200000"),
        ("total_assets_yuan", "总资产320万负债100万", "3200000"),
        ("total_assets_yuan", "流动资产200万，固定资产120万，合计320万", "3200000"),
        ("staff_degree", "16个，4个硕士", 16),
        # where it comes from, and of when it is
        ("total_assets_yuan", "审计报告320万", "3200000"),
        ("total_assets_yuan", "按去年年报是320万", "3200000"),
        ("total_assets_yuan", "截至2025年12月31日，资产总额为320万元", "3200000"),
        ("total_assets_yuan", "财务报表显示总资产320万", "3200000"),
        ("satisfaction_percent", "第三方测评96%", "96"),
        ("satisfaction_percent", "发了200份问卷，满意度96%", "96"),
        ("satisfaction_percent", "2025年96%", "96"),
        ("gathered_institutions", "16家（2025年）", 16),
        ("satisfaction_percent", "96%👍", "96"),
    ],
)
def test_what_may_be_meant_is_said_back(question: str, said: str, answer: object) -> None:
    assert heard(question, said) == Meant([answer], exact=False)  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("question", "said", "answers"),
    [
        ("service_staff", "50人，其中服务人员18人", [18, 50]),
        ("gathered_institutions", "16家，其中签约的14家", [16, 14]),
        ("gathered_institutions", "一共20家，其中签约的14家", [14]),
        ("service_staff", "公司一共50人，其中做服务的18人", [18]),
    ],
)
def test_of_a_bare_figure_and_a_part_with_a_name_either_may_be_meant(
    question: str, said: str, answers: list[object]
) -> None:
    assert heard(question, said) == Meant(answers, exact=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("total_assets_yuan", "净资产100万"),
        ("total_assets_yuan", "集团资产100万"),
        ("total_assets_yuan", "固定资产100万，流动资产50万"),
        ("gathered_institutions", "合作企业6家"),
        ("gathered_institutions", "没有8家"),
        ("gathered_institutions", "还差2家"),
        ("gathered_institutions", "律所2家、会计所3家"),
        ("gathered_institutions", "合作机构一百多家"),
        ("service_staff", "本科10人"),
        ("service_staff", "职称8人"),
        ("service_staff", "服务人员不少于10人"),
        ("staff_degree", "本科15人，硕士3人"),
        ("staff_title", "中级7人，高级3人"),
        ("staff_degree", "本科12个研究生4个"),
        ("staff_degree", "12个本科4个硕士"),
        ("total_assets_yuan", "注册资本100万 实缴50万"),
        ("service_staff", "计划18人"),
        ("gathered_institutions", "明年16家"),
        ("satisfaction_percent", "及格线90%"),
        ("public_benefit_percent", "免费20%，低收费10%"),
        ("staff_both", "16个里面没有"),
        ("gathered_institutions", "测评机构、调查机构3家"),
        ("satisfaction_percent", "不满意5%"),
        ("public_benefit_percent", "公益20%，低收费10%"),
    ],
)
def test_another_figure_and_several_are_asked_back(question: str, said: str) -> None:
    with pytest.raises(Unread) as unread:
        heard(question, said)
    assert unread.value.answers


@pytest.mark.parametrize(
    ("said", "oldest_first"),
    [
        ("去年服务了210家前年160家", [160, 210]),
        ("京津冀中小企业2024年160家、2025年210家", [160, 210]),
        ("2024年服务企业160家，2025年服务了210家", [160, 210]),
        ("前年是160家，去年涨到210家", [160, 210]),
        ("前年210家，去年降到160家", [210, 160]),
        ("从160家增加到210家", [160, 210]),
        ("160涨到180再涨到210", [160, 180, 210]),
        ("160家（2024年）、210家（2025年）", [160, 210]),
        ("210家（去年），160家（前年）", [160, 210]),
        ("前年160家，去年210家，同比增长31%", [160, 210]),
        ("第一年160家，第二年210家", [160, 210]),
        ("二零二四年160家，二零二五年210家", [160, 210]),
    ],
)
def test_yearly_counts_with_their_name(said: str, oldest_first: list[int]) -> None:
    assert heard("smes_served", said).candidates == [oldest_first]


@pytest.mark.parametrize("said", ["前年160家，去年增加了50家", "前年160家，去年增长三成", "去年涨到210家", "涨了50家"])
def test_by_how_much_it_grew_is_no_count_of_a_year(said: str) -> None:
    with pytest.raises(Unread):
        heard("smes_served", said)


def test_the_person_is_told_what_is_asked_for() -> None:
    with pytest.raises(Unread) as unread:
        heard("total_assets_yuan", "固定资产100万")
    assert unread.value.reason == "“固定资产”和“资产总额”不是一回事。请只写“资产总额”的数，例如 230万元。"


AROUND = st.sampled_from(["{name}{figure}", "{name}：{figure}", "{name}是{figure}", "我们有{figure}{name}"])
QUESTION = st.sampled_from(sorted(FIGURES))


def written(ask: Figure, number: int) -> tuple[str, object]:
    """A figure with its unit, and the answer that it is."""
    match ask:
        case Amount():
            return f"{number}万", str(number * 10_000)
        case Share():
            return f"{number}%", str(number)
    return f"{number}{ask.unit}", number


@settings(max_examples=200, deadline=None)
@given(st.data(), QUESTION, st.integers(2, 99), AROUND)
def test_with_any_name_of_its_own_a_figure_reads_as_itself(
    data: st.DataObject, question: str, number: int, around: str
) -> None:
    ask = FIGURES[question]
    name = data.draw(st.sampled_from([*ask.names.own, *ask.names.near]))
    figure, answer = written(ask, number)
    understood = heard(question, around.format(name=name, figure=figure))
    assert understood.candidates[0] == answer
    assert name in ask.names.own or not understood.exact


@settings(max_examples=200, deadline=None)
@given(st.data(), QUESTION, st.integers(2, 99), AROUND)
def test_with_the_name_of_something_else_it_is_never_taken(
    data: st.DataObject, question: str, number: int, around: str
) -> None:
    ask = FIGURES[question]
    name = data.draw(st.sampled_from(ask.names.others))
    with pytest.raises(Unread):
        heard(question, around.format(name=name, figure=written(ask, number)[0]))


@pytest.mark.parametrize("said", ["合作企业6家", "服务企业150家", "合作机构一百多家"])
def test_an_answer_with_a_figure_is_asked_back_and_no_clause_recited(said: str) -> None:
    person = talk().until("gathered_institutions")
    person.say(said)
    assert "gathered_institutions" not in person.answers
    assert person.session.inquired == ""
    assert "集聚了几家" in person.plain
