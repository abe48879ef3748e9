"""Runs the assistant: the store, the doors that are asked for, and an orderly end."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from bot import log as logging
from bot import personal_data
from bot.background import recalculation, retention
from bot.background.broadcast import Broadcaster
from bot.background.calendars import Calendars
from bot.background.reminders import Opener, ReminderScheduler
from bot.background.throttle import Throttle
from bot.clock import ClockState, WatchedClock
from bot.descriptors import Bound, Shares, raise_limit, shared_out
from bot.metrics import HealthCheck, Metrics
from bot.pipeline.conversations import Clock, Conversations
from bot.pipeline.in_progress import InProgress
from bot.settings import Settings
from bot.store.keys import CLOCK
from bot.store.protocol import Store, StoreError
from bot.store.sqlite import SqliteStore, open_store
from bot.tasks import cancelled

if TYPE_CHECKING:  # loaded only where the dispatcher is asked for
    from starlette.types import ASGIApp
    from telegram import Bot

    from bot.http_server import HttpServer
    from bot.telegram.aiohttp_request import AiohttpRequest
    from bot.telegram.inbox import Inbox
    from bot.web import EventStreams

GARBAGE = 50_000  # new objects between two looks for cycles among them
DRAIN = 1.5  # seconds that what is under way may still take when the assistant stops, at each dispatcher; 8 s in all

log = structlog.get_logger()


class CannotRun(Exception):
    """What keeps the assistant from starting, in one plain line."""


class Shutdown:
    """When to end, and why, where it is for a fault."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self._fault: str | None = None

    def ask(self, fault: str | None = None) -> None:
        self._fault = self._fault or fault
        self._asked.set()

    async def wait(self) -> None:
        """Raises CannotRun when it is for a fault."""
        await self._asked.wait()
        if self._fault is not None:
            raise CannotRun(self._fault)

    async def breaking_off(self, work: Coroutine[None, None, None]) -> None:
        """Do the work, or as much of it as is done when the end is asked for. Raises what the work raises."""
        working, asked = asyncio.create_task(work), asyncio.create_task(self._asked.wait())
        await asyncio.wait((working, asked), return_when=asyncio.FIRST_COMPLETED)
        await cancelled(asked)
        await cancelled(working)


async def run(settings: Settings, clock: Clock) -> None:
    """Run until SIGTERM or SIGINT. Raises CannotRun."""
    logging.configure(settings.log_level)
    shutdown = Shutdown()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, shutdown.ask)
    async with AsyncExitStack() as doors:
        await shutdown.breaking_off(_open(settings, clock, doors, shutdown))
        await shutdown.wait()
        log.info("stopping")
    log.info("stopped")


async def _open(settings: Settings, wall: Clock, doors: AsyncExitStack, shutdown: Shutdown) -> None:
    """Open one dispatcher after the other; they are closed in the opposite order. Raises CannotRun."""
    shares = shared_out(raise_limit())
    store = await doors.enter_async_context(_opened(settings))
    clock = await _watched(wall, store)
    calendars = Calendars(settings.data_dir)
    in_progress = _in_progress(settings)
    conversations = Conversations(store, clock, calendars.current, in_progress=in_progress, settled=clock.settled)
    openers: dict[str, Opener] = {}
    troubles: list[HealthCheck] = [calendars.troubles, clock.troubles]
    servers = _Servers(shares, conversations.metrics, troubles)
    throttle = Throttle()
    broadcaster = Broadcaster(conversations, openers, throttle)
    if settings.telegram_bot_token is not None:
        broke_off = in_progress.broke_off
        telegram = _telegram(settings, conversations, broadcaster, openers, troubles, servers, shutdown, broke_off)
        await doors.enter_async_context(telegram)
    if settings.with_page:
        await doors.enter_async_context(_page(settings, conversations, openers, servers))
    await doors.enter_async_context(_reminding(conversations, calendars, clock, broadcaster, openers, throttle))
    if settings.health_port is not None:
        await doors.enter_async_context(_health(settings, conversations, troubles, openers, servers))


