"""Whatever comes in: a reply that every channel can carry, and no answer changed by accident."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pydantic import JsonValue

from bot.telegram.html import LONGEST, data, messages, units
from dialogs.deadlines.flow import DeadlineScreen
from dialogs.deadlines.schedule import kinds
from dialogs.effects import BESIDE, Effect, Remind, Say, Show
from dialogs.events import Edited, Event, Left, Returned, Said, Sent, Tapped, Undelivered, Woken
from dialogs.registry import SCREENS
from dialogs.session import Session
from dialogs.units.kept import every
from dialogs.units.screens import UnitScreen
from dialogs.views import View
from rules.calendar.working_days import published
from tests.support import interviews
from tests.support.interviews import ASKS, QUESTIONS
from tests.support.talk import USUAL, Talk

pytestmark = pytest.mark.exhaustive

TAG = re.compile(r"<(/?)(b|i|blockquote)(?: expandable)?>")
ANSWERING = {"a", "done", "all", "vague", "ok", "t"}  # the buttons that can lead to an answer
LEADING = {"really", "reuse"}  # those that put all answers aside, or take them up again
OF_UNITS = {"call", "dropall"}  # those by which a unit, with a copy of answers, comes or goes

NOTHING = [
    "😀",
    "asdf",
    "你好",
    "今天天气不错",
    "/foo",
    "/article 17",
    "第五条",
    "第九十九条",
    "？",
    "",
    "（）<b>&",
    "哈" * 4000,
]
GIVEN = [
    "是", "否", "有", "没有", "对", "不对", "不清楚", "全部", "都没有", "1 3 5", "2", "15号", "上一题", "返回",
    "230", "230万", "大概两百三十万", "两百来万", "0", "12", "9成", "0.95", "160 210", "前年160，去年210",
    "300，200，100", "2024年11月", "前年11月", "2023年11月23日", "2023年11月、2023年1月",
    "明年9月30号", "202611", "昨天", "2030-01-01",
    "12月", "上周", "周三", "2027年3月1日", "昨天备案了", "10点", "智服平台", "三天后", "名称、地址", "3月",
    "继续", "暂停", "结论", "/start", "/review", "/restart", "/continue", "改资产总额", "机关事业单位", "选好了",
    "/units", "换一家", "我们另一家公司资产500万", "切换到单位1", "单位2那家没有", "海淀二部",
]  # fmt: skip

TOLD = [
    "我们上周换了法人", "10月8号搬到通州了", "公司改名了，9月30号换的执照", "12月1号要换法定代表人", "最近换了主营业务",
    "2041年1月1日换法人", "2月30日换了法人", "“智服平台”上周五改名了", "12月8日换了法人", "上个月改的地址",
]  # fmt: skip
COMMANDS = ["/change", "/change 法人 上周五", "/deadlines", "变更备案", "我的期限", "提醒设置", "加一个日期"]
UNDER_REMINDERS = ["filed", "snooze", "mute"]
ABOUT_DEADLINES = {kind for kind, screen in SCREENS.items() if isinstance(screen, DeadlineScreen)}
ABOUT_UNITS = {kind for kind, screen in SCREENS.items() if isinstance(screen, UnitScreen)}


def balanced(html: str) -> bool:
    """Whether every tag is closed in the order of its opening."""
    open_: list[str] = []
    for closing, tag in TAG.findall(html):
        if not closing:
            open_.append(tag)
        elif not open_ or open_.pop() != tag:
            return False
    return not open_ and "<" not in TAG.sub("", html)


class Anything(RuleBasedStateMachine):
    """A person who does anything at all, in any order, at a talk begun at any point of the interview."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk()
        self.taps: list[Tapped] = []

    @initialize(key=st.sampled_from(["", *ASKS]), short=st.booleans())
    def begin(self, key: str, short: bool) -> None:
        self.talk.say("/start")
        self.talk.until(key, **({"total_assets_yuan": interviews.Say("130万")} if short else {}))

    def happens(self, event: Event) -> list[Effect]:
        """The event, with what must hold after any: a reply, and the same of a session that was stored."""
        effects = self.talk.event(event)
        assert effects, "nothing was answered"
        for effect in effects:
            match effect:
                case Show():
                    self._can_be_shown(effect)
                case Say(view=view) | Remind(view=view):
                    self._can_be_sent(view)
        return effects

    def _can_be_shown(self, show: Show) -> None:
        assert show.view.blocks and show.view.plain.strip() and show.view.rows
        assert show.revision == self.talk.session.revision
        self._can_be_sent(show.view)
        actions = [button.action for row in show.view.rows for button in row]
        assert len(actions) == len(set(actions))
        self.taps += [Tapped(action, show.revision) for action in actions]

    def _can_be_sent(self, view: View) -> None:
        for message in messages(view):
            assert units(unescape(TAG.sub("", message))) <= LONGEST and balanced(message)
        for action in (button.action for row in view.rows for button in row):
            assert len(action.encode("ascii")) <= 48
            assert len(data(self.talk.session.revision, action).encode()) <= 64

    @invariant()
    def the_session_survives_being_stored(self) -> None:
        session = self.talk.session
        assert Session.model_validate_json(session.model_dump_json()) == session

    @rule(text=st.sampled_from([*GIVEN, *interviews.TYPED.values()]))
    def says_something_that_may_be_an_answer(self, text: str) -> None:
        """It is recorded under no other question than the one that stands open."""
        before, screen = self.answers(), self.talk.session.screen
        self.happens(Said(text))
        after = self.answers()
        changed = {
            name for name in before | after if (name in before, before.get(name)) != (name in after, after.get(name))
        }
        at_once = next((names for names in QUESTIONS.book.at_once if screen.name in names), ())
        asked = {*QUESTIONS.names[screen.name], *at_once} if screen.kind in ("question", "confirm") else set()
        spoken_of = self.talk.session.unit.number
        of_it = {(spoken_of, name) for name in asked}
        assert changed <= of_it or screen.kind in ("home", "restart", "new_unit"), (*(text, screen.name, changed),)

    @precondition(lambda self: self.talk.session.screen.kind == "question")
    @rule()
    def answers_as_usual(self) -> None:
        given = USUAL.get(self.talk.open)
        if isinstance(given, interviews.Say):
            self.happens(Said(given.text))

    @rule(text=st.sampled_from(NOTHING) | st.text(max_size=40).map(lambda words: f"哎呀{words}嘻嘻"))
    def says_what_is_no_answer(self, text: str) -> None:
        before = self.answers()
        self.happens(Said(text))
        assert self.answers() == before

    @rule(text=st.sampled_from(GIVEN))
    def edits_a_message(self, text: str) -> None:
        before = self.answers()
        self.happens(Edited(text))
        assert self.answers() == before

    @rule()
    def sends_a_sticker(self) -> None:
        before = self.answers()
        self.happens(Sent())
        assert self.answers() == before

    @rule(pick=st.randoms(use_true_random=False))
    def taps_a_button(self, pick: Random) -> None:
        buttons = [button.action for row in self.talk.screen.rows for button in row]
        before, action = self.answers(), pick.choice(buttons)
        purpose = self.talk.session.screen.purpose
        self.happens(Tapped(action, self.talk.session.revision))
        verb = action.partition(":")[0]
        if verb not in ANSWERING | LEADING | OF_UNITS or purpose == "try":
            assert self.answers() == before

    @precondition(lambda self: self.taps)
    @rule(pick=st.randoms(use_true_random=False))
    def taps_an_old_button(self, pick: Random) -> None:
        old = [tap for tap in self.taps[-200:] if tap.revision != self.talk.session.revision]
        if old:
            before, screen = self.answers(), self.talk.session.screen
            self.happens(pick.choice(old))
            assert (self.answers(), self.talk.session.screen) == (before, screen)

    @rule(action=st.text(max_size=60), behind=st.integers(-2, 3))
    def taps_what_was_never_there(self, action: str, behind: int) -> None:
        before = self.answers()
        self.happens(Tapped(f"{action}!", self.talk.session.revision - behind))
        assert self.answers() == before

    @rule(days=st.integers(1, 400))
    def comes_back_later(self, days: int) -> None:
        self.talk.today = min(self.talk.today + timedelta(days=days), date(2090, 1, 1))

    # Deadlines

    @rule(text=st.sampled_from(TOLD + COMMANDS))
    def speaks_of_deadlines(self, text: str) -> None:
        before = self.answers()
        self.happens(Said(text))
        assert self.answers() == before

    @rule(pick=st.randoms(use_true_random=False), verb=st.sampled_from(UNDER_REMINDERS), other=st.integers(0, 9))
    def taps_under_a_reminder(self, pick: Random, verb: str, other: int) -> None:
        """Of any age: of what stands there, and of what was never there or is long deleted."""
        number = pick.choice([each.number for each in self.talk.session.deadlines] or [other])
        before, beneath = self.answers(), self.talk.session.screen
        self.happens(Tapped(pick.choice([f"{verb}:{number}", f"{verb}:{other}", "deadlines"]), BESIDE))
        assert self.answers() == before
        assert self.talk.session.screen.kind in ABOUT_DEADLINES
        if beneath.kind not in (*ABOUT_DEADLINES, *ABOUT_UNITS, "home"):
            assert self.talk.session.beneath == beneath

    @precondition(lambda self: self.talk.session.beneath is not None)
    @rule()
    def goes_on_with_what_stood_open_before(self) -> None:
        beneath, before = self.talk.session.beneath, self.answers()
        self.happens(Said("/continue"))
        assert beneath is not None
        assert beneath.kind == "paused" or self.talk.session.screen == beneath
        assert self.answers() == before

    @rule(arrives=st.sampled_from([None, False, True]))
    def the_clock_wakes_the_session(self, arrives: bool | None) -> None:
        """Reminders leave the open screen as it is; one may not arrive (False), or nobody knows whether it did."""
        screen, revision, answers = self.talk.session.screen, self.talk.session.revision, self.answers()
        for effect in self.talk.event(Woken()):
            assert isinstance(effect, Remind)
            self._can_be_sent(effect.view)
            if arrives is not None:
                assert self.talk.event(Undelivered(effect, in_doubt=arrives)) == []
        assert (self.talk.session.screen, self.talk.session.revision, self.answers()) == (screen, revision, answers)

    @rule(event=st.sampled_from([Left(), Returned()]))
    def leaves_or_returns(self, event: Event) -> None:
        assert self.talk.event(event) == []
        assert self.talk.session.paused == isinstance(event, Left)

    @invariant()
    def deadlines_are_sound(self) -> None:
        kept = self.talk.session.deadlines
        assert len({each.number for each in kept}) == len(kept)
        same = {(each.unit, each.kind, each.since, frozenset(each.matters), each.platform) for each in kept}
        assert len(same) == len(kept)
        assert {each.unit for each in kept} <= {each.unit.number for each in every(self.talk.session)}
        for deadline in kept:
            kinds(self.talk.session)[deadline.kind].last_day(deadline.since, published())
            assert len(set(deadline.sent)) == len(deadline.sent) and "snoozed" not in deadline.sent
            assert deadline.done_on is None or deadline.since <= deadline.done_on <= self.talk.today

    def answers(self) -> dict[tuple[int, str], JsonValue]:
        """Of all units, whichever is spoken of."""
        units = every(self.talk.session)
        return {(each.unit.number, name): given for each in units for name, given in each.answers.items()}


