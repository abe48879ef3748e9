"""A copy is taken while the assistant writes, and brought back; commands read beside the running assistant."""

from __future__ import annotations

import asyncio
import io
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.reminders import reminders
from bot.pipeline.conversations import Conversations
from bot.store import backup
from bot.store.backup import StoreReader
from bot.store.protocol import StoreError
from bot.store.sqlite import FILE_NAME, LOCK_NAME, open_store
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.carrier import keep, running
from tests.support.store import line_of, no_file_beyond, writing_process

NOW = datetime(2026, 11, 4, 9, tzinfo=BEIJING)


async def test_a_copy_taken_under_writes_is_whole_and_can_be_brought_back(tmp_path: Path) -> None:
    directory, copied = tmp_path / "data", tmp_path / "copy.sqlite"
    store = await open_store(directory)

    async def write() -> None:
        number = 0
        while True:
            await store.put({f"session:{number}": str(number), f"inbox:{number}": str(number)})
            number += 1

    writing = asyncio.create_task(write())
    while not await store.keys("session:"):
        await asyncio.sleep(0)
    await asyncio.to_thread(backup.copy, directory, copied)
    writing.cancel()
    await store.put({"session:0": "spoilt"})
    await store.close()
    kept = backup.restore(directory, copied, NOW)
    assert kept is not None and kept.exists()
    again = await open_store(directory)
    sessions, inbox = await again.keys("session:"), await again.keys("inbox:")
    assert sessions and [key.partition(":")[2] for key in sessions] == [key.partition(":")[2] for key in inbox]
    assert await again.get("session:0") == "0"
    await again.close()


async def test_a_copy_is_finished_however_much_is_written_meanwhile(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    await store.put({f"transcript:{number}": "x" * 1_000_000 for number in range(12)})

    async def write() -> None:
        while True:
            await store.put({"session:1": "一"})

    writing = asyncio.create_task(write())
    async with asyncio.timeout(20):
        await asyncio.to_thread(backup.copy, tmp_path, tmp_path / "copy.sqlite")
    assert not writing.done()
    writing.cancel()
    await store.close()
    assert {file.name for file in tmp_path.glob("copy*")} == {"copy.sqlite"}
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600


async def test_a_copy_for_which_there_is_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    await store.put({"session:1": "x" * 1_000_000})
    with no_file_beyond(256 * 1024), pytest.raises(StoreError, match="cannot be copied"):
        backup.copy(tmp_path, tmp_path / "copy.sqlite")
    assert not list(tmp_path.glob("copy*"))
    await store.close()


async def test_a_damaged_store_is_put_aside_with_its_log_and_the_copy_takes_its_place(tmp_path: Path) -> None:
    directory = tmp_path / "data"
    store = await open_store(directory)
    await store.put({"session:1": "一"})
    backup.copy(directory, tmp_path / "copy")
    await store.close()
    (directory / FILE_NAME).write_bytes(b"\xa5" * 8192)
    (directory / f"{FILE_NAME}-wal").write_bytes(b"what was written last")
    kept = backup.restore(directory, tmp_path / "copy", NOW)
    assert kept is not None and kept.read_bytes() == b"\xa5" * 8192
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"what was written last"
    again = await open_store(directory)
    assert await again.get("session:1") == "一"
    await again.close()


async def test_nothing_is_brought_back_while_the_assistant_runs(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "data")
    backup.copy(tmp_path / "data", tmp_path / "copy")
    with pytest.raises(StoreError, match="already in use"):
        backup.restore(tmp_path / "data", tmp_path / "copy", NOW)
    await store.close()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 4096])
async def test_what_is_no_copy_is_refused_and_the_store_stays(tmp_path: Path, content: bytes) -> None:
    store = await open_store(tmp_path / "data")
    await store.put({"session:1": "一"})
    await store.close()
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(StoreError):
        backup.restore(tmp_path / "data", tmp_path / "copy", NOW)
    assert await StoreReader(tmp_path / "data").get("session:1") == "一"


