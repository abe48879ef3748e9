"""The way of one typed answer through the house stays short enough to be read."""

from __future__ import annotations

from pathlib import Path

from tests.support.walk import on_the_way, walk

MOST = 40  # files of the product, beside the articles that judge the answer


def test_a_typed_answer_goes_through_few_files(tmp_path: Path) -> None:
    files = on_the_way(walk(tmp_path))
    assert {"bot/store/sqlite.py", "dialogs/step.py", "rules/engine/finding.py"} <= {*files}  # the whole way
    assert len(files) <= MOST, files
