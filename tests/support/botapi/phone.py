"""A person with a phone: what they do becomes updates, what the bot does is seen on their screen."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from .limits import Button
from .markup import plain
from .world import Chat, Fields, Message, Query, User, World

T = TypeVar("T")


class Phone:
    """One person in one chat. Waiting lasts until the bot has done it, or fails after `timeout` s with the chat."""

    def __init__(self, world: World, user: User, chat: Chat) -> None:
        self._world, self.user, self.chat = world, user, chat
        self._since = 0  # the revision before the last thing done here

    def in_group(self, group: Chat) -> "Phone":
        """The same person, in a group that the bot is in."""
        return Phone(self._world, self.user, group)

    # what the person does

    def say(self, text: str, reply_to: int | None = None) -> Message:
        return self._write(text, reply_to)

    def photo(self, caption: str = "", album: str = "") -> Message:
        """By itself, or as a part of the album with that id."""
        size = {**self._world.file("photo.jpg", b"\xff\xd8\xff").wire(), "width": 90, "height": 90}
        return self._write(caption, extra={"photo": [size]} | ({"media_group_id": album} if album else {}))

    def other(self, reply_to: int | None = None, **content: object) -> Message:
        """A message without words: a place, or one of Telegram's own, as that something was pinned."""
        return self._write("", reply_to, content)

    def sticker(self, emoji: str = "👍") -> Message:
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        file = self._world.file("sticker.webp", b"RIFF").wire()
        return self._write("", extra={"sticker": {**file, **kind, "emoji": emoji}})

    def edit(self, message_id: int, text: str) -> Message:
        """Changes an own message."""
        with self._acting():
            message = self._world.revise(self.chat.shown[message_id], plain(text))
            self._send("edited_message", message)
            return message

    def tap(self, label: str, timeout: float = 10) -> None:
        """The button with that label (or callback data) on the newest message that has it, as soon as there is one."""
        self._press(*self._newest_with(label, timeout))

    def double_tap(self, label: str, timeout: float = 10) -> None:
        """Two taps before the bot could answer the first."""
        message, button = self._newest_with(label, timeout)
        with self._world.change():
            self._press(message, button)
            self._press(message, button)

    def tap_old(self, message_id: int, label: str) -> None:
        """A button that the message has, or once had: the screen of a phone may lag behind."""
        with self._world.lock:
            versions = [message for message in reversed(self.chat.versions) if message.id == message_id]
        for message in versions:
            if button := message.button(label):
                return self._press(message, button)
        raise AssertionError(f"message {message_id} never had a button {label!r}\n{self.drawn()}")

    def inline(self, query: str, timeout: float = 10) -> list[Fields]:
        """Asks `@bot query` in any chat; the bot's results."""
        with self._acting():
            query_id, asked = self._query(chat=None)
            payload: Fields = {"id": query_id, "from": self.user.wire(), "query": query, "offset": ""}
            self._world.updates.add("inline_query", payload, f"inline {self.user.id}")
        self._wait(lambda: asked.answer is not None, f"results for {query!r}", timeout)
        return asked.results

    def block(self) -> None:
        """Blocks the bot; in a group, removes it."""
        self._set_standing("blocked", "member", "kicked")

    def unblock(self) -> None:
        self._set_standing("open", "kicked", "member")

    # what the person sees

    @property
    def messages(self) -> list[Message]:
        """Everything in the chat, of both sides, oldest first."""
        with self._world.lock:
            return sorted(self.chat.shown.values(), key=lambda message: message.id)

    @property
    def screen(self) -> Message:
        """The bot's newest message."""
        if found := self._of_bot():
            return found[-1]
        raise AssertionError(f"the bot has said nothing\n{self.drawn()}")

    @property
    def toasts(self) -> list[str]:
        """The texts of the bot's answers to this person's taps in this chat."""
        return [query.answer for query in self._taps() if query.answer]

    @property
    def spinning(self) -> int:
        """How many taps here still wait for an answer."""
        return sum(query.answer is None for query in self._taps())

    def wait_for(self, text: str, timeout: float = 10) -> Message:
        """A message with that text which the bot has sent or edited since the last thing done on this phone."""

        def found() -> Message | None:
            fresh = [message for message in self._of_bot() if message.revision > self._since]
            return next((message for message in reversed(fresh) if text in message.text), None)

        return self._wait(found, f"the bot to say {text!r}", timeout)

    def expect(self, holds: Callable[[Message], object], timeout: float = 10) -> Message:
        """The bot's newest message, as soon as `holds` is true of it."""

        def found() -> Message | None:
            messages = self._of_bot()
            return messages[-1] if messages and holds(messages[-1]) else None

        return self._wait(found, "what is expected of the screen", timeout)

    def wait_for_toast(self, text: str, timeout: float = 10) -> None:
        self._wait(lambda: any(text in toast for toast in self.toasts), f"a toast {text!r}", timeout)

    def drawn(self) -> str:
        """The chat as text, for a failed test."""
        lines = [f"—— {self.chat.title} ——"]
        for message in self.messages:
            lines.append(f"[{message.id}] {message.sender.first_name}：{message.text or list(message.extra)}")
            lines += ["    " + " ".join(f"[{label}]" for label in row) for row in message.buttons]
        return "\n".join([*lines, f"toasts: {self.toasts}; taps without an answer: {self.spinning}"])

    @property
    def last_update(self) -> int:
        """The id of the newest update of all."""
        return max(self._world.updates.past)

    def _wait(self, found: Callable[[], T | None], what: str, timeout: float) -> T:
        return self._world.until(found, lambda: f"{what}\n{self.drawn()}", timeout)

    def _of_bot(self) -> list[Message]:
        return [message for message in self.messages if message.sender == self._world.bot]

    def _taps(self) -> list[Query]:
        with self._world.lock:
            queries = list(self._world.queries.values())
        return [query for query in queries if query.user == self.user and query.chat == self.chat.id]

    def _newest_with(self, label: str, timeout: float) -> tuple[Message, Button]:
        def found() -> tuple[Message, Button] | None:
            pairs = ((message, message.button(label)) for message in reversed(self._of_bot()))
            return next(((message, button) for message, button in pairs if button), None)

        return self._wait(found, f"a button {label!r}", timeout)

    @contextmanager
    def _acting(self) -> Iterator[None]:
        with self._world.change():
            self._since = self._world.number()
            yield

    def _write(self, text: str, reply_to: int | None = None, extra: Fields | None = None) -> Message:
        with self._acting():
            if self.chat.standing == "blocked":
                raise AssertionError("the bot is blocked: unblock it before writing")
            self.chat.standing = "open"
            message = self._world.post(self.chat, self.user, plain(text), reply_to=reply_to, extra=extra)
            self._send("message", message)
            return message

    def _send(self, kind: str, message: Message) -> None:
        if self.chat.kind == "private" or self._concerns_bot(message):
            self._world.updates.add(kind, self._world.wire(message), f"chat {self.chat.id}")

    def _concerns_bot(self, message: Message) -> bool:
        """Privacy mode: in a group a bot sees commands, mentions of it, and replies to it."""
        answered = self.chat.shown.get(message.reply_to or 0)
        command = re.match(r"/\w+(@\w+)?", message.text)
        at_bot = f"@{self._world.bot.username}".lower()
        if command and (command[1] or at_bot).lower() == at_bot:
            return True
        return at_bot in message.text.lower() or (answered is not None and answered.sender == self._world.bot)

    def _press(self, message: Message, button: Button) -> None:
        if button.callback_data is None:
            raise AssertionError(f"{button.text!r} is not answered by the bot: {button}")
        with self._acting():
            query_id, _ = self._query(self.chat.id)
            now = self.chat.shown.get(message.id)
            # of a deleted message the bot learns only which it was
            seen = self._world.wire(now) if now else {"chat": self.chat.wire(), "message_id": message.id, "date": 0}
            payload: Fields = {"id": query_id, "from": self.user.wire(), "message": seen}
            payload |= {"chat_instance": f"instance{self.chat.id}", "data": button.callback_data}
            self._world.updates.add("callback_query", payload, f"tap {self.user.id}")

    def _query(self, chat: int | None) -> tuple[str, Query]:
        query_id, query = str(self._world.number()), Query(self.user, self._world.now(), chat)
        self._world.queries[query_id] = query
        return query_id, query

    def _set_standing(self, standing: str, old: str, new: str) -> None:
        with self._acting():
            self.chat.standing = standing
            bot = self._world.bot.wire()
            payload: Fields = {"chat": self.chat.wire(), "from": self.user.wire(), "date": int(self._world.now())}
            payload["old_chat_member"] = {"user": bot, "status": old, "until_date": 0}
            payload["new_chat_member"] = {"user": bot, "status": new, "until_date": 0}
            self._world.updates.add("my_chat_member", payload, f"chat {self.chat.id}")