def test_whatever_a_person_does() -> None:
    run_state_machine_as_test(Anything, settings=settings(max_examples=25, stateful_step_count=30))


@pytest.mark.parametrize("seed", range(8))
def test_a_long_walk_over_all_screens(seed: int) -> None:
    """Mostly taps, so that every screen is come to; hypothesis looks for the odd ones."""
    chance, person = Random(seed), Anything()
    person.begin(chance.choice(["", *ASKS]), chance.random() < 0.5)
    for _ in range(400):
        match chance.randrange(14):
            case 0:
                person.says_something_that_may_be_an_answer(chance.choice(GIVEN))
            case 1:
                person.says_what_is_no_answer(chance.choice(NOTHING))
            case 2:
                person.taps_an_old_button(chance)
            case 3 if person.talk.session.screen.kind == "question":
                person.answers_as_usual()
            case 4:
                person.speaks_of_deadlines(chance.choice(TOLD + COMMANDS))
            case 5:
                person.taps_under_a_reminder(chance, chance.choice(UNDER_REMINDERS), chance.randrange(9))
            case 6:
                person.the_clock_wakes_the_session(chance.choice([None, False, True]))
            case 7 if chance.random() < 0.3:
                person.comes_back_later(chance.randrange(1, 40))
            case _:
                person.taps_a_button(chance)
        person.deadlines_are_sound()
