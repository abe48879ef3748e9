"""Questions in the askers' own words: settled, left open, unrelated; follow-ups, stories, browsing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dialogs import actions
from dialogs.effects import BESIDE, Answered, Effect, Keep, Say, Show, Toast
from dialogs.events import Said, Tapped
from dialogs.inquiry import answers, lookups
from dialogs.inquiry.points import filled
from dialogs.session import Session
from dialogs.views import View
from dialogs.wording import zh as wording
from knowledge.law import load
from knowledge.questions import load as entries
from knowledge.search import Outcome
from rules.beijing_2019 import BOOK
from tests.support.interviews import QUESTIONS, REFERENCE
from tests.support.talk import TODAY, Talk

LAW = load(BOOK.text)


class Asker:
    """Someone who asks, and sees what is said beside the open screen."""

    def __init__(self, talk: Talk | None = None) -> None:
        self.talk = talk or Talk()
        self.effects: list[Effect] = []

    def ask(self, question: str) -> View:
        return self._seen(self.talk.event(Said(question)))

    def tap(self, label: str) -> View:
        actions = [b.action for view in self.views for row in view.rows for b in row if b.label.startswith(label)]
        return self._seen(self.talk.event(Tapped(actions[0], BESIDE)))

    def _seen(self, effects: list[Effect]) -> View:
        self.effects = effects
        return self.views[0] if self.views else View(blocks=())

    @property
    def views(self) -> list[View]:
        return [effect.view for effect in self.effects if isinstance(effect, Say)]

    @property
    def kept(self) -> list[tuple[str, str, str]]:
        """Why, the words and the point."""
        return [(effect.why, effect.words, effect.point) for effect in self.effects if isinstance(effect, Keep)]

    @property
    def labels(self) -> list[str]:
        return [button.label for view in self.views for row in view.rows for button in row]


@pytest.fixture
def asker() -> Asker:
    return Asker()


def said(outcome: Outcome, question: str = "") -> View:
    return answers.answer(QUESTIONS, outcome, answers.sentence(QUESTIONS, outcome, question, TODAY), TODAY)


# The three kinds


def test_what_the_text_settles_is_answered_with_the_item_and_its_citation(asker: Asker) -> None:
    said = asker.ask("换了法定代表人，多久之内要备案？")
    quoted = next(block for block in said.blocks if block.kind == "quote")
    assert quoted.plain == f"第十七条 {LAW.clause('17').text}"
    assert any(span.strong and "30个工作日" in span.text for span in quoted.spans)
    assert said.blocks[0].plain == "要在变更后30个工作日内备案。"
    offered = [wording.WHOLE_ARTICLE, wording.RELATED, wording.USEFUL, wording.MISSED, wording.WRONG]
    assert asker.labels == [wording.KEEP_A_CHANGE, *offered]
    assert asker.kept == []


def test_the_item_is_quoted_and_not_the_whole_article(asker: Asker) -> None:
    said = asker.ask("满意度要达到多少")
    assert LAW.clause("5.7").text in said.plain
    assert LAW.clause("5.1").text not in said.plain


def test_what_the_text_leaves_open_is_said_so_with_the_nearest_clause(asker: Asker) -> None:
    said = asker.ask("评上了奖励多少钱")
    assert "没有规定" in said.plain
    assert "第十八条" in said.plain
    assert "第十八条" in asker.labels
    assert asker.kept == [("unanswered", "评上了 奖励 多少钱", "silent-reward-amount")]


def test_what_is_unrelated_gets_one_kind_line(asker: Asker) -> None:
    said = asker.ask("红烧肉怎么做")
    assert len(said.blocks) == 1
    assert said.rows == ()
    assert asker.kept == []


def test_unsure_between_clauses_it_offers_them_in_words() -> None:
    view = said(Outcome("choose", ("14.0", "15", "13"), "", 0.3))
    assert [button.action for row in view.rows for button in row] == ["about:14.0", "about:15", "about:13", "missed"]
    assert all(len(button.label) <= 22 for row in view.rows for button in row)


def test_a_question_that_needs_two_clauses_gets_both() -> None:
    view = said(Outcome("answered", ("5.2", "5-p2"), "5.2", 0.6))
    assert LAW.clause("5.2").text in view.plain
    assert LAW.clause("5-p2").text in view.plain


def test_a_detail_that_the_clause_leaves_open_is_answered_by_the_clause_and_says_so() -> None:
    view = said(Outcome("answered", ("5.6",), "silent-part-time-staff", 0.9))
    assert view.blocks[0].plain == next(
        entry.plain for entry in entries(BOOK.text) if entry.id == "silent-part-time-staff"
    )
    assert LAW.clause("5.6").text in view.plain


# Follow-ups and stories


def test_a_follow_up_is_read_against_the_last_answer(asker: Asker) -> None:
    asker.ask("信息服务要做到什么程度")
    assert LAW.clause("6.5").text in asker.ask("那培训呢").plain


def test_a_story_is_set_against_the_threshold_and_offers_to_begin_with_it(asker: Asker) -> None:
    said = asker.ask("我们公司资产只有150万，能申报吗")
    assert "150万元" in said.blocks[0].plain
    assert "还差50万元" in said.blocks[0].plain
    assert LAW.clause("5.1").text in said.plain
    asker.tap(wording.USE_IN_CHECK)
    assert asker.talk.answers == {"total_assets_yuan": "1500000"}
    assert asker.talk.open == REFERENCE


def test_a_figure_that_is_enough_is_said_to_be(asker: Asker) -> None:
    said = asker.ask("我们资产有500万，够申报吗")
    assert said.blocks[0].plain == "够了，单看资产总额这一项（500万元）：资产总额不低于200万元。"


def test_a_question_about_a_change_leads_to_the_last_day_for_filing_it(asker: Asker) -> None:
    said = asker.ask("我们10月8号换的法人，要备案吗")  # 2026, asked on 23 November
    passed = wording.ANSWER_OVER.format(late="3个工作日", act="备案")
    assert said.blocks[0].plain == "2026年10月8日变更的，最晚2026年11月18日（周三）备案。" + passed
    assert "10月10日" in said.plain
    assert LAW.clause("17").text in said.plain
    assert asker.labels[0] == wording.KEEP_CHANGE


def test_the_last_day_is_said_also_where_only_the_day_of_the_change_is_named(asker: Asker) -> None:
    said = asker.ask("10月8号变更的，最晚哪天备案")
    assert said.blocks[0].plain.startswith("2026年10月8日变更的，最晚2026年11月18日（周三）备案。")


def test_a_vague_figure_is_not_judged(asker: Asker) -> None:
    asker.ask("我们资产大概一两百万，能申报吗")
    assert wording.USE_IN_CHECK not in asker.labels


# In the middle of an interview


def test_in_mid_interview_the_answer_and_then_the_open_question(asker: Asker) -> None:
    asker.talk.say("/start")
    asker.talk.tap(wording.START)
    asker.talk.until("total_assets_yuan")
    before = asker.talk.answers
    said = asker.ask("总资产最少要多少？")
    assert LAW.clause("5.1").text in said.plain
    assert isinstance(asker.effects[-1], Show)
    assert "资产总额是多少" in asker.talk.screen.plain
    assert asker.talk.answers == before
    asker.talk.say("520万")
    assert asker.talk.answers["total_assets_yuan"] == "5200000"


@pytest.mark.parametrize("said", ["120%", "大概两三成", "九十多", "abc", "🙂"])
def test_an_answer_gone_wrong_is_no_question(asker: Asker, said: str) -> None:
    asker.talk.say("/start")
    asker.talk.tap(wording.START)
    asker.talk.until("satisfaction_percent")
    asker.ask(said)
    assert asker.views == []
    assert asker.talk.open == "satisfaction_percent"


def test_a_question_at_a_confirmation_leaves_it_standing(asker: Asker) -> None:
    asker.talk.say("/start")
    asker.talk.tap(wording.START)
    asker.talk.until("total_assets_yuan")
    asker.talk.say("大概230万")
    asker.ask("复评不合格会怎么样？")
    assert asker.talk.open == "confirm"
    asker.talk.say("对")
    assert asker.talk.answers["total_assets_yuan"] == "2300000"


# Buttons beside the screens


def test_whole_article_and_related_clauses(asker: Asker) -> None:
    asker.ask("满意度要达到多少")
    whole = asker.tap(wording.WHOLE_ARTICLE)
    assert all(clause.text in whole.plain for clause in LAW.article(5).clauses)
    asker.ask("满意度要达到多少")
    assert all(block.kind == "quote" for block in asker.tap(wording.RELATED).blocks)


def test_missed_keeps_the_question_once_without_numbers_and_names(asker: Asker) -> None:
    asker.ask("我们12个人，其中本科占多少才行？")
    asker.tap(wording.MISSED)
    assert asker.kept == [("missed", "个人 本科 多少", "5.6/share")]
    for again in ("missed:5.6/share", "wrong:5.6/share"):
        assert not any(isinstance(effect, Keep) for effect in asker.talk.event(Tapped(again, BESIDE)))


def test_of_several_answers_each_is_missed_by_its_own_point(asker: Asker) -> None:
    asker.ask("资产要多少？称号有效期几年")
    first, second = (view.rows[-1][1].action for view in asker.views)
    assert (first, second) == ("missed:5.1/assets", "missed:13/valid")
    for action, kept in [(first, ("missed", "", "5.1/assets")), (second, ("missed", "称号 有效期", "13/valid"))]:
        asker.effects = asker.talk.event(Tapped(action, BESIDE))
        assert asker.kept == [kept]


def test_a_button_on_a_phone_since_before_points_is_about_the_last_answer(asker: Asker) -> None:
    asker.ask("称号有效期几年")
    asker.effects = asker.talk.event(Tapped("missed", BESIDE))
    assert asker.kept == [("missed", "称号 有效期", "13/valid")]


def test_of_a_question_stored_with_more_of_its_words_none_are_kept(asker: Asker) -> None:
    asker.ask("称号有效期几年")
    stored = asker.talk.session.model_dump(mode="json", exclude={"reported"}) | {"inquired": "法人王建国的有效期几年"}
    asker.talk.session = Session.model_validate(stored)
    asker.tap(wording.WRONG)
    assert asker.kept == [("wrong", "", "13/valid")]


@pytest.mark.parametrize("entry", [id for entry in entries(BOOK.text) for id, _ in entry.intents])
def test_the_buttons_under_an_answer_can_carry_every_point(entry: str) -> None:
    assert len(actions.MISSED.button(wording.MISSED, entry).action) <= actions.LONGEST


def test_an_answer_given_for_certain_is_told_of_for_the_sample(asker: Asker) -> None:
    asker.ask("称号有效期几年")
    (given,) = [effect for effect in asker.effects if isinstance(effect, Answered)]
    assert (given.words, given.point) == ("称号 有效期", "13/valid")
    assert given.confidence >= answers.SURE
    asker.ask("评上以后奖励多少")
    assert not any(isinstance(effect, Answered) for effect in asker.effects)


def test_a_wrong_answer_is_kept_with_the_point_that_it_was(asker: Asker) -> None:
    asker.ask("称号有效期几年")
    asker.tap(wording.WRONG)
    assert asker.kept == [("wrong", "称号 有效期", "13/valid")]


def test_missed_offers_what_else_may_have_been_meant(asker: Asker) -> None:
    asker.ask("有效期最后一年复评没通过，当年还能再申报吗")
    offered = asker.tap(wording.MISSED)
    assert offered.blocks[0].plain == wording.PERHAPS
    assert any(label.startswith("第十四条") for label in asker.labels)
    assert LAW.clause("14.0").text in asker.tap("第十四条").plain


def test_useful_is_thanked(asker: Asker) -> None:
    asker.ask("满意度要达到多少")
    asker.tap(wording.USEFUL)
    assert asker.effects == [Toast(text=wording.THANKS)]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("法人王建国能不能报，电话13800138000", "法人 能否 电话"),
        ("北京智慧服务中心的资产有三百五十万", "资产"),
        ("李经理说我们是海淀诚信科技发展有限公司，法定代表人要换成张伟", "诚信 法定代表人"),
        ("发到 zhang.wei@example.com 或者微信 zw1988，满意度", "满意度"),
        ("京A12345，身份证110101199003071234，一百三十八万", ""),
        ("Our legal representative John Assetson left", "legal representative"),
        ("分公司能不能报", "分公司 能否"),
    ],
)
def test_what_is_kept_names_nobody(said: str, kept: str) -> None:
    assert answers.words_of(LAW, said) == kept


@pytest.mark.parametrize(
    "action",
    ["about:99", "whole:99", "whole:x", "chapter:0", "fill:x:1", "fill:founded_on:{", "a:yes", "missed:王建国"],
)
def test_a_button_that_we_never_made_changes_nothing(asker: Asker, action: str) -> None:
    asker.effects = asker.talk.event(Tapped(action, BESIDE))
    assert asker.talk.answers == {}
    assert asker.kept == []


def test_every_article_is_reached_by_browsing(asker: Asker) -> None:
    reached = []
    for chapters in lookups.chapters(LAW).rows:
        (chapter,) = asker.talk.event(Tapped(chapters[0].action, BESIDE))
        assert isinstance(chapter, Say)
        reached += [b.action for row in chapter.view.rows for b in row if b.action.startswith("whole:")]
    assert reached == [f"whole:{number}" for number in LAW.articles]


@pytest.mark.parametrize("number", range(1, 21))
def test_an_article_shows_its_words_and_leads_to_its_items(asker: Asker, number: int) -> None:
    (said,) = asker.talk.event(Tapped(f"whole:{number}", BESIDE))
    assert isinstance(said, Say)
    view = said.view
    assert all(clause.text in view.plain for clause in LAW.article(number).clauses)
    offered = [button.action for row in view.rows for button in row]
    assert offered == [*(f"about:{item.id}" for item in LAW.article(number).items), offered[-1]]


# Nothing else is ever said


def outcomes() -> Iterator[Outcome]:
    """Every answer that there can be: each clause, each entry, each pair that is offered."""
    for entry in entries(BOOK.text):
        if entry.kind == "clause":
            yield Outcome("answered", (entry.id,), entry.id, 1.0)
            yield Outcome("choose", (entry.id, *entry.related[:2]), entry.id, 0.3)
            for id, _ in entry.intents:
                yield Outcome("answered", (entry.id,), id, 0.9)
        elif entry.kind == "silent":
            yield Outcome("silent", entry.nearest, entry.id, 0.9)
            yield Outcome("answered", entry.nearest[:1], entry.id, 0.9)
        else:
            yield Outcome("unrelated", (), entry.id, 0.9)
    yield Outcome("unrelated", (), "", 1.0)


def test_every_sentence_that_can_be_said_stands_in_the_data_or_in_the_text() -> None:
    data = {filled(BOOK, entry.plain, TODAY) for entry in entries(BOOK.text)} | {
        entry.ask for entry in entries(BOOK.text) if entry.ask
    }
    data |= {filled(BOOK, point.answer, TODAY) for entry in entries(BOOK.text) for point in entry.points}
    text = {f"{clause.citation} {clause.text}" for clause in LAW.clauses.values()}
    own = {wording.WHICH_CLAUSE, wording.UNRELATED.format(text=LAW.title), LAW.caution}
    for outcome in outcomes():
        for block in said(outcome).blocks:
            assert block.plain in data | text | own
