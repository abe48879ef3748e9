"""What an update says, read from its JSON: python-telegram-bot's objects of it would cost a tenth of a turn.

They are made only where one is answered by them: in a group, and for an inline query.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from telegram.constants import ChatMemberStatus, ChatType

from bot.telegram.html import read_data
from dialogs.events import LONG_AGO, Edited, Event, Left, Returned, Said, Sent, Tapped
from dialogs.session import Session
from knowledge.characters import incoming

Json: TypeAlias = dict[str, Any]
KINDS = ("message", "callback_query", "edited_message", "inline_query", "my_chat_member")
GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
# What a person sends that is no text. All else in a message without one is a note of Telegram's own: pinned, joined.
MEDIA = frozenset(
    (
        *("animation", "audio", "document", "live_photo", "paid_media", "photo", "sticker", "story"),
        *("video", "video_note", "voice", "checklist", "contact", "dice", "game", "poll", "venue", "location"),
    )
)


class IncomingUpdate(NamedTuple):
    """kind: as Telegram names it, or "unknown"; user: who did it, 0 where nobody is named; text: what was written, also
    as a caption, or searched for, or the data of a button; query: the id of a tap, to be answered; private: in a chat
    with the person alone."""

    id: int
    kind: str
    user: int
    text: str
    query: str
    private: bool
    payload: Json

    @property
    def event(self) -> Event | None:
        """What a private update means; None for what needs no answer."""
        if self.by_bot:
            return None
        match self.kind:
            case "message" if self.text:
                return Said(self.text, album=self.album)
            case "message" if MEDIA & self.payload.keys() and not self._is_live_location:
                return Sent(self.album)
            case "edited_message" if self.text:
                return Edited(self.text)
            case "callback_query":
                revision, action = read_data(self.text) or (-1, "")
                return Tapped(action, revision)
            case "my_chat_member":
                return Left() if self.payload["new_chat_member"]["status"] in GONE else Returned()
        return None

    @property
    def by_bot(self) -> bool:
        """Whether no person did it. Who writes in the name of a chat, as an anonymous administrator, is named as a bot
        by Telegram and is none."""
        return bool(self.payload.get("from", {}).get("is_bot")) and "sender_chat" not in self.payload

    @property
    def album(self) -> str:
        return str(self.payload.get("media_group_id", ""))

    @property
    def _is_live_location(self) -> bool:
        return "live_period" in self.payload.get("location", {})

    def said(self, session: Session) -> Said:
        """A text, with the revision of the screen that it was typed at, by where the last ones stand, if any does.

        That is the screen it replies to, or else the newest above it: ids in a private chat grow in the order in which
        Telegram took the messages, those of the bot among them. What stands between the screens, as a reminder, is
        none; a reply to a reminder is about its deadline.
        """
        place = self._replied
        about = session.reminders.get(str(place), 0 if str(place) in session.shown else None)
        typed_at = self._typed_at(session.shown, None if about else place)
        return Said(self.text, typed_at, self.album, about)

    @property
    def _replied(self) -> int | None:
        """The message of the bot that it replies to."""
        replied = self.payload.get("reply_to_message") or {}
        return int(replied["message_id"]) if replied.get("from", {}).get("is_bot") else None

    def _typed_at(self, shown: Mapping[str, int], replied: int | None) -> int | None:
        if not shown:
            return None
        if replied is not None and (str(replied) in shown or replied < min(map(int, shown))):
            return shown.get(str(replied), LONG_AGO)
        above = [revision for place, revision in shown.items() if int(place) < self.payload["message_id"]]
        return above[-1] if above else LONG_AGO


def read(update: Json) -> IncomingUpdate:
    """Raises KeyError, TypeError or ValueError for what is no update."""
    kind = next((kind for kind in KINDS if kind in update), "unknown")
    payload: Json = update[kind] if kind != "unknown" else {}
    user = payload.get("from", {}).get("id", 0)
    chat = payload["chat"] if kind in ("message", "edited_message", "my_chat_member") else {}
    query = str(payload["id"]) if kind == "callback_query" else ""
    written = ("data",) if query else ("query",) if kind == "inline_query" else ("text", "caption")
    text = next((payload[field] for field in written if payload.get(field)), "")
    private = chat.get("type", ChatType.PRIVATE) == ChatType.PRIVATE and kind != "inline_query"
    return IncomingUpdate(int(update["update_id"]), kind, int(user), incoming(text), query, private, payload)
