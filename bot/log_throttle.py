"""The same fault is told once a minute, however often it comes; different faults do not hold each other back."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

MINUTE = 60.0  # seconds between two lines of the same fault
FAULTS = 1_000  # remembered at most; those told of longest ago are forgotten first


class FaultThrottle:
    """Usable from all threads. `seconds`: a clock that is never set."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._told: OrderedDict[Hashable, _Told] = OrderedDict()
        self._lock = threading.Lock()

    def left_out(self, fault: Hashable) -> int | None:
        """None where the fault is not to be told now; else how often it has not been told since the last time."""
        with self._lock:
            now, told = self._seconds(), self._told.get(fault)
            if told is not None and now < told.at + MINUTE:
                told.left_out += 1
                return None
            self._told[fault] = _Told(now)
            self._told.move_to_end(fault)
            if len(self._told) > FAULTS:
                self._told.popitem(last=False)
            return told.left_out if told is not None else 0


class _Told:
    def __init__(self, at: float) -> None:
        self.at = at
        self.left_out = 0
