"""The deadlines' part of a turn: a change told, a day asked for, what is kept, filed, put off, changed and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dialogs import changes, filings, ics, reminding, wording
from dialogs.changes import LONGEST_PLATFORM, Change
from dialogs.deadline_screens import HOURS, MATTERS, STAGES_TO_CHOOSE, hour, kept, may_snooze_to
from dialogs.deadlines import last_day, overtaken
from dialogs.events import Block, Toast, note, text
from dialogs.reading import Lean, Unread, day, days_said, several
from dialogs.session import Deadline, DeadlineKind, Draft, Matter, Undo
from dialogs.turn import Turn
from dialogs.typed import day_within
from rules import figures
from rules.days import Period
from rules.working_days import OutOfRange

MOST_KEPT = 200
MAKER = "sme-platform-assistant"


class Keeping(Turn):
    """Each method ends by showing a screen."""

    def keeping_ways(self) -> dict[str, Callable[[str], None]]:
        """Buttons that lead from one screen to another, or act on the deadline whose number they carry."""
        return {
            "kept": self.opened,
            "list": self.listed,
            "dates": lambda _: self.to("dates"),
            "date": self.date_chosen,
            "reminding": lambda _: self.to("reminding"),
            "leave": lambda _: self.leave(),
            "filed": lambda number: self.on(number, self.ask_filed),
            "redate": lambda number: self.on(number, self.ask_again),
            "platform": lambda number: self.on(number, lambda each: self.to("platform", str(each.number))),
            "snooze": lambda number: self.on(number, self.ask_snooze),
            "mute": lambda number: self.on(number, self.mute),
            "unmute": lambda number: self.on(number, self.unmute),
            "ics": lambda number: self.on(number, self.hand_out),
            "delete": lambda number: self.on(number, self.delete),
            "undo": lambda _: self.take_back(),
        }

    def keeping_actions(self) -> dict[str, Callable[[str], None]]:
        """Buttons that act on the open screen alone."""
        match self.screen.kind:
            case "matters":
                return {"t": self.tick_matter, "done": lambda _: self.matters_chosen()}
            case "day":
                return {"d": lambda iso: self.day_chosen((Period.on(date.fromisoformat(iso)),))}
            case "month":
                return {"m": lambda month: self.month_chosen(int(month))}
            case "filed_day":
                return {"f": lambda iso: self.filed_on(date.fromisoformat(iso))}
            case "snooze":
                return {"s": lambda iso: self.snooze_to(date.fromisoformat(iso))}
            case "reminding":
                return {"h": lambda at: self.remind_at(int(at)), "t": self.tick_stage}
        return {}

    def kept_beside(self, verb: str, what: str) -> bool:
        """A button under a reminder or an answer; False where it is none of ours."""
        ways = {"filed", "snooze", "mute"}
        if verb == "deadlines":
            self.listed()
        elif verb in ways:
            self.keeping_ways()[verb](what)
        elif verb == "file":
            try:
                change = filings.offered(what)
            except ValueError:
                return False
            self.begin(change)
        else:
            return False
        return True

    def read_at_deadlines(self, plain: str) -> bool:
        """Whether the open screen takes the text. Raises Unread where it waits for an answer and this is none."""
        readers: dict[str, Callable[[str], None]] = {
            "matters": self.read_matters,
            "day": self.read_day,
            "month": self.read_month,
            "filed_day": lambda words: self.filed_on(self._one_day(words, "past", self._may_be_filed_on)),
            "platform": self.name_platform,
            "snooze": lambda words: self.snooze_to(self._one_day(words, "future", lambda day: day > self.today)),
        }
        read = readers.get(self.screen.kind)
        if read is None:
            return False
        read(plain)
        return True

    # Entering

    def begin(self, change: Change) -> None:
        """A change to be filed, with what was said of it; what is lacking is asked for."""
        self.session.draft = Draft(matters=list(change.matters), spans=list(change.spans), platform=change.platform)
        reason = change.reason or (wording.VAGUE_DAY.format(said=change.vague) if change.vague else "")
        self.go_on_entering(*([text(reason)] if reason else []))

    def date_chosen(self, kind: str) -> None:
        self.session.draft = Draft.model_validate({"kind": kind})
        self.go_on_entering()

    def go_on_entering(self, *before: Block) -> None:
        """Ask for what the draft lacks, or enter it."""
        draft = self._draft
        if draft.kind == "filing" and not draft.matters:
            self.to("matters", "", *before)
        elif draft.kind == "review" and not draft.spans:
            self.to("month", "", *before)
        elif len(draft.spans) != 1 or not (draft.kind == "review" or Period(*draft.spans[0]).exact):
            self.to("day", "", *before)
        else:
            self.enter(draft.spans[0][0])

    @property
    def _draft(self) -> Draft:
        return self.session.draft or Draft()

    def _with_draft(self, **changed: object) -> None:
        self.session.draft = self._draft.model_copy(update=changed)

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
        named = list(changes.read(plain, self.today).matters)
        indexes = several(plain, [wording.MATTERS[matter] for matter in MATTERS]) if not named else []
        matters = named or [MATTERS[index] for index in indexes or ()]
        if not matters:
            raise Unread(wording.WHICH_MATTERS_HOW)
        self._with_draft(matters=matters)
        self.go_on_entering()

    def read_day(self, plain: str) -> None:
        """The day, or a span in which it lies; within the span that was said before, where there is one."""
        self.day_chosen(self._days(plain, "" if self._draft.kind == "filing" else "past"))

    def _days(self, plain: str, lean: Lean) -> tuple[Period, ...]:
        """Raises Unread."""
        within = Period(*self._draft.spans[0]) if len(self._draft.spans) == 1 else None
        said = days_said(plain, self.today, lean)
        if within and not within.exact:
            inside = tuple(span for span in said.spans if within.first <= span.first and span.last <= within.last)
            if inside := inside or self._day_inside(within, plain):
                return inside
        if said.reason or not said.spans:
            vague = wording.VAGUE_DAY.format(said=said.vague) if said.vague else ""
            raise Unread(said.reason or vague + wording.NO_DAY_READ)
        return said.spans

    def _day_inside(self, within: Period, plain: str) -> tuple[Period, ...]:
        """15号 of the month that was said before; nothing where it is no such day."""
        try:
            candidates = day_within(within, plain, self.today).candidates
        except Unread:
            return ()
        return tuple(Period.parse(str(candidate)) for candidate in candidates)

    def _one_day(self, plain: str, lean: Lean, can_be: Callable[[date], bool]) -> date:
        """The day that can be, of those that the words may mean; one that cannot, where there is no other. Raises
        Unread."""
        self.session.draft = None
        days = [span.first for span in self._days(plain, lean) if span.exact]
        if not days:
            raise Unread(wording.NO_DAY_READ)
        possible = [day for day in days if can_be(day)]
        return possible[0] if possible else days[-1]

    def day_chosen(self, spans: tuple[Period, ...]) -> None:
        self._with_draft(spans=list(spans))
        self.go_on_entering()

    def read_month(self, plain: str) -> None:
        try:
            (span, *others) = day(plain if "月" in plain else f"{plain}月", self.today).candidates
        except Unread:
            raise Unread(wording.REVIEW_WHICH_MONTH) from None
        if others or span.first.month != span.last.month:
            raise Unread(wording.REVIEW_WHICH_MONTH)
        self.month_chosen(span.first.month)

    def month_chosen(self, month: int) -> None:
        """The month of this year, or of the next where it is over."""
        year = self.today.year + (month < self.today.month)
        self._with_draft(spans=[Period.of(year, month)])
        self.go_on_entering()

    def enter(self, since: date) -> None:
        """Keep what the draft is about, or give the deadline that it is about another day."""
        draft = self._draft
        if draft.kind not in ("filing", "review") and since > self.today:
            self._ask_day_again(wording.NOT_YET.format(day=figures.day(since)))
            return
        try:
            due = last_day(draft.kind, since, self.calendar())
        except OutOfRange as beyond:
            self._ask_day_again(wording.BEYOND.format(why=beyond))
            return
        if before := kept(self.session, str(draft.number)):
            self._redate(before, since, due)
        elif same := self._same(draft, since):
            self._close_draft()
            self.opened(str(same.number), text(wording.ALREADY_KEPT))
        elif len(self.session.deadlines) >= MOST_KEPT:
            self._close_draft()
            self.listed("", text(wording.TOO_MANY.format(most=MOST_KEPT)))
        else:
            self._keep(draft, since, due)

    def _ask_day_again(self, why: str) -> None:
        self._with_draft(spans=[])
        self.to("day", "", text(why))

    def _same(self, draft: Draft, since: date) -> Deadline | None:
        """The same change entered before."""
        told = (draft.kind, since, draft.platform, set(draft.matters))
        return next((each for each in self.session.deadlines if _told(each) == told), None)

    def _keep(self, draft: Draft, since: date, due: date) -> None:
        self.session.numbered += 1
        number = self.session.numbered
        deadline = Deadline(
            number=number,
            kind=draft.kind,
            since=since,
            due=due,
            matters=draft.matters,
            platform=draft.platform,
            uid=f"{self.now:%Y%m%dT%H%M%S%f}-{number}@{MAKER}",
        )
        self._close_draft()
        self._put(self._as_told_today(deadline))
        self.opened(str(number))

    def _as_told_today(self, deadline: Deadline) -> Deadline:
        """With the stages up to today marked as said, as the answer says how it stands today."""
        passed = overtaken(deadline, self.session.reminding, self.calendar(), self.today)
        return deadline.model_copy(update={"sent": passed})

    def _redate(self, before: Deadline, since: date, due: date) -> None:
        if before.done_on and since > before.done_on:
            self._ask_day_again(wording.STAYS_AFTER_FILING.format(day=figures.day(before.done_on)))
            return
        self._close_draft()
        self.session.undo = Undo(what="dated", before=before, on=self.today)
        changed = {"since": since, "due": due, "sent": [], "snoozed_until": None, "doubtful": False}
        again = before.model_copy(update={**changed, "sequence": before.sequence + 1})
        self._put(self._as_told_today(again))
        self.opened(str(before.number), text(wording.CHANGED_DAY))

    def _close_draft(self) -> None:
        self.session.draft = None

    def _put(self, deadline: Deadline) -> None:
        reminding.put(self.session, deadline)

    def leave(self) -> None:
        """Not to keep it after all."""
        self._close_draft()
        self.listed("", text(wording.NOT_KEPT))

    # What is kept

    def listed(self, page: str = "", *before: Block) -> None:
        self.to("deadlines", page, *before)

    def opened(self, number: str, *before: Block) -> None:
        self.to("deadline", number, *before)

    def on(self, number: str, act: Callable[[Deadline], None]) -> None:
        """Do it to the deadline with this number; one that was deleted or filed meanwhile is said to be so."""
        deadline = kept(self.session, number)
        if deadline is None:
            self.effects.append(Toast(text=wording.GONE))
            self.listed()
        elif deadline.done_on and act not in (self.delete, self.hand_out):
            self.effects.append(Toast(text=wording.FILED_ALREADY))
            self.opened(number)
        else:
            act(deadline)

    def ask_filed(self, deadline: Deadline) -> None:
        if deadline.since > self.today:
            self.opened(str(deadline.number), text(wording.FILED_PLANNED.format(changed=figures.day(deadline.since))))
        else:
            self.to("filed_day", str(deadline.number))

    def _may_be_filed_on(self, day: date) -> bool:
        deadline = kept(self.session, self.screen.name)
        return deadline is not None and deadline.since <= day <= self.today

    def filed_on(self, day: date) -> None:
        """It was filed on this day: in time or not. Raises Unread for a day that cannot be."""
        deadline = kept(self.session, self.screen.name)
        if deadline is None:
            self.listed("", text(wording.GONE))
            return
        if day > self.today:
            raise Unread(wording.FILED_AHEAD.format(day=figures.day(day)))
        if day < deadline.since:
            raise Unread(wording.FILED_BEFORE.format(changed=figures.day(deadline.since)))
        self.session.undo = Undo(what="filed", before=deadline, on=self.today)
        self._put(deadline.model_copy(update={"done_on": day}))
        self.opened(str(deadline.number))

    def ask_again(self, deadline: Deadline) -> None:
        """Another day for it."""
        self.session.draft = Draft(
            kind=deadline.kind, matters=deadline.matters, platform=deadline.platform, number=deadline.number
        )
        self.to("month" if deadline.kind == "review" else "day")

    def name_platform(self, plain: str) -> None:
        """Raises Unread."""
        name = plain.strip("“”\"'「」《》 ")
        deadline = kept(self.session, self.screen.name)
        if not name or len(name) > LONGEST_PLATFORM:
            raise Unread(wording.PLATFORM_LONG.format(most=LONGEST_PLATFORM))
        if deadline is None:
            self.listed("", text(wording.GONE))
            return
        self._put(deadline.model_copy(update={"platform": name, "sequence": deadline.sequence + 1}))
        self.opened(str(deadline.number), note(wording.PLATFORM_KEPT))

    def hand_out(self, deadline: Deadline) -> None:
        """The calendar file, beside the open screen."""
        self.effects.append(ics.calendar_file(deadline, self.calendar(), self.session.reminding, self.now))
        self.again()

    def delete(self, deadline: Deadline) -> None:
        self.session.undo = Undo(what="deleted", before=deadline, on=self.today)
        self.session.deadlines = [each for each in self.session.deadlines if each.number != deadline.number]
        self.listed("", text(wording.DELETED.format(name=reminding.title(deadline))))

    def take_back(self) -> None:
        """Undo the last thing done; what would have been said meanwhile is not said again."""
        undo, self.session.undo = self.session.undo, None
        assert undo is not None, "the button stands only where there is something to undo"
        now = kept(self.session, str(undo.before.number)) or undo.before
        self._put(undo.before.model_copy(update={"sequence": now.sequence + 1}))
        self.opened(str(undo.before.number), text(wording.UNDONE[undo.what]))

    # Reminders

    def ask_snooze(self, deadline: Deadline) -> None:
        self.to("snooze", str(deadline.number))

    def snooze_to(self, day: date) -> None:
        """No reminder before this day, and one on it. Raises Unread for a day that cannot be."""
        deadline = kept(self.session, self.screen.name)
        if deadline is None:
            self.listed("", text(wording.GONE))
            return
        last = may_snooze_to(deadline, self.calendar(), self.today).last
        if day <= self.today:
            raise Unread(wording.SNOOZE_AHEAD)
        if last is not None and day > last:
            why = wording.SNOOZE_NOT_AFTER.format(day=figures.day(day), last=figures.day(last))
            raise Unread(why if last > self.today else wording.SNOOZE_NO_DAY_LEFT)
        self._put(deadline.model_copy(update={"snoozed_until": day, "muted": False}))
        self.opened(str(deadline.number))

    def mute(self, deadline: Deadline) -> None:
        words = wording.MUTED_ALREADY if deadline.muted else wording.MUTED
        self._put(deadline.model_copy(update={"muted": True, "snoozed_until": None}))
        self.opened(str(deadline.number), text(words))

    def unmute(self, deadline: Deadline) -> None:
        """Stages that came in between are not said again: the screen says how it stands."""
        again = deadline.model_copy(update={"muted": False})
        passed = overtaken(again, self.session.reminding, self.calendar(), self.today)
        self._put(again.model_copy(update={"sent": list(dict.fromkeys([*deadline.sent, *passed]))}))
        self.opened(str(deadline.number), text(wording.UNMUTED))

    def remind_at(self, at: int) -> None:
        assert at in HOURS, "the buttons have these hours only"
        self.session.reminding = self.session.reminding.model_copy(update={"hour": at})
        self.again(text(wording.HOUR_KEPT.format(hour=hour(at))))

    def tick_stage(self, what: str) -> None:
        """Set or clear one stage; one chosen anew whose day is over is not caught up with."""
        index, _, on = what.partition(":")
        stage = STAGES_TO_CHOOSE[int(index)]
        chosen = {*self.session.reminding.stages} - {stage} | ({stage} if on == "1" else set())
        stages = [each for each in STAGES_TO_CHOOSE if each in chosen]
        self.session.reminding = self.session.reminding.model_copy(update={"stages": stages})
        for deadline in self.session.deadlines:
            passed = overtaken(deadline, self.session.reminding, self.calendar(), self.today)
            self._put(deadline.model_copy(update={"sent": list(dict.fromkeys([*deadline.sent, *passed]))}))
        self.show(self.screen, anew=False)


def _told(deadline: Deadline) -> tuple[DeadlineKind, date, str, set[Matter]]:
    """What makes two entries the same."""
    return deadline.kind, deadline.since, deadline.platform, set(deadline.matters)
