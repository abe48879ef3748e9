"""What the documents name is there."""

from __future__ import annotations

import re
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pytest

from tests.support.tree import ROOT

DOCUMENTS = sorted(chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md")))
A_PATH = re.compile(r"`((?:bot|dialogs|rules|knowledge|tests|docs|\.ci)/[^`<> ]*)`")
A_LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
A_MODULE = re.compile(r"python -m ((?:bot|knowledge|tests)[a-z_.]*)")
ROWS = 15


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_names_is_there(document: Path) -> None:
    words = document.read_text("utf-8")
    assert [path for path in A_PATH.findall(words) if not (ROOT / path).exists()] == []
    assert [link for link in A_LINK.findall(words) if not (document.parent / link).exists()] == []
    assert [module for module in A_MODULE.findall(words) if find_spec(module) is None] == []


def test_each_row_of_the_table_of_changes_names_a_file() -> None:
    lines = (ROOT / "docs/where-to-change.md").read_text("utf-8").splitlines()
    _, _, *rows = [line for line in lines if line.startswith("|")]
    assert len(rows) >= ROWS
    assert [row for row in rows if not A_PATH.search(row)] == []
