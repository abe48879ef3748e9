"""Metrics: what happened, counted. Plain, so that nothing needs a library before somebody asks for /metrics."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

BUCKETS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # seconds

HealthCheck: TypeAlias = Callable[[], Iterable[str]]  # what is wrong with a part at the moment, in plain words


class Metrics:
    """updates: by kind and outcome; effects: what went out or did not, by kind and outcome (sent, held, told to wait,
    blocked, refused); answered: updates by the time that their answer took, as `BUCKETS`, with one for those beyond;
    seconds: of all of them; limits: answers of Telegram that asked to wait, by the method called; connections: those
    that a server of ours closed, by its name and why (refused, displaced, timed out)."""

    def __init__(self) -> None:
        self.updates: Counter[tuple[str, str]] = Counter()
        self.effects: Counter[tuple[str, str]] = Counter()
        self.answered = [0] * (len(BUCKETS) + 1)
        self.seconds = 0.0
        self.limits: Counter[str] = Counter()
        self.connections: Counter[tuple[str, str]] = Counter()

    def update(self, kind: str, outcome: str, seconds: float) -> None:
        self.updates[kind, outcome] += 1
        self.answered[bisect_left(BUCKETS, seconds)] += 1
        self.seconds += seconds

    def limited(self, method: str) -> None:
        self.limits[method] += 1

    def connection(self, server: str, outcome: str) -> None:
        self.connections[server, outcome] += 1
