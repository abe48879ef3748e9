"""Telegram's HTML and the entities it finds by itself. Offsets and lengths are in UTF-16 units."""

import html
import re
from dataclasses import dataclass

TAGS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_ATTRIBUTE = r"""\s+([\w-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?"""
_TOKEN = re.compile(rf"(?P<text>[^<]+)|</(?P<end>[\w-]*)\s*>|<(?P<start>[\w-]+)(?P<attributes>(?:{_ATTRIBUTE})*)\s*>")
_CHARACTER = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_FOUND = re.compile(r"(?P<bot_command>(?<![\w/])/\w{1,64}(?:@\w{3,32})?)|(?P<mention>(?<!\w)@\w{3,32})", re.ASCII)


class MarkupError(ValueError):
    """The HTML cannot be parsed; the message is Telegram's."""


@dataclass(frozen=True)
class Formatted:
    """A text as a person sees it, the entities in it, and the source it came from."""

    text: str
    entities: tuple[dict[str, object], ...]
    source: str


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(source: str) -> Formatted:
    """A text without formatting; commands and mentions are found as Telegram does."""
    text = source.strip()
    found = tuple(_entity(str(m.lastgroup), units(text[: m.start()]), units(m[0])) for m in _FOUND.finditer(text))
    return Formatted(text, found, source)


def parse_html(source: str) -> Formatted:
    text, entities = "", []
    open_tags: list[tuple[str, str, int]] = []
    at = 0
    while at < len(source):
        token = _TOKEN.match(source, at)
        where = f"at byte offset {len(source[:at].encode())}"
        if not token:
            raise MarkupError(f"Unclosed or unsupported start tag {where}")
        if token["text"] is not None:
            text += _CHARACTER.sub(lambda m: html.unescape(m[0]), token["text"])
        elif token["start"]:
            open_tags.append((_opened(token, where), token["attributes"], units(text)))
        else:
            name, attributes, start = _closed(token, where, open_tags)
            if units(text) > start:
                entities.append(_entity(TAGS[name], start, units(text) - start, attributes))
        at = token.end()
    if open_tags:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return _trimmed(text, entities, source)


def _opened(token: re.Match[str], where: str) -> str:
    name = token["start"].lower()
    if name not in TAGS:
        raise MarkupError(f'Unsupported start tag "{name}" {where}')
    if name == "span" and "tg-spoiler" not in token["attributes"]:
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" {where}')
    return name


def _closed(token: re.Match[str], where: str, open_tags: list[tuple[str, str, int]]) -> tuple[str, str, int]:
    if not open_tags:
        raise MarkupError(f"Unexpected end tag {where}")
    name = open_tags[-1][0]
    if token["end"].lower() not in ("", name):
        raise MarkupError(f'Unmatched end tag {where}, expected "</{name}>", found "</{token["end"].lower()}>"')
    return open_tags.pop()


def _entity(kind: str, offset: int, length: int, attributes: str = "") -> dict[str, object]:
    entity: dict[str, object] = {"type": kind, "offset": offset, "length": length}
    given = {name: html.unescape(value.strip("\"'")) for name, value in re.findall(_ATTRIBUTE, attributes)}
    if kind == "text_link":
        entity["url"] = given.get("href", "")
    if kind == "custom_emoji":
        entity["custom_emoji_id"] = given.get("emoji-id", "")
    if kind == "blockquote" and "expandable" in given:
        entity["type"] = "expandable_blockquote"
    return entity


def _trimmed(text: str, entities: list[dict[str, object]], source: str) -> Formatted:
    """Telegram strips the text; an entity loses what was stripped under it."""
    shown = text.strip()
    first, size = units(text[: len(text) - len(text.lstrip())]), units(shown)
    spans = []
    for entity in entities:
        offset, length = int(str(entity["offset"])) - first, int(str(entity["length"]))
        start, end = max(offset, 0), min(offset + length, size)
        if start < end:
            spans.append((start, start - end, entity | {"offset": start, "length": end - start}))
    return Formatted(shown, tuple(span[2] for span in sorted(spans, key=lambda span: span[:2])), source)
