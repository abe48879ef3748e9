"""The search index: which clause answers a question, or that the text leaves it open or is about something else."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from knowledge import characters
from knowledge.law import Law
from knowledge.search import classifier, corpus
from knowledge.search.classifier import Classifier
from knowledge.search.corpus import Intent, Reply
from knowledge.search.features import FeatureExtractor

Status = Literal["answered", "choose", "silent", "unrelated"]

OFFERED = 3
CERTAIN = 0.8  # as probable as this, that the text leaves it open, or is about something else, is said at once


class Outcome(NamedTuple):
    """What is known of a question.

    `clauses` are ids, best first: for ``answered`` the clause that settles it, with others it needs; for ``choose`` up
    to three to offer; for ``silent`` the nearest. `entry` is the id of the entry understood: of a clause, or, with
    ``answered`` too, of a topic that the clause governs and leaves open in part; "" where nothing was understood.
    `runners_up` are the clauses next in line behind an answer, likelier first: good to offer, not to assert.
    `confidence` is the probability (0 to 1) of the first clause, of the text leaving it open, or of something else.
    """

    status: Status
    clauses: tuple[str, ...]
    entry: str
    confidence: float
    runners_up: tuple[str, ...] = ()


NOTHING = Outcome("unrelated", (), "", 1.0)  # no part of the question was ever seen


class Ranking(NamedTuple):
    """How likely each intent is, most likely first, and the same summed by clause and by kind."""

    intents: list[tuple[float, Intent]]
    clauses: list[tuple[float, str]]
    silent: float
    unrelated: float


class Index:
    """Answers questions about one text. Deterministic; no network, no clock."""

    def __init__(self, text: Law) -> None:
        self._corpus = corpus.load(text.id)
        self._extractor = FeatureExtractor(text, self._corpus)
        self._classifier = classifier.trained()

    @property
    def replies(self) -> dict[str, Reply]:
        """What is said to a question, by the id of the entry understood."""
        return self._corpus.replies

    def ask(self, question: str, previous: str | None = None) -> Outcome:
        """What is known of the question; `previous` is the id of the clause answered last, for follow-ups."""
        candidates = self._extractor.extract(characters.in_standard_widths(question), previous)
        if not candidates:
            return NOTHING
        probabilities = self._classifier.probabilities([features for _, features in candidates])
        intents = (self._corpus.intents[number] for number, _ in candidates)
        return decided(ranked(zip(probabilities, intents, strict=True)), self._classifier)


def ranked(likely: Iterable[tuple[float, Intent]]) -> Ranking:
    """Intents with their probabilities, ranked and summed."""
    intents = sorted(likely, key=lambda pair: -pair[0])
    by_clause: dict[str, float] = {}
    silent = unrelated = 0.0
    for probability, intent in intents:
        if intent.clause:
            by_clause[intent.clause] = by_clause.get(intent.clause, 0.0) + probability
        elif intent.kind == "silent":
            silent += probability
        else:
            unrelated += probability
    clauses = sorted(((probability, id) for id, probability in by_clause.items()), key=lambda pair: -pair[0])
    return Ranking(intents, clauses, silent, unrelated)


def decided(ranking: Ranking, by: Classifier) -> Outcome:
    """Answered where one clause is likely enough beside its being left open or about something else, whatever other
    clauses may be meant; offered where the text is likely enough, and nothing else certain; else whichever else is
    likelier."""
    first, id = ranking.clauses[0] if ranking.clauses else (0.0, "")
    settled = sum(probability for probability, _ in ranking.clauses)
    best = tuple(id for _, id in ranking.clauses[:OFFERED])
    if first and first >= by.answer_from * (first + ranking.silent + ranking.unrelated):
        beside = sum(probability >= by.offer_from for probability, _ in ranking.clauses[1:OFFERED])
        return Outcome("answered", best[: 1 + beside], _understood(ranking, clause=id), first, best[1 + beside :])
    if settled >= by.offer_from and max(ranking.silent, ranking.unrelated) < CERTAIN:
        return Outcome("choose", best, _understood(ranking, clause=id), first)
    if ranking.silent >= ranking.unrelated:
        intent = next(intent for _, intent in ranking.intents if intent.kind == "silent" and not intent.clause)
        return Outcome("silent", intent.nearest, intent.id, ranking.silent)
    return Outcome("unrelated", (), _understood(ranking, clause=""), ranking.unrelated)


def _understood(ranking: Ranking, clause: str) -> str:
    """The entry most likely meant among those that this clause answers; for none, among the unrelated."""
    return next(
        intent.id for _, intent in ranking.intents if intent.clause == clause and (clause or intent.kind == "unrelated")
    )
