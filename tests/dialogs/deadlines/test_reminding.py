"""Which reminders come, when, and what they say: pure functions of the session, the calendar and the hour."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.deadlines.reminders import undelivered, with_said, woken
from dialogs.deadlines.schedule import Tracked, next_wake, track, track_all, waking_hour
from dialogs.effects import Remind
from dialogs.session import Deadline, Reminding, Session
from dialogs.wording import zh as wording
from rules.beijing_2019.deadlines import DEADLINES
from rules.calendar import holiday_notices
from rules.calendar.days import BEIJING
from rules.calendar.working_days import Calendar, published
from rules.engine.deadlines import OVERDUE
from tests.support.calendars import NOTICE_2027

CHANGED = date(2026, 11, 20)  # filed up to and with Monday, 4 January 2027
DUE = date(2027, 1, 4)
FILING = DEADLINES["filing"]


def tracked(deadline: Deadline, today: date) -> Tracked:
    return track(Session(), deadline, published(), today)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), BEIJING)


def filing(since: date = CHANGED, entered: date | None = None, **changed: object) -> Deadline:
    """As it is kept when it is entered on the day of the change, or later."""
    due = FILING.last_day(since, published())
    deadline = Deadline(number=1, kind="filing", since=since, due=due, matters=["legal_representative"])
    entered = entered or since
    one = tracked(deadline, entered)
    return with_said(one, one.overtaken).model_copy(update=changed)


def holder(*deadlines: Deadline, **changed: object) -> Session:
    return Session(deadlines=list(deadlines)).model_copy(update=changed)


def heard(session: Session, now: datetime, calendar: Calendar | None = None) -> list[Remind]:
    """All that comes at this moment, one after the other, as a clock asks."""
    found: list[Remind] = []
    while reminders := woken(session, calendar or published(), now):
        assert len(reminders) == 1
        found += reminders
    return found


def days_of(session: Session, first: date, last: date, hour: int = 9) -> dict[str, tuple[str, ...]]:
    """The days on which something comes at this hour, with the stages that it stands for."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {str(day): reminder.stages for day in days for reminder in heard(session, at(day, hour))}


# The stages of a filing


def test_a_filing_is_reminded_of_at_each_stage_once_and_once_after_it_has_passed() -> None:
    assert days_of(holder(filing()), CHANGED, date(2027, 12, 31)) == {
        "2026-12-04": ("20",),
        "2026-12-18": ("10",),
        "2026-12-25": ("5",),
        "2026-12-29": ("3",),
        "2026-12-31": ("1",),
        "2027-01-04": ("0",),
        "2027-01-05": (str(OVERDUE),),
    }


def test_a_filing_entered_late_is_reminded_of_only_at_what_is_still_ahead() -> None:
    session = holder(filing(entered=date(2026, 12, 26)))
    assert list(days_of(session, date(2026, 12, 26), date(2027, 2, 1))) == [
        "2026-12-29",
        "2026-12-31",
        "2027-01-04",
        "2027-01-05",
    ]


def test_a_filing_entered_after_its_last_day_is_not_reminded_of() -> None:
    session = holder(filing(entered=date(2027, 2, 1)))
    assert days_of(session, date(2027, 2, 1), date(2027, 4, 1)) == {}
    assert next_wake(session, published(), at(date(2027, 2, 1))) is None


def test_stages_that_an_outage_has_overtaken_are_one_message_that_says_what_is_true_now() -> None:
    (reminder,) = heard(holder(filing()), at(date(2026, 12, 28), 10))
    assert reminder.stages == ("20", "10", "5")
    assert "还有4个工作日，最晚2027年1月4日（周一）" in reminder.view.plain
    assert wording.REMINDER_LATE.format(day="2026年12月4日") in reminder.view.plain


def test_after_the_last_day_it_says_that_the_text_does_not_say_what_being_late_leads_to() -> None:
    (reminder,) = heard(holder(filing()), at(date(2027, 1, 6)))
    assert "已经过了" in reminder.view.plain
    assert FILING.words.too_late in reminder.view.plain


