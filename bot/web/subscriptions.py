"""Private addresses from which the calendar of a phone fetches the deadlines, without a cookie."""

import re
import secrets

from bot.store.keys import ADDRESS, SUBSCRIPTION
from bot.store.protocol import Store

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class Subscriptions:
    """At most one address a person. All methods raise StoreError; those that write run in the person's lane."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def token(self, person: str) -> str | None:
        """The secret part of the address in use; None if there is none."""
        return await self._store.get(SUBSCRIPTION + person)

    async def renew(self, person: str) -> None:
        """A new address; the one before is known no more."""
        token = secrets.token_urlsafe(32)
        await self._store.put(await self._without(person) | {ADDRESS + token: person, SUBSCRIPTION + person: token})

    async def end(self, person: str) -> None:
        """No address is known any more."""
        await self._store.put(await self._without(person))

    async def person(self, token: str) -> str | None:
        """Whose address it is; None for one that never was, and for one that is no longer."""
        if not TOKEN.fullmatch(token):
            return None
        person = await self._store.get(ADDRESS + token)
        return person if person is not None and await self.token(person) == token else None

    async def _without(self, person: str) -> dict[str, str | None]:
        token = await self.token(person)
        return {} if token is None else {ADDRESS + token: None, SUBSCRIPTION + person: None}
