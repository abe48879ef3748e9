"""Words typed on screens that are no question, and small talk anywhere: where each leads, and that none is recorded."""

from __future__ import annotations

import pytest

from dialogs.effects import BESIDE, Document
from dialogs.events import Said, Sent, Tapped
from dialogs.inquiry import answers
from dialogs.wording import zh as wording
from dialogs.wording import zh_units as units
from knowledge.law import load
from rules.beijing_2019 import BOOK
from tests.support.interviews import Say
from tests.support.talk import TODAY, Talk, concluded, finished, talk

LAW = load(BOOK.text)


def failing() -> Talk:
    """Somebody who is told that a clause is not met."""
    person = talk().until("fixed_premises")
    person.tap("没有")
    assert person.open == "failing"
    return person


def after_a_question() -> Talk:
    """Somebody at a question that 好 would answer, who has just asked something else."""
    person = talk().until("fixed_premises")
    person.say("复评不合格会怎么样？")
    return person


ON = ["好", "好的", "嗯", "继续", "下一题", "下一步", "往下", "ok go on", "可以", "走", "好的继续", "👍"]


@pytest.mark.parametrize("word", ON)
def test_who_agrees_or_goes_on_takes_the_main_way_from_a_screen_that_asks_nothing(word: str) -> None:
    for person, leads_to in ((failing(), "systems"), (finished(), "result"), (talk(), "reference_date")):
        person.say(word)
        assert person.open == leads_to


@pytest.mark.parametrize("word", ["好", "继续", "下一题"])
def test_at_the_verdict_there_is_no_way_on(word: str) -> None:
    person = concluded()
    person.say(word)
    assert person.open == "result" and person.plain == wording.GOOD


@pytest.mark.parametrize("word", ["好", "是", "对", "确认", "ok", "第一个"])
def test_nothing_is_deleted_or_begun_anew_but_by_the_exact_label(word: str) -> None:
    for command in ("/forget", "/restart"):
        person = finished()
        before = dict(person.answers)
        person.say(command, word)
        assert person.answers == before and before


@pytest.mark.parametrize(
    "word", ["好的", "ok", "👍", "嗯", "谢谢", "thanks", "hi", "你好", "好的谢谢", "再见", "收到", "知道了"]
)
def test_a_courtesy_after_an_answer_is_no_answer_to_the_open_question(word: str) -> None:
    person = after_a_question()
    before = dict(person.answers)
    person.say(word)
    assert person.answers == before and person.open == "fixed_premises"
    assert "第十五条" not in person.plain
    person.say("有")
    assert person.answers["fixed_premises"] is True


def test_a_failing_clause_is_shown_again_after_a_question_in_between() -> None:
    person = failing()
    person.say("复评不合格会怎么样？")
    assert "第十五条" in person.plain and "现在不满足" in person.plain and person.open == "failing"


def test_the_review_and_the_verdict_are_shown_again_after_it_by_their_heading_and_buttons() -> None:
    for person, title in ((finished(), wording.REVIEW_TITLE), (concluded(), "结论：符合申报条件")):
        buttons = person.buttons
        person.say("复评不合格会怎么样？")
        assert person.plain.endswith(title) and person.buttons == buttons


@pytest.mark.parametrize("words", ["没有行不行", "非得有吗", "没有可以吗"])
def test_a_question_in_a_few_words_is_not_recorded(words: str) -> None:
    person = talk().until("fixed_premises")
    person.say(words)
    assert "fixed_premises" not in person.answers and person.open == "fixed_premises"


@pytest.mark.parametrize("words", ["都不是", "都不对", "不是这些"])
def test_none_of_what_was_offered_is_no_answer_to_the_open_question(words: str) -> None:
    person = after_a_question()
    before = dict(person.answers)
    person.say(words)
    assert person.answers == before and wording.MISSED_KEPT in person.toasts


def test_one_of_a_list_is_chosen_by_its_place() -> None:
    person = finished()
    person.say("第2个")
    assert person.session.screen.kind == "review_item" and person.session.screen.name == "5.1"
    person.say("第一个")
    assert person.open == "independent_legal_person"


