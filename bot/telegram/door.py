"""The door to Telegram: what comes in becomes an event of a person, and leaves the inbox when it is answered."""

from __future__ import annotations

import time
import traceback

import structlog
from telegram import Bot, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot import wording
from bot.conversations import Conversations
from bot.lanes import LaneFull
from bot.rendering import read_data
from bot.store import StoreError
from bot.telegram import groups
from bot.telegram.chat import Chat
from bot.telegram.operator import Operator
from dialogs.events import Edited, Event, Left, Returned, Said, Sent, Tapped

PERSON = "telegram"  # the first part of the key of everybody who comes by this door
CROWD = 20  # persons at once

log = structlog.get_logger()


class Door:
    """Takes updates in and sees to it that each is answered."""

    def __init__(self, bot: Bot, conversations: Conversations, operator: Operator) -> None:
        self._bot = bot
        self._operator = operator
        self._conversations = conversations

    def open(self, person: str) -> Chat:
        """The channel to somebody who did nothing at this moment."""
        return Chat(self._bot, int(person.partition(":")[2]))

    def _crowded(self) -> bool:
        return self._conversations.lanes.busy > CROWD

    async def arrived(self, update: Update, row: str) -> None:
        """One update. Its row leaves the inbox when it is answered, or cannot be. Raises nothing."""
        outcome, began = "answered", time.perf_counter()
        try:
            await self._answer(update, row)
            return
        except LaneFull:
            outcome = "too fast"
            await self._in_passing(update, wording.TOO_FAST)
        except StoreError as failed:
            outcome = "not stored"
            log.error("update waits for the next start", reason=str(failed))
            return
        except TelegramError as failed:  # in a group; what is said to a person waits in the outbox
            outcome = type(failed).__name__
        except Exception as error:
            outcome = "failed"
            self._blame(error)
            await self._in_passing(update, wording.FAILED)
        finally:
            kind, seconds = kind_of(update), time.perf_counter() - began
            self._conversations.tally.update(kind, outcome, seconds)
            log.info("update", kind=kind, outcome=outcome, ms=round(seconds * 1000))
        await self._finished(row)

    async def _answer(self, update: Update, row: str) -> None:
        message = update.effective_message
        if update.inline_query:
            await groups.cite(update.inline_query)
        elif isinstance(message, Message) and message.chat.type != ChatType.PRIVATE:
            if not update.edited_message:
                await groups.answer(message, self._bot)
        elif await self._operator.takes(update):
            pass
        elif (event := event_of(update)) and update.effective_user:
            query = update.callback_query.id if update.callback_query else ""
            channel = Chat(self._bot, update.effective_user.id, query, self._crowded)
            person, id = f"{PERSON}:{update.effective_user.id}", f"{PERSON}:{update.update_id:020}"
            await self._conversations.handle(person, event, channel, id, {row: None})
            return
        await self._finished(row)

    def _blame(self, error: Exception) -> None:
        """A fault of ours. The message of an error may hold what somebody wrote: only its kind and place are logged."""
        where = traceback.extract_tb(error.__traceback__)[-1]
        log.error("update failed", error=type(error).__name__, place=f"{where.filename}:{where.lineno}")

    async def _finished(self, row: str) -> None:
        try:
            await self._conversations.store.put({row: None})
        except StoreError as failed:
            log.error("update stays in the inbox", reason=str(failed))

    async def _in_passing(self, update: Update, words: str) -> None:
        """Say something that changes nothing; where it cannot be said there is nobody to tell."""
        try:
            if update.callback_query:
                await update.callback_query.answer(words)
            elif update.effective_chat:
                await self._bot.send_message(update.effective_chat.id, words)
        except TelegramError as failed:
            log.warning("could not be said", reason=type(failed).__name__)


def event_of(update: Update) -> Event | None:
    """What a private update means; None for what needs no answer."""
    if moved := update.my_chat_member:
        gone = moved.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
        return None if moved.chat.type != ChatType.PRIVATE else Left() if gone else Returned()
    if query := update.callback_query:
        revision, action = read_data(query.data or "") or (-1, "")
        return Tapped(action, revision)
    if update.edited_message:
        return Edited(_characters(update.edited_message.text or ""))
    if update.message:
        return Said(_characters(update.message.text)) if update.message.text else Sent()
    return None


def _characters(text: str) -> str:
    """Without halves of surrogate pairs, which are no characters and cannot be stored."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def kind_of(update: Update) -> str:
    """As Telegram names it: message, callback_query, …"""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None)), "unknown")
