"""What was typed at an earlier screen answers nothing: nobody answers a question that they have not seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.pipeline.conversations import Conversations
from bot.store.sqlite import open_store
from bot.telegram import updates
from dialogs.effects import BESIDE, Show
from dialogs.events import Said, Tapped
from dialogs.session import Session
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.carrier import Post
from tests.support.talk import Talk, talk

PERSON = "test:1"
NOT_TAKEN = "没有记下：不能确定它答的是下面这一屏"


def at(key: str) -> tuple[Talk, int]:
    """Somebody at this question, and the revision of the screen before it."""
    person = talk().until(key)
    return person, person.session.revision - 1


# What it means


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("staff_degree", "15"),
        ("registered_in_beijing", "是"),
        ("founded_on", "2018年3月12日"),
        ("smes_served", "160 210"),
    ],
)
def test_an_answer_typed_at_the_screen_before_is_not_recorded_and_said_not_to_be(key: str, words: str) -> None:
    person, before = at(key)
    answers = dict(person.answers)
    person.say_at(before, words)
    assert person.answers == answers and person.open == key
    assert f"“{words}”{NOT_TAKEN}" in person.plain
    person.say(words)
    assert key in person.answers


def test_an_answer_typed_at_the_open_screen_is_taken() -> None:
    person, before = at("staff_degree")
    person.say_at(before + 1, "15")
    assert person.answers["staff_degree"] == 15


def test_a_question_shown_once_more_is_still_the_same_question() -> None:
    person = talk().until("staff_degree")
    seen = person.session.revision
    person.say("服务人员要多少人？")
    assert person.session.revision > seen
    person.say_at(seen, "15")
    assert person.answers["staff_degree"] == 15


def test_at_boxes_to_tick_another_tick_is_no_other_screen() -> None:
    person = talk().until("functions")
    seen = person.session.revision
    person.tap("信息服务")
    person.say_at(seen, "信息服务、培训服务、法律服务")
    assert person.answers["offers_training"] is True


def test_what_is_asked_back_is_another_question() -> None:
    person = talk().until("total_assets_yuan")
    seen = person.session.revision
    person.say("150")
    assert person.open == "confirm"
    person.say_at(seen, "对")
    assert person.open == "confirm" and "total_assets_yuan" not in person.answers


def test_a_word_on_a_button_of_a_screen_not_seen_presses_nothing() -> None:
    person = talk().until("staff_degree")
    person.tap(wording.PAUSE)
    before = person.session.revision - 1
    person.say("/restart")
    person.say_at(before, wording.REALLY_RESTART)
    assert person.answers


def test_back_said_twice_goes_back_once() -> None:
    person = talk().until("staff_degree")
    seen = person.session.revision
    person.say_at(seen, wording.BACK)
    assert person.open == "service_staff"
    person.say_at(seen, wording.BACK)
    assert person.open == "service_staff"


def test_where_nothing_is_asked_a_word_is_taken_as_ever() -> None:
    person = talk().until("staff_degree")
    before = person.session.revision
    person.tap(wording.PAUSE)
    person.say_at(before, "你好")
    assert person.open == "staff_degree" and NOT_TAKEN not in person.plain


def test_a_question_about_the_text_is_answered_wherever_it_was_typed() -> None:
    person, before = at("staff_degree")
    person.say_at(before, "复评不合格会怎么样？")
    assert "第十五条" in person.plain and NOT_TAKEN not in person.plain


def test_a_command_is_obeyed_wherever_it_was_typed() -> None:
    person, before = at("staff_degree")
    person.say_at(before, "/privacy")
    assert wording.PRIVACY_TITLE in person.plain


def test_a_change_told_of_there_is_offered_to_be_kept_and_not_kept() -> None:
    person, before = at("staff_degree")
    person.say_at(before, "上周五换了法人")
    assert wording.OFFERED in person.plain
    assert person.session.deadlines == [] and person.open == "staff_degree"


# Events that wait for each other


@pytest.fixture
async def conversations(tmp_path: Path) -> AsyncIterator[Conversations]:
    store = await open_store(tmp_path)
    yield Conversations(store, lambda: datetime(2026, 11, 23, 12, tzinfo=BEIJING), published)
    await store.close()


async def begun(conversations: Conversations, post: Post) -> Tapped:
    """Somebody at the first question that a word answers; a tap on its button 是."""
    for words in ("/start", wording.START, wording.NOTICE_NOT_OUT, wording.ONE_BY_ONE):
        await conversations.handle(PERSON, Said(words), post.open(PERSON))
    screen = post.arrived[-1].effect
    assert isinstance(screen, Show) and "独立法人" in screen.view.plain
    return Tapped("a:yes", screen.revision)


async def test_yes_typed_twice_before_the_next_question_came_answers_one(conversations: Conversations) -> None:
    post = Post(conversations.clock)
    await begun(conversations, post)
    await asyncio.gather(
        *(conversations.handle(PERSON, Said("是"), post.open(PERSON), f"test:{n:04}") for n in range(2))
    )
    answers = (await conversations.session(PERSON)).answers
    assert answers.get("independent_legal_person") is True and "registered_in_beijing" not in answers


async def test_a_text_that_came_before_the_screen_of_a_tap_answers_nothing(conversations: Conversations) -> None:
    post = Post(conversations.clock)
    tap = await begun(conversations, post)
    await asyncio.gather(
        conversations.handle(PERSON, tap, post.open(PERSON)),
        conversations.handle(PERSON, Said("否"), post.open(PERSON)),
    )
    answers = (await conversations.session(PERSON)).answers
    assert answers.get("independent_legal_person") is True and "registered_in_beijing" not in answers


async def test_where_the_channel_knows_that_a_text_was_typed_below_the_new_screen_it_is_taken(
    conversations: Conversations,
) -> None:
    """The answer of Telegram to what was sent may come later than that of the person who has read it."""
    post = Post(conversations.clock)
    await begun(conversations, post)
    await asyncio.gather(
        conversations.handle(PERSON, Said("是"), post.open(PERSON)),
        conversations.handle(PERSON, lambda session: Said("否", session.revision), post.open(PERSON)),
    )
    answers = (await conversations.session(PERSON)).answers
    assert answers["independent_legal_person"] is True and answers["registered_in_beijing"] is False


async def test_a_text_that_waits_behind_a_look_at_something_else_is_taken(conversations: Conversations) -> None:
    post = Post(conversations.clock)
    await begun(conversations, post)
    await asyncio.gather(
        conversations.handle(PERSON, Tapped("chapters", BESIDE), post.open(PERSON)),
        conversations.handle(PERSON, Said("是"), post.open(PERSON)),
    )
    assert (await conversations.session(PERSON)).answers.get("independent_legal_person") is True


# On Telegram, by the places of the last screens


@pytest.mark.parametrize(
    ("message", "replied", "revision", "about"),
    [
        (31, None, 7, None),  # below the newest
        (25, None, 6, None),  # the newest was sent only after it
        (11, None, 0, None),
        (40, 30, 7, 0),
        (40, 20, 6, 0),
        (40, 5, 0, None),  # to a screen that is no longer remembered
        (40, 33, 7, None),  # to the answer to a question
        (40, 32, 7, 4),  # to a reminder
    ],
)
def test_a_message_was_typed_at_the_screen_it_replies_to_or_at_the_newest_above_it(
    message: int, replied: int | None, revision: int, about: int | None
) -> None:
    bot, person = {"id": 9, "is_bot": True, "first_name": "b"}, {"id": 1, "is_bot": False, "first_name": "x"}
    chat = {"id": 1, "type": "private"}
    said = {"message_id": message, "date": 0, "from": person, "chat": chat, "text": "15"}
    reply = {"reply_to_message": {"message_id": replied, "date": 0, "from": bot, "chat": chat}} if replied else {}
    arrival = updates.read({"update_id": 1, "message": said | reply})
    session = Session(shown={"12": 5, "20": 6, "30": 7}, reminders={"32": 4})
    assert arrival.said(session) == Said("15", revision, about=about)
    assert arrival.said(Session()) == Said("15", None)
