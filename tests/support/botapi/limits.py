"""What Telegram refuses, in its words where they are known. Lengths are in UTF-16 units unless bytes are named."""

import re

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from .markup import Formatted, MarkupError, parse_html, plain, units

TEXT, CAPTION, ANSWER, DESCRIPTION, SHORT_DESCRIPTION = 4096, 1024, 200, 512, 120
RAW_TEXT_BYTES, CALLBACK_DATA_BYTES, RESULT_ID_BYTES = 32 * 1024, 64, 64
ENTITIES, BUTTONS, COMMANDS, RESULTS, UPLOAD_BYTES = 100, 100, 100, 50, 50 * 1024 * 1024

ACTIONS = frozenset(
    (
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    )
)
CHAT_ACTIONS = frozenset(
    (
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    )
)


class Refused(Exception):
    """An answer other than ok; `breach` marks a broken limit, which a correct bot never sends."""

    def __init__(self, status: int, words: str, *, breach: bool = False) -> None:
        prefix = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: "}.get(status, "")
        super().__init__(prefix + words)
        self.status, self.breach = status, breach


def breach(words: str) -> Refused:
    return Refused(400, words, breach=True)


class Button(BaseModel):
    """A button of an inline keyboard, with whatever else the bot gave it."""

    model_config = ConfigDict(extra="allow", frozen=True)
    text: str
    callback_data: str | None = None


Rows = tuple[tuple[Button, ...], ...]


class Command(BaseModel):
    command: str
    description: str


_markup = TypeAdapter(dict[str, object])
_rows = TypeAdapter(Rows)
_commands = TypeAdapter(list[Command])
_results = TypeAdapter(list[dict[str, object]])


def text(source: str, parse_mode: str, most: int = TEXT) -> Formatted:
    """The text as a person sees it, not empty; only parse_mode HTML (or none) is known here."""
    formatted = _formatted(source, parse_mode)
    if not formatted.text:
        raise breach("message text is empty")
    if units(formatted.text) > most or len(source.encode()) > RAW_TEXT_BYTES:
        raise breach("message is too long")
    return formatted


def caption(source: str, parse_mode: str) -> Formatted:
    formatted = _formatted(source, parse_mode)
    if units(formatted.text) > CAPTION:
        raise breach("message caption is too long")
    return formatted


def _formatted(source: str, parse_mode: str) -> Formatted:
    if parse_mode.lower() not in ("", "html"):
        raise breach("unsupported parse_mode")
    try:
        formatted = parse_html(source) if parse_mode else plain(source)
    except MarkupError as error:
        raise breach(f"can't parse entities: {error}") from None
    if len(formatted.entities) > ENTITIES:
        raise breach("ENTITIES_TOO_LONG")
    return formatted


def inline_keyboard(source: str, *, inline_only: bool = False) -> Rows:
    """The rows of an InlineKeyboardMarkup; none for the other reply markups, which a message may carry too."""
    if not source:
        return ()
    try:
        markup = _markup.validate_json(source)
        if "inline_keyboard" not in markup and not inline_only:
            return ()
        rows = _rows.validate_python(markup["inline_keyboard"])
    except (ValidationError, KeyError):
        raise breach("can't parse reply keyboard markup JSON object") from None
    if sum(map(len, rows)) > BUTTONS:
        raise breach("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return tuple(row for row in rows if row)


def _check_button(button: Button) -> None:
    given = button.model_dump(exclude_none=True)
    actions = ACTIONS & given.keys()
    if not button.text.strip():
        raise breach("inline keyboard button text must be non-empty")
    if not actions:
        raise breach("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise breach(f"can't parse inline keyboard button: exactly one action is allowed, not {sorted(actions)}")
    data = button.callback_data
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise breach("BUTTON_DATA_INVALID")
    url = str(given.get("url", "tg://"))
    if not re.match(r"tg://|https?://[^\s/]+\.[^\s/]+", url):
        raise breach(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def commands(source: str) -> list[Command]:
    try:
        found = _commands.validate_json(source)
    except ValidationError:
        raise breach("can't parse commands JSON object") from None
    if len(found) > COMMANDS:
        raise breach("BOT_COMMANDS_TOO_MUCH")
    for one in found:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one.command):
            raise breach("BOT_COMMAND_INVALID")
        if not 1 <= units(one.description) <= 256:
            raise breach("BOT_COMMAND_DESCRIPTION_INVALID")
    return found


def inline_results(source: str) -> list[dict[str, object]]:
    try:
        results = _results.validate_json(source)
    except ValidationError:
        raise breach("can't parse inline query results JSON object") from None
    if len(results) > RESULTS:
        raise breach("RESULTS_TOO_MUCH")
    names = [str(result.get("id", "")) for result in results]
    if not all(1 <= len(name.encode()) <= RESULT_ID_BYTES for name in names):
        raise breach("RESULT_ID_INVALID")
    if len(set(names)) < len(names):
        raise breach("RESULT_ID_DUPLICATE")
    for result in results:
        content = result.get("input_message_content")
        if isinstance(content, dict):
            text(str(content.get("message_text", "")), str(content.get("parse_mode", "")))
    return results


def at_most(words: str, value: str, most: int) -> str:
    if units(value) > most:
        raise breach(words)
    return value


def language(code: str) -> str:
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise breach("invalid language code specified")
    return code