def test_of_the_clauses_last_offered_one_is_chosen_by_its_place_and_none_recorded() -> None:
    person = talk().until("sponsor", total_assets_yuan=Say("130万"))
    offered = answers.offered(LAW, wording.WHICH_CLAUSE, ("15", "17", "14"))
    person.session.beside = [button for row in offered.rows for button in row]
    before = dict(person.answers)
    person.say("第二个")
    assert "30个工作日" in person.plain and person.answers == before and person.open == "sponsor"


# To change an answer


@pytest.mark.parametrize("words", ["改刚才的答案", "我要改", "修改", "上一个答错了", "填错了"])
def test_the_answer_that_made_the_clause_fail_is_asked_for_again(words: str) -> None:
    person = failing()
    person.say(words)
    assert person.open == "fixed_premises"


@pytest.mark.parametrize("words", ["改一下资产", "资产写错了", "我要改资产总额", "改资产总额"])
def test_an_answer_is_named_in_part_to_be_changed(words: str) -> None:
    for person in (failing(), finished(), concluded(), talk().until("facilities")):
        person.say(words)
        assert person.open == "total_assets_yuan"


def test_to_change_something_leads_from_the_verdict_to_the_answers() -> None:
    person = concluded()
    person.say("我要改")
    assert person.session.screen.kind == "review" and "要改哪个答案" in person.plain


def test_a_change_of_the_firm_is_no_answer_to_be_changed() -> None:
    person = finished()
    person.say("上周改名了")
    assert person.session.screen.kind == "day"


# The verdict as a file


@pytest.mark.parametrize(
    "words",
    ["打印", "发给我", "导出", "下载", "保存结果", "导出pdf", "帮我打印一下结果", "发给领导", "给老板看看", "转发"],
)
def test_the_verdict_is_handed_out(words: str) -> None:
    person = concluded()
    for form, label in wording.FORMS.items():
        person.say(words)
        assert wording.TAKE_WHICH in person.plain
        (document,) = person.event(Said(label))
        assert isinstance(document, Document) and document.form == form
        assert (document.answers, document.today) == (person.answers, TODAY)
        assert document.name == f"自测结论-2026-11-23.{form}"


def test_a_button_of_another_unit_hands_out_nothing() -> None:
    person = concluded()
    assert not [each for each in person.event(Tapped("as:2:docx", BESIDE)) if isinstance(each, Document)]
    assert [each for each in person.event(Tapped("as:docx", BESIDE)) if isinstance(each, Document)]


def test_of_several_units_the_document_says_whose_it_is() -> None:
    person = concluded()
    assert [each.unit for each in person.event(Tapped("as:docx", BESIDE)) if isinstance(each, Document)] == [""]
    person.say("换一家")
    person.tap(units.NEW)
    person.say("通州（二）/../<b>", "通知还没出")
    (document,) = (each for each in person.event(Tapped("as:2:docx", BESIDE)) if isinstance(each, Document))
    assert document.unit == "通州(二)/../<b>" and document.name == "自测结论-通州二b-2026-11-23.docx"


def test_before_anything_is_answered_there_is_no_verdict_to_hand_out() -> None:
    person = talk()
    person.say("打印")
    assert wording.NO_RESULT_YET in person.plain


# In English


@pytest.mark.parametrize("words", ["hello what is this", "I want to apply", "can you speak English?"])
def test_who_writes_in_english_is_told_in_english_what_this_is(words: str) -> None:
    for person in (talk(), talk().until("fixed_premises"), finished()):
        before, open_ = dict(person.answers), person.open
        person.say(words)
        assert wording.IN_ENGLISH in person.plain and (person.answers, person.open) == (before, open_)


# An album


def test_an_album_is_answered_once() -> None:
    person = talk()
    assert person.event(Sent("one")) and not person.event(Sent("one"))
    person.event(Said("第十七条讲什么", album="one"))
    assert "30个工作日" in person.plain
    assert not person.event(Sent("one")) and person.event(Sent("two")) and person.event(Sent())


# A button in other words


def sources() -> Talk:
    person = concluded()
    person.tap(wording.SOURCES)
    return person


