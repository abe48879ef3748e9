"""The assistant on Telegram: as a process of its own, and a person who speaks with it on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dialogs.wording import zh as wording
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.interviews import Say, Tap
from tests.support.process import Process, assistant


@contextmanager
def running(directory: Path) -> Iterator[tuple[Server, Process]]:
    with Server() as server:
        with assistant(server, directory) as process:
            yield server, process
        assert server.violations == []


class OnTelegram:
    """A person with a phone, for `interview`."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone

    def sees(self) -> str:
        return self.phone.screen.text

    def does(self, action: Tap | Say) -> None:
        if isinstance(action, Say):
            self._says(action.text)
            return
        for label in action.labels:
            before = self._seen()
            self.phone.tap(label)
            self._until_it_changed(before)

    def says_after_a_kill(self, words: str) -> None:
        """The question may be shown once more while the answer is on its way, and is then no answer to it."""
        self._says(words)
        if wording.TYPED_BEFORE.format(said=words) in self.sees():
            self._says(words)

    def _says(self, words: str) -> None:
        before = self._seen()
        self.phone.say(words)
        self._until_it_changed(before)

    def _until_it_changed(self, before: tuple[int, int]) -> None:
        self.phone.expect(lambda screen: self._seen() != before and screen.buttons)

    def _seen(self) -> tuple[int, int]:
        return self.phone.screen.id, self.phone.screen.revision
