"""The page's routes: the chat, what is typed, what is tapped; and what is said when something is wrong."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from bot import wording
from bot.conversations import Conversations
from bot.lanes import LaneFull
from bot.store import StoreError
from bot.web.protection import Shield, allowed_hosts, form_of
from bot.web.transcript import GREETING, Transcribing, caption, pressed, transcript_of
from bot.web.visitors import Visitor, Visitors
from dialogs.events import BESIDE, Event, Said, Tapped

HERE = Path(__file__).parents[1]
MOST_CHARACTERS = 4096  # as in a Telegram message
ACTION = r"[!-~]{1,48}"
REVISION = r"[0-9]{1,9}"
NO_REVISION = -1  # of no screen: what is tapped there counts as an old button

log = structlog.get_logger()


def application(conversations: Conversations, secret: str, host: str = "127.0.0.1") -> Starlette:
    """The page of these conversations. `secret` signs the cookies; `host` is the address it will listen at."""
    door = Door(conversations, Visitors(secret))
    return Starlette(
        routes=[
            Route("/", door.chat),
            Route("/say", door.say, methods=["POST"]),
            Route("/tap", door.tap, methods=["POST"]),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[
            Middleware(Shield, unexpected=_unexpected),
            Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(host), www_redirect=False),
        ],
        exception_handlers={
            HTTPException: _refused,
            StoreError: _not_stored,
            LaneFull: _too_fast,
            ClientDisconnect: _gone,
        },
    )


class Door:
    """Each request is an event of the visitor, or a look at the conversation."""

    def __init__(self, conversations: Conversations, visitors: Visitors) -> None:
        self._conversations = conversations
        self._visitors = visitors

    async def chat(self, request: Request) -> Response:
        visitor = self._visitors.of(request)
        transcript = await transcript_of(self._conversations.store, visitor.person)
        if transcript.current is None:
            await self._handle(visitor, GREETING)
            transcript = await transcript_of(self._conversations.store, visitor.person)
        context = {"transcript": transcript, "screen": transcript.current, "once": secrets.token_urlsafe(8)}
        response = TEMPLATES.TemplateResponse(request, "chat.html", context)
        self._visitors.remember(visitor, request, response)
        return response

    async def say(self, request: Request) -> Response:
        """A text. Sent twice by the same form, as by a double click, it is taken once."""
        form = await form_of(request)
        words, once = form.get("text", "").strip(), form.get("once", "")
        request.state.unsent = {"text": words, "once": once}
        if len(words) > MOST_CHARACTERS:
            line = wording.TEXT_TOO_LONG.format(length=len(words), most=MOST_CHARACTERS)
            return _trouble(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, line)
        visitor = self._visitors.of(request)
        if words:
            await self._handle(visitor, Said(words), _id_of(visitor, once, words) if once else "")
        return self._to_chat(request, visitor)

    async def tap(self, request: Request) -> Response:
        form = await form_of(request)
        action, revision = form.get("action", ""), form.get("revision", "")
        sound = re.fullmatch(ACTION, action) and re.fullmatch(REVISION, revision)
        visitor = self._visitors.of(request)
        await self._handle(visitor, Tapped(action, int(revision)) if sound else Tapped("", NO_REVISION))
        return self._to_chat(request, visitor)

    async def _handle(self, visitor: Visitor, event: Event, update: str = "") -> None:
        channel = Transcribing(self._conversations.store, visitor.person, event)
        await self._conversations.handle(visitor.person, event, channel, update)

    def _to_chat(self, request: Request, visitor: Visitor) -> Response:
        response = RedirectResponse("/#now", HTTPStatus.SEE_OTHER)
        self._visitors.remember(visitor, request, response)
        return response


def _id_of(visitor: Visitor, once: str, words: str) -> str:
    """The words belong to the id: a browser that goes back to an old form can send something else with it."""
    return f"page:{sha256(f'{visitor.name} {once} {words}'.encode()).hexdigest()[:32]}"


# When something is wrong

REFUSALS = {
    HTTPStatus.BAD_REQUEST: wording.UNREADABLE,
    HTTPStatus.FORBIDDEN: wording.FROM_ELSEWHERE,
    HTTPStatus.NOT_FOUND: wording.NO_SUCH_PAGE,
    HTTPStatus.METHOD_NOT_ALLOWED: wording.NO_SUCH_PAGE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: wording.TOO_LARGE,
}


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return _trouble(request, status, REFUSALS.get(status, wording.UNEXPECTED))


def _not_stored(request: Request, error: Exception) -> Response:
    log.error("page not stored", error=str(error))
    return _trouble(request, HTTPStatus.SERVICE_UNAVAILABLE, wording.CANNOT_STORE, retry_after=10)


def _too_fast(request: Request, error: Exception) -> Response:
    return _trouble(request, HTTPStatus.TOO_MANY_REQUESTS, wording.TOO_FAST, retry_after=2)


def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it


def _unexpected(request: Request, error: Exception) -> Response:
    return _trouble(request, HTTPStatus.INTERNAL_SERVER_ERROR, wording.UNEXPECTED)


def _trouble(request: Request, status: HTTPStatus, line: str, retry_after: int | None = None) -> Response:
    """A page with the line, and with what was typed, to send it again. `retry_after` in seconds."""
    context = {"line": line, "unsent": getattr(request.state, "unsent", None)}
    headers = None if retry_after is None else {"Retry-After": str(retry_after)}
    return TEMPLATES.TemplateResponse(request, "trouble.html", context, status, headers)


def _templates() -> Jinja2Templates:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["wording"] = wording
    env.globals["beside"] = BESIDE
    env.tests["tick"] = lambda button: pressed(button) is not None
    env.filters |= {"pressed": pressed, "caption": caption}
    return Jinja2Templates(env=env)


TEMPLATES = _templates()
