"""Questions as conversations: several at once, one after the other, about the text itself, and at an open question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.effects import Say
from dialogs.events import Said
from dialogs.inquiry import answers
from dialogs.session import OpenScreen
from rules.beijing_2019 import BOOK
from tests.support.interviews import ASKS, QUESTIONS
from tests.support.talk import TODAY, Talk, finished

LAW = BOOK.law


def said(talk: Talk, words: str) -> list[str]:
    """The first line of each thing said."""
    return [each.view.blocks[0].plain for each in talk.event(Said(words)) if isinstance(each, Say)]


class TestSeveralQuestions:
    @pytest.mark.parametrize(
        ("words", "first", "second"),
        [
            ("资产要多少？人员要几个？", "资产总额不低于200万元。", "从事为中小企业服务的人员不少于10人。"),
            ("法人换了要备案吗，资产要多少", "要：名称、地址", "资产总额不低于200万元。"),
            ("复评由谁做，多久一次", "由市经济和信息化局委托第三方机构复评。", "每年都要复评。"),
        ],
    )
    def test_are_answered_one_by_one(self, words: str, first: str, second: str) -> None:
        one, other = said(Talk(), words)
        assert (one[: len(first)], other[: len(second)]) == (first, second)

    def test_a_story_and_its_question_are_one(self) -> None:
        assert len(said(Talk(), "我们有4家合作机构，行不行")) == 1


class TestAFollowUp:
    @pytest.mark.parametrize(
        ("before", "then", "begins"),
        [
            ("法人换了要几天内备案", "那报给谁呢", "报市经济和信息化局备案"),
            ("法人换了要备案吗", "那逾期了呢", "办法没有规定逾期备案的处罚"),
            ("信息服务要做什么", "那培训呢", "还要开展相关培训活动。"),
            ("法人换了要备案吗", "从哪天算", "办法没有说变更发生的那天"),
            ("法人换了要备案吗", "几天", "要在变更后30个工作日内备案。"),
            ("复评没过会怎么样", "几年", "复评不合格的取消称号，一年内"),
            ("复评没过会怎么样", "谁来查", "由市经济和信息化局委托第三方机构复评"),
            ("造假会怎么样", "几年", "提供虚假材料和数据的，撤销称号，三年内"),
            ("称号有效期几年", "从哪天算", "办法没有写三年有效期从哪一天起算"),
            ("服务企业要多少家", "80家呢", "不够，还差20家"),
            ("资产要多少", "那250万呢", "够了"),
            ("称号有效期几年", "为什么", "条文写的是：有效期为三年。"),
            ("要有信息化系统吗", "没有行不行", "不行：要有信息化服务系统"),
        ],
    )
    def test_is_read_against_what_was_answered_last(self, before: str, then: str, begins: str) -> None:
        talk = Talk()
        said(talk, before)
        assert said(talk, then)[0].startswith(begins)


class TestAFragmentAtAnOpenQuestion:
    """It is read against the clause on the screen, and nothing is recorded."""

    @pytest.mark.parametrize(
        ("screen", "words", "begins"),
        [
            ("information_system", "没有行不行", "不行：要有信息化服务系统"),
            ("information_system", "非得有吗", "要：要有信息化服务系统"),
            ("fixed_premises", "没有也行吧", "不是：要有固定的经营服务场所"),
            ("fixed_premises", "可以没有吗", "不可以：要有固定的经营服务场所"),
            ("development_plan", "必须有吗", "要：要有明确的发展规划"),
            ("gathered_institutions", "没有行不行", "不行：要集聚社会化专业服务机构"),
            ("satisfaction_percent", "非得有吗", "要：企业用户满意度"),
            ("independent_legal_person", "没有行不行", "看情况：一般应具有独立法人资格"),
            ("staff_degree", "没有行不行", "看情况："),
            ("encouraged", "没有行不行", "行：只是鼓励"),
        ],
    )
    def test_is_about_what_is_asked_there(self, screen: str, words: str, begins: str) -> None:
        talk = Talk(session=finished().session)
        talk.session.screen = OpenScreen(kind="question", name=screen)
        talk.session.answers.pop(screen, None)
        before = dict(talk.answers)
        assert said(talk, words)[0].startswith(begins)
        assert talk.answers == before

    @pytest.mark.parametrize("words", ["没有行不行", "非得有吗", "没有也行吧", "必须有吗", "没有会怎样"])
    @pytest.mark.parametrize("screen", ASKS)
    def test_is_no_answer_anywhere(self, screen: str, words: str) -> None:
        talk = Talk(session=finished().session)
        talk.session.screen = OpenScreen(kind="question", name=screen)
        before = dict(talk.answers)
        talk.say(words)
        assert (talk.answers, talk.session.screen.kind) == (before, "question")


def test_the_point_of_a_message_is_known_by_its_first_sentence() -> None:
    (answered,) = said(Talk(), "法人换了要备案吗")
    assert answers.point_in(QUESTIONS, f"{answered}\n第十七条 …", TODAY) == "17/what"
    assert answers.point_in(QUESTIONS, "大家好", TODAY) == ""


class TestAQuestionAboutAChange:
    @pytest.mark.parametrize("words", ["我们换了法人，要备案吧", "换法人还是换名字要备案"])
    def test_is_no_filing_that_begins(self, words: str) -> None:
        talk = Talk()
        said(talk, words)
        assert talk.session.draft is None
        assert talk.session.clause == "17"


class TestWhichText:
    @pytest.mark.parametrize(
        "words",
        [
            "这个办法还有效吗",
            "有没有新的办法",
            "2022年的办法怎么说",
            "资产要求是不是变成300万了",
            "以哪个为准",
            "有没有新办法",
            "资产是不是300万",
        ],
    )
    def test_is_told_with_its_name_and_what_is_known_of_later_ones(self, words: str) -> None:
        (told,) = said(Talk(), words)
        assert LAW.origin in told
        assert LAW.notice in told

    def test_every_answer_says_which_it_is_from(self) -> None:
        (view,) = [each.view for each in Talk().event(Said("资产要多少")) if isinstance(each, Say)]
        assert view.blocks[-1].plain == LAW.caution

    def test_a_text_that_was_replaced_says_so(self) -> None:
        replaced = replace(LAW, replaced_by="《北京市某办法》")
        assert answers.source(replaced).plain == f"注意：{LAW.title}已由《北京市某办法》取代。{LAW.caution}"


def test_what_the_law_demands_is_not_called_encouraged() -> None:
    (told,) = said(Talk(), "河北的公司也能报北京这个吧")
    assert told.startswith("不是：注册地要在本市")
