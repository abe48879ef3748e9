"""The bot: its connection to Telegram, and what it says of itself there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.wording import zh as wording

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries to reach Telegram

T = TypeVar("T")


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


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    seconds = error.retry_after
    return seconds if isinstance(seconds, int) else seconds.total_seconds()
