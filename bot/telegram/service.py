"""Opens and closes the connection to Telegram: the bot, the updates that come in, and the channel to each person.

It is opened before everything else where that can be, and beside it otherwise: whatever Telegram does, the page, the
reminders and the health endpoint are there.
"""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.assistant import DRAIN, Assistant, CannotRun
from bot.settings import Settings
from bot.store.keys import WEBHOOK_SECRET
from bot.store.secrets import generated_secret
from bot.tasks import beside, periodically
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.client import ALLOWED_UPDATES, REFUSALS, TokenCheck, introduce
from bot.telegram.dispatcher import PERSON, Dispatcher
from bot.telegram.inbox import Inbox
from bot.telegram.operator_commands import Operator
from bot.telegram.polling import AnotherPoller, Poller

FIRST = 2.0  # seconds for which Telegram comes before all else, as people wait there
MENUS_EVERY = 24 * 60 * 60.0  # seconds; who became an operator's chat meanwhile gets its menu then

log = structlog.get_logger()


@asynccontextmanager
async def telegram(assistant: Assistant) -> AsyncIterator[None]:
    """Leaving raises CannotRun where Telegram ended it for good; the end is asked for then."""
    settings, limited = assistant.settings, assistant.conversations.metrics.limited
    polling = AiohttpRequest(connections=2, limited=limited)  # of its own, so that it waits for no answer
    calling = AiohttpRequest(connections=assistant.shares.telegram, limited=limited)
    async with polling, calling:  # not Bot.initialize, which asks getMe once
        service = _Service(assistant, _bot(settings, calling, polling), polling)
        assistant.channels[PERSON] = service.dispatcher.channel_to
        async with beside(service.run()):
            with suppress(TimeoutError):
                async with asyncio.timeout(FIRST):
                    await service.begun.wait()
            yield


def _bot(settings: Settings, calling: AiohttpRequest, polling: AiohttpRequest) -> Bot:
    assert settings.telegram_bot_token is not None
    token = settings.telegram_bot_token.get_secret_value()
    return Bot(token, settings.telegram_base_url, request=calling, get_updates_request=polling)


class _Service:
    """The bot at work. polling: the request by which updates are fetched; begun: whether they are."""

    def __init__(self, assistant: Assistant, bot: Bot, polling: AiohttpRequest) -> None:
        settings, conversations = assistant.settings, assistant.conversations
        self._assistant, self._bot, self._polling = assistant, bot, polling
        # Where there is a page, people are served without Telegram too.
        self._token = TokenCheck(bot, math.inf if settings.with_page else REFUSALS)
        self._operator = Operator(bot, settings.operators, conversations, assistant.broadcaster, settings.data_dir)
        self.dispatcher = Dispatcher(bot, conversations, self._operator)
        self._inbox = Inbox(self.dispatcher, conversations.store, conversations.clock, assistant.interrupted)
        self.begun = asyncio.Event()
        assistant.checks += [self._token.problems, self._inbox.problems]

    async def run(self) -> None:
        """Until cancelled. Raises CannotRun; no end of it goes unnoticed."""
        arrive = self._webhook if self._assistant.settings.webhook_url else self._poll
        try:
            await self._token.confirm()
            log.info("telegram", bot=self._bot.username, replayed=await self._inbox.replay())
            async with beside(periodically("menus", self._introduce)):
                await arrive()
        except InvalidToken as refused:
            raise CannotRun(
                f"TELEGRAM_BOT_TOKEN or TELEGRAM_BASE_URL: getMe answers '{refused}' again and again"
            ) from None
        except BadRequest as refused:
            raise CannotRun(f"Telegram refuses deleteWebhook ({refused})") from None
        finally:
            self._assistant.shutdown.ask()
            await self._inbox.drain(DRAIN)

    async def _introduce(self) -> float:
        await self.begun.wait()
        await introduce(self._bot)
        await self._operator.introduce()
        return MENUS_EVERY

    async def _poll(self) -> None:
        url = f"{self._bot.base_url}/getUpdates"
        poller = Poller(url, self._polling, self._inbox, ALLOWED_UPDATES, self._token.confirm)
        self._assistant.checks.append(poller.problems)
        # What is waiting there comes by polling then.
        await self._token.through("deleteWebhook", self._bot.delete_webhook)
        self.begun.set()
        try:
            await poller.run()
        except AnotherPoller:
            raise CannotRun("TELEGRAM_BOT_TOKEN: another process already runs with this token") from None

    async def _webhook(self) -> None:
        from bot.telegram.webhook import Webhook  # it loads a web server

        settings, store = self._assistant.settings, self._assistant.conversations.store
        # What proves that a post is Telegram's, made at the first start.
        secret = await generated_secret(store, WEBHOOK_SECRET)
        webhook = Webhook(self._inbox, secret)
        app = webhook.application(urlsplit(settings.webhook_url).path)
        address = settings.webhook_host, settings.webhook_port

        async def set_webhook() -> None:
            await self._bot.set_webhook(settings.webhook_url, allowed_updates=ALLOWED_UPDATES, secret_token=secret)

        async with self._assistant.served("webhook", app, *address, self._assistant.shares.webhook):
            try:
                await self._token.through("setWebhook", set_webhook)
                self.begun.set()
                await asyncio.Event().wait()
            except BadRequest as refused:
                raise CannotRun(f"WEBHOOK_URL: Telegram refuses it ({refused})") from None
            finally:
                webhook.closed = True
