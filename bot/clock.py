"""The wall clock, watched: when it jumps, nothing that nobody asked for goes out by it until it has settled.

A clock that is ahead for a moment would send reminders of what has not come yet. Replies go on, by the hour as it is.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel

from bot.wording import zh as wording

TOLERANCE = 60.0  # seconds by which the wall clock may gain or lose on the other between two looks
SETTLED_AFTER = 600.0  # seconds without another jump
UNITS = ((86_400, wording.DAYS), (3_600, wording.HOURS), (60, wording.MINUTES))  # seconds
BOOT = Path("/proc/sys/kernel/random/boot_id")


class ClockState(BaseModel):
    """How the clocks stood in a run, for the next one. at: the hour that was gone by; ahead: by how many seconds that
    was ahead of the steady clock, which counts from the boot of this id."""

    at: datetime
    ahead: float
    boot: str


def since_boot() -> float:
    """Seconds of a clock that nobody sets, and that runs on while the machine sleeps, where there is one."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def boot_id() -> str:
    """Empty where the system does not tell one boot from another."""
    with suppress(OSError):
        return BOOT.read_text().strip()
    return ""


class WatchedClock:
    """Called, it gives the hour. `steady`: seconds that never jump; `jumps`: how often the wall clock did."""

    def __init__(
        self, wall: Callable[[], datetime], steady: Callable[[], float] = since_boot, boot: str | None = None
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._boot = boot_id() if boot is None else boot
        self._jumped_at = steady()
        self._ahead = self._trusted = wall().timestamp() - self._jumped_at  # of the steady clock
        self.jumps = 0

    def __call__(self) -> datetime:
        now, steady = self._wall(), self._steady()
        before, self._ahead = self._ahead, now.timestamp() - steady
        if abs(self._ahead - before) > TOLERANCE:
            self._jumped_at = steady
            self.jumps += 1
        if abs(self._ahead - self._trusted) <= TOLERANCE or steady - self._jumped_at >= SETTLED_AFTER:
            self._trusted = self._ahead
        return now

    def settled(self) -> bool:
        """Whether it has not jumped, or has come back, or has long stood where it was set to."""
        self()
        return self._ahead == self._trusted

    @property
    def state(self) -> ClockState:
        """By the hour that is gone by, which is not the one shown as long as the clock has not settled."""
        at = self() - timedelta(seconds=self._ahead - self._trusted)
        return ClockState(at=at, ahead=self._trusted, boot=self._boot)

    def resume(self, before: ClockState) -> None:
        """Go on from the last run. Since the same boot the clocks must run together; else the hour is not to be one
        that the last run had behind it."""
        now = self()
        same_boot = bool(self._boot) and before.boot == self._boot
        jump = self._ahead - before.ahead if same_boot else min(0.0, (now - before.at).total_seconds())
        if abs(jump) > TOLERANCE:
            self._trusted = self._ahead - jump
            self.jumps += 1

    def problems(self) -> list[str]:
        """What is wrong at the moment, in plain words."""
        if self.settled():
            return []
        way = wording.CLOCK_AHEAD if self._ahead > self._trusted else wording.CLOCK_BACK
        left = SETTLED_AFTER - (self._steady() - self._jumped_at)
        return [wording.CLOCK_JUMPED.format(way=way, span=_span(abs(self._ahead - self._trusted)), left=_span(left))]


def _span(seconds: float) -> str:
    """In its greatest unit, at least a minute."""
    size, unit = next((each for each in UNITS if seconds >= each[0]), UNITS[-1])
    return unit.format(count=max(1, round(seconds / size)))
