"""The methods of the Bot API that need no waiting: what a call does to the world, and what it answers."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from . import limits
from .limits import Refused, breach
from .world import Chat, Fields, File, Message, Query, Webhook, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
ANSWER_WITHIN, DELETE_WITHIN = 150, 48 * 3600  # s

_strings = TypeAdapter(list[str])
_object = TypeAdapter(dict[str, object])


@dataclass(frozen=True)
class Params:
    """The parameters of a call as sent: strings (objects are JSON) and uploaded files as (name, content)."""

    fields: dict[str, str]
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.fields.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        value = self.fields.get(name) or str(default)
        if not value.removeprefix("-").isdecimal():
            raise breach(f"{name} must be an integer")
        return int(value)

    def strings(self, name: str) -> list[str]:
        try:
            return _strings.validate_json(self.fields[name])
        except ValidationError:
            raise breach(f"can't parse {name} JSON object") from None

    def object(self, name: str) -> Fields:
        try:
            return _object.validate_json(self.fields.get(name) or "{}")
        except ValidationError:
            raise breach(f"can't parse {name} JSON object") from None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "1", "yes", "t", "y")


def get_me(world: World, _: Params) -> object:
    rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    return {**world.bot.wire(), **rights, "can_connect_to_business": False, "has_main_web_app": False}


def send_message(world: World, params: Params) -> object:
    chat = _writable(world, params)
    content = limits.text(params.text("text"), params.text("parse_mode"))
    keyboard = limits.inline_keyboard(params.text("reply_markup"))
    message = world.post(chat, world.bot, content, keyboard=keyboard, reply_to=_reply_to(chat, params))
    return world.wire(message)


def send_document(world: World, params: Params) -> object:
    chat = _writable(world, params)
    content = limits.caption(params.text("caption"), params.text("parse_mode"))
    keyboard = limits.inline_keyboard(params.text("reply_markup"))
    reply_to = _reply_to(chat, params)
    document = _upload(world, params, "document")
    return world.wire(world.post(chat, world.bot, content, keyboard=keyboard, reply_to=reply_to, document=document))


def send_photo(world: World, params: Params) -> object:
    """Its content is kept as that of a file; the phone shows it in the chat."""
    chat = _writable(world, params)
    content = limits.caption(params.text("caption"), params.text("parse_mode"))
    keyboard = limits.inline_keyboard(params.text("reply_markup"))
    photo = _upload(world, params, "photo")
    return world.wire(world.post(chat, world.bot, content, keyboard=keyboard, document=photo))


def send_chat_action(world: World, params: Params) -> object:
    _writable(world, params)
    if params.text("action") not in limits.CHAT_ACTIONS:
        raise breach("wrong parameter action in request")
    return True


def edit_message_text(world: World, params: Params) -> object:
    message = _own_message(world, params)
    if message.document:
        raise Refused(400, "there is no text in the message to edit")
    content = limits.text(params.text("text"), params.text("parse_mode"))
    keyboard = limits.inline_keyboard(params.text("reply_markup"), inline_only=True)
    if (content.text, content.entities, keyboard) == (message.text, message.content.entities, message.keyboard):
        raise Refused(400, NOT_MODIFIED)
    return world.wire(world.revise(message, content, keyboard))


def edit_message_reply_markup(world: World, params: Params) -> object:
    message = _own_message(world, params)
    keyboard = limits.inline_keyboard(params.text("reply_markup"), inline_only=True)
    if keyboard == message.keyboard:
        raise Refused(400, NOT_MODIFIED)
    return world.wire(world.revise(message, message.content, keyboard))


def delete_message(world: World, params: Params) -> object:
    chat = _writable(world, params)
    message = chat.shown.get(params.integer("message_id"))
    if message is None:
        raise Refused(400, "message to delete not found")
    if world.now() - message.date > DELETE_WITHIN:
        raise Refused(400, "message can't be deleted for everyone")
    del chat.shown[message.id]
    return True


def answer_callback_query(world: World, params: Params) -> object:
    text = limits.at_most("MESSAGE_TOO_LONG", params.text("text"), limits.ANSWER)
    _open_query(world, params.text("callback_query_id")).answer = text
    return True


def answer_inline_query(world: World, params: Params) -> object:
    results = limits.inline_results(params.text("results"))
    query = _open_query(world, params.text("inline_query_id"))
    query.answer, query.results = "", results
    return True


def get_file(world: World, params: Params) -> object:
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise Refused(400, "invalid file_id")
    return {**file.wire(), "file_path": f"documents/{file.id}"}


def set_my_commands(world: World, params: Params) -> object:
    found = limits.commands(params.text("commands"))
    world.settings[_commands_key(params)] = [command.model_dump() for command in found]
    return True


def get_my_commands(world: World, params: Params) -> object:
    return world.settings.get(_commands_key(params), [])


def delete_my_commands(world: World, params: Params) -> object:
    world.settings.pop(_commands_key(params), None)
    return True


def set_my_description(world: World, params: Params) -> object:
    return _describe(world, params, "description", limits.DESCRIPTION)


def set_my_short_description(world: World, params: Params) -> object:
    return _describe(world, params, "short_description", limits.SHORT_DESCRIPTION)


def set_chat_menu_button(world: World, params: Params) -> object:
    button = params.object("menu_button")
    if button.get("type", "default") not in ("default", "commands", "web_app"):
        raise breach("can't parse menu button: MenuButton has unsupported type")
    world.settings[f"menu_button {params.text('chat_id')}"] = button
    return True


def set_webhook(world: World, params: Params) -> object:
    if "allowed_updates" in params.fields:
        world.updates.allow(params.strings("allowed_updates"))
    url, secret = params.text("url"), params.text("secret_token")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise breach("secret token contains unallowed characters")
    world.webhook = Webhook(url, secret) if url else None
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
    return True


def delete_webhook(world: World, params: Params) -> object:
    world.webhook = None
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
    return True


def get_webhook_info(world: World, _: Params) -> object:
    url = world.webhook.url if world.webhook else ""
    return {"url": url, "has_custom_certificate": False, "pending_update_count": len(world.updates.waiting())}


METHODS: dict[str, Callable[[World, Params], object]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}


def _writable(world: World, params: Params) -> Chat:
    if not params.text("chat_id"):
        raise breach("chat_id is empty")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None:
        raise Refused(400, "chat not found")
    if chat.standing == "new":
        raise Refused(403, "bot can't initiate conversation with a user")
    if chat.standing == "blocked":
        private = chat.kind == "private"
        raise Refused(403, f"bot was {'blocked by the user' if private else 'kicked from the supergroup chat'}")
    return chat


def _reply_to(chat: Chat, params: Params) -> int | None:
    given = params.object("reply_parameters")
    if not given:
        return None
    message_id = given.get("message_id")
    if isinstance(message_id, int) and message_id in chat.shown:
        return message_id
    if given.get("allow_sending_without_reply"):
        return None
    raise Refused(400, "message to be replied not found")


def _upload(world: World, params: Params, kind: str) -> File:
    given = params.text(kind)
    upload = params.uploads.get(given.removeprefix("attach://") or kind)
    if upload:
        name, content = upload
        if not content:
            raise breach("file must be non-empty")
        if len(content) > limits.UPLOAD_BYTES:
            raise Refused(413, "Request Entity Too Large", breach=True)
        return world.file(name, content)
    if given in world.files:
        return world.files[given]
    raise breach("wrong remote file identifier specified" if given else f"there is no {kind} in the request")


def _own_message(world: World, params: Params) -> Message:
    if not params.text("message_id"):
        raise breach("message identifier is not specified")
    message = _writable(world, params).shown.get(params.integer("message_id"))
    if message is None:
        raise Refused(400, "message to edit not found")
    if message.sender != world.bot:
        raise Refused(400, "message can't be edited")
    return message


def _open_query(world: World, query_id: str) -> Query:
    query = world.queries.get(query_id)
    if query is None or query.answer is not None or world.now() - query.born > ANSWER_WITHIN:
        raise Refused(400, QUERY_TOO_OLD)
    return query


def _commands_key(params: Params) -> str:
    scope = json.dumps(params.object("scope") or {"type": "default"}, sort_keys=True)
    return f"commands {scope} {limits.language(params.text('language_code'))}"


def _describe(world: World, params: Params, name: str, most: int) -> bool:
    value = limits.at_most(f"{name.replace('_', ' ')} is too long", params.text(name), most)
    world.settings[f"{name} {limits.language(params.text('language_code'))}"] = value
    return True
