"""The door to Telegram: updates become events, effects become messages.

The only module that knows how python-telegram-bot is driven. No ConversationHandler and no persistence of its: the
state is ours, stored in the step.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, TypeAlias, TypeVar

import structlog
from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ContextTypes, TypeHandler

from bot import inbox, wording
from bot.conversations import Conversations
from bot.lanes import LaneFull
from bot.rendering import data, messages, read_data
from bot.store import StoreError
from bot.transport import AiohttpRequest
from dialogs import citing, inquiry
from dialogs.events import BESIDE, Block, Edited, Effect, Event, Said, Say, Sent, Show, Tapped, Toast, View, note, text
from knowledge.citations import references

ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
CITED = 60  # characters of a clause beside its citation in a list
AT_ONCE = 1 << 16  # tasks of the framework; the lanes limit what is worked on
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries to reach Telegram

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
T = TypeVar("T")
log = structlog.get_logger()


def build(token: str, base_url: str, conversations: Conversations) -> App:
    """The application, not started. Updates go through the inbox, all of them to `Door.arrived`."""
    app = (
        Application.builder()
        .token(token)
        .base_url(base_url)
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest())
        .update_queue(inbox.Inbox(conversations.store))
        .concurrent_updates(AT_ONCE)
        .build()
    )
    door = Door(conversations)
    app.add_handler(TypeHandler(Update, door.arrived))
    app.add_error_handler(door.failed)
    return app


class Door:
    """Takes updates in and sees to it that each is answered."""

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations

    async def arrived(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """One update. Its row leaves the inbox when it is answered, or cannot be."""
        message, query = update.effective_message, update.callback_query
        try:
            if update.inline_query:
                await _cite(update.inline_query)
            elif isinstance(message, Message) and message.chat.type != ChatType.PRIVATE:
                await self._in_group(update, message, context.bot)
            elif (event := event_of(update)) and update.effective_user:
                channel = Chat(context.bot, update.effective_user.id, query)
                person = f"telegram:{update.effective_user.id}"
                row = {inbox.key(update.update_id): None}
                await self.conversations.handle(person, event, channel, update.update_id, row)
                log.info("update", kind=type(event).__name__.lower(), outcome="answered")
                return
        except LaneFull:
            await _in_passing(context.bot, update, wording.TOO_FAST)
        except StoreError as failed:
            log.error("update not stored", reason=str(failed))
            await _in_passing(context.bot, update, wording.CANNOT_STORE)
            return  # its row stays: it is taken up again at the next start
        except TelegramError as failed:
            log.error("update not answered", reason=type(failed).__name__)
            return
        await self._finished(update)

    async def failed(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A fault of ours: the operator gets the place, the person a kind word, and the update is not tried again."""
        where = traceback.extract_tb(context.error.__traceback__)[-1] if context.error else None
        # The message of an error may hold what somebody wrote: only its kind and place are logged.
        place = f"{where.filename}:{where.lineno}" if where else ""
        log.error("update failed", error=type(context.error).__name__, place=place)
        if isinstance(update, Update):
            await _in_passing(context.bot, update, wording.FAILED)
            await self._finished(update)

    async def _finished(self, update: Update) -> None:
        await self.conversations.store.put({inbox.key(update.update_id): None})

    async def _in_group(self, update: Update, message: Message, bot: Bot) -> None:
        """Answer from the articles when addressed; an interview is for the private chat."""
        if update.edited_message or not _addressed(message, bot):
            return
        words = _answer_in_group(message.text or "", bot) or [text(wording.IN_GROUP)]
        link = InlineKeyboardButton(wording.PRIVATE_CHAT, url=f"https://t.me/{bot.username}?start=check")
        *first, last = messages(View(blocks=tuple(words)))
        for part in first:
            await persistently(partial(message.reply_html, part, link_preview_options=NO_PREVIEW))
        buttons = InlineKeyboardMarkup([[link]])
        await persistently(partial(message.reply_html, last, link_preview_options=NO_PREVIEW, reply_markup=buttons))


def _answer_in_group(sentence: str, bot: Bot) -> list[Block]:
    """What the text says to it, without what belongs to a conversation."""
    question = sentence.replace(f"@{bot.username}", "").strip()
    if named := references(question):
        return citing.answer(named)
    found = inquiry.outcome(question, "")
    return list(inquiry.answer(found).view.blocks) if found.status in ("answered", "silent") else []


async def _cite(query: InlineQuery) -> None:
    """`@bot 复评` in any chat: the clauses that answer it, to be sent there with their citation."""
    results = [
        InlineQueryResultArticle(
            id,
            citing.citation(id),
            InputTextMessageContent(
                messages(View(blocks=(citing.clause(id), note(citing.LAW.origin))))[0], ParseMode.HTML
            ),
            description=citing.LAW.clause(id).text[:CITED],
        )
        for id in inquiry.clauses(query.query)
    ]
    try:
        await persistently(partial(query.answer, results))
    except BadRequest as refused:  # too old: the person has typed on
        log.debug("inline query not answered", reason=str(refused))


