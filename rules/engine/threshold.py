"""The numbers of the law. A number that is changed is one line more beside the old one, with its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from rules.engine.figures import amount


class Amendment(NamedTuple):
    """From the day `since` the number is `value`; `source`: what changed it, as it is cited."""

    since: date
    value: int
    source: str


@dataclass(frozen=True)
class Threshold:
    """A number that a clause judges by, on the day at which it is judged.

    subject: what is measured; value: what holds until the first amendment; unit: 元, % or a measure word; sense: what
    the number is to the subject, in words.

    >>> assets = Threshold("资产总额", 2_000_000, "元").since(date(2028, 1, 1), 3_000_000, "京经信发〔2027〕1号")
    >>> assets.at(date(2027, 12, 31)), assets.at(date(2028, 1, 1))
    (2000000, 3000000)
    """

    subject: str
    value: int
    unit: str
    sense: str = "不低于{}"
    amendments: tuple[Amendment, ...] = ()

    def since(self, day: date, value: int, source: str) -> Threshold:
        """The same, changed from this day on; later amendments come after earlier ones."""
        assert not self.amendments or self.amendments[-1].since < day
        return replace(self, amendments=(*self.amendments, Amendment(day, value, source)))

    def at(self, on: date) -> int:
        """What holds on this day."""
        if self.amendments:  # as good as never, and this is asked several times for every case
            for amendment in reversed(self.amendments):
                if amendment.since <= on:
                    return amendment.value
        return self.value

    def words(self, value: int) -> str:
        """
        >>> Threshold("成立时间", 2, "年", sense="满{}").words(2)
        '成立时间满2年'
        """
        return self.subject + self.sense.format(amount(value, self.unit))
