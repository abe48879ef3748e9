"""The assistant killed with kill -9 again and again while people talk to it by polling, by webhook and on the page.

    python -m tests.support.endurance.kills [kills] [seed]

Updates are delivered again at random, on polling taps are doubled, and on the webhook texts and taps overtake each
other. Each person goes through the whole interview as often as there is time, and acts only when the answer to what
they did last stands before them. A reply that is missing keeps them waiting and fails the run; an answer that is lost
or taken twice shows in the questions they are asked, which must be those of one interview, each once, in order.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

import httpx

from dialogs.wording import zh as wording
from tests.support.botapi import Server
from tests.support.botapi.phone import Phone
from tests.support.interviews import GOOD, Person, Say, Tap, interview
from tests.support.process import Process, free_port

PEOPLE = 6
PATIENCE = 120.0  # seconds until a reply counts as missing
AGAIN = Tap((wording.REALLY_RESTART,))


class Channel(Protocol):
    """A way to talk to a process that dies now and then."""

    process: Process

    def person(self, number: int) -> Person: ...
    def mischief(self, chance: Random) -> None:
        """Something that Telegram or a person does at the worst moment."""
        ...

    def close(self) -> None: ...


class OnTelegram:
    """Somebody with a phone, who taps twice so often (0 to 1)."""

    def __init__(self, phone: Phone, chance: Random, twice: float) -> None:
        self._phone = phone
        self._chance = chance
        self._twice = twice
        phone.say("/start")
        phone.wait_for(wording.HOME_TITLE, PATIENCE)

    def sees(self) -> str:
        return self._phone.screen.text

    def does(self, action: Tap | Say) -> None:
        if isinstance(action, Say):
            self._says(action.text)
            # After a kill the question may be sent once more, below what was typed already.
            while wording.TYPED_BEFORE.format(said=action.text) in self._phone.screen.text:
                self._says(action.text)
            return
        for label in action.labels:
            before = self._seen()
            press = self._phone.double_tap if self._chance.random() < self._twice else self._phone.tap
            press(label, PATIENCE)
            self._until_it_changed(before)

    def _says(self, words: str) -> None:
        before = self._seen()
        self._phone.say(words)
        self._until_it_changed(before)

    def _until_it_changed(self, before: tuple[tuple[str, str | None], ...]) -> None:
        self._phone.expect(lambda screen: screen.buttons and self._seen() != before, PATIENCE)

    def _seen(self) -> tuple[tuple[str, str | None], ...]:
        """What can be tapped, and on which screen: a question in doubt may be sent twice, and is still the same."""
        return tuple((button.text, button.callback_data) for row in self._phone.screen.keyboard for button in row)


class Telegram:
    """Polling, or with `webhook` the webhook."""

    def __init__(self, directory: Path, webhook: bool) -> None:
        self._webhook = webhook
        # A process that lives for a second at a time is found by nobody who waits longer and longer.
        self.server = Server(webhook_retry=0.1, longest_retry=0.5)
        self.server.start()
        door = {"TELEGRAM_BOT_TOKEN": self.server.token, "TELEGRAM_BASE_URL": self.server.base_url, "PAGE": "false"}
        if webhook:
            port = str(free_port())
            door |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/updates", "WEBHOOK_PORT": port}
        self.process = Process(directory / "data", **door)

    def person(self, number: int) -> Person:
        # On the webhook the second half may come late, and show the question again: a person taps again then, or not.
        return OnTelegram(self.server.phone(number), Random(number), twice=0.0 if self._webhook else 0.2)

    def mischief(self, chance: Random) -> None:
        past = list(self.server.world.updates.past)
        if past:
            self.server.redeliver(chance.choice(past[-50:]))

    def close(self) -> None:
        self.process.kill()
        self.server.stop()
        assert self.server.violations == [], self.server.violations


class OnThePage:
    """Somebody with a browser without scripts, who sends a form again when there was no answer."""

    def __init__(self, address: str) -> None:
        self._http = httpx.Client(base_url=address, follow_redirects=True, timeout=20, trust_env=False)
        self._page = self._until_answered(lambda: self._http.get("/"))

    def sees(self) -> str:
        found = re.search(r'id="now">(.*)<form id="choices"', self._page, re.S)
        assert found is not None, self._page
        return html.unescape(re.sub(r"<[^>]+>", "", found[1]))

    def does(self, action: Tap | Say) -> None:
        if isinstance(action, Say):
            form = {"text": action.text, "once": self._field("once"), "revision": self._field("revision")}
            self._send("/say", form)
            return
        for label in action.labels:
            actions = dict(re.findall(r'<button name="action" value="([^"]*)"[^>]*>([^<]*)<', self._page))
            found = next(action for action, said in actions.items() if said == label.removeprefix("☐ "))
            self._send("/tap", {"action": html.unescape(found), "revision": self._field("revision")})

    def _send(self, path: str, form: dict[str, str]) -> None:
        self._page = self._until_answered(lambda: self._http.post(path, data=form))

    def _field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self._page.partition('<form id="choices"')[2])
        assert found is not None
        return found[1]

    def _until_answered(self, ask: Callable[[], httpx.Response]) -> str:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                answer = ask()
                if answer.is_success:
                    return answer.text
            except httpx.TransportError:
                pass  # killed: the form is sent again
            time.sleep(0.05)
        raise AssertionError("no answer from the page")


class Page:
    def __init__(self, directory: Path) -> None:
        port = free_port()
        self._address = f"http://127.0.0.1:{port}/"
        self.process = Process(directory / "data", PAGE_PORT=str(port))

    def person(self, number: int) -> Person:
        return OnThePage(self._address)

    def mischief(self, chance: Random) -> None: ...

    def close(self) -> None:
        self.process.kill()


@dataclass
class Tally:
    """How often the process was killed, and how many interviews came to their verdict meanwhile."""

    kills: int = 0
    interviews: int = 0
    answers: int = 0
    over: bool = field(default=False, repr=False)


def endure(channel: Channel, kills: int, chance: Random, longest: float = 1.5) -> Tally:
    """Talk until the process was killed so often. Raises AssertionError when anything is lost, doubled or missing."""
    tally = Tally()
    try:
        with ThreadPoolExecutor(PEOPLE) as people:
            talks = [people.submit(_talk, channel, number, tally) for number in range(1, PEOPLE + 1)]
            while tally.kills < kills and not any(talk.done() for talk in talks):
                time.sleep(chance.uniform(0.05, longest))
                channel.mischief(chance)
                channel.process.kill()
                tally.kills += 1
                channel.process.start()
            tally.over = True
            for talk in talks:
                talk.result()
    finally:
        channel.close()
    return tally


def _talk(channel: Channel, number: int, tally: Tally) -> None:
    person = channel.person(number)
    person.does(Tap((wording.START,)))
    while True:
        asked = interview(person)
        assert asked == list(GOOD), f"person {number} was asked {asked}, and sees {person.sees()}"
        person.does(Tap((wording.VERDICT,)))
        assert "结论：符合申报条件" in person.sees()
        tally.interviews += 1
        tally.answers += len(asked)
        if tally.over:
            return
        person.does(Tap((wording.AGAIN,)))
        person.does(AGAIN)


CHANNELS: dict[str, Callable[[Path], Channel]] = {
    "polling": lambda directory: Telegram(directory, webhook=False),
    "webhook": lambda directory: Telegram(directory, webhook=True),
    "page": Page,
}


def main(kills: int, seed: int) -> None:
    for name, open_channel in CHANNELS.items():
        with tempfile.TemporaryDirectory() as directory:
            begun = time.monotonic()
            tally = endure(open_channel(Path(directory)), -(-kills // len(CHANNELS)), Random(seed))
            print(f"{name}: {tally}, {time.monotonic() - begun:.0f} s: nothing lost, doubled or missing", flush=True)


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*(arguments + [1_000, 1][len(arguments) :]))
