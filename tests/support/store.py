"""Another process that has the store, and a disk that takes no more."""

from __future__ import annotations

import asyncio
import resource
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from tests.support.tree import ROOT

WRITER = """
import asyncio, sys
from pathlib import Path
from bot.store.sqlite import open_store

async def main():
    store = await open_store(Path(sys.argv[1]))
    print("open", flush=True)
    number = 0
    while True:
        await store.put({f"session:{number}": str(number), f"inbox:{number}": str(number)})
        print(number, flush=True)
        number += 1

asyncio.run(main())
"""


@asynccontextmanager
async def writing_process(directory: Path) -> AsyncIterator[Process]:
    """A second process that has the directory and puts one pair of rows after another."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", WRITER, str(directory), cwd=ROOT, stdout=PIPE)
    try:
        assert await line_of(process) == "open"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def line_of(process: Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let the system refuse to make any file of this process longer than `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
