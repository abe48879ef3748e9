"""What is typed of a deadline that is kept: which one is meant, and what is done about it.

A text that follows a reminder, or replies to it, is about its deadline; at a screen about a deadline it may be about
that one. Where two may be meant the person is asked which, and what names one never changes another. Of several units
it is the one that is named, or else that which is spoken of.
"""

from collections.abc import Iterable, Sequence

from dialogs import actions
from dialogs.deadlines import flow, one, sentences
from dialogs.deadlines.flow import DeadlineScreen
from dialogs.deadlines.schedule import Tracked, track_all
from dialogs.reading import about_deadlines, units
from dialogs.reading.about_deadlines import Says
from dialogs.reading.choices import choice
from dialogs.reading.days.in_text import days_said
from dialogs.reading.outcome import Unread
from dialogs.screen import Handler, Turn, handler
from dialogs.session import OpenScreen
from dialogs.units.kept import spoken_of
from dialogs.views import View, in_rows, strong, text
from dialogs.wording import zh as wording

MOST_TOLD = 5  # deadlines of which it is said at once how they stand
OF_THE_CHECK = ("question", "confirm")


def heard(turn: Turn, words: str, typed_before: bool, about: int | None) -> bool:
    """Whether the words, normalised, are about a deadline that is kept; then they are answered.

    `typed_before`, `about`: as `step` has them.
    """
    said = about_deadlines.says(words)
    if said is None or _tells_of_another(turn, words) or units.tells_of_another(words):
        return False
    named_unit = spoken_of(turn.session, words)
    every = [
        each
        for each in track_all(turn.session, turn.calendar(), turn.today)
        if _fits(said, each) and (named_unit is None or each.deadline.unit == named_unit.number)
    ]
    near = _near(turn, typed_before, about)
    nearby = [each for each in every if each.deadline.number in near]
    names = _names(turn, words)
    named = [each for each in nearby if _is_named(each, names, words)] or [
        each for each in every if each.runs and _is_named(each, names, words)
    ]
    if said is Says.SEEN and about != 0:
        return _seen(
            turn, [each for each in nearby if each.deadline.number in (about or 0, *turn.session.reminded)], words
        )
    if names or named:
        meant = named
    elif near:
        meant = nearby
    else:
        meant = [each for each in every if each.runs] if _speaks_for_itself(turn, said, words, typed_before) else []
    if meant:
        unit = named_unit or turn.session.unit
        own = [each for each in meant if each.deadline.unit == unit.number or each.deadline.number in near]
        sure = bool(near) or turn.screen.kind not in OF_THE_CHECK
        _do(turn, said, own or meant, words, sure, ask_which=not own)
    elif names and near:
        turn.again(text(wording.NOT_KEPT_AT_ALL))
    return bool(meant) or bool(names and near)


def _fits(said: Says, each: Tracked) -> bool:
    """Whether it can be said of the deadline; of one that is over too, so that the answer is that it is."""
    return each.kind.to_be_done or said is not Says.DONE


def _near(turn: Turn, typed_before: bool, about: int | None) -> set[int]:
    """The deadlines that the person has before them: of the reminder replied to, or else of those that came last and
    of the open screen."""
    if about:
        return {about}
    screen = turn.screen
    named = turn.session.draft.number if turn.session.draft else 0
    if isinstance(turn.open, DeadlineScreen) and screen.kind != "deadlines" and screen.name.isdigit():
        named = int(screen.name)
    open_ = {named} if named and not typed_before else set()
    return open_ if about == 0 else open_ | {*turn.session.reminded}


def _names(turn: Turn, words: str) -> set[str]:
    """What the words name of what can change; "" for what may be one of the matters or not."""
    kind = turn.book.change_kind
    return {matter for matter, pattern in kind.matters_named.items() if pattern.search(words)} if kind else set()


def _is_named(each: Tracked, names: set[str], words: str) -> bool:
    platform = each.deadline.platform
    return bool(names & {*each.deadline.matters}) or bool(platform and platform in words)


def _tells_of_another(turn: Turn, words: str) -> bool:
    """Whether the words tell of, or ask about, a change with its day, or one that is not kept."""
    change = turn.change_in(words)
    if change.asked and change.spans:
        return True
    kept = {matter for each in turn.session.deadlines for matter in each.matters}
    return change.told and not {*change.matters} <= kept


def _speaks_for_itself(turn: Turn, said: Says, words: str, typed_before: bool) -> bool:
    """Whether the words are about some deadline though none is before the person."""
    act = turn.book.change_kind.words.act if turn.book.change_kind else ""
    if typed_before or said is Says.SEEN:
        return False
    if said is Says.STANDING:
        return turn.screen.kind not in OF_THE_CHECK
    return wording.REMIND in words or (bool(act) and act in words and said is Says.DONE)


