"""Every run of the tests is the same run: hypothesis draws the same examples each time."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.store.sqlite import SqliteStore, open_store
from knowledge.training import build
from tests.support.tree import ROOT

build.indexes()  # before anything is tested, as before anything is run

settings.register_profile(
    "same", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")

PURE = {"dialogs", "rules", "knowledge"}
SHOWN = pytest.StashKey[dict[str, str]]()


@pytest.fixture
def show(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """Prints a text under its title at the end of the run, for whoever wants to look at it."""
    return pytestconfig.stash.setdefault(SHOWN, {}).__setitem__


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await open_store(tmp_path)
    yield store
    await store.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        layer = item.path.relative_to(ROOT).as_posix().removeprefix("tests/").partition("/")[0]
        if layer in PURE and not item.get_closest_marker("exhaustive"):
            item.add_marker("quick")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for title, words in config.stash.get(SHOWN, {}).items():
        terminalreporter.section(title)
        terminalreporter.write_line(words)