async def test_a_copy_that_is_not_there_or_of_a_newer_version_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    store = await open_store(tmp_path / "data")
    await store.put({"meta:schema": "2"})
    await store.close()
    backup.copy(tmp_path / "data", tmp_path / "newer")
    for copied, complaint in (("missing", "is not there"), ("newer", "schema 2")):
        with pytest.raises(StoreError, match=complaint):
            backup.restore(tmp_path / "other", tmp_path / copied, NOW)
    assert not (tmp_path / "missing").exists()
    assert [file.name for file in (tmp_path / "other").iterdir()] == [LOCK_NAME]


async def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    await (await open_store(tmp_path / "data")).close()
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(StoreError, match="there already"):
        backup.copy(tmp_path / "data", tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "mine"


async def test_the_reader_sees_what_the_running_assistant_has_stored(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    await store.put({"session:2": "二", "session:1": "一", "other:1": "三"})
    reader = StoreReader(tmp_path)
    assert await reader.keys("session:") == ["session:1", "session:2"]
    assert await reader.keys("session:", "session:2") == ["session:1"]
    assert await reader.keys("session:", limit=1, backwards=True) == ["session:2"]
    assert (await reader.get("session:1"), await reader.get("session:3")) == ("一", None)
    await store.close()


async def test_what_would_go_out_is_listed_with_its_reason_and_nothing_is_changed(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    conversations = Conversations(store, lambda: datetime(2026, 10, 9, tzinfo=BEIJING), published)
    await keep(store, conversations, "telegram:42", running(date(2026, 10, 8)), running(date(2026, 10, 8), number=2))
    before = (await store.get("session:telegram:42"), await store.keys("wake:"))
    out = io.StringIO()
    await reminders(StoreReader(tmp_path), published(), NOW, out)
    *listed, total = out.getvalue().splitlines()
    assert [line.split("\t")[:2] for line in listed] == [
        ["telegram:42", "期限1：还剩20个工作日（2026-10-21）、还剩10个工作日（2026-11-04）"],
        ["telegram:42", "期限2：还剩20个工作日（2026-10-21）、还剩10个工作日（2026-11-04）"],
    ]
    assert "还有10个工作日" in listed[0]
    assert total == "2026年11月4日 09:00：2条提醒。"
    assert (await store.get("session:telegram:42"), await store.keys("wake:")) == before
    await store.close()


async def test_after_a_kill_the_reader_and_a_copy_have_what_stood_in_the_log_only(tmp_path: Path) -> None:
    async with writing_process(tmp_path) as process:
        acknowledged = [await line_of(process) for _ in range(20)]
        process.kill()
        await process.wait()
    assert {await StoreReader(tmp_path).get(f"session:{number}") for number in acknowledged} == set(acknowledged)
    backup.copy(tmp_path, tmp_path / "backups" / "copy.sqlite")
    backup.restore(tmp_path / "new", tmp_path / "backups" / "copy.sqlite", NOW)
    assert await StoreReader(tmp_path / "new").get("inbox:19") == "19"


def test_the_commands_copy_the_store_and_bring_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, copied = tmp_path / "data", str(tmp_path / "copy")
    monkeypatch.setenv("DATA_DIR", str(data))

    async def put(text: str) -> None:
        store = await open_store(data)
        await store.put({"session:1": text})
        await store.close()

    asyncio.run(put("一"))
    assert main(["backup", copied]) == 0
    assert copied in capsys.readouterr().out
    asyncio.run(put("二"))
    assert main(["restore", copied]) == 0
    assert "assistant-before-" in capsys.readouterr().out
    assert asyncio.run(StoreReader(data).get("session:1")) == "一"
    assert main(["restore", str(tmp_path / "none")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_commands_say_in_one_line_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nothing"))
    for command in (["outbox"], ["unanswered"], ["backup", str(tmp_path / "copy")]):
        assert main(command) == 2
        assert FILE_NAME in capsys.readouterr().err
    assert main(["reminders", "--at", "someday", "--dry-run"]) == 2
    assert "2027-01-04T09:00" in capsys.readouterr().err
