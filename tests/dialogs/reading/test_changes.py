"""Sentences about a change: what tells of one, which matters it names, and which day or days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.actions import KEEP_CHANGE, NoSuchButton
from dialogs.deadlines.filing import offer, offered
from dialogs.reading import changes
from dialogs.reading.changes import Change
from dialogs.reading.days.in_text import Lean, days_said
from dialogs.reading.vocabulary import normalise
from dialogs.session import Session
from rules import texts
from rules.calendar.days import Period

TODAY = date(2026, 11, 25)  # a Wednesday
FILING = texts.book().deadlines["filing"]
LAW = "legal_representative"


def read(sentence: str) -> Change:
    return changes.read(normalise(sentence).rstrip("。.!"), TODAY, FILING)


def spans(change: Change) -> list[str]:
    return [str(span.first) if span.exact else f"{span.first}~{span.last}" for span in change.spans]


@pytest.mark.parametrize(
    ("sentence", "matters", "days"),
    [
        ("我们换了法人", [LAW], []),
        ("10月8号搬到通州了", ["address"], ["2026-10-08"]),
        ("公司改名了，9月30号换的执照", ["name"], ["2026-09-30"]),
        ("法定代表人换成李四了，11.20办的", [LAW], ["2026-11-20"]),
        ("我们单位法定代表人于二〇二六年十月八日变更", [LAW], ["2026-10-08"]),
        ("上周五把注册地址迁到了朝阳", ["address"], ["2026-11-20"]),
        ("法人上个月15号换的", [LAW], ["2026-10-15"]),
        ("大前天搬家的", ["address"], ["2026-11-22"]),
        ("三天前换了法人", [LAW], ["2026-11-22"]),
        ("10月8日名称和地址都变更了", ["name", "address"], ["2026-10-08"]),
        ("主营业务从培训改成法律服务了", ["main_business"], []),
        ("上周五经营范围变了", [], ["2026-11-20"]),
        ("10月8号公司从海淀区学院路5号搬到了建国路93号", ["address"], ["2026-10-08"]),
        ("法人没有备案，上周五换的", [LAW], ["2026-11-20"]),
        ("二五年十二月八日换了法人", [LAW], ["2025-12-08"]),
        ("2026.10月8日换的法人", [LAW], ["2026-10-08"]),
        ("上年12月8号换了法人", [LAW], ["2025-12-08"]),
        ("上一个周五换了法人", [LAW], ["2026-11-20"]),
        ("100天前换了法人", [LAW], ["2026-08-17"]),
        ("公司从五十五号院搬到了通州", ["address"], []),
    ],
)
def test_a_sentence_that_tells_of_a_change(sentence: str, matters: list[str], days: list[str]) -> None:
    change = read(sentence)
    assert change.told
    assert (list(change.matters), spans(change)) == (matters, days)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("12月1号要换法定代表人", ["2026-12-01"]),
        ("计划明年1月5日变更法定代表人", ["2027-01-05"]),
        ("2027年3月1日换法人", ["2027-03-01"]),
        ("下个月8号要改名", ["2026-12-08"]),
        ("明天去换法人", ["2026-11-26"]),
        ("三天后换法人", ["2026-11-28"]),
        ("本月28号要换法人", ["2026-11-28"]),
        ("28号要换法人", ["2026-11-28"]),
        ("下周五换法人", ["2026-12-04"]),
        ("下下个月8号要改名", ["2027-01-08"]),
        ("周五要换法人", ["2026-11-27"]),
    ],
)
def test_a_change_that_is_planned(sentence: str, days: list[str]) -> None:
    change = read(sentence)
    assert change.told
    assert spans(change) == days


@pytest.mark.parametrize(
    ("sentence", "days", "vague"),
    [
        ("我们上周换了法人", ["2026-11-16~2026-11-22"], ""),
        ("下周要换法人", ["2026-11-30~2026-12-06"], ""),
        ("上一周换了法人", ["2026-11-16~2026-11-22"], ""),
        ("前几天换了法人", [], "前几天"),
        ("20年前换过法人", [], "20年前"),
        ("上个月改的地址", ["2026-10-01~2026-10-31"], ""),
        ("10月搬的家", ["2026-10-01~2026-10-31"], ""),
        ("10月底换的法人", ["2026-10-01~2026-10-31"], ""),
        ("10月8号左右换的法人", ["2026-10-01~2026-10-31"], ""),
        ("去年换了法人", ["2025-01-01~2025-12-31"], ""),
        ("12月8日换了法人", ["2025-12-08", "2026-12-08"], ""),
        ("称号是2023年拿的，法人上周换的", ["2026-11-16~2026-11-22"], ""),
        ("9月30号签字，10月8号换的法人", ["2026-09-30", "2026-10-08"], ""),
        ("最近换了法人", [], "最近"),
        ("前阵子换了法人", [], "前阵子"),
        ("月底要搬到亦庄", [], "月底"),
        ("国庆换了法人", [], "国庆"),
        ("两周前换了法人", [], "两周前"),
        ("刚换了法人", [], ""),
    ],
)
def test_what_is_no_one_day_is_kept_as_it_was_said(sentence: str, days: list[str], vague: str) -> None:
    change = read(sentence)
    assert change.told
    assert (spans(change), change.vague) == (days, vague)


@pytest.mark.parametrize(
    ("sentence", "because"),
    [
        ("2026年2月30日换了法人", "不存在"),
        ("11月31号换了法人", "不存在"),
        ("12月1号周三要换法人", "对不上"),
    ],
)
def test_a_day_that_cannot_be_is_said_to_be_none(sentence: str, because: str) -> None:
    change = read(sentence)
    assert change.told
    assert because in change.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "换了法人要备案吗",
        "法人变更多久内要备案",
        "10月8号换了法人，最晚哪天备案？",
        "改了经营范围用不用备案",
        "我们上周换了法人，要不要去报",
        "法人换了没",
        "法人换了，最晚几号备案",
        "公司搬家要报不",
        "换了法人？",
    ],
)
def test_a_question_about_a_change_tells_of_none(sentence: str) -> None:
    change = read(sentence)
    assert change.asked
    assert not change.told


@pytest.mark.parametrize(
    "sentence",
    [
        "法人变更",
        "变更法定代表人",
        "重大变更",
        "主要业务变更",
        "我们没换法人",
        "法人一直没有变过",
        "法人没变，地址变了",
        "不打算搬家",
        "如果换了法人",
        "万一法人换了",
        "客户上周换了法人",
        "我们服务的企业改名了",
        "法人变更后30个工作日内备案",
        "具有独立法人资格",
        "企业法人",
        "团队没有变化",
        "改答案",
        "2018年3月12日成立的",
        "去年服务了150家，今年210家",
        "名称",
        "10月8日",
        "你好",
        "",
        "换" * 300,
    ],
)
def test_what_tells_of_no_change_of_ones_own(sentence: str) -> None:
    assert not read(sentence).told


@pytest.mark.parametrize(
    ("sentence", "platform"),
    [
        ("“智服平台”10月8号换了法人", "智服平台"),
        ("“智服”平台上周五改名了", "智服平台"),
        ("「海智服务平台」换了地址", "海智服务平台"),
        ("平台10月8号改名为“新智服平台”", ""),
        ("公司改名为“北京智服有限公司”了", ""),
        ("智服平台换了法人", ""),
    ],
)
def test_the_platform_is_the_one_named_in_quotes(sentence: str, platform: str) -> None:
    assert read(sentence).platform == platform


# Days that may lie on either side


@pytest.mark.parametrize(
    ("said", "lean", "days"),
    [
        ("10月8日", "", ["2026-10-08"]),
        ("12月8日", "", ["2025-12-08", "2026-12-08"]),
        ("12月8日", "future", ["2026-12-08"]),
        ("11月1日", "future", ["2026-11-01", "2027-11-01"]),
        ("11月25日", "future", ["2026-11-25"]),
        ("28号", "", ["2026-10-28", "2026-11-28"]),
        ("28号", "past", ["2026-10-28"]),
        ("周五", "past", ["2026-11-20"]),
        ("周五", "future", ["2026-11-27"]),
        ("周五", "", ["2026-11-20", "2026-11-27"]),
        ("周三", "past", ["2026-11-25", "2026-11-18"]),
        ("2月29日", "", ["2024-02-29", "2028-02-29"]),
        ("20261008", "", ["2026-10-08"]),
        ("2026.10.8", "", ["2026-10-08"]),
        ("十月八号", "", ["2026-10-08"]),
        ("10月8日周四", "", ["2026-10-08"]),
        ("12月8日周二", "", ["2026-12-08"]),
        ("上周，周五", "past", ["2026-11-20"]),
    ],
)
def test_a_day_without_its_year_or_week(said: str, lean: Lean, days: list[str]) -> None:
    assert [str(span) for span in days_said(said, TODAY, lean).spans] == days


@given(said=st.dates(date(2004, 1, 1), date(2040, 12, 31)), today=st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_a_day_written_out_is_that_day_whatever_day_it_is(said: date, today: date) -> None:
    sentence = f"我们{said.year}年{said.month}月{said.day}号换了法人"
    assert changes.read(sentence, today, FILING).spans == (Period.on(said),)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(1, 180))
def test_a_day_of_the_last_half_year_needs_no_year(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    assert changes.read(f"{day.month}月{day.day}号换了法人", today, FILING).spans == (Period.on(day),)


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    changes.read(normalise(text), TODAY, FILING)


# As a button


@pytest.mark.parametrize("sentence", ["10月8号换了法人和地址", "上周改名了", "我们换了主营业务", "上个月搬的家"])
def test_a_change_that_is_offered_as_a_button_comes_back_as_it_was(sentence: str) -> None:
    change, action = read(sentence), offer(Session(), read(sentence)).action
    assert len(action.encode("ascii")) <= 48
    again = offered(Session(), KEEP_CHANGE.read(action.removeprefix("file:")))
    assert (again.matters, again.spans) == (change.matters, change.spans)


@pytest.mark.parametrize("what", ["x", "l:2026-02-30", "l:tomorrow", "l:2026-10-09_2026-10-08"])
def test_a_button_that_we_never_made_is_refused(what: str) -> None:
    with pytest.raises((ValueError, NoSuchButton)):
        offered(Session(), KEEP_CHANGE.read(what))
