"""Nothing of one unit reaches another, whatever a person does in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.effects import BESIDE, Effect, Remind, Say, Show
from dialogs.events import Event, Said, Tapped, Woken
from dialogs.registry import UNDER_REMINDERS
from dialogs.session import Interview, OpenScreen, Session
from dialogs.units import kept
from dialogs.wording import zh as wording
from tests.support.interviews import TYPED
from tests.support.interviews import Say as Typed
from tests.support.talk import USUAL, Talk

Kept: TypeAlias = dict[int, dict[str, Any]]
OF_THE_CHECK = [each for each in Interview.model_fields if each not in ("unit", "beneath")]
SAID = [
    *("/start", "/units", "/review", "/restart", "/continue", "/deadlines", "换一家", "新增一家", "比较各家", "继续"),
    *("切换到海淀", "切换到朝阳那家", "海淀", "朝阳", "通州", "单位1", "海淀那家500万", "我们另一家公司80万", "复制"),
    *("看结论", "改资产总额", "80万", "有", "没有", "不清楚", "是", "3", "通知还没出", "我们资产150万，够吗"),
    *("上周五换了法人", "10月8号换了法人，要备案吗", "法人昨天备案了", "朝阳的昨天备案了", "昨天", "返回"),
    *TYPED.values(),
]  # fmt: skip


def of_each(session: Session) -> Kept:
    """What is kept of the check of each unit."""
    return {each.unit.number: {name: getattr(each, name) for name in OF_THE_CHECK} for each in kept.every(session)}


class Consultant:
    """Somebody who types and taps whatever comes to mind; after each event it is seen to that nothing is mixed up."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.talk = Talk()
        self.seen: list[Tapped] = []  # every button that ever stood anywhere

    def happens(self, event: Event) -> None:
        before = self.talk.session
        for effect in self.talk.event(event):
            self._remember(effect)
        self._nothing_is_mixed_up(before, self.talk.session)

    def _remember(self, effect: Effect) -> None:
        if isinstance(effect, Show | Say | Remind):
            revision = effect.revision if isinstance(effect, Show) else BESIDE
            self.seen += [Tapped(button.action, revision) for row in effect.view.rows for button in row]

    def _nothing_is_mixed_up(self, before: Session, after: Session) -> None:
        then, now, spoken_of = of_each(before), of_each(after), before.unit.number
        turned = after.unit.number != spoken_of
        for number in then.keys() & now.keys():
            if number != spoken_of or turned:
                assert now[number] == then[number], f"what is kept of {number} is another"
        for number in now.keys() - then.keys():
            like = before.screen.name
            copied = then[int(like)]["answers"] if before.screen.kind == "new_unit" and like else {}
            assert now[number]["answers"] == copied and not now[number]["previous"]
        numbers = [each.unit.number for each in kept.every(after)]
        assert len({*numbers}) == len(numbers) and {each.unit for each in after.deadlines} <= {*numbers}
        owners = {each.number: each.unit for each in before.deadlines}
        for deadline in after.deadlines:
            undone = before.undo and before.undo.before.number == deadline.number
            entered = before.undo.before.unit if before.undo and undone else spoken_of
            assert deadline.unit == owners.get(deadline.number, entered)
        names = [each.unit.name for each in kept.every(after)]
        assert len({*names}) == len(names) and (all(names) or len(names) == 1)

    def acts(self) -> None:
        chance, open_now = self.chance, [button.action for row in self.talk.screen.rows for button in row]
        match chance.randrange(12):
            case 0 | 1:
                self.happens(Said(chance.choice(SAID)))
            case 2 if self.seen:
                self.happens(chance.choice(self.seen))
            case 3 if beside := [tap for tap in self.seen if tap.revision == BESIDE]:
                self.happens(chance.choice(beside))
            case 4:
                number = chance.randrange(1, 1 + max(1, self.talk.session.numbered))
                self.happens(Tapped(f"{chance.choice(sorted(UNDER_REMINDERS))}:{number}", BESIDE))
            case 5:
                self.talk.today += timedelta(days=chance.randrange(9))
                self.happens(Woken())
            case 6 | 7 if self.talk.session.screen.kind == "question":
                self.answers_as_usual()
            case 8:
                self.happens(Said(chance.choice(["/units", "换一家", "切换到海淀", "切换到朝阳", "切换到单位1"])))
            case _ if open_now:
                self.happens(Tapped(chance.choice(open_now), self.talk.session.revision))

    def answers_as_usual(self) -> None:
        usual = USUAL.get(self.talk.open)
        if isinstance(usual, Typed):
            self.happens(Said(usual.text))
        elif usual:
            self.happens(Said(usual.labels[0]))


