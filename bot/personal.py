"""Everything that is kept of one person: to be handed out as a file, or to be gone from every row and file.

The only module that knows each kind of row that belongs to somebody; a test holds it against all kinds there are.
"""

from __future__ import annotations

import json

from bot import outbox, wakes
from bot.store import Readable, Store
from dialogs import wording
from dialogs.events import File, View, text
from dialogs.session import Session

SESSION, TRANSCRIPT = "session:", "transcript:"
SUBSCRIPTION, ADDRESS = "subscription:", "calendar:"
WANTED, NOTICE_DUE = "notice-wanted:", "notice-due:"
INBOX = "inbox:"
TO_PURGE = "meta:purge"  # what was deleted may still stand in the files
EXPORTED = "示范平台助手-我的数据.json"


async def rows_of(store: Readable, person: str) -> dict[str, str]:
    """The rows that are about the person, by key. Raises StoreError."""
    keys = [SESSION + person, TRANSCRIPT + person, SUBSCRIPTION + person, WANTED + person, outbox.WAITING + person]
    if token := await store.get(SUBSCRIPTION + person):
        keys.append(ADDRESS + token)
    if document := await store.get(SESSION + person):
        wake = Session.model_validate_json(document).wake
        keys += [wakes.row(person, wake)] if wake else []
    keys += [key for key in await store.keys(outbox.GIVEN_UP) if f":{person}:" in key]
    keys += [key for key in await store.keys(NOTICE_DUE) if key.endswith(f":{person}")]
    found = {key: await store.get(key) for key in keys}
    return {key: document for key, document in found.items() if document is not None}


async def exported(store: Readable, person: str) -> File:
    """All of it in one JSON file, with a word on what each part is. Raises StoreError."""
    rows = await rows_of(store, person)
    parts = {wording.EXPORT_PARTS[key.partition(":")[0]]: _readable(document) for key, document in rows.items()}
    content = json.dumps({wording.EXPORT_ABOUT_KEY: wording.EXPORT_ABOUT} | parts, ensure_ascii=False, indent=2)
    return File(name=EXPORTED, content=content, view=View(blocks=(text(wording.EXPORTED),)))


def _readable(document: str) -> object:
    try:
        parsed = json.loads(document)
    except ValueError:
        return document
    if isinstance(parsed, dict):  # what is only on its way out says nothing that is not elsewhere
        parsed.pop("outbox", None)
    return parsed


async def forgotten(store: Readable, person: str) -> dict[str, str | None]:
    """What to write, in one go, so that nothing of the person is left but in the files. Raises StoreError."""
    return dict.fromkeys(await rows_of(store, person)) | {TO_PURGE: "1"}


async def purge(store: Store) -> None:
    """See to it that what was deleted is in no file any more, if anything was. Raises StoreError."""
    if await store.get(TO_PURGE):
        await store.purge()
        await store.put({TO_PURGE: None})
