"""The days that the text fixes, and the command that works them out."""

import io
import json
import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import pytest

from bot.commands.deadline import deadlines
from knowledge.law import load
from rules.beijing_2019 import BOOK
from rules.beijing_2019.deadlines import (
    OVERDUE,
    STAGES,
    LawDay,
    ban_last_day,
    filing_deadline,
    founded_two_years,
    may_apply_again_from,
    publicity_last_day,
    reapply_from,
    reminders,
    title_end,
)
from rules.calendar import holiday_notices
from rules.calendar.working_days import OutOfRange, published
from tests.support.calendars import NOTICE_2027
from tests.support.examples import examples

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2040, 12, 31)
EVERY_DAY = [FIRST + n * ONE_DAY for n in range((LAST - FIRST).days + 1)]
TODAY = date(2026, 11, 24)


def iso(value: object) -> date:
    return date.fromisoformat(str(value))


def due(changed_on: date) -> date:
    return filing_deadline(changed_on, published()).due


# 第十七条


@pytest.mark.parametrize("example", examples("deadlines.jsonl"), ids=lambda example: str(example["id"]))
def test_a_change_is_filed_within_30_working_days(example: dict[str, object]) -> None:
    deadline = filing_deadline(iso(example["changed_on"]), published())
    assert deadline.due == iso(example["due"])
    assert deadline.provisional is example["provisional"]
    why = str(example["why"])
    assert {f"{day:%m-%d}" for day in deadline.off} == named_days(why, "weekdays not counted: ", deadline.changed_on)
    assert {f"{day:%m-%d}" for day in deadline.worked} == named_days(why, "weekend days counted: ", deadline.changed_on)


def named_days(why: str, before: str, changed_on: date) -> set[str]:
    """The days that a reason lists, as in ``10-01…10-04, 10-07``; they lie in the half year after the change."""
    listed = re.search(before + r"([-\d…, ]+)", why)
    following = [f"{changed_on + n * ONE_DAY:%m-%d}" for n in range(1, 180)]
    days: set[str] = set()
    for part in listed[1].split(", ") if listed else ():
        first, _, last = part.partition("…")
        days.update(following[following.index(first) : following.index(last or first) + 1])
    return days


def test_the_last_day_is_the_30th_worked_day_after_each_day_of_37_years() -> None:
    calendar = published()
    worked = [day for day in (FIRST + n * ONE_DAY for n in range(len(EVERY_DAY) + 120)) if calendar.is_working(day)]
    passed = 0
    for day in EVERY_DAY:
        passed += calendar.is_working(day)
        assert due(day) == worked[passed + 29]


def test_the_last_day_is_a_working_day_and_a_later_change_is_never_due_earlier() -> None:
    last_days = [due(day) for day in EVERY_DAY]
    assert all(map(published().is_working, last_days))
    assert all(earlier <= later for earlier, later in pairwise(last_days))


@pytest.mark.parametrize("year", range(2004, 2041))
def test_at_every_year_end_the_count_goes_on_in_the_next_year(year: int) -> None:
    calendar = published()
    for changed_on in (date(year, 12, 1), date(year, 12, 31)):
        last = due(changed_on)
        assert last.year == year + 1
        within = calendar.working_days_between(changed_on, date(year, 12, 31))
        assert within + calendar.working_days_between(date(year, 12, 31), last) == 30


def test_29_february_counts_like_any_day() -> None:
    assert [str(due(date(2024, *day))) for day in [(2, 28), (2, 29), (3, 1)]] == [
        "2024-04-11",
        "2024-04-12",
        "2024-04-15",
    ]


def test_a_deadline_is_provisional_where_its_last_day_is_not_announced() -> None:
    assert not filing_deadline(date(2026, 11, 19), published()).provisional
    assert filing_deadline(date(2026, 11, 20), published()).provisional


def test_with_the_notice_of_the_year_the_last_day_moves_and_stands() -> None:
    calendar = published().with_notices([holiday_notices.read(NOTICE_2027, "2027.toml")])
    before, after = (filing_deadline(date(2026, 12, 24), each) for each in (published(), calendar))
    assert (before.due, before.provisional) == (date(2027, 2, 11), True)
    assert (after.due, after.provisional) == (date(2027, 2, 14), False)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2041, 1, 1)])
def test_a_change_outside_2004_to_2040_is_refused(day: date) -> None:
    with pytest.raises(OutOfRange, match="2004年到2040年"):
        filing_deadline(day, published())


# Reminders


def test_reminders_come_with_so_many_working_days_left_on_the_last_day_and_the_day_after() -> None:
    assert [(str(on), left) for on, left in reminders(date(2026, 10, 12), published())] == [
        ("2026-09-08", 20),
        ("2026-09-21", 10),
        ("2026-09-29", 5),
        ("2026-10-08", 3),
        ("2026-10-10", 1),
        ("2026-10-12", 0),
        ("2026-10-13", OVERDUE),
    ]


def test_reminders_of_every_filing_lie_in_order_after_the_change_on_working_days() -> None:
    calendar = published()
    for changed_on in EVERY_DAY[::11]:
        last = due(changed_on)
        *before, passed = reminders(last, calendar)
        assert changed_on < before[0].on
        assert [calendar.working_days_between(on, last) for on, _ in before] == list(STAGES)
        assert all(calendar.is_working(on) for on, _ in before)
        assert passed == (last + ONE_DAY, OVERDUE)


