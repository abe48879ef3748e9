"""What comes in by Telegram becomes an event of a person, and leaves the inbox when it is answered."""

import time
from collections.abc import Callable
from datetime import date

import structlog
from telegram import Bot, InlineQueryResultArticle, Update
from telegram.error import TelegramError

from bot.log import place_of
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull
from bot.store.protocol import StoreError
from bot.telegram import groups, updates
from bot.telegram.channel import TelegramApi, TelegramChannel
from bot.telegram.operator_commands import Operator
from bot.telegram.updates import IncomingUpdate, Json
from bot.wording import zh as wording
from dialogs.events import Abandoned, Said
from rules.calendar.days import BEIJING

PERSON = "telegram"  # the first part of the key of everybody who comes by this channel
CROWD = 20  # persons at once

log = structlog.get_logger()


class Dispatcher:
    """Sees to it that each update is answered: by the conversation, to an operator, or in a group."""

    def __init__(self, bot: Bot, conversations: Conversations, operator: Operator) -> None:
        self._bot = bot
        self._api = TelegramApi(bot)
        self._operator = operator
        self._conversations = conversations

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
        elif update.user in self._operator.ids and await self._operator.takes(update):
            pass
        elif (event := update.event) and update.user:
            lanes = self._conversations.lanes
            channel = self._channel(update.user, update.query, lambda: lanes.busy > CROWD)
            typed = update.said if isinstance(event, Said) else event
            return await self._conversations.handle(_person(update), typed, channel, _id(update), {row: None})
        await self._finish(row)
        return "answered"

    async def _answer_in_group(self, update: IncomingUpdate, full: Update) -> None:
        """Also an inline query, in any chat."""
        if query := full.inline_query:
            await groups.show(query, await self._found(update), personal=update.text == wording.FORWARD_QUERY)
        elif (message := full.message) and groups.addressed(message, self._bot):
            with self._conversations.working_on(_id(update)):
                said = groups.answer(update.text, self._bot, self._today(), message.reply_to_message)
            await groups.reply(message, said, self._bot)

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
