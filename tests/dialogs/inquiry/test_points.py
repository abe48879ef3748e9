"""The first sentence answers: yes or no the right way round, a number of the rule, a figure judged by it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dialogs.inquiry import points
from dialogs.inquiry.answers import index
from dialogs.inquiry.case import Sentence
from dialogs.interview.questionnaire import Questionnaire
from knowledge import questions
from knowledge.search import Reply
from rules.beijing_2019 import BOOK
from tests.support.interviews import QUESTIONS
from tests.support.talk import TODAY

REPLIES = index(BOOK.text).replies
POINTS = {id: reply for id, reply in REPLIES.items() if reply.force}


def first(point: str, question: str) -> Sentence:
    return points.first(QUESTIONS, point.partition("/")[0], REPLIES[point], question, TODAY)


class TestWhatIsAsked:
    @pytest.mark.parametrize(
        ("point", "question", "sentence"),
        [
            ("5.1/assets", "资产总额最低多少", "资产总额不低于200万元。"),
            ("13/valid", "有效期几年", "有效期为三年。"),
            ("15/fail", "复评没过会怎么样", "复评不合格的取消称号，一年内不得再次申报。"),
            ("11/first", "材料谁先看", "由市经济和信息化局委托的专业机构初审。"),
        ],
    )
    def test_is_answered_and_nothing_affirmed(self, point: str, question: str, sentence: str) -> None:
        assert first(point, question) == Sentence(sentence, None)


class TestYesOrNo:
    """By what the point demands or states, and by how the question is put."""

    @pytest.mark.parametrize(
        ("point", "question", "says", "begins"),
        [
            # A condition: what meets it and what does not, asked for and asked after.
            ("5.1/registered", "公司在上海注册，可以申报吗", "no", "不可以："),
            ("5.1/registered", "注册在海淀可以吗", "yes", "可以："),
            ("5.1/registered", "不在北京注册行不行", "no", "不行："),
            ("5.1/registered", "注册地一定要在北京吗", "yes", "要："),
            ("5.1/legal-person", "不是独立法人，能报吗", "depends", "看情况："),
            ("5.2/growth", "企业数没增长会不会不让报", "yes", "会："),
            # What is only encouraged is no condition.
            ("7.1/encouraged", "不在郊区会不会不给报", "no", "不会："),
            ("7.1/encouraged", "经营地址必须在郊区吗", "no", "不用："),
            ("7.1/encouraged", "不在郊区能报吗", "yes", "能："),
            # A duty.
            ("17/what", "换了法人要不要备案", "yes", "要："),
            ("17/what", "换了法人不备案行吗", "no", "不行："),
            ("17/what", "换了法人不用备案吧", "no", "不是："),
            ("17/what", "换了法人用不用备案", "yes", "要："),
            # Whose it is.
            ("12/who", "称号是市经信局授予的吗", "yes", "是的："),
            ("12/who", "称号是工信部发的吧", "no", "不是："),
            ("4/authority", "不归区里管吧", "yes", "是的："),
            # What is said wrongly is denied however it is asked.
            ("15/fail", "复评不合格只是通报一下，不会取消吧", "no", "不是："),
            ("14.0/ban", "撤销后永远不能再申请了吧", "no", "不是："),
            # What the bureau has to judge.
            ("5.1/sound", "去年经营亏损，能报吗", "depends", "看情况："),
        ],
    )
    def test_is_said(self, point: str, question: str, says: str, begins: str) -> None:
        sentence = first(point, question)
        assert (sentence.says, sentence.words[: len(begins)]) == (says, begins)

    @pytest.mark.parametrize(
        ("point", "question"),
        [
            ("5.5/quality", "必须有ISO认证对吧"),
            ("5.5/fees", "收费标准由政府统一定价吧"),
            ("5.3/premises", "场地不少于一千平米对吧"),
            ("6.8/services", "法律服务必须自己有律师事务所吧"),
        ],
    )
    def test_what_nothing_says_is_not_affirmed(self, point: str, question: str) -> None:
        sentence = first(point, question)
        assert sentence.says == "depends" and sentence.words.startswith("条文写的是：")


class TestPresumedNumbers:
    @pytest.mark.parametrize(
        ("point", "question", "says", "words"),
        [
            ("13/valid", "称号有效期是四年吧", "no", "不是4年，是三年。"),
            ("13/valid", "称号有效期是三年吧", "yes", "是的：有效期为三年。"),
            ("11/days", "公示10天对吗", "no", "不是10天，是7日。"),
            ("11/days", "公示5个工作日吧", "no", "不是5个工作日，是7日。"),
            ("17/when", "是不是45天内备案", "no", "不是45天，是30个工作日。"),
            ("17/when", "是不是30个工作日内备案", "yes", "是的：要在变更后30个工作日内备案。"),
            ("5.3/institutions", "合作机构得8家以上是吧", "no", "不是8家，是5家以上。"),
            ("5.1/age", "要成立满五年对不对", "no", "不是5年，是两年以上。"),
            ("6.0/number", "至少要具备四项功能对吧", "no", "不是4项，是三项以上。"),
        ],
    )
    def test_are_affirmed_or_contradicted(self, point: str, question: str, says: str, words: str) -> None:
        assert first(point, question) == Sentence(words, says)  # type: ignore[arg-type]


class TestFiguresOfOnesOwn:
    @pytest.mark.parametrize(
        ("point", "question", "says", "begins"),
        [
            ("5.3/institutions", "我们只有3家合作机构，行不行", "no", "不够，还差2家："),
            ("5.2/number", "一年服务了99家企业，够吗", "no", "不够，还差1家："),
            ("5.2/number", "一年服务了100家企业，够吗", "yes", "够了，"),
            ("5.7/satisfaction", "满意度我们是89.5%，这样行吗", "no", "不够，还差0.5个百分点："),
            ("5.7/satisfaction", "满意度九成够不够", "yes", "够了，"),
            ("5.1/age", "成立一年半，能报吗", "no", "不够，还差6个月："),
            ("5.1/assets", "总资产二百万不到，能报吗", "no", "不够："),
            ("6.0/number", "只有两项功能行吗", "no", "不够，还差1项："),
            ("17/when", "变更过去30个工作日了，还来得及备案吗", "yes", "来得及："),
            ("17/when", "变更过去31个工作日了，还来得及备案吗", "no", "来不及，已经超过1个工作日："),
            ("8.1/penalty", "四年前受过严重行政处罚，还能报吗", "yes", "能："),
            ("8.1/penalty", "两年前受过严重行政处罚，还能报吗", "no", "不能："),
            ("14.0/ban", "称号撤销两年了，能再申请吗", "no", "不能："),
        ],
    )
    def test_are_judged_exactly(self, point: str, question: str, says: str, begins: str) -> None:
        sentence = first(point, question)
        assert (sentence.says, sentence.words[: len(begins)]) == (says, begins)

    @pytest.mark.parametrize(
        ("point", "question"),
        [
            ("5.1/assets", "净资产500万够吗"),
            ("5.1/assets", "注册资本500万，能申报吗"),
            ("5.1/assets", "资产总额大概200万左右，够吗"),
            ("5.1/assets", "资产总额500万美元，能申报吗"),
            ("5.6/staff", "员工三十个人，够吗"),
            ("5.6/staff", "服务人员12人，其中5人是兼职，行吗"),
            ("5.6/staff", "兼职的算不算10个人"),
        ],
    )
    def test_of_something_else_are_not(self, point: str, question: str) -> None:
        sentence = first(point, question)
        assert sentence.says in (None, "depends") and "够了" not in sentence.words


class TestEverySentence:
    def test_is_short(self) -> None:
        assert [id for id, reply in POINTS.items() if len(first(id, "").words) > 60] == []

    def test_names_a_limit_that_the_rules_have(self) -> None:
        named = {name for reply in POINTS.values() for name in (*_placeholders(reply), reply.limit) if name}
        assert named <= set(BOOK.limits)

    @pytest.mark.parametrize("id", [id for id, reply in POINTS.items() if "{" in reply.plain])
    def test_has_its_number_from_the_rule(self, id: str) -> None:
        """Another threshold, and the sentence is another."""
        names = _placeholders(POINTS[id])
        changed = {name: BOOK.limits[name] for name in BOOK.limits}
        for name in names:
            limit = changed[name]
            changed[name] = limit._replace(threshold=limit.threshold.since(date(2020, 1, 1), 77, "x"))
        other = Questionnaire(replace(BOOK, limits=changed))
        assert "77" in points.first(other, id.partition("/")[0], POINTS[id], "", TODAY).words.replace(",", "")

    def test_every_point_is_of_a_clause_and_its_words_are_bold(self) -> None:
        assert questions.check(BOOK.text) == []
        assert all(reply.emphasis for reply in POINTS.values())


def _placeholders(reply: Reply) -> list[str]:
    return re.findall(r"\{(\w+)\}", reply.plain)


class TestAStory:
    """Every figure in it belongs to its nearest noun, and is held against the number of its own condition."""

    @pytest.mark.parametrize(
        ("point", "question", "says", "sentence"),
        [
            (
                "5.2/number",
                "服务了120家企业，合作机构3家，能报吗",
                "no",
                "不够：集聚的专业服务机构还差2家；最近一年服务的京津冀中小企业够了。",
            ),
            ("5.7/either", "公益服务占15%，满意度85%，能申报吗", "no",
             "不够：公益性或低收费服务还差5个百分点、企业用户满意度还差5个百分点。"),
            ("5.7/satisfaction", "满意度92%，公益服务占到25%，行不行", "yes",
             "这几项都够了：企业用户满意度、公益性或低收费服务。其他条件还要另看。"),
        ],
    )  # fmt: skip
    def test_is_judged_figure_by_figure(self, point: str, question: str, says: str, sentence: str) -> None:
        found = first(point, question)
        assert (found.says, found.words) == (says, sentence)

    @pytest.mark.parametrize(
        ("point", "question", "begins"),
        [
            ("5.6/staff", "服务人员正好十个行不行", "够了，单看从事服务的人员这一项"),
            ("5.2/number", "去年服务了九十九家，差一家行不", "不够，还差1家"),
            ("5.1/assets", "总资产198万，差两万可以吗", "不够，还差2万元"),
            ("5.1/assets", "净资产200万行吗", "看情况"),
            ("5.1/age", "执照办了一年半，能不能报", "不够，还差6个月"),
            ("17/when", "搬家后40个工作日才备案，晚了吗", "超期了"),
        ],
    )
    def test_a_figure_is_of_one_thing_and_a_gap_is_none(self, point: str, question: str, begins: str) -> None:
        assert first(point, question).words.startswith(begins)

    def test_what_is_not_in_the_clause_is_not_affirmed(self) -> None:
        assert first("17/what", "换了会计要备案吗").says == "depends"

    def test_the_clause_of_each_figure_is_quoted(self) -> None:
        assert first("5.2/number", "服务了120家企业，合作机构3家，能报吗").beside == ("5.3",)


class TestAFigureThatIsNotExact:
    @pytest.mark.parametrize(
        ("point", "question", "begins"),
        [
            ("5.1/assets", "资产二百万不到一点，行吗", "不够："),
            ("5.1/assets", "资产差一点到200万，能申报不", "不够："),
            ("5.7/satisfaction", "满意度不足90%行吗", "不够："),
            ("5.1/age", "成立1年11个月能报吗", "不够，还差"),
            ("5.6/staff", "得二十人以上是吧", "不是20人，是10人以上。"),
        ],
    )
    def test_counts_as_it_is_said(self, point: str, question: str, begins: str) -> None:
        assert first(point, question).words.startswith(begins)


class TestADayToldOf:
    """Judged by the rule on today's date, with the day from which on it no longer stands in the way."""

    @pytest.mark.parametrize(
        ("point", "question", "says", "sentence"),
        [
            ("14.0/ban", "2024年被撤销的，今年能报吗", "depends",
             "看情况：撤销后三年内不得再次申请。按2024年算，最晚2028年1月1日起不再受这一条限制。"),
            ("14.0/ban", "去年被撤销称号，今年能报吗", "no",
             "不能：撤销后三年内不得再次申请。按2025年算，最晚2029年1月1日起不再受这一条限制。"),
            ("14.0/ban", "2025年5月6日被撤销的几时能再报", None,
             "撤销后三年内不得再次申请。按2025年5月6日算，2028年5月7日起不再受这一条限制。"),
            ("14.0/ban", "2022年10月被撤销的现在可以报了吗", "yes", "可以：撤销后三年内不得再次申请。"),
            ("15/fail", "2026年5月复评不合格，现在能报吗", "depends",
             "看情况：复评不合格的取消称号，一年内不得再次申报。按2026年5月算，最晚2027年6月1日起不再受这一条限制。"),
            ("13/again", "称号明年3月到期，今年能报吗", "no",
             "不能：有效期满当年可再次申报。按2027年3月算，最晚2027年1月1日起不再受这一条限制。"),
            ("13/again", "称号2027年8月到期，明年能报吗", "yes", "能：有效期满当年可再次申报。"),
            ("13/again", "去年评上的，今年还能再报吗", "no",
             "不能：有效期满当年可再次申报。按2028年算，最晚2028年1月1日起不再受这一条限制。"),
            ("13/again", "称号还有两年到期，现在能报吗", "no", "不能：有效期满当年可再次申报。"),
            ("5.1/age", "去年3月成立的公司能报吗", "no",
             "不能：成立时间要满两年。按2025年3月算，最晚2027年3月31日起不再受这一条限制。"),
            ("5.1/age", "2023年5月注册的公司年限够了吗", "yes", "够了，单看成立时间这一项：成立时间要满两年。"),
        ],
    )  # fmt: skip
    def test_is_judged_by_the_rule(self, point: str, question: str, says: str | None, sentence: str) -> None:
        found = first(point, question)
        assert (found.says, found.words) == (says, sentence)

    @pytest.mark.parametrize(
        ("point", "question"),
        [
            ("14.0/ban", "没有被撤销过，2024年换了法人，能报吗"),
            ("13/again", "2024年搬的家，现在能报吗"),
            ("5.1/registered", "2023年注册在天津的公司能报吗"),
        ],
    )
    def test_of_something_else_is_not(self, point: str, question: str) -> None:
        sentence = first(point, question)
        assert sentence.says != "yes" and "算，" not in sentence.words


