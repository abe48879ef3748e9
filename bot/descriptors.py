"""How many files and connections the process may have open, and who gets how many of them.

Whoever opens connections to the page must not take away those by which Telegram, the store and the log are reached.
"""

import math
import resource
from contextlib import suppress
from typing import NamedTuple

WANTED = 16_384  # twice what is shared out below; macOS refuses much more
RESERVED = 1_024  # for Telegram, the store and its copies, the log, and connections that are being turned away
PAGE, WEBHOOK, HEALTH = 2_048, 1_024, 64  # connections at most, however many could be open
WINDOWS = 1_000
TELEGRAM = 256
PART = 4  # one address has a fourth; an office of some hundred people behind one stays below it


class Bound(NamedTuple):
    in_all: int
    of_one_address: int


class Shares(NamedTuple):
    """Connections to the page, the webhook and the health endpoint; windows of the page, each on a connection of it,
    that wait for news; connections to Telegram."""

    page: Bound
    webhook: Bound
    health: Bound
    windows: Bound
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
        page=_by_many(page),
        webhook=_by_few(min(WEBHOOK, shared // 6)),
        health=_by_few(min(HEALTH, shared // 12)),
        windows=_by_many(min(WINDOWS, page // 2)),
        telegram=min(TELEGRAM, reserved // 4),
    )


def _by_many(in_all: int) -> Bound:
    return Bound(in_all, math.ceil(in_all / PART))


def _by_few(in_all: int) -> Bound:
    """Whoever has business there, Telegram or a proxy before us, may come from one address alone."""
    return Bound(in_all, in_all)


def _number(limit: int) -> int:
    return WANTED if limit == resource.RLIM_INFINITY else limit
