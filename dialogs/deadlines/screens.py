"""The screens about deadlines: what each says and which buttons it has, following from the session and the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice, pairwise

from dialogs import citing
from dialogs.actions import tick
from dialogs.deadlines import filing
from dialogs.deadlines.reminders import headline, is_late, title
from dialogs.deadlines.schedule import CLAUSES, filing_deadline, is_said, last_day, next_day, runs, stages
from dialogs.session import Deadline, Draft, Matter, Session
from dialogs.views import Block, Button, Rows, View, heading, in_rows, note, strong, text
from dialogs.wording import zh as wording
from rules.beijing_2019.deadlines import OVERDUE, STAGES
from rules.calendar.days import ONE_DAY, Period
from rules.calendar.working_days import Calendar
from rules.engine import figures
from rules.texts import book

MATTERS: tuple[Matter, ...] = ("name", "address", "legal_representative", "main_business", "other")
STAGES_TO_CHOOSE = (*STAGES, OVERDUE)
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


def _matters(session: Session, today: date, calendar: Calendar) -> View:
    chosen = set(session.screen.ticked)
    ticks = tuple((tick(index, wording.MATTERS[each], each in chosen),) for index, each in enumerate(MATTERS))
    done = (Button(label=wording.DONE, action="done"), Button(label=wording.NEVER_MIND, action="leave"))
    return View(blocks=(text(strong(wording.WHICH_MATTERS)),), rows=(*ticks, done))


def _day(session: Session, today: date, calendar: Calendar) -> View:
    draft = session.draft or Draft()
    asked, how, days = _day_asked(draft, session, today)
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
            label = wording.WEEK.format(first=figures.day(span.first), last=_short(span.last))
        yield Button(label=label.partition("年")[2] if this_year else label, action=f"d:{span.first}_{span.last}")


def _day_asked(draft: Draft, session: Session, today: date) -> tuple[str, str, list[Period]]:
    """The question, how to answer it, and the days or months to choose from."""
    if len(draft.spans) > 1:
        return wording.WHICH_OF_DAYS, "", draft.spans
    if draft.spans:
        span = draft.spans[0]
        if span.last - span.first < A_WEEK:
            days = [Period.on(span.first + n * ONE_DAY) for n in range((span.last - span.first).days + 1)]
            first, last = _short(span.first), _short(span.last)
            return wording.WHICH_DAY_OF_WEEK.format(first=first, last=last), "", days
        how = wording.DAY_OF_MONTH_HOW if span.first.month == span.last.month else wording.DAY_OF_YEAR_HOW
        return wording.WHICH_DAY_OF.format(period=figures.period(span)), how, []
    if draft.number and (deadline := kept(session, str(draft.number))):
        return wording.ANOTHER_DAY.format(day=figures.weekday(deadline.since)), wording.DAY_HOW, []
    if draft.kind == "filing":
        matters = filing.matters_named(draft.matters)
        return wording.CHANGED_WHEN.format(matters=matters), wording.CHANGED_HOW, []
    return wording.DATE_ASKED[draft.kind], wording.DAY_HOW, []


def _month(session: Session, today: date, calendar: Calendar) -> View:
    draft = session.draft or Draft(kind="review")
    asked = wording.REVIEW_WHICH_MONTH
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
        Button(label=words.format(day=_short(day)), action=f"{verb}:{day}") for words, day in days if day >= first
    )
    return (row,) if row else ()


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _dates(session: Session, today: date, calendar: Calendar) -> View:
    picks = tuple((Button(label=words, action=f"date:{kind}"),) for kind, words in wording.DATES.items())
    back = (Button(label=wording.LEAVE, action="list"),)
    return View(blocks=(text(strong(wording.WHICH_DATE)),), rows=(*picks, back))


# One deadline


def _deadline(session: Session, today: date, calendar: Calendar) -> View:
    deadline = kept(session, session.screen.name)
    if deadline is None:
        return View(blocks=(text(wording.GONE),), rows=_ways_out(session))
    blocks = [heading(title(deadline)), *_standing(deadline, today, calendar)]
    blocks.append(citing.clause(book(session.text).law, CLAUSES[deadline.kind]))
    running = runs(deadline, calendar, today)
    if running:
        blocks += _reminders(session, deadline, today, calendar)
    return View(blocks=tuple(blocks), rows=_deadline_rows(session, deadline, today, running))


def _standing(deadline: Deadline, today: date, calendar: Calendar) -> list[Block]:
    """What the deadline is today, and how it was counted."""
    if deadline.kind != "filing":
        words = [text(strong(headline(deadline, calendar, today)))]
        if since := wording.SINCE.get(deadline.kind):
            words.append(note(since.format(day=figures.day(deadline.since))))
        return words
    counted = filing_deadline(deadline, calendar)
    due = figures.weekday(counted.due)
    if deadline.done_on:
        how = filing.in_time(counted.due, deadline.done_on, calendar)
        done = text(strong(wording.DONE_ON.format(day=figures.weekday(deadline.done_on), how=how)))
        return [done, text(wording.FILING_LATE)] if deadline.done_on > counted.due else [done]
    if counted.due < today:
        late = filing.late(counted.due, today, calendar)
        words = [text(strong(wording.DUE_PASSED.format(day=due, late=late))), text(wording.FILING_LATE)]
    elif deadline.since > today:
        planned = wording.PLANNED.format(changed=figures.weekday(deadline.since), day=due)
        words = [text(strong(planned)), text(wording.PLANNED_HOW)]
    elif counted.due == today:
        words = [text(strong(wording.DUE_TODAY.format(day=due)))]
    else:
        left = calendar.working_days_between(today, counted.due)
        words = [text(strong(wording.DUE.format(day=due)), wording.FILING_LEFT.format(left=left))]
    return [*words, *filing.counted(counted, today)]


def _reminders(session: Session, deadline: Deadline, today: date, calendar: Calendar) -> list[Block]:
    """On which days the person will hear of it."""
    if deadline.muted:
        return [note(wording.STOPPED if deadline.kind == "filing" else wording.STOPPED_PLAIN)]
    at = hour(session.reminding.hour)
    if deadline.snoozed_until:
        return [note(wording.SNOOZED_UNTIL.format(day=figures.weekday(deadline.snoozed_until), hour=at))]
    ahead = [each for each in stages(deadline, session.reminding, calendar) if not is_said(deadline, each, today)]
    if deadline.kind == "review":
        ahead = ahead[:1]
    passed = str(OVERDUE) if deadline.kind == "filing" else ""
    days = [each.on for each in ahead if each.id != passed]
    said = _several(days, today) if days else ""
    after = [each.on for each in ahead if each.id == passed]
    words = [wording.WILL_REMIND.format(days=said, hour=at)] if days else []
    words += [wording.WILL_REMIND_AFTER.format(day=_short(day)) for day in after]
    return [note("".join(words) or wording.NO_REMINDER_LEFT)]


def _several(days: list[date], today: date) -> str:
    """The days in order, the year said where another one begins."""
    named = (_short(day) if day.year == last.year else figures.day(day) for last, day in pairwise([today, *days]))
    return wording.LIST_COMMA.join(named)


def hour(number: int) -> str:
    """
    >>> hour(9), hour(12), hour(15)
    ('上午9点', '中午12点', '下午3点')
    """
    part = next(words for words, hours in wording.HOURS.items() if number in hours)
    return wording.HOUR.format(part=part, hour=number if number <= 12 else number - 12)


def _deadline_rows(session: Session, deadline: Deadline, today: date, running: bool) -> Rows:
    number = deadline.number
    rows: list[tuple[Button, ...]] = list(_undo(session, today, number))
    if running:
        filed = (Button(label=wording.FILED, action=f"filed:{number}"),) if deadline.kind == "filing" else ()
        rows.append((*filed, Button(label=wording.REDATE, action=f"redate:{number}")))
        mute = (wording.UNMUTE, "unmute") if deadline.muted else (wording.MUTE, "mute")
        snooze = () if deadline.muted else (Button(label=wording.SNOOZE, action=f"snooze:{number}"),)
        rows.append((*snooze, Button(label=mute[0], action=f"{mute[1]}:{number}")))
        named = wording.RENAME_PLATFORM if deadline.platform else wording.NAME_PLATFORM
        platform = (Button(label=named, action=f"platform:{number}"),) if deadline.kind == "filing" else ()
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
    return ((Button(label=wording.UNDO_WHAT[undo.what], action="undo"),),)


def _ways_out(session: Session) -> Rows:
    to_list = Button(label=wording.ALL_DEADLINES, action="list")
    return ((to_list, *_to_check(session)),)


def _to_check(session: Session) -> tuple[Button, ...]:
    """Back to the interview, where one is under way."""
    if session.beneath is None and not session.answers:
        return ()
    asked = session.beneath is not None and session.beneath.kind in ("question", "confirm", "failing", "paused")
    return (Button(label=wording.RESUME if asked else wording.TO_CHECK, action="go"),)


def _filed_day(session: Session, today: date, calendar: Calendar) -> View:
    deadline = kept(session, session.screen.name)
    first = deadline.since if deadline else date.min
    back = (Button(label=wording.LEAVE, action=f"kept:{session.screen.name}"),)
    blocks = (text(strong(wording.FILED_WHEN)), note(wording.DAY_HOW))
    return View(blocks=blocks, rows=(*_today_and_yesterday("f", today, first), back))


def _platform(session: Session, today: date, calendar: Calendar) -> View:
    back = (Button(label=wording.LEAVE, action=f"kept:{session.screen.name}"),)
    return View(blocks=(text(strong(wording.PLATFORM_ASKED)),), rows=(back,))


def may_snooze_to(deadline: Deadline, calendar: Calendar, today: date) -> date | None:
    """The last day to which it may be put off: a filing not beyond its own, as long as that is ahead; None for any."""
    if deadline.kind != "filing" or is_late(deadline, calendar, today):
        return None
    return last_day("filing", deadline.since, calendar)


def _snooze(session: Session, today: date, calendar: Calendar) -> View:
    deadline = kept(session, session.screen.name)
    last = may_snooze_to(deadline, calendar, today) if deadline else None
    days = (
        (wording.TOMORROW, today + ONE_DAY),
        (wording.IN_THREE_DAYS, today + 3 * ONE_DAY),
        (wording.NEXT_MONDAY, today + timedelta(days=7 - today.weekday())),
    )
    possible = {day: words for words, day in reversed(days) if last is None or day <= last}
    picks = tuple(
        (Button(label=words.format(day=_short(day)), action=f"s:{day}"),) for day, words in sorted(possible.items())
    )
    blocks = [text(strong(wording.SNOOZE_WHEN if picks else wording.SNOOZE_NO_DAY_LEFT))]
    if picks and last:
        blocks.append(note(wording.SNOOZE_LAST.format(day=figures.weekday(last))))
    back = (Button(label=wording.LEAVE, action=f"kept:{session.screen.name}"),)
    return View(blocks=tuple(blocks), rows=(*picks, back))


# All deadlines


def _deadlines(session: Session, today: date, calendar: Calendar) -> View:
    running = in_order(session, today, calendar)
    begin = min(int(session.screen.name or 0), max(len(running) - 1, 0) // ON_A_PAGE * ON_A_PAGE)
    page = list(enumerate(running, 1))[begin : begin + ON_A_PAGE]
    blocks = [heading(wording.ALL_DEADLINES)]
    blocks += [text(_line(place, deadline, today, calendar)) for place, deadline in page]
    if not running:
        blocks.append(text(wording.NONE_RUNNING if session.deadlines else wording.NO_DEADLINES))
    done = list(islice(_done(session, today, calendar), 0 if begin else DONE_SHOWN))
    if done:
        blocks.append(note("\n".join([wording.DONE_TITLE, *(words for words, _ in done)])))
    opened = [*((f"{place}. ", each) for place, each in page), *((wording.DONE_MARK, each) for _, each in done)]
    picks = in_rows((_opens(mark, each) for mark, each in opened), 1)
    add = (Button(label=wording.CHANGE_FILING, action="date:filing"), Button(label=wording.ADD_DATE, action="dates"))
    settings = (Button(label=wording.REMINDING, action="reminding"), *_to_check(session))
    return View(
        blocks=tuple(blocks),
        rows=(*_undo(session, today, None), *picks, *_pages(len(running), begin), add, settings),
    )


def in_order(session: Session, today: date, calendar: Calendar) -> list[Deadline]:
    """What runs, the nearest first."""
    running = [deadline for deadline in session.deadlines if runs(deadline, calendar, today)]
    return sorted(running, key=lambda deadline: (next_day(deadline, calendar, today), deadline.number))


def _pages(count: int, begin: int) -> Rows:
    left = count - begin - ON_A_PAGE
    following = Button(label=wording.NEXT_PAGE.format(count=left), action=f"list:{begin + ON_A_PAGE}")
    first = Button(label=wording.FIRST_PAGE, action="list")
    row = (*((first,) if begin else ()), *((following,) if left > 0 else ()))
    return (row,) if row else ()


def _opens(mark: str, deadline: Deadline) -> Button:
    label = f"{mark}{title(deadline)}"
    short = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
    return Button(label=short, action=f"kept:{deadline.number}")


def _line(place: int, deadline: Deadline, today: date, calendar: Calendar) -> str:
    how = _how(deadline, today, calendar) + (wording.MARK_MUTED if deadline.muted else "")
    return wording.DEADLINE_LINE.format(number=place, name=title(deadline), how=how)


def _how(deadline: Deadline, today: date, calendar: Calendar) -> str:
    end = next_day(deadline, calendar, today)
    day = figures.weekday(end)
    match deadline.kind:
        case "filing":
            return _how_filing(deadline, today, calendar)
        case "review":
            return wording.LINE_MONTH.format(year=end.year, month=end.month)
        case "revoked" | "failed_review" if end < today:
            return wording.LINE_FREE.format(day=day)
    return (
        wording.LINE_DAYS.format(day=day, left=(end - today).days)
        if end > today
        else wording.LINE_DAYS_TODAY.format(day=day)
    )


def _how_filing(deadline: Deadline, today: date, calendar: Calendar) -> str:
    counted = filing_deadline(deadline, calendar)
    day = figures.weekday(counted.due)
    mark = wording.MARK_PROVISIONAL if counted.provisional else ""
    if counted.due < today:
        return wording.LINE_PASSED.format(
            changed=_short(deadline.since), day=day, late=filing.late(counted.due, today, calendar)
        )
    if deadline.since > today:
        return wording.LINE_PLANNED.format(changed=figures.day(deadline.since), day=day) + mark
    if counted.due == today:
        return wording.LINE_TODAY.format(changed=_short(deadline.since), day=day)
    return (
        wording.LINE_LEFT.format(
            changed=_short(deadline.since), day=day, left=calendar.working_days_between(today, counted.due)
        )
        + mark
    )


def _done(session: Session, today: date, calendar: Calendar) -> Iterator[tuple[str, Deadline]]:
    """What runs no more, each in a line, the last first."""
    for deadline in sorted(session.deadlines, key=lambda each: (each.done_on or each.due, each.number), reverse=True):
        if deadline.done_on:
            how = filing.in_time(filing_deadline(deadline, calendar).due, deadline.done_on, calendar)
            yield wording.DONE_LINE.format(name=title(deadline), day=figures.day(deadline.done_on), how=how), deadline
        elif not runs(deadline, calendar, today):
            end = figures.day(last_day(deadline.kind, deadline.since, calendar))
            yield wording.ENDED_LINE.format(name=title(deadline), day=end), deadline


# Reminding


def _reminding(session: Session, today: date, calendar: Calendar) -> View:
    wanted = session.reminding
    blocks = [text(strong(wording.REMINDING_HOUR.format(hour=hour(wanted.hour)))), text(wording.REMINDING_STAGES)]
    if not wanted.stages:
        blocks.append(note(wording.REMINDING_NONE))
    hours = in_rows((Button(label=hour(each), action=f"h:{each}") for each in HOURS), 4)
    ticks = in_rows(
        (tick(index, stage_words(each), each in wanted.stages) for index, each in enumerate(STAGES_TO_CHOOSE)), 2
    )
    return View(blocks=tuple(blocks), rows=(*hours, *ticks, (Button(label=wording.LEAVE, action="list"),)))


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
