"""The days that the text fixes, and the command that works them out."""

import io
import json
import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.commands.deadline import deadlines
from knowledge.law import load
from rules.beijing_2019 import BOOK
from rules.beijing_2019.art05 import legal_person_in_beijing
from rules.beijing_2019.deadlines import DEADLINES, Revoked
from rules.beijing_2019.examples import legal_person
from rules.calendar import holiday_notices
from rules.calendar.days import Period
from rules.calendar.working_days import OutOfRange, published
from rules.engine.deadlines import OVERDUE, DeadlineKind, Standing
from tests.support.calendars import NOTICE_2027
from tests.support.examples import examples

ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2004, 1, 1), date(2040, 12, 31)
EVERY_DAY = [FIRST + n * ONE_DAY for n in range((LAST - FIRST).days + 1)]
TODAY = date(2026, 11, 24)
FILING, TITLE, PUBLICITY = DEADLINES["filing"], DEADLINES["title"], DEADLINES["publicity"]
BANS = {"14": DEADLINES["revoked"], "15": DEADLINES["failed_review"]}


def iso(value: object) -> date:
    return date.fromisoformat(str(value))


def due(changed_on: date) -> date:
    return FILING.last_day(changed_on, published())


# 第十七条


@pytest.mark.parametrize("example", examples("deadlines.jsonl"), ids=lambda example: str(example["id"]))
def test_a_change_is_filed_within_30_working_days(example: dict[str, object]) -> None:
    changed_on = iso(example["changed_on"])
    assert due(changed_on) == iso(example["due"])
    assert FILING.provisional(changed_on, published()) is example["provisional"]
    why = str(example["why"])
    off, worked = published().exceptions_between(changed_on, due(changed_on))
    assert {f"{day:%m-%d}" for day in off} == named_days(why, "weekdays not counted: ", changed_on)
    assert {f"{day:%m-%d}" for day in worked} == named_days(why, "weekend days counted: ", changed_on)


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
    assert not FILING.provisional(date(2026, 11, 19), published())
    assert FILING.provisional(date(2026, 11, 20), published())


def test_with_the_notice_of_the_year_the_last_day_moves_and_stands() -> None:
    calendar = published().with_notices([holiday_notices.read(NOTICE_2027, "2027.toml")])
    changed_on = date(2026, 12, 24)
    before, after = (
        (FILING.last_day(changed_on, each), FILING.provisional(changed_on, each)) for each in (published(), calendar)
    )
    assert before == (date(2027, 2, 11), True)
    assert after == (date(2027, 2, 14), False)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2041, 1, 1)])
def test_a_change_outside_2004_to_2040_is_refused(day: date) -> None:
    with pytest.raises(OutOfRange, match="2004年到2040年"):
        due(day)


# Reminders


CHANGED = date(2026, 8, 25)  # filed up to and with 12 October 2026


def reminders(changed_on: date, chosen: tuple[int, ...] | None = None) -> list[tuple[date, int]]:
    return [(stage.on, int(stage.id)) for stage in FILING.schedule(changed_on, published(), chosen)]


