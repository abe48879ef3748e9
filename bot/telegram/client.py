"""The bot: how persistently Telegram is called, whether it knows the token, and what the bot says of itself there."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import TypeVar

import structlog
from telegram import Bot, BotCommand, Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.tasks import pause_after
from bot.wording import zh as wording

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries to reach Telegram
REFUSALS = 5  # of getMe in a row, after which the token is taken to be wrong

T = TypeVar("T")

log = structlog.get_logger()


async def introduce(bot: Bot) -> None:
    """The command menu, for all languages and for Chinese."""
    commands = [BotCommand(command, description) for command, description in wording.COMMANDS]
    for language in (None, "zh"):
        await persistently(lambda code=language: bot.set_my_commands(commands, language_code=code))  # type: ignore[misc]
    await persistently(lambda: bot.set_my_short_description(wording.SHORT_DESCRIPTION))


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


class TokenCheck:
    """Whether Telegram knows the token. One refusal may be a hiccup, so it is confirmed by getMe.

    most: how many refusals in a row are believed.
    """

    def __init__(self, bot: Bot, most: float = REFUSALS) -> None:
        self._bot = bot
        self._most = most
        self._problem = ""

    def problems(self) -> list[str]:
        """What is wrong at the moment, in plain words."""
        return [self._problem] if self._problem else []

    async def confirm(self) -> None:
        """Return when getMe is answered, however long that takes. Raises InvalidToken where it is refused for good."""
        refusals = 0
        for tries in count(1):
            try:
                await self._bot.get_me()
                self._problem = ""
                return
            except InvalidToken as refused:
                refusals, self._problem = refusals + 1, wording.TOKEN_REFUSED
                if refusals >= self._most:
                    raise
                await _pause("getMe", tries, refused)
            except Exception as failed:  # also an answer that is none of Telegram's
                refusals, self._problem = 0, wording.TELEGRAM_NOT_REACHED
                await _pause("getMe", tries, failed)

    async def through(self, method: str, call: Callable[[], Awaitable[object]]) -> None:
        """Call until Telegram takes it, however long that takes. Raises BadRequest, and InvalidToken as above."""
        for tries in count(1):
            try:
                await call()
                return
            except BadRequest:
                raise
            except Exception as failed:
                await _pause(method, tries, failed)
                if isinstance(failed, InvalidToken):
                    await self.confirm()


async def _pause(method: str, tries: int, failed: Exception) -> None:
    log.warning("telegram call", method=method, failed=type(failed).__name__, in_a_row=tries)
    await asyncio.sleep(seconds_of(failed) if isinstance(failed, RetryAfter) else pause_after(PAUSES, tries))


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    seconds = error.retry_after
    return seconds if isinstance(seconds, int) else seconds.total_seconds()
