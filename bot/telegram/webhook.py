"""The webhook: Telegram posts each update, and is told that it arrived when it is on disk."""

import json
import secrets
from http import HTTPStatus

import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.http_server import body_of
from bot.store.protocol import StoreError
from bot.telegram.inbox import Inbox

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1024 * 1024  # of an update
AGAIN_IN = {"Retry-After": "5"}  # seconds

log = structlog.get_logger()


class Webhook:
    """Takes posts with the secret until it is `closed`; after that Telegram keeps what it has and tries again."""

    def __init__(self, inbox: Inbox, secret: str) -> None:
        self._inbox = inbox
        self._secret = secret.encode()
        self.closed = False

    def application(self, path: str) -> Starlette:
        return Starlette(routes=[Route(path or "/", self.post, methods=["POST"])])

    async def post(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not secrets.compare_digest(given, self._secret):
            return Response(status_code=HTTPStatus.FORBIDDEN)
        if self.closed or self._inbox.full:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=AGAIN_IN)
        try:
            body = await body_of(request, MOST_BYTES)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        try:
            update = json.loads(body)
            is_update = type(update["update_id"]) is int
        except (ValueError, TypeError, KeyError, RecursionError):
            is_update = False
        try:
            if is_update:
                await self._inbox.take([update])
            else:  # taken all the same: refused, it would be posted again and again, and hold up what comes after it
                log.error("webhook: not an update", bytes=len(body))
        except StoreError as failed:
            log.error("webhook: not stored", reason=str(failed))
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=AGAIN_IN)
        return Response(status_code=HTTPStatus.NO_CONTENT)
