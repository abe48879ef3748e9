"""The calendar in use, with the operator's notices.

A notice is a file ``calendar/*.toml`` in the data directory; `rules.calendar.holiday_notices` says what stands in it.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from bot.wording import zh as wording
from rules.calendar import holiday_notices
from rules.calendar.holiday_notices import HolidayNotice, NoticeRefused
from rules.calendar.working_days import Calendar, published

FOLDER = "calendar"


def load(data_dir: Path) -> Calendar:
    """Takes some tenths of a second the first time. Raises NoticeRefused."""
    return _with_notices(published(), data_dir)


def _with_notices(calendar: Calendar, data_dir: Path) -> Calendar:
    return calendar.with_notices([_read(file) for file in sorted((data_dir / FOLDER).glob("*.toml"))])


def published_apart() -> Calendar:
    """The published calendar, made in a process of its own: `holidays` takes 22 MiB that are of no use afterwards."""
    here, there = get_context("spawn").Pipe(duplex=False)
    apart = get_context("spawn").Process(target=_send_published, args=(there,), daemon=True)
    apart.start()
    there.close()
    calendar: Calendar = here.recv()
    apart.join()
    return calendar


def _send_published(to: Connection) -> None:
    """Ends by itself, also where nobody is there any more to receive."""
    with suppress(BrokenPipeError):
        to.send(published())


class Calendars:
    """The calendar in use, for a program that goes on running while the operator adds notices. Any thread may use it.

    make: gives the published calendar, at the first use.
    """

    def __init__(self, data_dir: Path, make: Callable[[], Calendar] = published_apart) -> None:
        self._data_dir = data_dir
        self._make = make
        self._lock = threading.Lock()
        self._published: Calendar
        self._current: Calendar | None = None
        self._read: dict[Path, int] = {}
        self._refused: str | None = None

    def problems(self) -> list[str]:
        """A notice that was refused: until it is mended, its year counts as not announced."""
        return [self._refused] if self._refused else []

    def current(self) -> Calendar:
        """Takes about a second the first time."""
        if self._current is None:
            with suppress(NoticeRefused):  # who keeps the calendar up to date hears of it
                self.refresh()
        assert self._current is not None
        return self._current

    def refresh(self) -> None:
        """Read the notices again if a file has changed. Raises NoticeRefused; the calendar stays as it was then."""
        with self._lock:
            found = {file: file.stat().st_mtime_ns for file in (self._data_dir / FOLDER).glob("*.toml")}
            if self._current is None:
                # Until the notices are read, and as long as one is refused: their years count as not announced.
                self._published = self._current = self._make()
            if found != self._read:
                try:
                    self._current = _with_notices(self._published, self._data_dir)
                except NoticeRefused as refused:
                    self._refused = str(refused)
                    raise
                self._read, self._refused = found, None


def _read(file: Path) -> HolidayNotice:
    name = f"{FOLDER}/{file.name}"
    try:
        return holiday_notices.read(file.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError:
        raise NoticeRefused(name, 0, wording.NOT_UTF8) from None
    except OSError as failed:
        raise NoticeRefused(name, 0, wording.NOT_READABLE.format(reason=failed.strerror)) from failed
