"""A figure in a question is set against its condition only where nothing else in the sentence can change it."""

from __future__ import annotations

import pytest

from dialogs.inquiry.figures_in_question import figure
from tests.support.interviews import QUESTIONS
from tests.support.talk import TODAY

# Figures said of the very thing that the condition is about.
PLAIN = [
    ("5.1", "我们总资产180万够吗", "不够，您说的是180万元，资产总额还差20万元"),
    ("5.1", "资产总额五百万，能申报吗", "够了，单看资产总额这一项（500万元）"),
    ("5.1", "我们2025年3月5日成立的，能报吗", "按今天算不够，您说的是2025年3月5日，"
     "成立时间还差102天，2027年3月5日满2年"),
    ("5.1", "公司2018年3月成立，能申报吗？", "按今天算够了，单看成立日期这一项（2018年3月）"),
    ("5.3", "我们集聚了4家专业服务机构，够不够", "不够，您说的是4家，集聚的专业服务机构还差1家"),
    ("5.6", "我们服务人员有12人，行吗", "够了，单看服务人员这一项（12人）"),
    ("5.7", "客户满意度88%，行吗", "不够，您说的是88%，企业用户满意度还差2个百分点"),
]  # fmt: skip
# Something else is counted, or it is counted otherwise, or nobody said that it is so.
OTHERWISE = [
    ("5.6", "全公司三十个人，真正做服务的就七个人"),
    ("5.6", "我们一共三十个人，能报吗"),
    ("5.6", "得二十人以上是吧"),
    ("5.6", "服务人员要10人吗"),
    ("5.6", "服务人员12人，其中5个是兼职，行吗"),
    ("5.6", "服务人员12人，行吗？下个月走三个"),
    ("5.6", "服务人员不到12人，行吗"),
    ("5.1", "净资产500万够吗"),
    ("5.1", "我们固定资产500万，能申报吗"),
    ("5.1", "注册资本500万，能申报吗"),
    ("5.1", "资产总额明年能到500万，能申报吗"),
    ("5.1", "总公司资产总额500万，能申报吗"),
    ("5.1", "资产总额500万，负债400万，能申报吗"),
    ("5.1", "资产总额500万美元，能申报吗"),
    ("5.1", "分公司2018年3月成立，能申报吗"),
    ("5.1", "平台2018年3月成立，能申报吗"),
    ("5.1", "我的资产500万够吗"),
    ("5.1", "2030年3月成立，能申报吗"),
    ("5.1", "公司2024年11月成立，能申报吗"),
    ("5.1", "资产五百万"),
    ("5.3", "集聚5家专业服务机构"),
    ("5.6", "服务人员达到10人"),
    ("5.6", "服务人员12.5万够吗"),
    ("5.7", "满意率达到90%"),
    ("5.1", "平台是2018年上线的，公司2025年3月才成立，能报吗"),
    ("5.3", "合作了8家机构，够吗"),
    ("5.3", "服务了8家机构，够吗"),
    ("5.7", "要是满意度95%，行吗"),
    ("5.7", "满意度95%，不过只问了十家，行吗"),
]
CHANGES = ["去年", "明年", "争取", "大概", "不到", "母公司", "加上兼职", "要是"]


@pytest.mark.parametrize(("clause", "question", "said"), PLAIN)
def test_a_plain_figure_is_set_against_its_own_condition_and_no_other(clause: str, question: str, said: str) -> None:
    found = figure(QUESTIONS, question, clause, TODAY)
    assert found is not None and found.words == said


@pytest.mark.parametrize(("clause", "question"), OTHERWISE)
def test_what_may_be_something_else_is_not_judged(clause: str, question: str) -> None:
    assert figure(QUESTIONS, question, clause, TODAY) is None


@pytest.mark.parametrize(("clause", "question", "said"), PLAIN)
@pytest.mark.parametrize("change", CHANGES)
def test_any_word_more_and_nothing_is_said(clause: str, question: str, said: str, change: str) -> None:
    assert figure(QUESTIONS, change + question, clause, TODAY) is None
    assert figure(QUESTIONS, f"{question}，{change}", clause, TODAY) is None
