"""A deadline being entered: what was said of it is taken, what is lacking is asked for, and then it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice

from dialogs.deadlines import reminders
from dialogs.deadlines.schedule import Tracked, change_kind, kinds, track
from dialogs.deadlines.screens import A_WEEK, draft_of, kept, undo_label
from dialogs.reading import Lean, Unread, changes, day_of_week, days_said, month_said, several
from dialogs.reading.answers import day_within
from dialogs.reading.changes import Change
from dialogs.session import Deadline, Draft, Undo
from dialogs.turn import Turn
from dialogs.views import Block, text
from dialogs.wording import zh as wording
from rules.calendar.days import ONE_DAY, Period
from rules.calendar.working_days import OutOfRange
from rules.engine import figures
from rules.engine.deadlines import DeadlineKind

MOST_KEPT = 200
MAKER = "sme-platform-assistant"


class Entering(Turn):
    """Each method ends by showing a screen."""

    def begin(self, change: Change) -> None:
        """A change to be filed, with what was said of it; what is lacking is asked for."""
        kind = change_kind(self.session)
        if kind is None:
            self.to("dates")
            return
        self.session.draft = Draft(
            kind=kind.id, matters=list(change.matters), spans=list(change.spans), platform=change.platform
        )
        vague = wording.VAGUE_DAY.format(said=change.vague) if change.vague else ""
        self.go_on_entering(*([text(change.reason or vague)] if change.reason or vague else []))

    def date_chosen(self, kind: str) -> None:
        self.session.draft = Draft(kind=kind)
        self.go_on_entering()

    def change_day(self, one: Tracked) -> None:
        """Another day for it."""
        kept = one.deadline
        self.session.draft = Draft(kind=kept.kind, matters=kept.matters, platform=kept.platform, number=kept.number)
        self.go_on_entering()

    def go_on_entering(self, *before: Block) -> None:
        """Ask for what the draft lacks, or enter it."""
        draft, kind = self._draft, self._kind
        if kind.matters and not draft.matters:
            self.to("matters", "", *before)
        elif kind.by_month and not draft.spans:
            self.to("month", "", *before)
        elif len(draft.spans) != 1 or not (kind.by_month or draft.spans[0].exact):
            self.to("day", "", *before)
        else:
            self.enter(draft.spans[0].first)

    def leave(self) -> None:
        """Not to keep it after all: back to what stood open before."""
        self.session.draft = None
        if beneath := self.session.beneath:
            self.show(beneath, text(wording.NOT_KEPT))
        else:
            self.listed("", text(wording.NOT_KEPT))

    @property
    def _draft(self) -> Draft:
        return draft_of(self.session)

    @property
    def _kind(self) -> DeadlineKind:
        return kinds(self.session)[self._draft.kind]

    @property
    def _before(self) -> Tracked | None:
        """The deadline that is given another day."""
        return self.kept(str(self._draft.number))

    def _said_of_draft(
        self, spans: list[Period], matters: list[str] | None = None, platform: str | None = None
    ) -> None:
        """Take up what was said of it."""
        draft = self._draft.model_copy()
        draft.spans = spans
        draft.matters = draft.matters if matters is None else matters
        draft.platform = draft.platform if platform is None else platform
        self.session.draft = draft

    # What has changed

    def tick_matter(self, what: str) -> None:
        """Set or clear one tick. Taps in quick succession all count: the screen keeps its revision."""
        index, _, on = what.partition(":")
        matter = list(self._kind.matters)[int(index)]
        screen = self.screen.model_copy()
        screen.ticked = [other for other in screen.ticked if other != matter] + ([matter] if on == "1" else [])
        self.show(screen, anew=False)

    def matters_chosen(self) -> None:
        if not self.screen.ticked:
            *_, other = self._kind.matters.values()
            self.again(text(wording.MATTERS_FIRST.format(other=other)))
            return
        matters = [matter for matter in self._kind.matters if matter in self.screen.ticked]
        self._said_of_draft(self._draft.spans, matters)
        self.go_on_entering()

    def read_matters(self, plain: str) -> None:
        """What has changed and, where it is said along with it, on which day. Raises Unread."""
        change, possible = changes.read(plain, self.today), self._kind.matters
        indexes = several(plain, list(possible.values())) if not change.matters else []
        matters = list(change.matters) or [list(possible)[index] for index in indexes or ()]
        if not matters:
            examples = wording.LIST_COMMA.join(islice(possible.values(), 2))
            raise Unread(wording.WHICH_MATTERS_HOW.format(done=wording.DONE, examples=examples))
        draft = self._draft
        self._said_of_draft(list(change.spans) or draft.spans, matters, change.platform or draft.platform)
        self.go_on_entering()

    # When

    def read_day(self, plain: str) -> None:
        """The day, or a span in which it lies; within the span that was said before, where there is one. Raises
        Unread."""
        lean: Lean = "" if self._kind.may_be_ahead else "past"
        if self._before and self._before.deadline.since > self.today:
            lean = "future"
        self.day_chosen(self.days(plain, lean, self._draft.spans))

    def days(self, plain: str, lean: Lean, spans: list[Period]) -> tuple[Period, ...]:
        """The days that the words name, of those between which the day was said to lie. Raises Unread."""
        said = days_said(plain, self.today, changes.lean(plain) or lean)
        if len(spans) == 1:
            inside = tuple(span for span in said.spans if spans[0].first <= span.first and span.last <= spans[0].last)
            if inside := self._day_inside(spans[0], plain) or inside:
                return inside
        if said.reason or not said.spans:
            vague = wording.VAGUE_DAY.format(said=said.vague) + wording.DAY_WANTED if said.vague else ""
            raise Unread(said.reason or vague or wording.NO_DAY_READ)
        return said.spans

    def _day_inside(self, within: Period, plain: str) -> tuple[Period, ...]:
        """The day of the month, or of the week, that was said before; nothing where it is no such day."""
        if within.last - within.first < A_WEEK and (nth := day_of_week(plain)) is not None:
            return (Period.on(within.first + nth * ONE_DAY),)
        try:
            candidates = day_within(within, plain, self.today).candidates
        except Unread:
            return ()
        return tuple(Period.parse(str(candidate)) for candidate in candidates)

    def one_day(self, plain: str, lean: Lean, can_be: Callable[[date], bool]) -> date:
        """The day that can be, of those that the words may mean; one that cannot, where there is no other. Raises
        Unread."""
        days = [span.first for span in self.days(plain, lean, []) if span.exact]
        if not days:
            raise Unread(wording.NO_DAY_READ)
        possible = [day for day in days if can_be(day)]
        return possible[0] if possible else days[-1]

    def day_chosen(self, spans: tuple[Period, ...]) -> None:
        self._said_of_draft(list(spans))
        self.go_on_entering()

    def read_month(self, plain: str) -> None:
        """Raises Unread."""
        month = month_said(plain, self.today)
        if month is None:
            raise Unread(wording.MONTH_HOW)
        self.month_chosen(month)

    def month_chosen(self, month: int) -> None:
        """The month of this year, or of the next where it is over."""
        year = self.today.year + (month < self.today.month)
        self._said_of_draft([Period.of(year, month)])
        self.go_on_entering()

    # Keeping it

    def enter(self, since: date) -> None:
        """Keep what the draft is about, or give the deadline that it is about another day."""
        draft, kind, before = self._draft, self._kind, self._before
        if since > self.today and not kind.may_be_ahead:
            self._ask_day_again(wording.NOT_YET.format(day=figures.day(since)))
            return
        try:
            due = kind.last_day(since, self.calendar())
        except OutOfRange as beyond:
            self._ask_day_again(wording.BEYOND.format(why=beyond))
            return
        if same := self._same(draft, since):
            self.opened(str(same.number), text(wording.ALREADY_KEPT))
        elif before:
            self._redate(before, since, due)
        elif len(self.session.deadlines) >= MOST_KEPT:
            self.listed("", text(wording.TOO_MANY.format(most=MOST_KEPT)))
        else:
            self._keep(draft, since, due)

    def _ask_day_again(self, why: str) -> None:
        self._said_of_draft([])
        self.to("day", "", text(why))

    def _same(self, draft: Draft, since: date) -> Deadline | None:
        """The same change entered before."""
        told = (draft.kind, since, draft.platform, set(draft.matters))
        others = (each for each in self.session.deadlines if each.number != draft.number)
        return next((each for each in others if entered(each) == told), None)

    def _keep(self, draft: Draft, since: date, due: date) -> None:
        self.session.numbered += 1
        number = self.session.numbered
        deadline = Deadline(
            number=number,
            kind=draft.kind,
            since=since,
            due=due,
            matters=[matter for matter in self._kind.matters if matter in draft.matters],
            platform=draft.platform,
            uid=f"{self.now:%Y%m%dT%H%M%S%f}-{number}@{MAKER}",
        )
        self.put(self.as_told_today(deadline))
        self.opened(str(number))

    def _redate(self, before: Tracked, since: date, due: date) -> None:
        kept, words = before.deadline, before.kind.words
        if kept.done_on and since > kept.done_on:
            undo = undo_label("filed", before.kind)
            day = figures.day(kept.done_on)
            why = wording.STAYS_BEFORE_DONE.format(day=day, act=words.act, event=words.event, undo=undo)
            self._ask_day_again(why)
            return
        again = kept.model_copy()
        again.since, again.due, again.sequence = since, due, kept.sequence + 1
        again.sent, again.snoozed_until, again.doubtful = {}, None, False
        self.put(self.as_told_today(again), Undo(what="dated", before=kept, on=self.today))
        self.opened(str(kept.number), text(wording.CHANGED_DAY))

    def as_told_today(self, deadline: Deadline) -> Deadline:
        """With the stages up to today marked as said, as the answer says how it stands today."""
        one = track(self.session, deadline, self.calendar(), self.today)
        return reminders.with_said(one, one.overtaken)

    def kept(self, number: str) -> Tracked | None:
        """The deadline with this number; None where it was deleted."""
        deadline = kept(self.session, number)
        return track(self.session, deadline, self.calendar(), self.today) if deadline else None

    def put(self, deadline: Deadline, undo: Undo | None = None) -> None:
        """Keep it as it is now; what was done before it can no longer be taken back."""
        reminders.put(self.session, deadline)
        self.session.undo = undo

    # What is kept

    def listed(self, begin: str = "", *before: Block) -> None:
        self.session.draft = None
        self.to("deadlines", begin, *before)

    def opened(self, number: str, *before: Block) -> None:
        self.session.draft = None
        self.to("deadline", number, *before)


def entered(deadline: Deadline) -> tuple[str, date, str, set[str]]:
    """What makes two entries the same."""
    return deadline.kind, deadline.since, deadline.platform, set(deadline.matters)
