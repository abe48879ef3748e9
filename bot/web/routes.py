"""The page's routes: the chat, what is typed and tapped, news while it is open, files, and the calendar's address."""

import re
import secrets
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.documents.forms import MEDIA_TYPES
from bot.documents.refusal import CannotRender
from bot.pipeline.conversations import Conversations
from bot.pipeline.lanes import LaneFull, Lanes
from bot.store.keys import SESSION
from bot.store.protocol import StoreError
from bot.token_buckets import TokenBuckets
from bot.web.cookies import COOKIE, PERSON, Visitors
from bot.web.pages import TEMPLATES, gone, not_stored, refused, too_fast, too_many, trouble, unexpected
from bot.web.rate_limit import NEWCOMERS, REQUESTS, RateLimit, client_of
from bot.web.security import PublicAddress, SecurityHeaders, allowed_hosts, form_of
from bot.web.server_sent_events import EventStreams
from bot.web.subscriptions import Subscriptions
from bot.web.transcript import GREETING, Offered, PageChannel, Transcript, transcript_of
from bot.wording import zh as wording
from dialogs.deadlines import ical
from dialogs.events import Event, Said, Tapped
from dialogs.step import step
from knowledge.characters import LONGEST, incoming
from rules.calendar.days import BEIJING

ACTION = r"[!-~]{1,48}"
NUMBER = r"[0-9]{1,9}"  # the revision of a screen, or an entry's
NO_REVISION = -1  # of no screen: what is tapped there counts as an old button
KINDS_OF_FILES = {".ics": "text/calendar", ".json": "application/json"}


def application(
    conversations: Conversations,
    secret: str,
    host: str = "127.0.0.1",
    events: EventStreams | None = None,
    url: str = "",
) -> Starlette:
    """The page of these conversations.

    `secret` signs the cookies; `host` is the address it will listen at, `url` its public one; by `events` its open
    windows hear of reminders.
    """
    routes = PageRoutes(conversations, Visitors(secret), EventStreams() if events is None else events)
    return Starlette(
        routes=[
            Route("/", routes.chat),
            Route("/say", routes.say, methods=["POST"]),
            Route("/tap", routes.tap, methods=["POST"]),
            Route("/forgotten", routes.forgotten),
            Route("/live", routes.news),
            Route("/file/{number}", routes.file),
            Route("/calendar", routes.subscription),
            Route("/calendar", routes.subscribe, methods=["POST"]),
            Route("/calendar/{token}.ics", routes.calendar),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ],
        middleware=[
            Middleware(SecurityHeaders, unexpected=unexpected),
            Middleware(RateLimit, allowance=TokenBuckets(*REQUESTS), refusal=too_many),
            Middleware(TrustedHostMiddleware, allowed_hosts=allowed_hosts(host, url), www_redirect=False),
            Middleware(PublicAddress, url=url),
        ],
        exception_handlers={
            HTTPException: refused,
            StoreError: not_stored,
            LaneFull: too_fast,
            ClientDisconnect: gone,
        },
    )


