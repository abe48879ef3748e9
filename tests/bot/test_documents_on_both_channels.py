"""The verdict taken along: through Telegram's Bot API, and on the page."""

from __future__ import annotations

import asyncio
import html
import io
import re
import threading
from collections.abc import AsyncIterator
from datetime import date, datetime
from urllib.parse import unquote

import docx
import pypdf
import pytest
import typst
from starlette.applications import Starlette
from telegram import Bot
from telegram.error import BadRequest

from bot import web
from bot.commands.exported import record_in
from bot.documents import renderer, typeset
from bot.documents.refusal import CannotRender
from bot.documents.renderer import AT_A_TIME, Renderer
from bot.pipeline.conversations import Conversations
from bot.store.sqlite import SqliteStore
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.channel import TelegramChannel
from bot.token_buckets import TokenBuckets
from bot.web.server_sent_events import EventStreams
from bot.wording import zh as wording
from dialogs.effects import Document
from dialogs.events import Said, Tapped
from dialogs.session import Session
from dialogs.views import View, text
from dialogs.wording import zh as said
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.browsers.scriptless import Browser
from tests.support.talk import concluded

NOW = datetime(2026, 11, 23, 12, tzinfo=BEIJING)
ANSWERS = concluded().answers
LABELS = dict(said.FORMS)


def document(form: str) -> Document:
    view = View(blocks=(text("一份文件"),))
    day = date(2026, 11, 23)
    return Document(form=form, name=f"结论.{form}", text="beijing-2019", answers=ANSWERS, today=day, view=view)


@pytest.fixture
def conversations(store: SqliteStore) -> Conversations:
    return Conversations(store, lambda: NOW, published)


async def keep(conversations: Conversations, person: str) -> Session:
    """Somebody who sees the verdict."""
    session = concluded().session
    await conversations.store.put({f"session:{person}": session.model_dump_json()})
    return session