class TestFunctionsNamedOneByOne:
    @pytest.mark.parametrize(
        ("question", "says"),
        [
            ("只做法律服务行不行", "no"),
            ("光做培训和法律两项能申报吗", "no"),
            ("信息、培训、法律三块都有，功能够了吧", "yes"),
            ("没有法律服务能报吗", "depends"),
            ("只有法规查询没有合同范本行吗", "depends"),
        ],
    )
    def test_are_counted_where_they_are_said_to_be_all(self, question: str, says: str) -> None:
        assert first("6.0/number", question).says == says


class TestAStoryThatMayBeBarredOrRelaxed:
    @pytest.mark.parametrize(
        ("point", "question"),
        [
            ("5.1/assets", "去年被罚过，资产500万，服务150家，能报吗"),
            ("5-p2/which", "成立五年了，资产90万，协会主办的能放宽吗"),
            ("5.2/number", "协会主办的，资产90万，服务150家，能报吗"),
        ],
    )
    def test_is_not_decided_by_its_figures(self, point: str, question: str) -> None:
        assert first(point, question).says in (None, "depends")


@pytest.mark.parametrize("question", ["能报吗", "必须这样吗", "2024年的能报吗", "去年的还影响申报吗", "不会不行吧"])
def test_every_answer_is_short(question: str) -> None:
    said = {id: first(id, question).words for id in POINTS}
    assert [id for id, words in said.items() if len(words) > 90 or len(words.partition("。")[0]) > 60] == []


def test_the_number_of_a_sentence_made_of_a_limit_is_the_rules() -> None:
    """资产正好两百万 is answered with the number, whichever point of assets was found."""
    limit = BOOK.limits["total_assets_yuan"]
    changed = limit._replace(threshold=limit.threshold.since(date(2020, 1, 1), 770_000, "x"))
    other = Questionnaire(replace(BOOK, limits={**BOOK.limits, "total_assets_yuan": changed}))
    said = points.first(other, "5.1", REPLIES["5.1/which-assets"], "资产正好两百万整可以报吗", TODAY)
    assert said.words == "够了，单看资产总额这一项：资产总额不低于77万元。"