async def _watched(wall: Clock, store: Store) -> WatchedClock:
    clock = WatchedClock(wall)
    if before := await store.get(CLOCK):
        clock.resume(ClockState.model_validate_json(before))
    return clock


def _in_progress(settings: Settings) -> InProgress:
    try:
        in_progress = InProgress(settings.data_dir)
    except OSError as failed:
        raise CannotRun(f"DATA_DIR: {failed.filename} cannot be written: {failed.strerror}") from None
    if in_progress.broke_off:
        log.warning("the last run ended in the middle of an update", update=in_progress.broke_off)
    return in_progress


def _warm_up(calendars: Calendars) -> None:
    """Load what the first typed answer, the first question and the first deadline need, now that the doors are open."""
    from dialogs import reading
    from dialogs.inquiry import answers
    from rules.texts import book

    reading.warm_up()
    answers.warm_up(book().law)
    calendars.current()
    # What is there now stays, and is not to be looked through for garbage again and again.
    gc.freeze()
    gc.set_threshold(GARBAGE)


@asynccontextmanager
async def _reminding(
    conversations: Conversations,
    calendars: Calendars,
    clock: WatchedClock,
    broadcaster: Broadcaster,
    openers: Mapping[str, Opener],
    throttle: Throttle,
) -> AsyncIterator[None]:
    scheduler = ReminderScheduler(conversations, openers, throttle)

    async def remind() -> None:
        await asyncio.to_thread(_warm_up, calendars)
        await asyncio.gather(
            recalculation.keep_counting(conversations, calendars),
            recalculation.keep_time(conversations, clock),
            scheduler.run(),
            broadcaster.run(),
            retention.keep_clean(conversations),
        )

    reminding = asyncio.create_task(remind())
    try:
        yield
    finally:
        await cancelled(reminding)
        await asyncio.gather(scheduler.stop(DRAIN), broadcaster.stop(DRAIN))


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[SqliteStore]:
    try:
        store = await open_store(settings.data_dir)
    except StoreError as failed:
        raise CannotRun(f"DATA_DIR: {failed}") from None
    try:
        await personal_data.purge(store)  # if the last process ended before it had
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def _telegram(
    settings: Settings,
    conversations: Conversations,
    broadcaster: Broadcaster,
    openers: dict[str, Opener],
    troubles: list[HealthCheck],
    servers: _Servers,
    shutdown: Shutdown,
    broke_off: str,
) -> AsyncIterator[None]:
    from bot.telegram.aiohttp_request import AiohttpRequest
    from bot.telegram.dispatcher import PERSON, Dispatcher
    from bot.telegram.inbox import Inbox
    from bot.telegram.operator_commands import Operator

    limited = conversations.metrics.limited
    polling = AiohttpRequest(connections=2, limited=limited)  # of its own, so that it waits for no answer
    calling = AiohttpRequest(connections=servers.shares.telegram, limited=limited)
    async with _bot(settings, calling, polling) as bot:
        operator = Operator(bot, settings.operators, conversations, broadcaster, settings.data_dir)
        await operator.introduce()
        dispatcher = Dispatcher(bot, conversations, operator)
        inbox = Inbox(dispatcher, conversations.store, conversations.clock, broke_off)
        troubles.append(inbox.troubles)
        arriving = (
            _webhook(settings, bot, inbox, conversations.store, servers)
            if settings.webhook_url
            else _polling(bot, polling, inbox, troubles, shutdown)
        )
        try:
            log.info("telegram", bot=bot.username, replayed=await inbox.replay())
            async with arriving:
                openers[PERSON] = dispatcher.open
                yield
        finally:
            await inbox.drain(DRAIN)


@asynccontextmanager
async def _bot(settings: Settings, calling: AiohttpRequest, polling: AiohttpRequest) -> AsyncIterator[Bot]:
    from telegram.error import InvalidToken, TelegramError

    from bot.telegram.client import bot_at, introduce, persistently

    assert settings.telegram_bot_token is not None
    bot = bot_at(settings.telegram_base_url, settings.telegram_bot_token.get_secret_value(), calling, polling)
    try:
        await persistently(bot.initialize)
        await introduce(bot)
        yield bot
    except InvalidToken:
        raise CannotRun("TELEGRAM_BOT_TOKEN: Telegram does not know this token") from None
    except TelegramError as failed:
        raise CannotRun(f"TELEGRAM_BASE_URL: Telegram cannot be reached ({type(failed).__name__})") from None
    finally:
        await bot.shutdown()


