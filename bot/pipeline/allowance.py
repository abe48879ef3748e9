"""How much one person, or one address, may ask for: so many at once, and so many a second in the long run."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

REMEMBERED = 10_000  # at most; those seen longest ago are forgotten first


class Allowance:
    """A token bucket for each of those who ask."""

    def __init__(self, at_once: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._a_second, self._clock = at_once, a_second, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how many, at what time

    def wait(self, who: str) -> int:
        """Take one; 0, or the seconds after which there will be one again."""
        now = self._clock()
        left, at = self._left.pop(who, (float(self._at_once), now))
        left = min(self._at_once, left + (now - at) * self._a_second)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return 0 if left >= 1 else math.ceil((1 - left) / self._a_second)
