"""The assistant as a process of its own on Telegram, for whichever test asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.botapi import Server
from tests.support.process import Process
from tests.support.telegram import running


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A bot that runs through all tests that leave it running; each has people of its own."""
    with running(tmp_path_factory.mktemp("telegram")) as (server, _):
        yield server


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Server, Process]]:
    """A bot to be killed or stopped."""
    with running(tmp_path) as pair:
        yield pair
