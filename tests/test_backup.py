"""A copy is taken while the assistant writes, and brought back; commands read beside the running assistant."""

from __future__ import annotations

import asyncio
import io
from datetime import date, datetime
from pathlib import Path

import pytest

from bot import backup
from bot.__main__ import main
from bot.backup import Reader
from bot.conversations import Conversations
from bot.reminders import reminders
from bot.store import FILE_NAME, StoreError, open_store
from dialogs.step import BEIJING
from rules.working_days import published
from tests.carrier import keep, running

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
    assert await Reader(tmp_path / "data").get("session:1") == "一"


async def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    await (await open_store(tmp_path / "data")).close()
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(StoreError, match="there already"):
        backup.copy(tmp_path / "data", tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "mine"


async def test_the_reader_sees_what_the_running_assistant_has_stored(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    await store.put({"session:2": "二", "session:1": "一", "other:1": "三"})
    reader = Reader(tmp_path)
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
    await reminders(Reader(tmp_path), published(), NOW, out)
    *listed, total = out.getvalue().splitlines()
    assert [line.split("\t")[:2] for line in listed] == [
        ["telegram:42", "期限1：还剩20个工作日（2026-10-21）、还剩10个工作日（2026-11-04）"],
        ["telegram:42", "期限2：还剩20个工作日（2026-10-21）、还剩10个工作日（2026-11-04）"],
    ]
    assert "还有10个工作日" in listed[0]
    assert total == "2026年11月4日 09:00：2条提醒。"
    assert (await store.get("session:telegram:42"), await store.keys("wake:")) == before
    await store.close()


def test_the_commands_say_in_one_line_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "nothing"))
    for command in (["outbox"], ["unanswered"], ["backup", str(tmp_path / "copy")]):
        assert main(command) == 2
        assert FILE_NAME in capsys.readouterr().err
    assert main(["reminders", "--at", "someday", "--dry-run"]) == 2
    assert "2027-01-04T09:00" in capsys.readouterr().err
