"""The classifier: a multinomial logistic regression over the features, and how sure it must be to answer.

``python -m knowledge.training.train`` fits the weights and writes them into ``weights.toml``.
"""

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from knowledge.search.features import Features


class Classifier(NamedTuple):
    """A weight for each feature, and the probabilities from which a clause is answered or offered: answered as a share
    of its own and that of no clause being meant."""

    weights: Features
    answer_from: float
    offer_from: float

    def probabilities(self, rows: Sequence[Features]) -> list[float]:
        """How likely each candidate is what was asked, given the features of each; together 1."""
        scores = [sum(weight * value for weight, value in zip(self.weights, row, strict=True)) for row in rows]
        highest = max(scores, default=0.0)
        raised = [math.exp(score - highest) for score in scores]
        total = sum(raised)
        return [each / total for each in raised]


@cache
def trained() -> Classifier:
    """The classifier as trained last."""
    data = tomllib.loads((files("knowledge.search") / "weights.toml").read_text(encoding="utf-8"))
    return Classifier(Features(**data["weights"]), **data["thresholds"])
