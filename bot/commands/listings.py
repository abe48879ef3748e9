"""What is kept for the operator to look at, a line each: questions, and messages not delivered or not handled.

Each command returns the exit status, and raises StoreError.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import TextIO

from bot.operations import questions
from bot.operations.review_in_words import of_point, of_unanswered, summary, told
from bot.pipeline.outbox import DeliveryFailure
from bot.store.keys import ABANDONED, GIVEN_UP, UNREADABLE, WAITING
from bot.store.protocol import Readable
from bot.wording import zh as wording


async def unanswered(store: Readable, out: TextIO, today: date) -> int:
    """Print how often what was asked in vain, in its known words, and what it was taken for."""
    for question, times in await questions.unanswered(store):
        print(times, *of_unanswered(question, today), sep="\t", file=out)
    return 0


async def answers(store: Readable, out: TextIO, today: date) -> int:
    """Print how often which answers were missed or wrong, and the sample that is still to be marked."""
    review = await questions.review(store)
    print(*summary(review), sep="\n", file=out)
    for point, said in review.worst_first:
        print(*of_point(point, said, today), sep="\t", file=out)
    for each in (await questions.sampled(store)).values():
        words = each.words or wording.NO_KNOWN_WORDS
        line = wording.SAMPLE_LINE.format(words=words, point=told(each.point, today), confidence=each.confidence)
        print(line, file=out)
    return 0


async def outbox(store: Readable, out: TextIO) -> int:
    """Print what could not be delivered: whose it is, since when, how often it was tried, and why."""
    rows = await _rows(store, {WAITING: wording.OUTBOX_WAITING, GIVEN_UP: wording.OUTBOX_GIVEN_UP})
    for state, _, document in rows:
        failure = DeliveryFailure.model_validate_json(document)
        since = failure.since.isoformat(" ", "seconds")
        print(wording.OUTBOX_LINE.format(state=state, since_when=since, **vars(failure)), file=out)
    if not rows:
        print(wording.OUTBOX_NONE, file=out)
    return 0


async def set_aside(store: Readable, out: TextIO) -> int:
    """Print the messages that are not handled: why, since when, and the update, whole: nobody else is shown it."""
    rows = await _rows(store, {ABANDONED: wording.SET_ASIDE_ABANDONED, UNREADABLE: wording.SET_ASIDE_UNREADABLE})
    for why, key, document in rows:
        print(f"{why}\t{key.partition('+')[0]}\t{_legible(document)}", file=out)
    if not rows:
        print(wording.SET_ASIDE_NONE, file=out)
    return 0


async def _rows(store: Readable, states: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The rows of these kinds, given by their prefixes with a word for each: the word, the rest of the key, the row."""
    rows = [
        (state, key.removeprefix(prefix), await store.get(key))
        for prefix, state in states.items()
        for key in await store.keys(prefix)
    ]
    return [(state, key, document) for state, key, document in rows if document is not None]


def _legible(document: str) -> str:
    """With its characters as they were written; as it stands where it is no JSON."""
    try:
        return json.dumps(json.loads(document), ensure_ascii=False)
    except (ValueError, RecursionError):
        return document
