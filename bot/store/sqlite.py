"""The store in one SQLite file: one JSON text under one key, written all or nothing, on the disk before anyone is told.

That SQLite does the work, through sqlitedict, is known here only, and to `bot.store.backup`.
"""

import asyncio
import fcntl
import os
import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path
from queue import Empty, Queue
from typing import BinaryIO, TypeVar, TypeVarTuple

from sqlitedict import SqliteDict, identity  # type: ignore[import-untyped]

from bot.store import keys
from bot.store.protocol import NO_LIMIT, StoreError

SCHEMA = 1
FILE_NAME = "assistant.sqlite"
LOCK_NAME = "assistant.lock"
RECENT = 2_000
IN_ONE_STATEMENT = 200
SECONDS_BETWEEN_SIGNS_OF_LIFE = 0.2

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Row = tuple[object, ...]


async def open_store(directory: Path, recent: int = RECENT) -> "SqliteStore":
    """Open, or create, the store in a data directory and hold the directory until `close` or the end of the process.

    `recent` is the number of texts kept in memory. Raises `StoreError` if the directory cannot be written, is held by
    another process, or its file is damaged or of a newer version.
    """
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
    try:
        file = await asyncio.get_running_loop().run_in_executor(thread, _File, directory)
    except BaseException:
        thread.shutdown(wait=False)
        raise
    return SqliteStore(file, thread, recent)


class SqliteStore:
    """A `Store` in one SQLite file, for one process and one event loop; made by `open_store`.

    Puts that arrive while a commit is under way share the next one, so the disk is synced per batch, not per put.
    `disk_reads` counts the texts that were not in memory.
    """

    def __init__(self, file: "_File", thread: ThreadPoolExecutor, recent: int) -> None:
        self.commits = 0
        self.failures = 0
        self.disk_reads = 0
        self._file = file
        self._thread = thread
        self._recent = _Recent(recent)
        self._being_read: Counter[str] = Counter()
        self._waiting: list[tuple[dict[str, str | None], asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    async def get(self, key: str) -> str | None:
        self._refuse_if_closed()
        if key not in self._recent:
            self.disk_reads += 1
            self._being_read[key] += 1
            try:
                text = await self._in_thread(self._file.read, key)
            finally:
                self._being_read[key] -= 1
                if not self._being_read[key]:
                    del self._being_read[key]
            if key not in self._recent:  # else it was written meanwhile, and that is newer than what was read
                self._recent.remember(key, text)
        return self._recent.recall(key)

    async def put(self, changes: Mapping[str, str | None]) -> None:
        self._refuse_if_closed()
        for text in chain(changes, changes.values()):
            (text or "").encode()  # here, so that one bad text fails its own put and not the whole batch
        if not changes:
            return
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((dict(changes), stored))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_waiting())
        await stored

    async def keys(self, prefix: str, before: str = "", limit: int = NO_LIMIT, backwards: bool = False) -> list[str]:
        self._refuse_if_closed()
        return await self._in_thread(self._file.keys, prefix, before, limit, backwards)

    async def purge(self) -> None:
        self._refuse_if_closed()
        await self._in_thread(self._file.purge)

    async def close(self) -> None:
        if self._closing is None:
            self._closing = asyncio.create_task(self._finish())
        await asyncio.shield(self._closing)

    async def _write_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            merged: dict[str, str | None] = {}
            for changes, _ in batch:
                merged.update(changes)
            waiters = [stored for _, stored in batch]
            try:
                await self._in_thread(self._file.write, merged)
            except Exception as error:  # whatever it was, nobody may be left waiting
                self.failures += 1
                for key in merged:
                    self._recent.forget(key)
                _settle(waiters, error)
            else:
                self.commits += 1
                for key, text in merged.items():
                    # What nobody has read is not kept at hand: most rows are read by the next process, if ever.
                    if key in self._recent or key in self._being_read:
                        self._recent.remember(key, text)
                _settle(waiters)

    async def _finish(self) -> None:
        if self._writer is not None:
            await self._writer
        try:
            await self._in_thread(self._file.close)
        finally:
            self._thread.shutdown(wait=False)

    def _refuse_if_closed(self) -> None:
        if self._closing is not None:
            raise StoreError("the store is closed")

    async def _in_thread(self, work: Callable[[*Ts], T], *args: *Ts) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)