def walk(seed: int, steps: int) -> Consultant:
    person = Consultant(Random(seed))
    person.happens(Said("/start"))
    for words in ("海淀", "朝阳"):
        person.happens(Said("新增一家"))
        person.happens(Said(words))
    assert [each.unit.name for each in kept.every(person.talk.session)] == ["单位1", "海淀", "朝阳"]
    for _ in range(steps):
        person.acts()
    return person


@given(st.integers(0, 10**6))
@settings(max_examples=25)
def test_whatever_is_typed_or_tapped_changes_no_unit_but_the_one_that_is_spoken_of(seed: int) -> None:
    walk(seed, steps=40)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(12))
def test_on_a_long_walk_too(seed: int) -> None:
    person = walk(seed, steps=400)
    assert len(person.seen) > 400


# Taken in turns

Turns: TypeAlias = Sequence[tuple[int, str]]
ANSWERS = st.sampled_from(["usual", "usual", "usual", "不清楚", "80万", "返回"])


def answer(talk: Talk, how: str) -> None:
    """Whatever stands open is answered in the one way that follows from it and from `how`."""
    match talk.session.screen.kind:
        case "question" if how == "usual":
            talk.give(USUAL[talk.open])
        case "question":
            talk.say(how)
        case "confirm":
            talk.tap(wording.RIGHT)
        case "failing":
            talk.tap(wording.GO_ON)
        case "review":
            talk.say("看结论")
        case _:
            talk.say("改资产总额")


def alone(hows: Sequence[str]) -> Interview:
    talk = Talk()
    talk.say("/start", "开始")
    for how in hows:
        answer(talk, how)
    return talk.session


@given(st.lists(st.tuples(st.integers(0, 2), ANSWERS), min_size=20, max_size=50))
@settings(max_examples=12)
def test_units_taken_in_turns_come_to_what_each_comes_to_alone(turns: Turns) -> None:
    names = ["单位1", "单位2", "单位3"]
    together = Talk()
    together.say("/start", "开始", "新增一家", "单位2", "新增一家", "单位3")
    for place, how in turns:
        if together.session.unit.name != names[place]:
            together.say(f"切换到{names[place]}")
        answer(together, how)
    for place, each in enumerate(kept.every(together.session)):
        by_itself = alone([how for at, how in turns if at == place])
        assert [getattr(each, name) for name in OF_THE_CHECK] == [getattr(by_itself, name) for name in OF_THE_CHECK]


# The document


def test_every_field_of_a_session_is_of_a_unit_or_of_the_person() -> None:
    """Those of a unit are declared once; turning to another exchanges all of them and no other."""
    marks: dict[str, Any] = {
        "answers": {"founded_on": None},
        "previous": {"founded_on": "2018"},
        "trail": ["founded_on"],
        "warned": ["5.1"],
        "apart": {"revoked_on": True},
        "undated": ["founded_on"],
        "apart": {"founded_on": True},
        "thorough": True,
        "concluded": True,
        "verdict": "ELIGIBLE",
        "beneath": OpenScreen(kind="review"),
    }
    assert {*marks, "unit"} == {*Interview.model_fields}
    session = Session(**marks)
    before = session.model_copy()
    kept.begin(session, "朝阳")
    assert {name: getattr(session, name) for name in marks} == {name: getattr(Interview(), name) for name in marks}
    kept.turn_to(session, 1)
    assert {name: getattr(session, name) for name in marks} == marks
    changed = {name for name in Session.model_fields if getattr(session, name) != getattr(before, name)}
    assert changed == {"unit", "resting", "units_numbered"}, "the name of the first, and what is kept of the second"
