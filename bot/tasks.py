"""Work beside the answers: done again and again, and how it ends with the assistant."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog

from bot.log import place_of
from bot.store.protocol import StoreError

AFTER_A_FAULT = 60.0  # seconds until work that failed is begun again

log = structlog.get_logger()


async def periodically(
    name: str,
    work: Callable[[], Awaitable[float]],
    at_once: asyncio.Event | None = None,
    after_a_fault: float = AFTER_A_FAULT,
) -> None:
    """Until cancelled: do the work, and again after the seconds that it returns, or as soon as `at_once` is set.

    A fault ends neither this work nor other work: it is logged, and the work begun again. Of a fault that nobody
    foresaw only the kind and the place are logged, as its message may quote somebody.
    """
    at_once = at_once or asyncio.Event()
    while True:
        at_once.clear()
        pause = after_a_fault
        try:
            pause = await work()
        except StoreError as failed:
            log.error(f"{name} failed", reason=str(failed))
        except Exception as error:
            log.error(f"{name} failed", error=type(error).__name__, at=place_of(error))
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await at_once.wait()


def pause_after(pauses: Sequence[float], tries: int) -> float:
    """Seconds until the next try, after so many (from 1); the last pause is that of every further one."""
    return pauses[min(tries, len(pauses)) - 1]


async def end(under_way: Iterable[asyncio.Task[Any]], timeout: float) -> None:
    """Wait for the tasks, at most so many seconds, and cancel those that are not done by then."""
    left = set(under_way)
    if left:
        _, left = await asyncio.wait(left, timeout=timeout)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """The work goes on beside the block, and is cancelled at its end. Raises then what the work has raised."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await cancelled(task)


async def cancelled(task: asyncio.Task[Any]) -> None:
    """Cancel it and wait for its end. Raises what the task has raised."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
