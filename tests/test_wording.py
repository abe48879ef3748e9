"""What a person reads stands in the catalogues: no other module of bot or dialogs has a Chinese word in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.tree import MODULES, name

HAN = re.compile(r"[\u4e00-\u9fff]")
CITATION = re.compile(r"第[一二三四五六七八九十百]+条|民法典")
SPEAKING = ("bot/wording/", "dialogs/wording/", "dialogs/reading/")
SILENT = [
    each for each in MODULES if name(each).startswith(("bot/", "dialogs/")) and not name(each).startswith(SPEAKING)
]


@pytest.mark.parametrize("module", SILENT, ids=name)
def test_no_module_speaks_but_the_catalogues_and_the_patterns_of_reading(module: Path) -> None:
    lines = CITATION.sub("", module.read_text("utf-8")).splitlines()
    assert [line for line in lines if HAN.search(line)] == []
