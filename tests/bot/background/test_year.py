"""A short run of the simulated year; 500 holders: ``python -m tests.support.endurance.simulation 500``."""

from __future__ import annotations

from pathlib import Path

from tests.support.endurance.simulation import simulate


async def test_in_a_year_of_trouble_every_reminder_is_accounted_for(tmp_path: Path) -> None:
    report = await simulate(tmp_path, holders=30, seed=5)
    assert report.faults == []
    assert report.kills > 5 and report.doubled_in_doubt > 5 and report.merged > 5 and report.moved > 0
