"""No yes and no "no" that is not certain and true: what an applicant tells of, and what the first sentence says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dialogs.inquiry import answers, points
from dialogs.inquiry.case import Sentence
from dialogs.reading.questions.figures import figures
from knowledge.search.normalise import plain
from rules.beijing_2019 import BOOK
from tests.support.interviews import QUESTIONS
from tests.support.talk import TODAY

REPLIES = answers.index(BOOK.text).replies
POINTS = {id: reply for id, reply in REPLIES.items() if reply.force}
DEMANDS = sorted(id for id, reply in POINTS.items() if reply.force == "must")
SANCTIONS = sorted(id for id, reply in POINTS.items() if reply.case)


def asked(question: str) -> Sentence:
    """What is said first to somebody who has just come."""
    said = answers.sentence(QUESTIONS, answers.outcome(BOOK.law, question), question, TODAY)
    return said or Sentence("")


def first(point: str, question: str) -> Sentence:
    return points.first(QUESTIONS, point.partition("/")[0], REPLIES[point], question, TODAY)


LACKING = (
    "{}可以没有吗", "没有{}也没关系吧", "{}没有也没关系吧", "不用{}吧", "{}不是必须的吧", "不要求{}吧", "{}可有可无吧",
    "缺{}能报吗", "没有{}不影响吧", "没有{}也可以吧",
)  # fmt: skip
# How it is asked after, what is below the number, what is enough, and the number.
NUMBERS: list[Any] = [
    ("资产总额{}", ["180万", "199万", "一百八十多万"], ["200万", "260万", "300多万"], "200万"),
    ("一年服务企业{}", ["80家", "99家", "九十多家"], ["100家", "130家", "一百二十多家"], "100家"),
    ("合作机构{}", ["3家", "4家", "两三家"], ["5家", "8家", "十几家"], "5家"),
    ("服务人员{}", ["8人", "九个人", "七八个人"], ["10人", "12个人", "二十多人"], "10人"),
    ("满意度{}", ["85%", "89.5%", "八成"], ["90%", "95%"], "90%"),
    ("公益服务占{}", ["15%", "19%", "一成"], ["20%", "25%", "三成"], "20%"),
    ("公司成立{}", ["一年", "一年半", "1年11个月", "一年多"], ["两年", "三年", "五年多"], "两年"),
    ("服务功能有{}", ["两项", "1项"], ["三项", "4项", "五种"], "三项"),
]
OPEN = {"depends", None}
CERTAIN: list[Any] = [
    # Barred for certain: the case is told, and it cannot be as long ago as the bar lasts.
    ("去年被撤销称号，今年能报名吗", "no", r"^不能：.*三年"),
    ("上周刚被撤销称号，现在申报还行吗", "no", r"三年"),
    ("撤销到现在还不到三年，能不能申报", "no", r"^不能：.*三年"),
    ("被撤销过称号的单位是不是一辈子不能申报", "no", r"^不是：.*三年"),
    ("撤销以后是不是三年内不能申请", "yes", r"三年"),
    ("称号撤了四年，现在能不能再申请", "yes", r"三年"),
    ("两年前受过刑事处罚，能申报吗", "no", r"三年"),
    ("法人代表去年被判刑，公司能报吗", "no", r"^不能：.*三年"),
    ("三年内受过严重行政处罚，能申请吗", "no", r"^不能：.*三年"),
    ("去年被认定严重失信，可以申请吗", "no", r"^不可以：.*三年"),
    ("复评不合格才半年，能重新申报吗", OPEN | {"no"}, r"一年"),
    ("复评不合格两年后能不能报", "yes", r"一年"),
    ("复评不合格会被取消称号吗", "yes", r"^会：.*取消"),
    ("复评不合格只是罚款，不会取消吧", {"no", "depends"}, r"取消"),
    ("材料造假会不会被撤销称号", "yes", r"^会：.*撤销"),
    ("严重失信三年以上了影响申报吗", OPEN | {"no"}, r"^(?!不是3年)"),
    # Conditions that are lacking.
    ("成立日期差三天满两年，行吗", OPEN | {"no"}, r"两年"),
    ("京津冀外的企业服务了也算吗", "no", r"京津冀"),
    ("没有固定的经营场所能申报吗", "no", r"^不能：.*固定"),
    ("没有发展规划能申请吗", "no", r"^不能：.*规划"),
    ("没有年度目标会不会不让申报", "yes", r"^会：.*目标"),
    ("服务企业数量下滑了还能申报吗", "no", r"持续增长"),
    ("公司注册在廊坊，能申报吗", "no", r"^不能：.*本市"),
    ("非要注册在北京吗", "yes", r"本市"),
    ("服务人员只有七个，能报吗", "no", r"10人"),
    ("合作机构才四家，行吗", "no", r"5家"),
    ("用户满意度88%可以申报吗", "no", r"90%"),
    ("只有两项服务功能能报吗", "no", r"三项"),
    ("八项服务功能都得有吗", "no", r"三项"),
    ("只做法律服务行不行", "no", r"^不够，还差2项：.*三项"),
    ("只有培训行吗", "no", r"三项"),
    # What is only encouraged.
    ("不在郊区能不能报", "yes", r"鼓励"),
    ("不做高精尖行吗", "yes", r"鼓励"),
    # Procedure and duties.
    ("材料能寄过去吗，邮寄可以吗", {"no", "depends"}, r"政务服务网"),
    ("材料没交齐会受理吗", OPEN | {"no"}, r"材料齐全"),
    ("称号是不是工信部发的", "no", r"市经济和信息化局"),
    ("有效期是不是五年", "no", r"三年"),
    ("期满当年可以再次申报吗", "yes", r"再次申报"),
    ("没改名只换了地址，要不要备案", "yes", r"^要：.*备案"),
    ("变更20个工作日了，来得及备案吗", "yes", r"^来得及"),
    ("变更33个工作日了，来得及备案吗", "no", r"^来不及"),
    ("不报送运营数据可以吗", "no", r"报送"),
    ("枢纽平台派的任务可以不理吗", "no", r"枢纽平台"),
    ("变更要提前报批吗", "no", r"^不用：.*变更后30个工作日"),
    ("变更后10天内报就行对吧", "yes", r"30个工作日"),
    ("换了法人不报行不行", "no", r"^不行：.*备案"),
    ("不备案是不是不行", "yes", r"备案"),
    # What is said to be for ever, and from which year on.
    ("复评没过是不是就永远不能报了", "no", r"^不是：.*一年"),
    ("受过一次处罚就终身不能报吗", "no", r"三年"),
    ("撤销称号一年以后可以再申请吗", "no", r"三年"),
    # A part of the whole is a figure.
    ("公益服务占五分之一够吗", "yes", r"20%"),
    ("公益服务不到五分之一行吗", "no", r"20%"),
    ("公司成立三年，资产500万，服务人员12人，本科职称占一半，可以吗", "no", r"还差30个百分点"),
    ("公示一个月吧", "no", r"^不是1个月，是7日"),
    ("两年前的今天成立的行吗", "yes", r"两年"),
    ("公司五年前失信过能申报吗", "yes", r"三年"),
    ("功能就做了四样够不够", "yes", r"三项"),
    # What is lacking, however it is denied.
    ("信息化系统不带查询的行吗", "no", r"查询"),
    ("不交运营数据可以吧", "no", r"报送"),
    # Whose clients count, and what is no longer in force.
    ("大公司客户也计入吧", "no", r"中小企业"),
    ("2017年的办法还有用吗", "no", r"废止"),
    ("公示没完就能挂牌吧", "no", r"无异议"),
    ("法律服务不是必须的吧", "yes", r"没有必选"),
    ("没等通知下来就先报可以吗", "no", r"通知"),
    ("材料缺一两样能受理吗", "no", r"齐全"),
    ("有效期内判刑了称号还能留吗", "no", r"撤销"),
    ("复评不合格是取消称号吗", "yes", r"取消"),
    ("业绩不好的也优先支持吗", "no", r"业绩突出"),
    # Another body, another measure.
    ("公示在区政府网站吧", "no", r"市经济和信息化局网站"),
    ("复评是经信局的人自己来吗", "no", r"第三方"),
    ("净资产够200万就行了吧", "no", r"资产总额"),
    ("评上以后就不用再查了吧", "no", r"每年"),
    ("是不是一年可以报两次", "no", r"每年进行一次"),
    # One of several functions, and whom a relaxation is for.
    ("管理咨询是必选项吗", "no", r"没有必选"),
    ("没有大型仪器是不是就不算技术创新功能", "no", r"不是必备"),
    ("民营企业能享受放宽政策吗", "no", r"机关事业单位、社团法人"),
    ("协会主办的满意度80%也能放宽吧", "no", r"第五条（一）（六）"),
    ("在市区办公就不能报是吗", "no", r"鼓励"),
    ("不做高精尖的企业服务就评不上吧", "no", r"鼓励"),
]
UNDECIDED = [
    # Told of, but it depends on what, when or whose.
    ("三年内被罚过还能报吗", r"三年"),
    ("公司去年被罚款，还能报吗", r"三年"),
    ("被撤销过称号还能再申报吗", r"三年"),
    ("不是造假被撤销的，能马上申请吗", r"三年"),
    ("被撤销后能不能换个公司再报", r"三年"),
    ("母公司被撤销称号，子公司能报吗", r"三年"),
    ("别人举报我们造假，称号就会撤销吗", r"撤销"),
    ("没造假会不会被撤销称号", r"撤销"),
    ("公司没受过处罚，能申报吗", r"三年"),
    ("没有严重失信就一定能评上吗", r"三年"),
    ("老板被限高了，能报吗", r"三年"),
    ("去年复评不合格，今年能申请吗", r"一年"),
    # Generally so.
    ("个体户能申请吗", r"一般"),
    ("不是独立法人能申请吗", r"一般"),
    # One condition is not enough, and one of several functions is not needed.
    ("注册在海淀就能报吗", r"本市"),
    ("有三项功能就能报吗", r"三项"),
    ("服务了100家就可以了吗", r"100家"),
    ("没有法律服务能报吗", r"三项"),
    ("没有培训资质但备案了行吗", r"有其一即可"),
    ("必须做融资吗", r"融资"),
    ("在郊区就能报吗", r"鼓励"),
    ("没有网站能报吗", r"信息化服务系统"),
    ("没有自有场地能报吗", r"场所"),
    ("制度还在写，能报吗", r"制度"),
    ("不收费的平台可以报吗", r""),
    # Conditions that may be relaxed for some.
    ("事业单位可以申请吗", r""),
    ("协会可以申请吗", r""),
    ("学会主办的，成立一年能报吗", r""),
    ("事业单位资产不够200万可以吗", r""),
    # Nothing of the case is written.
    ("没发通知能报吗", r"通知"),
    ("受理了就能评上吗", r""),
    ("初审过了就是评上了吗", r"初审"),
    ("评价合格就有称号吗", r""),
    ("公示7天是连周末也算吗", r"7日"),
    ("到期会自动续，不用重新申报吧", r""),
    ("称号没到期能再申报吗", r"期满当年"),
    ("2024年受过刑事处罚，能报吗", r"三年"),
    ("称号撤销那年是2025年，现在能报吗", r"三年"),
    ("2026年5月复评不合格，现在能报吗", r"一年"),
    ("服务人员九人加上兼职三人，够吗", r"10人"),
    ("网上提交后还要交纸质材料吗", r""),
    ("称号早就被撤销了，去年换了法人，现在能申报吗", r"三年"),
    ("没有变更要备案吗", r"备案"),
    ("主营业务没变不用备案吧", r"备案"),
    ("换了地址超过30个工作日还能备案吗", r"30个工作日"),
    ("没评上能享受优先支持吗", r""),
    ("是示范平台就有政策支持吗", r""),
    # A title that is over is told of, and stands in nobody's way.
    ("称号过期两年了还能再申请吗", r"再次申报"),
    ("外省的分公司注册在北京行吗", r"本市"),
    ("称号还有效吗", r"三年"),
    ("得三十个人吧", r""),
    ("五年前没被处罚能报吗", r"三年"),
    ("12个服务人员里9个本科又有中级职称够八成吗", r"80%"),
    # Both readings stand in one sentence.
    ("没有中级职称的人行不行", r"^看情况：[^：]*两种读法"),
    ("10个服务人员里7个本科有职称行吗", r"80%"),
    ("本科生占九成，行吗", r"80%"),
    ("两年加起来服务100家行吗", r"100家"),
    ("年服务100家里含大企业行吗", r""),
    ("平台必须对外开放吗？我们是会员制，不交会费的不让用", r"开放"),
]


class TestWhatIsCertain:
    @pytest.mark.parametrize(("question", "says", "words"), CERTAIN)
    def test_is_said(self, question: str, says: str | set[str | None], words: str) -> None:
        sentence = asked(question)
        assert sentence.says in (says if isinstance(says, set) else {says}), sentence
        assert re.search(words, sentence.words)


class TestWhatIsNot:
    @pytest.mark.parametrize(("question", "words"), UNDECIDED)
    def test_is_neither_affirmed_nor_denied(self, question: str, words: str) -> None:
        sentence = asked(question)
        assert sentence.says in OPEN, sentence
        assert re.search(words, sentence.words)


def test_what_was_awarded_under_the_former_text_is_not_said_to_be_void() -> None:
    assert asked("以前认定的平台还有效吗").says in {"yes", "depends"}


class TestEveryPoint:
    @pytest.mark.parametrize("point", DEMANDS)
    def test_what_is_demanded_may_not_be_lacking(self, point: str) -> None:
        said = [
            first(point, f"{told}{words}{asks}")
            for words in POINTS[point].fits
            for told in ("没有", "没", "未")
            for asks in ("能报吗", "可以申请吗", "行不行")
        ]
        assert [sentence.words for sentence in said if sentence.says == "yes"] == []

    @pytest.mark.parametrize("point", DEMANDS)
    def test_what_is_demanded_is_never_said_to_be_needless(self, point: str) -> None:
        said = [first(point, f"{words}是不是必须") for words in POINTS[point].fits]
        assert [sentence.words for sentence in said if sentence.says == "no"] == []

    @pytest.mark.parametrize("point", DEMANDS)
    def test_no_one_condition_is_enough(self, point: str) -> None:
        said = [
            first(point, f"{told}{words}{asks}")
            for words in POINTS[point].fits
            for told, asks in (("只要", "就行吗"), ("只有", "能报吗"), ("", "就能报吗"), ("", "一定能评上吗"))
        ]
        assert [sentence.words for sentence in said if sentence.says == "yes"] == []

    @pytest.mark.parametrize("point", SANCTIONS)
    def test_who_tells_of_a_case_is_never_told_yes(self, point: str) -> None:
        said = [
            first(point, f"{told}{words}{asks}")
            for words in POINTS[point].case
            for told in ("", "去年", "刚", "以前", "因为")
            for asks in ("能报吗", "过，还能再申请吗", "行不行", "来得及申报吗", "没关系吧", "不影响申报吧")
        ]
        assert [sentence.words for sentence in said if sentence.says == "yes"] == []

    @pytest.mark.parametrize("point", DEMANDS)
    def test_what_is_demanded_is_never_said_to_do_where_it_is_lacking(self, point: str) -> None:
        """However the lack is put, and whatever stands behind it."""
        said = [
            first(point, form.format(words))
            for words in POINTS[point].fits
            for form in LACKING
            if not any(figures(plain(words)))
        ]
        assert [sentence.words for sentence in said if sentence.says == "yes"] == []

    @pytest.mark.parametrize("point", DEMANDS)
    def test_who_asks_whether_a_lack_hinders_is_never_told_that_it_does_not(self, point: str) -> None:
        said = [
            first(point, form.format(words))
            for words in POINTS[point].fits
            for form in ("没有{}就不行吧", "没有{}会被刷吗", "没{}会影响申报吗", "没有{}是不是报不了")
        ]
        assert [sentence.words for sentence in said if sentence.says == "no"] == []


class TestEveryNumber:
    """Below it, at it and above it, however it is said and asked: what is certain is never the wrong way round."""

    @pytest.mark.parametrize(("form", "below", "enough", "need"), NUMBERS)
    @pytest.mark.parametrize(
        "asks",
        ["行吗", "能报吗", "够不够", "，可以申请吗", "达标吗", "没问题吧", "算合格吗", "符合要求吗", "过得去吗"],
    )
    def test_what_is_below_is_not_enough(
        self, form: str, below: list[str], enough: list[str], need: str, asks: str
    ) -> None:
        told = {figure: asked(form.format(figure) + asks).says for figure in (*below, *enough)}
        assert {told[figure] for figure in below} <= OPEN | {"no"}
        assert {told[figure] for figure in enough} <= OPEN | {"yes"}

    @pytest.mark.parametrize(("form", "below", "enough", "need"), NUMBERS)
    @pytest.mark.parametrize("asks", ["是不是不够", "会不会被刷", "不行吧", "会影响申报吗", "会被卡吗", "是不是报不了"])
    def test_what_is_below_hinders(self, form: str, below: list[str], enough: list[str], need: str, asks: str) -> None:
        told = {figure: asked(form.format(figure) + asks).says for figure in (*below, *enough)}
        assert {told[figure] for figure in below} <= OPEN | {"yes"}
        assert {told[figure] for figure in enough} <= OPEN | {"no"}

    @pytest.mark.parametrize(("form", "below", "enough", "need"), NUMBERS)
    @pytest.mark.parametrize("asks", ["{}要{}吗", "{}必须达到{}吗", "{}要求{}对吧", "{}至少{}吗", "{}最少{}是吧"])
    def test_another_number_is_not_the_rule(
        self, form: str, below: list[str], enough: list[str], need: str, asks: str
    ) -> None:
        noun = form.format("")
        assert asked(asks.format(noun, need)).says in OPEN | {"yes"}
        assert asked(asks.format(noun, below[0])).says in OPEN | {"no"}


class TestWordsForANumber:
    @pytest.mark.parametrize(
        ("question", "says"),
        [
            ("总资产能不能低于两百万", "no"),
            ("人员可以少于10个吗", "no"),
            ("满意度90%以下不行对吧", "yes"),
            ("资产210万不会被卡吧", "yes"),
            ("从事服务的人员不能少于10人是吧", "yes"),
            ("满意度要达到95%吧", "no"),
            ("合作机构三四家能行吗", "no"),
            ("资产总额一百八十多万够吗", "no"),
            ("服务了一百多家，够吗", "yes"),
            ("信息系统可有可无吧", "no"),
            ("复评没过是不是三年不能报", "no"),
            ("五年内不能有处罚是吗", "no"),
            ("称号由协会颁发对吗", "no"),
        ],
    )
    def test_are_read_as_they_are_meant(self, question: str, says: str) -> None:
        assert asked(question).says == says
