"""A deadline being entered: what was said of it is taken, what is lacking is asked for, and then it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dialogs.deadlines import reminders
from dialogs.deadlines.schedule import last_day, overtaken
from dialogs.deadlines.screens import A_WEEK, MATTERS, kept
from dialogs.reading import Lean, Unread, changes, day_of_week, days_said, month_said, several
from dialogs.reading.answers import day_within
from dialogs.reading.changes import Change
from dialogs.screen import Turn
from dialogs.session import Deadline, DeadlineKind, Draft, Matter, Undo
from dialogs.views import Block, text
from dialogs.wording import zh as wording
from rules.calendar.days import ONE_DAY, Period
from rules.calendar.working_days import OutOfRange
from rules.engine import figures

MOST_KEPT = 200
MAKER = "sme-platform-assistant"


class Entering(Turn):
    """Each method ends by showing a screen."""

    def begin(self, change: Change) -> None:
        """A change to be filed, with what was said of it; what is lacking is asked for."""
        self.session.draft = Draft(matters=list(change.matters), spans=list(change.spans), platform=change.platform)
        vague = wording.VAGUE_DAY.format(said=change.vague) if change.vague else ""
        self.go_on_entering(*([text(change.reason or vague)] if change.reason or vague else []))

    def date_chosen(self, kind: str) -> None:
        self.session.draft = Draft.model_validate({"kind": kind})
        self.go_on_entering()

    def change_day(self, deadline: Deadline) -> None:
        """Another day for it."""
        self.session.draft = Draft(
            kind=deadline.kind, matters=deadline.matters, platform=deadline.platform, number=deadline.number
        )
        self.go_on_entering()

    def go_on_entering(self, *before: Block) -> None:
        """Ask for what the draft lacks, or enter it."""
        draft = self._draft
        if draft.kind == "filing" and not draft.matters:
            self.to("matters", "", *before)
        elif draft.kind == "review" and not draft.spans:
            self.to("month", "", *before)
        elif len(draft.spans) != 1 or not (draft.kind == "review" or draft.spans[0].exact):
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
        return self.session.draft or Draft()

    def _with_draft(self, **changed: object) -> None:
        self.session.draft = self._draft.model_copy(update=changed)

    # What has changed

    def tick_matter(self, what: str) -> None:
        """Set or clear one tick. Taps in quick succession all count: the screen keeps its revision."""
        index, _, on = what.partition(":")
        matter = MATTERS[int(index)]
        ticked = [other for other in self.screen.ticked if other != matter] + ([matter] if on == "1" else [])
        self.show(self.screen.model_copy(update={"ticked": ticked}), anew=False)

    def matters_chosen(self) -> None:
        if not self.screen.ticked:
            self.again(text(wording.MATTERS_FIRST))
            return
        self._with_draft(matters=[matter for matter in MATTERS if matter in self.screen.ticked])
        self.go_on_entering()

    def read_matters(self, plain: str) -> None:
        """What has changed and, where it is said along with it, on which day. Raises Unread."""
        change = changes.read(plain, self.today)
        indexes = several(plain, [wording.MATTERS[matter] for matter in MATTERS]) if not change.matters else []
        matters = list(change.matters) or [MATTERS[index] for index in indexes or ()]
        if not matters:
            raise Unread(wording.WHICH_MATTERS_HOW)
        draft = self._draft
        spans, platform = list(change.spans) or draft.spans, change.platform or draft.platform
        self._with_draft(matters=matters, spans=spans, platform=platform)
        self.go_on_entering()

    # When

    def read_day(self, plain: str) -> None:
        """The day, or a span in which it lies; within the span that was said before, where there is one. Raises
        Unread."""
        draft, was = self._draft, kept(self.session, str(self._draft.number))
        lean: Lean = "" if draft.kind == "filing" else "past"
        if was and was.since > self.today:
            lean = "future"
        self.day_chosen(self.days(plain, lean, draft.spans))

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
        """15号 of the month, 周三 of the week that was said before; nothing where it is no such day."""
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
        self._with_draft(spans=list(spans))
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
        self._with_draft(spans=[Period.of(year, month)])
        self.go_on_entering()

    # Keeping it

    def enter(self, since: date) -> None:
        """Keep what the draft is about, or give the deadline that it is about another day."""
        draft, before = self._draft, kept(self.session, str(self._draft.number))
        if draft.kind not in ("filing", "review") and since > self.today:
            self._ask_day_again(wording.NOT_YET.format(day=figures.day(since)))
            return
        try:
            due = last_day(draft.kind, since, self.calendar())
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
        self._with_draft(spans=[])
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
            matters=[matter for matter in MATTERS if matter in draft.matters],
            platform=draft.platform,
            uid=f"{self.now:%Y%m%dT%H%M%S%f}-{number}@{MAKER}",
        )
        self.put(self.as_told_today(deadline))
        self.opened(str(number))

    def _redate(self, before: Deadline, since: date, due: date) -> None:
        if before.done_on and since > before.done_on:
            self._ask_day_again(wording.STAYS_AFTER_FILING.format(day=figures.day(before.done_on)))
            return
        changed = {"since": since, "due": due, "sent": {}, "snoozed_until": None, "doubtful": False}
        again = before.model_copy(update={**changed, "sequence": before.sequence + 1})
        self.put(self.as_told_today(again), Undo(what="dated", before=before, on=self.today))
        self.opened(str(before.number), text(wording.CHANGED_DAY))

    def as_told_today(self, deadline: Deadline) -> Deadline:
        """With the stages up to today marked as said, as the answer says how it stands today."""
        passed = overtaken(deadline, self.session.reminding, self.calendar(), self.today)
        return reminders.with_said(deadline, passed, self.today)

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


def entered(deadline: Deadline) -> tuple[DeadlineKind, date, str, set[Matter]]:
    """What makes two entries the same."""
    return deadline.kind, deadline.since, deadline.platform, set(deadline.matters)
