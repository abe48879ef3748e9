"""Unigram language models: how much more likely a question is where one intent is meant than anywhere."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence


class LanguageModel:
    """Tokens counted for each intent, intents being numbered from 0.

    `counts` gives for a token an intent, its count there, the next intent, its count there, and so on; `totals` the
    tokens counted for each intent. The weight of a token for an intent is the logarithm of its probability there,
    mixed half and half with its probability everywhere (Jelinek-Mercer smoothing), over the latter: nothing for a
    token not seen there, much for a rare one that is.
    """

    def __init__(self, totals: Sequence[int], counts: Mapping[str, Sequence[int]]) -> None:
        self.totals = totals
        self.counts = counts
        self._all = sum(totals)
        self._weights: dict[str, list[tuple[int, float]]] = {}

    @classmethod
    def of(cls, size: int, seen: Iterable[tuple[int, Iterable[str]]]) -> LanguageModel:
        """Counts what was seen: pairs of an intent and the tokens of one text about it."""
        counts: dict[str, Counter[int]] = {}
        totals = [0] * size
        for intent, tokens in seen:
            for token in tokens:
                counts.setdefault(token, Counter())[intent] += 1
                totals[intent] += 1
        flat = {token: [number for pair in found.items() for number in pair] for token, found in counts.items()}
        return cls(totals, flat)

    def scores(self, tokens: Iterable[str]) -> list[float]:
        """For each intent the sum of the tokens' weights."""
        sums = [0.0] * len(self.totals)
        for token in tokens:
            weights = self._weights.get(token)
            if weights is None:
                if token not in self.counts:
                    continue  # and is not remembered: people write anything
                weights = self._weights[token] = self._weighed(self.counts[token])
            for intent, weight in weights:
                sums[intent] += weight
        return sums

    def _weighed(self, counted: Sequence[int]) -> list[tuple[int, float]]:
        everywhere = sum(counted[1::2]) / self._all
        return [
            (intent, math.log1p(count / self.totals[intent] / everywhere))
            for intent, count in zip(counted[::2], counted[1::2], strict=True)
        ]
