"""How work that is under way ends with the assistant."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any


async def end(under_way: Iterable[asyncio.Task[Any]], timeout: float) -> None:
    """Wait for the tasks, at most so many seconds, and cancel those that are not done by then."""
    left = set(under_way)
    if left:
        _, left = await asyncio.wait(left, timeout=timeout)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
