"""A short run of the kills; the long one is ``python -m tests.support.endurance.kills 1000``."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.support.endurance.kills import CHANNELS, endure


@pytest.mark.parametrize("name", CHANNELS)
def test_killed_again_and_again_nothing_is_lost_doubled_or_missing(name: str, tmp_path: Path) -> None:
    tally = endure(CHANNELS[name](tmp_path), kills=4, chance=Random(7))
    assert tally.kills == 4
    assert tally.interviews >= 6
