"""A browser without scripts, on the page in this process."""

import html
import re

import httpx
from starlette.applications import Starlette

from bot.web.cookies import COOKIE
from dialogs.effects import Show
from dialogs.views import Button, View, strong, text

HERE = "http://127.0.0.1:8080"


class Browser:
    """A visitor without scripts: keeps cookies, follows redirects, and sends the forms of the page last seen."""

    def __init__(self, app: Starlette, base: str = HERE) -> None:
        transport = httpx.ASGITransport(app)
        self.http = httpx.AsyncClient(transport=transport, base_url=base, follow_redirects=True)
        self.seen = ""

    @property
    def person(self) -> str:
        return "page:" + self.http.cookies[COOKIE].rpartition(".")[0]

    async def open(self) -> str:
        return await self._read(await self.http.get("/"))

    async def say(self, words: str) -> str:
        form = {"text": words, "once": self.field("once"), "revision": self.field("revision")}
        return await self._read(await self.http.post("/say", data=form))

    async def tap(self, label: str) -> str:
        action = self.actions()[label]
        button = f'name="action" value="{html.escape(action)}"'
        (form,) = [form for form in self.seen.split("<form") if button in form]
        revision = re.search(r'name="revision" value="([^"]*)"', form)
        assert revision is not None
        return await self.tap_action(action, revision[1])

    async def tap_action(self, action: str, revision: str) -> str:
        return await self._read(await self.http.post("/tap", data={"action": action, "revision": revision}))

    def actions(self) -> dict[str, str]:
        """The live buttons: action by label."""
        found = re.findall(r'<button name="action" value="([^"]*)"[^>]*>([^<]*)<', self.seen)
        return {html.unescape(label): html.unescape(action) for action, label in found}

    def now(self) -> str:
        """The words of the open screen."""
        match = re.search(r'id="now">(.*?)</div>', self.seen, re.S)
        assert match is not None
        return match[1]

    def status(self) -> str:
        match = re.search(r'<p id="status" role="(?:status|alert)">(.*?)</p>', self.seen, re.S)
        assert match is not None
        return match[1]

    def field(self, name: str) -> str:
        match = re.search(rf'name="{name}" value="([^"]*)"', self.seen)
        assert match is not None
        return match[1]

    async def _read(self, response: httpx.Response) -> str:
        self.seen = response.text
        return self.seen


def screen(words: str, revision: int, *labels: str) -> Show:
    rows = tuple((Button(label=label, action=f"x:{index}"),) for index, label in enumerate(labels))
    return Show(view=View(blocks=(text(strong(words)),), rows=rows), revision=revision, in_place=True)
