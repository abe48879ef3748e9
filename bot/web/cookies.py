"""Who is there: a random name in a signed cookie, and nothing else."""

import secrets

from itsdangerous import BadSignature, Signer
from starlette.requests import Request
from starlette.responses import Response

PERSON = "page"  # the first part of the key of everybody who comes by the page
COOKIE = "platform_visitor"
YEAR = 365 * 24 * 60 * 60  # seconds


class Visitors:
    """Tells visitors apart by their cookies. Each is a person as conversations know them."""

    def __init__(self, secret: str) -> None:
        self._signer = Signer(secret, salt="visitor")

    def known(self, request: Request) -> str | None:
        """The one whose cookie this is; None if there is none, or none of ours."""
        try:
            return f"{PERSON}:{self._signer.unsign(request.cookies.get(COOKIE, '')).decode()}"
        except BadSignature:
            return None

    def of(self, request: Request) -> str:
        """The one whose cookie this is, or somebody new."""
        return self.known(request) or f"{PERSON}:{secrets.token_urlsafe(16)}"

    def remember(self, visitor: str, request: Request, response: Response) -> Response:
        """The response, by which they are known for a year from now. Lax: with Strict, whoever follows a link to the
        page would be a stranger."""
        response.set_cookie(
            COOKIE,
            self._signer.sign(visitor.removeprefix(f"{PERSON}:")).decode(),
            max_age=YEAR,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response
