"""How pages are made, and what is said when something is wrong."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.templating import Jinja2Templates

from bot.web.transcript import caption, pressed
from bot.wording import zh as wording
from dialogs.effects import BESIDE
from rules.engine import figures

log = structlog.get_logger()


TEMPLATES = Jinja2Templates(
    env=Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
)
TEMPLATES.env.globals.update(wording=wording, beside=BESIDE)
TEMPLATES.env.tests["tick"] = lambda button: pressed(button) is not None
TEMPLATES.env.filters |= {"pressed": pressed, "caption": caption, "day": figures.day}
# Made once, so that a flood costs nothing.
FLOODED = TEMPLATES.get_template("trouble.html").render(line=wording.TOO_MANY, unsent=None)

REFUSALS = {
    HTTPStatus.BAD_REQUEST: wording.UNREADABLE,
    HTTPStatus.FORBIDDEN: wording.FROM_ELSEWHERE,
    HTTPStatus.NOT_FOUND: wording.NO_SUCH_PAGE,
    HTTPStatus.METHOD_NOT_ALLOWED: wording.NO_SUCH_PAGE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: wording.TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS: wording.TOO_MANY,
}


def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return trouble(request, status, REFUSALS.get(status, wording.UNEXPECTED), error.headers)


def not_stored(request: Request, error: Exception) -> Response:
    log.error("page not stored", error=str(error))
    return trouble(request, HTTPStatus.SERVICE_UNAVAILABLE, wording.CANNOT_STORE, {"Retry-After": "10"})


def too_fast(request: Request, error: Exception) -> Response:
    return trouble(request, HTTPStatus.TOO_MANY_REQUESTS, wording.TOO_FAST, {"Retry-After": "2"})


def gone(request: Request, error: Exception) -> Response:
    return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it


def unexpected(request: Request, error: Exception) -> Response:
    return trouble(request, HTTPStatus.INTERNAL_SERVER_ERROR, wording.UNEXPECTED)


def trouble(request: Request, status: HTTPStatus, line: str, headers: Mapping[str, str] | None = None) -> Response:
    """A page with the line, and with what was typed, to send it again."""
    context = {"line": line, "unsent": getattr(request.state, "unsent", None)}
    return TEMPLATES.TemplateResponse(request, "trouble.html", context, status, headers)


def too_many(request: Request, wait: int) -> Response:
    return HTMLResponse(FLOODED, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(wait)})
