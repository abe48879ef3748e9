"""Which days are worked, where that is known from, and the operator's own notices."""

import io
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict

import pytest
from chinese_calendar import is_workday

from bot.background.calendars import load
from bot.commands.calendar import calendar as show
from rules.calendar import holiday_notices
from rules.calendar.holiday_notices import HolidayNotice, NoticeRefused
from rules.calendar.working_days import YEARS, Calendar, OutOfRange, published
from tests.support.calendars import NOTICE_2027
from tests.support.examples import DATA
from tests.support.tree import ROOT

Noticed = TypedDict("Noticed", {"number": str, "dated": str, "for": int, "off": list[list[str]], "work": list[str]})

NOTICES = json.loads((DATA / "state-council-notices.json").read_text(encoding="utf-8"))
STATUTORY = NOTICES["statutory"]
ONE_DAY = timedelta(days=1)


def days(first: date, last: date) -> list[date]:
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def year(number: int) -> list[date]:
    return days(date(number, 1, 1), date(number, 12, 31))


def iso(text: str) -> date:
    return date.fromisoformat(text)


def is_weekend(day: date) -> bool:
    return day.isoweekday() >= 6


def toml(notice: Noticed) -> str:
    """JSON lists of texts are TOML too."""
    return "\n".join(
        [
            f'number = "{notice["number"]}"',
            f"dated = {notice['dated']}",
            f"for = {notice['for']}",
            f"off = {json.dumps(notice['off'])}",
            f"work = {json.dumps(notice['work'])}",
        ]
    )


def as_noticed() -> dict[date, bool]:
    """Every day of 2019 to 2026: Monday to Friday, then each notice over it, in order."""
    worked = {day: not is_weekend(day) for day in days(date(2019, 1, 1), date(2026, 12, 31))}
    for notice in NOTICES["notices"]:
        for first, last in notice["off"]:
            worked |= {day: False for day in days(iso(first), iso(last))}
        worked |= {iso(day): True for day in notice["work"]}
    return {day: working for day, working in worked.items() if day.year >= 2019}


# The days themselves


def test_every_day_of_2019_to_2026_is_as_the_state_council_noticed() -> None:
    assert {day: published().is_working(day) for day in as_noticed()} == as_noticed()


def test_every_day_of_2004_to_2026_but_one_is_as_chinesecalendar_has_it() -> None:
    """国办发明电〔2005〕35号: 12月31日（星期六）上班, which chinesecalendar leaves out."""
    differing = [day for n in range(2004, 2027) for day in year(n) if published().is_working(day) != is_workday(day)]
    assert differing == [date(2005, 12, 31)]


@pytest.mark.parametrize("number, last", [(2027, date(2027, 12, 31)), (2028, date(2028, 9, 30))])
def test_a_year_not_announced_rests_on_the_statutory_days_moved_from_the_weekend(number: int, last: date) -> None:
    statutory = STATUTORY[str(number)]
    off = {iso(day) for festival in statutory["days"].values() for day in festival} | set(
        map(iso, statutory["moved"].values())
    )
    for day in days(date(number, 1, 1), last):
        assert published().is_working(day) == (not is_weekend(day) and day not in off), day


@pytest.mark.parametrize("number", range(2027, 2041))
def test_a_year_not_announced_has_13_weekdays_off_and_no_weekend_worked(number: int) -> None:
    calendar = published()
    off = [day for day in year(number) if not is_weekend(day) and not calendar.is_working(day)]
    assert len(off) == (12 if number in (2028, 2031) else 13)  # 中秋 falls on a weekday of 国庆
    assert not any(calendar.is_working(day) for day in year(number) if is_weekend(day))
    assert not any(calendar.is_working(date(number, *fixed)) for fixed in [(1, 1), (5, 1), (5, 2), (10, 1), (10, 3)])


def test_days_are_provisional_from_the_first_year_not_announced() -> None:
    assert published().provisional_from == date(2027, 1, 1)
    assert [y.number for y in published().years() if not y.announced] == list(range(2027, 2041))


# Counting


def test_the_nth_working_day_after_does_not_count_the_day_itself() -> None:
    assert published().nth_working_day_after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert published().nth_working_day_after(date(2026, 9, 19), 1) == date(2026, 9, 20)  # a worked Sunday


def test_the_nth_working_day_before_does_not_count_the_day_itself() -> None:
    assert published().nth_working_day_before(date(2026, 10, 8), 1) == date(2026, 9, 30)
    assert published().nth_working_day_before(date(2026, 10, 5), 1) == date(2026, 9, 30)
    assert published().nth_working_day_before(date(2026, 10, 9), 2) == date(2026, 9, 30)


def test_working_days_between_count_the_last_day_but_not_the_first() -> None:
    calendar = published()
    assert calendar.working_days_between(date(2026, 9, 30), date(2026, 10, 8)) == 1
    assert calendar.working_days_between(date(2026, 10, 8), date(2026, 9, 30)) == -1
    assert calendar.working_days_between(date(2026, 10, 8), date(2026, 10, 8)) == 0


