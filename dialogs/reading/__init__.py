"""Reading what people type on a phone as an answer. Pure functions; `today` is handed in.

Every reader gives a `Reading`, or raises `Unread` with a short question to put back: a vague, partial or impossible
answer is never guessed at. Why numerals are read by cn2an and dates by a grammar of our own: docs/decisions.
"""

from knowledge.characters import sounds


def warm_up() -> None:
    """Load what the first answer would otherwise wait for (about 0.2 s)."""
    import cn2an  # type: ignore[import-untyped]  # noqa: F401

    sounds()
