"""The store as the rest of the bot knows it: texts by key, whatever database keeps them."""

from collections.abc import Mapping
from typing import Protocol

from bot import OperatorError

NO_LIMIT = -1


class StoreError(OperatorError):
    """The disk cannot take or give it; the message is one plain line for the operator."""


class Readable(Protocol):
    """Texts by key. Every method raises `StoreError` when the disk does not do its part or the store is closed."""

    async def get(self, key: str) -> str | None:
        """The text last put under the key; None if there is none."""

    async def keys(self, prefix: str, before: str = "", limit: int = NO_LIMIT, backwards: bool = False) -> list[str]:
        """The keys that begin with the prefix, sorted, the first so many of them; none from the key `before` on."""


class Store(Readable, Protocol):
    """Texts by key, kept. `commits` and `failures` count the writes to the disk; `waiting` is how many puts wait."""

    commits: int
    failures: int

    @property
    def waiting(self) -> int: ...

    async def put(self, changes: Mapping[str, str | None]) -> None:
        """Store all changes or none, durably when it returns; None deletes.

        Of two puts of one key the later call wins. After a `StoreError` the whole change or nothing of it is there:
        read again before going on. A cancelled put may still be stored. A text that is not valid Unicode (a lone
        surrogate) is refused with `UnicodeEncodeError`.
        """

    async def purge(self) -> None:
        """Return when what was deleted or replaced before can no longer be found in the files."""

    async def close(self) -> None:
        """Store what waits, then let go of the files. A second call does nothing."""
