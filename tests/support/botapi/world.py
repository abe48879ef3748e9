"""What Telegram keeps for one bot: people, chats, messages, queries, and the updates that are not confirmed yet.

Any thread may use it: `change()` guards the state and wakes whoever waits. Times are Unix seconds of the server's own
clock, which stands until `advance` puts it forward.
"""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TypeVar

from .limits import Button, Rows
from .markup import Formatted

T = TypeVar("T")
Fields = dict[str, object]  # an object of JSON

NOTHING = Formatted("", (), "")
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LIFETIME = {"callback_query": 150, "inline_query": 30}  # s; other updates are kept for a day
DAY = 24 * 3600
BEGUN = 1_795_579_200.0  # noon of 2026-11-25 in Beijing


@dataclass(frozen=True)
class User:
    id: int
    first_name: str
    language_code: str = ""
    username: str = ""
    is_bot: bool = False

    def wire(self) -> Fields:
        given = {"username": self.username, "language_code": self.language_code}
        fields: Fields = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return fields | {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class File:
    id: str
    name: str
    content: bytes

    def wire(self) -> Fields:
        size = len(self.content)
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_name": self.name, "file_size": size}


@dataclass(frozen=True)
class Message:
    """One state of a message; an edit makes another with the same id and a higher `revision`.

    `text` is what a person reads (of a file: its caption), `html` what the bot sent, `extra` a person's media.
    """

    id: int
    chat: int
    sender: User
    date: int
    revision: int
    content: Formatted
    keyboard: Rows = ()
    document: File | None = None
    reply_to: int | None = None
    edit_date: int | None = None
    extra: Fields = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def html(self) -> str:
        return self.content.source

    @property
    def buttons(self) -> list[list[str]]:
        return [[button.text for button in row] for row in self.keyboard]

    def button(self, label: str) -> Button | None:
        """The first button with that label or callback data."""
        every = list(itertools.chain(*self.keyboard))
        return next((b for b in every if label == b.text), None) or next(
            (b for b in every if label == b.callback_data), None
        )


@dataclass
class Chat:
    """`standing`: "new" until the person wrote or the bot was added, then "open", or "blocked"."""

    id: int
    kind: str
    title: str
    standing: str = "new"
    versions: list[Message] = field(default_factory=list)
    shown: dict[int, Message] = field(default_factory=dict)
    ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def wire(self) -> Fields:
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.title}


@dataclass
class Query:
    """A tap or an inline query that waits for the bot's answer."""

    user: User
    born: float
    chat: int | None = None
    answer: str | None = None
    results: list[Fields] = field(default_factory=list)


@dataclass(frozen=True)
class Update:
    id: int
    kind: str
    payload: Fields
    born: float
    queue: str

    def wire(self) -> Fields:
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(frozen=True)
class Webhook:
    url: str
    secret: str


