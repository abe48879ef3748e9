"""The operator looks at the answers on a phone: page by page, and marks a sample."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.operations import questions
from bot.operations.questions import Precision, Sample
from bot.store.keys import QUESTION, beside
from bot.store.sqlite import SqliteStore
from bot.wording import zh as wording
from dialogs.effects import Answered
from dialogs.wording import zh as said
from knowledge.questions import load
from rules.beijing_2019 import BOOK
from tests.support.botapi.phone import Phone
from tests.support.both_channels.running import through_telegram

OPERATOR = 7
TODAY = date(2026, 11, 25)
POINTS = [id for entry in load(BOOK.text) for id, _ in entry.intents if "/" in id][:12]


async def complained(store: SqliteStore) -> None:
    """Of the first point twelve times, of the next eleven times, and so on."""
    rows = [
        beside(QUESTION, TODAY, "wrong", point, "资产 多少")
        for times, point in zip(range(len(POINTS), 0, -1), POINTS, strict=True)
        for _ in range(times)
    ]
    await store.put(dict.fromkeys(rows, ""))


async def operated(store: SqliteStore, directory: Path, act: Callable[[Phone], None]) -> None:
    async with through_telegram(store, directory, OPERATOR) as telegram:
        await asyncio.to_thread(act, telegram.server.phone(OPERATOR))


async def test_ten_points_are_a_page_the_worst_first(store: SqliteStore, tmp_path: Path) -> None:
    await complained(store)

    def look(operator: Phone) -> None:
        operator.say("/answers")
        first = operator.wait_for(wording.ANSWERS)
        assert f"“答错了”{sum(range(len(POINTS) + 1))}次" in first.text
        assert first.text.index("答错了12次") < first.text.index("答错了3次")
        assert f"〔{POINTS[0]}〕" in first.text and f"〔{POINTS[10]}〕" not in first.text
        assert "资产 多少" in first.text and wording.ONLY_KNOWN_WORDS in first.text
        operator.tap(wording.NEXT_PAGE.format(page=2, pages=2))
        second = operator.wait_for(f"〔{POINTS[11]}〕")
        assert second.id == first.id and f"〔{POINTS[0]}〕" not in second.text
        operator.tap(wording.EARLIER_PAGE.format(page=1))
        operator.wait_for(f"〔{POINTS[0]}〕")
        for page in ("2", "99"):
            operator.say(f"/answers {page}")
            operator.wait_for(f"〔{POINTS[11]}〕")
        operator.say("/answers 王建国")
        operator.wait_for(f"〔{POINTS[0]}〕")

    await operated(store, tmp_path, look)


async def test_what_found_no_answer_is_paged_too(store: SqliteStore, tmp_path: Path) -> None:
    rows = [beside(QUESTION, TODAY, "unanswered", "", f"word{n:02}") for n in range(11) for _ in range(20 - n)]
    await store.put(dict.fromkeys(rows, ""))

    def look(operator: Phone) -> None:
        operator.say("/unanswered")
        assert "word09" in operator.wait_for("20次　word00").text
        operator.tap(wording.NEXT_PAGE.format(page=2, pages=2))
        operator.wait_for("10次　word10")

    await operated(store, tmp_path, look)


async def test_a_sample_is_marked_one_by_one_and_the_precision_is_read(store: SqliteStore, tmp_path: Path) -> None:
    sample = Sample(store)
    for point in POINTS[:3]:
        await store.put(await sample.rows(Answered(words="资产", point=point, confidence=0.95), TODAY))

    def mark(operator: Phone) -> None:
        operator.say("/answers")
        operator.tap(wording.SAMPLE)
        operator.wait_for("待查3个")
        operator.double_tap(wording.MARK_RIGHT)
        operator.wait_for_toast(wording.MARK_GONE)
        operator.tap(wording.MARK_LATER)
        operator.tap(wording.MARK_WRONG)
        operator.wait_for("待查1个")
        operator.tap(wording.MARK_RIGHT)
        operator.wait_for(wording.SAMPLE_NONE)
        operator.tap(wording.TO_ANSWERS)
        seen = operator.wait_for("抽查3个，答对2个（66%）；其中把握0.9以上的3个，答对2个。待查0个。")
        assert "抽查答错1个" in seen.text and wording.SAMPLE not in str(seen.buttons)

    await operated(store, tmp_path, mark)
    assert (await questions.review(store)).for_certain == Precision(3, 2)


async def test_others_are_shown_nothing(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path, OPERATOR) as telegram:
        stranger = telegram.server.phone(9)

        def ask() -> None:
            for command in ("/answers", "/unanswered"):
                stranger.say(command)
                stranger.wait_for(said.OPERATORS_ONLY)

        await asyncio.to_thread(ask)
