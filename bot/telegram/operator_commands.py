"""Commands of the operator: figures, questions and answers to look at, backups, and the announcement of a notice."""

import secrets
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from pydantic import BaseModel
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.background.broadcast import Broadcast, Broadcaster
from bot.operations import statistics
from bot.pipeline.conversations import Conversations
from bot.store import backup
from bot.store.keys import NOTICE_DRAFT
from bot.store.protocol import StoreError
from bot.telegram.channel import TelegramApi
from bot.telegram.client import persistently
from bot.telegram.html import keyboard, messages
from bot.telegram.operator_answers import sheet
from bot.telegram.updates import IncomingUpdate
from bot.wording import zh as wording
from dialogs import privacy
from dialogs.effects import BESIDE
from dialogs.events import Announced
from dialogs.reading.days.notices import closing_day
from dialogs.views import Block, Button, View, heading, note, text
from rules.calendar.days import BEIJING
from rules.engine import figures
from rules.engine.finding import Overall
from rules.texts import book

PERSON = "telegram:"
OWN = "op|"  # begins the data of the buttons here
LABELS = {"send": wording.NOTICE_SEND, "drop": wording.NOTICE_DROP}

log = structlog.get_logger()


class NoticeDraft(BaseModel):
    """A notice that is not confirmed yet; without words as long as these are to come as the next message."""

    id: str
    words: str


