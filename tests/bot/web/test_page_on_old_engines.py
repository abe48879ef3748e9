"""The page in browsers of earlier years, as a phone has them inside its apps: by touch and by keyboard."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot import web
from bot.store.backup import StoreReader
from bot.web.cookies import COOKIE
from dialogs.session import Answered, Session
from dialogs.wording import zh as said
from tests.support.browsers.devtools import OldPhone, old_phone
from tests.support.interviews import GOOD, QUESTIONS, Say, Tap, interview
from tests.support.process import PageProcess
from tests.support.talk import TODAY, finished
from tests.support.tree import ROOT

ENGINES = ROOT / ".engines"
FIRST_QUESTION = "今年申报通知写的申请受理截止日期是哪天？"
SECOND_QUESTION = "单位的情况，下面几项都做到了吗？"
THIRD_QUESTION = "单位是哪天成立的？"
FIELD = "document.querySelector('#text')"
SEND = "document.querySelector('#say button')"
LEAST_TARGET, LEAST_GAP = 44, 4  # CSS pixels


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("assistant") / "data"


@pytest.fixture(scope="module")
def bot(data: Path) -> Iterator[PageProcess]:
    process = PageProcess(data)
    yield process
    process.kill()


@pytest.fixture(params=["chromium-80", "chromium-110"])
def phone(request: pytest.FixtureRequest, bot: PageProcess, tmp_path: Path) -> Iterator[OldPhone]:
    """A phone that shows the page of a new visitor. Fails if the page complains, or was loaded a second time."""
    engine = ENGINES / request.param
    if not engine.exists():
        pytest.skip("needs browsers of earlier years: .ci/engines fetches them")
    with old_phone(engine, tmp_path) as phone:
        phone.open(bot.address)
        phone.evaluate("window.loadedOnce = true")
        yield phone
        assert phone.evaluate("window.loadedOnce") is True
        assert [words for words in phone.complaints() if "interactive-widget" not in words] == []


def button(label: str) -> str:
    """The button of the open screen, as an expression."""
    buttons = "[...document.querySelectorAll('#choices button')]"
    return f"{buttons}.find((button) => button.textContent.trim() === {json.dumps(label)})"


def asks(phone: OldPhone, question: str) -> None:
    """Wait for the question to stand open, without a complaint about the last answer."""
    phone.until(f"document.querySelector('#now').innerText.includes({json.dumps(question)})")
    assert phone.words("#status") == ""


def answers(phone: OldPhone, data: Path) -> Answered:
    """What is stored of whoever holds the phone."""
    person = f"{web.PERSON}:{phone.cookie(COOKIE).rpartition('.')[0]}"
    session = asyncio.run(StoreReader(data).get(f"session:{person}"))
    assert session is not None
    return Session.model_validate_json(session).answers


class OnAnOldPhone:
    """A person with the phone, for `interview`."""

    def __init__(self, phone: OldPhone) -> None:
        self.phone = phone

    def sees(self) -> str:
        return self.phone.words("#now")

    def does(self, action: Tap | Say) -> None:
        if isinstance(action, Say):
            self.phone.tap(FIELD)
            self.phone.type(action.text)
            self._until_it_changed(partial(self.phone.tap, SEND))
            return
        for label in action.labels:
            self._until_it_changed(partial(self.phone.tap, button(label.removeprefix("☐ "))))

    def _until_it_changed(self, act: Callable[[], None]) -> None:
        choices = "(c => c.dataset.revision + c.innerHTML)(document.getElementById('choices'))"
        before = self.phone.evaluate(choices)
        act()
        self.phone.until(f"{choices} !== {json.dumps(before)}")
        assert self.phone.words("#status") == ""


def test_an_interview_from_the_first_visit_to_the_verdict(phone: OldPhone, data: Path) -> None:
    person = OnAnOldPhone(phone)
    person.does(Tap((said.START,)))
    assert interview(person) == list(GOOD)
    assert answers(phone, data) == finished(TODAY, **GOOD).answers
    person.does(Tap((said.VERDICT,)))
    assert "符合申报条件" in person.sees()


def test_two_taps_on_one_button_are_one_answer(phone: OldPhone, data: Path) -> None:
    phone.tap(button(said.START))
    asks(phone, FIRST_QUESTION)
    place = phone.place(button(said.NOTICE_NOT_OUT))
    hold_what_is_sent = """
        const really = window.fetch;
        const held = new Promise((resolve) => { window.release = resolve; });
        window.fetch = (...sent) => held.then(() => really(...sent));
    """
    phone.evaluate(hold_what_is_sent)
    phone.touch(*place)
    phone.touch(*place)
    phone.evaluate("window.release()")
    phone.until(f"document.querySelector('#status').innerText === {json.dumps(said.USED_BUTTON)}")
    assert SECOND_QUESTION in phone.words("#now")
    assert answers(phone, data) == {"reference_date": None}


def test_a_second_tap_too_fast_does_not_answer_the_next_question(phone: OldPhone, data: Path) -> None:
    phone.tap(button(said.START))
    phone.tap(button(said.NOTICE_NOT_OUT))
    asks(phone, SECOND_QUESTION)
    place = phone.place(button(said.ALL_MET))
    phone.evaluate("settle(), choices.style.animationDuration = '1h'")  # as after an answer, but for long
    phone.touch(*place)
    phone.evaluate("sending")
    asks(phone, SECOND_QUESTION)
    assert answers(phone, data) == {"reference_date": None}


def test_answers_by_keyboard_alone(phone: OldPhone, data: Path) -> None:
    for _ in range(3):  # the way to the newest, the calendar, and the first button
        phone.press("Tab")
    phone.press("Enter")
    asks(phone, FIRST_QUESTION)
    phone.press("Tab")
    phone.press("Enter")
    asks(phone, SECOND_QUESTION)
    for _ in range(10):  # four ticks, 都做到了, 逐条看, 为什么问, 上一题, 稍后继续, and the field
        phone.press("Tab")
    phone.type("是")
    phone.press("Enter")
    asks(phone, THIRD_QUESTION)
    assert answers(phone, data) == {"reference_date": None, **dict.fromkeys(QUESTIONS.names["standing"], True)}


def test_everything_fits_the_screen_and_the_thumb(phone: OldPhone) -> None:
    phone.tap(button(said.START))
    phone.tap(button(said.NOTICE_NOT_OUT))
    asks(phone, SECOND_QUESTION)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    edges = "[...document.querySelectorAll('button')].map((each) => each.getBoundingClientRect().toJSON())"
    buttons = phone.evaluate(edges)
    assert min(min(each["width"], each["height"]) for each in buttons) >= LEAST_TARGET
    for one in buttons:  # no two touch
        for other in buttons:
            beside = one["right"] + LEAST_GAP <= other["left"] or other["right"] + LEAST_GAP <= one["left"]
            above = one["bottom"] + LEAST_GAP <= other["top"] or other["bottom"] + LEAST_GAP <= one["top"]
            assert one is other or beside or above