class PageRoutes:
    """Each request is an event of the visitor, or a look at the conversation."""

    def __init__(self, conversations: Conversations, visitors: Visitors, events: EventStreams) -> None:
        self._conversations = conversations
        self._store = conversations.store
        self._visitors = visitors
        self._events = events
        self._arriving = Lanes()
        self._newcomers = TokenBuckets(*NEWCOMERS)
        self._subscriptions = Subscriptions(conversations.store)

    async def chat(self, request: Request) -> Response:
        visitor = self._visitors.of(request)
        transcript = await transcript_of(self._store, visitor)
        if transcript.current is None:
            transcript = await self._first_sight(visitor)
        once = secrets.token_urlsafe(8)
        return self._page(request, visitor, "chat.html", transcript=transcript, screen=transcript.current, once=once)

    async def say(self, request: Request) -> Response:
        """A text. Sent twice by the same form, as by a double click, it is taken once; the form says at which screen
        it was typed."""
        form = await form_of(request)
        words, once, revision = form.get("text", "").strip(), form.get("once", ""), form.get("revision", "")
        request.state.unsent = {"text": words, "once": once, "revision": revision}
        if len(words) > LONGEST:
            line = wording.TEXT_TOO_LONG.format(length=len(words), most=LONGEST)
            return trouble(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, line)
        if not words:
            return self._to(request, self._visitors.of(request), "/#now")
        visitor = await self._arrived(request)
        said = Said(incoming(words), int(revision) if re.fullmatch(NUMBER, revision) else None)
        await self._handle(visitor, said, _id_of(visitor, once, words) if once else "")
        return await self._answered(request, visitor)

    async def tap(self, request: Request) -> Response:
        form = await form_of(request)
        action, revision = form.get("action", ""), form.get("revision", "")
        sound = re.fullmatch(ACTION, action) and re.fullmatch(NUMBER, revision)
        visitor = await self._arrived(request)
        await self._handle(visitor, Tapped(action, int(revision)) if sound else Tapped("", NO_REVISION))
        return await self._answered(request, visitor)

    async def news(self, request: Request) -> Response:
        """Events for a window that shows the entries up to `after`, of a visitor who is known."""
        visitor, after = self._visitors.known(request), request.query_params.get("after", "")
        if visitor is None or not re.fullmatch(NUMBER, after):
            return Response(status_code=HTTPStatus.NO_CONTENT)  # by which a browser knows not to ask again

        async def behind() -> bool:
            return (await transcript_of(self._store, visitor)).last > int(after)

        headers = {"X-Accel-Buffering": "no"}  # else nginx keeps the events to itself
        events = self._events.stream(visitor, behind, client_of(request.scope))
        return StreamingResponse(events, HTTPStatus.OK, headers, "text/event-stream")

    async def file(self, request: Request) -> Response:
        """A file that was offered to this visitor."""
        visitor, number = self._visitors.known(request), request.path_params["number"]
        offered = None
        if visitor is not None and re.fullmatch(NUMBER, number):
            offered = (await transcript_of(self._store, visitor)).file(int(number))
        if visitor is None or offered is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        if isinstance(offered, Offered):
            kind = KINDS_OF_FILES.get(Path(offered.name).suffix, "text/plain")
            return _attached(offered.name, offered.content, kind)
        document = offered.document
        try:
            made = await self._conversations.documents.render(visitor, document)
        except CannotRender as cannot:
            return trouble(request, HTTPStatus.SERVICE_UNAVAILABLE, str(cannot), {"Retry-After": "30"})
        return _attached(document.name, made, MEDIA_TYPES[document.form])

    async def subscription(self, request: Request) -> Response:
        """The visitor's calendar address, and what to do with it."""
        visitor = self._visitors.of(request)
        token = await self._subscriptions.token(visitor)
        address = token and request.url.replace(path=f"/calendar/{token}.ics", query="")
        to_subscribe = address and address.replace(scheme="webcal")
        return self._page(request, visitor, "calendar.html", address=address, to_subscribe=to_subscribe)

    async def subscribe(self, request: Request) -> Response:
        """A new address in place of the old one, or none any more."""
        form = await form_of(request)
        visitor = await self._arrived(request)
        change = {"renew": self._subscriptions.renew, "end": self._subscriptions.end}.get(form.get("do", ""))
        if change is None:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        async with self._conversations.lanes.of(visitor):
            await change(visitor)
        return self._to(request, visitor, "/calendar")

    async def calendar(self, request: Request) -> Response:
        """What a phone's calendar fetches. An address that never was and one that is no longer are answered alike."""
        person = await self._subscriptions.person(request.path_params["token"])
        if person is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        session = await self._conversations.session(person)
        content = ical.calendar(session, self._conversations.calendar(), self._conversations.clock())
        return Response(content, media_type="text/calendar")

    async def _first_sight(self, visitor: str) -> Transcript:
        """What greets a visitor. It is not stored: who only looks leaves nothing on the disk."""
        session, now = await self._conversations.session(visitor), self._conversations.clock()
        _, effects = step(session, GREETING, now, self._conversations.calendar)
        return Transcript().after(GREETING, effects, now.astimezone(BEIJING).date())

    async def _arrived(self, request: Request) -> str:
        """The visitor; the greeting that they have seen is stored. From one address, only so many new ones come at
        once."""
        visitor = self._visitors.of(request)
        async with self._arriving.of(visitor):  # of two forms sent at once the second one waits for it
            if (await transcript_of(self._store, visitor)).current is None:
                if wait := self._newcomers.wait(client_of(request.scope)):
                    raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})
                await self._handle(visitor, GREETING)
        return visitor

    async def _handle(self, visitor: str, event: Event, update: str = "") -> None:
        channel = PageChannel(self._conversations, self._events, visitor, event)
        await self._conversations.handle(visitor, event, channel, update)

    def _page(self, request: Request, visitor: str, template: str, **context: object) -> Response:
        return self._visitors.remember(visitor, request, TEMPLATES.TemplateResponse(request, template, context))

    async def _answered(self, request: Request, visitor: str) -> Response:
        """To the conversation; who wanted to be forgotten is, down to the cookie."""
        if await self._store.get(SESSION + visitor) is not None:
            return self._to(request, visitor, "/#now")
        response = RedirectResponse("/forgotten", HTTPStatus.SEE_OTHER)
        response.delete_cookie(COOKIE)
        return response

    async def forgotten(self, request: Request) -> Response:
        return TEMPLATES.TemplateResponse(request, "trouble.html", {"line": wording.FORGOTTEN, "unsent": None})

    def _to(self, request: Request, visitor: str, path: str) -> Response:
        return self._visitors.remember(visitor, request, RedirectResponse(path, HTTPStatus.SEE_OTHER))


def _attached(name: str, content: str | bytes, kind: str) -> Response:
    """To be saved under its name; a browser that reads ASCII alone saves it under its ending."""
    named = f'filename="{name}"'
    if not name.isascii():
        named = f"filename=\"file{Path(name).suffix}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, HTTPStatus.OK, {"Content-Disposition": f"attachment; {named}"}, kind)


def _id_of(visitor: str, once: str, words: str) -> str:
    """The words belong to the id: a browser that goes back to an old form can send something else with it."""
    name = visitor.removeprefix(f"{PERSON}:")
    return f"{PERSON}:{sha256(f'{name} {once} {words}'.encode()).hexdigest()[:32]}"
