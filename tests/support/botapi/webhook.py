"""Delivery to the webhook: queues side by side, each in order; a failed delivery is repeated with growing pauses."""

import asyncio

import httpx

from .world import Update, Webhook, World

TIMEOUT = 60  # s


class Delivery:
    """Messages of a chat are one queue, taps of a person another, so a text and a tap may overtake each other."""

    def __init__(self, world: World, first_pause: float, longest_pause: float) -> None:
        self._world = world
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._running: dict[str, asyncio.Task[None]] = {}

    def start_due(self) -> None:
        """To be called in the server's loop after every change."""
        with self._world.lock:
            due = {update.queue for update in self._world.updates.waiting()} if self._world.webhook else set()
        for queue in due - self._running.keys():
            self._running[queue] = asyncio.create_task(self._deliver(queue))

    async def _deliver(self, queue: str) -> None:
        pause = self._first_pause
        async with httpx.AsyncClient(timeout=TIMEOUT, trust_env=False) as client:
            try:
                while (webhook := self._world.webhook) and (update := self._next(queue)):
                    asked = await _post(client, webhook, update)
                    if asked is None:
                        with self._world.change():
                            self._world.updates.delivered(update)
                        pause = self._first_pause
                    else:
                        await asyncio.sleep(max(pause, asked))
                        pause = min(2 * pause, self._longest_pause)
            finally:
                del self._running[queue]  # with no await since the last look, or an update would wait for the next one

    def _next(self, queue: str) -> Update | None:
        with self._world.lock:
            return next((update for update in self._world.updates.waiting() if update.queue == queue), None)


async def _post(client: httpx.AsyncClient, webhook: Webhook, update: Update) -> float | None:
    """None if it was taken, else the pause (s) that was asked for."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
    try:
        answer = await client.post(webhook.url, json=update.wire(), headers=headers)
    except httpx.HTTPError:
        return 0
    return None if answer.is_success else float(answer.headers.get("Retry-After", 0))
