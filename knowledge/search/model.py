"""How the evidence is weighed: a multinomial logistic regression, and how sure it must be to answer.

The weights are in ``weights.toml``, fitted by ``python -m knowledge.training.fit``, which also says how well they do.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from knowledge.search.features import Evidence


class Model(NamedTuple):
    """A weight for each kind of evidence, and the probabilities at which a clause is answered or offered."""

    weights: Evidence
    answer_from: float
    offer_from: float

    def probabilities(self, rows: Sequence[Evidence]) -> list[float]:
        """How likely each candidate is what was asked, given the evidence for each; together 1."""
        scores = [sum(weight * value for weight, value in zip(self.weights, row, strict=True)) for row in rows]
        highest = max(scores, default=0.0)
        raised = [math.exp(score - highest) for score in scores]
        total = sum(raised)
        return [each / total for each in raised]


@cache
def fitted() -> Model:
    """The model as fitted last."""
    data = tomllib.loads((files("knowledge.search") / "weights.toml").read_text(encoding="utf-8"))
    return Model(Evidence(**data["weights"]), **data["thresholds"])
