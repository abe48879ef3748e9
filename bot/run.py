"""Runs the assistant: the store, the channels that are asked for, the work in the background, and an orderly end."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import structlog

from bot import log as logging
from bot import personal_data
from bot.assistant import DRAIN, Assistant, CannotRun, Shutdown
from bot.background import recalculation, retention
from bot.background.broadcast import Broadcaster
from bot.background.calendars import Calendars
from bot.background.reminders import ReminderScheduler
from bot.background.throttle import Throttle
from bot.clock import ClockState, WatchedClock
from bot.descriptors import raise_limit, shared_out
from bot.pipeline.channel import OpenChannel
from bot.pipeline.conversations import Clock, Conversations
from bot.pipeline.deduplication import InProgress
from bot.settings import Settings
from bot.store.keys import CLOCK, COOKIE_SECRET
from bot.store.protocol import StoreError
from bot.store.secrets import generated_secret
from bot.store.sqlite import SqliteStore, open_store
from bot.tasks import beside, periodically
from bot.wording import zh as wording

GARBAGE = 50_000  # new objects between two looks for cycles among them

log = structlog.get_logger()


async def run(settings: Settings, clock: Clock) -> None:
    """Run until SIGTERM or SIGINT. Raises CannotRun."""
    logging.configure(settings.log_level)
    shutdown = Shutdown()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, shutdown.ask)
    async with AsyncExitStack() as parts:
        await shutdown.breaking_off(_open(settings, clock, parts, shutdown))
        await shutdown.wait()
        log.info("stopping")
    log.info("stopped")


async def _open(settings: Settings, wall: Clock, parts: AsyncExitStack, shutdown: Shutdown) -> None:
    """Open one part after the other; they are closed in the opposite order. Raises CannotRun."""
    shares = shared_out(raise_limit())
    store = await parts.enter_async_context(_store(settings))
    clock = WatchedClock(wall)
    if before := await store.get(CLOCK):
        clock.resume(ClockState.model_validate_json(before))
    calendars = Calendars(settings.data_dir)
    in_progress = _in_progress(settings)
    conversations = Conversations(store, clock, calendars.current, in_progress=in_progress, settled=clock.settled)
    channels: dict[str, OpenChannel] = {}
    throttle = Throttle()
    broadcaster = Broadcaster(conversations, channels, throttle)
    scheduler = ReminderScheduler(conversations, channels, throttle)
    assistant = Assistant(settings, shares, shutdown, conversations, broadcaster, channels, in_progress.interrupted_by)
    assistant.checks += [calendars.problems, clock.problems]
    if settings.telegram_bot_token is not None:
        from bot.telegram.service import telegram

        await parts.enter_async_context(telegram(assistant))
    if settings.with_page:
        await parts.enter_async_context(_page(assistant))
    await parts.enter_async_context(_background(assistant, calendars, clock, scheduler))
    if settings.health_port is not None:
        from bot.operations import health

        app = health.application(health.Health(conversations, assistant.checks, channels))
        address = settings.health_host, settings.health_port
        await parts.enter_async_context(assistant.served("health", app, *address, shares.health))


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[SqliteStore]:
    try:
        store = await open_store(settings.data_dir)
    except StoreError as failed:
        raise CannotRun(f"DATA_DIR: {failed}") from None
    try:
        await personal_data.purge(store)  # if the last process ended before it had
        yield store
    finally:
        await store.close()


def _in_progress(settings: Settings) -> InProgress:
    try:
        in_progress = InProgress(settings.data_dir)
    except OSError as failed:
        raise CannotRun(f"DATA_DIR: {failed.filename} cannot be written: {failed.strerror}") from None
    if in_progress.interrupted_by:
        log.warning("the last run ended in the middle of an update", update=in_progress.interrupted_by)
    return in_progress


@asynccontextmanager
async def _page(assistant: Assistant) -> AsyncIterator[None]:
    from bot import web

    settings, conversations, shares = assistant.settings, assistant.conversations, assistant.shares
    events = web.EventStreams(shares.windows)
    secret = await generated_secret(conversations.store, COOKIE_SECRET)
    app = web.application(conversations, secret, settings.page_host, events, settings.page_url)
    address = settings.page_host, settings.page_port
    async with assistant.served("page", app, *address, shares.page, events.close) as server:
        _say(wording.PAGE_OPENED.format(address=settings.page_url or server.address))
        assistant.channels[web.PERSON] = web.channel_to(conversations, events)
        yield


def _say(line: str) -> None:
    """On standard output, and past its buffer: where nobody reads on, or the disk is full, that is no reason to end."""
    with suppress(OSError):
        os.write(sys.stdout.fileno(), f"{line}\n".encode())


@asynccontextmanager
async def _background(
    assistant: Assistant, calendars: Calendars, clock: WatchedClock, scheduler: ReminderScheduler
) -> AsyncIterator[None]:
    conversations, broadcaster = assistant.conversations, assistant.broadcaster

    async def work() -> None:
        await asyncio.to_thread(_warm_up, calendars)
        await asyncio.gather(
            periodically("calendar", partial(recalculation.look_at_calendar, conversations, calendars)),
            recalculation.watch_clock(conversations, clock),
            scheduler.run(),
            broadcaster.run(),
            periodically("retention", partial(retention.look, conversations)),
        )

    try:
        async with beside(work()):
            yield
    finally:
        await asyncio.gather(scheduler.stop(DRAIN), broadcaster.stop(DRAIN))


def _warm_up(calendars: Calendars) -> None:
    """Load what the first typed answer, the first question and the first deadline need, now that the ports are open."""
    from dialogs import reading
    from dialogs.inquiry import answers
    from rules.texts import book

    reading.warm_up()
    answers.warm_up(book().law)
    calendars.current()
    # What is there now stays, and is not to be looked through for garbage again and again.
    gc.freeze()
    gc.set_threshold(GARBAGE)
