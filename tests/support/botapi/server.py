"""The Bot API over HTTP: tokens, parameters, long polling, faults, and the log of calls."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from .faults import Fault, Hold
from .limits import Refused
from .loopback import Loopback
from .methods import METHODS, Params
from .phone import Phone
from .webhook import Delivery
from .world import Chat, Fields, User, World

LONGEST_POLL = 50  # s
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Call(NamedTuple):
    method: str
    params: dict[str, str]


class _Cut(Exception):
    """The connection is to be closed instead of an answer."""


class Server:
    """Telegram as one bot sees it. `calls` is every call so far, `violations` every limit that was broken.

    After a failed delivery to the webhook comes a pause of `webhook_retry` (s); each further one is doubled, up to
    `longest_retry`.
    """

    def __init__(
        self,
        token: str = "4242:loopback",
        bot_username: str = "platform_test_bot",
        webhook_retry: float = 1,
        longest_retry: float = 60,
    ) -> None:
        self.token = token
        self.world = World(bot_username)
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self._faults: list[Fault] = []
        self._holds: list[Hold] = []
        self._names = {name.lower(): name for name in [*METHODS, "getUpdates"]}
        self._poll = object()
        self._closing = False
        self._changed = asyncio.Event()
        self._delivery = Delivery(self.world, webhook_retry, longest_retry)
        routes = [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/documents/{file_id}", self._file),
        ]
        self._loopback = Loopback(Starlette(routes=routes, exception_handlers={404: _not_found}))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        self._closing, self._changed = False, asyncio.Event()
        self._loopback.start()
        with self.world.change():
            self.world.listeners.append(self._wake)

    def stop(self) -> None:
        """Nobody answers at the port until start(); what Telegram keeps is kept."""
        self._closing = True
        with self.world.lock:
            self.world.listeners.remove(self._wake)
        self._wake()
        self._loopback.stop()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._loopback.port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self._loopback.port}/file/bot"

    def phone(self, user_id: int = 1, first_name: str = "阿丽丝", language_code: str = "zh-hans") -> Phone:
        user = User(user_id, first_name, language_code)
        return Phone(self.world, user, self.world.private(user))

    def group(self, title: str = "平台交流群") -> Chat:
        return self.world.group(title)

    def advance(self, seconds: float) -> None:
        """Puts the server's clock forward."""
        self.world.advance(seconds)

    def redeliver(self, update_id: int) -> None:
        """The bot is given this update once more, though it was confirmed."""
        with self.world.change():
            self.world.updates.redeliver(update_id)

    def fault(
        self, method: str, status: int, times: int = 1, chat: int | None = None, retry_after: int | None = None
    ) -> None:
        """The next calls of the method fail without effect; 429 needs `retry_after` (s)."""
        self._faults.append(Fault(method, times, status, chat=chat, retry_after=retry_after))

    def cut_before(self, method: str, times: int = 1, chat: int | None = None) -> None:
        """The connection is closed before the call has an effect."""
        self._faults.append(Fault(method, times, cut="before", chat=chat))

    def cut_after(self, method: str, times: int = 1, chat: int | None = None) -> None:
        """The call has its effect, but its answer is lost."""
        self._faults.append(Fault(method, times, cut="after", chat=chat))

    def hold(self, method: str) -> Hold:
        hold = Hold(self.world, method)
        self._holds.append(hold)
        return hold

    def calls_of(self, method: str) -> list[dict[str, str]]:
        return [call.params for call in self.calls if call.method == method]

    def until(self, holds: Callable[[], bool], timeout: float = 10) -> None:
        """Waits until something holds of the calls or the chats; fails with the last calls."""
        self.world.until(holds, lambda: f"last calls: {self.calls[-10:]}", timeout)

    def _wake(self) -> None:
        self._loopback.loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        told, self._changed = self._changed, asyncio.Event()
        told.set()
        self._delivery.start_due()

    async def _call(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _failure(401, "Unauthorized")
        method = self._names.get(request.path_params["method"].lower())
        if method is None:
            return _failure(404, "Not Found")
        params = await _params(request)
        try:
            return await self._answer(method, params)
        except _Cut:
            self._loopback.cut(request.scope)
            while not await request.is_disconnected():
                await asyncio.sleep(0)
            return Response()

    async def _answer(self, method: str, params: Params) -> Response:
        with self.world.change():
            self.calls.append(Call(method, params.fields))
        await self._held(method)
        fault = next((f for f in self._faults if f.concerns(method, params.text("chat_id"))), None)
        if fault:
            fault.times -= 1
            if fault.cut == "before":
                raise _Cut
            if fault.status:
                return _failed(fault)
        try:
            result = await self._get_updates(params) if method == "getUpdates" else self._run(method, params)
        except Refused as refused:
            if refused.breach:
                self.violations.append(f"{method}: {refused}")
            return _failure(refused.status, str(refused))
        if fault:
            raise _Cut
        return JSONResponse({"ok": True, "result": result})

    def _run(self, method: str, params: Params) -> object:
        with self.world.change():
            return METHODS[method](self.world, params)

    async def _held(self, method: str) -> None:
        for hold in [hold for hold in self._holds if hold.method == method and not hold.released]:
            with self.world.change():
                hold.arrived += 1
            while not hold.released:
                await self._change()

    async def _get_updates(self, params: Params) -> list[Fields]:
        if self.world.webhook:
            raise Refused(409, WEBHOOK_ACTIVE)
        if "allowed_updates" in params.fields:
            self.world.updates.allow(params.strings("allowed_updates"))
        limit = min(max(params.integer("limit", 100), 1), 100)
        deadline = self._loopback.loop.time() + min(params.integer("timeout"), LONGEST_POLL)
        mine = self._poll = object()
        with self.world.change():
            self.world.updates.confirm(params.integer("offset"))
        while self._poll is mine:
            with self.world.lock:
                updates = self.world.updates.take(limit)
            if updates or self._loopback.loop.time() >= deadline:
                return [update.wire() for update in updates]
            await self._change(deadline)
        raise Refused(409, TERMINATED)

    async def _change(self, deadline: float | None = None) -> None:
        """Waits, at most until the loop's time `deadline`, until something has changed.

        Between a check and this call there must be no await, or a change could be missed.
        """
        if not self._closing:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(deadline):
                    await self._changed.wait()
        if self._closing:
            raise _Cut

    async def _file(self, request: Request) -> Response:
        file = self.world.files.get(request.path_params["file_id"])
        if request.path_params["token"] != self.token or file is None:
            return _failure(404, "Not Found")
        return Response(file.content, media_type="application/octet-stream")


async def _params(request: Request) -> Params:
    """Of the query, a form or a JSON body; nothing is decoded, so that the text "123" stays a text."""
    fields, uploads = dict(request.query_params), {}
    if request.headers.get("content-type", "").startswith("application/json"):
        body: Fields = await request.json()
        fields |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
    else:
        async with request.form(max_part_size=64 * 1024 * 1024) as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    uploads[name] = (value.filename or name, await value.read())
                else:
                    fields[name] = value
    return Params(fields, uploads)


async def _not_found(request: Request, error: Exception) -> Response:
    return _failure(404, "Not Found")


def _failure(status: int, description: str, parameters: Fields | None = None) -> Response:
    answer: Fields = {"ok": False, "error_code": status, "description": description}
    return JSONResponse(answer | ({"parameters": parameters} if parameters else {}), status)


def _failed(fault: Fault) -> Response:
    if fault.status in (502, 503, 504):  # the gateway before the Bot API answers these, not in JSON
        return HTMLResponse(f"<html><head><title>{fault.status}</title></head></html>", fault.status)
    parameters: Fields | None = {"retry_after": fault.retry_after} if fault.retry_after is not None else None
    return _failure(fault.status, fault.description, parameters)