def test_exceptions_are_the_weekdays_off_and_the_weekend_days_worked() -> None:
    off, worked = published().exceptions_between(date(2026, 9, 20), date(2026, 10, 10))
    assert off == tuple(date(2026, *day) for day in [(9, 25), (10, 1), (10, 2), (10, 5), (10, 6), (10, 7)])
    assert worked == (date(2026, 10, 10),)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2042, 1, 1), date.min, date.max])
def test_a_day_beyond_the_years_counted_is_refused(day: date) -> None:
    calendar = published()
    inside = date(2020, 1, 1)
    for ask in (
        lambda: calendar.is_working(day),
        lambda: calendar.nth_working_day_after(day, 1),
        lambda: calendar.nth_working_day_before(day, 1),
        lambda: calendar.working_days_between(day, inside),
        lambda: calendar.exceptions_between(inside, day),
    ):
        with pytest.raises(OutOfRange, match="2004年到2040年"):
            ask()


def test_counting_out_of_the_years_is_refused_and_never_wraps_round() -> None:
    with pytest.raises(OutOfRange):
        published().nth_working_day_before(date(2004, 1, 2), 1)
    with pytest.raises(OutOfRange):
        published().nth_working_day_after(date(2041, 12, 31), 1)


# The operator's notices


def read(text: str) -> HolidayNotice:
    return holiday_notices.read(text, "calendar/2027.toml")


def with_2027() -> Calendar:
    return published().with_notices([read(NOTICE_2027)])


def test_the_notices_of_2019_to_2026_read_as_worded_give_every_day() -> None:
    bare = Calendar(
        frozenset(day for n in range(2004, 2042) for day in year(n) if not is_weekend(day)), frozenset(), frozenset()
    )
    calendar = bare.with_notices(read(toml(notice)) for notice in reversed(NOTICES["notices"]))
    assert {day: calendar.is_working(day) for day in as_noticed()} == as_noticed()


AMENDED = {"国办发明电〔2018〕15号", "国办发明电〔2019〕16号"}
STANDING = [notice for notice in NOTICES["notices"] if notice["number"] not in AMENDED]


@pytest.mark.parametrize("notice", STANDING, ids=lambda notice: notice["number"])
def test_a_notice_that_the_package_has_already_changes_nothing(notice: Noticed) -> None:
    with_it = published().with_notices([read(toml(notice))])
    assert all(with_it.is_working(day) == published().is_working(day) for n in YEARS for day in year(n))


def test_a_notice_for_a_year_takes_the_place_of_its_statutory_days() -> None:
    calendar = with_2027()
    worked = {day for day in year(2027) if calendar.is_working(day)}
    assert {day for day in worked if is_weekend(day)} == {
        date(2027, *day) for day in [(2, 14), (2, 20), (5, 8), (9, 26), (10, 9)]
    }
    assert not worked & set(days(date(2027, 2, 5), date(2027, 2, 12)))
    assert calendar.provisional_from == date(2028, 1, 1)


def test_a_moved_day_that_the_notice_does_not_name_is_worked() -> None:
    without = NOTICE_2027.replace('["2027-10-01", "2027-10-07"]', '["2027-10-01", "2027-10-03"]')
    assert not published().is_working(date(2027, 10, 4))
    assert published().with_notices([read(without)]).is_working(date(2027, 10, 4))


def test_a_notice_names_days_of_the_december_before() -> None:
    assert with_2027().is_working(date(2026, 12, 26))
    assert not with_2027().is_working(date(2026, 12, 31))


def test_a_later_notice_goes_before_an_earlier_whatever_the_order_of_files() -> None:
    later = read(
        toml({"number": "改", "dated": "2027-03-01", "for": 2027, "off": [["2027-05-06"]], "work": ["2027-05-09"]})
    )
    calendar = published().with_notices([later, read(NOTICE_2027)])
    assert not calendar.is_working(date(2027, 5, 6))
    assert calendar.is_working(date(2027, 5, 8))
    assert calendar.is_working(date(2027, 5, 9))


def test_adding_a_notice_leaves_the_calendar_as_it_was() -> None:
    before = [published().is_working(day) for day in year(2027)]
    with_2027()
    assert [published().is_working(day) for day in year(2027)] == before


def test_the_first_notice_of_a_year_must_hold_all_its_statutory_days() -> None:
    lacking = NOTICE_2027.replace('  ["2027-10-01", "2027-10-07"],\n', "")
    with pytest.raises(NoticeRefused, match="2027-10-01、2027-10-02、2027-10-03") as refused:
        published().with_notices([read(lacking)])
    assert refused.value.line == 4


