"""Everything that is kept of one person: to be handed out as a file, or to be gone from every row and file.

The only module that knows each kind of row that belongs to somebody; a test holds it against all kinds there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import NamedTuple, TypeAlias

import structlog
from pydantic import JsonValue

from bot.pipeline import outbox
from bot.store import due_index
from bot.store.scan import keys_of
from bot.store.sqlite import Readable, Store, StoreError
from bot.wording import zh as wording
from dialogs.effects import File
from dialogs.privacy import in_words
from dialogs.session import Session
from dialogs.turn import BEIJING
from dialogs.views import View, text
from dialogs.wording import zh as said

SESSION, TRANSCRIPT = "session:", "transcript:"
SUBSCRIPTION, ADDRESS = "subscription:", "calendar:"
WANTED, NOTICE_DUE, NOTICE_DRAFT = "notice-wanted:", "notice-due:", "notice-draft:"
INBOX, UNREADABLE, ABANDONED = "inbox:", "unreadable:", "abandoned:"
OF_NOBODY = ("handled:", "meta:", "notice:", "unanswered:")  # the only other kinds of rows there are
TO_PURGE = "meta:purge"  # what was deleted may still stand in the files
EXPORTED = "示范平台助手-我的数据.json"

Finder: TypeAlias = Callable[[Readable, str], AsyncIterator[str]]
log = structlog.get_logger()


class Kind(NamedTuple):
    """A kind of rows that belong to a person.

    prefix: of their keys; what: they are, for the person; find: the keys of one person's, by the store and the person.
    """

    prefix: str
    what: str
    find: Finder


# Finding


def _named(prefix: str) -> Finder:
    """The one row whose key is the prefix and the person."""

    async def find(store: Readable, person: str) -> AsyncIterator[str]:
        if await store.get(prefix + person) is not None:
            yield prefix + person

    return find


def _among(prefix: str, whose: Callable[[str], str]) -> Finder:
    """Those of many rows whose key names the person; `whose` reads it."""

    async def find(store: Readable, person: str) -> AsyncIterator[str]:
        async for keys in keys_of(store, prefix):
            for key in keys:
                if whose(key) == person:
                    yield key

    return find


async def _address(store: Readable, person: str) -> AsyncIterator[str]:
    token = await store.get(SUBSCRIPTION + person)
    if token is not None and await store.get(ADDRESS + token) == person:
        yield ADDRESS + token


async def _wakings(store: Readable, person: str) -> AsyncIterator[str]:
    """Also those that the session does not know of."""
    channel = person.partition(":")[0]
    find = _among(f"{due_index.PREFIX}{channel}:", lambda key: f"{channel}:{due_index.name_of(key)}")
    async for key in find(store, person):
        yield key


def _sent(prefix: str) -> Finder:
    """Updates as Telegram gave them, of which the person is the sender."""

    async def find(store: Readable, person: str) -> AsyncIterator[str]:
        channel, _, number = person.partition(":")
        if channel != "telegram":
            return
        async for keys in keys_of(store, prefix):
            for key in keys:
                if _sent_by(await store.get(key) or "", number):
                    yield key

    return find


_WORD = re.compile(r"\w+")


def _sent_by(document: str, number: str) -> bool:
    """Of what cannot be read as an update, whether the number stands in it at all."""
    try:
        (sender,) = [part["from"]["id"] for part in json.loads(document).values() if isinstance(part, dict)]
    except (ValueError, KeyError, TypeError, AttributeError):
        return number in _WORD.findall(document)
    return str(sender) == number


def recipient(due: str) -> str:
    """The person of a row that says that they are still to be told of a notice.

    >>> recipient("notice-due:5f0c:telegram:42")
    'telegram:42'
    """
    return due.split(":", 2)[2]


KINDS = (
    Kind(SESSION, wording.KEPT_SESSION, _named(SESSION)),
    Kind(TRANSCRIPT, wording.KEPT_TRANSCRIPT, _named(TRANSCRIPT)),
    Kind(ADDRESS, wording.KEPT_ADDRESS, _address),
    Kind(SUBSCRIPTION, wording.KEPT_SUBSCRIPTION, _named(SUBSCRIPTION)),
    Kind(due_index.PREFIX, wording.KEPT_WAKE, _wakings),
    Kind(outbox.WAITING, wording.KEPT_WAITING, _named(outbox.WAITING)),
    Kind(outbox.GIVEN_UP, wording.KEPT_GIVEN_UP, _among(outbox.GIVEN_UP, outbox.whose)),
    Kind(INBOX, wording.KEPT_INBOX, _sent(INBOX)),
    Kind(UNREADABLE, wording.KEPT_UNREADABLE, _sent(UNREADABLE)),
    Kind(ABANDONED, wording.KEPT_ABANDONED, _sent(ABANDONED)),
    Kind(WANTED, wording.KEPT_WANTED, _named(WANTED)),
    Kind(NOTICE_DUE, wording.KEPT_DUE, _among(NOTICE_DUE, recipient)),
    Kind(NOTICE_DRAFT, wording.KEPT_DRAFT, _named(NOTICE_DRAFT)),
)


async def rows_of(store: Readable, person: str) -> dict[str, str]:
    """The rows that are about the person, by key. To be called in their lane. Raises StoreError."""
    keys = [key for kind in KINDS async for key in kind.find(store, person)]
    return {key: await store.get(key) or "" for key in keys}


# Deleting


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


# Handing out


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
    return File(name=EXPORTED, content=content, view=View(blocks=(text(said.EXPORTED),)))


def _handed_out(key: str, document: str) -> JsonValue:
    what = next(kind.what for kind in KINDS if key.startswith(kind.prefix))
    try:
        content = _without_files(json.loads(document))
    except ValueError:
        content = document
    return {wording.EXPORT_ROW_WHAT: what, wording.EXPORT_ROW_KEY: key, wording.EXPORT_ROW: content}


def _without_files(content: JsonValue) -> JsonValue:
    """Files made before are left out of what is handed out: each would hold those before it."""
    match content:
        case dict():
            parts = {name: _without_files(part) for name, part in content.items()}
            if content.get("name") == EXPORTED and "content" in content:
                parts["content"] = wording.EXPORT_LEFT_OUT
            return parts
        case list():
            return [_without_files(part) for part in content]
    return content
