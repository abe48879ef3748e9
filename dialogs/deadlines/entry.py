"""A deadline being entered: what was said of it is taken, what is lacking is asked for, and then it is kept."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import islice

from dialogs import actions
from dialogs.actions import Tick, tick
from dialogs.deadlines import flow, ical, sentences
from dialogs.deadlines.flow import DeadlineScreen
from dialogs.deadlines.schedule import Tracked, kinds, track
from dialogs.reading import changes
from dialogs.reading.answers import day_within
from dialogs.reading.changes import Change
from dialogs.reading.choices import choice
from dialogs.reading.days.in_text import Lean, day_of_week, days_said, month_said
from dialogs.reading.outcome import Unread
from dialogs.reading.ticks import several
from dialogs.screen import Handler, Turn, handler
from dialogs.session import Deadline, Draft, Undo
from dialogs.views import Block, Button, View, in_rows, note, strong, text
from dialogs.wording import zh as wording
from rules.calendar.days import ONE_DAY, Period
from rules.calendar.working_days import OutOfRange
from rules.engine import figures
from rules.engine.deadlines import DeadlineKind

MOST_KEPT = 200
A_WEEK = timedelta(days=7)


def begin(turn: Turn, change: Change) -> None:
    """A change that has to be acted on, with what was said of it; what is lacking is asked for."""
    kind = turn.book.change_kind
    if kind is None:
        turn.to("dates")
        return
    waiting = _waiting(turn, change)
    first, *more = (_draft_of(kind, each) for each in (change, *change.more))
    first.more = [*more, *waiting]
    turn.session.draft = first
    why = change.reason or (wording.VAGUE_DAY.format(said=change.vague) if change.vague else "")
    _go_on(turn, *([text(why)] if why else []))


def _draft_of(kind: DeadlineKind, change: Change) -> Draft:
    matters, spans = list(change.matters), list(change.spans)
    return Draft(kind=kind.id, matters=matters, spans=spans, platform=change.platform)


def _waiting(turn: Turn, change: Change) -> list[Draft]:
    """What is being entered and waits for its day, where the change is another one: that comes first."""
    draft = turn.session.draft
    if draft is None or draft.number or turn.screen.kind != WhichDay.kind:
        return []
    alone = draft.model_copy()
    alone.more = []
    told = {*change.matters, *(matter for each in change.more for matter in each.matters)}
    return [*([] if {*draft.matters} <= told else [alone]), *draft.more]


def _next(turn: Turn, *before: Block) -> bool:
    """Whether there is a further one to be entered; then go on with it."""
    draft = turn.session.draft
    if draft is None or not draft.more:
        return False
    following = draft.more[0].model_copy()
    following.more = draft.more[1:]
    turn.session.draft = following
    _go_on(turn, *before)
    return True


def choose(turn: Turn, kind: str) -> None:
    turn.session.draft = Draft(kind=kind)
    _go_on(turn)


def change_day(turn: Turn, one: Tracked) -> None:
    """Another day for it."""
    before = one.deadline
    turn.session.draft = Draft(kind=before.kind, matters=before.matters, platform=before.platform, number=before.number)
    _go_on(turn)


def leave(turn: Turn) -> None:
    """Not to keep it after all: on to the next one, or back to what stood open before."""
    if _next(turn, text(wording.NOT_KEPT)):
        return
    turn.session.draft = None
    if beneath := turn.session.beneath:
        turn.show(beneath, text(wording.NOT_KEPT))
    else:
        flow.listed(turn, 0, text(wording.NOT_KEPT))


def _go_on(turn: Turn, *before: Block) -> None:
    """Ask for what the draft lacks, or enter it."""
    draft, kind = _draft(turn), _kind(turn)
    if kind.matters and not draft.matters:
        turn.to("matters", "", *before)
    elif kind.by_month and not draft.spans:
        turn.to("month", "", *before)
    elif len(draft.spans) != 1 or not (kind.by_month or draft.spans[0].exact):
        turn.to("day", "", *before)
    else:
        _enter(turn, draft.spans[0].first, *before)


def _draft(turn: Turn) -> Draft:
    """The deadline being entered; of the kind that is offered first, where nothing is said of it yet."""
    return turn.session.draft or Draft(kind=next(iter(kinds(turn.session))))


def _kind(turn: Turn) -> DeadlineKind:
    return kinds(turn.session)[_draft(turn).kind]


def _before(turn: Turn) -> Tracked | None:
    """The deadline that is given another day."""
    return flow.kept(turn, _draft(turn).number)


def _unit(turn: Turn) -> int:
    """The number of the unit that it is entered for: of another day, the one that it was entered for."""
    before = _before(turn)
    return before.deadline.unit if before else turn.session.unit.number


def _take(turn: Turn, spans: Iterable[Period], *before: Block, matters: Iterable[str] = (), platform: str = "") -> None:
    """Take up what was said of the draft, and go on."""
    draft = _draft(turn).model_copy()
    draft.spans = list(spans)
    draft.matters = list(matters) or draft.matters
    draft.platform = platform or draft.platform
    turn.session.draft = draft
    _go_on(turn, *before)


def _leaving(turn: Turn) -> tuple[Button, ...]:
    if number := _draft(turn).number:
        return (actions.OPEN_DEADLINE.button(wording.LEAVE, number),)
    return (actions.LEAVE.button(wording.NEVER_MIND),)


# Asking


class EntryScreen(DeadlineScreen):
    """A screen on which a deadline is entered."""

    def unit(self, turn: Turn) -> str:
        return turn.session.unit_named(_unit(turn))


class WhichMatters(EntryScreen):
    """What has changed?"""

    kind = "matters"
    waits = True

    def shows(self, turn: Turn) -> View:
        possible = enumerate(_kind(turn).matters.items())
        ticks = in_rows(tick(place, words, each in turn.screen.ticked) for place, (each, words) in possible)
        done = (actions.DONE.button(wording.DONE), actions.LEAVE.button(wording.NEVER_MIND))
        return View(blocks=(text(strong(wording.WHICH_MATTERS.format(done=wording.DONE))),), rows=(*ticks, done))

    def handlers(self) -> Iterable[Handler]:
        return handler(actions.TICK, self.tick), handler(actions.DONE, lambda turn, _: self.done(turn))

    def tick(self, turn: Turn, tick: Tick) -> None:
        """Set or clear one tick. Taps in quick succession all count: the screen keeps its revision."""
        turn.show(turn.screen.with_tick(list(_kind(turn).matters)[tick.place], tick.on), anew=False)

    def done(self, turn: Turn) -> None:
        matters = [matter for matter in _kind(turn).matters if matter in turn.screen.ticked]
        if matters:
            _take(turn, _draft(turn).spans, matters=matters)
        else:
            *_, other = _kind(turn).matters.values()
            turn.again(text(wording.MATTERS_FIRST.format(other=other)))

    def reads(self, turn: Turn, words: str) -> bool:
        """What has changed and, where it is said along with it, on which day."""
        change, possible = changes.read(words, turn.today, _kind(turn), days_alone=True), _kind(turn).matters
        listed = several(words, list(possible.values())) if not change.matters else None
        places = listed.candidates[0] if listed and listed.exact else ()
        matters = change.matters or [list(possible)[place] for place in places]
        if not matters:
            examples = wording.LIST_COMMA.join(islice(possible.values(), 2))
            raise Unread(wording.WHICH_MATTERS_HOW.format(done=wording.DONE, examples=examples))
        if change.more:
            begin(turn, change)
        else:
            _take(turn, change.spans or _draft(turn).spans, matters=matters, platform=change.platform)
        return True


class WhichDay(EntryScreen):
    """Which day is it counted from?"""

    kind = "day"
    waits = True

    def shows(self, turn: Turn) -> View:
        asked, how, spans = _day_asked(turn)
        picks = _spans(spans, turn.today)
        if not _draft(turn).spans:
            picks = flow.days_to_pick(actions.SINCE_DAY, flow.today_and_yesterday(turn))
        blocks = (text(strong(asked)), *([note(how)] if how else []))
        return View(blocks=blocks, rows=(*in_rows(picks, 2), _leaving(turn)))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.SINCE, lambda turn, span: _take(turn, [span])),)

    def told_of_another(self, turn: Turn, change: Change) -> bool:
        draft = turn.session.draft
        if draft and {*change.matters} == {*draft.matters} and not change.more and not change.elsewise:
            return False
        return change.told or bool(change.more)

    def takes(self, turn: Turn, words: str) -> bool:
        """The day, or a span in which it lies; within the span that was said before, where there is one."""
        change, draft = turn.change_in(words, days_alone=True), turn.session.draft
        other = change.elsewise or change.more or {*change.matters} - {*(draft.matters if draft else ())}
        if draft and draft.matters and other and change.spans:
            begin(turn, change)
            return True
        lean: Lean = "" if _kind(turn).may_be_ahead else "past"
        if (before := _before(turn)) and before.deadline.since > turn.today:
            lean = "future"
        _take(turn, _days(turn, words, lean, _draft(turn).spans))
        return True


class WhichMonth(EntryScreen):
    """In which month of every year is it?"""

    kind = "month"
    waits = True

    def shows(self, turn: Turn) -> View:
        asked = _kind(turn).words.asked
        if before := _before(turn):
            asked = wording.ANOTHER_MONTH.format(month=before.deadline.since.month)
        months = in_rows((actions.MONTH.button(wording.MONTH.format(month=each), each) for each in range(1, 13)), 4)
        return View(blocks=(text(strong(asked)),), rows=(*months, _leaving(turn)))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.MONTH, self.choose),)

    def takes(self, turn: Turn, words: str) -> bool:
        month = month_said(words, turn.today)
        if month is None:
            raise Unread(wording.MONTH_HOW)
        self.choose(turn, month)
        return True

    def choose(self, turn: Turn, month: int) -> None:
        """The month of this year, or of the next where it is over."""
        _take(turn, [Period.of(turn.today.year + (month < turn.today.month), month)])


class ListScreen(DeadlineScreen):
    """A screen on which one of the deadlines, or a kind of them, may also be chosen in words."""

    def takes(self, turn: Turn, words: str) -> bool:
        chosen = dict((handler(actions.OPEN_DEADLINE, flow.opened), handler(actions.ENTER, choose)))
        picks = [each for each in turn.buttons() if each.action.partition(":")[0] in chosen]
        place = choice(words, [each.label for each in picks])
        if place is None:
            return False
        name, _, argument = picks[place].action.partition(":")
        chosen[name](turn, argument)
        return True


class WhichDate(ListScreen):
    """Which date is to be kept?"""

    kind = "dates"

    def shows(self, turn: Turn) -> View:
        picks = in_rows(actions.ENTER.button(kind.words.choice, kind.id) for kind in kinds(turn.session).values())
        back = (actions.LIST.button(wording.LEAVE, 0),)
        return View(blocks=(text(strong(wording.WHICH_DATE)),), rows=(*picks, back))


# Days


def _day_asked(turn: Turn) -> tuple[str, str, list[Period]]:
    """The question, how to answer it, and the days or months to choose from."""
    draft, kind, before = _draft(turn), _kind(turn), _before(turn)
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
    if before:
        return wording.ANOTHER_DAY.format(day=figures.weekday(before.deadline.since)), wording.DAY_HOW, []
    asked = kind.words.asked.format(matters=sentences.matters_named(kind, draft.matters))
    return asked, wording.ANY_DAY_HOW if kind.may_be_ahead else wording.DAY_HOW, []


def _spans(spans: list[Period], today: date) -> list[Button]:
    """A button for each; the year is said where it is not this year alone."""
    year = wording.YEAR.format(year=today.year) if {span.first.year for span in spans} == {today.year} else ""
    return [actions.SINCE.button(_span(span).removeprefix(year), span) for span in spans]


def _span(span: Period) -> str:
    if span.exact:
        return figures.weekday(span.first)
    if span.last - span.first < A_WEEK:
        return wording.WEEK.format(first=figures.day(span.first), last=figures.short_day(span.last))
    return figures.period(span)


def _days(turn: Turn, words: str, lean: Lean, spans: list[Period]) -> tuple[Period, ...]:
    """The days that the words name, of those between which the day was said to lie. Raises Unread."""
    said = days_said(words, turn.today, changes.lean(words) or lean)
    if len(spans) == 1:
        [within] = spans
        inside = tuple(span for span in said.spans if within.first <= span.first and span.last <= within.last)
        if inside := _day_inside(turn, within, words) or inside:
            return inside
    if said.reason or not said.spans:
        vague = wording.VAGUE_DAY.format(said=said.vague) + wording.DAY_WANTED if said.vague else ""
        raise Unread(said.reason or vague or wording.NO_DAY_READ)
    return said.spans


def _day_inside(turn: Turn, within: Period, words: str) -> tuple[Period, ...]:
    """The day of the month, or of the week, that was said before; nothing where it is no such day."""
    if within.last - within.first < A_WEEK and (nth := day_of_week(words)) is not None:
        return (Period.on(within.first + nth * ONE_DAY),)
    try:
        candidates = day_within(within, words, turn.today).candidates
    except Unread:
        return ()
    return tuple(Period.parse(str(candidate)) for candidate in candidates)


def one_day(turn: Turn, words: str, lean: Lean, can_be: Callable[[date], bool]) -> date:
    """The day that can be, of those that the words may mean; one that cannot, where there is no other. Raises
    Unread."""
    days = [span.first for span in _days(turn, words, lean, []) if span.exact]
    if not days:
        raise Unread(wording.NO_DAY_READ)
    return next(filter(can_be, days), days[-1])


# Keeping it


def _enter(turn: Turn, since: date, *said: Block) -> None:
    """Keep what the draft is about, or give the deadline that it is about another day."""
    draft, kind, before = _draft(turn), _kind(turn), _before(turn)
    if since > turn.today and not kind.may_be_ahead:
        _take(turn, [], text(wording.NOT_YET.format(day=figures.day(since))))
        return
    try:
        due = kind.last_day(since, turn.calendar())
    except OutOfRange as beyond:
        _take(turn, [], text(wording.BEYOND.format(why=beyond)))
        return
    entered = Deadline(
        number=draft.number, unit=_unit(turn), kind=kind.id, since=since, due=due, platform=draft.platform
    )
    entered.matters = [matter for matter in kind.matters if matter in draft.matters]
    if known := flow.same(turn, entered):
        if not _next(turn, *said, text(wording.ALREADY_KEPT)):
            flow.opened(turn, known.number, *said, text(wording.ALREADY_KEPT))
    elif before:
        _redate(turn, before, since, due)
    elif len(turn.session.deadlines) >= MOST_KEPT:
        flow.listed(turn, 0, text(wording.TOO_MANY.format(most=MOST_KEPT)))
    else:
        turn.session.numbered += 1
        entered.number = turn.session.numbered
        entered.uid = f"{turn.now:%Y%m%dT%H%M%S%f}-{entered.number}@{ical.MAKER}"
        flow.put_as_told(turn, entered)
        one = track(turn.session, entered, turn.calendar(), turn.today)
        if not _next(turn, *said, text(wording.NOTED_DEADLINE.format(how=sentences.reminder(one)))):
            flow.opened(turn, entered.number, *said)


def _redate(turn: Turn, before: Tracked, since: date, due: date) -> None:
    known = before.deadline
    if known.done_on and since > known.done_on:
        day, label = figures.day(known.done_on), flow.undo_label("filed", before.kind)
        _take(turn, [], text(sentences.fill(before, wording.STAYS_BEFORE_DONE, day=day, undo=label)))
        return
    again = known.model_copy()
    again.since, again.due, again.sequence = since, due, known.sequence + 1
    again.sent, again.snoozed_until, again.doubtful = {}, None, False
    flow.put_as_told(turn, again, Undo(what="dated", before=known, on=turn.today))
    flow.opened(turn, known.number, text(wording.CHANGED_DAY))
