"""One deadline: how it stands, and what can be done about it."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from dialogs import actions, citing
from dialogs.deadlines import flow, ical, sentences
from dialogs.deadlines.entry import change_day, one_day
from dialogs.deadlines.flow import DeadlineScreen
from dialogs.deadlines.schedule import Tracked, kinds
from dialogs.reading.changes import LONGEST_PLATFORM
from dialogs.reading.outcome import Unread
from dialogs.screen import Handler, Turn, handler
from dialogs.session import Deadline, OpenScreen, Undo
from dialogs.views import Block, Rows, View, heading, in_rows, note, strong, text
from dialogs.wording import zh as wording
from rules.calendar.days import ONE_DAY
from rules.engine import figures
from rules.engine.deadlines import OVERDUE


class OneDeadline(DeadlineScreen):
    kind = "deadline"

    def shows(self, turn: Turn) -> View:
        one = flow.of_screen(turn)
        law = citing.clause(turn.law, one.kind.clause)
        ahead = [note(_reminders(one))] if one.runs else []
        blocks = (heading(sentences.title(one)), *sentences.on_its_screen(one), law, *ahead)
        return View(blocks=blocks, rows=_rows(turn, one))


def _reminders(one: Tracked) -> str:
    """On which days the person will hear of it."""
    if one.deadline.muted:
        return wording.STOPPED_BUT_MOVES if one.kind.by_working_days else wording.STOPPED
    at = sentences.hour(one.reminding.hour)
    if one.deadline.snoozed_until:
        return wording.SNOOZED_UNTIL.format(day=figures.weekday(one.deadline.snoozed_until), hour=at)
    ahead = list(one.unsaid)[: 1 if one.kind.by_month else None]
    days = [stage.on for stage in ahead if stage.id != str(OVERDUE)]
    named = wording.LIST_COMMA.join(
        figures.short_day(day) if day.year == last.year else figures.day(day)  # the year where another one begins
        for last, day in pairwise([one.today, *days])
    )
    words = [wording.WILL_REMIND.format(days=named, hour=at)] if days else []
    if ahead and ahead[-1].id == str(OVERDUE):
        words.append(sentences.fill(one, wording.WILL_REMIND_AFTER, day=figures.short_day(ahead[-1].on)))
    return "".join(words) or wording.NO_REMINDER_LEFT.format(snooze=wording.SNOOZE)


def _rows(turn: Turn, one: Tracked) -> Rows:
    deadline, number = one.deadline, one.deadline.number
    own: Rows = ((actions.REDATE.button(wording.REDATE, number),),)
    if one.runs:
        done = (actions.FILED.button(sentences.done_label(one.kind), number),) if one.kind.to_be_done else ()
        snooze, mute = actions.SNOOZE.button(wording.SNOOZE, number), actions.MUTE.button(wording.MUTE, number)
        how_often = (actions.UNMUTE.button(wording.UNMUTE, number),) if deadline.muted else (snooze, mute)
        name = wording.RENAME_PLATFORM if deadline.platform else wording.NAME_PLATFORM
        platform = (actions.NAME_PLATFORM.button(name, number),) if one.kind.to_be_done else ()
        own = ((*done, *own[0]), how_often, (actions.CALENDAR.button(wording.CALENDAR, number), *platform))
    last = (actions.REMINDING.button(wording.REMINDING), actions.DELETE.button(wording.DELETE, number))
    out = (actions.LIST.button(wording.ALL_DEADLINES, 0), *flow.to_check(turn))
    return (*flow.undo_button(turn, number), *own, last, out)


def hand_out(turn: Turn, one: Tracked) -> None:
    """The calendar file, beside the open screen."""
    turn.effects.append(ical.calendar_file(one, turn.now))
    turn.again()


def delete(turn: Turn, one: Tracked) -> None:
    session, deleted = turn.session, one.deadline
    session.undo = Undo(what="deleted", before=deleted, on=turn.today)
    session.deadlines = [each for each in session.deadlines if each.number != deleted.number]
    undo = flow.undo_label("deleted", one.kind)
    flow.listed(turn, 0, text(sentences.fill(one, wording.DELETED, undo=undo)))
    flow.amend_reminders(turn, deleted, deleted=True)


def take_back(turn: Turn) -> None:
    """Undo the last thing done; what is overtaken by now is not said again, as the answer says how it stands."""
    undo = turn.session.undo
    assert undo is not None, "the button stands only where there is something to undo"
    now, before = flow.kept(turn, undo.before.number), undo.before.model_copy()
    before.sequence = (now.deadline if now else before).sequence + 1
    flow.put_as_told(turn, before)
    words = wording.UNDONE[undo.what].format(act=kinds(turn.session)[before.kind].words.act)
    flow.opened(turn, before.number, text(words))
    flow.amend_reminders(turn, before)


def ask_when_to_remind(turn: Turn, one: Tracked, *before: Block) -> None:
    turn.to("snooze", str(one.deadline.number), *before)


def mute(turn: Turn, one: Tracked) -> None:
    words = wording.MUTED_ALREADY if one.deadline.muted else wording.MUTED
    flow.put(turn, _reminded(one, muted=True))
    flow.opened(turn, one.deadline.number, text(words))


def unmute(turn: Turn, one: Tracked) -> None:
    """Stages that came in between are not said again: the screen says how it stands."""
    flow.put_as_told(turn, _reminded(one, muted=False))
    flow.opened(turn, one.deadline.number, text(wording.UNMUTED))


def _reminded(one: Tracked, muted: bool, snoozed_until: date | None = None) -> Deadline:
    after = one.deadline.model_copy()
    after.muted, after.snoozed_until = muted, snoozed_until
    return after


# Doing what was to be done


def ask_done(turn: Turn, one: Tracked, *before: Block) -> None:
    number = one.deadline.number
    if not one.kind.to_be_done:
        flow.opened(turn, number)
    elif one.deadline.since > turn.today:
        flow.opened(turn, number, text(sentences.fill(one, wording.DONE_PLANNED)))
    else:
        turn.to("filed_day", str(number), *before)


def tap_done(turn: Turn, one: Tracked) -> None:
    """A second tap, as under a reminder, asks nothing twice; one that has come since is below the question."""
    if turn.screen == OpenScreen(kind="filed_day", name=str(one.deadline.number)) and not turn.session.reminded:
        turn.toast(wording.USED_BUTTON)
    else:
        ask_done(turn, one)


class DayDone(DeadlineScreen):
    """On which day was it done?"""

    kind = "filed_day"
    waits = True

    def shows(self, turn: Turn) -> View:
        one = flow.of_screen(turn)
        possible = [(words, day) for words, day in flow.today_and_yesterday(turn) if day >= one.deadline.since]
        picks = in_rows(flow.days_to_pick(actions.FILED_ON, possible), 2)
        asked = text(strong(sentences.fill(one, wording.DONE_WHEN)))
        return View(blocks=(asked, note(wording.DAY_HOW)), rows=(*picks, *flow.back_to_it(turn)))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.FILED_ON, lambda turn, day: done_on(turn, flow.of_screen(turn), day)),)

    def takes(self, turn: Turn, words: str) -> bool:
        read_day_done(turn, flow.of_screen(turn), words)
        return True


def read_day_done(turn: Turn, one: Tracked, words: str) -> None:
    """Raises Unread."""
    done_on(turn, one, one_day(turn, words, "past", lambda day: one.deadline.since <= day <= turn.today))


def done_on(turn: Turn, one: Tracked, day: date) -> None:
    """It was done on this day: in time or not. Raises Unread for a day that cannot be."""
    if day > turn.today:
        raise Unread(sentences.fill(one, wording.DONE_AHEAD, day=figures.day(day)))
    if day < one.deadline.since:
        raise Unread(sentences.fill(one, wording.DONE_BEFORE))
    done = one.deadline.model_copy()
    done.done_on, done.snoozed_until = day, None
    flow.put(turn, done, Undo(what="filed", before=one.deadline, on=turn.today))
    flow.opened(turn, done.number)
    flow.amend_reminders(turn, done)


# The platform, and when to be reminded again


class PlatformName(DeadlineScreen):
    """What is the platform called?"""

    kind = "platform"
    waits = True

    def shows(self, turn: Turn) -> View:
        asked = sentences.fill(flow.of_screen(turn), wording.PLATFORM_ASKED)
        return View(blocks=(text(strong(asked)),), rows=flow.back_to_it(turn))

    def takes(self, turn: Turn, words: str) -> bool:
        name = words.strip(wording.QUOTES)
        if not name or len(name) > LONGEST_PLATFORM:
            raise Unread(wording.PLATFORM_LONG.format(most=LONGEST_PLATFORM))
        named = flow.of_screen(turn).deadline.model_copy()
        named.platform, named.sequence = name, named.sequence + 1
        if known := flow.same(turn, named):
            flow.opened(turn, known.number, text(wording.ALREADY_KEPT))
        else:
            flow.put(turn, named)
            flow.opened(turn, named.number, note(wording.PLATFORM_KEPT))
        return True


class Snooze(DeadlineScreen):
    """When to remind again?"""

    kind = "snooze"
    waits = True

    def shows(self, turn: Turn) -> View:
        one, today = flow.of_screen(turn), turn.today
        last = _latest(one)
        days = (
            (wording.TOMORROW, today + ONE_DAY),
            (wording.IN_THREE_DAYS, today + 3 * ONE_DAY),
            (wording.NEXT_MONDAY, today + timedelta(days=7 - today.weekday())),
        )
        possible = {day: words for words, day in reversed(days) if last is None or day <= last}
        picks = in_rows(flow.days_to_pick(actions.SNOOZE_TO, ((possible[day], day) for day in sorted(possible))))
        blocks = [text(strong(sentences.fill(one, wording.SNOOZE_WHEN if picks else wording.SNOOZE_NO_DAY_LEFT)))]
        if picks and last:
            blocks.append(note(sentences.fill(one, wording.SNOOZE_LAST)))
        return View(blocks=tuple(blocks), rows=(*picks, *flow.back_to_it(turn)))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.SNOOZE_TO, lambda turn, day: snooze_to(turn, flow.of_screen(turn), day)),)

    def takes(self, turn: Turn, words: str) -> bool:
        read_day_to_remind(turn, flow.of_screen(turn), words)
        return True


def read_day_to_remind(turn: Turn, one: Tracked, words: str) -> None:
    """Raises Unread."""
    snooze_to(turn, one, one_day(turn, words, "future", lambda day: day > turn.today))


def snooze_to(turn: Turn, one: Tracked, day: date) -> None:
    """No reminder before this day, and one on it. Raises Unread for a day that cannot be."""
    last = _latest(one)
    if day <= turn.today:
        raise Unread(wording.SNOOZE_AHEAD)
    if last is not None and day > last:
        beyond = sentences.fill(one, wording.SNOOZE_NOT_AFTER, day=figures.day(day), last=figures.day(last))
        raise Unread(beyond if last > turn.today else sentences.fill(one, wording.SNOOZE_NO_DAY_LEFT))
    flow.put(turn, _reminded(one, muted=False, snoozed_until=day))
    flow.opened(turn, one.deadline.number)


def _latest(one: Tracked) -> date | None:
    """The last day to which it may be put off: not beyond the last day of what is to be done, as long as that is ahead;
    None for any."""
    return one.last_day if one.kind.to_be_done and not one.too_late else None


HANDLERS = (
    handler(actions.OPEN_DEADLINE, flow.opened),
    handler(actions.FILED, flow.on(tap_done)),
    handler(actions.REDATE, flow.on(change_day, over_too=True)),
    handler(actions.NAME_PLATFORM, flow.on(lambda turn, one: turn.to("platform", str(one.deadline.number)))),
    handler(actions.SNOOZE, flow.on(ask_when_to_remind)),
    handler(actions.MUTE, flow.on(mute)),
    handler(actions.UNMUTE, flow.on(unmute)),
    handler(actions.CALENDAR, flow.on(hand_out)),
    handler(actions.DELETE, flow.on(delete, over_too=True)),
    handler(actions.UNDO, lambda turn, _: take_back(turn)),
)
