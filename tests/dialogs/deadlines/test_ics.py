"""Deadlines in the calendar of a phone, as an independent and strict parser reads them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar as Read
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from dialogs.deadlines import ical, sentences
from dialogs.deadlines.schedule import Tracked, track
from dialogs.session import Deadline, Reminding, Session
from dialogs.wording import zh as wording
from knowledge.law import load
from rules.beijing_2019 import BOOK
from rules.beijing_2019.deadlines import DEADLINES
from rules.calendar import holiday_notices
from rules.calendar.days import BEIJING
from rules.calendar.working_days import Calendar, published
from tests.support.calendars import NOTICE_2027

NOW = datetime(2026, 11, 25, 12, tzinfo=BEIJING)
FILING = Deadline(
    number=1,
    kind="filing",
    since=date(2026, 11, 2),
    due=date(2026, 12, 14),
    matters=["legal_representative"],
    uid="1f0e@example",
)
RUNNING: dict[str, date] = {
    "filing": date(2026, 11, 2),
    "title": date(2024, 3, 1),
    "review": date(2026, 2, 1),
    "revoked": date(2026, 1, 1),
    "failed_review": date(2026, 1, 1),
    "publicity": date(2026, 11, 20),
}
EACH_KIND = [
    Deadline(number=number, kind=kind, since=since, due=since) for number, (kind, since) in enumerate(RUNNING.items())
]
AS_IT_COMES = Reminding()


def written(
    *deadlines: Deadline, calendar: Calendar | None = None, how: Reminding = AS_IT_COMES, now: datetime = NOW
) -> str:
    return ical.calendar(Session(deadlines=list(deadlines), reminding=how), calendar or published(), now)


def tracked(deadline: Deadline, how: Reminding = AS_IT_COMES, now: datetime = NOW) -> Tracked:
    return track(Session(reminding=how), deadline, published(), now.date())


def read(content: str) -> Read:
    return IcsCalendarStream.calendar_from_ics(content)


def entry(deadline: Deadline, calendar: Calendar | None = None, how: Reminding = AS_IT_COMES) -> Event:
    (event,) = read(written(deadline, calendar=calendar, how=how)).events
    return event


def begins(event: Event) -> datetime:
    assert isinstance(event.dtstart, datetime)
    return event.dtstart


def alarms(event: Event) -> list[datetime]:
    moments = []
    for alarm in event.alarm:
        assert isinstance(alarm.trigger, timedelta)
        moments.append(begins(event) + alarm.trigger)
    return moments


# The file


def test_the_file_of_a_filing(show: Callable[[str, str], None]) -> None:
    file = ical.calendar_file(tracked(FILING), NOW)
    show(f"{file.name}, {file.view.plain}", file.content.replace("\r\n", "\n"))
    assert file.name == "filing-2026-12-14.ics"
    assert file.view.plain.startswith("变更备案（法定代表人）的日历文件")
    assert file.content == written(FILING)


@pytest.mark.parametrize("deadline", EACH_KIND, ids=lambda deadline: deadline.kind)
def test_every_kind_is_a_file_with_a_plain_name_and_one_entry(deadline: Deadline) -> None:
    file = ical.calendar_file(tracked(deadline), NOW)
    assert file.name.isascii() and file.name.endswith(".ics")
    (event,) = read(file.content).events
    kind = DEADLINES[deadline.kind]
    assert kind.words.name in str(event.summary)
    law = load(BOOK.text).clause(kind.clause)
    assert f"{law.citation} {law.text}" in str(event.description)


def test_the_calendar_says_what_it_is() -> None:
    content = written(*EACH_KIND)
    calendar = read(content)
    assert (calendar.version, calendar.method, calendar.name) == ("2.0", "PUBLISH", [wording.CALENDAR_NAME])
    assert f"X-WR-CALNAME:{wording.CALENDAR_NAME}\r\n" in content
    assert [zone.tz_id for zone in calendar.timezones] == ["Asia/Shanghai"]
    assert len({event.uid for event in calendar.events}) == len(EACH_KIND)
    assert content == written(*EACH_KIND), "the same deadlines at the same hour are the same text"


def test_no_deadline_is_an_empty_calendar() -> None:
    assert read(written()).events == []


def test_lines_end_and_are_folded_as_the_standard_has_it() -> None:
    content = written(FILING.model_copy(update={"platform": "很长的名字" * 30}))
    lines = content.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.encode().replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1]), "no character is cut in two"


# An entry


def test_an_entry_stands_on_the_last_day_at_the_hour_of_the_reminders_in_beijing() -> None:
    event = entry(FILING, how=Reminding(hour=15))
    assert begins(event).astimezone(UTC) == datetime(2026, 12, 14, 7, tzinfo=UTC)
    assert event.computed_duration == timedelta(minutes=30)
    assert event.dtstamp == NOW
    assert event.summary == "变更备案（法定代表人）最后一天"
    assert event.categories == ["变更备案"]
    assert event.transparency == "TRANSPARENT"


def test_an_entry_names_the_platform() -> None:
    event = entry(FILING.model_copy(update={"platform": "甲乙平台"}))
    assert event.summary == "“甲乙平台”变更备案（法定代表人）最后一天"


def test_a_provisional_day_says_that_it_may_move() -> None:
    provisional = FILING.model_copy(update={"since": date(2026, 12, 24), "due": date(2027, 2, 11)})
    may_move = wording.PROVISIONAL.format(year=2027)
    assert may_move in str(entry(provisional).description)
    assert "暂定" not in str(entry(FILING).description)


def test_a_day_that_moved_replaces_the_old_entry_before_and_after_the_person_was_told() -> None:
    told = FILING.model_copy(update={"since": date(2026, 12, 24), "due": date(2027, 2, 11)})
    with_notice = published().with_notices([holiday_notices.read(NOTICE_2027, "2027.toml")])
    old, new = entry(told), entry(told, with_notice)
    assert (old.uid, old.sequence, begins(old).date()) == (FILING.uid, 0, date(2027, 2, 11))
    assert (new.uid, new.sequence, begins(new).date()) == (FILING.uid, 1, date(2027, 2, 14))
    since_told = entry(told.model_copy(update={"due": date(2027, 2, 14), "sequence": 1}), with_notice)
    assert since_told == new


def test_an_entry_without_an_id_of_its_own_has_one_that_stays() -> None:
    nameless = FILING.model_copy(update={"uid": ""})
    later = nameless.model_copy(update={"since": date(2026, 11, 9), "platform": "甲"})
    assert entry(nameless).uid == entry(later).uid != entry(nameless.model_copy(update={"number": 2})).uid


def test_of_a_yearly_review_the_next_one_stands_in_the_calendar() -> None:
    review = Deadline(number=3, kind="review", since=date(2024, 2, 1), due=date(2024, 2, 29))
    event = entry(review)
    assert begins(event) == datetime(2027, 2, 28, 9, tzinfo=BEIJING)
    assert alarms(event) == [datetime(2027, 2, 1, 9, tzinfo=BEIJING)]
    assert event.summary == "年度复评（您记在2月）"


def test_what_is_filed_or_over_does_not_stand_in_the_calendar() -> None:
    filed = FILING.model_copy(update={"done_on": date(2026, 11, 20)})
    over = Deadline(number=2, kind="publicity", since=date(2026, 11, 2), due=date(2026, 11, 9))
    ended = Deadline(number=3, kind="title", since=date(2023, 11, 24), due=date(2026, 11, 24))
    assert read(written(filed, over, ended)).events == []


def test_a_filing_that_is_late_stays_in_the_calendar_until_it_is_filed() -> None:
    event = entry(FILING.model_copy(update={"since": date(2026, 9, 1), "due": date(2026, 10, 19)}))
    assert begins(event).date() < NOW.date()
    assert event.alarm == []


# Alarms


@pytest.mark.parametrize("hour", [9, 20])
@pytest.mark.parametrize("deadline", EACH_KIND, ids=lambda deadline: deadline.kind)
def test_alarms_ring_at_the_stages_still_ahead(deadline: Deadline, hour: int) -> None:
    event = entry(deadline, how=Reminding(hour=hour))
    planned = [stage.on for stage in tracked(deadline, Reminding(hour=hour)).stages]
    moments = [datetime.combine(day, time(hour), BEIJING) for day in planned]
    last = begins(event) if deadline.kind == "review" else moments[-1]
    assert alarms(event) == [moment for moment in moments if NOW < moment <= last]
    assert alarms(event)
    assert {alarm.action for alarm in event.alarm} == {"DISPLAY"}


def test_the_alarms_of_the_example_by_hand() -> None:
    rung = [f"{moment:%m-%d %H:%M}" for moment in alarms(entry(FILING))]
    assert rung == ["11-30 09:00", "12-07 09:00", "12-09 09:00", "12-11 09:00", "12-14 09:00", "12-15 09:00"]


def test_what_was_said_rings_no_more_and_what_was_chosen_rings() -> None:
    said = FILING.model_copy(
        update={"sent": {"20": date(2026, 11, 16), "10": date(2026, 11, 30), "5": date(2026, 12, 7)}}
    )
    few = Reminding(chosen=[3, 0])
    assert [f"{moment:%m-%d}" for moment in alarms(entry(said, how=few))] == ["12-09", "12-14"]


def test_muted_it_stands_there_and_does_not_ring() -> None:
    assert entry(FILING.model_copy(update={"muted": True})).alarm == []


def test_snoozed_it_rings_on_the_day_it_was_snoozed_to_and_then_as_planned() -> None:
    snoozed = FILING.model_copy(update={"snoozed_until": date(2026, 12, 8)})
    rung = [f"{moment:%m-%d}" for moment in alarms(entry(snoozed))]
    assert rung == ["12-08", "12-09", "12-11", "12-14", "12-15"]


@given(
    since=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    hour=st.integers(9, 20),
    kind=st.sampled_from(list(RUNNING)),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
)
def test_any_deadline_at_any_moment(since: date, hour: int, kind: str, now: datetime) -> None:
    here = now.replace(tzinfo=BEIJING)
    how = Reminding(hour=hour)
    since = since.replace(day=1) if kind == "review" else since
    deadline = Deadline(number=1, kind=kind, since=since, due=since)
    content = written(deadline, how=how, now=here)
    assert content == written(deadline, how=how, now=here.astimezone(UTC))
    events = read(content).events
    one = tracked(deadline, how, here)
    assert len(events) == one.runs
    planned = {datetime.combine(stage.on, time(hour), BEIJING) for stage in one.stages}
    for event in events:
        assert begins(event).hour == hour
        assert here < min(alarms(event), default=here + timedelta(days=1))
        assert set(alarms(event)) <= planned
        assert all(earlier < later for earlier, later in pairwise(alarms(event)))


# Names


@given(st.text(max_size=300))
@pytest.mark.parametrize("around", ["{}", "甲,乙;丙:丁\\n\\N\\\\{}\nBEGIN:VALARM\r\nEND:VCALENDAR\"'^n"])
def test_a_name_of_any_characters_stays_one_line_of_the_entry(around: str, name: str) -> None:
    deadline = FILING.model_copy(update={"platform": around.format(name)})
    content = written(deadline)
    assert max(len(line.encode()) for line in content.split("\r\n")) <= 75
    event = entry(deadline)
    plain = entry(FILING)
    title = ical._title(tracked(deadline))
    assert event.summary == DEADLINES["filing"].words.entry.format(name=title)
    assert event.model_dump(exclude={"summary", "alarm"}) == plain.model_dump(exclude={"summary", "alarm"})
    assert alarms(event) == alarms(plain)
    assert [sign for sign in title if sign.isalnum()] == [
        sign for sign in sentences.title(tracked(deadline)) if sign.isalnum()
    ]
    assert "\n" not in title
