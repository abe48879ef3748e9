"""A holder of the title tells of a change, is reminded, files it, and keeps the other dates of the text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dialogs.deadlines.sentences import hour, in_short
from dialogs.effects import BESIDE, Effect, File, Remind, Say
from dialogs.events import Left, Said, Tapped, Undelivered, Woken
from dialogs.session import Deadline, Session
from dialogs.wording import zh as wording
from rules.beijing_2019.deadlines import DEADLINES
from tests.support.examples import examples
from tests.support.talk import Talk, talk

WEDNESDAY = date(2026, 11, 25)
FILED = wording.IS_DONE.format(act="备案")
WHICH_MATTERS = wording.WHICH_MATTERS.format(done=wording.DONE)
OCTOBER_8 = date(2026, 10, 8)  # filed up to and with 18 November 2026


@pytest.fixture
def holder() -> Talk:
    return talk(WEDNESDAY)


def told(sentence: str, today: date = WEDNESDAY) -> Talk:
    """Somebody who comes and says this."""
    person = talk(today)
    person.say(sentence)
    return person


def only(person: Talk) -> Deadline:
    (deadline,) = person.session.deadlines
    return deadline


def beside(person: Talk, action: str) -> list[Effect]:
    return person.event(Tapped(action, BESIDE))


def woken(person: Talk, today: date) -> list[Remind]:
    """What comes of itself at noon of this day, until nothing more comes."""
    person.today = today
    found: list[Remind] = []
    while reminders := [effect for effect in person.event(Woken()) if isinstance(effect, Remind)]:
        found += reminders
    return found


def test_days_and_hours_are_said_in_short() -> None:
    assert in_short([date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2)]) == "9月30日、10月1、2日"
    assert [hour(9), hour(12), hour(15)] == ["上午9点", "中午12点", "下午3点"]


# From the change to its filing


def test_from_last_week_we_changed_to_filed_with_the_days_passing(holder: Talk) -> None:
    holder.say("我们上周换了法人")
    assert "这一周的哪一天" in holder.plain
    holder.tap("11月18日（周三）")
    assert "最晚2026年12月30日（周三）备案" in holder.plain
    assert "还有25个工作日" in holder.plain
    assert "第十七条 示范平台或其运营管理机构" in holder.plain
    heard = []
    for day in range(1, 23):
        for reminder in woken(holder, WEDNESDAY + timedelta(days=day)):
            heard.append((holder.today, reminder.view.blocks[0].plain.partition("：")[2]))
    assert heard == [
        (date(2026, 12, 2), "还有20个工作日，最晚2026年12月30日（周三）。"),
        (date(2026, 12, 16), "还有10个工作日，最晚2026年12月30日（周三）。"),
    ]
    beside(holder, "filed:1")
    holder.say("昨天")
    assert "没有逾期，比最后一天早" in holder.plain
    assert only(holder).done_on == holder.today - timedelta(days=1)
    assert woken(holder, date(2027, 2, 1)) == []
    holder.say("/deadlines")
    assert wording.DONE_TITLE in holder.plain


@pytest.mark.parametrize(
    ("sentence", "matters", "since"),
    [
        ("10月8号搬到通州了", ["address"], OCTOBER_8),
        ("公司改名了，9月30号换的执照", ["name"], date(2026, 9, 30)),
        ("上周五我们换了法人", ["legal_representative"], date(2026, 11, 20)),
        ("昨天刚变更了主营业务", ["main_business"], date(2026, 11, 24)),
        ("12月1号要换法定代表人", ["legal_representative"], date(2026, 12, 1)),
        ("下个月8号我们要改名，同时搬家", ["name", "address"], date(2026, 12, 8)),
        ("/change 法人 上周五", ["legal_representative"], date(2026, 11, 20)),
        ("/change 名称、地址 2026年9月30日", ["name", "address"], date(2026, 9, 30)),
    ],
)
def test_what_a_sentence_certainly_says_is_taken(sentence: str, matters: list[str], since: date) -> None:
    deadline = only(told(sentence))
    assert (deadline.matters, deadline.since) == (matters, since)


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("我们换了法人", "是哪天变更的"),
        ("我们最近换了法人", "定不下是哪一天"),
        ("上个月换了法人", "2026年10月的哪一天"),
        ("我们10月搬家了", "2026年10月的哪一天"),
        ("/change", WHICH_MATTERS),
        ("/change 10月8日", WHICH_MATTERS),
        ("2026年2月30日换的法人", "不存在"),
    ],
)
def test_what_is_missing_or_vague_is_asked_back(sentence: str, asked: str) -> None:
    person = told(sentence)
    assert asked in person.plain
    assert person.session.deadlines == []


@pytest.mark.parametrize(
    "sentence",
    [
        "换了法人要备案吗",
        "法人变更多久内要备案",
        "如果换了法人怎么办",
        "我们没有换法人",
        "客户上周换了法人",
        "不打算搬家",
    ],
)
def test_a_question_or_a_denial_begins_no_filing(sentence: str) -> None:
    person = told(sentence)
    assert person.session.deadlines == []
    assert person.session.screen.kind == "home"


def test_a_question_with_a_day_is_answered_and_offers_to_keep_it(holder: Talk) -> None:
    said = [effect.view for effect in holder.event(Said("10月8号换了法人，最晚哪天备案？")) if isinstance(effect, Say)]
    assert "最晚2026年11月18日" in holder.plain
    buttons = {button.label: button.action for view in said for row in view.rows for button in row}
    beside(holder, buttons[wording.KEEP_CHANGE])
    assert only(holder).since == OCTOBER_8


def test_a_day_whose_last_is_long_past_and_whose_next_is_near_is_offered_twice() -> None:
    person = told("/change 法人 12月8日")
    assert person.buttons[:2] == ["2025年12月8日（周一）", "2026年12月8日（周二）"]
    person.tap("2026年12月8日（周二）")
    assert only(person).since == date(2026, 12, 8)


def test_a_planned_change_is_said_to_be_planned_and_cannot_be_filed_before(holder: Talk) -> None:
    holder.say("2027年3月1日要换法定代表人")
    assert "计划2027年3月1日（周一）变更" in holder.plain
    assert "暂定" in holder.plain
    holder.tap(FILED)
    assert "备案要在变更之后" in holder.plain
    assert only(holder).done_on is None


def test_a_day_within_the_month_that_was_said_is_taken_alone(holder: Talk) -> None:
    holder.say("上个月换了法人", "15号")
    assert only(holder).since == date(2026, 10, 15)


def test_a_weekday_of_the_week_that_was_said_is_taken_alone(holder: Talk) -> None:
    holder.say("上周换了法人", "周三")  # today is a Wednesday too
    assert only(holder).since == date(2026, 11, 18)


def test_of_a_week_and_a_month_one_is_chosen_and_then_its_day(holder: Talk) -> None:
    holder.say("10月签的，上周换的法人")
    holder.tap("11月16日到11月22日")
    holder.tap("11月16日（周一）")
    assert only(holder).since == date(2026, 11, 16)


def test_of_two_months_one_is_chosen_and_then_its_day(holder: Talk) -> None:
    holder.say("/change 法人 12月")
    holder.tap("2025年12月")
    holder.say("三号")
    assert only(holder).since == date(2025, 12, 3)


def test_at_the_question_for_the_day_another_change_is_another_filing(holder: Talk) -> None:
    holder.say("我们换了法人", "10月8号搬到通州了")
    assert (only(holder).matters, only(holder).since) == (["address"], OCTOBER_8)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("2050年1月1日换法人", "2004年到2040年"),
        ("2003年12月31日换了法人", "2004年到2040年"),
        ("11月31号换了法人", "不存在"),
    ],
)
def test_a_day_that_cannot_be_counted_from_gets_the_reason_and_is_asked_for_again(sentence: str, why: str) -> None:
    person = told(sentence)
    assert why in person.plain
    person.say("10月8日")
    assert only(person).since == OCTOBER_8


def test_a_filing_that_is_not_to_be_kept_after_all_is_left(holder: Talk) -> None:
    holder.say("我们上周换了法人")
    holder.tap(wording.NEVER_MIND)
    assert holder.session.deadlines == []
    assert holder.session.draft is None


@pytest.mark.parametrize("example", examples("deadlines.jsonl"), ids=lambda example: str(example["id"]))
def test_the_day_that_is_said_is_the_one_of_the_examples(example: dict[str, object]) -> None:
    person = told(f"/change 法人 {example['changed_on']}")
    due = date.fromisoformat(str(example["due"]))
    assert only(person).due == due
    assert f"{due.year}年{due.month}月{due.day}日" in person.plain
    assert ("暂定" in person.plain) is (example["provisional"] and due >= WEDNESDAY)


def test_several_matters_are_ticked(holder: Talk) -> None:
    holder.say("/change 10月8日")
    holder.tap(wording.DONE)
    assert wording.MATTERS_FIRST.format(other="其他重大事项") in holder.plain
    holder.tap("名称", "地址", wording.DONE)
    assert only(holder).matters == ["name", "address"]


def test_the_same_change_told_twice_is_kept_once(holder: Talk) -> None:
    holder.say("10月8号搬到通州了", "10月8号搬到通州了")
    assert wording.ALREADY_KEPT in holder.plain
    only(holder)


def test_many_filings_of_many_platforms_stand_in_one_list_the_nearest_first(holder: Talk) -> None:
    holder.say("/change 法人 11月20日", "/change 地址 11月10日")
    holder.tap(wording.NAME_PLATFORM)
    holder.say("海智服务平台")
    holder.say("“智服平台”11月13日改名了")
    holder.say("全部期限")
    named = [label for label in holder.buttons if label[0].isdigit()]
    assert named == [
        "1. “海智服务平台”变更备案（地址）",
        "2. “智服平台”变更备案（名称）",
        "3. 变更备案（法定代表人）",
    ]
    assert "“海智服务平台”变更备案（地址）" in holder.plain
    assert "“智服平台”变更备案（名称）" in holder.plain


def test_what_is_overdue_says_what_to_do_and_what_the_text_does_not_say(holder: Talk) -> None:
    holder.say("10月8号搬到通州了")
    assert "已经过了5个工作日，请尽快备案" in holder.plain
    assert "办法没有写" in holder.plain
    assert woken(holder, date(2027, 1, 10)) == []


@pytest.mark.parametrize(
    ("filed", "how"),
    [("2026年11月18日", "正好是最后一天"), ("11月17日", "早1个工作日"), ("11月20日", "晚了2个工作日")],
)
def test_filed_says_whether_it_was_in_time(holder: Talk, filed: str, how: str) -> None:
    holder.say("10月8号搬到通州了")
    holder.tap(FILED)
    holder.say(filed)
    assert how in holder.plain


@pytest.mark.parametrize(
    ("filed", "why"), [("2026年9月1日", "不会早于变更"), ("12月1日", "还没到"), ("随便", "没看出")]
)
def test_a_day_on_which_it_cannot_have_been_filed_is_refused(holder: Talk, filed: str, why: str) -> None:
    holder.say("10月8号搬到通州了")
    holder.tap(FILED)
    holder.say(filed)
    assert why in holder.plain
    assert only(holder).done_on is None


@pytest.mark.parametrize("said", ["昨天备案了", "备案了，昨天交的"])
def test_filed_can_be_said_of_the_deadline_that_stands_open(holder: Talk, said: str) -> None:
    holder.say("11月20日换了法人", said)
    assert only(holder).done_on == date(2026, 11, 24)


# Changing and undoing


def test_only_the_last_thing_done_can_be_undone_where_it_was_done_and_on_its_day(holder: Talk) -> None:
    holder.say("11月20日换了法人", "11月10日搬家了")
    holder.tap(wording.REDATE)
    holder.say("11月11日")
    undo = wording.UNDO_WHAT["dated"]
    assert undo in holder.buttons
    holder.say("全部期限")
    assert undo not in holder.buttons
    holder.say("法定代表人")
    assert undo not in holder.buttons
    holder.say("全部期限", "地址")
    assert undo in holder.buttons
    holder.tap(wording.NAME_PLATFORM)
    holder.say("智服平台")
    assert undo not in holder.buttons
    holder.tap(wording.DELETE)
    holder.today += timedelta(days=1)
    holder.say("全部期限")
    assert wording.UNDO_WHAT["deleted"] not in holder.buttons


def test_a_planned_change_moves_to_the_day_nearest_to_it(holder: Talk) -> None:
    holder.say("12月1号要换法定代表人")
    holder.tap(wording.REDATE)
    holder.say("12月2日")
    assert only(holder).since == date(2026, 12, 2)


def test_a_filed_change_is_given_no_day_after_its_filing(holder: Talk) -> None:
    holder.say("10月8号搬到通州了")
    holder.tap(FILED)
    holder.say("11月10日")
    holder.tap(wording.REDATE)
    holder.say("11月11日")
    assert "变更不会比它晚" in holder.plain
    holder.say("10月9日")
    assert only(holder).since == date(2026, 10, 9)


def test_two_entries_do_not_become_the_same(holder: Talk) -> None:
    holder.say("11月20日换了法人", "11月19日换了法人")
    holder.tap(wording.REDATE)
    holder.say("11月20日")
    assert wording.ALREADY_KEPT in holder.plain
    assert [each.since for each in holder.session.deadlines] == [date(2026, 11, 20), date(2026, 11, 19)]


def test_a_change_told_where_the_platform_is_asked_for_is_no_name(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    holder.tap(wording.NAME_PLATFORM)
    holder.say("10月8号搬到通州了")
    assert [each.platform for each in holder.session.deadlines] == ["", ""]


def test_a_long_list_has_pages(holder: Talk) -> None:
    for day in range(1, 13):
        holder.say(f"/change 法人 11月{day}日")
    holder.say("/deadlines")
    holder.tap(wording.NEXT_PAGE)
    assert [label.partition(".")[0] for label in holder.buttons if label[0].isdigit()] == ["9", "10", "11", "12"]
    holder.tap(wording.FIRST_PAGE)
    assert "1. 变更备案（法定代表人）" in holder.plain


def test_each_of_filed_redated_and_deleted_can_be_undone(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    before = only(holder)
    holder.tap(FILED)
    holder.tap("今天（11月25日）")
    holder.tap(wording.UNDO_WHAT["filed"].format(done=FILED))
    holder.tap(wording.REDATE)
    holder.say("11月23日")
    assert only(holder).since == date(2026, 11, 23)
    holder.tap(wording.UNDO_WHAT["dated"])
    holder.tap(wording.DELETE)
    assert holder.session.deadlines == []
    holder.tap(wording.UNDO_WHAT["deleted"])
    assert only(holder).model_copy(update={"sequence": 0}) == before
    assert only(holder).sequence > before.sequence


def test_a_calendar_file_is_handed_out_and_a_moved_day_replaces_its_entry(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    first = _entry_of(holder)
    holder.tap(wording.REDATE)
    holder.say("11月23日")
    second = _entry_of(holder)
    assert first["UID"] == second["UID"]
    assert int(first["SEQUENCE"]) < int(second["SEQUENCE"])
    assert first["DTSTART;TZID=Asia/Shanghai"] < second["DTSTART;TZID=Asia/Shanghai"]


def _entry_of(person: Talk) -> dict[str, str]:
    effects = person.event(Tapped("ics:1", person.session.revision))
    (file,) = [effect for effect in effects if isinstance(effect, File)]
    return dict(line.partition(":")[::2] for line in file.content.splitlines())


# In an interview


def test_a_change_told_in_mid_interview_loses_nothing_of_it(holder: Talk) -> None:
    holder.tap(wording.START)
    holder.until("total_assets_yuan")
    before = dict(holder.answers)
    holder.say("我们上周五换了法人")
    assert only(holder).since == date(2026, 11, 20)
    holder.tap(wording.RESUME)
    assert (holder.open, holder.answers) == ("total_assets_yuan", before)


@pytest.mark.parametrize("way", ["继续", "继续答题", "/continue"])
def test_ticks_set_before_a_change_was_told_are_still_there_after_it(holder: Talk, way: str) -> None:
    holder.until("functions")
    holder.tap("信息服务", "培训服务")
    ticked = holder.session.screen.ticked
    holder.say("我们上周换了法人")
    holder.tap("11月18日（周三）")
    holder.say(way)
    assert (holder.open, holder.session.screen.ticked) == ("functions", ticked)


def test_leaving_a_filing_leads_back_to_the_question(holder: Talk) -> None:
    holder.until("fixed_premises")
    holder.say("我们换了法人")
    holder.tap(wording.NEVER_MIND)
    assert holder.open == "fixed_premises"


def test_what_may_be_meant_for_an_answer_is_only_offered_to_be_kept(holder: Talk) -> None:
    holder.until("registered_in_beijing")
    said = [effect.view for effect in holder.event(Said("10月8号搬到通州了")) if isinstance(effect, Say)]
    assert holder.open == "registered_in_beijing"
    assert holder.session.deadlines == []
    ((offer,),) = said[0].rows
    beside(holder, offer.action)
    assert only(holder).since == OCTOBER_8
    holder.tap(wording.RESUME)
    assert holder.open == "registered_in_beijing"


@pytest.mark.parametrize("said", ["2023年5月从上海迁入北京的", "搬迁", "地址", "法人"])
def test_a_failed_answer_is_no_change(holder: Talk, said: str) -> None:
    holder.until("founded_on")
    holder.say(said)
    assert (holder.open, holder.session.deadlines) == ("founded_on", [])


def test_an_answer_is_never_taken_for_a_change(holder: Talk) -> None:
    holder.tap(wording.START)
    holder.until("founded_on")
    holder.say("2018年3月12日成立的")
    assert holder.session.deadlines == []
    assert "founded_on" in holder.answers


def test_a_reminder_in_mid_interview_and_its_buttons_leave_the_question_standing(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    holder.say("/continue")
    holder.until("founded_on")
    (reminder,) = woken(holder, date(2026, 12, 4))
    assert holder.open == "founded_on"
    for button in [button for row in reminder.view.rows for button in row]:
        beside(holder, button.action)
        holder.say("继续")
        assert holder.open == "founded_on"


def test_a_session_stored_before_there_were_deadlines_is_read() -> None:
    stored = '{"answers":{"registered_in_beijing":true},"screen":{"kind":"question","name":"founded_on"},"revision":3}'
    person = Talk(WEDNESDAY, Session.model_validate_json(stored))
    person.say("上周五换了法人")
    assert only(person).since == date(2026, 11, 20)
    person.say("继续")
    assert person.open == "founded_on"


# Reminders, as the holder wants them


def test_another_hour_and_fewer_stages(holder: Talk) -> None:
    holder.say("11月20日换了法人", "/deadlines")
    holder.tap(wording.REMINDING)
    holder.tap("下午3点")
    for label in ("还有20个工作日", "还有10个工作日", "还有5个工作日", "还有3个工作日", "还有1个工作日"):
        holder.tap(label)
    assert holder.session.reminding.hour == 15
    holder.tap("中午12点")  # when the talk's days begin
    heard = [reminder.stages for day in range(60) for reminder in woken(holder, WEDNESDAY + timedelta(days=day))]
    assert heard == [("0",), ("-1",)]


def test_leaving_out_a_stage_loses_no_reminder_of_today(holder: Talk) -> None:
    holder.say("11月20日换了法人", "提醒设置")
    holder.tap("下午3点")
    holder.today = date(2026, 12, 4)  # its first reminder comes this afternoon
    holder.tap("还有10个工作日")
    assert only(holder).sent == {}


def test_a_stage_chosen_after_its_day_is_not_caught_up_with(holder: Talk) -> None:
    holder.say("11月20日换了法人", "提醒设置")
    holder.tap("还有20个工作日")
    holder.today = date(2026, 12, 7)
    holder.tap("还有20个工作日")
    assert woken(holder, date(2026, 12, 7)) == []


@pytest.mark.parametrize(("said", "hour"), [("晚上8点", 20), ("10点", 10), ("15:00", 15)])
def test_the_hour_can_be_typed(holder: Talk, said: str, hour: int) -> None:
    holder.say("提醒设置", said)
    assert holder.session.reminding.hour == hour


def test_put_off_twice_it_comes_twice(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    for day in (date(2026, 11, 30), date(2026, 12, 2)):
        holder.tap(wording.SNOOZE)
        holder.say(f"{day.month}月{day.day}日")
        assert len(woken(holder, day)) == 1
        holder.say("提醒设置")
        holder.tap("还有20个工作日", "还有20个工作日", wording.LEAVE)
        holder.say("法定代表人")


def test_put_off_to_a_day_it_comes_on_that_day_and_not_before(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    holder.tap(wording.SNOOZE)
    holder.say("12月9日")
    heard = [holder.today for day in range(16) for _ in woken(holder, WEDNESDAY + timedelta(days=day))]
    assert heard == [date(2026, 12, 9)]
    assert only(holder).snoozed_until is None


def test_a_filing_is_not_put_off_beyond_its_last_day(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    holder.tap(wording.SNOOZE)
    holder.say("2027年2月1日")
    assert "过了备案的最后一天" in holder.plain


def test_stopped_reminders_stay_away_until_wanted_again(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    beside(holder, "mute:1")
    assert woken(holder, date(2026, 12, 30)) == []
    beside(holder, "mute:1")
    assert wording.MUTED_ALREADY in holder.plain
    holder.tap(wording.UNMUTE)
    assert woken(holder, date(2026, 12, 30)) == []
    assert len(woken(holder, date(2026, 12, 31))) == 1


@pytest.mark.parametrize("action", ["filed:1", "snooze:1", "mute:1", "deadlines"])
def test_a_button_under_an_old_reminder_is_no_dead_end(holder: Talk, action: str) -> None:
    holder.say("11月20日换了法人")
    holder.tap(wording.DELETE)
    holder.today += timedelta(days=3)
    assert beside(holder, action)
    assert holder.session.screen.kind == "deadlines"
    assert holder.buttons


# The other dates of the text


@pytest.mark.parametrize(
    ("kind", "day", "words", "clause"),
    [
        ("title", "2024年10月1日", "称号到2027年10月1日（周五）为止，2027年当年可以再次申报", "第十三条"),
        ("revoked", "2024年5月20日", "到2027年5月20日（周四）为止", "第十四条"),
        ("failed_review", "2026年6月30日", "到2027年6月30日（周三）为止", "第十五条"),
        ("publicity", "11月23日", "公示到2026年11月30日（周一）为止，以公示通知写的日期为准", "第十一条"),
    ],
)
def test_another_date_is_worked_out_from_its_article(
    holder: Talk, kind: str, day: str, words: str, clause: str
) -> None:
    holder.say("/deadlines")
    holder.tap(wording.ADD_DATE)
    holder.tap(DEADLINES[kind].words.choice)
    holder.say(day)
    assert words in holder.plain
    assert f"{clause} " in holder.plain


def test_what_is_over_when_it_is_entered_is_said_to_be_over_and_not_reminded_of(holder: Talk) -> None:
    holder.say("/deadlines", "加一个日期", DEADLINES["title"].words.choice, "2022年3月1日")
    assert "已在2025年3月1日（周六）到期" in holder.plain
    assert woken(holder, date(2027, 3, 1)) == []
    assert wording.SNOOZE not in holder.buttons
    beside(holder, "snooze:1")
    assert wording.ENDED_ALREADY in holder.plain


def test_a_day_of_the_decision_that_is_still_to_come_is_refused(holder: Talk) -> None:
    holder.say("/deadlines", "加一个日期", DEADLINES["revoked"].words.choice, "2027年1月1日")
    assert "还没到" in holder.plain
    assert holder.session.deadlines == []


def test_the_month_of_the_review_is_the_holders_own_and_comes_every_year(holder: Talk) -> None:
    holder.say("/deadlines")
    holder.tap(wording.ADD_DATE)
    holder.tap(DEADLINES["review"].words.choice)
    holder.tap("6月")
    assert "办法没有写" in holder.plain
    heard = [holder.today for month in range(1, 31) for _ in woken(holder, date(2026 + month // 12, month % 12 + 1, 1))]
    assert heard == [date(2027, 6, 1), date(2028, 6, 1)]


def test_the_end_of_a_title_is_reminded_of_when_one_may_apply_again_a_month_before_and_on_the_day(holder: Talk) -> None:
    holder.say("/deadlines")
    holder.tap(wording.ADD_DATE)
    holder.tap(DEADLINES["title"].words.choice)
    holder.say("2024年10月1日")
    days = [date(2026, 12, 1) + timedelta(days=day) for day in range(330)]
    assert [day for day in days if woken(holder, day)] == [date(2027, 1, 1), date(2027, 9, 1), date(2027, 10, 1)]


# What did not arrive


def test_a_reminder_taken_back_is_said_again_and_says_so_where_it_may_have_arrived(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    (first,) = woken(holder, date(2026, 12, 4))
    holder.event(Undelivered(first, in_doubt=True))
    (second,) = woken(holder, date(2026, 12, 7))
    assert second.stages == first.stages
    assert wording.REMINDER_AGAIN in second.view.plain
    assert "还有19个工作日" in second.view.plain
    holder.event(Undelivered(second, in_doubt=False))
    (third,) = woken(holder, date(2026, 12, 7))
    assert wording.REMINDER_AGAIN in third.view.plain


def test_who_has_left_hears_nothing_until_they_write(holder: Talk) -> None:
    holder.say("11月20日换了法人")
    holder.event(Left())
    assert woken(holder, date(2026, 12, 4)) == []
    holder.say("你好")
    assert len(woken(holder, date(2026, 12, 4))) == 1


# Several changes

LAW_3, ADDRESS_10 = ("legal_representative", date(2026, 11, 3)), ("address", date(2026, 11, 10))


def entries(person: Talk) -> list[tuple[str, date]]:
    return [("、".join(each.matters), each.since) for each in person.session.deadlines]


@pytest.mark.parametrize(
    "told_so",
    [
        ["法人11月3日换的，地址11月10日搬的"],
        ["法人11月3日换的 地址11月10日搬的"],
        ["法人11月3日换的地址11月10日搬的"],
        ["11月3日换了法人，11月10日又搬了家"],
        ["/change 法人 11月3日，地址 11月10日"],
        ["/change", "法人11月3日，地址11月10日"],
        ["我们换了法人", "法人11月3日，地址11月10日"],
        ["我们换了法人和地址", "法人11月3日，地址11月10日"],
    ],
)
def test_several_changes_with_days_of_their_own_are_several_entries_each_said_back(
    holder: Talk, told_so: list[str]
) -> None:
    holder.say(*told_so)
    assert entries(holder) == [LAW_3, ADDRESS_10]
    assert "变更备案（法定代表人）：还有14个工作日" in holder.plain
    assert "变更备案（地址）" in holder.plain and "还有19个工作日" in holder.plain


@pytest.mark.parametrize("said", ["法人和地址11月3日都变了", "法人、地址11月3日变更了", "11月3日换了法人，同时搬了家"])
def test_several_matters_with_one_day_are_one_entry(said: str) -> None:
    assert entries(told(said)) == [("address、legal_representative", date(2026, 11, 3))]


def test_the_day_of_one_is_not_that_of_the_other_which_is_asked_for(holder: Talk) -> None:
    holder.say("法人11月3日换的，地址也变了")
    assert entries(holder) == [LAW_3]
    assert "地址是哪天变更的" in holder.plain


@pytest.mark.parametrize("other", ["股东变更，11月16号", "经营范围11月16号改的", "注册资本11月16号变了"])
def test_what_names_something_else_gives_no_day_to_the_change_that_waits_for_its_own(holder: Talk, other: str) -> None:
    holder.say("我们换了主营业务", other)
    assert entries(holder) == []
    assert WHICH_MATTERS in holder.plain
    holder.say("其他重大事项")
    assert entries(holder) == [("other", date(2026, 11, 16))]
    assert "主营业务是哪天变更的" in holder.plain
    holder.say("11月18日")
    assert entries(holder)[1] == ("main_business", date(2026, 11, 18))


def test_the_day_of_another_matter_is_kept_for_that_and_the_open_question_stays(holder: Talk) -> None:
    holder.say("我们换了主营业务", "地址11月10日")
    assert entries(holder) == [ADDRESS_10]
    assert "主营业务是哪天变更的" in holder.plain


def test_the_one_that_is_not_to_be_kept_leaves_the_next(holder: Talk) -> None:
    holder.say("法人上周换的，地址11月10日搬的")
    holder.tap(wording.NEVER_MIND)
    assert entries(holder) == [ADDRESS_10]


@pytest.mark.parametrize("said", ["11月16号拿的新执照", "是11月16号", "11月16号办的变更登记", "主营业务是11月16号变的"])
def test_an_answer_in_a_sentence_is_still_the_answer(holder: Talk, said: str) -> None:
    holder.say("我们换了主营业务", said)
    assert entries(holder) == [("main_business", date(2026, 11, 16))]
