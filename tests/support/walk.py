"""Through how many files of the product one typed answer goes, from Telegram to disk and back to the phone.

    python -m tests.support.walk

prints them. A file counts when code of it runs on the way: what only declares something, or was worked out before, does
not. It is what somebody reads who follows an answer with a finger. The articles of the text are left out of the number:
an answer is judged by as many as the text has.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

from telegram import Bot

from bot import log
from bot.background.broadcast import Broadcaster
from bot.background.throttle import Throttle
from bot.clock import WatchedClock
from bot.pipeline.conversations import Conversations
from bot.pipeline.deduplication import InProgress
from bot.store.sqlite import open_store
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.client import ALLOWED_UPDATES, TokenCheck
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.operator_commands import Operator
from bot.telegram.polling import Poller
from dialogs.wording import zh as wording
from rules.calendar.days import BEIJING
from rules.calendar.working_days import published
from tests.support.botapi import Server
from tests.support.interviews import Say, Tap, interview
from tests.support.telegram import OnTelegram
from tests.support.tree import LAYERS, ROOT

QUESTION = "total_assets_yuan"
BEFORE, ANSWER = Say("317万元"), Say("319万元")  # as in no other test: what was judged before is remembered
ARTICLES = re.compile(r"rules/[a-z]+_\d+/")
NOW = datetime(2026, 11, 25, 12, tzinfo=BEIJING)


def walk(directory: Path) -> Counter[str]:
    """The files, each with the number of calls in it. The directory is for the data."""
    return asyncio.run(_walk(directory))


def on_the_way(files: Iterable[str]) -> list[str]:
    """Without the articles of the text."""
    return sorted(file for file in files if not ARTICLES.match(file))


async def _walk(directory: Path) -> Counter[str]:
    """One person answers, so that all is loaded; the way of another is followed after a start, so that what is kept of
    them is read from disk. They do not say the same, so that nothing of it is remembered."""
    with Server() as server, _followed() as steps:
        first, second = (OnTelegram(server.phone(number)) for number in (1, 2))
        async with _answering(server, directory):
            await asyncio.to_thread(_up_to_the_question, first)
            await asyncio.to_thread(_up_to_the_question, second)
            await asyncio.to_thread(first.does, BEFORE)
        async with _answering(server, directory) as inbox:
            steps.on = True
            await asyncio.to_thread(second.does, ANSWER)
            await inbox.drain(5)
            steps.on = False
    assert server.violations == []
    return steps.calls


def _up_to_the_question(person: OnTelegram) -> None:
    person.phone.say("/start")
    person.phone.wait_for(wording.HOME_TITLE)
    person.does(Tap((wording.START,)))
    interview(person, until=QUESTION)


@asynccontextmanager
async def _answering(server: Server, directory: Path) -> AsyncIterator[Inbox]:
    store, request = await open_store(directory), AiohttpRequest(connections=4)
    clock, in_progress = WatchedClock(lambda: NOW), InProgress(directory)
    conversations = Conversations(store, clock, published, in_progress=in_progress, settled=clock.settled)
    bot = Bot(server.token, server.base_url, request=request, get_updates_request=request)
    await bot.initialize()
    broadcaster = Broadcaster(conversations, {}, Throttle(between=0))
    dispatcher = Dispatcher(bot, conversations, Operator(bot, frozenset(), conversations, broadcaster, directory))
    inbox = Inbox(dispatcher, store, conversations.clock)
    poller = Poller(f"{bot.base_url}/getUpdates", request, inbox, ALLOWED_UPDATES, TokenCheck(bot).confirm)
    polling = asyncio.create_task(poller.run())
    try:
        yield inbox
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await inbox.drain(5)
        await bot.shutdown()
        await store.close()


class _Steps:
    """Counts the calls in each file of the product while it is on."""

    def __init__(self) -> None:
        self.on = False
        self.calls: Counter[str] = Counter()
        self._product = tuple(f"{ROOT / layer}/" for layer in LAYERS)

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if self.on and event == "call" and frame.f_code.co_filename.startswith(self._product):
            self.calls[Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()] += 1


@contextmanager
def _followed() -> Iterator[_Steps]:
    """In this thread and in those that are begun meanwhile."""
    steps = _Steps()
    threading.setprofile(steps)
    sys.setprofile(steps)
    try:
        yield steps
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


if __name__ == "__main__":
    log.configure("error")
    with tempfile.TemporaryDirectory() as data:
        found = walk(Path(data))
    for file in sorted(found):
        print(f"{found[file]:6} {file}")
    print(f"{len(on_the_way(found)):6} files, the articles left out")
