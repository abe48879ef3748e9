"""Copies of the store, while it is in use, and the way back; and a reader beside the running assistant.

SQLite's online backup takes a consistent copy whatever is written meanwhile; copying a file in use would not.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bot.store.keys import SCHEMA
from bot.store.protocol import NO_LIMIT, StoreError
from bot.store.sqlite import FILE_NAME, check, check_schema, hold, range_of_keys

FOLDER = "backups"


class StoreReader:
    """What stands in the store of a data directory, also while the assistant runs on it. Raises StoreError."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / FILE_NAME

    async def get(self, key: str) -> str | None:
        rows = self._ask("SELECT value FROM documents WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    async def keys(self, prefix: str, before: str = "", limit: int = NO_LIMIT, backwards: bool = False) -> list[str]:
        return [str(key) for (key,) in self._ask(*range_of_keys(prefix, before, limit, backwards))]

    def _ask(self, statement: str, *values: str | bytes | int) -> list[tuple[object, ...]]:
        with _reading(self._path) as connection:
            return connection.execute(statement, values).fetchall()


def copy(directory: Path, to: Path) -> None:
    """A copy of the store as the file `to`, which must not be there yet. Blocks. Raises StoreError."""
    if to.exists():
        raise StoreError(f"{to} is there already")
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _copied(directory / FILE_NAME, beside=to) as part:
            part.rename(to)
    except OSError as failed:
        raise StoreError(f"{to} cannot be written: {failed.strerror}") from failed


async def copy_now(directory: Path, now: datetime) -> Path:
    """A copy in the data directory's own folder, named for the moment. Raises StoreError."""
    to = directory / FOLDER / f"{now:%Y%m%d-%H%M%S}.sqlite"
    await asyncio.to_thread(copy, directory, to)
    return to


def restore(directory: Path, copy: Path, now: datetime) -> Path | None:
    """Put the copy in the place of the store, which is kept beside it under the name returned.

    Nothing is changed before the copy is whole and checked. Raises StoreError where the assistant runs on the
    directory, or the copy is no sound store.
    """
    path = directory / FILE_NAME
    try:
        with hold(directory), _copied(copy, beside=path) as part:
            check(part)
            _recognise(part, copy)
            kept = _put_aside(path, now)
            part.rename(path)
            return kept
    except OSError as failed:
        raise StoreError(f"{path} cannot be written: {failed.strerror}") from failed


@contextmanager
def _copied(source: Path, beside: Path) -> Iterator[Path]:
    """A whole copy of a store beside a file, for its owner only; gone at the end if it was not renamed."""
    part = beside.with_name(beside.name + ".part")
    part.unlink(missing_ok=True)  # of a copy that was killed
    try:
        with _reading(source) as reading:
            _write(reading, source, part)
        yield part
    finally:
        part.unlink(missing_ok=True)


def _write(reading: sqlite3.Connection, source: Path, part: Path) -> None:
    part.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(part)) as target:
            # In one step: SQLite begins anew when somebody writes between two, and would not end while people talk.
            # With a write-ahead log nobody who writes waits for one who reads.
            reading.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, readable where nothing can be written
    except sqlite3.Error as failed:
        raise StoreError(f"{source} cannot be copied to {part.parent}: {failed}") from failed


def _recognise(part: Path, copy: Path) -> None:
    try:
        with closing(sqlite3.connect(part)) as connection:
            found = connection.execute("SELECT value FROM documents WHERE key = ?", (SCHEMA,)).fetchone()
    except sqlite3.Error:
        found = None
    if found is None:
        raise StoreError(f"{copy} is not a copy of this assistant's store")
    check_schema(copy, str(found[0]))


def _put_aside(path: Path, now: datetime) -> Path | None:
    """The store under another name, with its log, which belongs to it; opened, a damaged one would lose the log."""
    kept = path.with_name(f"{path.stem}-before-{now:%Y%m%d-%H%M%S}{path.suffix}")
    if kept.exists():
        raise StoreError(f"{kept} is there already")
    for ending in ("-wal", "-shm", ""):
        file = path.with_name(path.name + ending)
        if file.exists():
            file.rename(kept.with_name(kept.name + ending))
    return kept if kept.exists() else None


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.exists():
        raise StoreError(f"{path} is not there")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.Error as failed:
        raise StoreError(f"{path} cannot be read: {failed}") from failed
