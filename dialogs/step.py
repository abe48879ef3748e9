"""One step of a conversation: a pure function of the session, the event and the hour."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from dialogs import citing, privacy
from dialogs.deadlines import reminders
from dialogs.deadlines.flow import Keeping
from dialogs.effects import BESIDE, Effect, Export, Forget, Say, Toast
from dialogs.events import Abandoned, Announced, Edited, Event, Left, Said, Sent, Tapped, Undelivered, Woken
from dialogs.inquiry import answers, lookups
from dialogs.interview.flow import Interviewing
from dialogs.interview.questions import REFERENCE
from dialogs.reading import Unread, changes, normalise, questions
from dialogs.reading.changes import Change
from dialogs.session import KEEPING, STRANGER, Session
from dialogs.turn import ASKING
from dialogs.turn import BEIJING as BEIJING
from dialogs.views import View, text
from dialogs.wording import zh as wording
from knowledge.citations import reference, references
from rules.calendar.working_days import Calendar

# Questions to which a sentence about a change may be meant for an answer.
ABOUT: dict[str, frozenset[str]] = {
    "registered_in_beijing": frozenset(("address",)),
    "fixed_premises": frozenset(("address",)),
    "founded_on": frozenset(("name", "address")),
    "independent_legal_person": frozenset(("legal_representative",)),
}
TICK = re.compile(r"(t:[0-9]+:)([01])")
LONGEST_QUOTED = 20  # characters of what was typed


def step(
    session: Session, event: Event, now: datetime, calendar: Callable[[], Calendar]
) -> tuple[Session, list[Effect]]:
    """The session after the event, and what the person is to see. `now` is an aware time; `calendar` gives the working
    days as they are known now, and is asked only where they matter.

    Whatever a person sends gets an answer, and only an answer to the open question changes an answer.
    """
    turn = Conversation(session, now, calendar)
    unreached = session.paused and isinstance(event, Woken | Undelivered | Announced)
    turn.session.paused = unreached or (isinstance(event, Left) and session != STRANGER)
    match event:
        case Woken():
            turn.effects += reminders.woken(turn.session, calendar(), turn.now)
        case Undelivered(reminder, in_doubt):
            reminders.undelivered(turn.session, reminder, in_doubt, turn.today)
        case Announced():
            told = session.wants_notice and not turn.session.paused
            turn.effects += [privacy.announcement(event, turn.today)] if told else []
        case Abandoned():  # the open screen is left alone: it may be what the work ended in
            turn.effects.append(Say(view=View(blocks=(text(wording.ABANDONED),))))
        case Tapped(action, revision):
            turn.tapped(action, revision)
        case Said(words, revision):
            turn.said(words, typed_before=revision is not None and revision < session.opened)
        case Edited():
            turn.again(text(wording.EDIT_IGNORED))
        case Sent():
            turn.again(text(wording.NOT_TEXT))
    if isinstance(event, Said | Tapped | Edited | Sent) and turn.session != STRANGER:
        turn.session.seen_on = turn.today
    return turn.session, turn.effects


class Conversation(Interviewing, Keeping):
    """Who is to answer: a tap by its button, a text by its words and by what stands open."""

    # Tapping

    def tapped(self, action: str, revision: int) -> None:
        if revision == BESIDE:
            self._beside(action)
            return
        self.in_place = True
        if not self.session.revision:  # all screens were deleted: a second tap on the button that did it
            self.effects.append(Toast(text=wording.BUTTON_OF_NOTHING))
            return
        if revision != self.session.revision or not self._on_screen(action):
            self._old_button(revision)
            return
        self._press(action)

    def _press(self, action: str) -> None:
        verb, _, what = action.partition(":")
        on_screen = self.interview_actions() | self.keeping_actions()
        (self.interview_ways() | self.keeping_ways() | self._own_ways() | on_screen)[verb](what)

    def _own_ways(self) -> dict[str, Callable[[str], None]]:
        return {
            "go": lambda _: self.go_on(),
            "notice": lambda wanted: self.notify(wanted == "1"),
            "erase": lambda _: self.erase(),
            "spare": lambda _: self.spare(),
        }

    def _on_screen(self, action: str) -> bool:
        """A tick may be set or cleared whichever the screen shows: taps can be quicker than screens."""
        actions = {button.action for button in self.buttons()}
        other = TICK.sub(lambda tick: f"{tick[1]}{1 - int(tick[2])}", action)
        return action in actions or other in actions

    def _beside(self, action: str) -> None:
        """A button that stands beside the screens: it looks something up, takes a figure or a day of a story, or
        stands under a reminder, an announcement, or what is said of the data kept."""
        verb, _, what = action.partition(":")
        effects = lookups.looked_up(self.session, action)
        if effects is not None:
            self.effects += effects
        elif action in (own := self._own_beside()):
            own[action]()
        elif not ((verb == "fill" and self.fill(what)) or self.kept_beside(verb, what)):
            self._old_button(BESIDE)

    def _old_button(self, revision: int) -> None:
        """A second tap on the same button does nothing; an older screen is answered by the one that stands open."""
        if revision == self.session.revision - 1:
            self.effects.append(Toast(text=wording.USED_BUTTON))
            return
        self.effects.append(Toast(text=wording.OLD_BUTTON))
        self.in_place = False
        self.again()

    def go_on(self) -> None:
        """Back from the deadlines to what stood open before them."""
        beneath = self.session.beneath
        self.show(beneath) if beneath and beneath.kind != "paused" else self.resume()

    def go_back(self) -> None:
        if self.screen.kind == "forget":
            self.spare()
        elif self.screen.kind not in KEEPING:
            self.back()
        elif self.screen.kind != "deadlines":
            self.listed()
        elif self.session.beneath:
            self.go_on()
        else:
            self.to("home")

    # What is kept of the person

    def _own_beside(self) -> dict[str, Callable[[], None]]:
        return {
            "export": self.export,
            "forget": self.ask_forget,
            "closing": lambda: self.question(REFERENCE),
            "notice:0": lambda: self.notify_beside(False),
            "notice:1": lambda: self.notify_beside(True),
        }

    def privacy(self) -> None:
        self.effects.append(Say(view=privacy.privacy()))

    def export(self) -> None:
        self.effects.append(Export())

    def ask_forget(self) -> None:
        self.to("forget")

    def erase(self) -> None:
        """Nothing is left of the session but that it ends."""
        self.session = Session()
        self.effects.append(Forget(view=View(blocks=(text(wording.FORGOTTEN),))))

    def spare(self) -> None:
        """Not to delete after all: back to what stood open."""
        self.show(self.session.beneath) if self.session.beneath else self.to("home")

    def notify(self, wanted: bool) -> None:
        """Whether to be told of this year's 申报通知, by a button of the open screen, which takes it back as well."""
        self.session.wants_notice = wanted
        self.again(text(wording.NOTICE_WANTED if wanted else wording.NOTICE_UNWANTED))

    def notify_beside(self, wanted: bool) -> None:
        self.session.wants_notice = wanted
        self.effects.append(Say(view=privacy.noted(self.session)))

    # Typing

    def said(self, words: str, typed_before: bool = False) -> None:
        """`typed_before`: at an earlier screen, so that it can be no answer to the open one."""
        plain = normalise(words).rstrip("。.!")
        if plain.startswith("/"):
            self._commanded(plain)
        elif not typed_before and (button := self.labelled(plain)):
            self._press(button.action)
        elif named := references(plain):
            self.again(*citing.answer(named))
        elif (way := WORDS.get(plain)) and not (typed_before and plain in OF_THE_SCREEN):
            way(self)
        else:
            self._read(plain, typed_before)

    def _commanded(self, plain: str) -> None:
        command, _, argument = plain[1:].partition(" ")
        command = command.partition("@")[0].lower()
        if command in ("article", "start") and argument:
            named = reference(argument)
            if named is not None:
                self.again(*citing.answer([named]))
                return
        match command:
            case "start" | "help":
                self.to("home")
            case "continue":
                self.go_on()
            case "review":
                self.to("review" if self.session.answers else "home")
            case "restart":
                self.to("restart" if self.session.answers else "home")
            case "change":
                self.begin(changes.read(argument, self.today))
            case "deadlines":
                self.listed()
            case "privacy":
                self.privacy()
            case "export":
                self.export()
            case "forget":
                self.ask_forget()
            case "notify":
                self.notify_beside(not self.session.wants_notice)
            case "stats" | "unanswered" | "backup" | "notice":
                self.again(text(wording.OPERATORS_ONLY))
            case "article" if argument:
                self.again(text(wording.ARTICLE_HOW))
            case "article" | "articles":
                self.effects.append(Say(view=lookups.chapters()))
            case _:
                self.again(text(wording.UNKNOWN_COMMAND))

    def _read(self, plain: str, typed_before: bool) -> None:
        """A question is answered; then come answers to what stands open, then a change that is told, then a question
        that does not look like one."""
        change = changes.read(plain, self.today)
        if change.asked or (questions.asks(plain) and self.outcome(plain).status != "unrelated"):
            self.inquired(plain, self.outcome(plain))
            return
        if typed_before and self.screen.kind in ASKING | KEEPING:
            self._read_of_before(plain, change)
            return
        try:
            if self._answered(plain):
                return
        except Unread as unread:
            if not self._told_in_between(change):
                self.unread(plain, unread.reason)
            return
        if change.told:
            self.begin(change)
        elif self.screen.kind == "paused" and not answers.certain(plain, self.outcome(plain)):
            self.resume()
        else:
            self.inquired(plain, self.outcome(plain))

    def _read_of_before(self, plain: str, change: Change) -> None:
        """What was typed at an earlier screen answers nothing: a change that it tells of is offered to be kept."""
        if change.told and change.certain:
            self._offer(change)
        else:
            said = plain if len(plain) <= LONGEST_QUOTED else plain[: LONGEST_QUOTED - 1] + "…"
            self.unread(plain, wording.TYPED_BEFORE.format(said=said))

    def _offer(self, change: Change) -> None:
        self.effects.append(Say(view=lookups.told_of(self.session, change, self.today, self.calendar())))
        self.again()

    def _told_in_between(self, change: Change) -> bool:
        """A change that is told while a question waits. Where it may be meant for an answer it is only offered to be
        kept, and a day alone tells of none."""
        if self.screen.kind not in ("question", "confirm"):
            return False
        if not (change.told and change.certain):
            return False
        if ABOUT.get(self.screen.name, frozenset()) & {*change.matters}:
            self._offer(change)
        else:
            self.begin(change)
        return True

    def _answered(self, plain: str) -> bool:
        """Whether the open screen takes the text. Raises Unread where it waits for an answer and this is none."""
        match self.screen.kind:
            case "question":
                self.read_at_question(plain)
            case "confirm":
                self.read_at_confirmation(plain)
            case "review":
                return self.read_at_review(plain)
            case kind if kind in KEEPING:
                return self.read_at_deadlines(plain)
            case _:
                return False
        return True


