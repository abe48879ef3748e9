"""Copies of the store, while it is in use, and the way back; and a reader beside the running assistant.

SQLite's online backup takes a consistent copy whatever is written meanwhile; copying a file in use would not.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bot.store import FILE_NAME, NO_LIMIT, SCHEMA_KEY, StoreError, check, held

FOLDER = "backups"
PAGES = 1_000  # copied in one go, so that a writer never waits long


class Reader:
    """What stands in the store of a data directory, also while the assistant runs on it. Raises StoreError."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / FILE_NAME

    async def get(self, key: str) -> str | None:
        rows = self._ask("SELECT value FROM documents WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    async def keys(self, prefix: str, before: str = "", limit: int = NO_LIMIT, backwards: bool = False) -> list[str]:
        end = before.encode() if before else prefix.encode() + b"\xff"
        order = "DESC" if backwards else "ASC"
        in_range = f"SELECT key FROM documents WHERE key >= ? AND key < CAST(? AS TEXT) ORDER BY key {order} LIMIT ?"
        return [str(key) for (key,) in self._ask(in_range, prefix, end, limit)]

    def _ask(self, statement: str, *values: str | bytes | int) -> list[tuple[object, ...]]:
        with _reading(self._path) as connection:
            return connection.execute(statement, values).fetchall()


def copy(directory: Path, to: Path) -> None:
    """A copy of the store as the file `to`, which must not be there yet. Blocks. Raises StoreError."""
    if to.exists():
        raise StoreError(f"{to} is there already")
    part = to.with_name(to.name + ".part")
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _reading(directory / FILE_NAME) as source, closing(sqlite3.connect(part)) as target:
            part.chmod(0o600)
            source.backup(target, pages=PAGES)
        part.rename(to)
    except (sqlite3.Error, OSError) as failed:
        part.unlink(missing_ok=True)
        raise StoreError(f"{to} cannot be written: {failed}") from failed


async def copy_now(directory: Path, now: datetime) -> Path:
    """A copy in the data directory's own folder, named for the moment. Raises StoreError."""
    to = directory / FOLDER / f"{now:%Y%m%d-%H%M%S}.sqlite"
    await asyncio.to_thread(copy, directory, to)
    return to


def restore(directory: Path, copied: Path, now: datetime) -> Path | None:
    """Put the copy in the place of the store, which is kept beside it under the name returned.

    Raises StoreError where the assistant runs on the directory, or the copy is no sound store.
    """
    with held(directory):
        check(copied)
        with _reading(copied) as connection:
            if not connection.execute("SELECT 1 FROM documents WHERE key = ?", (SCHEMA_KEY,)).fetchall():
                raise StoreError(f"{copied} is not a copy of this assistant's store")
        kept = _put_aside(directory / FILE_NAME, now)
        with _reading(copied) as source, closing(sqlite3.connect(directory / FILE_NAME)) as target:
            source.backup(target)
        (directory / FILE_NAME).chmod(0o600)
        return kept


def _put_aside(path: Path, now: datetime) -> Path | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = path.with_name(f"{path.stem}-before-{now:%Y%m%d-%H%M%S}{path.suffix}")
    path.rename(kept)
    for log in ("-wal", "-shm"):
        path.with_name(path.name + log).unlink(missing_ok=True)
    return kept


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.exists():
        raise StoreError(f"{path} is not there")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.Error as failed:
        raise StoreError(f"{path} cannot be read: {failed}") from failed
