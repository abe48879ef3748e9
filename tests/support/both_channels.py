"""The assistant in this process on both channels, with a clock set by hand, and what each shows of an answer."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import httpx
from telegram import Bot

from bot import web
from bot.background.broadcast import Broadcaster
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import SqliteStore
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.client import ALLOWED_UPDATES
from bot.telegram.dispatcher import PERSON, Dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.operator_commands import Operator
from bot.telegram.polling import Poller
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.botapi.world import Message


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
        poller = Poller(f"{bot.base_url}/getUpdates", request, reception, ALLOWED_UPDATES)
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


# What is shown of an answer


class Heard(NamedTuple):
    """One thing said. first: the first paragraph; quotes: of the law, each with its words in bold, the citation among
    them; notes: in the margin; labels: of the buttons below."""

    first: str
    quotes: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    labels: tuple[str, ...]


class Person(Protocol):
    """Somebody on either channel."""

    async def says(self, words: str, replies: int) -> list[Heard]:
        """What is said to it."""

    async def taps(self, label: str) -> str:
        """The word in passing that answers the last button with the label."""


_TAG = re.compile(r"<[^>]*>")
_BOLD = re.compile(r"<(?:b|strong)>(.*?)</(?:b|strong)>", re.S)


def _heard(paragraphs: Iterable[tuple[str, str]], labels: Iterable[str]) -> Heard:
    """From paragraphs of HTML, each with the name of its element."""
    said = list(paragraphs)
    bold = (tuple(map(html.unescape, _BOLD.findall(words))) for name, words in said if name == "blockquote")
    notes = tuple(_plain(words) for name, words in said if name == "note")
    return Heard(_plain(said[0][1]), tuple(bold), notes, tuple(labels))


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words)).strip()


class OnThePhone:
    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone, self.server = phone, server

    async def says(self, words: str, replies: int) -> list[Heard]:
        own = self.phone.say(words)

        def new() -> list[Message]:
            return [each for each in self.phone.messages if each.sender.is_bot and each.id > own.id]

        await asyncio.to_thread(self.server.until, lambda: len(new()) >= replies)
        return [self._seen(message) for message in new()]

    async def taps(self, label: str) -> str:
        before = len(self.phone.toasts)
        await asyncio.to_thread(self.phone.tap, label)
        await asyncio.to_thread(self.server.until, lambda: len(self.phone.toasts) > before)
        return self.phone.toasts[-1]

    def _seen(self, message: Message) -> Heard:
        names = {"<blockquote>": "blockquote", "<i>": "note"}
        paragraphs = message.html.split("\n\n")
        named = [
            (next((name for tag, name in names.items() if words.startswith(tag)), "p"), words) for words in paragraphs
        ]
        return _heard(named, [label for row in message.buttons for label in row])


_SPOKEN = re.compile(r'<div class="spoken"[^>]*>(.*?)(?=<div class="(?:spoken|own)|\Z)', re.S)
_PARAGRAPH = re.compile(r'<(p|h2|blockquote)( class="note")?>(.*?)</(?:p|h2|blockquote)>', re.S)
_LABEL = re.compile(r'<button name="action"[^>]*>([^<]*)<')


class OnThePage:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    async def says(self, words: str, replies: int) -> list[Heard]:
        page = (await self.visitor.browser.post("/say", data={"text": words})).text
        log, _, rest = page.partition('<p id="status"')
        said = _SPOKEN.findall(log.rpartition('<div class="own"')[2])
        live = _LABEL.findall(rest.partition("</form>")[0])
        heard = [
            _heard(
                [("note" if note else name, inside) for name, note, inside in _PARAGRAPH.findall(each)],
                map(html.unescape, _LABEL.findall(each) or live),
            )
            for each in said
        ]
        assert len(heard) >= replies, page
        return heard

    async def taps(self, label: str) -> str:
        page = (await self.visitor.browser.get("/")).text
        actions = re.findall(rf'value="([^"]*)"[^>]*>{re.escape(label)}<', page.partition('<p id="status"')[0])
        form = {"action": html.unescape(actions[-1]), "revision": "0"}
        answer = (await self.visitor.browser.post("/tap", data=form)).text
        status = re.search(r'<p id="status"[^>]*>(.*?)</p>', answer, re.S)
        assert status
        return _plain(status[1])
