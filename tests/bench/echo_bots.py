"""Bots that repeat what they are told, each as one would write it, and each a process of its own.

    python -m tests.bench.echo_bots ptb | ptb-256 | aiogram | raw | ours

`raw` is no framework at all: the least that keeps each chat's order. aiogram is taken from whichever interpreter runs.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from telegram import Update

TOKEN, BASE_URL = os.environ.get("TELEGRAM_BOT_TOKEN", ""), os.environ.get("TELEGRAM_BASE_URL", "")


async def _repeat(update: Update, context: object) -> None:
    assert update.message and update.message.text
    await update.message.reply_text(update.message.text)


def ptb(at_once: int = 1) -> None:
    from telegram.ext import Application, MessageHandler, filters

    app = Application.builder().token(TOKEN).base_url(BASE_URL).concurrent_updates(at_once).build()
    app.add_handler(MessageHandler(filters.TEXT, _repeat))
    app.run_polling()


def ours() -> None:
    """python-telegram-bot over our transport, in the lanes of our assistant."""
    from telegram.ext import Application, MessageHandler, filters

    from bot.pipeline.lanes import Lanes
    from bot.telegram.aiohttp_request import AiohttpRequest

    lanes = Lanes()

    async def in_its_lane(update: Update, context: object) -> None:
        assert update.effective_user
        async with lanes.of(str(update.effective_user.id)):
            await _repeat(update, context)

    builder = Application.builder().token(TOKEN).base_url(BASE_URL).concurrent_updates(1 << 16)
    app = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest()).build()
    app.add_handler(MessageHandler(filters.TEXT, in_its_lane))
    app.run_polling()


def aiogram() -> None:
    framework: Any = importlib.import_module("aiogram")
    server: Any = importlib.import_module("aiogram.client.telegram")
    sessions: Any = importlib.import_module("aiogram.client.session.aiohttp")
    router = framework.Dispatcher()

    @router.message()  # type: ignore[untyped-decorator]  # of whatever release is installed
    async def repeat(message: Any) -> None:
        await message.answer(message.text)

    async def run() -> None:
        api = server.TelegramAPIServer.from_base(BASE_URL.removesuffix("/bot"))
        bot = framework.Bot(TOKEN, session=sessions.AiohttpSession(api=api))
        await router.start_polling(bot)

    repeat.__annotations__["message"] = framework.types.Message
    asyncio.run(run())


def raw() -> None:
    import aiohttp

    turns: dict[int, asyncio.Lock] = {}
    under_way: set[asyncio.Task[None]] = set()

    async def repeat(http: aiohttp.ClientSession, chat: int, text: str) -> None:
        async with turns.setdefault(chat, asyncio.Lock()):
            form = {"chat_id": str(chat), "text": text}
            async with http.post(f"{BASE_URL}{TOKEN}/sendMessage", data=form) as answer:
                await answer.json()

    async def run() -> None:
        connector = aiohttp.TCPConnector(limit=256)
        async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as http:
            offset = 0
            while True:
                form = {"offset": str(offset), "timeout": "10"}
                async with http.post(f"{BASE_URL}{TOKEN}/getUpdates", data=form) as answer:
                    updates = (await answer.json())["result"]
                for update in updates:
                    offset, message = update["update_id"] + 1, update["message"]
                    task = asyncio.create_task(repeat(http, message["chat"]["id"], message["text"]))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)

    asyncio.run(run())


BOTS = {"ptb": ptb, "ptb-256": lambda: ptb(256), "aiogram": aiogram, "raw": raw, "ours": ours}

if __name__ == "__main__":
    BOTS[sys.argv[1]]()
