"""A consultant who checks several units in one conversation."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dialogs.deadlines import ical
from dialogs.effects import BESIDE, Amend, Remind, Say
from dialogs.events import Said, Tapped, Woken
from dialogs.session import Session
from dialogs.units import kept
from dialogs.wording import zh as wording
from dialogs.wording import zh_units as units
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support import interviews
from tests.support.talk import Talk, concluded, talk

ASSETS = "total_assets_yuan"
NOON = datetime(2026, 11, 23, 12, tzinfo=BEIJING)


def called(name: str) -> str:
    return units.OF_UNIT.format(name=name)


def two(**answers: interviews.Tap | interviews.Say) -> Talk:
    """海淀 is through, and at 朝阳, which is spoken of, the total assets are asked for."""
    person = concluded(**answers)
    person.say("换一家")
    person.tap(units.NEW)
    person.say("朝阳")
    person.say("/units")
    person.tap("1. 单位1", units.RENAME)
    person.say("海淀", "切换到朝阳")
    return person.until(ASSETS)


class TestSomebodyWithOneUnit:
    def test_sees_nothing_of_it_but_the_way_in(self) -> None:
        person = talk()
        assert units.ANOTHER not in person.buttons
        person.answer()
        person.tap(wording.VERDICT)
        assert person.buttons.count(units.ANOTHER) == 1
        person.say("/start")
        assert person.buttons.count(units.ANOTHER) == 1
        assert not person.session.unit.name and not person.session.resting

    def test_is_told_what_it_is_for_and_how_many_there_may_be(self) -> None:
        person = concluded()
        person.tap(units.ANOTHER)
        assert units.ABOUT.format(most=20) in person.plain and units.COMPARE_ALL not in person.buttons
        person.tap(wording.TO_CHECK)
        assert person.session.screen.kind == "result"

    def test_hears_no_name_of_it_on_any_screen(self) -> None:
        person = concluded()
        person.say("上周五换了法人")
        assert "【" not in person.plain
        person.say("/deadlines")
        assert "【" not in person.plain


class TestAnotherOne:
    @pytest.mark.parametrize("words", ["我们另一家公司", "换一家", "第二家公司", "/units", "我的单位", "另测一家单位"])
    def test_is_offered_whenever_it_is_asked_for(self, words: str) -> None:
        person = talk().until(ASSETS)
        person.say(words)
        assert person.open == "units" and units.NEW in person.buttons
        person.say("返回")
        assert person.open == ASSETS

    def test_begins_from_the_beginning_and_the_first_is_given_a_name(self) -> None:
        person = talk().until(ASSETS)
        before = person.answers
        person.say("换一家")
        person.tap(units.NEW)
        person.say("“朝阳智服”")
        assert person.plain.startswith(called("朝阳智服"))
        assert units.FIRST_CALLED.format(name="单位1") in person.plain
        assert not person.answers and person.open == interviews.REFERENCE
        [first] = person.session.resting
        assert (first.unit.name, first.answers) == ("单位1", before)

    def test_need_not_be_given_a_name(self) -> None:
        person = concluded()
        person.tap(units.ANOTHER, units.NEW, units.CALL_IT.format(name="单位2"))
        assert [each.unit.name for each in kept.every(person.session)] == ["单位1", "单位2"]

    def test_by_the_name_that_the_first_would_get_leaves_that_one_the_next(self) -> None:
        person = concluded()
        person.tap(units.ANOTHER, units.NEW)
        person.say("单位1")
        assert [each.unit.name for each in kept.every(person.session)] == ["单位2", "单位1"]

    @pytest.mark.parametrize("name", ["朝", "很长" * 16, "朝阳", "朝 阳", "《朝阳》", "没有", "本公司"])
    def test_is_refused_a_name_that_is_anothers_or_too_long_or_too_short_or_may_be_an_answer(self, name: str) -> None:
        person = two()
        person.say("/units")
        person.tap(units.NEW)
        person.say(name)
        assert person.open == "new_unit" and len(kept.every(person.session)) == 2

    @pytest.mark.parametrize("name", ["什么值得买科技", "<b>&{day}%s", "北京换一家公司", "通州（二）"])
    def test_may_have_any_other_name(self, name: str) -> None:
        person = two()
        person.say("/units")
        person.tap(units.NEW)
        person.say(name)
        assert len(kept.every(person.session)) == 3
        person.say("上周五换了法人")
        person.say("/deadlines")
        assert person.session.unit.name in person.plain

    def test_is_refused_when_there_are_too_many(self) -> None:
        person = concluded()
        for _ in range(kept.MOST + 3):
            person.say("/units")
            person.tap(units.NEW)
            if units.CALL_IT.partition("“")[0] in "".join(person.buttons):
                person.tap(next(label for label in person.buttons if label.startswith(units.CALL_IT[:2])))
        assert len(kept.every(person.session)) == kept.MOST
        assert units.TOO_MANY.format(most=kept.MOST) in person.plain


class TestTurningFromOneToAnother:
    def test_goes_on_where_each_was_left(self) -> None:
        person = two()
        person.say("切换到海淀那家")
        assert person.plain.startswith(called("海淀")) and person.open == "result"
        person.say("/units")
        person.tap("2. 朝阳", units.SWITCH)
        assert person.plain.startswith(called("朝阳")) and person.open == ASSETS

    def test_what_was_said_back_waits_to_be_confirmed(self) -> None:
        person = two()
        person.say("大概三百万吧")
        assert person.open == "confirm"
        person.say("切换到海淀", "切换到朝阳")
        assert person.open == "confirm"
        person.tap(wording.RIGHT)
        assert person.answers[ASSETS] == "3000000"

    def test_by_a_part_of_the_name_and_by_its_place(self) -> None:
        person = two()
        person.say("/units")
        person.say("海淀")
        assert person.session.unit.name == "海淀"
        person.say("/units", "第二个")
        assert person.session.unit.name == "朝阳"

    def test_to_one_that_is_not_there_says_so(self) -> None:
        person = two()
        person.say("切换到通州那家")
        assert units.NONE_SO_NAMED.format(name="通州") in person.plain and person.session.unit.name == "朝阳"

    def test_each_has_its_own_answers_verdict_and_trail(self) -> None:
        person = two(**{ASSETS: interviews.Say("500万")}).answer(**{ASSETS: interviews.Say("80万")})
        person.tap(wording.VERDICT)
        assert "结论：暂不符合申报条件" in person.plain
        assert person.answers[ASSETS] == "800000"
        person.say("切换到海淀")
        assert "结论：符合申报条件" in person.plain and person.answers[ASSETS] == "5000000"

    def test_the_name_stands_on_questions_receipts_review_result_and_beside_failing_clauses(self) -> None:
        person = two()
        for words in ("80万", "/review", "看结论", "为什么", "暂停", "/start", "/restart"):
            person.say(words)
            assert person.plain.startswith(called("朝阳")), words


class TestWhatIsSaidOfOneIsNotTakenForTheOther:
    @pytest.mark.parametrize(
        "words",
        ["海淀的资产是500万", "海淀那家500万", "我们另一家公司500万", "通州那家500万", "海淀上周五换了法人", "海淀"],
    )
    def test_an_answer(self, words: str) -> None:
        person = two()
        before = person.answers
        person.say(words)
        assert person.open in ("unit", "units")
        assert (person.answers, person.session.deadlines) == (before, []) and person.session.unit.name == "朝阳"

    def test_one_that_names_its_own_unit_stays_with_it(self) -> None:
        person = two()
        person.say("朝阳的资产")
        assert person.open == ASSETS

    def test_a_text_typed_at_the_question_of_one_is_no_answer_to_the_same_question_of_the_other(self) -> None:
        person = two()
        person.say("切换到海淀", "改资产总额")
        typed_at = person.session.revision
        assert person.open == ASSETS
        person.say("切换到朝阳")
        assert person.open == ASSETS
        before = person.answers
        person.say_at(typed_at, "900万")
        assert person.answers == before

    def test_a_button_of_an_old_screen_of_the_other(self) -> None:
        person = two()
        person.say("切换到海淀", "改资产总额")
        old = [(button.action, person.session.revision) for row in person.screen.rows for button in row]
        person.say("切换到朝阳")
        before = person.session
        for action, revision in old:
            person.event(Tapped(action, revision))
        assert kept.every(person.session)[0].answers == kept.every(before)[0].answers
        assert person.answers == before.answers and person.open == ASSETS

    @pytest.mark.parametrize("question", ["我们公司的资产总额150万，够吗", "10月8号换了法人，要备案吗"])
    def test_the_figure_or_the_change_of_a_question(self, question: str) -> None:
        """The button beside the screens, which stands there for as long as the conversation is kept."""
        person = two()
        [answer] = [effect.view for effect in person.event(Said(question)) if isinstance(effect, Say)]
        button = answer.rows[0][0]
        assert button.label.endswith("（朝阳）")
        person.say("切换到海淀")
        before, said = person.session, units.BUTTON_OF_ANOTHER.format(other="朝阳", name="海淀")
        person.event(Tapped(button.action, BESIDE))
        assert person.toasts[-1] == said
        assert (person.answers, person.session.deadlines) == (before.answers, before.deadlines)
        person.say("切换到朝阳")
        person.event(Tapped(button.action, BESIDE))
        assert person.answers.get(ASSETS) == "1500000" or person.session.deadlines


class TestACopy:
    def test_has_the_answers_and_neither_verdict_nor_deadlines(self) -> None:
        person = two()
        person.say("切换到海淀", "上周五换了法人", "/units")
        person.tap("1. 海淀", units.COPY)
        person.say("通州")
        first, _, copy = kept.every(person.session)
        assert person.session.unit.name == "通州" and person.open == "review"
        assert copy.answers == first.answers and not copy.verdict and not copy.concluded
        assert {each.unit for each in person.session.deadlines} == {first.unit.number}

    def test_and_the_one_it_was_made_of_go_different_ways(self) -> None:
        person = two()
        person.say("/units")
        person.tap("1. 海淀", units.COPY)
        person.say("通州", "改资产总额", "80万")
        assert person.answers[ASSETS] == "800000"
        assert kept.every(person.session)[0].answers[ASSETS] == "5200000"


class TestDeletingOne:
    def test_asks_and_says_what_goes(self) -> None:
        person = two()
        person.say("上周五换了法人", "/units")
        person.tap("2. 朝阳", units.DELETE)
        assert units.DELETE_ASK.format(name="朝阳") in person.plain and "1项期限" in person.plain
        person.tap(wording.CANCEL)
        assert person.open == "unit" and len(kept.every(person.session)) == 2

    def test_takes_its_answers_and_deadlines_and_no_others(self) -> None:
        person = two()
        person.say("上周五换了法人", "切换到海淀", "上周五换了法人", "/units")
        before = kept.every(person.session)[0].answers
        person.tap("2. 朝阳", units.DELETE)
        effects = person.event(Tapped(person.action(units.REALLY_DELETE), person.session.revision))
        assert [effect.number for effect in effects if isinstance(effect, Amend)] == [1]
        assert [each.number for each in person.session.deadlines] == [2]
        assert person.answers == before and not person.session.resting
        assert "朝阳" not in person.session.model_dump_json()

    def test_of_the_one_that_is_spoken_of_turns_to_the_first_of_the_others(self) -> None:
        person = two()
        person.say("/units")
        person.tap("2. 朝阳", units.DELETE, units.REALLY_DELETE)
        assert units.NOW_SPOKEN_OF.format(name="海淀") in person.plain
        person.say("继续")
        assert person.open == "result" and not person.plain.startswith(called("海淀"))

    def test_its_number_is_given_to_no_other(self) -> None:
        person = two()
        person.say("/units")
        person.tap("2. 朝阳", units.DELETE, units.REALLY_DELETE, units.NEW)
        person.say("通州")
        assert [each.unit.number for each in kept.every(person.session)] == [1, 3]


class TestComparing:
    def test_each_clause_that_differs_has_a_sign_for_each_and_the_rest_are_counted(self) -> None:
        person = two().answer(**{ASSETS: interviews.Say("80万")})
        person.say("比较各家")
        assert "1. 海淀：符合，答完了\n2. 朝阳：不符合，答完了" in person.plain
        assert "第五条（一）　✅❌" in person.plain and "第五条（二）" not in person.plain
        assert units.SAME_ELSEWHERE.format(count=11) in person.plain

    def test_two_of_three(self) -> None:
        person = two()
        person.say("/units")
        person.tap("1. 海淀", units.COPY)
        person.say("通州", "/units")
        person.tap("2. 朝阳", units.COMPARE.format(name="通州"))
        assert "朝阳：" in person.plain and "通州：" in person.plain and "海淀" not in person.plain

    def test_alike_in_all(self) -> None:
        person = two()
        person.say("/units")
        person.tap("1. 海淀", units.COPY)
        person.say("通州", "/units")
        person.tap("1. 海淀", units.COMPARE.format(name="通州"))
        assert units.SAME_EVERYWHERE.format(count=12) in person.plain

    def test_there_must_be_two_that_have_begun(self) -> None:
        person = concluded()
        person.say("比较各家")
        assert units.NOTHING_TO_COMPARE in person.plain


class TestDeadlines:
    def test_are_of_the_unit_that_is_spoken_of_and_name_it(self) -> None:
        person = two()
        person.say("上周五换了法人")
        assert person.plain.startswith("【朝阳】变更备案（法定代表人）")
        person.say("切换到海淀", "上周五换了法人")
        assert person.plain.startswith("【海淀】变更备案（法定代表人）"), "the same of another is another"
        person.say("/deadlines")
        assert "【朝阳】变更备案" in person.plain and "【海淀】变更备案" in person.plain
        calendar = ical.calendar(person.session, published(), NOON)
        assert "【朝阳】变更备案" in calendar.replace("\r\n ", "")

    def test_the_screens_on_which_one_is_entered_name_it_too(self) -> None:
        person = two()
        person.say("最近换了主营业务")
        assert person.open == "day" and person.plain.startswith(called("朝阳"))

    def test_one_that_is_given_another_day_stays_with_its_unit(self) -> None:
        person = two()
        person.say("上周五换了法人", "切换到海淀", "/deadlines")
        person.tap("1. 【朝阳】变更备案（法定代表人）", wording.REDATE)
        assert person.plain.startswith(called("朝阳"))
        person.say("昨天")
        assert [(each.unit, each.since) for each in person.session.deadlines] == [(2, date(2026, 11, 22))]

    def test_a_reminder_comes_whichever_is_spoken_of_and_its_buttons_are_of_its_deadline(self) -> None:
        person = two()
        person.say("上周五换了法人", "切换到海淀")
        before, person.today = person.answers, date(2026, 12, 4)
        [reminder] = [effect for effect in person.event(Woken()) if isinstance(effect, Remind)]
        assert reminder.view.plain.startswith("【朝阳】变更备案（法定代表人）：还有20个工作日")
        person.event(Tapped(reminder.view.rows[0][0].action, BESIDE))
        person.say("昨天")
        [deadline] = person.session.deadlines
        assert (deadline.unit, deadline.done_on) == (2, date(2026, 12, 3))
        assert person.session.unit.name == "海淀" and person.answers == before

    def test_what_is_said_to_be_done_is_of_the_unit_that_is_named_or_spoken_of(self) -> None:
        person = two()
        person.say("上周五换了法人", "切换到海淀", "上周五换了法人", "/start")
        person.say("朝阳那家的法人昨天备案了")
        done = {each.unit: each.done_on for each in person.session.deadlines}
        assert done == {1: None, 2: date(2026, 11, 22)}
        person.say("/start", "法人昨天备案了")
        assert all(each.done_on for each in person.session.deadlines)

    def test_of_a_unit_that_rests_it_is_asked_first(self) -> None:
        person = two()
        person.say("上周五换了法人", "切换到海淀", "/start", "法人昨天备案了")
        assert person.open == "which" and "【朝阳】" in person.buttons[0]
        assert person.session.deadlines[0].done_on is None


def test_the_document_of_somebody_with_as_many_units_as_can_be_stays_small() -> None:
    """Each through, with answers of last time, and a filing of its own."""
    person = concluded()
    session = person.session.model_copy()
    session.previous = session.answers
    for place in range(kept.MOST - 1):
        kept.begin(session, f"{place}" * (kept.LONGEST_NAME // len(str(place))), session)
        session.previous, session.verdict, session.concluded = session.answers, "ELIGIBLE", True
    assert len(kept.every(session)) == kept.MOST
    assert len(session.model_dump_json().encode()) < 200_000
    assert Session.model_validate_json(session.model_dump_json()) == session
