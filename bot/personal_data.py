"""Personal data: all that is stored of one person, to be handed out as a file or deleted from every row and file.

Goes by `bot.store.keys`, where each kind of row says whose it is.
"""

import json
import re
from collections.abc import AsyncIterator
from datetime import datetime

import structlog
from pydantic import JsonValue

from bot.store.keys import ADDRESS, KINDS, SESSION, SUBSCRIPTION, TO_PURGE, Kind, Owner, kind_of
from bot.store.protocol import Readable, Store, StoreError
from bot.store.scan import keys_of
from bot.wording import zh as wording
from dialogs.effects import File
from dialogs.privacy import in_words
from dialogs.session import Session
from dialogs.views import View, text
from dialogs.wording import zh as said
from rules.calendar.days import BEIJING

log = structlog.get_logger()


async def _keys(store: Readable, kind: Kind, person: str) -> AsyncIterator[str]:
    """The keys of the rows of this kind that belong to the person."""
    match kind.owner:
        case Owner.NAMED:
            if await store.get(kind.prefix + person) is not None:
                yield kind.prefix + person
        case Owner.SUBSCRIBER:
            token = await store.get(SUBSCRIPTION + person)
            if token is not None and await store.get(ADDRESS + token) == person:
                yield ADDRESS + token
        case Owner.IN_KEY:
            async for key in _all(store, kind):
                if kind.person and kind.person(key) == person:
                    yield key
        case Owner.SENDER:
            channel, _, number = person.partition(":")
            if channel == "telegram":
                async for key in _all(store, kind):
                    if _sent_by(await store.get(key) or "", number):
                        yield key


async def _all(store: Readable, kind: Kind) -> AsyncIterator[str]:
    async for keys in keys_of(store, kind.prefix):
        for key in keys:
            yield key


_WORD = re.compile(r"\w+")


def _sent_by(document: str, number: str) -> bool:
    """Of what cannot be read as an update, whether the number stands in it at all."""
    try:
        (sender,) = [part["from"]["id"] for part in json.loads(document).values() if isinstance(part, dict)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return number in _WORD.findall(document)
    return str(sender) == number


async def rows_of(store: Readable, person: str) -> dict[str, str]:
    """The rows that are about the person, by key. To be called in their lane. Raises StoreError."""
    keys = [key for kind in KINDS async for key in _keys(store, kind, person)]
    return {key: await store.get(key) or "" for key in keys}


async def forgotten(store: Readable, person: str) -> dict[str, str | None]:
    """What to write, in one go, so that nothing of the person is left but in the files. Raises StoreError."""
    return dict.fromkeys(await rows_of(store, person)) | {TO_PURGE: "1"}


async def purge(store: Store) -> None:
    """See to it that what was deleted is in no file any more. What fails is done at the next start."""
    try:
        if await store.get(TO_PURGE):
            await store.purge()
            await store.put({TO_PURGE: None})
    except StoreError as failed:
        log.error("deleted words are still in the files", reason=str(failed))


async def exported(store: Readable, person: str, session: Session, now: datetime) -> File:
    """All of it in one JSON file: first what a person would want to read, then every row. Raises StoreError."""
    rows = await rows_of(store, person) | {SESSION + person: session.model_dump_json()}
    whole: dict[str, JsonValue] = {
        wording.EXPORT_ABOUT_KEY: wording.EXPORT_ABOUT,
        wording.EXPORT_AT: now.astimezone(BEIJING).isoformat(" ", "minutes"),
        **in_words(session),
        wording.EXPORT_ROWS: [_handed_out(key, document) for key, document in rows.items()],
        wording.EXPORT_KEYS: dict(said.EXPORT_FIELDS),
    }
    content = json.dumps(whole, ensure_ascii=False, indent=1)
    return File(name=wording.EXPORT_NAME, content=content, view=View(blocks=(text(said.EXPORTED),)))


def _handed_out(key: str, document: str) -> JsonValue:
    try:
        content = _without_files(json.loads(document))
    except ValueError:
        content = document
    return {wording.EXPORT_ROW_WHAT: kind_of(key).about, wording.EXPORT_ROW_KEY: key, wording.EXPORT_ROW: content}


def _without_files(content: JsonValue) -> JsonValue:
    """Files made before are left out of what is handed out: each would hold those before it."""
    match content:
        case dict():
            parts = {name: _without_files(part) for name, part in content.items()}
            if content.get("name") == wording.EXPORT_NAME and "content" in content:
                parts["content"] = wording.EXPORT_LEFT_OUT
            return parts
        case list():
            return [_without_files(part) for part in content]
    return content
