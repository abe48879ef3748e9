"""Questions for the operator: those not answered, the answers said to have missed them or to be wrong, and a sample of
the rest, to be marked right or wrong.

Of a question the point is kept that it was taken to be about, and its known words (`knowledge.search.known_words`).
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel

from bot.store.keys import MARK, QUESTION, SAMPLE, beside, sample_key
from bot.store.protocol import Readable, Store
from bot.store.scan import keys_of
from dialogs.effects import Answered, Keep
from rules.calendar.days import BEIJING

SAMPLED = 50  # answers of a month
GIVEN = "given"  # in place of a place: how many answers there were in the month
FOR_CERTAIN = 0.9

Rows = dict[str, str | None]


class Question(NamedTuple):
    """A question that is kept; see `Keep`."""

    why: str
    point: str
    words: str


class Sampled(BaseModel):
    """An answer that is to be looked at; see `Answered`. id: given to no other."""

    id: str
    point: str
    words: str
    confidence: float


class Mark(NamedTuple):
    """What an operator says of a sampled answer."""

    right: bool
    point: str
    confidence: float


# Written


class Sample:
    """A uniform sample of the answers of each month (Vitter's algorithm R): each is as likely to be in it.

    `below` draws a number from 0 up to, but not including, the one given.
    """

    def __init__(self, store: Readable, below: Callable[[int], int] = secrets.randbelow) -> None:
        self._store = store
        self._below = below
        self._month, self._given = "", 0

    async def rows(self, answered: Answered, today: date) -> Rows:
        """What to write now that this answer was given as well. Raises StoreError."""
        month = f"{today:%Y-%m}"
        if month != self._month:
            given = int(await self._store.get(sample_key(month, GIVEN)) or 0)
            if month != self._month:  # else another answer has come first meanwhile
                self._month, self._given = month, given
        self._given += 1
        place = self._given - 1 if self._given <= SAMPLED else self._below(self._given)
        rows: Rows = {sample_key(month, GIVEN): str(self._given)}
        if place < SAMPLED:
            sampled = Sampled(id=secrets.token_hex(4), **answered.model_dump(exclude={"kind"}))
            rows[sample_key(month, f"{place:02}")] = sampled.model_dump_json()
        return rows


async def rows(effects: Iterable[Keep | Answered], now: datetime, sample: Sample) -> Rows:
    """What to write of these effects. Raises StoreError."""
    today = now.astimezone(BEIJING).date()
    written: Rows = {}
    for effect in effects:
        match effect:
            case Keep(why=why, words=words, point=point):
                written[beside(QUESTION, today, why, point, words)] = ""
            case Answered():
                written |= await sample.rows(effect, today)
    return written


async def mark(store: Store, place: str, id: str, right: bool, today: date) -> bool:
    """Mark the answer that stands at this place of the sample, if it is still this one. Raises StoreError."""
    row = SAMPLE + place
    document = await store.get(row)
    sampled = Sampled.model_validate_json(document) if document else None
    if sampled is None or sampled.id != id:
        return False
    said = "right" if right else "wrong"
    await store.put({row: None, beside(MARK, today, said, sampled.point, f"{sampled.confidence:.2f}"): ""})
    return True


# Read


async def kept(store: Readable) -> AsyncIterator[Question]:
    """Every question kept. Raises StoreError."""
    async for keys in keys_of(store, QUESTION):
        for key in keys:
            _, why, point, words, _ = key.split("\n")
            yield Question(why, point, words)


async def marks(store: Readable) -> AsyncIterator[Mark]:
    """Every mark given. Raises StoreError."""
    async for keys in keys_of(store, MARK):
        for key in keys:
            _, said, point, confidence, _ = key.split("\n")
            yield Mark(said == "right", point, float(confidence))


async def sampled(store: Readable) -> dict[str, Sampled]:
    """The answers not marked yet, by their places, the newest month first. Raises StoreError."""
    found: dict[str, Sampled] = {}
    async for keys in keys_of(store, SAMPLE):
        for key in keys:
            place = key.removeprefix(SAMPLE)
            document = None if place.endswith(GIVEN) else await store.get(key)
            if document:
                found[place] = Sampled.model_validate_json(document)
    return found


async def unanswered(store: Readable) -> list[tuple[Question, int]]:
    """The questions that found no answer with their counts, the most asked first. Raises StoreError."""
    found = Counter([question async for question in kept(store) if question.why == "unanswered"])
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass
class OfPoint:
    """What is said of the answers by one point. missed, wrong: by those who asked, as often as they said so; words: of
    their questions; right, marked_wrong: by operators."""

    missed: int = 0
    wrong: int = 0
    right: int = 0
    marked_wrong: int = 0
    words: Counter[str] = field(default_factory=Counter)

    @property
    def bad(self) -> int:
        return self.missed + self.wrong + self.marked_wrong


@dataclass
class Precision:
    """Of the answers marked, how many there are and how many are right."""

    seen: int = 0
    right: int = 0

    def add(self, mark: Mark) -> None:
        self.seen += 1
        self.right += mark.right


@dataclass
class Review:
    """points: what is said of the answers, by the point; unanswered: how many questions found none; marked,
    for_certain: of all answers marked, and of those given with a confidence of `FOR_CERTAIN` or more; to_mark: how many
    of the sample are not marked yet.
    """

    points: Mapping[str, OfPoint]
    unanswered: int
    marked: Precision
    for_certain: Precision
    to_mark: int

    @property
    def worst_first(self) -> list[tuple[str, OfPoint]]:
        return sorted(self.points.items(), key=lambda pair: (-pair[1].bad, pair[0]))


async def review(store: Readable) -> Review:
    """How good the answers are, as far as somebody has said so. Raises StoreError."""
    points: defaultdict[str, OfPoint] = defaultdict(OfPoint)
    found = Review(points, 0, Precision(), Precision(), len(await sampled(store)))
    async for why, point, words in kept(store):
        if why == "unanswered":
            found.unanswered += 1
            continue
        points[point].missed += why == "missed"
        points[point].wrong += why == "wrong"
        points[point].words.update([words] if words else [])
    async for given in marks(store):
        points[given.point].right += given.right
        points[given.point].marked_wrong += not given.right
        found.marked.add(given)
        if given.confidence >= FOR_CERTAIN:
            found.for_certain.add(given)
    return found
