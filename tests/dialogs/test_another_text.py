"""A second text takes its two folders (`tests/support/another_text`) and nothing else: everything is talked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from dialogs.effects import BESIDE, Effect, Remind
from dialogs.events import Announced, Event, Tapped, Woken
from dialogs.privacy import in_words
from dialogs.session import Session
from dialogs.wording import zh as wording
from knowledge import texts as folders
from rules import texts
from rules.engine import facts
from rules.engine.ask import Json, RefusedAnswer
from rules.engine.finding import Overall
from rules.page import page
from tests.support import another_text
from tests.support.another_text.hedong_2030 import BOOK
from tests.support.talk import Talk

TODAY = date(2026, 11, 25)  # a Wednesday
OF_THE_FIRST_TEXT = ("北京市", "中小企业", "示范平台", "备案", "复评", "市经济和信息化局", "第十七条", "二十屏")


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Iterator[Talk]:
    monkeypatch.setattr(folders, "FOLDERS", [*folders.FOLDERS, Path(another_text.__path__[0])])
    monkeypatch.setitem(texts.BOOKS, BOOK.text, BOOK)
    yield Talk(TODAY, Session(text=BOOK.text))


@pytest.fixture
def heard(person: Talk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that is said to the person."""
    said: list[str] = []
    event = person.event

    def listened(happened: Event) -> list[Effect]:
        effects = event(happened)
        said.append(person.plain)
        return effects

    monkeypatch.setattr(person, "event", listened)
    return said


def begun(person: Talk, *answers: str) -> Talk:
    person.say("/start", wording.START, *answers)
    return person


def test_home_says_what_the_text_is_about(person: Talk) -> None:
    person.say("/start")
    assert BOOK.introduction[0] in person.plain and BOOK.law.origin in person.plain
    assert person.buttons == [wording.START, wording.ALL_DEADLINES]
    assert "第二条讲什么" in person.plain and "备案" not in person.plain


def test_its_questions_are_asked_in_the_order_of_its_law(person: Talk) -> None:
    begun(person)
    asked = []
    for answer in (wording.NOTICE_NOT_OUT, "12台", "有", "没有"):
        asked.append(person.open)
        person.say(answer)
    assert asked == ["closing_day", "machines", "yard", "arrears_on"] and person.open == "review"
    assert person.answers == {"closing_day": None, "machines": 12, "yard": True, "arrears_on": []}


def test_its_verdict_rests_on_its_clauses(person: Talk) -> None:
    begun(person, wording.NOTICE_NOT_OUT, "8台")
    assert "第二条（一）：现在不满足" in person.plain and "农机还差2台" in person.plain
    person.say(wording.GO_ON, "有", "没有", wording.VERDICT)
    assert person.plain.startswith(wording.OVERALL[Overall.NOT_ELIGIBLE])
    assert "农机 8台（要求不低于10台）" in person.plain and BOOK.law.origin in person.plain
    person.tap(wording.SOURCES)
    assert person.buttons == ["第二条（一）", "第二条（二）", "第三条", wording.TO_RESULT]
    person.tap("第三条")
    assert "截止日前两年内拖欠租金的，不得申请。" in person.plain


def test_what_would_change_with_another_answer(person: Talk) -> None:
    begun(person, wording.NOTICE_NOT_OUT, "8台", wording.GO_ON, "有", "没有", wording.VERDICT)
    person.tap(wording.TRY, "第二条（一）", "农机数：8台")
    person.say("10台")
    assert "第二条（一）：不满足 → 满足" in person.plain and person.answers["machines"] == 8


def test_a_question_is_answered_from_its_articles(person: Talk) -> None:
    person.say("年报最晚哪天交？")
    assert "第四条 共享农机站应当在年度结束之日起10个工作日内" in person.plain
    person.say("第二条第一项")
    assert "拥有农机10台以上" in person.plain
    person.say("/articles")
    assert BOOK.law.origin in person.plain


def test_its_deadline_is_kept_and_reminded_of(person: Talk) -> None:
    person.say("/deadlines", wording.ADD_DATE, "年度报告（第四条）", "11月20日")
    assert "最晚2026年12月4日（周五）报送。" in person.plain and BOOK.law.clause("4").text in person.plain
    heard = []
    for day in range(1, 12):
        person.today = TODAY + timedelta(days=day)
        heard += [(str(person.today), effect) for effect in person.event(Woken())]
    reminders = [(day, effect.stages) for day, effect in heard if isinstance(effect, Remind)]
    assert reminders == [("2026-11-27", ("5",)), ("2026-12-04", ("0",)), ("2026-12-05", ("-1",))]
    person.event(Tapped("filed:1", BESIDE))
    assert "哪天报送的？" in person.plain


def test_what_is_kept_and_said_of_it_names_no_other_text(person: Talk, heard: list[str]) -> None:
    person.say("/notify")
    person.event(Announced("可以申请了。"))
    begun(person, wording.NOTICE_NOT_OUT, "12台", "有", "没有", wording.VERDICT)
    person.say("/deadlines", wording.ADD_DATE, "年度报告（第四条）", "11月20日", "/deadlines", "返回")
    assert in_words(person.session)[wording.EXPORT_ANSWERS] == {
        "截止日期": wording.NOTICE_NOT_OUT, "农机数": "12台", "停放场所": "有", "拖欠租金": "没有",
    }  # fmt: skip
    person.say("年报最晚哪天交？", "明天天气怎么样", "/privacy", "/help", "/articles", "/review")
    person.tap("改第二条（一）", "农机数：12台")
    person.say("8台", wording.VERDICT)
    assert "不满足" in person.plain
    everything = "\n".join(heard)
    assert not [word for word in OF_THE_FIRST_TEXT if word in everything]


def test_a_case_of_it_is_read_and_written(person: Talk) -> None:
    case: dict[str, Json] = {"closing_day": "2030-09-30", "machines": 12, "yard": None}
    answers, closing = facts.read(BOOK, case)
    assert closing == date(2030, 9, 30) and facts.write(BOOK, answers, closing) == case
    with pytest.raises(RefusedAnswer, match="machines"):
        facts.read(BOOK, {"machine": 12})


def test_its_rules_are_a_document(person: Talk) -> None:
    document = page(BOOK)
    for article in BOOK.law.articles.values():
        assert article.citation in document
    assert "农机不低于10台" in document and "年度报告" in document
    assert "| 农机数：8台 | 不满足：农机还差2台 |" in document
    assert not [word for word in OF_THE_FIRST_TEXT if word in document]
