"""The deadlines' part of a turn: what is kept is opened, filed, put off, changed, deleted and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dialogs.deadlines import filing, ical, reminders, sentences
from dialogs.deadlines.entry import Entering, entered
from dialogs.deadlines.schedule import Tracked, kinds, track_all
from dialogs.deadlines.screens import HOURS, hour, may_snooze_to, stages_chosen, stages_offered, undo_label
from dialogs.reading import Unread, changes, choice, days_said, hour_said
from dialogs.reading.changes import LONGEST_PLATFORM
from dialogs.session import Reminding, Undo
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
            "platform": lambda number: self.on(number, lambda one: self.to("platform", str(one.deadline.number))),
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

    def on(self, number: str, act: Callable[[Tracked], None], over_too: bool = False) -> None:
        """Do it to the deadline with this number; one that was deleted or is over meanwhile is said to be so."""
        self.session.draft = None
        one = self.kept(number)
        if one is None:
            self.listed("", text(wording.GONE))
        elif not over_too and not one.runs:
            done = wording.DONE_ALREADY.format(act=one.kind.words.act)
            self.opened(number, text(done if one.deadline.done_on else wording.ENDED_ALREADY))
        else:
            act(one)

    # Doing what was to be done

    def ask_filed(self, one: Tracked) -> None:
        number, words = str(one.deadline.number), one.kind.words
        if not one.kind.to_be_done:
            self.opened(number)
        elif one.deadline.since > self.today:
            since = figures.day(one.deadline.since)
            planned = wording.DONE_PLANNED.format(since=since, event=words.event, act=words.act, redate=wording.REDATE)
            self.opened(number, text(planned))
        else:
            self.to("filed_day", number)

    def _may_be_filed_on(self, day: date) -> bool:
        one = self.kept(self.screen.name)
        return one is not None and one.deadline.since <= day <= self.today

    def filed_on(self, day: date) -> None:
        """It was done on this day: in time or not. Raises Unread for a day that cannot be."""
        one = self.kept(self.screen.name)
        if one is None:
            self.listed("", text(wording.GONE))
            return
        deadline, words = one.deadline, one.kind.words
        if day > self.today:
            done = sentences.done_label(one.kind)
            raise Unread(wording.DONE_AHEAD.format(day=figures.day(day), act=words.act, done=done))
        if day < deadline.since:
            since = figures.day(deadline.since)
            raise Unread(wording.DONE_BEFORE.format(since=since, act=words.act, event=words.event))
        filed = deadline.model_copy()
        filed.done_on, filed.snoozed_until = day, None
        self.put(filed, Undo(what="filed", before=deadline, on=self.today))
        self.opened(str(deadline.number))

    def _read_filed(self, plain: str) -> bool:
        one = self.kept(self.screen.name)
        if one is None or not one.kind.to_be_done or not changes.says_filed(plain):
            return False
        named = any(span.exact for span in days_said(plain, self.today, "past").spans)
        if one.deadline.done_on or one.deadline.since > self.today or not named:
            self.on(self.screen.name, self.ask_filed)
        else:
            self.filed_on(self.one_day(plain, "past", self._may_be_filed_on))
        return True

    # Changing

    def name_platform(self, plain: str) -> None:
        """Raises Unread."""
        name = plain.strip("“”\"'「」《》 ")
        one = self.kept(self.screen.name)
        if not name or len(name) > LONGEST_PLATFORM:
            raise Unread(wording.PLATFORM_LONG.format(most=LONGEST_PLATFORM))
        if one is None:
            self.listed("", text(wording.GONE))
            return
        named = one.deadline.model_copy()
        named.platform, named.sequence = name, named.sequence + 1
        others = (each for each in self.session.deadlines if each.number != named.number)
        if same := next((each for each in others if entered(each) == entered(named)), None):
            self.opened(str(same.number), text(wording.ALREADY_KEPT))
        else:
            self.put(named)
            self.opened(str(named.number), note(wording.PLATFORM_KEPT))

    def hand_out(self, one: Tracked) -> None:
        """The calendar file, beside the open screen."""
        self.effects.append(ical.calendar_file(one, self.now))
        self.again()

    def delete(self, one: Tracked) -> None:
        self.session.undo = Undo(what="deleted", before=one.deadline, on=self.today)
        self.session.deadlines = [each for each in self.session.deadlines if each.number != one.deadline.number]
        undo = undo_label("deleted", one.kind)
        self.listed("", text(wording.DELETED.format(name=sentences.title(one), undo=undo)))

    def take_back(self) -> None:
        """Undo the last thing done; what is overtaken by now is not said again, as the answer says how it stands."""
        undo = self.session.undo
        assert undo is not None, "the button stands only where there is something to undo"
        now = self.kept(str(undo.before.number))
        before = undo.before.model_copy()
        before.sequence = (now.deadline.sequence if now else before.sequence) + 1
        self.put(self.as_told_today(before))
        words = wording.UNDONE[undo.what].format(act=kinds(self.session)[before.kind].words.act)
        self.opened(str(before.number), text(words))

    # Reminders

    def ask_snooze(self, one: Tracked) -> None:
        self.to("snooze", str(one.deadline.number))

    def snooze_to(self, day: date) -> None:
        """No reminder before this day, and one on it. Raises Unread for a day that cannot be."""
        one = self.kept(self.screen.name)
        if one is None:
            self.listed("", text(wording.GONE))
            return
        last = may_snooze_to(one)
        if day <= self.today:
            raise Unread(wording.SNOOZE_AHEAD)
        if last is not None and day > last:
            act = one.kind.words.act
            why = wording.SNOOZE_NOT_AFTER.format(day=figures.day(day), act=act, last=figures.day(last))
            raise Unread(why if last > self.today else wording.SNOOZE_NO_DAY_LEFT)
        snoozed = one.deadline.model_copy()
        snoozed.snoozed_until, snoozed.muted = day, False
        self.put(snoozed)
        self.opened(str(snoozed.number))

    def mute(self, one: Tracked) -> None:
        words = wording.MUTED_ALREADY if one.deadline.muted else wording.MUTED
        muted = one.deadline.model_copy()
        muted.muted, muted.snoozed_until = True, None
        self.put(muted)
        self.opened(str(muted.number), text(words))

    def unmute(self, one: Tracked) -> None:
        """Stages that came in between are not said again: the screen says how it stands."""
        again = one.deadline.model_copy()
        again.muted, again.snoozed_until = False, None
        self.put(self.as_told_today(again))
        self.opened(str(again.number), text(wording.UNMUTED))

    def remind_at(self, at: int) -> None:
        assert at in HOURS, "the buttons have these hours only"
        self.session.reminding = Reminding(hour=at, chosen=self.session.reminding.chosen)
        self.again(text(wording.HOUR_KEPT.format(hour=hour(at))))

    def tick_stage(self, what: str) -> None:
        """Set or clear one stage; one chosen anew whose day is over is not caught up with."""
        index, _, on = what.partition(":")
        offered = stages_offered(self.session)
        stage = offered[int(index)]
        chosen = {*stages_chosen(self.session)} - {stage} | ({stage} if on == "1" else set())
        before = track_all(self.session, self.calendar(), self.today)
        self.session.reminding = Reminding(
            hour=self.session.reminding.hour, chosen=[each for each in offered if each in chosen]
        )
        after = track_all(self.session, self.calendar(), self.today)
        for known, one in zip(before, after, strict=True):
            fresh = [stage for stage in one.overtaken if stage not in known.overtaken]
            reminders.put(self.session, reminders.with_said(one, fresh))
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
