"""The operator's commands, and the announcement that reaches each once whatever happens on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot import personal, wording
from bot.announcing import Announcer, Notice
from bot.conversations import Conversations
from bot.delivery import Blocked, NotArrived, Wait
from bot.settings import Settings
from bot.store import SqliteStore, open_store
from bot.waker import Waker
from dialogs import wording as said
from dialogs.events import Said, Say
from dialogs.step import BEIJING
from rules.working_days import published
from tests.botapi import Server
from tests.carrier import Killed, Post
from tests.kills import Process

NOW = datetime(2026, 11, 25, 12, tzinfo=BEIJING)
WORDS = "2027年申报通知已发布，截止日期6月30日。"
OPERATOR = 7


class House:
    def __init__(self, store: SqliteStore) -> None:
        self.now = NOW
        self.store = store
        self.post = Post(lambda: self.now)
        self.start()

    def start(self) -> None:
        """A process begins."""
        self.conversations = Conversations(self.store, lambda: self.now, published)
        openers = {"test": self.post.open}
        self.announcer = Announcer(self.conversations, openers, between=0)
        self.waker = Waker(self.conversations, openers, between=0)

    async def wanted_by(self, *people: str) -> None:
        for person in people:
            await self.conversations.handle(person, Said("/notify"), self.post.open(person))
        self.post.arrived.clear()

    async def announce(self) -> None:
        await self.announcer.begin("1", Notice(words=WORDS, chat=OPERATOR, begun=NOW))
        await self.announcer.go_on()

    @property
    def told(self) -> Counter[str]:
        return Counter(
            arrived.person
            for arrived in self.post.arrived
            if isinstance(arrived.effect, Say) and WORDS in arrived.effect.view.plain
        )


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    store = await open_store(tmp_path)
    yield House(store)
    await store.close()


async def test_who_asked_for_it_is_told_once_and_nobody_else(house: House) -> None:
    await house.wanted_by("test:1", "test:2", "test:3")
    await house.wanted_by("test:3")  # no longer
    await house.conversations.handle("test:4", Said("/start"), house.post.open("test:4"))
    await house.announce()
    await house.announcer.go_on()
    assert house.told == {"test:1": 1, "test:2": 1}
    assert await house.announcer.left("1") == 0


async def test_an_announcement_says_where_it_comes_from_and_how_to_hear_no_more_of_it(house: House) -> None:
    await house.wanted_by("test:1")
    await house.announce()
    effect = house.post.arrived[-1].effect
    assert isinstance(effect, Say)
    assert "第十条" in effect.view.plain and "管理员" in effect.view.plain
    assert said.NO_NOTICE in [button.label for row in effect.view.rows for button in row]


async def test_after_a_crash_in_the_middle_it_goes_on_and_nobody_is_told_twice(house: House) -> None:
    people = [f"test:{number}" for number in range(8)]
    await house.wanted_by(*people)
    house.post.coming = [None, None, Killed()]
    with pytest.raises(Killed):
        await house.announce()
    house.start()
    await house.announcer.go_on()
    assert house.told == dict.fromkeys(people, 1)


async def test_limits_blocks_and_failures_of_some_keep_nothing_from_the_others(house: House) -> None:
    people = [f"test:{number}" for number in range(5)]
    await house.wanted_by(*people)
    house.post.coming = [Wait(60), Blocked(), NotArrived("down")]
    await house.announce()
    assert house.told == dict.fromkeys(people[3:], 1)
    house.now = NOW.replace(minute=2)
    await house.waker.tick()
    assert house.told == dict.fromkeys([people[0], *people[2:]], 1)
    assert (await house.conversations.session(people[1])).paused


async def test_who_is_forgotten_is_not_told(house: House) -> None:
    await house.wanted_by("test:1")
    await house.store.put(await personal.forgotten(house.store, "test:1"))
    await house.announce()
    assert house.told == {}


def test_the_ids_of_operators_are_read_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPERATORS", "42，7")
    assert Settings().operators == {42, 7}


def test_the_operator_sees_figures_and_questions_takes_a_copy_and_announces(tmp_path: Path) -> None:
    with Server() as server:
        door = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_BASE_URL": server.base_url, "PAGE": "false"}
        process = Process(tmp_path / "data", OPERATORS=str(OPERATOR), **door)
        try:
            operator, holder, stranger = server.phone(OPERATOR), server.phone(8), server.phone(9)
            holder.say("/notify")
            holder.wait_for("申报通知出来时告诉您")
            holder.say("评上以后奖励多少钱")
            holder.expect(lambda screen: screen.text)
            operator.say("/stats")
            assert "要申报通知的人：1" in operator.wait_for("用过的人").text
            operator.say("/unanswered")
            operator.wait_for("没答到的问题")
            operator.say("/backup")
            operator.wait_for("已备份")
            assert list((tmp_path / "data" / "backups").glob("*.sqlite"))
            operator.say("/notice")
            operator.wait_for("写在命令后面")
            operator.say(f"/notice {WORDS}")
            operator.tap(wording.NOTICE_SEND.format(count=1))
            holder.wait_for(WORDS)
            operator.wait_for("发完了：1/1")
            for command in ("/stats", "/unanswered", "/backup", f"/notice {WORDS}"):
                stranger.say(command)
                stranger.wait_for(said.OPERATORS_ONLY)
        finally:
            process.kill()
        assert server.violations == []
        told = [message for message in holder.messages if WORDS in message.text]
        assert len(told) == 1
