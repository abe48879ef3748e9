"""Sessions stored by the release of November 2026 go on as they stood, and the buttons on the phones still work."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from dialogs.effects import Show, Toast
from dialogs.events import Edited, Said, Tapped
from dialogs.session import Session, Unit
from dialogs.step import step
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.tree import ROOT

NOW = datetime(2026, 11, 23, 12, tzinfo=BEIJING)
STORED = [json.loads(line) for line in (ROOT / "tests/support/data/sessions-2026-11.jsonl").read_text().splitlines()]
REFUSED = {wording.OLD_BUTTON, wording.USED_BUTTON, wording.BUTTON_OF_NOTHING}


def ids(stored: dict[str, dict[str, dict[str, str]]]) -> str:
    return stored["session"]["screen"]["kind"]


@pytest.mark.parametrize("stored", STORED, ids=ids)
def test_the_open_screen_has_the_buttons_that_stand_on_the_phone(stored: dict[str, list[str]]) -> None:
    _, effects = step(Session.model_validate(stored["session"]), Edited("?"), NOW, published)
    (shown,) = [effect.view for effect in effects if isinstance(effect, Show)]
    stands = [button.action for row in shown.rows for button in row]
    assert [action for action in stands if action in stored["buttons"]] == stored["buttons"]


@pytest.mark.parametrize("stored", STORED, ids=ids)
def test_each_of_them_is_taken(stored: dict[str, list[str]]) -> None:
    for action in stored["buttons"]:
        session = Session.model_validate(stored["session"])
        _, effects = step(session, Tapped(action, session.revision), NOW, published)
        assert effects and not [each for each in effects if isinstance(each, Toast) and each.text in REFUSED]


@pytest.mark.parametrize("stored", STORED, ids=ids)
def test_what_it_holds_is_of_the_first_unit_and_waits_for_it_while_another_is_spoken_of(
    stored: dict[str, object],
) -> None:
    before = session = Session.model_validate(stored["session"])
    assert session.unit == Unit() and not session.resting
    for words in ("/start", "新增一家", "朝阳"):
        session, _ = step(session, Said(words), NOW, published)
    assert not session.answers and session.unit.name == "朝阳"
    session, _ = step(session, Said("切换到单位1"), NOW, published)
    assert (session.answers, session.previous, session.deadlines) == (
        *(before.answers, before.previous, before.deadlines),
    )
    assert {each.unit for each in session.deadlines} <= {session.unit.number}