def event_of(update: Update) -> Event | None:
    """What a private update means; None for what needs no answer."""
    if query := update.callback_query:
        revision, action = read_data(query.data or "") or (-1, "")
        return Tapped(action, revision)
    if update.edited_message:
        return Edited(update.edited_message.text or "")
    if update.message:
        return Said(update.message.text) if update.message.text else Sent()
    return None


def _addressed(message: Message, bot: Bot) -> bool:
    """In a group: a command, a mention of the bot, or a reply to it."""
    mention = f"@{bot.username}".lower()
    mentioned = any(
        words.lower() == mention for words in message.parse_entities([MessageEntity.MENTION]).values()
    )  # fmt: skip
    replied = message.reply_to_message and message.reply_to_message.from_user
    to_bot = bool(replied and replied.id == bot.id)
    command = (message.text or "").partition(" ")[0].lower()
    return mentioned or to_bot or (command.startswith("/") and ("@" not in command or command.endswith(mention)))


class Chat:
    """A private chat as a channel. `place` is the id of the message on which the last screen stands."""

    def __init__(self, bot: Bot, chat: int, query: CallbackQuery | None) -> None:
        self.bot = bot
        self.chat = chat
        self.query = query

    async def kept(self, effects: list[Effect]) -> Mapping[str, str | None]:
        return {}

    async def deliver(self, effects: list[Effect], place: str | None) -> str | None:
        """Send what is to be seen. A person who blocked the bot gets nothing; other failures are raised."""
        toast = next((effect.text for effect in effects if isinstance(effect, Toast)), None)
        try:
            if self.query:
                await _answer(self.query, toast)
            for effect in effects:
                match effect:
                    case Show():
                        place = await self._show(effect, place)
                    case Say():
                        await self._send(effect.view, BESIDE)
        except Forbidden:
            log.info("blocked by the person")
        return place

    async def _show(self, show: Show, place: str | None) -> str | None:
        """The screen in the place of the last, or as a new message that takes its buttons over."""
        words = messages(show.view)
        buttons = keyboard(show.view, show.revision)
        if show.in_place and place and len(words) == 1 and await self._edit(int(place), words[0], buttons):
            return place
        sent = await self._send(show.view, show.revision)
        if place:
            await self._without_buttons(int(place))
        return str(sent.message_id)

    async def _send(self, view: View, revision: int) -> Message:
        """The view as new messages; the buttons stand under the last."""
        *first, last = messages(view)
        for part in first:
            await persistently(partial(self._message, part))
        return await persistently(partial(self._message, last, keyboard(view, revision)))

    async def _message(self, words: str, buttons: InlineKeyboardMarkup | None = None) -> Message:
        return await self.bot.send_message(
            self.chat, words, ParseMode.HTML, link_preview_options=NO_PREVIEW, reply_markup=buttons
        )

    async def _edit(self, message_id: int, words: str, buttons: InlineKeyboardMarkup | None) -> bool:
        """False where the message can no longer be edited and a new one is needed."""
        try:
            await persistently(
                partial(
                    self.bot.edit_message_text,
                    words,
                    self.chat,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=buttons,
                )
            )
        except BadRequest as refused:
            return "not modified" in str(refused)
        return True

    async def _without_buttons(self, message_id: int) -> None:
        try:
            await persistently(partial(self.bot.edit_message_reply_markup, self.chat, message_id))
        except BadRequest as refused:  # gone, too old or without buttons already: nothing to take away
            log.debug("old buttons stay", reason=str(refused))


def keyboard(view: View, revision: int) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(button.label, callback_data=data(revision, button.action)) for button in row]
        for row in view.rows
    ]
    return InlineKeyboardMarkup(rows) if rows else None


async def _answer(query: CallbackQuery, toast: str | None) -> None:
    try:
        await persistently(partial(query.answer, toast))
    except BadRequest as refused:  # too old: the screen itself is what counts
        log.debug("tap not answered", reason=str(refused))


async def persistently(send: Callable[[], Awaitable[T]]) -> T:
    """Call until Telegram took it. A message in doubt is sent again, never dropped; raises what cannot be healed."""
    pauses = iter(PAUSES)
    while True:
        try:
            return await send()
        except RetryAfter as wait:
            seconds = wait.retry_after
            await asyncio.sleep(seconds if isinstance(seconds, int) else seconds.total_seconds())
        except BadRequest:
            raise
        except NetworkError:
            pause = next(pauses, None)
            if pause is None:
                raise
            await asyncio.sleep(pause)


async def _in_passing(bot: Bot, update: Update, words: str) -> None:
    """Say something that changes nothing; where it cannot be said there is nobody to tell."""
    try:
        if update.callback_query:
            await update.callback_query.answer(words)
        elif update.effective_chat:
            await bot.send_message(update.effective_chat.id, words)
    except TelegramError as failed:
        log.warning("could not be said", reason=type(failed).__name__)


async def introduce(bot: Bot) -> None:
    """The command menu, for all languages and for Chinese."""
    commands = [BotCommand(command, description) for command, description in wording.COMMANDS]
    for language in (None, "zh"):
        await bot.set_my_commands(commands, language_code=language)
    await bot.set_my_short_description(wording.SHORT_DESCRIPTION)
