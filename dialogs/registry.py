"""All screens by their kind, and what the buttons do that lead from one to another or stand beside them."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from dialogs import actions, home, privacy
from dialogs.deadlines import entry, filing, one, overview, replies
from dialogs.deadlines import flow as deadlines
from dialogs.inquiry import lookups
from dialogs.interview import flow, hand_out, question_screens, result_screens, review
from dialogs.screen import Screen, Turn, handler
from dialogs.session import Kind
from dialogs.units import comparison
from dialogs.units import flow as units
from dialogs.units import screens as unit_screens

Ways: TypeAlias = dict[str, Callable[[Turn, str], None]]

SCREENS: Mapping[Kind, Screen] = {
    screen.kind: screen
    for screen in (
        home.Home(),
        home.Paused(),
        home.Restart(),
        privacy.ReallyForget(),
        question_screens.Question(),
        question_screens.Confirm(),
        review.Review(),
        review.ReviewPart(),
        result_screens.Failing(),
        result_screens.Result(),
        result_screens.Sources(),
        result_screens.ClauseText(),
        result_screens.TryPart(),
        result_screens.TryAnswer(),
        result_screens.Difference(),
        entry.WhichMatters(),
        entry.WhichDay(),
        entry.WhichMonth(),
        entry.WhichDate(),
        one.OneDeadline(),
        replies.WhichDeadline(),
        one.DayDone(),
        one.PlatformName(),
        one.Snooze(),
        overview.AllDeadlines(),
        overview.RemindingSettings(),
        unit_screens.AllUnits(),
        unit_screens.OneUnit(),
        unit_screens.NewUnit(),
        unit_screens.RenameUnit(),
        unit_screens.DeleteUnit(),
        comparison.Comparison(),
    )
}

NAVIGATION: Ways = dict(
    (
        handler(actions.RESUME, lambda turn, _: flow.resume(turn)),
        handler(actions.RESUME_BENEATH, lambda turn, _: flow.go_on(turn)),
        handler(actions.BACK, lambda turn, _: flow.back(turn)),
        handler(actions.PAUSE, lambda turn, _: turn.to("paused")),
        handler(actions.REUSE, lambda turn, _: flow.reuse(turn)),
        handler(actions.RESTART, lambda turn, _: turn.to("restart")),
        handler(actions.REVIEW, lambda turn, _: turn.to("review")),
        handler(actions.REVIEW_PART, lambda turn, part: turn.to("review_item", part)),
        handler(actions.CHANGE_ANSWER, lambda turn, key: flow.ask(turn, key, purpose="review")),
        handler(actions.RESULT, lambda turn, _: flow.result(turn)),
        handler(actions.ASK_THE_REST, lambda turn, _: flow.ask_the_rest(turn)),
        handler(actions.SOURCES, lambda turn, _: turn.to("sources")),
        handler(actions.CLAUSE, lambda turn, id: turn.to("clause", id)),
        handler(actions.TAKE, lambda turn, _: hand_out.offer(turn)),
        handler(actions.TRY, lambda turn, _: turn.to("try_item")),
        handler(actions.TRY_PART, lambda turn, part: turn.to("try_answer", part)),
        handler(actions.TRY_ANSWER, lambda turn, key: flow.ask(turn, key, purpose="try")),
        handler(actions.NOTICE, privacy.notify),
        handler(actions.LIST, deadlines.listed),
        handler(actions.NEW_DATE, lambda turn, _: turn.to("dates")),
        handler(actions.ENTER, entry.choose),
        handler(actions.LEAVE, lambda turn, _: entry.leave(turn)),
        handler(actions.REMINDING, lambda turn, _: turn.to("reminding")),
        *one.HANDLERS,
        *unit_screens.HANDLERS,
    )
)


def _keep(turn: Turn, told: actions.Told) -> None:
    entry.begin(turn, filing.offered(turn.session, told))


UNDER_REMINDERS = {actions.FILED.name, actions.SNOOZE.name, actions.MUTE.name}
BESIDE_HANDLERS: Ways = dict(
    (
        *lookups.HANDLERS,
        handler(actions.FILL, units.of_this_unit(flow.fill)),
        handler(actions.TAKE_AS, units.of_this_unit(hand_out.hand_out)),
        handler(actions.EXPORT, lambda turn, _: privacy.export(turn)),
        handler(actions.FORGET, lambda turn, _: turn.to("forget")),
        handler(actions.CLOSING, lambda turn, _: flow.ask(turn, turn.questions.closing)),
        handler(actions.NOTICE, privacy.notify_beside),
        handler(actions.DEADLINES, lambda turn, _: deadlines.listed(turn)),
        handler(actions.KEEP_CHANGE, units.of_this_unit(_keep)),
        *(each for each in one.HANDLERS if each[0] in UNDER_REMINDERS),
    )
)