@asynccontextmanager
async def _polling(
    bot: Bot, request: AiohttpRequest, inbox: Inbox, troubles: list[HealthCheck], shutdown: Shutdown
) -> AsyncIterator[None]:
    from telegram.error import TelegramError

    from bot.telegram.client import ALLOWED_UPDATES
    from bot.telegram.polling import AnotherPoller, Poller

    poller = Poller(f"{bot.base_url}/getUpdates", request, inbox, ALLOWED_UPDATES)
    troubles.append(poller.troubles)

    async def poll() -> None:
        try:
            await bot.delete_webhook()  # what is waiting there comes by polling then
            await poller.run()
        except AnotherPoller:
            shutdown.ask("TELEGRAM_BOT_TOKEN: another process already runs with this token")
        except TelegramError as failed:
            shutdown.ask(f"Telegram takes the token no longer ({type(failed).__name__})")

    polling = asyncio.create_task(poll())
    try:
        yield
    finally:
        await cancelled(polling)


@asynccontextmanager
async def _webhook(settings: Settings, bot: Bot, inbox: Inbox, store: Store, servers: _Servers) -> AsyncIterator[None]:
    from telegram.error import BadRequest

    from bot.telegram.client import ALLOWED_UPDATES, persistently
    from bot.telegram.webhook import Webhook, webhook_secret

    secret = await webhook_secret(store)
    webhook = Webhook(inbox, secret)
    app = webhook.application(urlsplit(settings.webhook_url).path)
    bound = servers.shares.webhook
    async with servers.served("webhook", app, settings.webhook_host, settings.webhook_port, bound):
        url = settings.webhook_url
        try:
            await persistently(lambda: bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=secret))
        except BadRequest as refused:
            raise CannotRun(f"WEBHOOK_URL: Telegram refuses it ({refused})") from None
        try:
            yield
        finally:
            webhook.closed = True


@asynccontextmanager
async def _page(
    settings: Settings, conversations: Conversations, openers: dict[str, Opener], servers: _Servers
) -> AsyncIterator[None]:
    from bot import web

    shares = servers.shares
    live = web.EventStreams(shares.windows)
    app = web.application(conversations, await web.cookie_secret(conversations.store), settings.page_host, live)
    async with servers.served("page", app, settings.page_host, settings.page_port, shares.page, live) as page:
        print(f"网页已打开：{page.address}", flush=True)
        openers[web.PERSON] = web.opener(conversations, live)
        yield


@asynccontextmanager
async def _health(
    settings: Settings,
    conversations: Conversations,
    troubles: list[HealthCheck],
    openers: Mapping[str, Opener],
    servers: _Servers,
) -> AsyncIterator[None]:
    from bot.operations import health

    assert settings.health_port is not None
    app = health.application(health.Health(conversations, troubles, openers))
    bound = servers.shares.health
    async with servers.served("health", app, settings.health_host, settings.health_port, bound):
        yield


class _Servers:
    """Opens the ports, each with its share of the connections, and hears what they have to complain of."""

    def __init__(self, shares: Shares, metrics: Metrics, troubles: list[HealthCheck]) -> None:
        self.shares = shares
        self._metrics = metrics
        self._troubles = troubles

    @asynccontextmanager
    async def served(
        self, name: str, app: ASGIApp, host: str, port: int, bound: Bound, live: EventStreams | None = None
    ) -> AsyncIterator[HttpServer]:
        """Raises CannotRun where the port, named by its setting, cannot be had."""
        from bot import http_server, web

        connections = web.Connections(name, bound, partial(self._metrics.connection, name))
        try:
            page = await http_server.serve(app, host, port, live, connections)
        except OSError as failed:
            raise CannotRun(f"{name.upper()}_PORT {port}: {failed.strerror}") from None
        self._troubles.append(connections.troubles)
        try:
            yield page
        finally:
            await page.stop()
