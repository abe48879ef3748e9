"""How much somebody may ask for, at once and in the long run."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from bot.connections import line_of

REMEMBERED = 10_000  # at most; those seen longest ago are forgotten first


class TokenBuckets:
    """So many at once from one address or chat, and so many a second in the long run.

    Nothing is counted from this machine itself: a proxy on it that does not name its clients would make them all one.
    An IPv6 address stands for its /64, which is what one line has.
    """

    def __init__(self, at_once: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._a_second, self._clock = at_once, a_second, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how many, at what time

    def wait(self, client: str) -> int:
        """Take one; 0, or the seconds after which there will be one again."""
        line = line_of(client)
        if line is None:
            return 0
        now = self._clock()
        left, at = self._left.pop(line, (float(self._at_once), now))
        left = min(self._at_once, left + (now - at) * self._a_second)
        self._left[line] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return 0 if left >= 1 else math.ceil((1 - left) / self._a_second)
