"""All deadlines, and how a person wants to be reminded of them."""

from collections.abc import Collection, Iterable

from dialogs import actions
from dialogs.actions import Tick, tick
from dialogs.deadlines import flow, reminders, sentences
from dialogs.deadlines.entry import ListScreen
from dialogs.deadlines.flow import DeadlineScreen
from dialogs.deadlines.schedule import DAY_BEGINS, DAY_ENDS, Tracked, kinds, track_all
from dialogs.interview import flow as interview
from dialogs.reading.days.in_text import hour_said
from dialogs.screen import Handler, Turn, handler
from dialogs.session import Reminding, Session
from dialogs.views import Rows, View, heading, in_rows, note, shortened, strong, text
from dialogs.wording import zh as wording
from rules.engine.deadlines import OVERDUE, stages_to_choose

HOURS = range(DAY_BEGINS, DAY_ENDS)
ON_A_PAGE = 8
DONE_SHOWN = 5
LONGEST_LABEL = 40


class AllDeadlines(ListScreen):
    """What runs, the nearest first, a page at a time, and the last of what is over."""

    kind = "deadlines"

    def shows(self, turn: Turn) -> View:
        every = track_all(turn.session, turn.calendar(), turn.today)
        running = sorted((one for one in every if one.runs), key=lambda one: (one.next_day, one.deadline.number))
        begin = min(int(turn.screen.name or 0), max(len(running) - 1, 0) // ON_A_PAGE * ON_A_PAGE)
        page = list(enumerate(running, 1))[begin : begin + ON_A_PAGE]
        blocks = [heading(wording.ALL_DEADLINES), *(text(_line(place, one)) for place, one in page)]
        change = turn.book.change_kind
        if not running:
            invitation = change.words.invitation if change else ""
            blocks.append(text(wording.NONE_RUNNING if every else wording.NO_DEADLINES + invitation))
        ended = [one for one in every if not one.runs]
        ended.sort(key=lambda one: (one.deadline.done_on or one.deadline.due, one.deadline.number), reverse=True)
        if over := [] if begin else ended[:DONE_SHOWN]:
            blocks.append(note("\n".join([wording.DONE_TITLE, *map(sentences.over, over)])))
        opened = [*((f"{place}. ", one) for place, one in page), *((wording.DONE_MARK, one) for one in over)]
        changed = (actions.ENTER.button(change.words.name, change.id),) if change else ()
        rows = (
            *flow.undo_button(turn, None),
            *in_rows(
                actions.OPEN_DEADLINE.button(shortened(mark + sentences.title(one), LONGEST_LABEL), one.deadline.number)
                for mark, one in opened
            ),
            *_pages(len(running), begin),
            (*changed, actions.NEW_DATE.button(wording.ADD_DATE)),
            (actions.REMINDING.button(wording.REMINDING), *flow.to_check(turn)),
        )
        return View(blocks=tuple(blocks), rows=rows)

    def back(self, turn: Turn) -> None:
        interview.go_on(turn) if turn.session.beneath else turn.to("home")


def _line(place: int, one: Tracked) -> str:
    how = sentences.line(one) + (wording.MARK_MUTED if one.deadline.muted else "")
    return wording.DEADLINE_LINE.format(number=place, name=sentences.title(one), how=how)


def _pages(count: int, begin: int) -> Rows:
    pages = [actions.LIST.button(wording.FIRST_PAGE, 0)] if begin else []
    if count > begin + ON_A_PAGE:
        pages.append(actions.LIST.button(wording.NEXT_PAGE, begin + ON_A_PAGE))
    return in_rows(pages, 2)


class RemindingSettings(DeadlineScreen):
    """At which hour to remind, and at which stages."""

    kind = "reminding"

    def shows(self, turn: Turn) -> View:
        offered, chosen = _offered(turn.session), _chosen(turn.session)
        names = wording.LIST_COMMA.join(kind.words.name for kind in kinds(turn.session).values() if kind.stages)
        hour = sentences.hour(turn.session.reminding.hour)
        blocks = [text(strong(wording.REMINDING_HOUR.format(hour=hour)))]
        if offered:
            blocks.append(text(wording.REMINDING_STAGES.format(names=names)))
        if offered and not chosen:
            blocks.append(note(wording.REMINDING_NONE.format(names=names)))
        hours = in_rows((actions.HOUR.button(sentences.hour(each), each) for each in HOURS), 4)
        ticks = in_rows((tick(place, _words(each), each in chosen) for place, each in enumerate(offered)), 2)
        return View(blocks=tuple(blocks), rows=(*hours, *ticks, (actions.LIST.button(wording.LEAVE, 0),)))

    def handlers(self) -> Iterable[Handler]:
        return handler(actions.HOUR, self.remind_at), handler(actions.TICK, self.tick)

    def takes(self, turn: Turn, words: str) -> bool:
        hour = hour_said(words)
        if hour is None or hour not in HOURS:
            return False
        self.remind_at(turn, hour)
        return True

    def remind_at(self, turn: Turn, hour: int) -> None:
        turn.session.reminding = Reminding(hour=hour, chosen=turn.session.reminding.chosen)
        turn.again(text(wording.HOUR_KEPT.format(hour=sentences.hour(hour))))

    def tick(self, turn: Turn, tick: Tick) -> None:
        """Set or clear one stage; one chosen anew whose day is over is not caught up with."""
        session, offered = turn.session, _offered(turn.session)
        stage = offered[tick.place]
        chosen = {*_chosen(session)} - {stage} | ({stage} if tick.on else set())
        before = track_all(session, turn.calendar(), turn.today)
        session.reminding = Reminding(hour=session.reminding.hour, chosen=[each for each in offered if each in chosen])
        after = track_all(session, turn.calendar(), turn.today)
        for known, one in zip(before, after, strict=True):
            fresh = [stage for stage in one.overtaken if stage not in known.overtaken]
            reminders.put(session, reminders.with_said(one, fresh))
        turn.show(turn.screen, anew=False)


def _offered(session: Session) -> tuple[int, ...]:
    return stages_to_choose(kinds(session).values())


def _chosen(session: Session) -> Collection[int]:
    """Those of who never chose are all that are offered."""
    chosen = session.reminding.chosen
    return _offered(session) if chosen is None else chosen


def _words(stage: int) -> str:
    names = {0: wording.STAGE_LAST, OVERDUE: wording.STAGE_PASSED}
    return names.get(stage, wording.STAGE.format(left=stage))
