"""A private chat as a channel: effects become calls of the Bot API, its errors those of `bot.pipeline.channel`."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from html import escape
from typing import Any

import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.documents.refusal import CannotRender
from bot.documents.renderer import Renderer
from bot.pipeline.channel import Blocked, DeliveryRefused, InDoubt, NotArrived, RateLimited
from bot.telegram.aiohttp_request import BrokenOff
from bot.telegram.client import seconds_of
from bot.telegram.html import LONGEST_CAPTION, keyboard, messages
from bot.wording import zh as wording
from dialogs.effects import BESIDE, Amend, Document, Effect, File, Remind, Say, Show, Toast
from dialogs.views import View

BESIDE_THE_LANE: set[asyncio.Task[None]] = set()  # asyncio itself would let go of them

HTML: dict[str, object] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
QUOTED = re.compile(r"""(?<!\w)b?["'`].*["'`]""", re.DOTALL)  # but no apostrophe, as in "can't"
MOST_SAID = 200  # characters
PICTURE = "png"  # sent as a photo, to be seen in the chat and passed on
# Under the picture: to choose a chat, in which the conclusion is then offered (`bot.telegram.groups.conclusion`).
FORWARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton(
                wording.FORWARD,
                switch_inline_query_chosen_chat=SwitchInlineQueryChosenChat(
                    wording.FORWARD_QUERY, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
                ),
            )
        ]
    ]
)

log = structlog.get_logger()


