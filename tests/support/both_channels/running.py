"""The assistant in this process, on each channel, with a clock set by hand."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
from telegram import Bot

from bot import web
from bot.background.broadcast import Broadcaster
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import SqliteStore
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.client import ALLOWED_UPDATES, TokenCheck
from bot.telegram.dispatcher import PERSON, Dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.operator_commands import Operator
from bot.telegram.polling import Poller
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 12, tzinfo=BEIJING)

    def put_forward(self, month: int, day: int) -> None:
        self.now = datetime(2026, month, day, 9, tzinfo=BEIJING)


@dataclass
class Reminding:
    clock: Clock
    waker: ReminderScheduler

    async def reminded(self, month: int, day: int) -> None:
        self.clock.put_forward(month, day)
        await self.waker.tick()


@dataclass
class Telegram(Reminding):
    server: Server


@dataclass
class Visitor(Reminding):
    """Somebody on the page."""

    browser: httpx.AsyncClient

    async def sees(self) -> str:
        return html.unescape((await self.browser.get("/")).text)

    async def says(self, words: str) -> str:
        return html.unescape((await self.browser.post("/say", data={"text": words})).text)

    async def taps(self, page: str, label: str) -> str:
        form = page.partition('<form id="choices"')[2]
        action = re.search(rf'value="([^"]*)"[^>]*>{re.escape(label)}<', form)
        revision = re.search(r'name="revision" value="(\d+)"', form)
        assert action and revision, form
        answer = await self.browser.post("/tap", data={"action": action[1], "revision": revision[1]})
        return html.unescape(answer.text)


@asynccontextmanager
async def through_telegram(store: SqliteStore, tmp_path: Path, *operators: int) -> AsyncIterator[Telegram]:
    clock = Clock()
    with Server() as server:
        conversations = Conversations(store, lambda: clock.now, published)
        request = AiohttpRequest(connections=2)
        bot = Bot(server.token, server.base_url, request=request, get_updates_request=request)
        await bot.initialize()
        pace = Throttle(between=0)
        announcer = Broadcaster(conversations, {}, pace)
        door = Dispatcher(bot, conversations, Operator(bot, frozenset(operators), conversations, announcer, tmp_path))
        reception = Inbox(door, store, conversations.clock)
        poller = Poller(f"{bot.base_url}/getUpdates", request, reception, ALLOWED_UPDATES, TokenCheck(bot).confirm)
        polling = asyncio.create_task(poller.run())
        yield Telegram(clock, ReminderScheduler(conversations, {PERSON: door.channel_to}, pace), server)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await reception.drain(5)
        await bot.shutdown()
    assert server.violations == []


@asynccontextmanager
async def on_the_page(store: SqliteStore) -> AsyncIterator[Visitor]:
    clock = Clock()
    conversations, live = Conversations(store, lambda: clock.now, published), web.EventStreams()
    app = web.application(conversations, "secret", events=live)
    waker = ReminderScheduler(conversations, {web.PERSON: web.channel_to(conversations, live)}, Throttle(between=0))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", follow_redirects=True) as browser:
        await browser.get("/")
        yield Visitor(clock, waker, browser)
