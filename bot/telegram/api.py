"""The calls of every turn, from plain fields to plain JSON.

The objects that python-telegram-bot makes of buttons, of parameters and of the message that comes back cost a fifth of
a turn, and nobody looks at them. Its request, its errors and everything rarer stay in use.
"""

from __future__ import annotations

from typing import Any

from telegram import Bot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.html import data
from dialogs.views import View

NO_PREVIEW = {"is_disabled": True}


class TelegramApi:
    """Each raises the errors of `telegram.error`."""

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


def keyboard(view: View, revision: int) -> dict[str, Any] | None:
    """The buttons of a view as Telegram takes them; None where there are none."""
    rows = [
        [{"text": button.label, "callback_data": data(revision, button.action)} for button in row] for row in view.rows
    ]
    return {"inline_keyboard": rows} if rows else None
