"""Durable puts a second of the store, against sqlitedict as it comes (autocommit, on the event loop, not durable).

Run by `python tests/bench/bench_store.py`. The two take turns in one run; a rate includes closing, so that what a log
puts off is counted, and every put brings a new text. All tasks do nothing but put, which is the best case for sharing
commits. Goal: a ratio of at least 3.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlitedict import SqliteDict  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.store.sqlite import open_store

TASKS = 64
PUTS_EACH = 100
ROUNDS = 5
SESSION = json.dumps({f"问题{number}": "某某中小企业服务中心" for number in range(90)}, ensure_ascii=False)

Put = Callable[[str, str], Awaitable[None]]


async def put_all(put: Put) -> None:
    async def talk(person: int) -> None:
        for number in range(PUTS_EACH):
            await put(f"session:{person}", f'{{"revision": {number * TASKS + person:08}, {SESSION[1:]}')

    await asyncio.gather(*(talk(person) for person in range(TASKS)))


async def store_as_built(directory: Path) -> float:
    store = await open_store(directory)

    async def put(key: str, text: str) -> None:
        await store.put({key: text})

    begun = time.perf_counter()
    await put_all(put)
    await store.close()
    return TASKS * PUTS_EACH / (time.perf_counter() - begun)


async def sqlitedict_as_it_comes(directory: Path) -> float:
    documents = SqliteDict(str(directory / "peer.sqlite"), autocommit=True)

    async def put(key: str, text: str) -> None:
        documents[key] = text
        await asyncio.sleep(0)

    begun = time.perf_counter()
    await put_all(put)
    documents.close()
    return TASKS * PUTS_EACH / (time.perf_counter() - begun)


def line(name: str, rates: list[float]) -> str:
    return f"{name:<24}{statistics.median(rates):8.0f} puts/s ({min(rates):.0f} to {max(rates):.0f})"


async def main() -> None:
    ours: list[float] = []
    peers: list[float] = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as directory:
            ours.append(await store_as_built(Path(directory)))
            peers.append(await sqlitedict_as_it_comes(Path(directory)))
    ratios = [own / peer for own, peer in zip(ours, peers, strict=True)]
    print(f"{TASKS} tasks, texts of {len(SESSION.encode())} bytes, median (least to most) of {ROUNDS} rounds")
    print(line("store, WAL + FULL", ours))
    print(line("sqlitedict as it comes", peers))
    print(f"{'ratio within a round':<24}{statistics.median(ratios):8.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    asyncio.run(main())
