"""The door to Telegram: what comes in becomes an event of a person, and leaves the inbox when it is answered."""

from __future__ import annotations

import time

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot import wording
from bot.conversations import Conversations
from bot.lanes import LaneFull
from bot.log import place_of
from bot.store import StoreError
from bot.telegram import arrivals, groups
from bot.telegram.arrivals import Arrival, Json
from bot.telegram.calls import Calls
from bot.telegram.chat import Chat
from bot.telegram.operator import Operator

PERSON = "telegram"  # the first part of the key of everybody who comes by this door
CROWD = 20  # persons at once

log = structlog.get_logger()


class Door:
    """Takes updates in and sees to it that each is answered."""

    def __init__(self, bot: Bot, conversations: Conversations, operator: Operator) -> None:
        self._bot = bot
        self._calls = Calls(bot)
        self._operator = operator
        self._conversations = conversations

    def open(self, person: str) -> Chat:
        """The channel to somebody who did nothing at this moment."""
        return Chat(self._bot, int(person.partition(":")[2]))

    def _crowded(self) -> bool:
        return self._conversations.lanes.busy > CROWD

    async def arrived(self, update: Json, row: str) -> None:
        """One update. Its row leaves the inbox when it is answered, or cannot be. Raises KeyError, TypeError or
        ValueError for what is no update, before anything was done."""
        arrival, outcome, began = arrivals.read(update), "broken off", time.perf_counter()
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
            self._conversations.tally.update(arrival.kind, outcome, seconds)
            log.info("update", kind=arrival.kind, outcome=outcome, ms=round(seconds * 1000))
        await self._finished(row)

    async def _answer(self, arrival: Arrival, update: Json, row: str) -> str:
        """What became of it, in a word."""
        if not arrival.private:
            await self._in_company(Update.de_json(update, self._bot))
        elif await self._operator.takes(arrival):
            pass
        elif (event := arrival.event) and arrival.user:
            channel = Chat(self._bot, arrival.user, arrival.query, self._crowded)
            person, id = f"{PERSON}:{arrival.user}", f"{PERSON}:{arrival.id:020}"
            return await self._conversations.handle(person, event, channel, id, {row: None})
        await self._finished(row)
        return "answered"

    async def _in_company(self, update: Update) -> None:
        """In a group, or by an inline query in any chat."""
        if update.inline_query:
            await groups.cite(update.inline_query)
        elif update.message:
            await groups.answer(update.message, self._bot)

    async def _finished(self, row: str) -> None:
        try:
            await self._conversations.store.put({row: None})
        except StoreError as failed:
            log.error("update stays in the inbox", reason=str(failed))

    async def _in_passing(self, arrival: Arrival, words: str) -> None:
        """Say something that changes nothing; where it cannot be said there is nobody to tell."""
        try:
            if arrival.query:
                await self._calls.answer(arrival.query, words)
            elif arrival.private and arrival.user:
                await self._calls.send(arrival.user, words)
        except TelegramError as failed:
            log.warning("could not be said", reason=type(failed).__name__)
