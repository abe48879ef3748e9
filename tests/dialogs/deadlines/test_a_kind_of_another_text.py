"""A deadline that another text may fix: its class and its words are all that the reminders, the list, the screens and
the calendar need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream

from dialogs.effects import File, Remind
from dialogs.events import Tapped, Woken
from dialogs.session import Session
from dialogs.views import View
from dialogs.wording import zh as wording
from rules import texts
from rules.engine.deadlines import OVERDUE, DeadlineWords, WithinWorkingDays
from tests.support.talk import Talk

TODAY = date(2026, 11, 25)  # a Wednesday
OF_THE_OTHER_TEXT = ("备案", "变更", "第十七条", "称号", "公示", "复评", "换了法人")


class Report(WithinWorkingDays):
    id = "report"
    clause = "2"
    days = 10
    stages = (5, 1, 0, OVERDUE)
    words = DeadlineWords(
        name="年度报告",
        choice="年度报告（第二条）",
        asked="年度是哪天结束的？",
        counted="{since}结束，当天不算，往后数10个工作日。",
        entry="{name}最后一天",
        event="结束",
        act="报送",
    )


@pytest.fixture
def holder(monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setitem(texts.BOOKS, "another", replace(texts.book(), deadlines={Report.id: Report()}))
    person = Talk(TODAY, Session(text="another"))
    person.say("/start")
    return person


def own(view: View) -> str:
    """What is said and offered, but for the words of the law; nothing of it belongs to the other text."""
    words = "\n".join(block.plain for block in view.blocks if block.kind != "quote")
    words += "\n" + "\n".join(button.label for row in view.rows for button in row)
    assert not [word for word in OF_THE_OTHER_TEXT if word in words], words
    return words


def enter(person: Talk, day: str = "11月20日") -> None:
    """Ended on 20 November 2026, to be handed in up to and with 4 December."""
    for words in ("/deadlines", "加一个日期", "年度报告（第二条）", day):
        person.say(words)
        own(person.screen)


def test_its_screen_says_when_it_is_due_and_how_that_was_counted(holder: Talk) -> None:
    enter(holder)
    said = own(holder.screen)
    assert "年度报告" in said
    assert "最晚2026年12月4日（周五）报送。还有7个工作日。" in said
    assert "怎么算的：2026年11月20日（周五）结束，当天不算，往后数10个工作日。" in said
    assert "提醒：11月27日、12月3日、12月4日，上午9点。过了还没报送，12月5日再提醒一次。" in said
    assert holder.buttons[:2] == ["已报送", wording.REDATE]


def test_its_reminders_come_at_its_stages(holder: Talk) -> None:
    enter(holder)
    heard = []
    for day in range(1, 20):
        holder.today = TODAY + timedelta(days=day)
        for effect in holder.event(Woken()):
            assert isinstance(effect, Remind)
            heard.append((str(holder.today), effect.stages, own(effect.view).partition("\n")[0]))
    assert heard == [
        ("2026-11-27", ("5",), "年度报告：还有5个工作日，最晚2026年12月4日（周五）。"),
        ("2026-12-03", ("1",), "年度报告：还有1个工作日，最晚2026年12月4日（周五）。"),
        ("2026-12-04", ("0",), "年度报告：今天是最后一天，2026年12月4日（周五）。"),
        ("2026-12-05", ("-1",), "年度报告：最后一天2026年12月4日（周五）已经过了。还没报送的，请尽快报送。"),
    ]


@pytest.mark.parametrize(
    ("ended", "line"),
    [
        ("11月20日", "11月20日结束，最晚2026年12月4日（周五），还有7个工作日"),
        ("11月11日", "11月11日结束，今天是最后一天：2026年11月25日（周三）"),
        ("11月9日", "逾期：11月9日结束，最后一天2026年11月23日（周一）已过2个工作日"),
        ("2026年12月31日", "计划中：2026年12月31日结束，最晚2027年1月15日（周五）报送，暂定"),
    ],
)
def test_the_list_says_how_it_stands(holder: Talk, ended: str, line: str) -> None:
    enter(holder, ended)
    holder.say("/deadlines")
    assert f"1. 年度报告\n{line}" in own(holder.screen)


def test_it_is_done_and_undone(holder: Talk) -> None:
    enter(holder)
    holder.tap("已报送")
    assert "哪天报送的？" in own(holder.screen)
    holder.say("11月24日")
    assert "已于2026年11月24日（周二）报送，没有逾期，比最后一天早8个工作日。" in own(holder.screen)
    holder.say("/deadlines")
    assert "• 年度报告：2026年11月24日报送" in own(holder.screen)
    holder.say("年度报告")
    holder.tap("撤销“已报送”")
    assert "已撤销，仍算没有报送。" in own(holder.screen)


def test_its_entry_in_a_calendar(holder: Talk) -> None:
    enter(holder)
    (file,) = [each for each in holder.event(Tapped("ics:1", holder.session.revision)) if isinstance(each, File)]
    (event,) = IcsCalendarStream.calendar_from_ics(file.content).events
    assert file.name == "report-2026-12-04.ics"
    assert event.summary == "年度报告最后一天"
    assert str(event.description).startswith(
        "2026年11月20日结束，当天不算，往后数10个工作日。报送后，请在对话里点“已报送”。\n第二条"
    )
    assert len(event.alarm) == 4


def test_its_stages_can_be_chosen(holder: Talk) -> None:
    enter(holder)
    holder.tap(wording.REMINDING)
    assert "年度报告提醒哪几次？" in own(holder.screen)
    holder.tap("还有1个工作日", "最后一天")
    assert holder.session.reminding.chosen == [5, -1]


def test_a_text_without_filings_takes_no_change_for_one(holder: Talk) -> None:
    holder.say("/change 法人 11月20日")
    own(holder.screen)
    assert holder.session.deadlines == []
