"""One step of a conversation: a pure function of the session, the event and the hour."""

from collections.abc import Callable
from datetime import date, datetime

from dialogs import commands, privacy, small_talk
from dialogs.actions import NoSuchButton, same_tick
from dialogs.deadlines import entry, reminders, replies
from dialogs.effects import BESIDE, Effect
from dialogs.events import Abandoned, Announced, Edited, Event, Left, Said, Sent, Tapped, Undelivered, Woken
from dialogs.inquiry import lookups
from dialogs.reading import vocabulary
from dialogs.reading.changes import Change
from dialogs.reading.outcome import Unread
from dialogs.reading.units import MAY_BE_OF_ANOTHER
from dialogs.reading.vocabulary import normalise
from dialogs.registry import BESIDE_HANDLERS, NAVIGATION, SCREENS
from dialogs.screen import Turn
from dialogs.session import STRANGER, Session
from dialogs.units import heard as units
from dialogs.views import View, shortened, text
from dialogs.wording import zh as wording
from knowledge.law import references
from rules.calendar.days import BEIJING
from rules.calendar.working_days import YEARS, Calendar

# A clock beyond the years that are counted stands at their end, so that nobody is locked out by it.
FIRST, LAST = datetime(YEARS.start, 1, 1, tzinfo=BEIJING), datetime(YEARS.stop - 1, 12, 31, tzinfo=BEIJING)
LONGEST_QUOTED = 20  # characters of what was typed


def step(
    session: Session,
    event: Event,
    now: datetime,
    calendar: Callable[[], Calendar],
    announced_closing: date | None = None,
) -> tuple[Session, list[Effect]]:
    """The session after the event, and what the person is to see. `now` is an aware time; `calendar` gives the working
    days as they are known now, and is asked only where they matter; `announced_closing` is the closing date in the
    operator's notice.

    Whatever a person sends gets an answer, an album one, and only an answer to the open question changes an answer.
    """
    turn = Turn(session, min(max(now.astimezone(BEIJING), FIRST), LAST), calendar, SCREENS, announced_closing)
    unreached = session.paused and isinstance(event, Woken | Undelivered | Announced)
    if isinstance(event, Said | Tapped | Edited | Sent):
        turn.session.beside = None
    turn.session.paused = unreached or (isinstance(event, Left) and session != STRANGER)
    match event:
        case Woken():
            turn.effects += reminders.woken(turn.session, calendar(), turn.now)
        case Undelivered(reminder, in_doubt):
            reminders.undelivered(turn.session, reminder, in_doubt, turn.today)
        case Announced() if session.wants_notice and not turn.session.paused:
            turn.effects.append(privacy.announcement(event, turn.book, turn.today))
        case Abandoned():  # the open screen is left alone: it may be what the work ended in
            turn.say(View(blocks=(text(wording.ABANDONED),)))
        case Tapped(action, revision):
            _tapped(turn, action, revision)
        case Said(words, revision, about=about):
            _said(turn, words, revision is not None and revision < session.opened, about)
        case Edited():
            turn.again(text(wording.EDIT_IGNORED))
        case Sent(album) if not album or album != session.album:
            turn.again(text(wording.NOT_TEXT))
    if isinstance(event, Said | Sent) and event.album:
        turn.session.album = event.album
    if isinstance(event, Said | Tapped | Edited | Sent) and turn.session != STRANGER:
        turn.session.seen_on = turn.today
    return turn.session, turn.effects


# A tap


def _tapped(turn: Turn, action: str, revision: int) -> None:
    if revision == BESIDE:
        _pressed_beside(turn, action)
        return
    turn.in_place = True
    if not turn.session.revision:  # all screens were deleted: a second tap on the button that did it
        turn.toast(wording.BUTTON_OF_NOTHING)
    elif revision != turn.session.revision or same_tick(action) not in (same_tick(b.action) for b in turn.buttons()):
        _old_button(turn, revision)
    else:
        _pressed(turn, action)