# What is said of the screen that stands open: of an earlier one it goes nowhere.
OF_THE_SCREEN = frozenset((wording.BACK, "返回", wording.VERDICT, "结论", wording.WHY, "为什么"))
WORDS: dict[str, Callable[[Conversation], None]] = {
    wording.BACK: Conversation.go_back,
    "返回": Conversation.go_back,
    wording.PAUSE: lambda turn: turn.to("paused"),
    "暂停": lambda turn: turn.to("paused"),
    "继续": Conversation.go_on,
    wording.RESUME: Conversation.go_on,
    wording.START: Conversation.resume,
    "开始": Conversation.resume,
    wording.RESTART: lambda turn: turn.to("restart"),
    wording.VERDICT: Conversation.result,
    "结论": Conversation.result,
    wording.WHY: Conversation.explained,
    "为什么": Conversation.explained,
    wording.CHANGE_FILING: lambda turn: turn.begin(changes.NOTHING),
    wording.ALL_DEADLINES: lambda turn: turn.listed(),
    "期限": lambda turn: turn.listed(),
    "我的期限": lambda turn: turn.listed(),
    wording.REMINDING: lambda turn: turn.to("reminding"),
    wording.ADD_DATE: lambda turn: turn.to("dates"),
    wording.WANT_NOTICE: lambda turn: turn.notify_beside(True),
    wording.NO_NOTICE: lambda turn: turn.notify_beside(False),
    wording.EXPORT: Conversation.export,
    wording.FORGET: Conversation.ask_forget,
    "隐私": lambda turn: turn.privacy(),
}