class Operator:
    """What those whose ids are in the settings may do. Everything is answered in the private chat that asked.

    What they write otherwise is for the conversation, as anybody's.
    """

    def __init__(
        self, bot: Bot, ids: frozenset[int], conversations: Conversations, broadcaster: Broadcaster, data_dir: Path
    ) -> None:
        self._bot = bot
        self._api = TelegramApi(bot)
        self.ids = ids
        self._conversations = conversations
        self._store = conversations.store
        self._broadcaster = broadcaster
        self._data_dir = data_dir
        self._since = conversations.clock().astimezone(BEIJING)
        broadcaster.report = self.report

    async def introduce(self) -> None:
        """The commands in the menu of each operator, besides everybody's."""
        commands = [BotCommand(*each) for each in (*wording.OPERATOR_COMMANDS, *wording.COMMANDS)]
        for id in self.ids:
            with suppress(BadRequest, Forbidden):  # has not written to the bot yet
                await persistently(partial(self._bot.set_my_commands, commands, BotCommandScopeChat(id)))

    async def takes(self, update: IncomingUpdate) -> bool:
        """Whether what an operator sent is for us; it is answered then. Raises StoreError, LaneFull, TelegramError."""
        if update.kind not in ("message", "callback_query"):
            return False
        async with self._conversations.lanes.of(f"{PERSON}{update.user}"):
            if update.query:
                return await self._tapped(update)
            return await self._said(update.user, update.text)

    async def tell_of_abandoned(self, update: IncomingUpdate) -> None:
        """An update that is not handled any more: each operator is told of it, without what it says."""
        words = wording.ABANDONED_ONE.format(kind=update.kind, length=len(update.text))
        for id in self.ids:
            try:
                await self._say(id, text(words))
            except TelegramError as failed:
                log.warning("operator not told", reason=type(failed).__name__)

    async def report(self, notice: Broadcast) -> None:
        """Show the operator how far an announcement is; the next time says what is true then."""
        words = wording.NOTICE_DONE if notice.state == "done" else wording.NOTICE_PROGRESS
        try:
            view = View(blocks=(text(words.format_map(notice.model_dump())),))
            await self._edit(notice.chat, notice.progress, view)
        except TelegramError as failed:
            log.debug("progress not shown", reason=type(failed).__name__)

    async def _said(self, chat: int, words: str) -> bool:
        command, _, argument = words.partition(" ")
        match command.partition("@")[0].lower():
            case "/stats":
                await self._stats(chat)
            case "/unanswered" | "/answers" as listed:
                if found := await sheet(self._conversations, listed[1:], argument.strip()):
                    await self._say(chat, *found.view.blocks, buttons=_keyboard(found.view))
            case "/backup":
                await self._backup(chat)
            case "/notice":
                await self._draft(chat, argument.strip())
            case _:
                draft = await self._drafted(chat)
                if draft is None or draft.words or not words or words.startswith("/"):
                    return False
                await self._draft(chat, words)
        return True

    async def _say(self, chat: int, *blocks: Block, buttons: object = None) -> None:
        *first, last = messages(View(blocks=blocks))
        for part in first:
            await persistently(partial(self._api.send, chat, part))
        await persistently(partial(self._api.send, chat, last, buttons))

    async def _edit(self, chat: int, message: int, view: View) -> None:
        await self._api.edit(chat, message, messages(view)[0], _keyboard(view))

    # Looking

    async def _stats(self, chat: int) -> None:
        today = self._conversations.clock().astimezone(BEIJING).date()
        figures = await statistics.counted(self._store, today)
        verdicts = [(overall.words, figures.verdicts[overall.name]) for overall in Overall]
        lines = [
            wording.STATS_PERSONS.format_map(vars(figures)),
            wording.STATS_FINISHED.format(count=figures.verdicts.total()),
            *(wording.STATS_VERDICT.format(verdict=words, count=count) for words, count in verdicts if count),
            *(line.format_map(vars(figures)) for line in wording.STATS_REST),
        ]
        since = wording.STATS_SINCE.format(since=f"{self._since:%Y-%m-%d %H:%M}")
        await self._say(chat, heading(wording.STATS_TITLE), text("\n".join(lines)), note(since))

    async def _backup(self, chat: int) -> None:
        try:
            to = await backup.copy_now(self._data_dir, self._conversations.clock())
        except StoreError as failed:
            await self._say(chat, text(wording.BACKUP_FAILED.format(reason=failed)))
        else:
            await self._say(chat, text(wording.BACKED_UP.format(file=to.name, size=to.stat().st_size // 1024)))

    # Broadcasts

    async def _drafted(self, chat: int) -> NoticeDraft | None:
        document = await self._store.get(f"{NOTICE_DRAFT}{PERSON}{chat}")
        return None if document is None else NoticeDraft.model_validate_json(document)

    async def _draft(self, chat: int, words: str) -> None:
        """Keep the words, and show them as those who asked for it will see them; without words, ask for them."""
        draft = NoticeDraft(id=secrets.token_hex(6), words=words)
        await self._store.put({f"{NOTICE_DRAFT}{PERSON}{chat}": draft.model_dump_json()})
        if not words:
            await self._say(chat, text(wording.NOTICE_ASKED), buttons=_buttons(draft, "drop"))
            return
        count = await self._broadcaster.wanting()
        today = self._conversations.clock().astimezone(BEIJING).date()
        view = privacy.announcement(Announced(words), book(), today).view
        await self._say(chat, text(wording.NOTICE_AS_SEEN))
        await self._say(chat, *view.blocks, buttons=keyboard(view, BESIDE))
        if not count:
            await self._say(chat, text(wording.NOTICE_NOBODY), buttons=_buttons(draft, "drop"))
            return
        closing = closing_day(book().closing.ask, words, today)
        read = wording.NOTICE_CLOSING.format(day=figures.day(closing)) if closing else wording.NOTICE_WITHOUT_CLOSING
        asked = text(wording.NOTICE_PREVIEW.format(count=count))
        await self._say(chat, text(read), asked, buttons=_buttons(draft, "send", "drop"))

    async def _tapped(self, update: IncomingUpdate) -> bool:
        """A notice is sent or dropped; the second tap on a button, or one under an older draft, finds nothing to
        decide. Other buttons lead to another page, or mark an answer."""
        if not update.text.startswith(OWN):
            return False
        chat, message = update.user, int(update.payload["message"]["message_id"])
        verb, _, id = update.text.removeprefix(OWN).partition(":")
        if found := await sheet(self._conversations, verb, id):
            await self._show(update.query, chat, message, found.view, found.toast)
            return True
        draft, row = await self._drafted(chat), f"{NOTICE_DRAFT}{PERSON}{chat}"
        if draft is None or draft.id != id:
            await self._answer(update.query, wording.NOTICE_GONE)
        elif verb == "send":
            begun = self._conversations.clock()
            notice = Broadcast(id=id, words=draft.words, chat=chat, progress=message, begun=begun)
            await self._show(update.query, chat, message, View(blocks=(text(wording.NOTICE_BEGUN),)))
            await self._broadcaster.begin(notice, {row: None})
        else:
            await self._store.put({row: None})
            await self._show(update.query, chat, message, View(blocks=(text(wording.NOTICE_DROPPED),)))
        return True

    async def _show(self, query: str, chat: int, message: int, view: View, toast: str = "") -> None:
        """In place of what stood in the message, and a word in answer to the tap."""
        await self._answer(query, toast)
        with suppress(TelegramError):  # the buttons stay, and find nothing to decide
            await self._edit(chat, message, view)

    async def _answer(self, query: str, toast: str) -> None:
        with suppress(TelegramError):  # a late answer is worth nothing
            await self._api.answer(query, toast)


def _buttons(draft: NoticeDraft, *verbs: str) -> dict[str, Any] | None:
    row = tuple(Button(label=LABELS[verb], action=f"{verb}:{draft.id}") for verb in verbs)
    return _keyboard(View(blocks=(), rows=(row,)))


def _keyboard(view: View) -> dict[str, Any] | None:
    rows = [[{"text": button.label, "callback_data": OWN + button.action} for button in row] for row in view.rows]
    return {"inline_keyboard": rows} if rows else None
