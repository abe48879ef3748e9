"""The whole interview on the real page, in a real browser, with the process killed in the middle."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from dialogs.wording import zh as wording
from tests.support.browsers.chromium import ARGUMENTS, CHROMIUM
from tests.support.interviews import GOOD, Say, Tap, interview, typed_interview
from tests.support.process import PageProcess
from tests.support.tree import ROOT

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[PageProcess]:
    process = PageProcess(tmp_path / "data")
    yield process
    process.kill()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce", has_touch=True)
        yield context.new_page()
        browser.close()


class OnThePage:
    """A person with a browser, for `interview`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sees(self) -> str:
        return self.page.locator("#now").inner_text()

    def does(self, action: Tap | Say) -> None:
        if isinstance(action, Say):
            before = self._choices()
            self.page.fill("#text", action.text)
            self.page.press("#text", "Enter")
            self._until_it_changed(before)
            return
        for label in action.labels:
            before = self._choices()
            self.page.locator("#choices").get_by_role("button", name=label.removeprefix("☐ "), exact=True).tap()
            self._until_it_changed(before)

    def _choices(self) -> str:
        return str(self.page.locator("#choices").evaluate("choices => choices.dataset.revision + choices.innerHTML"))

    def _until_it_changed(self, before: str) -> None:
        changed = "before => (c => c.dataset.revision + c.innerHTML != before)(document.getElementById('choices'))"
        self.page.wait_for_function(changed, arg=before)


def test_an_interview_from_the_first_visit_to_the_verdict_with_a_kill_in_the_middle(
    bot: PageProcess, page: Page
) -> None:
    page.goto(bot.address)
    person = OnThePage(page)
    person.does(Tap((wording.START,)))
    first = interview(person, until="gathered_institutions")
    standing = person.sees()
    bot.kill()
    assert bot.start() == bot.address
    page.reload()
    assert person.sees() == standing
    second = interview(person)
    assert [*first, *second] == list(GOOD)
    person.does(Tap((wording.VERDICT,)))
    assert "符合申报条件" in person.sees()
    page.reload()
    assert "符合申报条件" in person.sees()


def test_who_types_whatever_comes_to_mind_is_understood(bot: PageProcess, page: Page) -> None:
    page.goto(bot.address)
    person = OnThePage(page)
    person.does(Tap((wording.START,)))
    asked, taken = typed_interview(person)
    assert asked == list(GOOD)
    assert len(asked) - len(taken) <= 3, [key for key in asked if key not in taken]
    person.does(Tap((wording.VERDICT,)))
    assert "符合申报条件" in person.sees()


def test_a_port_that_is_taken_is_said_in_one_line(bot: PageProcess, tmp_path: Path) -> None:
    environment = {**bot.environment, "DATA_DIR": str(tmp_path / "other")}
    ended = subprocess.run(
        [sys.executable, "-m", "bot"], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"error: PAGE_PORT {environment['PAGE_PORT']}")
    assert "Traceback" not in ended.stderr


def test_a_second_process_on_the_same_data_is_refused(bot: PageProcess) -> None:
    environment = {**bot.environment, "PAGE_PORT": "0"}
    ended = subprocess.run(
        [sys.executable, "-m", "bot"], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith("error: DATA_DIR")