def opens(form: str, content: bytes) -> bool:
    """Whether another library finds the conclusion in it."""
    match form:
        case "docx":
            return "申报自测结论" in [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
        case "pdf":
            return "符合申报条件" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
        case "png":
            return content.startswith(b"\x89PNG")
    return record_in(content).verdict.overall == "eligible"


# Telegram


@pytest.fixture
def server() -> AsyncIterator[Server]:  # type: ignore[misc]
    with Server() as server:
        yield server
        assert server.violations == []


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    request = AiohttpRequest(connections=2)
    async with Bot(server.token, server.base_url, request=request, get_updates_request=request) as bot:
        yield bot


@pytest.mark.parametrize("form", LABELS)
async def test_through_telegram(server: Server, bot: Bot, conversations: Conversations, form: str) -> None:
    phone = server.phone(1)
    session = await keep(conversations, "telegram:1")
    phone.say("打印")
    channel = TelegramChannel(bot, 1, conversations.documents)
    await conversations.handle("telegram:1", Said("打印"), channel)
    assert phone.screen.buttons == [[*LABELS.values()][:2], [*LABELS.values()][2:]]
    await conversations.handle("telegram:1", Tapped(f"as:{form}", 0), channel)
    message = phone.messages[-1]
    assert message.document and opens(form, message.document.content)
    assert message.document.name == f"自测结论-2026-11-23.{form}"
    assert message.text == said.RESULT_AS_FILE[form]
    assert message.buttons == ([[wording.FORWARD]] if form == "png" else [])
    after = await conversations.session("telegram:1")
    assert (after.answers, after.screen, after.outbox) == (session.answers, session.screen, [])


async def test_what_cannot_be_made_is_said_and_the_rest_goes_on(
    server: Server, bot: Bot, conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "system_fonts", lambda: typst.Fonts(include_system_fonts=False))
    phone = server.phone(1)
    await keep(conversations, "telegram:1")
    phone.say("打印")
    channel = TelegramChannel(bot, 1, conversations.documents)
    for form in ("pdf", "docx"):
        await conversations.handle("telegram:1", Tapped(f"as:{form}", 0), channel)
    *_, refused, word = phone.messages
    assert refused.text == wording.NO_CHINESE_FONT and word.document
    assert (await conversations.session("telegram:1")).outbox == []


async def test_a_document_that_telegram_did_not_take_waits_and_comes_once(
    server: Server, bot: Bot, conversations: Conversations, monkeypatch: pytest.MonkeyPatch
) -> None:
    from telegram.error import NetworkError

    phone = server.phone(1)
    await keep(conversations, "telegram:1")
    phone.say("打印")

    async def unreachable(*_: object, **__: object) -> None:
        raise NetworkError("no way there")

    channel = TelegramChannel(bot, 1, conversations.documents)
    with monkeypatch.context() as down:
        down.setattr(type(bot), "send_document", unreachable)
        await conversations.handle("telegram:1", Tapped("as:pdf", 0), channel)
    held = await conversations.session("telegram:1")
    assert [effect.kind for effect in held.outbox] == ["document"]
    await conversations.store.put(
        {"session:telegram:1": Session(**dict(held) | {"held_until": None}).model_dump_json()}
    )
    await conversations.handle("telegram:1", Said("谢谢"), channel)
    assert len([message for message in phone.messages if message.document]) == 1


# The page


@pytest.fixture
def app(conversations: Conversations) -> Starlette:
    return web.application(conversations, "secret", events=EventStreams())


@pytest.fixture
async def browser(app: Starlette, conversations: Conversations) -> Browser:
    browser = Browser(app)
    await browser.open()
    await browser.tap(said.START)
    await keep(conversations, browser.person)
    return browser


@pytest.mark.parametrize("form", LABELS)
async def test_on_the_page(browser: Browser, form: str) -> None:
    await browser.say("发给领导")
    await browser.tap(LABELS[form])
    page = html.unescape(browser.seen)
    name = f"自测结论-2026-11-23.{form}"
    assert wording.FETCH_FILE.format(name=name) in page and said.RESULT_AS_FILE[form] in page
    assert ('class="share"' in page) == (form in ("pdf", "png"))
    address = re.findall(r'href="(/file/[0-9]+)"', page)[-1]
    fetched = [await browser.http.get(address) for _ in range(2)]
    assert fetched[0].content == fetched[1].content and opens(form, fetched[0].content)
    plain, extended = fetched[0].headers["content-disposition"].split("; ")[1:]
    assert plain == f'filename="file.{form}"'
    assert unquote(extended.removeprefix("filename*=UTF-8''")) == name


async def test_a_link_gives_the_verdict_that_it_was_offered_for(browser: Browser, conversations: Conversations) -> None:
    await browser.say("打印")
    await browser.tap(LABELS["json"])
    address = re.findall(r'href="(/file/[0-9]+)"', browser.seen)[-1]
    session = await conversations.session(browser.person)
    session.answers = session.answers | {"gathered_institutions": 2}
    await conversations.store.put({f"session:{browser.person}": session.model_dump_json()})
    assert record_in((await browser.http.get(address)).content).verdict.overall == "eligible"


async def test_without_a_font_the_page_says_so(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "system_fonts", lambda: typst.Fonts(include_system_fonts=False))
    await browser.say("打印")
    await browser.tap(LABELS["pdf"])
    response = await browser.http.get(re.findall(r'href="(/file/[0-9]+)"', browser.seen)[-1])
    assert response.status_code == 503 and wording.NO_CHINESE_FONT in html.unescape(response.text)


# How many


async def test_one_person_gets_so_many_in_a_row_and_others_are_not_kept_from_theirs() -> None:
    clock = [0.0]
    made = Renderer(published, TokenBuckets(2, 0.5, lambda: clock[0]))
    for _ in range(2):
        assert await made.render("a", document("json"))
    with pytest.raises(CannotRender, match="过2秒"):
        await made.render("a", document("json"))
    assert await made.render("b", document("json"))
    clock[0] = 2.0
    assert await made.render("a", document("json"))


async def test_only_a_few_are_made_at_a_time_and_the_loop_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go, most = [0], threading.Event(), [0]

    def slowly(self: Renderer, document: Document) -> bytes:
        begun[0] += 1
        most[0] = max(most[0], begun[0])
        go.wait(10)
        begun[0] -= 1
        return b"made"

    monkeypatch.setattr(Renderer, "_made", slowly)
    monkeypatch.setattr(renderer, "MOST_WAITING", 5)
    made = Renderer(published)
    under_way = [asyncio.create_task(made.render(str(person), document("pdf"))) for person in range(5)]
    await asyncio.sleep(0)
    with pytest.raises(CannotRender, match="太多"):
        await made.render("one more", document("pdf"))
    go.set()
    assert await asyncio.gather(*under_way) == [b"made"] * 5
    assert most[0] <= AT_A_TIME


async def test_a_fault_of_ours_is_said_and_not_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Renderer, document: Document) -> bytes:
        raise BadRequest("anything")

    monkeypatch.setattr(Renderer, "_made", broken)
    with pytest.raises(CannotRender, match="没有做成"):
        await Renderer(published).render("a", document("pdf"))
