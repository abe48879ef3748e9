"""Opens and closes the connection to Telegram: the bot, the updates that come in, and the channel to each person."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.assistant import DRAIN, Assistant, CannotRun
from bot.settings import Settings
from bot.store.keys import WEBHOOK_SECRET
from bot.store.secrets import generated_secret
from bot.tasks import cancelled
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.client import ALLOWED_UPDATES, introduce, persistently
from bot.telegram.dispatcher import PERSON, Dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.operator_commands import Operator
from bot.telegram.polling import AnotherPoller, Poller

log = structlog.get_logger()


@asynccontextmanager
async def telegram(assistant: Assistant) -> AsyncIterator[None]:
    """Raises CannotRun."""
    settings, conversations = assistant.settings, assistant.conversations
    limited = conversations.metrics.limited
    polling = AiohttpRequest(connections=2, limited=limited)  # of its own, so that it waits for no answer
    calling = AiohttpRequest(connections=assistant.shares.telegram, limited=limited)
    async with _bot(settings, calling, polling) as bot:
        operator = Operator(bot, settings.operators, conversations, assistant.broadcaster, settings.data_dir)
        await operator.introduce()
        dispatcher = Dispatcher(bot, conversations, operator)
        inbox = Inbox(dispatcher, conversations.store, conversations.clock, assistant.interrupted)
        assistant.checks.append(inbox.problems)
        arriving = _webhook(assistant, bot, inbox) if settings.webhook_url else _polling(assistant, bot, polling, inbox)
        try:
            log.info("telegram", bot=bot.username, replayed=await inbox.replay())
            async with arriving:
                assistant.channels[PERSON] = dispatcher.channel_to
                yield
        finally:
            await inbox.drain(DRAIN)


@asynccontextmanager
async def _bot(settings: Settings, calling: AiohttpRequest, polling: AiohttpRequest) -> AsyncIterator[Bot]:
    assert settings.telegram_bot_token is not None
    token = settings.telegram_bot_token.get_secret_value()
    bot = Bot(token, settings.telegram_base_url, request=calling, get_updates_request=polling)
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
async def _polling(assistant: Assistant, bot: Bot, request: AiohttpRequest, inbox: Inbox) -> AsyncIterator[None]:
    poller = Poller(f"{bot.base_url}/getUpdates", request, inbox, ALLOWED_UPDATES)
    assistant.checks.append(poller.problems)

    async def poll() -> None:
        try:
            await bot.delete_webhook()  # what is waiting there comes by polling then
            await poller.run()
        except AnotherPoller:
            assistant.shutdown.ask("TELEGRAM_BOT_TOKEN: another process already runs with this token")
        except TelegramError as failed:
            assistant.shutdown.ask(f"Telegram takes the token no longer ({type(failed).__name__})")

    task = asyncio.create_task(poll())
    try:
        yield
    finally:
        await cancelled(task)


@asynccontextmanager
async def _webhook(assistant: Assistant, bot: Bot, inbox: Inbox) -> AsyncIterator[None]:
    from bot.telegram.webhook import Webhook  # it loads a web server

    settings, url = assistant.settings, assistant.settings.webhook_url
    # What proves that a post is Telegram's, made at the first start.
    secret = await generated_secret(assistant.conversations.store, WEBHOOK_SECRET)
    webhook = Webhook(inbox, secret)
    app = webhook.application(urlsplit(url).path)
    address = settings.webhook_host, settings.webhook_port
    async with assistant.served("webhook", app, *address, assistant.shares.webhook):
        try:
            await persistently(lambda: bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=secret))
        except BadRequest as refused:
            raise CannotRun(f"WEBHOOK_URL: Telegram refuses it ({refused})") from None
        try:
            yield
        finally:
            webhook.closed = True
