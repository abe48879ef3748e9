"""The door to Telegram: what comes in becomes an event of a person, and leaves the inbox when it is answered."""

from __future__ import annotations

import time

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.log import place_of
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull
from bot.store.protocol import StoreError
from bot.telegram import groups, updates
from bot.telegram.api import TelegramApi
from bot.telegram.channel import TelegramChannel
from bot.telegram.operator_commands import Operator
from bot.telegram.updates import IncomingUpdate, Json
from bot.wording import zh as wording
from dialogs.events import Abandoned, Said

PERSON = "telegram"  # the first part of the key of everybody who comes by this door
CROWD = 20  # persons at once

log = structlog.get_logger()


class Dispatcher:
    """Takes updates in and sees to it that each is answered."""

    def __init__(self, bot: Bot, conversations: Conversations, operator: Operator) -> None:
        self._bot = bot
        self._api = TelegramApi(bot)
        self._operator = operator
        self._conversations = conversations

    def open(self, person: str) -> TelegramChannel:
        """The channel to somebody who did nothing at this moment."""
        return TelegramChannel(self._bot, int(person.partition(":")[2]))

    def _crowded(self) -> bool:
        return self._conversations.lanes.busy > CROWD

    async def arrived(self, update: Json, row: str) -> None:
        """One update. Its row leaves the inbox when it is answered, or cannot be. Raises KeyError, TypeError or
        ValueError for what is no update, before anything was done."""
        arrival, outcome, began = updates.read(update), "broken off", time.perf_counter()
        try:
            outcome = await self._answer(arrival, update, row)
            return
        except LaneFull as full:
            outcome = "too fast"
            if arrival.query or not full.again:  # a tap waits for its answer; of many texts only the first is told
                await self._in_passing(arrival, wording.TOO_FAST)
        except StoreError as failed:
            outcome = "not stored"
            log.error("update waits for the next start", reason=str(failed))
            return
        except TelegramError as failed:  # in a group; what is said to a person waits in the outbox
            outcome = type(failed).__name__
        except Exception as error:
            outcome = "failed"
            log.error("update failed", error=type(error).__name__, at=place_of(error))
            await self._in_passing(arrival, wording.FAILED)
        finally:
            seconds = time.perf_counter() - began
            self._conversations.metrics.update(arrival.kind, outcome, seconds)
            log.info("update", kind=arrival.kind, outcome=outcome, ms=round(seconds * 1000))
        await self._finished(row)

    async def abandoned(self, update: Json, row: str) -> None:
        """One update that is not handled any more: its person and the operators are told, and its row goes."""
        arrival = updates.read(update)
        try:
            if arrival.private and arrival.user:
                person, channel = f"{PERSON}:{arrival.user}", TelegramChannel(self._bot, arrival.user, arrival.query)
                await self._conversations.handle(person, Abandoned(), channel, _id(arrival), {row: None})
            elif arrival.kind == "message":
                await self._api.send(int(arrival.payload["chat"]["id"]), wording.ABANDONED_IN_GROUP)
        except (TelegramError, LaneFull) as failed:
            log.warning("could not be said", reason=type(failed).__name__)
        except StoreError as failed:
            log.error("update waits for the next start", reason=str(failed))
            return
        await self._operator.tell_of_abandoned(arrival)
        await self._finished(row)

    async def _answer(self, arrival: IncomingUpdate, update: Json, row: str) -> str:
        """What became of it, in a word."""
        if not arrival.private:
            await self._in_company(arrival, Update.de_json(update, self._bot))
        elif await self._operator.takes(arrival):
            pass
        elif (event := arrival.event) and arrival.user:
            channel = TelegramChannel(self._bot, arrival.user, arrival.query, self._crowded)
            person = f"{PERSON}:{arrival.user}"
            happening = arrival.said if isinstance(event, Said) else event
            return await self._conversations.handle(person, happening, channel, _id(arrival), {row: None})
        await self._finished(row)
        return "answered"

    async def _in_company(self, arrival: IncomingUpdate, update: Update) -> None:
        """In a group, or by an inline query in any chat."""
        if query := update.inline_query:
            with self._conversations.working_on(_id(arrival)):
                found = groups.cited(arrival.text)
            await groups.show(query, found)
        elif (message := update.message) and groups.addressed(message, self._bot):
            with self._conversations.working_on(_id(arrival)):
                said = groups.answer(arrival.text, self._bot)
            await groups.reply(message, said, self._bot)

    async def _finished(self, row: str) -> None:
        try:
            await self._conversations.store.put({row: None})
        except StoreError as failed:
            log.error("update stays in the inbox", reason=str(failed))

    async def _in_passing(self, arrival: IncomingUpdate, words: str) -> None:
        """Say something that changes nothing; where it cannot be said there is nobody to tell."""
        try:
            if arrival.query:
                await self._api.answer(arrival.query, words)
            elif arrival.private and arrival.user:
                await self._api.send(arrival.user, words)
        except TelegramError as failed:
            log.warning("could not be said", reason=type(failed).__name__)


def _id(arrival: IncomingUpdate) -> str:
    """Under which it may arrive a second time; all of one length."""
    return f"{PERSON}:{arrival.id:020}"
