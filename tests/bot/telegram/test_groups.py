"""In a group, what follows is about the message replied to, whatever others have asked meanwhile; nothing is kept."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.store.sqlite import SqliteStore
from bot.wording import zh as wording
from dialogs.inquiry import answers
from dialogs.wording import zh as said_wording
from knowledge.law import load
from knowledge.search import Outcome
from rules.beijing_2019 import BOOK
from tests.support.botapi.phone import Phone
from tests.support.botapi.world import Message
from tests.support.both_channels.running import Telegram, through_telegram

LAW = load(BOOK.text)
BOT = "@platform_test_bot"
NEVER_KEPT = ("session:", "question:", "sample:", "unanswered:", "inbox:")


class Group:
    """Two members of a group that the assistant is in."""

    def __init__(self, telegram: Telegram) -> None:
        group = telegram.server.group()
        self.one, self.other = (telegram.server.phone(number).in_group(group) for number in (1, 2))
        self.server = telegram.server

    async def says(self, phone: Phone, words: str, reply_to: int | None = None) -> Message:
        """The answer to it."""
        own = await asyncio.to_thread(phone.say, words, reply_to)

        def answered() -> list[Message]:
            return [each for each in phone.messages if each.sender.is_bot and each.reply_to == own.id]

        await asyncio.to_thread(self.server.until, lambda: bool(answered()))
        return answered()[-1]


FOLLOWING = [
    ("从哪天算", "办法没有说变更发生的那天"),
    ("那逾期了呢", "办法没有规定逾期备案的处罚；"),
    ("那报给谁呢", "报市经济和信息化局备案。"),
]


async def test_what_follows_is_about_the_answer_replied_to_whatever_others_asked_meanwhile(
    store: SqliteStore, tmp_path: Path
) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        filing = await group.says(group.one, f"{BOT} 法人换了要备案吗")
        assert filing.text.startswith("要：名称、地址、法定代表人、主营业务等重大变更要备案。")
        valid = await group.says(group.other, f"{BOT} 称号几年有效")
        assert "第十三条" in valid.text
        for words, begins in FOLLOWING:
            said = await group.says(group.one, words, filing.id)
            assert said.text.startswith(begins)
            assert "第十七条" in said.text
        again = await group.says(group.other, "到期了呢", valid.id)
        assert "第十三条" in again.text
    assert [key for prefix in NEVER_KEPT for key in await store.keys(prefix)] == []


async def test_a_reply_to_a_reply_is_about_the_same(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        filing = await group.says(group.one, f"{BOT} 法人换了要备案吗")
        late = await group.says(group.other, "那逾期了呢", filing.id)
        assert "第十七条" in (await group.says(group.one, "从哪天算", late.id)).text


async def test_the_clause_quoted_counts_and_not_another_that_is_named_before_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        relaxed = await group.says(group.one, f"{BOT} 哪些能放宽")
        assert relaxed.text.index("第五条（一）") < relaxed.text.index("第五条第二款")
        said = await group.says(group.other, "什么样的单位呢", relaxed.id)
        assert "第五条第二款" in said.text and LAW.clause("5.1").text not in said.text


async def test_a_member_s_question_can_be_replied_to_for_the_assistant(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        asked = group.one.say("我们法人换了，要备案吗")
        said = await group.says(group.other, f"{BOT} 从哪天算", asked.id)
        assert LAW.clause("17").text in said.text


@pytest.mark.parametrize("words", ["从哪天算", "几年"])
async def test_a_reply_to_what_is_no_answer_is_about_no_clause(store: SqliteStore, tmp_path: Path, words: str) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        refused = await group.says(group.one, f"{BOT} 中午吃什么")
        assert refused.text == wording.IN_GROUP
        alone = await group.says(group.other, f"{BOT} {words}")
        assert (await group.says(group.other, words, refused.id)).text == alone.text


async def test_several_questions_are_answered_one_by_one(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        said = await group.says(group.one, f"{BOT} 资产要多少，人员要几个")
        assert said.text.startswith("资产总额不低于200万元。")
        assert "\n\n从事为中小企业服务的人员不少于10人。\n\n" in said.text


async def test_what_is_left_open_is_said_with_the_nearest_clause(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        said = await group.says(group.one, f"{BOT} 评上以后奖励多少钱")
        assert said.text.startswith("办法没有规定奖励或补助的金额")
        assert LAW.clause("18").text in said.text


async def test_where_several_clauses_may_be_meant_they_are_shown_unless_the_reply_says_which(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsure = Outcome("choose", ("13", "14.0", "19"), "13/valid", 0.2)
    async with through_telegram(store, tmp_path) as telegram:
        group = Group(telegram)
        valid = await group.says(group.one, f"{BOT} 称号几年有效")
        monkeypatch.setattr(answers, "outcome", lambda *_: unsure)
        said = await group.says(group.one, f"{BOT} 有效期")
        assert said.text.startswith(said_wording.PERHAPS)
        assert LAW.clause("13").text in said.text and LAW.clause("14.0").text in said.text
        chosen = await group.says(group.other, "有效期", valid.id)
        assert LAW.clause("13").text in chosen.text and LAW.clause("14.0").text not in chosen.text