def test_a_reminder_on_its_day_is_not_called_late() -> None:
    (reminder,) = heard(holder(filing()), at(date(2026, 12, 4), 20, 59))
    assert "晚了" not in reminder.view.plain


def test_a_filed_change_is_not_reminded_of_any_more() -> None:
    assert heard(holder(filing(done_on=date(2026, 12, 1))), at(date(2027, 3, 1))) == []


def test_of_several_the_one_that_is_due_first_comes_first() -> None:
    later = filing(date(2026, 12, 1)).model_copy(update={"number": 1})
    sooner = filing(CHANGED).model_copy(update={"number": 2})
    assert [reminder.number for reminder in heard(holder(later, sooner), at(date(2026, 12, 29)))] == [2, 1]


def test_every_reminder_quotes_the_clause_and_can_be_answered() -> None:
    (reminder,) = heard(holder(filing()), at(date(2026, 12, 4)))
    assert any(block.kind == "quote" and block.plain.startswith("第十七条 ") for block in reminder.view.blocks)
    actions = [button.action for row in reminder.view.rows for button in row]
    assert actions == ["filed:1", "snooze:1", "mute:1", "deadlines"]


# Hours


@pytest.mark.parametrize(("hour", "minute", "comes"), [(8, 59, 0), (9, 0, 1), (20, 59, 1), (21, 0, 0), (23, 59, 0)])
def test_the_hours_between_21_and_9_are_quiet(hour: int, minute: int, comes: int) -> None:
    assert len(heard(holder(filing()), at(date(2026, 12, 5), hour, minute))) == comes


def test_what_became_due_in_a_quiet_hour_comes_at_the_hour_that_is_wanted() -> None:
    session = holder(filing(), reminding=Reminding(hour=11))
    assert next_wake(session, published(), at(date(2026, 12, 5), 23)) == at(date(2026, 12, 6), 11)
    assert next_wake(session, published(), at(date(2026, 12, 5), 3)) == at(date(2026, 12, 5), 11)


def test_the_wanted_hour_is_kept_to() -> None:
    session = holder(filing(), reminding=Reminding(hour=15))
    assert heard(session, at(date(2026, 12, 4), 14, 59)) == []
    assert next_wake(session, published(), at(date(2026, 12, 4), 10)) == at(date(2026, 12, 4), 15)
    assert len(heard(session, at(date(2026, 12, 4), 15))) == 1


def test_fewer_stages() -> None:
    session = holder(filing(), reminding=Reminding(chosen=[5, 0]))
    assert list(days_of(session, CHANGED, date(2027, 3, 1)).values()) == [("5",), ("0",)]


def test_no_stage_at_all_means_no_reminder() -> None:
    session = holder(filing(), reminding=Reminding(chosen=[]))
    assert days_of(session, CHANGED, date(2027, 3, 1)) == {}


# Put off, stopped, paused


def test_put_off_it_comes_on_that_day_and_the_stages_before_it_stay_away() -> None:
    session = holder(filing(snoozed_until=date(2026, 12, 21)))
    assert list(days_of(session, CHANGED, date(2026, 12, 29)).items()) == [
        ("2026-12-21", ("snoozed",)),
        ("2026-12-25", ("5",)),
        ("2026-12-29", ("3",)),
    ]


def test_put_off_to_the_day_of_a_stage_it_comes_once() -> None:
    session = holder(filing(snoozed_until=date(2026, 12, 25)))
    assert len(heard(session, at(date(2026, 12, 25)))) == 1
    assert heard(session, at(date(2026, 12, 28))) == []


def test_put_off_a_second_time_it_comes_a_second_time() -> None:
    session = holder(filing(snoozed_until=date(2026, 12, 7)))
    heard(session, at(date(2026, 12, 7)))
    (deadline,) = session.deadlines
    session.deadlines = [deadline.model_copy(update={"snoozed_until": date(2026, 12, 9)})]
    assert [reminder.stages for reminder in heard(session, at(date(2026, 12, 9)))] == [("snoozed",)]


