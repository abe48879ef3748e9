"""How many files and connections the process may have open, and who gets how many of them.

Whoever opens connections to the page must not take away those by which Telegram, the store and the log are reached.
"""

from __future__ import annotations

import resource
from contextlib import suppress
from dataclasses import dataclass

WANTED = 16_384  # twice what is shared out below; macOS refuses much more
RESERVED = 1_024  # for Telegram, the store and its copies, the log, and connections that are being turned away
PAGE, WEBHOOK, HEALTH = 2_048, 1_024, 64  # connections at most, however many could be open
WINDOWS = 1_000
TELEGRAM = 256


@dataclass(frozen=True, slots=True)
class Shares:
    """Connections to the page, the webhook and the health endpoint; windows of the page, each on a connection of it,
    that wait for news; connections to Telegram."""

    page: int
    webhook: int
    health: int
    windows: int
    telegram: int


def raise_limit() -> int:
    """How many descriptors may be open from now on: as many as are wanted, or as the system gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = min(WANTED, _number(hard))
    if _number(soft) < most:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return _number(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def shared_out(files: int) -> Shares:
    """Of so many descriptors. A connection to the page counts twice, as it may hold the file that it sends."""
    reserved = min(RESERVED, files // 2)
    shared = files - reserved
    page = min(PAGE, shared // 3)
    return Shares(
        page=page,
        webhook=min(WEBHOOK, shared // 6),
        health=min(HEALTH, shared // 12),
        windows=min(WINDOWS, page // 2),
        telegram=min(TELEGRAM, reserved // 4),
    )


def _number(limit: int) -> int:
    return WANTED if limit == resource.RLIM_INFINITY else limit
