"""The deadlines' part of a turn: what is kept is opened, filed, put off, changed, deleted and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dialogs.deadlines import filing, ical, reminders
from dialogs.deadlines.entry import Entering, entered
from dialogs.deadlines.schedule import overtaken, runs
from dialogs.deadlines.screens import HOURS, STAGES_TO_CHOOSE, hour, kept, may_snooze_to
from dialogs.interview import flow as interview
from dialogs.reading import Unread, changes, choice, days_said, hour_said
from dialogs.reading.changes import LONGEST_PLATFORM
from dialogs.session import Deadline, Undo
from dialogs.views import note, text
from dialogs.wording import zh as wording
from rules.engine import figures


class Keeping(Entering):
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
            "redate": lambda number: self.on(number, self.change_day, over_too=True),
            "platform": lambda number: self.on(number, lambda each: self.to("platform", str(each.number))),
            "snooze": lambda number: self.on(number, self.ask_snooze),
            "mute": lambda number: self.on(number, self.mute),
            "unmute": lambda number: self.on(number, self.unmute),
            "ics": lambda number: self.on(number, self.hand_out),
            "delete": lambda number: self.on(number, self.delete, over_too=True),
            "undo": lambda _: self.take_back(),
        }

    def keeping_actions(self) -> dict[str, Callable[[str], None]]:
        """Buttons that act on the open screen alone."""
        match self.screen.kind:
            case "matters":
                return {"t": self.tick_matter, "done": lambda _: self.matters_chosen()}
            case "day":
                return {"d": lambda days: self.day_chosen((filing.span(days),))}
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
        match verb:
            case "deadlines":
                self.listed()
            case "filed" | "snooze" | "mute":
                self.keeping_ways()[verb](what)
            case "file":
                try:
                    self.begin(filing.offered(what))
                except ValueError:
                    return False
            case _:
                return False
        return True

    def read_at_deadlines(self, plain: str) -> bool:
        """Whether the open screen takes the text. Raises Unread where it waits for an answer and this is none."""
        readers: dict[str, Callable[[str], None]] = {
            "matters": self.read_matters,
            "day": self.read_day,
            "month": self.read_month,
            "filed_day": lambda words: self.filed_on(self.one_day(words, "past", self._may_be_filed_on)),
            "platform": self.name_platform,
            "snooze": lambda words: self.snooze_to(self.one_day(words, "future", lambda day: day > self.today)),
        }
        if self._tells_of_another(plain):
            return False
        if read := readers.get(self.screen.kind):
            read(plain)
            return True
        match self.screen.kind:
            case "deadline":
                return self._read_filed(plain)
            case "reminding":
                return self._read_hour(plain)
        return self._read_choice(plain)

    def _tells_of_another(self, plain: str) -> bool:
        """Whether the text tells of a change, other than the one that is being entered."""
        change, draft = changes.read(plain, self.today), self.session.draft
        if not change.told or self.screen.kind == "matters":
            return False
        return not (self.screen.kind == "day" and draft and set(change.matters) == {*draft.matters})

    def go_back(self) -> None:
        if self.screen.kind != "deadlines":
            self.listed()
        elif self.session.beneath:
            interview.go_on(self)
        else:
            self.to("home")

    def on(self, number: str, act: Callable[[Deadline], None], over_too: bool = False) -> None:
        """Do it to the deadline with this number; one that was deleted or is over meanwhile is said to be so."""
        self.session.draft = None
        deadline = kept(self.session, number)
        if deadline is None:
            self.listed("", text(wording.GONE))
        elif not over_too and not runs(deadline, self.calendar(), self.today):
            self.opened(number, text(wording.FILED_ALREADY if deadline.done_on else wording.ENDED_ALREADY))
        else:
            act(deadline)

    # Filing

    def ask_filed(self, deadline: Deadline) -> None:
        if deadline.kind != "filing":
            self.opened(str(deadline.number))
        elif deadline.since > self.today:
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
        filed = deadline.model_copy(update={"done_on": day, "snoozed_until": None})
        self.put(filed, Undo(what="filed", before=deadline, on=self.today))
        self.opened(str(deadline.number))

    def _read_filed(self, plain: str) -> bool:
        deadline = kept(self.session, self.screen.name)
        if deadline is None or deadline.kind != "filing" or not changes.says_filed(plain):
            return False
        named = any(span.exact for span in days_said(plain, self.today, "past").spans)
        if deadline.done_on or deadline.since > self.today or not named:
            self.on(self.screen.name, self.ask_filed)
        else:
            self.filed_on(self.one_day(plain, "past", self._may_be_filed_on))
        return True

    # Changing

    def name_platform(self, plain: str) -> None:
        """Raises Unread."""
        name = plain.strip("“”\"'「」《》 ")
        deadline = kept(self.session, self.screen.name)
        if not name or len(name) > LONGEST_PLATFORM:
            raise Unread(wording.PLATFORM_LONG.format(most=LONGEST_PLATFORM))
        if deadline is None:
            self.listed("", text(wording.GONE))
            return
        named = deadline.model_copy(update={"platform": name, "sequence": deadline.sequence + 1})
        others = (each for each in self.session.deadlines if each.number != named.number)
        if same := next((each for each in others if entered(each) == entered(named)), None):
            self.opened(str(same.number), text(wording.ALREADY_KEPT))
        else:
            self.put(named)
            self.opened(str(deadline.number), note(wording.PLATFORM_KEPT))

    def hand_out(self, deadline: Deadline) -> None:
        """The calendar file, beside the open screen."""
        self.effects.append(ical.calendar_file(deadline, self.calendar(), self.session.reminding, self.now))
        self.again()

    def delete(self, deadline: Deadline) -> None:
        self.session.undo = Undo(what="deleted", before=deadline, on=self.today)
        self.session.deadlines = [each for each in self.session.deadlines if each.number != deadline.number]
        self.listed("", text(wording.DELETED.format(name=reminders.title(deadline))))

    def take_back(self) -> None:
        """Undo the last thing done; what is overtaken by now is not said again, as the answer says how it stands."""
        undo = self.session.undo
        assert undo is not None, "the button stands only where there is something to undo"
        now = kept(self.session, str(undo.before.number)) or undo.before
        self.put(self.as_told_today(undo.before.model_copy(update={"sequence": now.sequence + 1})))
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
        last = may_snooze_to(deadline, self.calendar(), self.today)
        if day <= self.today:
            raise Unread(wording.SNOOZE_AHEAD)
        if last is not None and day > last:
            why = wording.SNOOZE_NOT_AFTER.format(day=figures.day(day), last=figures.day(last))
            raise Unread(why if last > self.today else wording.SNOOZE_NO_DAY_LEFT)
        self.put(deadline.model_copy(update={"snoozed_until": day, "muted": False}))
        self.opened(str(deadline.number))

    def mute(self, deadline: Deadline) -> None:
        words = wording.MUTED_ALREADY if deadline.muted else wording.MUTED
        self.put(deadline.model_copy(update={"muted": True, "snoozed_until": None}))
        self.opened(str(deadline.number), text(words))

    def unmute(self, deadline: Deadline) -> None:
        """Stages that came in between are not said again: the screen says how it stands."""
        again = deadline.model_copy(update={"muted": False, "snoozed_until": None})
        self.put(self.as_told_today(again))
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
        before = self.session.reminding
        after = before.model_copy(update={"stages": [each for each in STAGES_TO_CHOOSE if each in chosen]})
        for deadline in self.session.deadlines:
            known = overtaken(deadline, before, self.calendar(), self.today)
            passed = overtaken(deadline, after, self.calendar(), self.today)
            fresh = [stage for stage in passed if stage not in known]
            reminders.put(self.session, reminders.with_said(deadline, fresh, self.today))
        self.session.reminding = after
        self.show(self.screen, anew=False)

    # Naming one in words

    def _read_choice(self, plain: str) -> bool:
        """One of the deadlines or dates that stand open to be chosen."""
        buttons = [each for each in self.buttons() if each.action.startswith(("kept:", "date:"))]
        index = choice(plain, [each.label for each in buttons])
        if index is None:
            return False
        verb, _, what = buttons[index].action.partition(":")
        self.keeping_ways()[verb](what)
        return True

    def _read_hour(self, plain: str) -> bool:
        at = hour_said(plain)
        if at is None or at not in HOURS:
            return False
        self.remind_at(at)
        return True
