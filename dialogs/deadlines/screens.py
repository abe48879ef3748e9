"""The screens about deadlines: what each says and which buttons it has, following from the session and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Literal

from dialogs import citing
from dialogs.buttons import in_rows, tick
from dialogs.deadlines import sentences
from dialogs.deadlines.schedule import Tracked, change_kind, kinds, track, track_all
from dialogs.session import Deadline, Draft, Session
from dialogs.views import Button, Rows, View, heading, note, strong, text
from dialogs.wording import zh as wording
from rules.calendar.days import ONE_DAY, Period
from rules.calendar.working_days import Calendar
from rules.engine import figures
from rules.engine.deadlines import OVERDUE, DeadlineKind, stages_to_choose

HOURS = range(9, 21)
ON_A_PAGE = 8
DONE_SHOWN = 5
LONGEST_LABEL = 40
A_WEEK = timedelta(days=7)


def render(session: Session, today: date, calendar: Calendar) -> View:
    """The screen about deadlines that stands open, as it is to be seen today."""
    return SCREENS[session.screen.kind](session, today, calendar)


def kept(session: Session, number: str) -> Deadline | None:
    """The deadline with this number; None where it was deleted."""
    return next((each for each in session.deadlines if str(each.number) == number), None)


# Entering


def draft_of(session: Session) -> Draft:
    """The deadline being entered; of the kind that is offered first, where nothing is said of it yet."""
    return session.draft or Draft(kind=next(iter(kinds(session))))


def _matters(session: Session, today: date, calendar: Calendar) -> View:
    chosen, possible = set(session.screen.ticked), kinds(session)[draft_of(session).kind].matters
    ticks = tuple((tick(index, words, each in chosen),) for index, (each, words) in enumerate(possible.items()))
    done = (Button(label=wording.DONE, action="done"), Button(label=wording.NEVER_MIND, action="leave"))
    return View(blocks=(text(strong(wording.WHICH_MATTERS.format(done=wording.DONE))),), rows=(*ticks, done))


def _day(session: Session, today: date, calendar: Calendar) -> View:
    draft = draft_of(session)
    asked, how, days = _day_asked(draft, session)
    picks = in_rows(_spans(days, today), 2)
    if not draft.spans:
        picks = _today_and_yesterday("d", today)
    return View(blocks=(text(strong(asked)), *([note(how)] if how else [])), rows=(*picks, _leaving(draft)))


def _spans(spans: list[Period], today: date) -> Iterator[Button]:
    """A button for each; the year is said where it is not this year alone."""
    this_year = {span.first.year for span in spans} == {today.year}
    for span in spans:
        label = figures.weekday(span.first) if span.exact else figures.period(span)
        if not span.exact and span.last - span.first < A_WEEK:
            label = wording.WEEK.format(first=figures.day(span.first), last=figures.short_day(span.last))
        short = label.removeprefix(wording.YEAR.format(year=today.year)) if this_year else label
        yield Button(label=short, action=f"d:{span.first}_{span.last}")


def _day_asked(draft: Draft, session: Session) -> tuple[str, str, list[Period]]:
    """The question, how to answer it, and the days or months to choose from."""
    if len(draft.spans) > 1:
        return wording.WHICH_OF_DAYS, "", draft.spans
    if draft.spans:
        span = draft.spans[0]
        if span.last - span.first < A_WEEK:
            days = [Period.on(span.first + n * ONE_DAY) for n in range((span.last - span.first).days + 1)]
            first, last = figures.short_day(span.first), figures.short_day(span.last)
            return wording.WHICH_DAY_OF_WEEK.format(first=first, last=last), "", days
        how = wording.DAY_OF_MONTH_HOW if span.first.month == span.last.month else wording.DAY_OF_YEAR_HOW
        return wording.WHICH_DAY_OF.format(period=figures.period(span)), how, []
    if draft.number and (deadline := kept(session, str(draft.number))):
        return wording.ANOTHER_DAY.format(day=figures.weekday(deadline.since)), wording.DAY_HOW, []
    kind = kinds(session)[draft.kind]
    asked = kind.words.asked.format(matters=sentences.matters_named(kind, draft.matters))
    return asked, wording.ANY_DAY_HOW if kind.may_be_ahead else wording.DAY_HOW, []


def _month(session: Session, today: date, calendar: Calendar) -> View:
    draft = draft_of(session)
    asked = kinds(session)[draft.kind].words.asked
    if draft.number and (deadline := kept(session, str(draft.number))):
        asked = wording.ANOTHER_MONTH.format(month=deadline.since.month)
    months = (Button(label=wording.MONTH.format(month=month), action=f"m:{month}") for month in range(1, 13))
    return View(blocks=(text(strong(asked)),), rows=(*in_rows(months, 4), _leaving(draft)))


def _leaving(draft: Draft) -> tuple[Button, ...]:
    if draft.number:
        return (Button(label=wording.LEAVE, action=f"kept:{draft.number}"),)
    return (Button(label=wording.NEVER_MIND, action="leave"),)


def _today_and_yesterday(verb: str, today: date, first: date = date.min) -> Rows:
    days = ((wording.TODAY, today), (wording.YESTERDAY, today - ONE_DAY))
    row = tuple(
        Button(label=words.format(day=figures.short_day(day)), action=f"{verb}:{day}")
        for words, day in days
        if day >= first
    )
    return (row,) if row else ()


def _dates(session: Session, today: date, calendar: Calendar) -> View:
    picks = tuple((Button(label=kind.words.choice, action=f"date:{kind.id}"),) for kind in kinds(session).values())
    back = (Button(label=wording.LEAVE, action="list"),)
    return View(blocks=(text(strong(wording.WHICH_DATE)),), rows=(*picks, back))


# One deadline


def undo_label(what: Literal["filed", "dated", "deleted"], kind: DeadlineKind) -> str:
    return wording.UNDO_WHAT[what].format(done=sentences.done_label(kind))


def _open_one(session: Session, today: date, calendar: Calendar) -> Tracked | None:
    deadline = kept(session, session.screen.name)
    return track(session, deadline, calendar, today) if deadline else None


def _deadline(session: Session, today: date, calendar: Calendar) -> View:
    one = _open_one(session, today, calendar)
    if one is None:
        return View(blocks=(text(wording.GONE),), rows=_ways_out(session))
    blocks = [heading(sentences.title(one)), *sentences.on_its_screen(one), citing.clause(one.kind.clause)]
    if one.runs:
        blocks.append(note(_reminders(one)))
    return View(blocks=tuple(blocks), rows=_deadline_rows(session, one))


def _reminders(one: Tracked) -> str:
    """On which days the person will hear of it."""
    if one.deadline.muted:
        return wording.STOPPED_BUT_MOVES if one.kind.by_working_days else wording.STOPPED
    at = hour(one.reminding.hour)
    if one.deadline.snoozed_until:
        return wording.SNOOZED_UNTIL.format(day=figures.weekday(one.deadline.snoozed_until), hour=at)
    ahead = list(islice(one.unsaid, 1)) if one.kind.by_month else list(one.unsaid)
    days = [stage.on for stage in ahead if stage.id != str(OVERDUE)]
    words = [wording.WILL_REMIND.format(days=_several(days, one.today), hour=at)] if days else []
    for stage in ahead:
        if stage.id == str(OVERDUE):
            day = figures.short_day(stage.on)
            words.append(wording.WILL_REMIND_AFTER.format(day=day, act=one.kind.words.act))
    return "".join(words) or wording.NO_REMINDER_LEFT.format(snooze=wording.SNOOZE)


def _several(days: list[date], today: date) -> str:
    """The days in order, the year said where another one begins."""
    named = (
        figures.short_day(day) if day.year == last.year else figures.day(day) for last, day in pairwise([today, *days])
    )
    return wording.LIST_COMMA.join(named)


def _deadline_rows(session: Session, one: Tracked) -> Rows:
    deadline, number, to_be_done = one.deadline, one.deadline.number, one.kind.to_be_done
    rows: list[tuple[Button, ...]] = list(_undo(session, one.today, number))
    if one.runs:
        filed = (Button(label=sentences.done_label(one.kind), action=f"filed:{number}"),) if to_be_done else ()
        rows.append((*filed, Button(label=wording.REDATE, action=f"redate:{number}")))
        mute = (wording.UNMUTE, "unmute") if deadline.muted else (wording.MUTE, "mute")
        snooze = () if deadline.muted else (Button(label=wording.SNOOZE, action=f"snooze:{number}"),)
        rows.append((*snooze, Button(label=mute[0], action=f"{mute[1]}:{number}")))
        named = wording.RENAME_PLATFORM if deadline.platform else wording.NAME_PLATFORM
        platform = (Button(label=named, action=f"platform:{number}"),) if to_be_done else ()
        rows.append((Button(label=wording.CALENDAR, action=f"ics:{number}"), *platform))
    else:
        rows.append((Button(label=wording.REDATE, action=f"redate:{number}"),))
    delete = Button(label=wording.DELETE, action=f"delete:{number}")
    rows.append((Button(label=wording.REMINDING, action="reminding"), delete))
    return (*rows, *_ways_out(session))


def _undo(session: Session, today: date, number: int | None) -> Rows:
    """What was done last can be taken back: on the screen of its deadline, one deleted on that of all (None)."""
    undo = session.undo
    if undo is None or undo.on != today or number != (None if undo.what == "deleted" else undo.before.number):
        return ()
    return ((Button(label=undo_label(undo.what, kinds(session)[undo.before.kind]), action="undo"),),)


def _ways_out(session: Session) -> Rows:
    to_list = Button(label=wording.ALL_DEADLINES, action="list")
    return ((to_list, *_to_check(session)),)


def _to_check(session: Session) -> tuple[Button, ...]:
    """Back to the interview, where one is under way."""
    if session.beneath is None and not session.answers:
        return ()
    asked = session.beneath is not None and session.beneath.kind in ("question", "confirm", "failing", "paused")
    return (Button(label=wording.RESUME if asked else wording.TO_CHECK, action="go"),)


def _back_to_it(session: Session) -> tuple[Button, ...]:
    return (Button(label=wording.LEAVE, action=f"kept:{session.screen.name}"),)


def _filed_day(session: Session, today: date, calendar: Calendar) -> View:
    one = _open_one(session, today, calendar)
    if one is None:
        return View(blocks=(text(wording.GONE),), rows=_ways_out(session))
    blocks = (text(strong(wording.DONE_WHEN.format(act=one.kind.words.act))), note(wording.DAY_HOW))
    picks = _today_and_yesterday("f", today, one.deadline.since)
    return View(blocks=blocks, rows=(*picks, _back_to_it(session)))


def _platform(session: Session, today: date, calendar: Calendar) -> View:
    one = _open_one(session, today, calendar)
    asked = wording.PLATFORM_ASKED.format(act=one.kind.words.act) if one else wording.GONE
    return View(blocks=(text(strong(asked)),), rows=(_back_to_it(session),))


def may_snooze_to(one: Tracked) -> date | None:
    """The last day to which it may be put off: not beyond the last day of what is to be done, as long as that is ahead;
    None for any."""
    return one.last_day if one.kind.to_be_done and not one.too_late else None


def _snooze(session: Session, today: date, calendar: Calendar) -> View:
    one = _open_one(session, today, calendar)
    last = may_snooze_to(one) if one else None
    days = (
        (wording.TOMORROW, today + ONE_DAY),
        (wording.IN_THREE_DAYS, today + 3 * ONE_DAY),
        (wording.NEXT_MONDAY, today + timedelta(days=7 - today.weekday())),
    )
    possible = {day: words for words, day in reversed(days) if last is None or day <= last}
    picks = tuple(
        (Button(label=words.format(day=figures.short_day(day)), action=f"s:{day}"),)
        for day, words in sorted(possible.items())
    )
    blocks = [text(strong(wording.SNOOZE_WHEN if picks else wording.SNOOZE_NO_DAY_LEFT))]
    if picks and last and one:
        blocks.append(note(wording.SNOOZE_LAST.format(day=figures.weekday(last), act=one.kind.words.act)))
    return View(blocks=tuple(blocks), rows=(*picks, _back_to_it(session)))


# All deadlines


def _deadlines(session: Session, today: date, calendar: Calendar) -> View:
    every = track_all(session, calendar, today)
    running = sorted((one for one in every if one.runs), key=lambda one: (one.next_day, one.deadline.number))
    begin = min(int(session.screen.name or 0), max(len(running) - 1, 0) // ON_A_PAGE * ON_A_PAGE)
    page = list(enumerate(running, 1))[begin : begin + ON_A_PAGE]
    blocks = [heading(wording.ALL_DEADLINES), *(text(_line(place, one)) for place, one in page)]
    change = change_kind(session)
    if not running:
        invitation = change.words.invitation if change else ""
        blocks.append(text(wording.NONE_RUNNING if session.deadlines else wording.NO_DEADLINES + invitation))
    over = _over(every)[: 0 if begin else DONE_SHOWN]
    if over:
        blocks.append(note("\n".join([wording.DONE_TITLE, *map(sentences.over, over)])))
    opened = [*((f"{place}. ", one) for place, one in page), *((wording.DONE_MARK, one) for one in over)]
    picks = in_rows((_opens(mark, one) for mark, one in opened), 1)
    changed = (Button(label=change.words.name, action=f"date:{change.id}"),) if change else ()
    add = (*changed, Button(label=wording.ADD_DATE, action="dates"))
    settings = (Button(label=wording.REMINDING, action="reminding"), *_to_check(session))
    return View(
        blocks=tuple(blocks),
        rows=(*_undo(session, today, None), *picks, *_pages(len(running), begin), add, settings),
    )


def _over(every: list[Tracked]) -> list[Tracked]:
    """What runs no more, the last first."""
    over = (one for one in every if not one.runs)
    return sorted(over, key=lambda one: (one.deadline.done_on or one.deadline.due, one.deadline.number), reverse=True)


def _pages(count: int, begin: int) -> Rows:
    left = count - begin - ON_A_PAGE
    following = Button(label=wording.NEXT_PAGE.format(count=left), action=f"list:{begin + ON_A_PAGE}")
    first = Button(label=wording.FIRST_PAGE, action="list")
    row = (*((first,) if begin else ()), *((following,) if left > 0 else ()))
    return (row,) if row else ()


def _opens(mark: str, one: Tracked) -> Button:
    label = f"{mark}{sentences.title(one)}"
    short = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
    return Button(label=short, action=f"kept:{one.deadline.number}")


def _line(place: int, one: Tracked) -> str:
    how = sentences.line(one) + (wording.MARK_MUTED if one.deadline.muted else "")
    return wording.DEADLINE_LINE.format(number=place, name=sentences.title(one), how=how)


# Reminding


def stages_offered(session: Session) -> tuple[int, ...]:
    return stages_to_choose(kinds(session).values())


def stages_chosen(session: Session) -> Collection[int]:
    """Those of who never chose are all that are offered."""
    chosen = session.reminding.chosen
    return stages_offered(session) if chosen is None else chosen


def _reminding(session: Session, today: date, calendar: Calendar) -> View:
    offered, chosen = stages_offered(session), stages_chosen(session)
    names = wording.LIST_COMMA.join(kind.words.name for kind in kinds(session).values() if kind.stages)
    blocks = [text(strong(wording.REMINDING_HOUR.format(hour=hour(session.reminding.hour))))]
    if offered:
        blocks.append(text(wording.REMINDING_STAGES.format(names=names)))
    if offered and not chosen:
        blocks.append(note(wording.REMINDING_NONE.format(names=names)))
    hours = in_rows((Button(label=hour(each), action=f"h:{each}") for each in HOURS), 4)
    ticks = in_rows((tick(index, stage_words(each), each in chosen) for index, each in enumerate(offered)), 2)
    return View(blocks=tuple(blocks), rows=(*hours, *ticks, (Button(label=wording.LEAVE, action="list"),)))


def hour(number: int) -> str:
    """With the part of the day, on a clock of twelve hours."""
    part = next(words for words, hours in wording.HOURS.items() if number in hours)
    return wording.HOUR.format(part=part, hour=number if number <= 12 else number - 12)


def stage_words(stage: int) -> str:
    names = {0: wording.STAGE_LAST, OVERDUE: wording.STAGE_PASSED}
    return names.get(stage) or wording.STAGE.format(left=stage)


SCREENS: dict[str, Callable[[Session, date, Calendar], View]] = {
    "matters": _matters,
    "day": _day,
    "month": _month,
    "deadline": _deadline,
    "filed_day": _filed_day,
    "platform": _platform,
    "snooze": _snooze,
    "deadlines": _deadlines,
    "dates": _dates,
    "reminding": _reminding,
}
