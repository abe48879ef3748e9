"""What is said to somebody, as each channel shows it."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.botapi.world import Message
from tests.support.both_channels.running import Visitor


class Heard(NamedTuple):
    """One thing said. first: the first paragraph; quotes: of the law, each with its words in bold, the citation among
    them; notes: in the margin; labels: of the buttons below."""

    first: str
    quotes: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    labels: tuple[str, ...]


class Person(Protocol):
    """Somebody on either channel."""

    async def says(self, words: str, replies: int) -> list[Heard]:
        """What is said to it."""

    async def taps(self, label: str) -> str:
        """The word in passing that answers the last button with the label."""


_TAG = re.compile(r"<[^>]*>")
_BOLD = re.compile(r"<(?:b|strong)>(.*?)</(?:b|strong)>", re.S)


def _heard(paragraphs: Iterable[tuple[str, str]], labels: Iterable[str]) -> Heard:
    """From paragraphs of HTML, each with the name of its element."""
    said = list(paragraphs)
    bold = (tuple(map(html.unescape, _BOLD.findall(words))) for name, words in said if name == "blockquote")
    notes = tuple(_plain(words) for name, words in said if name == "note")
    return Heard(_plain(said[0][1]), tuple(bold), notes, tuple(labels))


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words)).strip()


class OnThePhone:
    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone, self.server = phone, server

    async def says(self, words: str, replies: int) -> list[Heard]:
        own = self.phone.say(words)

        def new() -> list[Message]:
            return [each for each in self.phone.messages if each.sender.is_bot and each.id > own.id]

        await asyncio.to_thread(self.server.until, lambda: len(new()) >= replies)
        return [self._seen(message) for message in new()]

    async def taps(self, label: str) -> str:
        before = len(self.phone.toasts)
        await asyncio.to_thread(self.phone.tap, label)
        await asyncio.to_thread(self.server.until, lambda: len(self.phone.toasts) > before)
        return self.phone.toasts[-1]

    def _seen(self, message: Message) -> Heard:
        names = {"<blockquote>": "blockquote", "<i>": "note"}
        paragraphs = message.html.split("\n\n")
        named = [
            (next((name for tag, name in names.items() if words.startswith(tag)), "p"), words) for words in paragraphs
        ]
        return _heard(named, [label for row in message.buttons for label in row])


_SPOKEN = re.compile(r'<div class="spoken(?: open)?"[^>]*>(.*?)(?=<div class="(?:spoken|own)|\Z)', re.S)
_PARAGRAPH = re.compile(r'<(p|h2|blockquote)( class="note")?>(.*?)</(?:p|h2|blockquote)>', re.S)
_LABEL = re.compile(r'<button name="action"[^>]*>([^<]*)<')


class OnThePage:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    async def says(self, words: str, replies: int) -> list[Heard]:
        page = (await self.visitor.browser.post("/say", data={"text": words})).text
        log, _, rest = page.partition('<p id="status"')
        said = _SPOKEN.findall(log.rpartition('<div class="own"')[2])
        live = _LABEL.findall(rest.partition("</form>")[0])
        heard = [
            _heard(
                [("note" if note else name, inside) for name, note, inside in _PARAGRAPH.findall(each)],
                map(html.unescape, _LABEL.findall(each) or live),
            )
            for each in said
        ]
        assert len(heard) >= replies, page
        return heard

    async def taps(self, label: str) -> str:
        page = (await self.visitor.browser.get("/")).text
        actions = re.findall(rf'value="([^"]*)"[^>]*>{re.escape(label)}<', page.partition('<p id="status"')[0])
        form = {"action": html.unescape(actions[-1]), "revision": "0"}
        answer = (await self.visitor.browser.post("/tap", data=form)).text
        status = re.search(r'<p id="status"[^>]*>(.*?)</p>', answer, re.S)
        assert status
        return _plain(status[1])
