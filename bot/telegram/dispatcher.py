"""What comes in by Telegram becomes an event of a person, and leaves the inbox when it is answered."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date

import structlog
from telegram import Bot, InlineQueryResultArticle, Message, Update
from telegram.error import TelegramError

from bot.log import place_of
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull, Lanes
from bot.store.protocol import StoreError
from bot.telegram import groups, updates
from bot.telegram.albums import Albums
from bot.telegram.channel import TelegramApi, TelegramChannel
from bot.telegram.operator_commands import Operator
from bot.telegram.updates import IncomingUpdate, Json
from bot.token_buckets import TokenBuckets
from bot.wording import zh as wording
from dialogs.events import Abandoned, Said
from dialogs.views import Block
from rules.calendar.days import BEIJING

PERSON = "telegram"  # the first part of the key of everybody who comes by this channel
CROWD = 20  # persons at once
# In groups, so that persons, of whom nothing is dropped, have the rest: groups with an answer under way or waiting,
# answers that wait in one, and how many are worked on at once. A bot's mentions: at once in a group, and a second.
GROUPS, WAITING, AT_ONCE = 100, 3, 8
OF_BOTS = 3, 1 / 600

log = structlog.get_logger()


class Dispatcher:
    """Sees to it that each update is answered: by the conversation, to an operator, or in a group."""

    def __init__(self, bot: Bot, conversations: Conversations, operator: Operator) -> None:
        self._bot = bot
        self._api = TelegramApi(bot)
        self._operator = operator
        self._conversations = conversations
        self._groups = Lanes(at_once=GROUPS, waiting=WAITING)
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._bots = TokenBuckets(*OF_BOTS)
        self._albums = Albums()

    def channel_to(self, person: str) -> TelegramChannel:
        """The channel to somebody who did nothing at this moment."""
        return self._channel(int(person.partition(":")[2]))

    def _channel(self, user: int, query: str = "", crowded: Callable[[], bool] = lambda: False) -> TelegramChannel:
        return TelegramChannel(self._bot, user, self._conversations.documents, query, crowded)

    async def dispatch(self, raw: Json, row: str) -> None:
        """One update. Its row leaves the inbox when it is answered, or cannot be. Raises KeyError, TypeError or
        ValueError for what is no update, before anything was done."""
        update, outcome, began = updates.read(raw), "broken off", time.perf_counter()
        try:
            outcome = await self._answer(update, raw, row)
            return
        except LaneFull as full:
            outcome = "too fast"
            if update.query or not full.again:  # a tap waits for its answer; of many texts only the first is told
                await self._say_in_passing(update, wording.TOO_FAST)
        except StoreError as failed:
            outcome = "not stored"
            log.error("update waits for the next start", reason=str(failed))
            return
        except TelegramError as failed:  # in a group; what is said to a person waits in the outbox
            outcome = type(failed).__name__
        except Exception as error:
            outcome = "failed"
            log.error("update failed", error=type(error).__name__, at=place_of(error))
            await self._say_in_passing(update, wording.FAILED)
        finally:
            seconds = time.perf_counter() - began
            self._conversations.metrics.update(update.kind, outcome, seconds)
            log.info("update", kind=update.kind, outcome=outcome, ms=round(seconds * 1000))
        await self._finish(row)

    async def abandon(self, raw: Json, row: str) -> None:
        """One update that is not handled any more: its person and the operators are told, and its row goes."""
        update = updates.read(raw)
        try:
            if update.private and update.user:
                channel = self._channel(update.user, update.query)
                await self._conversations.handle(_person(update), Abandoned(), channel, _id(update), {row: None})
            elif update.kind == "message":
                await self._api.send(int(update.payload["chat"]["id"]), wording.ABANDONED_IN_GROUP)
        except (TelegramError, LaneFull) as failed:
            log.warning("message not sent", reason=type(failed).__name__)
        except StoreError as failed:
            log.error("update waits for the next start", reason=str(failed))
            return
        await self._operator.tell_of_abandoned(update)
        await self._finish(row)

    async def _answer(self, update: IncomingUpdate, raw: Json, row: str) -> str:
        """What became of it, in a word."""
        if not update.private:
            await self._answer_in_group(update, Update.de_json(raw, self._bot))
        elif await self._is_settled(update):
            pass
        elif (event := update.event) and update.user:
            lanes = self._conversations.lanes
            channel = self._channel(update.user, update.query, lambda: lanes.busy > CROWD)
            typed = update.said if isinstance(event, Said) else event
            return await self._conversations.handle(_person(update), typed, channel, _id(update), {row: None})
        await self._finish(row)
        return "answered"

    async def _is_settled(self, update: IncomingUpdate) -> bool:
        """Whether an operator was answered, or another part of the same album is."""
        if update.user in self._operator.ids and await self._operator.takes(update):
            return True
        return bool(update.album) and not await self._albums.first(update.user, update.album, bool(update.text))

    async def _answer_in_group(self, update: IncomingUpdate, full: Update) -> None:
        """Also an inline query, in any chat. Raises LaneFull for what is dropped."""
        if query := full.inline_query:
            async with self._in_turn(update.user):
                found = await self._found(update)
                await groups.show(query, found, personal=update.text == wording.FORWARD_QUERY)
        elif (message := full.message) and update.text and self._concerns(update, message):
            async with self._in_turn(message.chat_id):
                async with self._slots:
                    said = self._said_in_group(update, message)
                await groups.reply(message, said, self._bot, self._slots)

    def _in_turn(self, chat: int) -> AbstractAsyncContextManager[object]:
        if self._groups.busy >= GROUPS:
            raise LaneFull(again=True)
        return self._groups.of(str(chat))

    def _concerns(self, update: IncomingUpdate, message: Message) -> bool:
        """Bots that answer each other would do so for ever."""
        if not update.by_bot:
            return groups.addressed(message, self._bot)
        return groups.mentioned(message, self._bot) and not self._bots.wait(str(message.chat_id))

    def _said_in_group(self, update: IncomingUpdate, message: Message) -> list[Block]:
        with self._conversations.working_on(_id(update)):
            return groups.answer(update.text, self._bot, self._today(), message.reply_to_message)

    async def _found(self, update: IncomingUpdate) -> list[InlineQueryResultArticle]:
        """The clauses that are asked for; or the asker's own conclusion, which they want to pass on."""
        if update.text != wording.FORWARD_QUERY:
            with self._conversations.working_on(_id(update)):
                return groups.cited(update.text)
        session, today = await self._conversations.session(_person(update)), self._today()
        with self._conversations.working_on(_id(update)):
            return groups.conclusion(session, today)

    def _today(self) -> date:
        return self._conversations.clock().astimezone(BEIJING).date()

    async def _finish(self, row: str) -> None:
        try:
            await self._conversations.store.put({row: None})
        except StoreError as failed:
            log.error("update stays in the inbox", reason=str(failed))

    async def _say_in_passing(self, update: IncomingUpdate, words: str) -> None:
        """Say something that changes nothing; where it cannot be said there is nobody to tell."""
        try:
            if update.query:
                await self._api.answer(update.query, words)
            elif update.private and update.user:
                await self._api.send(update.user, words)
        except TelegramError as failed:
            log.warning("message not sent", reason=type(failed).__name__)


def _person(update: IncomingUpdate) -> str:
    return f"{PERSON}:{update.user}"


def _id(update: IncomingUpdate) -> str:
    """Under which it may arrive a second time; all of one length."""
    return f"{PERSON}:{update.id:020}"