def test_reminders_come_with_so_many_working_days_left_on_the_last_day_and_the_day_after() -> None:
    assert [(str(on), left) for on, left in reminders(CHANGED)] == [
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
        *before, passed = reminders(changed_on)
        assert changed_on < before[0][0]
        assert [calendar.working_days_between(on, last) for on, _ in before] == [20, 10, 5, 3, 1, 0]
        assert all(calendar.is_working(on) for on, _ in before)
        assert passed == (last + ONE_DAY, OVERDUE)


def test_the_holder_may_choose_fewer() -> None:
    assert [left for _, left in reminders(CHANGED, (0, 5, OVERDUE))] == [5, 0, OVERDUE]


# The other articles


@pytest.mark.parametrize("example", examples("other-dates.jsonl"), ids=lambda example: str(example["id"]))
def test_another_date_of_the_text(example: dict[str, object]) -> None:
    day, clause = other_date(str(example["kind"]), example["given"])
    expected = example["expect"]
    assert expected == (day.year if example["kind"] == "reapply_year" else day.isoformat())
    assert str(example["why"]).startswith(load(BOOK.text).clause(clause).citation)


def last_day(kind: DeadlineKind, since: date) -> date:
    return kind.last_day(since, published())


def first_day(kind: DeadlineKind, since: date) -> date:
    """That of the first thing to be said of it."""
    return next(kind.schedule(since, published())).on


def founded_two_years(day: date) -> date | None:
    young: dict[str, Any] = legal_person | {"sponsor": "enterprise", "founded_on": Period.on(day)}
    return legal_person_in_beijing(day, **young).finding.heals_on


def other_date(kind: str, given: object) -> tuple[date, str]:
    assert isinstance(given, dict)
    (day,) = (iso(value) for name, value in given.items() if name.endswith("_on"))
    ban = BANS[given.get("article", "14")]
    match kind:
        case "title_end":
            return last_day(TITLE, day), TITLE.clause
        case "reapply_year":
            return first_day(TITLE, day), TITLE.clause
        case "ban_last_day":
            return last_day(ban, day), ban.clause
        case "may_apply_again_from":
            return first_day(ban, day), ban.clause
        case "publicity_last_day":
            return last_day(PUBLICITY, day), PUBLICITY.clause
    founded = founded_two_years(day)
    assert kind == "founded_two_years" and founded is not None
    return founded, "5.1"


def test_29_february_plus_years_is_the_last_day_of_that_february() -> None:
    leap = date(2024, 2, 29)
    assert last_day(TITLE, leap) == date(2027, 2, 28)
    assert first_day(TITLE, leap) == date(2027, 1, 1)
    assert last_day(BANS["14"], leap) == date(2027, 2, 28)
    assert first_day(BANS["15"], leap) == date(2025, 3, 1)
    assert founded_two_years(leap) == date(2026, 2, 28)
    assert last_day(BANS["14"], date(2025, 2, 28)) == date(2028, 2, 28)


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


# The kinds


def test_each_kind_of_deadline_is_one_class_and_none_of_its_words_is_missing() -> None:
    assert list(DEADLINES) == ["filing", "title", "review", "revoked", "failed_review", "publicity"]
    assert len({type(kind) for kind in DEADLINES.values()}) == len(DEADLINES)
    for id, kind in DEADLINES.items():
        assert kind.id == id
        assert load(BOOK.text).clause(kind.clause)
        words = kind.words
        assert words.name and words.choice and words.asked and words.entry
        assert words.counted or kind.by_month, "how it is counted is said"
        assert not kind.to_be_done or (words.event and words.act and words.too_late and kind.stages)
        assert bool(kind.matters) == bool(words.invitation)


@pytest.mark.parametrize(
    ("kind", "since", "standings"),
    [
        ("filing", "2026-08-25", {"2026-08-24": "PLANNED", "2026-08-25": "RUNNING", "2026-10-12": "LAST_DAY"}),
        ("filing", "2026-08-25", {"2026-10-11": "RUNNING", "2026-10-13": "OVERDUE", "2035-01-01": "OVERDUE"}),
        ("title", "2024-02-29", {"2027-02-27": "RUNNING", "2027-02-28": "LAST_DAY", "2027-03-01": "OVERDUE"}),
        ("revoked", "2024-05-20", {"2027-05-19": "RUNNING", "2027-05-20": "LAST_DAY", "2027-05-21": "OVERDUE"}),
        ("failed_review", "2025-06-30", {"2026-06-30": "LAST_DAY", "2026-07-01": "OVERDUE"}),
        ("publicity", "2026-11-30", {"2026-11-30": "RUNNING", "2026-12-07": "LAST_DAY", "2026-12-08": "OVERDUE"}),
        ("review", "2027-06-01", {"2027-05-31": "RUNNING", "2027-06-01": "LAST_DAY", "2028-06-30": "LAST_DAY"}),
    ],
)
def test_how_a_deadline_stands_on_a_day(kind: str, since: str, standings: dict[str, str]) -> None:
    for day, standing in standings.items():
        assert DEADLINES[kind].standing(iso(since), published(), iso(day)) is Standing[standing], day


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


def test_a_ban_of_another_length_holds_for_what_is_decided_from_its_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Revoked, "years", Revoked.years.since(date(2026, 1, 1), 5, "京经信发〔2025〕9号"))
    revoked = Revoked()
    assert last_day(revoked, date(2025, 12, 31)) == date(2028, 12, 31)
    assert last_day(revoked, date(2026, 1, 1)) == date(2031, 1, 1)
