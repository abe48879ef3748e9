"""The way in, and ways to stop and to begin again: home, paused, restart."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs import actions
from dialogs.inquiry import answers, lookups
from dialogs.interview import flow
from dialogs.interview.flow import InterviewScreen
from dialogs.screen import Handler, Turn, handler
from dialogs.views import Block, Rows, View, heading, note, strong, text
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
        blocks = (heading(wording.HOME_TITLE), *map(text, said), *_visited(turn), origin)
        return View(blocks=blocks, rows=(*_begin(turn), tuple(deadlines)))


def _visited(turn: Turn) -> list[Block]:
    if turn.session.answers:
        return [text(wording.HOME_IN_PROGRESS if turn.case.open else wording.HOME_FINISHED)]
    return [text(wording.HOME_HAS_PREVIOUS)] if turn.session.previous else []


def _begin(turn: Turn) -> Rows:
    answered, previous = bool(turn.session.answers), bool(turn.session.previous)
    finished = answered and not turn.case.open
    go = (actions.RESUME.button(wording.RESUME if answered else wording.START),)
    reuse, restart = (actions.REUSE.button(wording.REUSE),), (actions.RESTART.button(wording.RESTART),)
    return (
        *(() if finished else (go,)),
        *((reuse,) if finished or previous else ()),
        *((restart,) if answered else ()),
    )


class Paused(InterviewScreen):
    kind = "paused"

    def shows(self, turn: Turn) -> View:
        return View(blocks=(text(wording.PAUSED),), rows=((actions.RESUME.button(wording.RESUME),),))

    def reads(self, turn: Turn, words: str) -> bool:
        """Whatever is said goes on with the interview, but for a change that is told or a question about the text."""
        change = turn.change_in(words)
        if change.told or answers.certain(words, lookups.outcome(turn, words)):
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
