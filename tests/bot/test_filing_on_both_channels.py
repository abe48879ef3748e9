"""From 上周换了法人 to 已备案, with the clock put forward: through Telegram's Bot API, and on the page."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.store.sqlite import SqliteStore
from dialogs.wording import zh as wording
from tests.support.both_channels.running import on_the_page, through_telegram

FILED = wording.IS_DONE.format(act="备案")
SHORT_DAY = "11月18日（周三）"


async def test_through_telegram(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path) as telegram:

        def holder_tells() -> None:
            phone.say("我们上周换了法人")
            label = phone.expect(lambda screen: any(SHORT_DAY in row[0] for row in screen.buttons)).buttons
            phone.tap(next(row[0] for row in label if SHORT_DAY in row[0]))
            phone.wait_for("最晚2026年12月30日（周三）备案")
            phone.tap(wording.CALENDAR)
            phone.expect(lambda _: any(message.document for message in phone.messages))

        def holder_files() -> None:
            phone.tap(FILED)
            phone.wait_for("变更备案（法定代表人）：哪天备案的？")
            phone.say("昨天")
            phone.wait_for("没有逾期")

        phone = telegram.server.phone(1)
        await asyncio.to_thread(holder_tells)
        await telegram.reminded(12, 2)
        await asyncio.to_thread(phone.expect, lambda screen: "还有20个工作日" in screen.text)
        telegram.clock.put_forward(12, 3)
        await asyncio.to_thread(holder_files)
        before = len(phone.messages)
        await telegram.reminded(12, 31)
        assert len(phone.messages) == before
    (file,) = [message.document for message in phone.messages if message.document]
    assert file.name.endswith(".ics") and b"BEGIN:VALARM" in file.content


async def test_a_reply_to_a_reminder_is_about_its_filing_and_the_reminder_then_says_that_it_is_done(
    store: SqliteStore, tmp_path: Path
) -> None:
    """The screen of 法人 stands open, and a reminder of 地址 comes."""
    async with through_telegram(store, tmp_path) as telegram:
        phone = telegram.server.phone(1)

        def holder_tells_of_two() -> None:
            phone.say("地址11月3日搬的，法人11月20日换的")
            phone.wait_for("变更备案（法定代表人）")

        def holder_files_one() -> None:
            reminder = phone.wait_for("变更备案（地址）：还有10个工作日")
            phone.say("已备案")
            phone.wait_for("哪一项已经备案了？")
            phone.say("昨天备案了", reply_to=reminder.id)
            phone.wait_for("没有逾期")
            amended = phone.wait_for("✓ 变更备案（地址）：已于2026年11月30日备案")
            assert amended.id == reminder.id and not amended.buttons
            phone.say("法人还剩几天")
            phone.wait_for("变更备案（法定代表人）：还有")

        await asyncio.to_thread(holder_tells_of_two)
        await telegram.reminded(12, 1)
        await asyncio.to_thread(holder_files_one)


async def test_on_the_page(store: SqliteStore) -> None:
    async with on_the_page(store) as holder:
        page = await holder.says("我们上周换了法人")
        label = next(found for found in re.findall(r">([^<>]*)</button>", page) if SHORT_DAY in found)
        page = await holder.taps(page, label)
        assert "最晚2026年12月30日（周三）备案" in page
        page = await holder.taps(page, wording.CALENDAR)
        (address,) = set(re.findall(r"/file/\d+", page))
        assert "BEGIN:VALARM" in (await holder.browser.get(address)).text
        await holder.reminded(12, 2)
        assert "还有20个工作日" in await holder.sees()
        holder.clock.put_forward(12, 3)
        await holder.taps(await holder.sees(), FILED)
        assert "没有逾期" in await holder.says("昨天")
        await holder.reminded(12, 31)
        assert "提醒 · 2026年12月31日" not in await holder.sees()


async def test_on_the_page_what_follows_a_reminder_is_about_it_or_asked_back(store: SqliteStore) -> None:
    async with on_the_page(store) as holder:
        await holder.says("地址11月3日搬的，法人11月20日换的")
        await holder.reminded(12, 1)
        assert "变更备案（地址）：还有10个工作日" in await holder.sees()
        assert "哪一项已经备案了？" in await holder.says("昨天备案了")
        page = await holder.says("地址")
        assert "没有逾期" in page and "✓ 变更备案（地址）：已于2026年11月30日备案" in page
        assert "变更备案（地址）：还有10个工作日" not in page