class Updates:
    """The queue of updates: an update is kept until a higher offset confirms it, or until it is too old."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._ids = itertools.count(700_000_001)
        self._allowed: frozenset[str] = frozenset()
        self._again: list[Update] = []
        self.pending: list[Update] = []
        self.past: dict[int, Update] = {}

    def allow(self, kinds: list[str]) -> None:
        """For updates made from now on; an empty list is the default set."""
        self._allowed = frozenset(kinds)

    def add(self, kind: str, payload: Fields, queue: str) -> None:
        if kind not in self._allowed if self._allowed else kind in NOT_BY_DEFAULT:
            return
        update = Update(next(self._ids), kind, payload, self._now(), queue)
        self.pending.append(update)
        self.past[update.id] = update

    def redeliver(self, update_id: int) -> None:
        """Puts a past update in front of the queue, whatever was confirmed."""
        self._again.append(self.past[update_id])

    def confirm(self, offset: int) -> None:
        """Forgets what is below the offset; a negative one keeps so many from the end."""
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset:
            self.pending = [update for update in self.pending if update.id >= offset]

    def take(self, limit: int) -> list[Update]:
        """What is to be answered to getUpdates; it stays pending, only a redelivered update is given once."""
        batch = self.waiting()[:limit]
        self._again = [update for update in self._again if update not in batch]
        return batch

    def waiting(self) -> list[Update]:
        now = self._now()
        self.pending = [u for u in self.pending if now - u.born < LIFETIME.get(u.kind, DAY)]
        return self._again + [update for update in self.pending if update not in self._again]

    def delivered(self, update: Update) -> None:
        """A webhook has taken it."""
        queue = self._again if update in self._again else self.pending
        queue.remove(update)


class World:
    """`lock` guards everything in here; to change something, use `change()` instead."""

    def __init__(self, bot_username: str) -> None:
        self.bot = User(4242, "测试机器人", username=bot_username, is_bot=True)
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, User] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, File] = {}
        self.settings: dict[str, object] = {}
        self.webhook: Webhook | None = None
        self.updates = Updates(self.now)
        self.listeners: list[Callable[[], None]] = []
        self.lock = threading.Condition()
        self._skew = 0.0
        self._private_ids: Iterator[int] = itertools.count(1)
        self._numbers = itertools.count(1)

    @contextmanager
    def change(self) -> Iterator[None]:
        with self.lock:
            yield
            self.lock.notify_all()
            for listener in self.listeners:
                listener()

    def until(self, found: Callable[[], T | None], failure: Callable[[], str], timeout: float) -> T:
        """Waits for a value that is neither None nor False; AssertionError with `failure()` after `timeout` s."""
        with self.lock:
            value = self.lock.wait_for(found, timeout)
            if value is None or value is False:
                raise AssertionError(f"not within {timeout} s: {failure()}")
            return value

    def now(self) -> float:
        return BEGUN + self._skew

    def advance(self, seconds: float) -> None:
        with self.change():
            self._skew += seconds

    def number(self) -> int:
        """A number not given before: of a query, a file or a revision."""
        return next(self._numbers)

    def private(self, user: User) -> Chat:
        with self.change():
            self.users[user.id] = user
            return self.chats.setdefault(user.id, Chat(user.id, "private", user.first_name, ids=self._private_ids))

    def group(self, title: str) -> Chat:
        with self.change():
            chat = Chat(-1_001_000_000_000 - self.number(), "supergroup", title, standing="open")
            self.chats[chat.id] = chat
            return chat

    def file(self, name: str, content: bytes) -> File:
        file = File(f"file{self.number()}", name, content)
        self.files[file.id] = file
        return file

    def post(
        self,
        chat: Chat,
        sender: User,
        content: Formatted = NOTHING,
        *,
        keyboard: Rows = (),
        reply_to: int | None = None,
        document: File | None = None,
        extra: Fields | None = None,
    ) -> Message:
        message = Message(
            id=next(chat.ids),
            chat=chat.id,
            sender=sender,
            date=int(self.now()),
            revision=self.number(),
            content=content,
            keyboard=keyboard,
            document=document,
            reply_to=reply_to,
            extra=extra or {},
        )
        return self._keep(message)

    def revise(self, message: Message, content: Formatted, keyboard: Rows = ()) -> Message:
        now = int(self.now())
        return self._keep(replace(message, content=content, keyboard=keyboard, revision=self.number(), edit_date=now))

    def _keep(self, message: Message) -> Message:
        chat = self.chats[message.chat]
        chat.versions.append(message)
        chat.shown[message.id] = message
        return message

    def wire(self, message: Message, with_reply: bool = True) -> Fields:
        chat = self.chats[message.chat]
        fields: Fields = {"message_id": message.id, "from": message.sender.wire(), "chat": chat.wire()}
        fields |= {"date": message.date, **message.extra}
        in_file = message.document is not None or bool(message.extra)
        if message.text:
            fields["caption" if in_file else "text"] = message.text
        if message.content.entities:
            fields["caption_entities" if in_file else "entities"] = list(message.content.entities)
        if message.document:
            fields["document"] = message.document.wire()
        if message.keyboard:
            fields["reply_markup"] = {"inline_keyboard": wire_rows(message.keyboard)}
        if message.edit_date:
            fields["edit_date"] = message.edit_date
        if with_reply and message.reply_to in chat.shown:
            fields["reply_to_message"] = self.wire(chat.shown[message.reply_to], with_reply=False)
        return fields


def wire_rows(rows: Rows) -> list[list[Fields]]:
    return [[button.model_dump(exclude_none=True) for button in row] for row in rows]
