"""Runs the assistant: the store, the doors that are asked for, and an orderly end."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog

from bot import log as logging
from bot import personal_data
from bot.background import retention
from bot.background.broadcast import Announcer
from bot.background.calendars import Calendars
from bot.background.recalculation import STANDING, keep_counting, keep_time
from bot.background.reminders import Opener, Waker
from bot.background.throttle import Pace
from bot.clock import Standing, WatchedClock
from bot.descriptors import Bound, Shares, raise_limit, shared_out
from bot.metrics import Complaints, Tally
from bot.pipeline.conversations import Clock, Conversations
from bot.pipeline.in_progress import InProgress
from bot.settings import Settings
from bot.store.sqlite import SqliteStore, Store, StoreError, open_store

if TYPE_CHECKING:  # loaded only where the door is asked for
    from starlette.types import ASGIApp
    from telegram import Bot

    from bot.http_server import Page
    from bot.telegram.aiohttp_request import AiohttpRequest
    from bot.telegram.inbox import Reception
    from bot.web import Live

GARBAGE = 50_000  # new objects between two looks for cycles among them
AFTER_A_FAULT = 60.0  # seconds until work that broke off is begun again
DRAIN = 1.5  # seconds that what is under way may still take when the assistant stops, at each door; 8 s in all

log = structlog.get_logger()


class CannotRun(Exception):
    """What keeps the assistant from starting, in one plain line."""


class Stop:
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
        await _cancelled(asked)
        await _cancelled(working)


async def run(settings: Settings, clock: Clock) -> None:
    """Run until SIGTERM or SIGINT. Raises CannotRun."""
    logging.configure(settings.log_level)
    stop = Stop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.ask)
    async with AsyncExitStack() as doors:
        await stop.breaking_off(_open(settings, clock, doors, stop))
        await stop.wait()
        log.info("stopping")
    log.info("stopped")


async def _open(settings: Settings, wall: Clock, doors: AsyncExitStack, stop: Stop) -> None:
    """Open one door after the other; they are closed in the opposite order. Raises CannotRun."""
    shares = shared_out(raise_limit())
    store = await doors.enter_async_context(_opened(settings))
    clock = await _watched(wall, store)
    calendars = Calendars(settings.data_dir)
    in_progress = _in_progress(settings)
    conversations = Conversations(store, clock, calendars.current, in_progress=in_progress, settled=clock.settled)
    openers: dict[str, Opener] = {}
    troubles: list[Complaints] = [calendars.troubles, clock.troubles]
    servers = _Servers(shares, conversations.tally, troubles)
    pace = Pace()
    announcer = Announcer(conversations, openers, pace)
    if settings.telegram_bot_token is not None:
        broke_off = in_progress.broke_off
        telegram = _telegram(settings, conversations, announcer, openers, troubles, servers, stop, broke_off)
        await doors.enter_async_context(telegram)
    if settings.with_page:
        await doors.enter_async_context(_page(settings, conversations, openers, servers))
    await doors.enter_async_context(_reminding(conversations, calendars, clock, announcer, openers, pace))
    if settings.health_port is not None:
        await doors.enter_async_context(_health(settings, conversations, troubles, openers, servers))


async def _watched(wall: Clock, store: Store) -> WatchedClock:
    clock = WatchedClock(wall)
    if before := await store.get(STANDING):
        clock.resume(Standing.model_validate_json(before))
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


async def kept_up(name: str, work: Callable[[], Awaitable[None]], pause: float = AFTER_A_FAULT) -> None:
    """Until cancelled: a fault that nobody foresaw is logged, and the work begun again; the other work goes on."""
    while True:
        try:
            await work()
        except Exception as error:
            log.error("begun again", work=name, error=type(error).__name__, at=logging.place_of(error))
        await asyncio.sleep(pause)


@asynccontextmanager
async def _reminding(
    conversations: Conversations,
    calendars: Calendars,
    clock: WatchedClock,
    announcer: Announcer,
    openers: Mapping[str, Opener],
    pace: Pace,
) -> AsyncIterator[None]:
    waker = Waker(conversations, openers, pace)

    async def remind() -> None:
        await asyncio.to_thread(_warm_up, calendars)
        await asyncio.gather(
            kept_up("calendar", lambda: keep_counting(conversations, calendars)),
            kept_up("clock", lambda: keep_time(conversations, clock)),
            kept_up("reminders", waker.run),
            kept_up("announcements", announcer.run),
            kept_up("sweep", lambda: retention.keep_clean(conversations)),
        )

    reminding = asyncio.create_task(remind())
    try:
        yield
    finally:
        await _cancelled(reminding)
        await asyncio.gather(waker.stop(DRAIN), announcer.stop(DRAIN))


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
    announcer: Announcer,
    openers: dict[str, Opener],
    troubles: list[Complaints],
    servers: _Servers,
    stop: Stop,
    broke_off: str,
) -> AsyncIterator[None]:
    from bot.telegram.aiohttp_request import AiohttpRequest
    from bot.telegram.dispatcher import PERSON, Door
    from bot.telegram.inbox import Reception
    from bot.telegram.operator_commands import Operator

    limited = conversations.tally.limited
    polling = AiohttpRequest(connections=2, limited=limited)  # of its own, so that it waits for no answer
    calling = AiohttpRequest(connections=servers.shares.telegram, limited=limited)
    async with _bot(settings, calling, polling) as bot:
        operator = Operator(bot, settings.operators, conversations, announcer, settings.data_dir)
        await operator.introduce()
        door = Door(bot, conversations, operator)
        reception = Reception(door, conversations.store, conversations.clock, broke_off)
        troubles.append(reception.troubles)
        arriving = (
            _webhook(settings, bot, reception, conversations.store, servers)
            if settings.webhook_url
            else _polling(bot, polling, reception, troubles, stop)
        )
        try:
            log.info("telegram", bot=bot.username, replayed=await reception.replay())
            async with arriving:
                openers[PERSON] = door.open
                yield
        finally:
            await reception.drain(DRAIN)


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
    bot: Bot, request: AiohttpRequest, reception: Reception, troubles: list[Complaints], stop: Stop
) -> AsyncIterator[None]:
    from telegram.error import TelegramError

    from bot.telegram.client import ALLOWED_UPDATES
    from bot.telegram.polling import Poller, SomebodyElse

    poller = Poller(f"{bot.base_url}/getUpdates", request, reception, ALLOWED_UPDATES)
    troubles.append(poller.troubles)

    async def poll() -> None:
        try:
            await bot.delete_webhook()  # what is waiting there comes by polling then
            await poller.run()
        except SomebodyElse:
            stop.ask("TELEGRAM_BOT_TOKEN: another process already runs with this token")
        except TelegramError as failed:
            stop.ask(f"Telegram takes the token no longer ({type(failed).__name__})")

    polling = asyncio.create_task(poll())
    try:
        yield
    finally:
        await _cancelled(polling)


@asynccontextmanager
async def _webhook(
    settings: Settings, bot: Bot, reception: Reception, store: Store, servers: _Servers
) -> AsyncIterator[None]:
    from telegram.error import BadRequest

    from bot.telegram.client import ALLOWED_UPDATES, persistently
    from bot.telegram.webhook import Webhook, webhook_secret

    secret = await webhook_secret(store)
    webhook = Webhook(reception, secret)
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


async def _cancelled(task: asyncio.Task[Any]) -> None:
    """Raises what the task has raised."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def _page(
    settings: Settings, conversations: Conversations, openers: dict[str, Opener], servers: _Servers
) -> AsyncIterator[None]:
    from bot import web

    shares = servers.shares
    live = web.Live(shares.windows)
    app = web.application(conversations, await web.cookie_secret(conversations.store), settings.page_host, live)
    async with servers.served("page", app, settings.page_host, settings.page_port, shares.page, live) as page:
        print(f"网页已打开：{page.address}", flush=True)
        openers[web.PERSON] = web.opener(conversations, live)
        yield


@asynccontextmanager
async def _health(
    settings: Settings,
    conversations: Conversations,
    troubles: list[Complaints],
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

    def __init__(self, shares: Shares, tally: Tally, troubles: list[Complaints]) -> None:
        self.shares = shares
        self._tally = tally
        self._troubles = troubles

    @asynccontextmanager
    async def served(
        self, name: str, app: ASGIApp, host: str, port: int, bound: Bound, live: Live | None = None
    ) -> AsyncIterator[Page]:
        """Raises CannotRun where the port, named by its setting, cannot be had."""
        from bot import http_server, web

        connections = web.Connections(name, bound, partial(self._tally.connection, name))
        try:
            page = await http_server.serve(app, host, port, live, connections)
        except OSError as failed:
            raise CannotRun(f"{name.upper()}_PORT {port}: {failed.strerror}") from None
        self._troubles.append(connections.troubles)
        try:
            yield page
        finally:
            await page.stop()
