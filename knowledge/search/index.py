"""Which clause answers a question, whether the text leaves it open, or whether it has nothing to do with the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from knowledge import characters, law
from knowledge.law import BEIJING_2019, Law
from knowledge.search import corpus, model
from knowledge.search.corpus import Material, Thing
from knowledge.search.features import Evidence, Gatherer
from knowledge.search.model import Model

Status = Literal["answered", "choose", "silent", "unrelated"]

LONGEST_QUESTION = characters.LONGEST  # what is beyond is not read
OFFERED = 3


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


class Judgement(NamedTuple):
    """How likely each thing is what was asked, most likely first, summed by clause and by kind."""

    things: list[tuple[float, Thing]]
    clauses: list[tuple[float, str]]
    silent: float
    unrelated: float


class Index:
    """Answers questions about one text. Deterministic; no network, no clock."""

    def __init__(self, text: Law | None = None, stuff: Material | None = None, by: Model | None = None) -> None:
        self.text = text or law.load(BEIJING_2019)
        self._material = stuff or corpus.load(self.text.id)
        self._gatherer = Gatherer(self.text, corpus.words(self.text.id), self._material)
        self._model = by or model.fitted()

    def ask(self, question: str, previous: str | None = None) -> Outcome:
        """What is known of the question; `previous` is the id of the clause answered last, for follow-ups.

        >>> Index().ask("法人变跟要报备吗").clauses
        ('17',)
        """
        gathered = self._gatherer.gather(characters.in_standard_widths(question), previous)
        if not gathered:
            return NOTHING
        return decided(self.judged(gathered), self._model)

    def judged(self, gathered: Sequence[tuple[int, Evidence]]) -> Judgement:
        """The candidates with their evidence, weighed."""
        likely = self._model.probabilities([row for _, row in gathered])
        return summed(
            (probability, self._material.things[n]) for probability, (n, _) in zip(likely, gathered, strict=True)
        )


def summed(likely: Iterable[tuple[float, Thing]]) -> Judgement:
    things = sorted(likely, key=lambda pair: -pair[0])
    by_clause: dict[str, float] = {}
    silent = unrelated = 0.0
    for probability, thing in things:
        if thing.clause:
            by_clause[thing.clause] = by_clause.get(thing.clause, 0.0) + probability
        elif thing.kind == "silent":
            silent += probability
        else:
            unrelated += probability
    clauses = sorted(((probability, id) for id, probability in by_clause.items()), key=lambda pair: -pair[0])
    return Judgement(things, clauses, silent, unrelated)


def decided(judgement: Judgement, by: Model) -> Outcome:
    """Answered where one clause is likely enough, offered where the text is, else whichever else is likelier."""
    first = judgement.clauses[0] if judgement.clauses else (0.0, "")
    settled = sum(probability for probability, _ in judgement.clauses)
    if first[0] >= by.answer_from:
        company = [id for probability, id in judgement.clauses[1:OFFERED] if probability >= by.offer_from]
        ranked = tuple(id for _, id in judgement.clauses[1 + len(company) : OFFERED])
        return Outcome("answered", (first[1], *company), _understood(judgement, clause=first[1]), first[0], ranked)
    if settled >= by.offer_from:
        offered = tuple(id for _, id in judgement.clauses[:OFFERED])
        return Outcome("choose", offered, _understood(judgement, clause=first[1]), first[0])
    if judgement.silent >= judgement.unrelated:
        thing = next(thing for _, thing in judgement.things if thing.kind == "silent" and not thing.clause)
        return Outcome("silent", thing.nearest, thing.id, judgement.silent)
    return Outcome("unrelated", (), _understood(judgement, clause=""), judgement.unrelated)


def _understood(judgement: Judgement, clause: str) -> str:
    """The entry most likely meant among those that this clause answers; for none, among the unrelated."""
    return next(
        thing.id for _, thing in judgement.things if thing.clause == clause and (clause or thing.kind == "unrelated")
    )
