"""Reading what people type on a phone as an answer. Pure functions; `today` is handed in.

Every reader gives a `Reading`, or raises `Unread` with a short question to put back: a vague, partial or impossible
answer is never guessed at. Why numerals are read by cn2an and dates by a grammar of our own: docs/decisions.
"""

from dialogs.reading.choices import choice, several
from dialogs.reading.dates import day, days
from dialogs.reading.dates_in_text import Lean, SaidDays, day_of_week, days_said, hour_said, month_said
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.quantities import amount, count, share
from dialogs.reading.vocabulary import is_unclear, normalise, yes_no
from dialogs.reading.yearly_counts import counts
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
