"""How much more likely a question is where one thing is asked than anywhere: a language model of each thing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence


class Likelihood:
    """Terms counted for each thing that is asked, things being numbered from 0.

    `counts` gives for a term a thing, its count there, the next thing, its count there, and so on; `totals` the terms
    counted for each thing. A term's weight for a thing is the logarithm of its probability there, mixed half and half
    with its probability everywhere (Jelinek-Mercer), over the latter: nothing for a term not seen there, much for a
    rare one that is.
    """

    def __init__(self, totals: Sequence[int], counts: Mapping[str, Sequence[int]]) -> None:
        self.totals = totals
        self.counts = counts
        self._all = sum(totals)
        self._weights: dict[str, list[tuple[int, float]]] = {}

    @classmethod
    def of(cls, size: int, seen: Iterable[tuple[int, Iterable[str]]]) -> Likelihood:
        """Counts what was seen: pairs of a thing and the terms of one text about it."""
        counts: dict[str, dict[int, int]] = {}
        totals = [0] * size
        for thing, terms in seen:
            for term in terms:
                by_thing = counts.setdefault(term, {})
                by_thing[thing] = by_thing.get(thing, 0) + 1
                totals[thing] += 1
        flat = {term: [number for pair in by_thing.items() for number in pair] for term, by_thing in counts.items()}
        return cls(totals, flat)

    def scores(self, terms: Iterable[str]) -> list[float]:
        """For each thing the sum of the terms' weights."""
        sums = [0.0] * len(self.totals)
        weights = self._weights
        for term in terms:
            found = weights.get(term)
            if found is None:
                if term not in self.counts:
                    continue
                found = weights[term] = self._weighed(term)
            for thing, weight in found:
                sums[thing] += weight
        return sums

    def _weighed(self, term: str) -> list[tuple[int, float]]:
        counted = self.counts[term]
        everywhere = sum(counted[1::2]) / self._all
        return [
            (thing, math.log1p(count / self.totals[thing] / everywhere))
            for thing, count in zip(counted[::2], counted[1::2], strict=True)
        ]
