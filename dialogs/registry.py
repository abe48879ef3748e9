"""All screens by their kind, and what the buttons do that lead from one to another or stand beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from dialogs import actions, home, privacy
from dialogs.deadlines import entry, filing, one, overview
from dialogs.deadlines import flow as deadlines
from dialogs.inquiry import lookups
from dialogs.interview import flow, question, review, verdict
from dialogs.screen import Screen, Turn, does
from dialogs.session import Kind

Ways: TypeAlias = dict[str, Callable[[Turn, str], None]]

SCREENS: Mapping[Kind, Screen] = {
    screen.kind: screen
    for screen in (
        home.Home(),
        home.Paused(),
        home.Restart(),
        privacy.ReallyForget(),
        question.Question(),
        question.Confirm(),
        review.Review(),
        review.ReviewPart(),
        verdict.Failing(),
        verdict.Result(),
        verdict.Sources(),
        verdict.ClauseText(),
        verdict.TryPart(),
        verdict.TryAnswer(),
        verdict.Difference(),
        entry.Matters(),
        entry.Day(),
        entry.Month(),
        entry.WhichDate(),
        one.OneDeadline(),
        one.DayDone(),
        one.PlatformName(),
        one.Snooze(),
        overview.AllDeadlines(),
        overview.RemindingSettings(),
    )
}

BETWEEN_SCREENS: Ways = dict(
    (
        does(actions.RESUME, lambda turn, _: flow.resume(turn)),
        does(actions.RESUME_BENEATH, lambda turn, _: flow.go_on(turn)),
        does(actions.BACK, lambda turn, _: flow.back(turn)),
        does(actions.PAUSE, lambda turn, _: turn.to("paused")),
        does(actions.REUSE, lambda turn, _: flow.reuse(turn)),
        does(actions.RESTART, lambda turn, _: turn.to("restart")),
        does(actions.REVIEW, lambda turn, _: turn.to("review")),
        does(actions.REVIEW_PART, lambda turn, part: turn.to("review_item", part)),
        does(actions.CHANGE_ANSWER, lambda turn, key: flow.ask(turn, key, purpose="review")),
        does(actions.RESULT, lambda turn, _: flow.result(turn)),
        does(actions.SOURCES, lambda turn, _: turn.to("sources")),
        does(actions.CLAUSE, lambda turn, id: turn.to("clause", id)),
        does(actions.TRY, lambda turn, _: turn.to("try_item")),
        does(actions.TRY_PART, lambda turn, part: turn.to("try_answer", part)),
        does(actions.TRY_ANSWER, lambda turn, key: flow.ask(turn, key, purpose="try")),
        does(actions.NOTICE, privacy.notify),
        does(actions.LIST, deadlines.listed),
        does(actions.NEW_DATE, lambda turn, _: turn.to("dates")),
        does(actions.ENTER, entry.choose),
        does(actions.LEAVE, lambda turn, _: entry.leave(turn)),
        does(actions.REMINDING, lambda turn, _: turn.to("reminding")),
        *one.BETWEEN_SCREENS,
    )
)

UNDER_REMINDERS = {actions.FILED.name, actions.SNOOZE.name, actions.MUTE.name}
BESIDE_SCREENS: Ways = dict(
    (
        *lookups.DEEDS,
        does(actions.FILL, flow.fill),
        does(actions.EXPORT, lambda turn, _: privacy.export(turn)),
        does(actions.FORGET, lambda turn, _: turn.to("forget")),
        does(actions.CLOSING, lambda turn, _: flow.ask(turn, turn.questions.closing)),
        does(actions.NOTICE, privacy.notify_beside),
        does(actions.DEADLINES, lambda turn, _: deadlines.listed(turn)),
        does(actions.KEEP_CHANGE, lambda turn, told: entry.begin(turn, filing.offered(turn.session, told))),
        *(deed for deed in one.BETWEEN_SCREENS if deed[0] in UNDER_REMINDERS),
    )
)
