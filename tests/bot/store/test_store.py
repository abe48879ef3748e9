"""The store keeps what it acknowledged and says so when it cannot. Every test runs on a real SQLite file."""

import asyncio
import signal
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest

from bot.store.protocol import Store, StoreError
from bot.store.sqlite import FILE_NAME, SqliteStore, open_store
from tests.support.store import line_of, no_file_beyond, writing_process


@asynccontextmanager
async def opened(directory: Path, recent: int = 2_000) -> AsyncIterator[SqliteStore]:
    store = await open_store(directory, recent)
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path) as store:
        yield store


@contextmanager
def besides(directory: Path) -> Iterator[sqlite3.Connection]:
    """Another connection to the store's file."""
    with closing(sqlite3.connect(directory / FILE_NAME, isolation_level=None)) as connection:
        yield connection


@contextmanager
def write_lock(directory: Path) -> Iterator[None]:
    with besides(directory) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def turns(number: int) -> None:
    for _ in range(number):
        await asyncio.sleep(0)


class TestKeeping:
    async def test_a_text_comes_back_as_it_was_put(self, store: Store) -> None:
        await store.put({"session:1": '{"名称": "某某中心🙂"}'})
        assert await store.get("session:1") == '{"名称": "某某中心🙂"}'
        assert await store.get("session:2") is None

    async def test_what_was_put_and_deleted_is_so_after_opening_again(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as store:
            await store.put({"session:1": "旧", "session:2": "二", "session:3": "三"})
            await store.put({"session:1": "新", "session:2": None, "session:none": None})
        async with opened(tmp_path) as store:
            assert await store.get("session:1") == "新"
            assert await store.get("session:2") is None
            assert await store.keys("session:") == ["session:1", "session:3"]

    async def test_no_change_needs_no_commit(self, store: SqliteStore) -> None:
        await store.put({})
        assert store.commits == 0

    async def test_keys_are_those_with_the_prefix_in_order(self, store: Store) -> None:
        last = "inbox:\U0010ffff"
        await store.put({key: "" for key in (last, "inbox:2", "inbox:10", "inbox", "inbox;", "session:1", "京:1")})
        await store.put({"inbox:10": "changed"})
        assert await store.keys("inbox:") == ["inbox:10", "inbox:2", last]
        assert await store.keys("京") == ["京:1"]
        assert await store.keys("nobody:") == []
        assert "meta:schema" in await store.keys("")

    async def test_a_deleted_text_is_in_no_file_after_a_purge(self, tmp_path: Path, store: Store) -> None:
        secret = "13800138000" * 500
        await store.put({"session:1": secret})
        assert any(b"13800138000" in file.read_bytes() for file in tmp_path.iterdir())
        await store.put({"session:1": None})
        await store.purge()
        assert not any(b"13800138000" in file.read_bytes() for file in tmp_path.iterdir())

    async def test_only_the_owner_may_read_the_files(self, tmp_path: Path) -> None:
        directory = tmp_path / "some" / "where"
        async with opened(directory) as store:
            await store.put({"session:1": "一"})
            modes = {file.name: file.stat().st_mode & 0o777 for file in directory.iterdir()}
        assert directory.stat().st_mode & 0o777 == 0o700
        assert set(modes.values()) == {0o600}

    async def test_recent_texts_are_read_from_memory_older_ones_from_disk(self, tmp_path: Path) -> None:
        async with opened(tmp_path, recent=2) as store:
            for key in "abc":
                await store.put({key: key})
            assert [await store.get(key) for key in "abbcc"] == list("abbcc")
            assert store.disk_reads == 3
            await store.put({key: key * 2 for key in "bcdef"})  # of which d, e and f take no place
            assert [await store.get(key) for key in "bc"] == ["bb", "cc"]
            assert store.disk_reads == 3
            assert [await store.get(key) for key in "aab"] == ["a", "a", "bb"]
            assert store.disk_reads == 5

    async def test_what_is_written_while_it_is_read_is_what_is_at_hand(self, store: SqliteStore) -> None:
        for number in range(50):
            reading = asyncio.create_task(store.get("a"))
            await turns(number % 5)
            await store.put({"a": str(number)})
            await reading
            assert await store.get("a") == str(number)
            store._recent.forget("a")


class TestWritingTogether:
    async def test_puts_at_the_same_time_share_commits(self, store: SqliteStore) -> None:
        async def talk(person: int) -> None:
            for number in range(10):
                await store.put({f"session:{person}": str(number)})

        await asyncio.gather(*(talk(person) for person in range(64)))
        assert store.commits <= 640 / 8
        assert {await store.get(key) for key in await store.keys("session:")} == {"9"}

    async def test_of_two_puts_of_a_key_in_one_batch_the_later_wins(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as store:
            await asyncio.gather(*(store.put({"session:1": text}) for text in ("一", "二", "三")))
            assert store.commits == 1
            assert await store.get("session:1") == "三"
        async with opened(tmp_path) as store:
            assert await store.get("session:1") == "三"

    async def test_who_stops_waiting_takes_nothing_from_the_others(self, tmp_path: Path, store: Store) -> None:
        with write_lock(tmp_path):
            gone = asyncio.create_task(store.put({"session:gone": "一"}))
            other = asyncio.create_task(store.put({"session:other": "二"}))
            await turns(10)
            later_gone = asyncio.create_task(store.put({"session:later gone": "三"}))
            later = asyncio.create_task(store.put({"session:later": "四"}))
            await turns(10)
            gone.cancel()
            later_gone.cancel()
            await turns(10)
        await asyncio.gather(other, later)
        assert gone.cancelled() and later_gone.cancelled()
        assert len(await store.keys("session:")) == 4

    async def test_a_text_that_is_not_unicode_fails_alone(self, store: Store) -> None:
        bad, good = await asyncio.gather(
            store.put({"session:1": "\ud800"}), store.put({"session:2": "好"}), return_exceptions=True
        )
        assert isinstance(bad, UnicodeEncodeError)
        assert good is None
        assert await store.keys("session:") == ["session:2"]

    async def test_the_loop_turns_while_the_disk_waits(self, tmp_path: Path, store: Store) -> None:
        await store.put({"session:1": "一"})
        await store.get("session:1")
        with write_lock(tmp_path):
            put = asyncio.create_task(store.put({"session:1": "二"}))
            await turns(1_000)
            assert not put.done()
            assert await store.get("session:1") == "一", "a text in memory needs no disk"
        await put
        assert await store.get("session:1") == "二"


class TestTrouble:
    async def test_all_that_was_acknowledged_survives_kill_9(self, tmp_path: Path) -> None:
        async with writing_process(tmp_path) as process:
            acknowledged = [await line_of(process) for _ in range(100)]
            process.send_signal(signal.SIGKILL)
            await process.wait()
        async with opened(tmp_path) as store:
            assert {await store.get(f"session:{number}") for number in acknowledged} == set(acknowledged)
            sessions = [key.split(":")[1] for key in await store.keys("session:")]
            assert [key.split(":")[1] for key in await store.keys("inbox:")] == sessions, "no half of a put"

    async def test_a_full_disk_refuses_all_of_a_put_and_later_takes_it(self, tmp_path: Path, store: Store) -> None:
        await store.put({"session:1": "一"})
        large = {"session:1": "二", "session:2": "x" * 1_000_000}
        with no_file_beyond(256 * 1024):
            for _ in range(2):
                with pytest.raises(StoreError, match=FILE_NAME) as refusal:
                    await store.put(large)
                assert "\n" not in str(refusal.value)
                assert await store.get("session:1") == "一"
                assert await store.get("session:2") is None
            await store.put({"session:3": "三"})
        await store.put(large)
        assert await store.get("session:1") == "二"
        assert await store.keys("session:") == ["session:1", "session:2", "session:3"]

    @pytest.mark.parametrize("refused", ["session:1", "session:2", "session:3"])
    async def test_a_failing_statement_takes_the_whole_put_with_it(
        self, tmp_path: Path, store: Store, refused: str
    ) -> None:
        await store.put({"session:2": "旧"})
        changes = {"session:1": "一", "session:2": "二", "session:3": "三"}
        with besides(tmp_path) as other:
            other.execute(
                "CREATE TRIGGER refuse BEFORE INSERT ON documents "
                f"WHEN new.key = '{refused}' BEGIN SELECT RAISE(ABORT, 'not this one'); END"
            )
            with pytest.raises(StoreError, match="not this one"):
                await store.put(changes)
            assert other.execute("SELECT key, value FROM documents WHERE key LIKE 'session:%'").fetchall() == [
                ("session:2", "旧")
            ]
            assert await store.get("session:2") == "旧"
            other.execute("DROP TRIGGER refuse")
        await store.put(changes)
        assert await store.keys("session:") == list(changes)

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    async def test_nobody_hangs_when_the_thread_of_the_connection_dies(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with opened(tmp_path) as store:
            await store.put({f"session:{number:05}": "" for number in range(20_000)})
        sound = (tmp_path / FILE_NAME).read_bytes()
        deaths: list[threading.ExceptHookArgs] = []
        monkeypatch.setattr(threading, "excepthook", deaths.append)
        async with opened(tmp_path) as store, asyncio.timeout(30):
            damage_the_end(tmp_path / FILE_NAME)
            with pytest.raises(StoreError):
                await store.keys("session:")
            assert len(deaths) == 1, "the damage is such that sqlitedict's thread ends"
            (tmp_path / FILE_NAME).write_bytes(sound)
            assert len(await store.keys("session:")) == 20_000
            await store.put({"session:later": "二"})
            assert await store.get("session:later") == "二"

    async def test_a_file_that_vanished_is_not_replaced_by_an_empty_one(self, tmp_path: Path, store: Store) -> None:
        with no_file_beyond(256 * 1024), pytest.raises(StoreError):
            await store.put({"session:1": "x" * 1_000_000})
        (tmp_path / FILE_NAME).unlink()
        with pytest.raises(StoreError, match="vanished"):
            await store.get("session:1")
        assert not (tmp_path / FILE_NAME).exists()

    async def test_a_row_that_is_no_text_is_refused(self, tmp_path: Path, store: Store) -> None:
        with besides(tmp_path) as other:
            other.execute("INSERT INTO documents VALUES ('session:1', x'80049528')")
        with pytest.raises(StoreError, match="session:1"):
            await store.get("session:1")


class TestOpening:
    async def test_a_directory_is_held_by_one_process(self, tmp_path: Path) -> None:
        async with writing_process(tmp_path) as process:
            with pytest.raises(StoreError, match=f"{tmp_path} is already in use by process {process.pid}"):
                await open_store(tmp_path)
        async with opened(tmp_path):
            with pytest.raises(StoreError, match="already in use"):
                await open_store(tmp_path)

    async def test_a_directory_that_cannot_be_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        for directory in (tmp_path / "file", tmp_path / "file" / "below"):
            with pytest.raises(StoreError, match=r"file.* cannot be written"):
                await open_store(directory)

    async def test_a_file_that_is_no_database_is_refused_and_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).write_text("不是数据库" * 1_000)
        with pytest.raises(StoreError, match="not a database"):
            await open_store(tmp_path)
        assert (tmp_path / FILE_NAME).read_text() == "不是数据库" * 1_000

    async def test_a_damaged_file_is_refused(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as store:
            await store.put({f"session:{number}": "x" * 1_000 for number in range(100)})
        damage_the_end(tmp_path / FILE_NAME)
        with pytest.raises(StoreError, match=FILE_NAME) as refusal:
            await open_store(tmp_path)
        assert "\n" not in str(refusal.value)

    @pytest.mark.parametrize("schema", ["2", "unheard of"])
    async def test_a_file_of_another_schema_is_refused(self, tmp_path: Path, schema: str) -> None:
        async with opened(tmp_path) as store:
            await store.put({"meta:schema": schema})
        with pytest.raises(StoreError, match=f"schema {schema}"):
            await open_store(tmp_path)

    async def test_a_refused_directory_is_free_again(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).write_text("不是数据库" * 1_000)
        with pytest.raises(StoreError):
            await open_store(tmp_path)
        (tmp_path / FILE_NAME).unlink()
        async with opened(tmp_path) as store:
            await store.put({"session:1": "一"})


class TestClosing:
    async def test_what_waits_is_stored_first(self, tmp_path: Path) -> None:
        store = await open_store(tmp_path)
        with write_lock(tmp_path):
            under_way = asyncio.create_task(store.put({"session:1": "一"}))
            await turns(10)
            waiting = asyncio.create_task(store.put({"session:2": "二"}))
            await turns(10)
            closing = asyncio.create_task(store.close())
            await turns(10)
        await closing
        assert under_way.done() and waiting.done()
        await asyncio.gather(under_way, waiting)
        async with opened(tmp_path) as again:
            assert await again.keys("session:") == ["session:1", "session:2"]

    async def test_a_disk_that_fails_at_the_end_loses_nothing_and_holds_nothing(self, tmp_path: Path) -> None:
        store = await open_store(tmp_path)
        await store.put({"session:1": "x" * 1_000_000})
        with no_file_beyond(64 * 1024), pytest.raises(StoreError):
            await store.close()
        async with opened(tmp_path) as again:
            assert await again.get("session:1") == "x" * 1_000_000

    async def test_a_second_close_does_nothing(self, tmp_path: Path) -> None:
        store = await open_store(tmp_path)
        await asyncio.gather(store.close(), store.close())
        await store.close()

    async def test_the_log_is_moved_into_the_file(self, tmp_path: Path) -> None:
        async with opened(tmp_path) as store:
            await store.put({"session:1": "一"})
        assert not list(tmp_path.glob("*-wal"))

    async def test_a_closed_store_refuses_everything(self, tmp_path: Path) -> None:
        store = await open_store(tmp_path)
        await store.put({"session:1": "一"})
        await store.close()
        for call in (store.get("session:1"), store.put({"session:1": "二"}), store.keys(""), store.purge()):
            with pytest.raises(StoreError, match="closed"):
                await call


def damage_the_end(path: Path) -> None:
    """Overwrite the last quarter of the file, which leaves its beginning readable."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size * 3 // 4)
        file.write(b"\xa5" * (size - size * 3 // 4))
