"""The way in, and ways to stop and to begin again: home, paused, restart."""

from collections.abc import Iterable

from dialogs import actions
from dialogs.inquiry import answers, lookups
from dialogs.interview import flow
from dialogs.interview.flow import InterviewScreen
from dialogs.reading.phrases import is_english
from dialogs.screen import Handler, Turn, handler
from dialogs.units import flow as units
from dialogs.views import Rows, View, heading, in_rows, note, strong, text
from dialogs.wording import zh as wording


class Home(InterviewScreen):
    """What the assistant does."""

    kind = "home"

    def shows(self, turn: Turn) -> View:
        book, law, change = turn.book, turn.law, turn.book.change_kind
        about, at_hand, length = book.introduction
        article = law.clause(change.clause if change else book.notice_clause).citation
        said = [about, wording.HOME_ASK.format(article=article), at_hand, wording.HOME_EASY.format(length=length)]
        deadlines = [actions.LIST.button(wording.ALL_DEADLINES, 0)]
        if change:
            said.append(wording.HOME_CHANGES.format(event=change.words.event, act=change.words.act))
            deadlines.insert(0, actions.ENTER.button(change.words.name, change.id))
        origin = note(wording.HOME_TEXT.format(origin=law.origin, notice=law.notice))
        if turn.session.answers:
            said.append(wording.HOME_IN_PROGRESS if turn.case.open else wording.HOME_FINISHED)
        elif turn.session.previous:
            said.append(wording.HOME_HAS_PREVIOUS)
        blocks = (heading(wording.HOME_TITLE), *map(text, said), origin)
        others = ((units.entry(turn.session),),) if turn.session.answers or turn.session.resting else ()
        return View(blocks=blocks, rows=(*_begin(turn), tuple(deadlines), *others))


def _begin(turn: Turn) -> Rows:
    answered, previous = bool(turn.session.answers), bool(turn.session.previous)
    finished = answered and not turn.case.open
    ways = [] if finished else [actions.RESUME.button(wording.RESUME if answered else wording.START)]
    if finished or previous:
        ways.append(actions.REUSE.button(wording.REUSE))
    if answered:
        ways.append(actions.RESTART.button(wording.RESTART))
    return in_rows(ways)


class Paused(InterviewScreen):
    kind = "paused"

    def shows(self, turn: Turn) -> View:
        others = (units.entry(turn.session),) if turn.session.resting else ()
        return View(blocks=(text(wording.PAUSED),), rows=((actions.RESUME.button(wording.RESUME), *others),))

    def reads(self, turn: Turn, words: str) -> bool:
        """Whatever is said goes on with the interview, but for a change that is told, English, or a question about the
        text."""
        change = turn.change_in(words)
        if change.told or is_english(words) or answers.certain(words, lookups.outcome(turn, words)):
            return False
        flow.resume(turn)
        return True


class Restart(InterviewScreen):
    """Really start again?"""

    kind = "restart"

    def shows(self, turn: Turn) -> View:
        yes, no = actions.REALLY_RESTART.button(wording.REALLY_RESTART), actions.STAY.button(wording.CANCEL)
        return View(blocks=(text(strong(wording.RESTART_ASK)),), rows=((yes,), (no,)))

    def handlers(self) -> Iterable[Handler]:
        return (
            handler(actions.REALLY_RESTART, lambda turn, _: flow.restart(turn)),
            handler(actions.STAY, lambda turn, _: flow.stay(turn)),
        )