@pytest.mark.parametrize(
    "written, instead, line, because",
    [
        ('"2027-05-08"', '"2027-05-02"', 16, "2027-05-02 既放假又上班"),
        ('"2027-05-08"', '"2027-05-10"', 16, "2027-05-10 不是周六、周日"),
        ('"2027-05-08"', '"2028-05-07"', 16, "2028-05-07 不是2027年的日子"),
        ('"2026-12-26"', '"2026-11-28"', 14, "2026-11-28 不是2027年的日子"),
        ('["2027-06-09"]', '["2025-06-09"]', 9, "2025-06-09 不是2027年的日子"),
        ('["2027-06-09"]', '["2027-06-31"]', 9, "2027-06-31 这一天不存在"),
        ('["2027-06-09"]', '["2027-6-9"]', 9, "“2027-6-9”看不懂"),
        ('["2027-06-09"]', "[20270609]", 9, "“20270609”看不懂"),
        ('["2027-06-09"]', "[2027-06-09T08:00:00]", 9, "不写钟点"),
        ('["2027-06-09"]', "[2027-06-31]", 9, "TOML"),
        ('["2027-06-09"]', '["2027-06-09", "2027-06-10", "2027-06-11"]', 9, "第一天和最后一天"),
        ('["2027-06-09"]', '["2027-06-09", "2027-06-08"]', 9, "早于第一天"),
        ('["2027-06-09"]', '["2027-06-09", "2027-07-09"]', 9, "超过15天"),
        ('["2027-06-09"]', '["2027-06-09"', 13, "TOML"),
        ("for = 2027", "for = 2127", 3, "年份"),
        ("for = 2027", "for = true", 3, "年份"),
        ("dated = 2026-11-25", "dated = 2036-11-25", 2, "2036-11-25"),
        ('number = "国办发明电〔2026〕9号"', 'number = ""', 1, "文号"),
        ("work = [", "works = [", 13, "不认识“works”"),
        ("dated = 2026-11-25", "", 0, "缺少 dated"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(written: str, instead: str, line: int, because: str) -> None:
    assert written in NOTICE_2027
    with pytest.raises(NoticeRefused) as refused:
        read(NOTICE_2027.replace(written, instead))
    assert because in str(refused.value)
    assert refused.value.line == line
    assert str(refused.value).startswith(f"calendar/2027.toml 第{line}行：" if line else "calendar/2027.toml：")


def test_a_line_is_not_taken_from_a_comment() -> None:
    noted = NOTICE_2027.replace("work = [\n", "work = [\n  # 2027-05-10 是周一\n").replace("2027-05-08", "2027-05-10")
    with pytest.raises(NoticeRefused) as refused:
        read(noted)
    assert refused.value.line == 17


def test_days_may_be_written_with_or_without_quotes() -> None:
    bare = read(NOTICE_2027.replace('"2', "2").replace('",', ",").replace('"]', "]").replace("9号,", '9号"'))
    quoted = read(NOTICE_2027)
    assert (bare.off, bare.work) == (quoted.off, quoted.work)


# The data directory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "calendar").mkdir()
    return tmp_path / "calendar"


def shown(data_dir: Path) -> tuple[int, str, str]:
    out, errors = io.StringIO(), io.StringIO()
    status = show(data_dir, out, errors)
    return status, out.getvalue(), errors.getvalue()


def line_of(number: int, text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{number}年"))


def test_without_a_folder_of_notices_the_calendar_is_the_published_one(tmp_path: Path) -> None:
    assert load(tmp_path).provisional_from == published().provisional_from


def test_the_command_shows_each_year_with_its_source(folder: Path) -> None:
    (folder / "2027.toml").write_text(NOTICE_2027, encoding="utf-8-sig")
    status, text, _ = shown(folder.parent)
    assert status == 0
    assert line_of(2026, text).startswith("2026年  248个工作日  已公布  国务院办公厅通知（holidays ")
    assert line_of(2027, text) == "2027年  248个工作日  已公布  国办发明电〔2026〕9号（calendar/2027.toml）"
    assert "暂定" in line_of(2028, text) and "法定节假日" in line_of(2028, text)
    assert "2028年1月1日起的截止日期是暂定的" in text


def test_a_refused_notice_shows_file_and_line_and_nothing_else(folder: Path) -> None:
    (folder / "2027.toml").write_text(NOTICE_2027.replace("2027-05-08", "2027-05-10"), encoding="utf-8")
    status, text, error = shown(folder.parent)
    assert (status, text) == (2, "")
    assert error.startswith("calendar/2027.toml 第16行：2027-05-10")


def test_a_file_that_cannot_be_read_is_refused_by_name(folder: Path) -> None:
    (folder / "2027.toml").write_text(NOTICE_2027, encoding="gbk")
    assert shown(folder.parent)[2].startswith("calendar/2027.toml：不是 UTF-8")
    (folder / "2027.toml").unlink()
    (folder / "2028.toml").mkdir()
    assert shown(folder.parent)[2].startswith("calendar/2028.toml：读不了")


def test_nothing_but_the_first_question_loads_holidays() -> None:
    """Its import takes longer than the start of the assistant may."""
    loads = "import bot.background.calendars, bot.commands.deadline, rules.beijing_2019.deadlines, sys"
    looks = f"{loads}; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", looks], cwd=ROOT).returncode == 0
