"""Sessions stored by the release of November 2026 go on as they stood, and the buttons on the phones still work."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from dialogs.actions import TAKE
from dialogs.effects import Show, Toast
from dialogs.events import Edited, Tapped
from dialogs.session import Session
from dialogs.step import step
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.tree import ROOT

NOW = datetime(2026, 11, 23, 12, tzinfo=BEIJING)
STORED = [json.loads(line) for line in (ROOT / "tests/support/data/sessions-2026-11.jsonl").read_text().splitlines()]
ADDED_SINCE = {TAKE.name}
REFUSED = {wording.OLD_BUTTON, wording.USED_BUTTON, wording.BUTTON_OF_NOTHING}


def ids(stored: dict[str, dict[str, dict[str, str]]]) -> str:
    return stored["session"]["screen"]["kind"]


@pytest.mark.parametrize("stored", STORED, ids=ids)
def test_the_open_screen_has_the_buttons_that_stand_on_the_phone(stored: dict[str, object]) -> None:
    _, effects = step(Session.model_validate(stored["session"]), Edited("?"), NOW, published)
    (shown,) = [effect.view for effect in effects if isinstance(effect, Show)]
    actions = [button.action for row in shown.rows for button in row]
    assert [action for action in actions if action not in ADDED_SINCE] == stored["buttons"]


@pytest.mark.parametrize("stored", STORED, ids=ids)
def test_each_of_them_is_taken(stored: dict[str, list[str]]) -> None:
    for action in stored["buttons"]:
        session = Session.model_validate(stored["session"])
        _, effects = step(session, Tapped(action, session.revision), NOW, published)
        assert effects and not [each for each in effects if isinstance(each, Toast) and each.text in REFUSED]