class TelegramApi:
    """The calls of every turn, from plain fields to plain JSON. Each raises the errors of `telegram.error`.

    The objects that python-telegram-bot makes of buttons, of parameters and of the message that comes back cost a fifth
    of a turn, and nobody looks at them. Its request, its errors and everything rarer stay in use.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat: int, words: str, buttons: object = None) -> int:
        """A message of HTML; the id of the message."""
        sent = await self._call("sendMessage", chat_id=chat, text=words, reply_markup=buttons, **HTML)
        return int(sent["message_id"])

    async def edit(self, chat: int, message: int, words: str, buttons: object = None) -> None:
        fields = {"chat_id": chat, "message_id": message, "text": words, "reply_markup": buttons}
        await self._call("editMessageText", **fields, **HTML)

    async def take_buttons_away(self, chat: int, message: int) -> None:
        await self._call("editMessageReplyMarkup", chat_id=chat, message_id=message)

    async def answer(self, query: str, toast: str | None) -> None:
        await self._call("answerCallbackQuery", callback_query_id=query, text=toast)

    async def _call(self, method: str, **fields: object) -> Any:
        form = RequestData([RequestParameter(name, value, None) for name, value in fields.items() if value])
        return await self._bot.request.post(f"{self._bot.base_url}/{method}", form)


class TelegramChannel:
    """A private chat as a channel. `place` is the id of the message on which the last screen stands.

    documents: makes what is handed out; query: the id of the tap that is answered first, where there was one; crowded:
    whether so much is under way that what is only for the looks is left undone.
    """

    at_once = False

    def __init__(
        self, bot: Bot, chat: int, documents: Renderer, query: str = "", crowded: Callable[[], bool] = lambda: False
    ) -> None:
        self.bot = bot
        self.api = TelegramApi(bot)
        self.documents = documents
        self.crowded = crowded
        self.chat = chat
        self.query = query
        self.said_cannot_store = False

    async def rows(self, effects: list[Effect]) -> Mapping[str, str | None]:
        return {}

    async def begin(self, effects: list[Effect]) -> None:
        """Answer the tap, beside the rest, and once: the screen is what counts, and a late answer is worth nothing."""
        if self.query:
            toast = next((effect.text for effect in effects if isinstance(effect, Toast)), None)
            _beside_the_lane("tap not answered", self.api.answer(self.query, toast))

    async def cannot_store(self) -> None:
        if not self.said_cannot_store:
            self.said_cannot_store = True
            with suppress(TelegramError):  # it is only said in passing
                await self.api.send(self.chat, wording.CANNOT_STORE_YET)

    async def deliver(self, effect: Effect, place: str | None) -> str | None:
        with _failures():
            match effect:
                case Show():
                    return await self._show(effect, place)
                case Say(view=view):
                    await self._send(messages(view), keyboard(view, BESIDE))
                case Remind(view=view):
                    return str(await self._send(messages(view), keyboard(view, BESIDE)))
                case Amend(view=view, place=at):
                    await self._edit(int(at), messages(view)[0], keyboard(view, BESIDE))
                case File(name=name, content=content, view=view):
                    await self._send_file(name, content.encode(), view)
                case Document():
                    await self._send_document(effect)
        return place

    async def _show(self, show: Show, place: str | None) -> str | None:
        """The screen in the place of the last, or as a new message that takes its buttons over."""
        words = messages(show.view)
        buttons = keyboard(show.view, show.revision)
        if show.in_place and place and len(words) == 1 and await self._edit(int(place), words[0], buttons):
            return place
        sent = await self._send(words, buttons)
        if place and not self.crowded():  # an old button is recognised as such all the same
            _beside_the_lane("old buttons stay", self.api.take_buttons_away(self.chat, int(place)))
        return str(sent)

    async def _send(self, words: Sequence[str], buttons: object) -> int:
        """New messages; the buttons stand under the last, whose id is returned."""
        *first, last = words
        for part in first:
            await self.api.send(self.chat, part)
        return await self.api.send(self.chat, last, buttons)

    async def _send_file(self, name: str, content: bytes, view: View) -> None:
        *first, caption = messages(view, LONGEST_CAPTION)
        for part in first:
            await self.api.send(self.chat, part)
        await self.bot.send_document(self.chat, content, caption, parse_mode=ParseMode.HTML, filename=name)

    async def _send_document(self, document: Document) -> None:
        """What was asked for, or the word why it is not to be had."""
        try:
            made = await self.documents.render(str(self.chat), document)
        except CannotRender as refused:
            await self.api.send(self.chat, escape(str(refused)))
            return
        if document.form != PICTURE:
            await self._send_file(document.name, made, document.view)
            return
        (caption,) = messages(document.view, LONGEST_CAPTION)
        await self.bot.send_photo(
            self.chat, made, caption, parse_mode=ParseMode.HTML, filename=document.name, reply_markup=FORWARD
        )

    async def _edit(self, message_id: int, words: str, buttons: object) -> bool:
        """False where the message can no longer be edited and a new one is needed."""
        try:
            await self.api.edit(self.chat, message_id, words, buttons)
        except BadRequest as refused:
            return "not modified" in str(refused)
        return True


def _beside_the_lane(otherwise: str, call: Coroutine[None, None, None]) -> None:
    """Make a call that is tried once, and that the next event of the person does not wait for."""

    async def tried() -> None:
        try:
            await call
        except TelegramError as failed:
            log.debug(otherwise, reason=type(failed).__name__)

    task = asyncio.create_task(tried())
    BESIDE_THE_LANE.add(task)
    task.add_done_callback(BESIDE_THE_LANE.discard)


@contextmanager
def _failures() -> Iterator[None]:
    """The errors of the Bot API as those of `bot.pipeline.channel`."""
    try:
        yield
    except RetryAfter as limited:
        raise RateLimited(seconds_of(limited)) from None
    except Forbidden:
        raise Blocked from None
    except (BadRequest, ChatMigrated) as refused:
        unquoted = QUOTED.sub("…", str(refused))  # what Telegram quotes may be of the text that was sent
        raise DeliveryRefused(f"{type(refused).__name__}: {unquoted[:MOST_SAID]}") from None
    except (TimedOut, BrokenOff) as unanswered:
        raise InDoubt(type(unanswered).__name__) from None
    except (NetworkError, InvalidToken) as failed:  # not sent, or answered with an error of the server's
        raise NotArrived(type(failed).__name__) from None
    except TelegramError as odd:
        raise InDoubt(type(odd).__name__) from None