def _do(turn: Turn, said: Says, meant: Sequence[Tracked], words: str, sure: bool, ask_which: bool) -> None:
    """`ask_which`: even of one, as it is of another unit than the words would be of."""
    if said is Says.STANDING:
        _tell(turn, meant)
    elif len(meant) > 1 or ask_which:
        numbers = [each.deadline.number for each in meant]
        turn.show(OpenScreen(kind="which", name=said.value, candidates=[*numbers], partial=words))
    else:
        [each] = meant
        every_matter = {*each.deadline.matters} <= (_names(turn, words) or {*each.deadline.matters})
        _act(turn, said, each, words if sure and every_matter else "")


def _act(turn: Turn, said: Says, each: Tracked, words: str) -> None:
    """Do it to this deadline; `words` may say on which day, and what they do not say is asked for."""

    def act(turn: Turn, each: Tracked) -> None:
        match said:
            case Says.DONE:
                _done(turn, each, words)
            case Says.LATER:
                _later(turn, each, words)
            case Says.STOP:
                one.mute(turn, each)

    flow.on(act)(turn, each.deadline.number)


def _done(turn: Turn, each: Tracked, words: str) -> None:
    days = [span for span in days_said(words, turn.today, "past").spans if span.exact]
    if not days or each.deadline.since > turn.today or turn.change_in(words).told:
        one.ask_done(turn, each)
        return
    try:
        one.read_day_done(turn, each, words)
    except Unread as unread:
        one.ask_done(turn, each, text(unread.reason))


def _later(turn: Turn, each: Tracked, words: str) -> None:
    if not days_said(words, turn.today, "future").spans:
        one.ask_when_to_remind(turn, each)
        return
    try:
        one.read_day_to_remind(turn, each, words)
    except Unread as unread:
        one.ask_when_to_remind(turn, each, text(unread.reason))


def _tell(turn: Turn, meant: Iterable[Tracked]) -> None:
    """How they stand, beside the open screen."""
    nearest = sorted(meant, key=lambda each: (not each.runs, each.next_day))[:MOST_TOLD]
    said = (text(sentences.reminder(each) if each.runs else sentences.over(each)) for each in nearest)
    _beside(turn, View(blocks=tuple(said)))


def _seen(turn: Turn, meant: Sequence[Tracked], words: str) -> bool:
    """A word that only says that a reminder was seen; it is no answer to the open question."""
    for each in meant:
        seen = wording.SEEN if each.kind.to_be_done and each.runs else wording.SEEN_DATE
        asked = [text(wording.SEEN_AT_QUESTION.format(said=words))] if turn.screen.kind in OF_THE_CHECK else []
        _beside(turn, View(blocks=(text(sentences.fill(each, seen)), *asked)))
        break
    return bool(meant)


def _beside(turn: Turn, view: View) -> None:
    """The reminders are still what came last: the next text may be about them too."""
    reminded = turn.session.reminded
    turn.say(view)
    if turn.open.waits:
        turn.again()
    turn.session.reminded = reminded


class WhichDeadline(DeadlineScreen):
    """Which of these is meant?"""

    kind = "which"
    waits = True

    def shows(self, turn: Turn) -> View:
        act = turn.book.change_kind.words.act if turn.book.change_kind else ""
        asked = wording.WHICH_DEADLINE[turn.screen.name].format(act=act)
        picks = in_rows(actions.THIS_DEADLINE.button(_label(each), each.deadline.number) for each in _offered(turn))
        back = (actions.LIST.button(wording.LEAVE, 0),)
        return View(blocks=(text(strong(asked)),), rows=(*picks, back))

    def handlers(self) -> Iterable[Handler]:
        return (handler(actions.THIS_DEADLINE, self.chosen),)

    def takes(self, turn: Turn, words: str) -> bool:
        offered, names = _offered(turn), _names(turn, words)
        named = [each for each in offered if _is_named(each, names, words)]
        if not named and (place := choice(words, [_label(each) for each in offered])) is not None:
            named = [offered[place]]
        if len(named) != 1:
            raise Unread(wording.WHICH_DEADLINE_HOW)
        self.chosen(turn, named[0].deadline.number)
        return True

    def chosen(self, turn: Turn, number: int) -> None:
        screen = turn.screen
        each = flow.kept(turn, number)
        if each is None:
            flow.listed(turn, 0, text(wording.GONE))
        else:
            _act(turn, Says(screen.name), each, str(screen.partial))


def _offered(turn: Turn) -> list[Tracked]:
    """Those that were meant perhaps, but for what was deleted since."""
    kept = (flow.kept(turn, str(number)) for number in turn.screen.candidates)
    return [each for each in kept if each is not None]


def _label(each: Tracked) -> str:
    return sentences.fill(each, wording.OF_DAY) if each.kind.words.event else sentences.title(each)
