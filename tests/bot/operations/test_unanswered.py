"""Questions that found no answer are kept for the operator, each with its count and without who asked."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.commands.listings import unanswered
from bot.operations import statistics
from bot.pipeline.conversations import Conversations
from bot.store.backup import StoreReader
from bot.store.sqlite import open_store
from dialogs.effects import Effect
from dialogs.events import Said
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published


class Silent:
    """A channel on which nobody looks."""

    at_once = True

    async def rows(self, effects: list[Effect]) -> Mapping[str, str | None]:
        return {}

    async def begin(self, effects: list[Effect]) -> None: ...

    async def cannot_store(self) -> None: ...

    async def deliver(self, effect: Effect, place: str | None) -> str | None: ...


async def test_what_several_people_ask_in_vain_is_counted(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    conversations = Conversations(store, lambda: datetime(2026, 11, 23, tzinfo=BEIJING), published)
    for person, question in [
        ("a", "评上奖励30万吗"),
        ("b", "评上奖励50万吗"),
        ("c", "满意度要多少"),
        ("a", "评上发铜牌吗"),
    ]:
        await conversations.handle(person, Said(question), Silent())
    assert (await statistics.unanswered(store))[0] == ("评上奖励#万吗", 2)
    assert all("满意度" not in question for question, _ in await statistics.unanswered(store))
    await store.close()
    out = io.StringIO()
    assert await unanswered(StoreReader(tmp_path), out) == 0
    assert out.getvalue().splitlines()[0] == "2\t评上奖励#万吗"