class _Recent:
    """The texts used last, at most `size` of them; None for a key known to have none."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._texts: OrderedDict[str, str | None] = OrderedDict()

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def recall(self, key: str) -> str | None:
        self._texts.move_to_end(key)
        return self._texts[key]

    def remember(self, key: str, text: str | None) -> None:
        self._texts[key] = text
        self._texts.move_to_end(key)
        if len(self._texts) > self._size:
            self._texts.popitem(last=False)

    def forget(self, key: str) -> None:
        self._texts.pop(key, None)


def _settle(waiters: Iterable[asyncio.Future[None]], error: Exception | None = None) -> None:
    for waiter in waiters:
        if waiter.done():  # it was cancelled
            continue
        if error is None:
            waiter.set_result(None)
        else:
            failure = StoreError(_one_line(error))
            failure.__cause__ = error
            waiter.set_exception(failure)


class _File:
    """The database file and the lock on its directory. Every call blocks and raises `StoreError`.

    Only the store's one thread calls it, so no two calls overlap. A connection on which anything failed is thrown
    away, which rolls back, and the next call opens another: sqlitedict reports a failed statement late and to someone
    else, and its own thread may have ended.
    """

    def __init__(self, directory: Path) -> None:
        self._path = directory / FILE_NAME
        self._documents: SqliteDict | None = None
        self._lock = hold(directory)
        try:
            _prepare(self._path)
            found = self.read(keys.SCHEMA)
            if found is None:
                self.write({keys.SCHEMA: str(SCHEMA)})
            else:
                check_schema(self._path, found)
        except BaseException:
            self.close()
            raise

    def read(self, key: str) -> str | None:
        with self._connected() as documents:
            rows = _ask(documents, "SELECT value FROM documents WHERE key = ?", key)
        if not rows:
            return None
        (text,) = rows[0]
        if not isinstance(text, str):
            raise StoreError(f"{self._path}: the row {key!r} holds no text")
        return text

    def keys(self, prefix: str, before: str, limit: int, backwards: bool) -> list[str]:
        with self._connected() as documents:
            rows = _ask(documents, *range_of_keys(prefix, before, limit, backwards))
        return [str(key) for (key,) in rows]

    def write(self, changes: Mapping[str, str | None]) -> None:
        with self._connected() as documents:
            _ask(documents, "BEGIN IMMEDIATE")  # waits for a lock once, not once for every statement
            for rows in _parcels([(key, text) for key, text in changes.items() if text is not None]):
                places = ",".join(["(?,?)"] * len(rows))
                documents.conn.execute(f"REPLACE INTO documents (key, value) VALUES {places}", tuple(chain(*rows)))
            for keys in _parcels([key for key, text in changes.items() if text is None]):
                places = ",".join("?" * len(keys))
                documents.conn.execute(f"DELETE FROM documents WHERE key IN ({places})", tuple(keys))
            _ask(documents, "SELECT 1")  # an error of any statement above comes out here, before anything is committed
            # As a statement, because sqlitedict's own commit() ends its thread when it fails.
            _ask(documents, "COMMIT")

    def purge(self) -> None:
        with self._connected() as documents:
            ((busy, *_),) = _ask(documents, "PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StoreError(f"{self._path}: another process is reading, old texts are still in the log")

    def close(self) -> None:
        """Move the log into the file and let go of both, whether or not that succeeds; the log is as durable."""
        try:
            if self._documents is not None:
                with self._connected() as documents:
                    _ask(documents, "PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._disconnect()
            self._lock.close()

    @contextmanager
    def _connected(self) -> Iterator[SqliteDict]:
        try:
            if self._documents is None:
                self._connect()
            yield self._documents
        except (sqlite3.Error, OSError, RuntimeError) as error:
            self._disconnect()
            raise StoreError(f"{self._path}: {_one_line(error)}") from error

    def _connect(self) -> None:
        if not self._path.exists():  # SQLite would quietly begin an empty one
            raise RuntimeError("the file has vanished")
        self._documents = SqliteDict(
            str(self._path),
            tablename="documents",
            autocommit=False,
            journal_mode="WAL",
            encode=identity,
            decode=identity,
            outer_stack=False,
        )
        _ask(self._documents, "PRAGMA synchronous=FULL")  # sqlitedict opens with OFF
        _ask(self._documents, "PRAGMA secure_delete=ON")
        for setting, needed in (("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1)):
            if _ask(self._documents, f"PRAGMA {setting}") != [(needed,)]:
                raise RuntimeError(f"SQLite did not accept {setting}={needed}")

    def _disconnect(self) -> None:
        documents, self._documents = self._documents, None
        if documents is not None:
            worker = documents.conn
            documents.close(do_log=False, force=True)  # without a commit, so an open transaction is rolled back
            worker.join()


def range_of_keys(prefix: str, before: str, limit: int, backwards: bool) -> tuple[str, str, bytes, int]:
    """The statement for `Readable.keys`, and its values."""
    # The byte FF is in no UTF-8 text, so it ends the range behind every key with the prefix.
    end = before.encode() if before else prefix.encode() + b"\xff"
    in_range = "SELECT key FROM documents WHERE key >= ? AND key < CAST(? AS TEXT) ORDER BY key"
    return in_range + (" DESC LIMIT ?" if backwards else " LIMIT ?"), prefix, end, limit


def _parcels(rows: list[T]) -> Iterator[list[T]]:
    """Many rows in one statement: each statement is handed over between three threads."""
    return (rows[start : start + IN_ONE_STATEMENT] for start in range(0, len(rows), IN_ONE_STATEMENT))


def _ask(documents: SqliteDict, statement: str, *args: str | bytes | int) -> list[Row]:
    """Run one statement and return its rows; raises its error, or that of a statement queued before it.

    sqlitedict's own `select` waits for ever once its thread has ended, so the answers are awaited here.
    """
    answers: Queue[object] = Queue()
    documents.conn.execute(statement, args, answers)
    rows: list[Row] = []
    while True:
        try:
            answer = answers.get(timeout=SECONDS_BETWEEN_SIGNS_OF_LIFE)
        except Empty:
            if documents.conn.is_alive() or not answers.empty():
                continue
            documents.conn.check_raise_error()
            raise RuntimeError("the connection broke off") from None
        if not isinstance(answer, tuple):  # a row is a tuple; anything else is sqlitedict's mark of the end
            documents.conn.check_raise_error()
            return rows
        rows.append(answer)


def hold(directory: Path) -> BinaryIO:
    """Create the directory if need be and lock it until the file is closed or the process ends, however it does.

    Raises StoreError.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as undo:
            lock = undo.enter_context(open(directory / LOCK_NAME, "r+b", buffering=0, opener=_private))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreError(f"{directory} is already in use by process {lock.read().decode()}") from None
            lock.truncate()
            lock.write(str(os.getpid()).encode())
            undo.pop_all()
            return lock
    except OSError as error:
        raise StoreError(f"{directory} cannot be written: {error.strerror}") from error


def check(path: Path) -> None:
    """Raises `StoreError` for a file that is damaged or no database."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be read as a database: {_one_line(error)}") from error
    if verdict != "ok":
        raise StoreError(f"{path} is damaged: {_one_line(verdict)}")


def check_schema(path: Path, found: str) -> None:
    """Raises `StoreError` for a file of a newer version of the program."""
    if not found.isdecimal() or int(found) > SCHEMA:
        raise StoreError(f"{path} has schema {found}, this version of the program knows up to {SCHEMA}")


def _prepare(path: Path) -> None:
    """Create the file for its owner only, or check a present one.

    The check runs outside sqlitedict, whose thread would end in a traceback on a file that is no database.
    """
    try:
        os.close(_private(str(path), os.O_RDWR))
        path.chmod(0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
    check(path)


def _private(path: str, flags: int) -> int:
    """Open, or create for the owner alone."""
    return os.open(path, flags | os.O_CREAT, mode=0o600)


def _one_line(message: object) -> str:
    return " ".join(str(message).split())