def test_the_holder_may_choose_fewer() -> None:
    assert [left for _, left in reminders(date(2026, 10, 12), published(), (0, 5))] == [5, 0, OVERDUE]


# The other articles


@pytest.mark.parametrize("example", examples("other-dates.jsonl"), ids=lambda example: str(example["id"]))
def test_another_date_of_the_text(example: dict[str, object]) -> None:
    found = other_date(str(example["kind"]), example["given"])
    expected = example["expect"]
    assert expected == (found.day.year if example["kind"] == "reapply_year" else found.day.isoformat())
    assert str(example["why"]).startswith(load(BOOK.text).clause(found.clause).citation)


def other_date(kind: str, given: object) -> LawDay:
    assert isinstance(given, dict)
    (day,) = (iso(value) for name, value in given.items() if name.endswith("_on"))
    clause: Literal["14", "15"] = "15" if given.get("article") == "15" else "14"
    by_kind = {
        "title_end": lambda: title_end(day),
        "reapply_year": lambda: reapply_from(day),
        "ban_last_day": lambda: ban_last_day(day, clause),
        "may_apply_again_from": lambda: may_apply_again_from(day, clause),
        "publicity_last_day": lambda: publicity_last_day(day),
        "founded_two_years": lambda: founded_two_years(day),
    }
    return by_kind[kind]()


def test_29_february_plus_years_is_the_last_day_of_that_february() -> None:
    leap = date(2024, 2, 29)
    assert title_end(leap).day == date(2027, 2, 28)
    assert reapply_from(leap).day == date(2027, 1, 1)
    assert ban_last_day(leap, "14").day == date(2027, 2, 28)
    assert may_apply_again_from(leap, "15").day == date(2025, 3, 1)
    assert founded_two_years(leap).day == date(2026, 2, 28)
    assert ban_last_day(date(2025, 2, 28), "14").day == date(2028, 2, 28)


@pytest.mark.parametrize(
    "clause, words",
    [
        ("17", "应在发生变更后30个工作日内"),
        ("13", "有效期为三年，在有效期满当年可再次申报"),
        ("14", "三年内不得再次申请"),
        ("15", "一年内不得再次申报"),
        ("11", "公示7日"),
        ("5.1", "成立时间两年以上"),
    ],
)
def test_the_numbers_are_those_of_the_text(clause: str, words: str) -> None:
    assert words in load(BOOK.text).clause(clause).text


# The command


def asked(*arguments: str, stdin: bytes = b"") -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    status = deadlines(list(arguments), io.BytesIO(stdin), out, published(), TODAY)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_answers_a_line_for_each_day() -> None:
    status, lines = asked("2026-12-18", "2024年2月29日")
    assert status == 0
    assert lines[0] == {
        "changed_on": "2026-12-18",
        "due": "2027-02-01",
        "provisional": True,
        "reminders": [
            "2027-01-04",
            "2027-01-18",
            "2027-01-25",
            "2027-01-27",
            "2027-01-29",
            "2027-02-01",
            "2027-02-02",
        ],
    }
    assert (lines[1]["changed_on"], lines[1]["due"], lines[1]["provisional"]) == ("2024-02-29", "2024-04-12", False)


def test_without_arguments_the_days_are_the_lines() -> None:
    status, lines = asked(stdin="\ufeff2026-12-18\r\n\n 2027-12-31 \n".encode())
    assert status == 0
    assert [line["due"] for line in lines] == ["2027-02-01", "2028-02-18"]


@pytest.mark.parametrize("day", ["2004-01-01", "2040-12-31", "2028-02-29", "2035/6/1", "20300101"])
def test_any_real_day_is_answered(day: str) -> None:
    assert asked(day)[0] == 0


@pytest.mark.parametrize(
    "text, because",
    [
        ("2026-02-30", "不存在"),
        ("2027-02-29", "不存在"),
        ("2026-13-01", "不存在"),
        ("2003-12-31", "2004年到2040年"),
        ("2041-01-01", "2004年到2040年"),
        ("10月8日", "请写全年月日"),
        ("2026年10月", "请写全年月日"),
        ("明天", "请写全年月日"),
        ("08/05/2026", "定不下是哪一天"),
        ("法人", "请写一个日期"),
        ("2026-10-08 2026-10-09", "日期"),
        ("\udcff", "请写一个日期"),
        ("", "请写一个日期"),
    ],
)
def test_a_day_that_does_not_exist_or_cannot_be_read_is_an_error(text: str, because: str) -> None:
    status, (line,) = asked(text)
    assert status == 2
    assert list(line) == ["error"]
    assert because in str(line["error"])


def test_a_refused_day_does_not_keep_the_others_from_an_answer() -> None:
    status, lines = asked(stdin=b"2026-02-30\n2026-12-18\n\xff\xfe\n")
    assert status == 2
    assert ["error" in line for line in lines] == [True, False, True]


def test_no_day_at_all_is_an_error() -> None:
    status, lines = asked(stdin=b"\n\n")
    assert status == 2
    assert list(lines[0]) == ["error"]