def _pressed(turn: Turn, action: str) -> None:
    name, _, argument = action.partition(":")
    (NAVIGATION | dict(turn.open.handlers()))[name](turn, argument)


def _pressed_beside(turn: Turn, action: str) -> None:
    """A button that stands beside the screens: it looks something up, takes a figure or a day of a question, or
    stands under a reminder, an announcement, or what is said of the data kept."""
    name, _, argument = action.partition(":")
    try:
        if name not in BESIDE_HANDLERS:
            raise NoSuchButton
        BESIDE_HANDLERS[name](turn, argument)
    except NoSuchButton:
        _old_button(turn, BESIDE)


def _old_button(turn: Turn, revision: int) -> None:
    """A second tap on the same button does nothing; an older screen is answered by the one that stands open."""
    if revision == turn.session.revision - 1:
        turn.toast(wording.USED_BUTTON)
        return
    turn.toast(wording.OLD_BUTTON)
    turn.in_place = False
    turn.again()


# A text


def _said(turn: Turn, words: str, typed_before: bool, about: int | None) -> None:
    """What was typed is understood in the first of these ways in which it can be. `typed_before`: at an earlier screen,
    so that it can be no answer to the open one; `about`: see `Said`."""
    plain = normalise(words).rstrip("。.!")
    of_units = bool(turn.session.resting or MAY_BE_OF_ANOTHER.search(plain))
    if not (
        commands.command(turn, plain)
        or (of_units and units.asked_for(turn, plain))
        or (turn.session.deadlines and replies.heard(turn, plain, typed_before, about))
        or (not typed_before and _pressed_in_words(turn, plain))
        or (of_units and units.told_of(turn, plain))
        or _cited(turn, plain)
        or commands.word(turn, plain, typed_before)
        or small_talk.returned(turn, plain, typed_before)
        or small_talk.served(turn, plain)
    ):
        _read(turn, plain, typed_before)


def _pressed_in_words(turn: Turn, words: str) -> bool:
    """Whether it names a button of the open screen, or of what was last said beside it."""
    button = small_talk.button(turn, words)
    if button:
        press = _pressed if button in turn.buttons() else _pressed_beside
        press(turn, button.action)
    return button is not None


def _cited(turn: Turn, words: str) -> bool:
    """Whether it names articles."""
    named = references(words)
    if named:
        lookups.cite(turn, named)
    return bool(named)


def _read(turn: Turn, words: str, typed_before: bool) -> None:
    """Whatever it is: a question is answered; then come answers to what stands open, then a change that is told, then a
    question that does not look like one."""
    change = turn.change_in(words)
    asked = (change.asked or vocabulary.asks(words)) and not turn.open.is_answered_by(turn, words)
    found = lookups.outcome(turn, words) if asked else None
    if found and (change.asked or found.status != "unrelated"):
        lookups.inquire(turn, words, found)
    elif typed_before and turn.open.takes_answers:
        # It answers nothing; a change that it tells of is offered to be kept.
        if change.told and change.certain:
            lookups.offer(turn, change)
        else:
            lookups.unread(turn, words, wording.TYPED_BEFORE.format(said=shortened(words, LONGEST_QUOTED)))
    else:
        try:
            taken = turn.open.reads(turn, words)
        except Unread as unread:
            if unread.answers:
                turn.again(text(unread.reason))
            elif not _told_in_between(turn, change):
                lookups.unread(turn, words, unread.reason)
            return
        if change.told and not taken:
            entry.begin(turn, change)
        elif not taken:
            lookups.inquire(turn, words, found or lookups.outcome(turn, words))


def _told_in_between(turn: Turn, change: Change) -> bool:
    """A change that is told while a question of the check waits. Where it may be meant for an answer it is only offered
    to be kept, and a day alone tells of none."""
    if not (turn.screen.kind in ("question", "confirm") and change.told and change.certain):
        return False
    if turn.book.about_changes.get(turn.screen.name, frozenset()) & {*change.matters}:
        lookups.offer(turn, change)
    else:
        entry.begin(turn, change)
    return True
