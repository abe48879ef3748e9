"""An event is known exactly when it was handled, whatever the order of ids, and whoever handled it."""

import asyncio
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis.strategies import integers, lists, sampled_from, tuples

from bot.pipeline.deduplication import Deduplication
from bot.store.sqlite import open_store


class Write(Enum):
    DONE = "done"
    UNSURE = "unsure"  # it is stored, but nobody heard of it
    FAILED = "failed"


NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)


@settings(max_examples=60)
@given(
    at_hand=integers(1, 4),
    processes=lists(lists(tuples(integers(0, 12), sampled_from(Write)), max_size=12), min_size=1, max_size=3),
)
def test_an_id_is_known_exactly_when_it_was_handled(at_hand: int, processes: list[list[tuple[int, Write]]]) -> None:
    """Also when more ids were handled than are at hand, and when lower ones come later, as after a quiet week."""

    async def run(directory: Path) -> None:
        before: set[str] = set()
        for events in processes:
            store = await open_store(directory)
            handled = Deduplication(store, at_hand)
            for number, write in events:
                id = f"test:{number:04}"
                assert await handled.has(id) == (id in before)
                row = handled.row(id, NOW)
                if write is not Write.FAILED:
                    await store.put(row)
                    before.add(id)
                if write is Write.DONE:
                    handled.remember(id)
                assert await handled.has(id) == (id in before)
            await store.close()

    with TemporaryDirectory() as directory:
        asyncio.run(run(Path(directory)))


async def test_the_ids_of_another_channel_are_other_ids(tmp_path: Path) -> None:
    store = await open_store(tmp_path)
    handled = Deduplication(store)
    assert not await handled.has("telegram:0001")
    await store.put(handled.row("telegram:0001", NOW))
    handled.remember("telegram:0001")
    assert not await handled.has("page:0001") and await Deduplication(store).has("telegram:0001")
    await store.close()
