"""Who is there: a random name in a signed cookie, and nothing else."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer
from starlette.requests import Request
from starlette.responses import Response

from bot.store.keys import COOKIE_SECRET
from bot.store.protocol import Store
from bot.store.secrets import generated_secret

PERSON = "page"  # the first part of the key of everybody who comes by the page
COOKIE = "platform_visitor"
YEAR = 365 * 24 * 60 * 60  # seconds


async def cookie_secret(store: Store) -> str:
    """The secret that signs the cookies, made at the first start. Raises StoreError."""
    return await generated_secret(store, COOKIE_SECRET)


@dataclass(frozen=True, slots=True)
class Visitor:
    name: str

    @property
    def person(self) -> str:
        """The key under which conversations know the visitor."""
        return f"{PERSON}:{self.name}"


class Visitors:
    """Tells visitors apart by their cookies."""

    def __init__(self, secret: str) -> None:
        self._signer = Signer(secret, salt="visitor")

    def known(self, request: Request) -> Visitor | None:
        """The one whose cookie this is; None if there is none, or none of ours."""
        try:
            return Visitor(self._signer.unsign(request.cookies.get(COOKIE, "")).decode())
        except BadSignature:
            return None

    def of(self, request: Request) -> Visitor:
        """The one whose cookie this is, or somebody new."""
        return self.known(request) or Visitor(secrets.token_urlsafe(16))

    def remember(self, visitor: Visitor, request: Request, response: Response) -> None:
        """For a year from the last visit. Lax: with Strict, whoever follows a link to the page would be a stranger."""
        response.set_cookie(
            COOKIE,
            self._signer.sign(visitor.name).decode(),
            max_age=YEAR,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
