"""What an update says, read from its JSON: python-telegram-bot's objects of it would cost a tenth of a turn.

They are made only where one is answered by them: in a group, and for an inline query.
"""

from typing import Any, NamedTuple, TypeAlias

from telegram.constants import ChatMemberStatus, ChatType

from bot.telegram.html import read_data
from dialogs.events import LONG_AGO, Edited, Event, Left, Returned, Said, Sent, Tapped
from dialogs.session import Session
from knowledge.characters import incoming

Json: TypeAlias = dict[str, Any]
KINDS = ("message", "callback_query", "edited_message", "inline_query", "my_chat_member")
GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


class IncomingUpdate(NamedTuple):
    """kind: as Telegram names it, or "unknown"; user: who did it, 0 where nobody is named; text: what was written or
    searched for, or the data of a button; query: the id of a tap, to be answered; private: in a chat with the person
    alone."""

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
        match self.kind:
            case "message":
                return Said(self.text) if self.text else Sent()
            case "edited_message":
                return Edited(self.text)
            case "callback_query":
                revision, action = read_data(self.text) or (-1, "")
                return Tapped(action, revision)
            case "my_chat_member":
                return Left() if self.payload["new_chat_member"]["status"] in GONE else Returned()
        return None

    def said(self, session: Session) -> Said:
        """A text, with the revision of the screen that it was typed at, by where the last ones stand, if any does.

        That is the screen it replies to, or else the newest above it: ids in a private chat grow in the order in which
        Telegram took the messages, those of the bot among them. What stands between the screens, as a reminder, is
        none; a reply to a reminder is about its deadline.
        """
        shown = session.shown
        replied = self.payload.get("reply_to_message") or {}
        place = replied.get("message_id") if replied.get("from", {}).get("is_bot") else None
        about = session.reminders.get(str(place), 0 if str(place) in shown else None)
        if not shown:
            return Said(self.text, None, about)
        if place is not None and not about and (str(place) in shown or place < min(map(int, shown))):
            return Said(self.text, shown.get(str(place), LONG_AGO), about)
        above = [revision for place, revision in shown.items() if int(place) < self.payload["message_id"]]
        return Said(self.text, above[-1] if above else LONG_AGO, about)


def read(update: Json) -> IncomingUpdate:
    """Raises KeyError, TypeError or ValueError for what is no update."""
    kind = next((kind for kind in KINDS if kind in update), "unknown")
    payload: Json = update[kind] if kind != "unknown" else {}
    user = payload.get("from", {}).get("id", 0)
    chat = payload["chat"] if kind in ("message", "edited_message", "my_chat_member") else {}
    query = str(payload["id"]) if kind == "callback_query" else ""
    text = payload.get("data" if query else "query" if kind == "inline_query" else "text") or ""
    private = chat.get("type", ChatType.PRIVATE) == ChatType.PRIVATE and kind != "inline_query"
    return IncomingUpdate(int(update["update_id"]), kind, int(user), incoming(text), query, private, payload)
