"""The client of the Bot API: the bot, what it says of itself there, and the calls of every turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.aiohttp_request import AiohttpRequest
from bot.wording import zh as wording

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
NO_PREVIEW = {"is_disabled": True}
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries to reach Telegram

T = TypeVar("T")


def bot_at(base_url: str, token: str, calling: AiohttpRequest, polling: AiohttpRequest) -> Bot:
    """Not initialized yet; its requests are with it."""
    return Bot(token, base_url, request=calling, get_updates_request=polling)


async def introduce(bot: Bot) -> None:
    """The command menu, for all languages and for Chinese."""
    commands = [BotCommand(command, description) for command, description in wording.COMMANDS]
    for language in (None, "zh"):
        await bot.set_my_commands(commands, language_code=language)
    await bot.set_my_short_description(wording.SHORT_DESCRIPTION)


async def persistently(send: Callable[[], Awaitable[T]]) -> T:
    """Call until Telegram took it, for some seconds; raises what cannot be healed, and what is not healed by then."""
    pauses = list(PAUSES)
    while True:
        try:
            return await send()
        except RetryAfter as wait:
            await asyncio.sleep(seconds_of(wait))
        except NetworkError as failed:
            if isinstance(failed, BadRequest) or not pauses:
                raise
            await asyncio.sleep(pauses.pop(0))


def seconds_of(told: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    seconds = told.retry_after
    return seconds if isinstance(seconds, int) else seconds.total_seconds()


class TelegramApi:
    """The calls of every turn, from plain fields to plain JSON. Each raises the errors of `telegram.error`.

    The objects that python-telegram-bot makes of buttons, of parameters and of the message that comes back cost a fifth
    of a turn, and nobody looks at them. Its request, its errors and everything rarer stay in use.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat: int, words: str, buttons: object = None) -> int:
        """A message of HTML; the id of the message."""
        fields = {"chat_id": chat, "text": words, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
        sent = await self._call("sendMessage", fields | ({"reply_markup": buttons} if buttons else {}))
        return int(sent["message_id"])

    async def edit(self, chat: int, message: int, words: str, buttons: object = None) -> None:
        fields = {"chat_id": chat, "message_id": message, "text": words, "parse_mode": "HTML"}
        fields |= {"link_preview_options": NO_PREVIEW} | ({"reply_markup": buttons} if buttons else {})
        await self._call("editMessageText", fields)

    async def take_buttons_away(self, chat: int, message: int) -> None:
        await self._call("editMessageReplyMarkup", {"chat_id": chat, "message_id": message})

    async def answer(self, query: str, toast: str | None) -> None:
        await self._call("answerCallbackQuery", {"callback_query_id": query} | ({"text": toast} if toast else {}))

    async def _call(self, method: str, fields: dict[str, Any]) -> Any:
        form = RequestData([RequestParameter(name, value, None) for name, value in fields.items()])
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", form)
