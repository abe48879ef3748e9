"""What is being worked on, so that the next process knows what this one ended in.

An update that freezes or kills the process comes again at every start, since it was stored before it was handled. So
its id stands in a small file for as long as it is worked on, well below a millisecond as a rule: what stands there at a
start is what the last run ended in. The file is written as memory, which waits for no disk and outlives the process.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE_NAME = "in-progress"
SIZE = 128  # bytes; an id is shorter


class InProgress:
    """`interrupted_by`: the id of what the process before was working on when it ended; empty where it was idle."""

    def __init__(self, directory: Path) -> None:
        """Raises OSError."""
        with _opened(directory / FILE_NAME) as file:
            self._memory = mmap.mmap(file, SIZE)
        self.interrupted_by = self._memory[:].rstrip(b"\0").decode("ascii", "replace")
        self._note("")

    @contextmanager
    def on(self, id: str) -> Iterator[None]:
        """Work that waits for nothing: of all that is under way one at a time is worked on."""
        self._note(id)
        try:
            yield
        finally:
            self._note("")

    def _note(self, id: str) -> None:
        self._memory[:] = id.encode("ascii", "replace")[:SIZE].ljust(SIZE, b"\0")


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The descriptor of the file, which has its size."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(file).st_size != SIZE:
            os.pwrite(file, bytes(SIZE), 0)
            os.truncate(file, SIZE)
        yield file
    finally:
        os.close(file)
