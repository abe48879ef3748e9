"""A consultant with two units: one conversation, through Telegram and on the page."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.store.sqlite import SqliteStore
from dialogs.wording import zh as wording
from dialogs.wording import zh_units as units
from tests.support.both_channels.running import on_the_page, through_telegram

FIRST_QUESTION = "申请受理截止日期是哪天？"


async def test_through_telegram(store: SqliteStore, tmp_path: Path) -> None:
    async with through_telegram(store, tmp_path) as telegram:
        phone = telegram.server.phone(1)

        def consultant_begins_another() -> None:
            phone.say("/start")
            phone.wait_for(wording.HOME_TITLE)
            phone.tap(wording.START)
            phone.wait_for(FIRST_QUESTION)
            phone.tap(wording.NOTICE_NOT_OUT)
            phone.wait_for("单位的情况")
            phone.say("我们另一家公司")
            phone.wait_for(units.ABOUT.format(most=20))
            phone.tap(units.NEW)
            phone.wait_for(units.NEW_ASKED)
            phone.say("朝阳 <智服>")
            phone.wait_for("【朝阳 <智服>】")
            phone.say("上周五换了法人")
            phone.wait_for("【朝阳 <智服>】变更备案（法定代表人）")

        def consultant_goes_back() -> None:
            phone.say("切换到单位1")
            phone.wait_for("好，现在是“单位1”。")
            phone.wait_for("单位的情况")

        def consultant_files() -> None:
            reminder = phone.wait_for("【朝阳 <智服>】变更备案（法定代表人）：还有20个工作日")
            phone.say("昨天备案了", reply_to=reminder.id)
            phone.wait_for("没有逾期")
            phone.say("/continue")
            phone.wait_for("【单位1】")

        await asyncio.to_thread(consultant_begins_another)
        await asyncio.to_thread(consultant_goes_back)
        await telegram.reminded(12, 4)
        await asyncio.to_thread(consultant_files)


async def test_on_the_page(store: SqliteStore) -> None:
    async with on_the_page(store) as consultant:
        page = await consultant.taps(await consultant.sees(), wording.START)
        page = await consultant.taps(page, wording.NOTICE_NOT_OUT)
        assert "独立法人" in page
        page = await consultant.says("我们另一家公司")
        assert units.ABOUT.format(most=20) in page
        assert units.NEW_ASKED in await consultant.taps(page, units.NEW)
        page = await consultant.says("朝阳 <智服>")
        assert "【朝阳 <智服>】" in page and FIRST_QUESTION in page
        assert "【朝阳 <智服>】变更备案（法定代表人）" in await consultant.says("上周五换了法人")
        page = await consultant.says("切换到单位1")
        assert "【单位1】" in page and "独立法人" in page
        await consultant.reminded(12, 4)
        page = await consultant.sees()
        assert "【朝阳 <智服>】变更备案（法定代表人）：还有20个工作日" in page
        page = await consultant.says("昨天备案了")
        assert "没有逾期" in page
        page = await consultant.says("/continue")
        assert "【单位1】" in page