def test_stopped_nothing_comes_and_there_is_nothing_to_wake_for() -> None:
    session = holder(filing(muted=True))
    assert heard(session, at(date(2027, 1, 4))) == []
    assert next_wake(session, published(), at(date(2026, 12, 1))) is None


def test_who_cannot_be_reached_is_left_alone_until_they_can() -> None:
    session = holder(filing(), paused=True)
    assert heard(session, at(date(2026, 12, 4))) == []
    assert next_wake(session, published(), at(date(2026, 12, 4))) is None
    session.paused = False
    assert len(heard(session, at(date(2026, 12, 10)))) == 1


# A new calendar


@pytest.fixture
def announced() -> Calendar:
    """The notice of 2027 is out."""
    return published().with_notices([holiday_notices.read(NOTICE_2027, "2027.toml")])


MOVED = date(2026, 12, 24)  # due on 11 February 2027, with the notice on the 14th


def test_a_moved_day_is_told_once_with_the_old_and_the_new_side_by_side(announced: Calendar) -> None:
    session = holder(filing(MOVED))
    (told,) = heard(session, at(date(2026, 12, 28)), announced)
    assert "原来是2027年2月11日（周四），现在是2027年2月14日（周日）" in told.view.plain
    assert told.moved_from == date(2027, 2, 11)
    assert session.deadlines[0].due == date(2027, 2, 14)
    assert session.deadlines[0].sequence == 1
    assert heard(session, at(date(2026, 12, 29)), announced) == []


def test_stages_that_the_move_has_overtaken_are_told_with_it(announced: Calendar) -> None:
    session = holder(filing(MOVED))
    (told,) = heard(session, at(date(2027, 2, 13)), announced)
    assert set(told.stages) >= {"20", "10", "5", "3", "1"}
    assert [reminder.stages for reminder in heard(session, at(date(2027, 2, 14)), announced)] == [("0",)]


def test_a_moved_day_is_told_to_who_stopped_reminders_but_not_to_who_has_filed(announced: Calendar) -> None:
    assert len(heard(holder(filing(MOVED, muted=True)), at(date(2026, 12, 28)), announced)) == 1
    assert heard(holder(filing(MOVED, done_on=date(2026, 12, 25))), at(date(2026, 12, 28)), announced) == []


def test_a_move_in_the_night_is_told_in_the_morning(announced: Calendar) -> None:
    session = holder(filing(MOVED))
    assert heard(session, at(date(2026, 12, 28), 2), announced) == []
    assert next_wake(session, announced, at(date(2026, 12, 28), 2)) == at(date(2026, 12, 28), 9)


# What did not arrive


def test_a_reminder_that_did_not_go_out_is_decided_anew() -> None:
    session = holder(filing())
    (lost,) = heard(session, at(date(2026, 12, 4)))
    undelivered(session, lost, in_doubt=False, today=date(2026, 12, 4))
    (again,) = heard(session, at(date(2026, 12, 7)))
    assert again.stages == ("20",)
    assert "还有19个工作日" in again.view.plain
    assert wording.REMINDER_AGAIN not in again.view.plain


def test_one_that_may_have_arrived_says_so_the_second_time_and_not_the_third() -> None:
    session = holder(filing())
    (lost,) = heard(session, at(date(2026, 12, 4)))
    undelivered(session, lost, in_doubt=True, today=date(2026, 12, 4))
    (again,) = heard(session, at(date(2026, 12, 4), 10))
    assert wording.REMINDER_AGAIN in again.view.plain
    (following,) = heard(session, at(date(2026, 12, 18)))
    assert wording.REMINDER_AGAIN not in following.view.plain