@pytest.mark.parametrize("words", ["看结论", "先看看结论吧", "结论", "算了看结论吧", "看目前结论"])
def test_the_verdict_is_asked_for_in_other_words(words: str) -> None:
    for person in (failing(), finished(), sources()):
        person.say(words)
        assert person.open == "result"


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("条文原文", "sources"),
        ("看看原文", "sources"),
        ("试改", "try_item"),
        ("看我的答案", "review"),
        ("返回核对", "review"),
        ("重新测", "restart"),
    ],
)
def test_what_stands_at_the_verdict_is_named_in_other_words(words: str, opens: str) -> None:
    person = concluded()
    person.say(words)
    assert person.open == opens


def test_the_part_that_is_named_is_opened_and_back_leads_to_the_whole() -> None:
    person = finished()
    person.say("改第五条（三）那个")
    assert person.open == "review_item" and person.session.screen.name == "5.3"
    person.say("返回")
    assert person.open == "review"


@pytest.mark.parametrize("words", ["第五条", "第五条那个"])
def test_an_article_is_not_the_fifth_of_a_list(words: str) -> None:
    person = sources()
    person.say(words)
    assert person.open == "sources" and "必须同时具备以下基本条件" in person.plain


@pytest.mark.parametrize("words", ["结论是怎么来的？", "原文在哪里能看到吗", "不看结论"])
def test_a_question_or_a_denial_presses_nothing(words: str) -> None:
    person = failing()
    person.say(words)
    assert person.open == "failing"


@pytest.mark.parametrize("words", ["算了", "还是算了吧", "取消", "不", "不要", "点错了"])
def test_the_way_out_of_what_would_delete_is_found_in_many_words(words: str) -> None:
    for command in ("/forget", "/restart"):
        person = finished()
        before = dict(person.answers)
        person.say(command, words)
        assert person.answers == before and person.open == "review"


@pytest.mark.parametrize(
    "words", ["先不填了", "我先不填了", "下次再说", "回头再填", "先到这吧", "暂停一下", "有空再答"]
)
def test_who_stops_for_now_is_told_that_it_is_kept(words: str) -> None:
    person = talk().until("fixed_premises")
    person.say(words)
    assert person.open == "paused" and person.plain == wording.PAUSED


@pytest.mark.parametrize("words", ["跳过", "这题跳过吧", "算了", "算了，下一题"])
def test_no_question_is_passed_over_in_silence(words: str) -> None:
    person = talk().until("fixed_premises")
    person.say(words)
    assert person.open == "fixed_premises" and wording.NOT_SKIPPED in person.plain


def test_what_is_said_back_is_insisted_on_by_its_own_buttons() -> None:
    person = talk().until("sound_operation_and_credit")
    person.say("还可以吧")
    assert person.open == "confirm"
    for words in ("前年150，去年180", "跳过"):
        person.say(words)
        assert person.open == "confirm" and wording.RIGHT_OR_AGAIN in person.plain


def test_a_question_that_is_still_to_come_is_asked_when_its_answer_is_to_be_changed() -> None:
    person = talk().until("fixed_premises")
    person.say("改一下满意度")
    assert person.open == "satisfaction_percent" and wording.NOT_YET_ASKED in person.plain
    person.say("95%")
    assert person.answers["satisfaction_percent"] == "95" and person.open == "fixed_premises"


def test_who_stopped_and_writes_in_english_is_told_in_english() -> None:
    person = talk().until("fixed_premises")
    person.say(wording.PAUSE, "what is this")
    assert person.plain == wording.IN_ENGLISH


@pytest.mark.parametrize("words", ["2", "两个", "2个"])
def test_a_figure_is_no_place_in_what_was_offered_beside_a_question(words: str) -> None:
    person = talk().until("gathered_institutions")
    offered = answers.offered(LAW, wording.WHICH_CLAUSE, ("15", "17", "14"))
    person.session.beside = [button for row in offered.rows for button in row]
    person.say(words)
    assert "第十七条" not in person.plain


@pytest.mark.parametrize("word", ["好", "好的", "行", "ok", "明白了"])
def test_who_agrees_at_a_deadline_gives_it_no_name_and_no_day(word: str) -> None:
    person = talk()
    person.say("上周五换了法人")
    for open_ in ("deadline", "platform"):
        before = person.session.deadlines
        person.say(word)
        assert person.open == open_ and person.session.deadlines == before and person.plain == wording.GOOD
        person.tap(wording.NAME_PLATFORM) if open_ == "deadline" else None
