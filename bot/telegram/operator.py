"""Commands of the operator: figures, questions without an answer, backups, and the announcement of a notice."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot import backup, statistics, wording
from bot.announcing import NOTICE, Announcer, Notice
from bot.conversations import Conversations
from bot.personal import WANTED
from bot.rendering import messages
from bot.store import StoreError
from bot.telegram.arrivals import Arrival
from bot.telegram.calls import Calls
from bot.telegram.connection import persistently
from bot.unanswered import counted
from dialogs import own_data
from dialogs.events import Announced, View, text

DRAFT = "meta:notice-draft:"
OWN = "op|"  # begins the data of the buttons here
MOST_LISTED = 50
BETWEEN_PROGRESS = 3.0  # seconds


class Operator:
    """What those whose ids are in the settings may do. Everything is answered in the private chat that asked."""

    def __init__(
        self, bot: Bot, ids: frozenset[int], conversations: Conversations, announcer: Announcer, data_dir: Path
    ) -> None:
        self._bot = bot
        self._ids = ids
        self._conversations = conversations
        self._store = conversations.store
        self._announcer = announcer
        self._data_dir = data_dir
        self._since = conversations.clock()
        self._watching: set[asyncio.Task[None]] = set()

    async def introduce(self) -> None:
        """The commands in the menu of each operator, besides everybody's."""
        commands = [BotCommand(*each) for each in (*wording.COMMANDS, *wording.OPERATOR_COMMANDS)]
        for id in self._ids:
            try:
                await self._bot.set_my_commands(commands, BotCommandScopeChat(id))
            except BadRequest:  # has not written to the bot yet
                continue

    async def takes(self, arrival: Arrival) -> bool:
        """Whether it was a command of an operator, or a button under one; it is answered then."""
        if arrival.user not in self._ids:
            return False
        if arrival.query:
            if not arrival.text.startswith(OWN):
                return False
            await Calls(self._bot).answer(arrival.query, None)
            await self._decided(arrival.user, arrival.text.removeprefix(OWN))
            return True
        command, _, argument = arrival.text.partition(" ")
        commands: dict[str, Callable[[int, str], Awaitable[None]]] = {
            "/stats": self._stats,
            "/unanswered": self._unanswered,
            "/backup": self._backup,
            "/notice": self._preview,
        }
        act = commands.get(command.partition("@")[0].lower())
        if act is not None:
            await act(arrival.user, argument.strip())
        return act is not None

    async def stop(self) -> None:
        for task in self._watching:
            task.cancel()

    async def _stats(self, chat: int, argument: str) -> None:
        calendar, now = self._conversations.calendar(), self._conversations.clock()
        await self._say(chat, await statistics.counted(self._store, calendar, now, self._since))

    async def _unanswered(self, chat: int, argument: str) -> None:
        questions = await counted(self._store)
        lines = [f"{times}次 {question}" for question, times in questions[:MOST_LISTED]]
        await self._say(chat, "\n".join([wording.UNANSWERED.format(count=len(questions)), *lines]))

    async def _backup(self, chat: int, argument: str) -> None:
        try:
            to = await backup.copy_now(self._data_dir, self._conversations.clock())
        except StoreError as failed:
            await self._say(chat, wording.BACKUP_FAILED.format(reason=failed))
        else:
            await self._say(chat, wording.BACKED_UP.format(file=to.name, size=to.stat().st_size // 1024))

    async def _preview(self, chat: int, words: str) -> None:
        """As those who asked for it will see it, and how many they are."""
        if not words:
            await self._say(chat, wording.NOTICE_HOW)
            return
        id = secrets.token_hex(4)
        draft = Notice(words=words, chat=chat, begun=self._conversations.clock())
        await self._store.put({f"{DRAFT}{id}": draft.model_dump_json()})
        for part in messages(own_data.announcement(Announced(words), draft.begun.date()).view):
            await persistently(partial(self._bot.send_message, chat, part, ParseMode.HTML))
        count = len(await self._store.keys(WANTED))
        buttons = [
            InlineKeyboardButton(wording.NOTICE_SEND.format(count=count), callback_data=f"{OWN}send:{id}"),
            InlineKeyboardButton(wording.NOTICE_DROP, callback_data=f"{OWN}drop:{id}"),
        ]
        await self._say(chat, wording.NOTICE_PREVIEW.format(count=count), InlineKeyboardMarkup([buttons]))

    async def _decided(self, chat: int, action: str) -> None:
        """Sent or dropped; the second tap on a button finds nothing to decide."""
        verb, _, id = action.partition(":")
        document = await self._store.get(f"{DRAFT}{id}")
        if document is None:
            await self._say(chat, wording.NOTICE_GONE)
            return
        if verb == "send":
            await self._announcer.begin(id, Notice.model_validate_json(document))
            self._watch(chat, id)
        else:
            await self._say(chat, wording.NOTICE_DROPPED)
        await self._store.put({f"{DRAFT}{id}": None})

    def _watch(self, chat: int, id: str) -> None:
        task = asyncio.create_task(self._show_progress(chat, id))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)

    async def _show_progress(self, chat: int, id: str) -> None:
        """One message, edited now and then until nobody is left."""
        message = await self._say(chat, wording.NOTICE_BEGUN)
        shown = wording.NOTICE_BEGUN
        while True:
            await asyncio.sleep(BETWEEN_PROGRESS)
            notice = Notice.model_validate_json(await self._store.get(NOTICE + id) or "")
            left = await self._announcer.left(id)
            done = notice.spread and not left
            words = wording.NOTICE_DONE if done else wording.NOTICE_PROGRESS
            line = words.format(told=notice.total - left, total=notice.total)
            if line != shown:
                shown = line
                with suppress(TelegramError):  # the next edit says what is true then
                    await self._bot.edit_message_text(line, chat, message)
            if done:
                return

    async def _say(self, chat: int, words: str, buttons: InlineKeyboardMarkup | None = None) -> int:
        *first, last = messages(View(blocks=(text(words),)))
        for part in first:
            await persistently(partial(self._bot.send_message, chat, part, ParseMode.HTML))
        sent = await persistently(partial(self._bot.send_message, chat, last, ParseMode.HTML, reply_markup=buttons))
        return sent.message_id