def test_a_reminder_put_off_that_did_not_go_out_comes_again() -> None:
    session = holder(filing(snoozed_until=date(2026, 12, 9)))
    (lost,) = heard(session, at(date(2026, 12, 9)))
    undelivered(session, lost, in_doubt=False, today=date(2026, 12, 9))
    assert [reminder.stages for reminder in heard(session, at(date(2026, 12, 10)))] == [("snoozed",)]


def test_a_move_that_could_not_be_told_is_told_again(announced: Calendar) -> None:
    session = holder(filing(MOVED))
    (lost,) = heard(session, at(date(2026, 12, 28)), announced)
    undelivered(session, lost, in_doubt=True, today=date(2026, 12, 28))
    (again,) = heard(session, at(date(2026, 12, 29)), announced)
    assert again.moved_from == date(2027, 2, 11)
    assert wording.REMINDER_AGAIN in again.view.plain
    assert session.deadlines[0].sequence == 1


def test_what_was_deleted_meanwhile_is_not_said_again() -> None:
    session = holder(filing())
    (lost,) = heard(session, at(date(2026, 12, 4)))
    session.deadlines = []
    undelivered(session, lost, in_doubt=True, today=date(2026, 12, 4))
    assert heard(session, at(date(2026, 12, 5))) == []


# The other dates


def other(kind: str, since: date, entered: date) -> Deadline:
    deadline = Deadline(number=1, kind=kind, since=since, due=since)
    one = tracked(deadline, entered)
    return with_said(one, one.overtaken).model_copy(update={"due": one.next_day})


@pytest.mark.parametrize(
    ("kind", "since", "days"),
    [
        ("title", date(2024, 10, 1), ["2027-01-01", "2027-09-01", "2027-10-01"]),
        ("title", date(2024, 1, 20), ["2026-12-21", "2027-01-01", "2027-01-20"]),
        ("title", date(2025, 1, 1), ["2027-12-02", "2028-01-01"]),
        ("revoked", date(2024, 2, 29), ["2027-03-01"]),
        ("failed_review", date(2026, 6, 30), ["2027-07-01"]),
        ("publicity", date(2026, 11, 30), ["2026-12-07"]),
        ("review", date(2027, 6, 1), ["2027-06-01", "2028-06-01"]),
    ],
)
def test_the_days_of_another_date(kind: str, since: date, days: list[str]) -> None:
    session = holder(other(kind, since, date(2026, 12, 1)))
    assert list(days_of(session, date(2026, 12, 1), date(2028, 12, 31))) == days


def test_the_clock_wakes_30_days_before_a_title_ends_also_where_it_ends_in_january() -> None:
    session = holder(other("title", date(2024, 1, 20), date(2026, 12, 1)))
    assert next_wake(session, published(), at(date(2026, 12, 1))) == at(date(2026, 12, 21))


def test_a_review_heard_of_after_its_month_names_the_month_and_not_the_present_one() -> None:
    session = holder(other("review", date(2027, 6, 1), date(2026, 12, 1)))
    (reminder,) = heard(session, at(date(2027, 8, 2)))
    assert "记在6月，下一次是2028年6月" in reminder.view.plain


@pytest.mark.parametrize(
    ("deadline", "on", "still"),
    [
        (filing(), date(2035, 1, 1), True),
        (filing(done_on=CHANGED), CHANGED, False),
        (other("title", date(2024, 10, 1), CHANGED), date(2027, 10, 1), True),
        (other("title", date(2024, 10, 1), CHANGED), date(2027, 10, 2), False),
        (other("revoked", date(2024, 5, 20), CHANGED), date(2027, 5, 21), True),
        (other("revoked", date(2024, 5, 20), CHANGED), date(2027, 5, 22), False),
        (other("review", date(2027, 6, 1), CHANGED), date(2034, 1, 1), True),
    ],
)
def test_what_is_still_before_the_person(deadline: Deadline, on: date, still: bool) -> None:
    assert tracked(deadline, on).runs is still


# Of any filing, at any moment

some_days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
some_stages = st.lists(st.sampled_from(FILING.stages), unique=True)


