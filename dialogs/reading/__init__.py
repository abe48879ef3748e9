"""Reading what people type on a phone as an answer. Pure functions; `today` is handed in.

Every reader gives a `Reading`, or raises `Unread` with a short question to put back: a vague, partial or impossible
answer is never guessed at.

Numerals are read by cn2an behind a guard; days by a small grammar of our own. jionlp 1.5.31 was measured on the tables
in ``test_reading.py`` and is not used. Of 58 amounts to be understood it reads 28 rightly, 8 wrongly and refuses 22; of
75 days 52 rightly, 10 otherwise, 13 not at all:

- it misreads amounts: 8万5 as 160010, 三万五 as 30005, 三亿五 as 300000005, 1w5 as 6;
- it takes a part of a text for the whole and calls that accurate: 国庆节后第一天 is today to it, 08年北京奥运那天 all
  of 2008, 2023年13月 all of 2023, 去年今天 all of last year, 春节前后 one day;
- it refuses plain ones: 兩百三十萬, 三点五亿, 上个月, 5.8;
- it takes 0.8 s and two printed lines to import.

All that it reads rightly and we do not is festivals of the lunar calendar, which we ask to have written as a date.
"""

from dialogs.reading.choices import choice, several
from dialogs.reading.dates import day, days
from dialogs.reading.dates_in_text import Lean, SaidDays, day_of_week, days_said, hour_said, month_said
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.plain_text import normalise
from dialogs.reading.quantities import amount, count, share
from dialogs.reading.yearly_counts import counts
from dialogs.reading.yes_or_no import is_unclear, yes_no
from knowledge.characters import sounds

__all__ = [
    "Lean",
    "Reading",
    "SaidDays",
    "Unread",
    "amount",
    "choice",
    "count",
    "counts",
    "day",
    "day_of_week",
    "days",
    "days_said",
    "hour_said",
    "is_unclear",
    "month_said",
    "normalise",
    "several",
    "share",
    "warm_up",
    "yes_no",
]


def warm_up() -> None:
    """Load what the first answer would otherwise wait for (about 0.2 s)."""
    import cn2an  # type: ignore[import-untyped]  # noqa: F401

    sounds()
