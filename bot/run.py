"""Runs the assistant: the store, the doors that are asked for, and an orderly end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog

from bot import log as logging
from bot.conversations import Clock, Conversations
from bot.settings import Settings
from bot.store import SqliteStore, StoreError, open_store

DRAIN = 6.0  # seconds that what is under way may still take when the assistant stops

log = structlog.get_logger()


class CannotRun(Exception):
    """What keeps the assistant from starting, in one plain line."""


async def run(settings: Settings, clock: Clock) -> None:
    """Run until SIGTERM or SIGINT. Raises CannotRun."""
    logging.configure(settings.log_level)
    stop = asyncio.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    async with AsyncExitStack() as doors:
        store = await doors.enter_async_context(_opened(settings))
        conversations = Conversations(store, clock)
        if settings.telegram_bot_token is not None:
            await doors.enter_async_context(_telegram(settings, conversations))
        if settings.with_page:
            await doors.enter_async_context(_page(settings, conversations))
        warming = asyncio.create_task(asyncio.to_thread(_warm_up))
        await stop.wait()
        log.info("stopping")
        await warming
    log.info("stopped")


def _warm_up() -> None:
    """Load what the first typed answer and the first question need, now that the doors are open."""
    from dialogs import inquiry, reading

    reading.warm_up()
    inquiry.warm_up()


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[SqliteStore]:
    try:
        store = await open_store(settings.data_dir)
    except StoreError as failed:
        raise CannotRun(f"DATA_DIR: {failed}") from None
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def _telegram(settings: Settings, conversations: Conversations) -> AsyncIterator[None]:
    from telegram.error import InvalidToken, TelegramError

    from bot import telegram
    from bot.inbox import Inbox

    assert settings.telegram_bot_token is not None
    app = telegram.build(settings.telegram_bot_token.get_secret_value(), settings.telegram_base_url, conversations)
    assert app.updater is not None and isinstance(app.update_queue, Inbox)
    try:
        await telegram.persistently(app.initialize)
        await telegram.introduce(app.bot)
    except InvalidToken:
        raise CannotRun("TELEGRAM_BOT_TOKEN: Telegram does not know this token") from None
    except TelegramError as failed:
        raise CannotRun(f"TELEGRAM_BASE_URL: Telegram cannot be reached ({type(failed).__name__})") from None
    replayed = await app.update_queue.replay(app.bot)
    await app.start()
    await app.updater.start_polling(allowed_updates=telegram.ALLOWED_UPDATES, bootstrap_retries=-1)
    log.info("telegram", bot=app.bot.username, replayed=replayed)
    try:
        yield
    finally:
        await app.updater.stop()
        await conversations.lanes.drain(DRAIN)
        await app.stop()
        await app.shutdown()


@asynccontextmanager
async def _page(settings: Settings, conversations: Conversations) -> AsyncIterator[None]:
    from bot import web

    app = web.application(conversations, await web.cookie_secret(conversations.store), settings.page_host)
    try:
        page = await web.serve(app, settings.page_host, settings.page_port)
    except OSError as failed:
        raise CannotRun(f"PAGE_PORT {settings.page_port}: {failed.strerror}") from None
    print(f"网页已打开：{page.address}", flush=True)
    try:
        yield
    finally:
        await page.stop()