@given(since=some_days, chosen=some_stages, hour=st.integers(9, 20))
def test_each_stage_that_is_wanted_comes_once_however_often_the_clock_asks(
    since: date, chosen: list[int], hour: int
) -> None:
    session = holder(filing(since), reminding=Reminding(hour=hour, chosen=chosen))
    heard_of: list[str] = []
    now = at(since, 0)
    while wake := next_wake(session, published(), now):
        now = wake
        reminders = heard(session, now)
        assert reminders, "woken for nothing"
        assert 9 <= now.hour < 21
        heard_of += [stage for reminder in reminders for stage in reminder.stages]
    assert sorted(heard_of) == sorted(str(stage) for stage in chosen)


@given(since=some_days, later=st.integers(0, 200), hour=st.integers(0, 23), wanted=st.integers(9, 20))
def test_after_an_outage_of_any_length_one_message_stands_for_all_that_was_due(
    since: date, later: int, hour: int, wanted: int
) -> None:
    reminding, now = Reminding(hour=wanted), at(since + timedelta(days=later), hour)
    session = holder(filing(since), reminding=reminding)
    (one,) = track_all(session, published(), now.date())
    due = [stage.id for stage in one.stages if at(stage.on, wanted) <= now]
    quiet = waking_hour(now, reminding) != now
    reminders = heard(session, now)
    assert [reminder.stages for reminder in reminders] == ([] if quiet or not due else [tuple(due)])


@given(since=some_days, put_off=st.integers(1, 60))
def test_put_off_to_any_day_nothing_comes_before_it_and_something_on_it(since: date, put_off: int) -> None:
    until = since + timedelta(days=put_off)
    session = holder(filing(since, snoozed_until=until))
    for day in range(put_off):
        assert heard(session, at(since + timedelta(days=day))) == []
    assert len(heard(session, at(until))) == 1
    assert session.deadlines[0].snoozed_until is None


# What was never chosen

OLD_DEFAULT = '{"hour": 11, "stages": [20, 10, 5, 3, 1, 0, -1]}'


def test_who_never_chose_is_reminded_at_a_stage_that_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    chose = holder(filing(), reminding=Reminding(chosen=[20, 10]))
    monkeypatch.setattr(type(FILING), "stages", (20, 15, *FILING.stages[1:]))
    stored = holder(filing(), reminding=Reminding.model_validate_json(OLD_DEFAULT))
    first, last = CHANGED, date(2026, 12, 18)
    assert {stage for stages in days_of(stored, first, last, 11).values() for stage in stages} == {"20", "15", "10"}
    assert {stage for stages in days_of(chose, first, last).values() for stage in stages} == {"20", "10"}


def test_a_stage_that_is_new_is_not_caught_up_with_where_a_later_one_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    session = holder(filing(sent={"20": date(2026, 12, 4), "10": date(2026, 12, 18)}))
    monkeypatch.setattr(type(FILING), "stages", (20, 15, *FILING.stages[1:]))
    assert heard(session, at(date(2026, 12, 21))) == []
    assert [reminder.stages for reminder in heard(session, at(date(2026, 12, 25)))] == [("5",)]


@pytest.mark.parametrize(
    ("stored", "chosen"),
    [
        (OLD_DEFAULT, None),
        ('{"hour": 11, "stages": [5, 0]}', [5, 0]),
        ('{"hour": 11, "stages": []}', []),
        ('{"hour": 11}', None),
        ('{"hour": 11, "chosen": [20, 10, 5, 3, 1, 0, -1]}', [20, 10, 5, 3, 1, 0, -1]),
    ],
)
def test_stages_stored_before_2026_12_are_a_choice_only_where_they_differ_from_what_stood_there(
    stored: str, chosen: list[int] | None
) -> None:
    reminding = Reminding.model_validate_json(stored)
    assert (reminding.hour, reminding.chosen) == (11, chosen)
    assert Reminding.model_validate_json(reminding.model_dump_json()) == reminding
