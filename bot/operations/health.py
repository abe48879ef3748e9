"""Health checks and metrics: /healthz says whether the assistant does its work, /metrics how, in figures.

The parts know nothing of it: each counts for itself, and is looked at when somebody asks.
"""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from itertools import accumulate

from prometheus_client import generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.metrics import BUCKETS, HealthCheck, Metrics
from bot.pipeline.conversations import Conversations
from bot.store import due_index
from bot.store.keys import GIVEN_UP, HEALTH_PROBE, INBOX, WAITING
from bot.store.protocol import StoreError
from bot.store.scan import number_of
from bot.wording import zh as wording

LATE = timedelta(minutes=2)  # after which a reminder that is due and not sent counts as late
QUEUE = 1_000  # persons at once, beyond which the queue is not short
WRITES = 2_000  # puts that wait, beyond which the disk does not keep up
PROBE_EVERY = 5.0  # seconds, however often somebody asks; after a failed write at once


class Health:
    """checks: each gives what is wrong with a part; channels: those that are open; seconds: a clock that
    is never set."""

    def __init__(
        self,
        conversations: Conversations,
        checks: Iterable[HealthCheck],
        channels: Iterable[str],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._conversations = conversations
        self._store = conversations.store
        self._checks = checks
        self._channels = channels
        self._seconds = seconds
        self._well_until = -math.inf
        self._failures = 0

    async def problems(self) -> list[str]:
        """Why it is not well, in plain words; empty when it is."""
        found = [words for check in self._checks for words in check()]
        if (busy := self._conversations.lanes.busy) > QUEUE:
            found.append(wording.LANES_FULL.format(count=busy))
        if self._store.waiting > WRITES:
            found.append(wording.WRITES_WAITING.format(count=self._store.waiting))
        try:
            await self._probe()
            if self._conversations.settled() and (late := await self._late()):
                found.append(wording.REMINDER_LATE.format(seconds=int(late.total_seconds())))
        except StoreError as failed:
            found.append(wording.DISK_FAILED.format(reason=failed))
        return found

    async def _probe(self) -> None:
        """Raises StoreError where the disk takes nothing."""
        if self._seconds() < self._well_until and self._store.failures == self._failures:
            return
        await self._store.put({HEALTH_PROBE: self._conversations.clock().isoformat()})
        self._well_until, self._failures = self._seconds() + PROBE_EVERY, self._store.failures

    async def _late(self) -> timedelta | None:
        now = self._conversations.clock()
        due = [at for each in self._channels for _, at in await due_index.upcoming(self._store, each, 1)]
        late = now - min(due) if due else timedelta()
        return late if late > LATE else None

    async def figures(self) -> bytes:
        writes = {"stored": self._store.commits, "failed": self._store.failures}
        return generate_latest(_Figures(self._conversations.metrics, writes, await self._counts()))

    async def _counts(self) -> dict[str, tuple[str, float]]:
        """What is counted in the store: the words of each figure and its value."""
        now, rows = self._conversations.clock(), partial(number_of, self._store)
        due = [len(await due_index.due(self._store, each, now)) for each in self._channels]
        late = [len(await due_index.due(self._store, each, now - LATE)) for each in self._channels]
        return {
            "inbox_rows": ("Updates stored and not yet handled", await rows(INBOX)),
            "outbox_waiting": ("Persons whose messages wait for another try", await rows(WAITING)),
            "outbox_given_up": ("Messages given up", await rows(GIVEN_UP)),
            "reminders_due": ("Persons whose time to be looked at has come", sum(due)),
            "reminders_late": ("Those of them who wait for longer than two minutes", sum(late)),
            "writes_waiting": ("Puts that wait for the disk", self._store.waiting),
            "lanes_busy": ("Persons whose events are under way", self._conversations.lanes.busy),
        }


class _Figures(Collector):
    def __init__(self, metrics: Metrics, writes: dict[str, int], counts: dict[str, tuple[str, float]]) -> None:
        self._metrics = metrics
        self._writes = writes
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        metrics, by_kind = self._metrics, ["kind", "outcome"]
        closed = "Connections that we closed, and why"
        yield _counter("updates", "Updates by kind and outcome", by_kind, metrics.updates)
        yield _counter("effects", "What went out, or did not, by kind", by_kind, metrics.effects)
        yield _counter("limited", "Answers of Telegram that asked to wait", ["method"], metrics.limits)
        yield _counter("connections_closed", closed, ["server", "outcome"], metrics.connections)
        yield _counter("writes", "Writes to the disk by outcome", ["outcome"], self._writes)
        times = HistogramMetricFamily("assistant_answer_seconds", "From the arrival of an update to its answer")
        bounds, reached = (*map(str, BUCKETS), "+Inf"), map(float, accumulate(metrics.answered))
        times.add_metric([], list(zip(bounds, reached, strict=True)), metrics.seconds)
        yield times
        for name, (words, value) in self._counts.items():
            yield GaugeMetricFamily(f"assistant_{name}", words, value=value)


def _counter(
    name: str, words: str, labels: Sequence[str], counts: Mapping[str, int] | Mapping[tuple[str, str], int]
) -> CounterMetricFamily:
    """What was counted, by the value of the label, or the values of the labels."""
    family = CounterMetricFamily(f"assistant_{name}", words, labels=labels)
    for values, count in sorted(counts.items()):
        family.add_metric([values] if isinstance(values, str) else values, count)
    return family


def application(health: Health) -> Starlette:
    """Two routes: 200 or, with the reasons, 503; and the figures as Prometheus reads them."""

    async def healthz(request: Request) -> Response:
        problems = await health.problems()
        status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
        return JSONResponse({"status": "trouble" if problems else "ok", "troubles": problems}, status)

    async def metrics(request: Request) -> Response:
        try:
            return Response(await health.figures(), media_type=CONTENT_TYPE_LATEST)
        except StoreError:  # said in words by /healthz
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])
