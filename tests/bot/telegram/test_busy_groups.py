"""A busy group silences nobody, bots do not talk to each other for ever, and what nobody asked gets no answer."""

from __future__ import annotations

import asyncio
from itertools import count
from pathlib import Path

import pytest

from bot.telegram import updates
from bot.telegram.albums import REMEMBERED, Albums
from bot.telegram.dispatcher import OF_BOTS, WAITING
from bot.telegram.inbox import MOST_UNDER_WAY
from dialogs.wording import zh as wording
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.botapi.world import Chat, User
from tests.support.telegram import running
from tests.support.virtual_time import VirtualTime

PEOPLE = count(5_000)
ASKED = "@platform_test_bot 第十七条讲什么"
ANSWER = "30个工作日"


def member(server: Server, group: Chat) -> Phone:
    return server.phone(next(PEOPLE)).in_group(group)


def bot_in(server: Server, chat: Chat) -> Phone:
    user = User(next(PEOPLE), "别的机器人", username="another_bot", is_bot=True)
    return Phone(server.world, user, chat)


def said_by_the_bot(phone: Phone) -> list[str]:
    return [message.text for message in phone.messages if message.sender.username == "platform_test_bot"]


def is_answered(server: Server) -> None:
    """The assistant is there, and everything that came before has been looked at."""
    phone = server.phone(next(PEOPLE))
    phone.say("/start")
    phone.wait_for(wording.HOME_TITLE, 60)


# A busy group


def test_a_group_at_its_limit_keeps_nobody_waiting_however_much_is_asked_there(tmp_path: Path) -> None:
    with running(tmp_path) as (server, _):
        group = server.group()
        server.fault("sendMessage", 429, times=10_000, chat=group.id, retry_after=60)
        busy = member(server, group)
        with server.world.change():
            for _ in range(MOST_UNDER_WAY + 100):
                busy.say(ASKED)
        is_answered(server)
        other = member(server, server.group())
        other.say(ASKED)
        other.wait_for(ANSWER, 30)


def test_of_what_is_asked_at_once_in_a_group_a_few_wait_and_the_rest_is_dropped(shared: Server) -> None:
    is_answered(shared)
    there = member(shared, shared.group())
    held = shared.hold("sendMessage")
    for _ in range(20):
        there.say(ASKED)
    held.wait()
    shared.until(lambda: not shared.world.updates.pending)  # all have arrived
    held.release()
    shared.until(lambda: len(said_by_the_bot(there)) == 1 + WAITING)
    there.say("@platform_test_bot 第十五条讲什么")
    there.wait_for("第十五条")
    assert len(said_by_the_bot(there)) == 1 + WAITING + 1


# Bots


def test_of_a_bot_a_few_mentions_are_answered_and_nothing_else(shared: Server) -> None:
    group = shared.group()
    person, bot = member(shared, group), bot_in(shared, group)
    person.say(ASKED)
    answer = person.wait_for(ANSWER)
    bot.say("/article 17")
    bot.say("第十七条讲什么", reply_to=answer.id)
    for number in range(1, OF_BOTS[0] + 1):
        bot.say(ASKED)
        shared.until(lambda number=number: len(said_by_the_bot(bot)) == 1 + number)  # type: ignore[misc]
    for _ in range(5):
        bot.say(ASKED)
    person.say(ASKED)
    shared.until(lambda: len(said_by_the_bot(person)) == 1 + OF_BOTS[0] + 1)


def test_a_bot_that_writes_in_private_is_not_answered(shared: Server) -> None:
    user = User(next(PEOPLE), "别的机器人", is_bot=True)
    bot = Phone(shared.world, user, shared.world.private(user))
    bot.say("/start")
    bot.sticker()
    is_answered(shared)
    assert said_by_the_bot(bot) == []


def test_who_writes_in_the_name_of_a_group_is_a_person() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    group = {"id": -100, "type": "supergroup", "title": "平台交流群"}
    message = {"message_id": 1, "date": 0, "chat": group, "from": anonymous, "text": ASKED}
    assert updates.read({"update_id": 1, "message": message}).by_bot
    assert not updates.read({"update_id": 1, "message": message | {"sender_chat": group}}).by_bot


# What gets no answer, and what gets one


def test_what_has_no_words_gets_no_answer_in_a_group(shared: Server) -> None:
    there = member(shared, shared.group())
    there.say(ASKED)
    answer = there.wait_for(ANSWER)
    there.other(answer.id, pinned_message={})
    place = there.other(answer.id, location={"latitude": 1, "longitude": 1, "live_period": 60})
    there.edit(place.id, "")
    for _ in range(3):
        there.other(answer.id, media_group_id="album", photo=[])
    is_answered(shared)
    assert len(said_by_the_bot(there)) == 1


def test_an_answer_comes_though_the_question_was_deleted_meanwhile(shared: Server) -> None:
    is_answered(shared)
    there = member(shared, shared.group())
    held = shared.hold("sendMessage")
    asked = there.say(ASKED)
    held.wait()
    with shared.world.change():
        del there.chat.shown[asked.id]
    held.release()
    assert there.wait_for(ANSWER).reply_to is None


# Albums


@pytest.mark.parametrize(
    ("parts", "answered"),  # the album of each part, in capitals where it has words
    [("Aaa", "A"), ("aaAa", "A"), ("aa", "a"), ("aBAb", "BA"), ("Aabb", "Ab"), ("AAa", "AA")],
)
def test_of_an_album_the_words_are_answered_or_else_one_part(parts: str, answered: str) -> None:
    async def arrive() -> list[bool]:
        albums = Albums()
        return await asyncio.gather(*(albums.first(1, part.lower(), part.isupper()) for part in parts))

    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        assert "".join(part for part, first in zip(parts, runner.run(arrive()), strict=True) if first) == answered


def test_countless_albums_are_not_all_remembered() -> None:
    async def arrive() -> bool:
        albums = Albums()
        for number in range(REMEMBERED + 1):
            await albums.first(1, str(number), captioned=True)
        return await albums.first(1, "0", captioned=False)

    with asyncio.Runner(loop_factory=VirtualTime) as runner:
        assert runner.run(arrive())
