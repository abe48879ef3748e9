"""The sentences of the channels: each is said somewhere. Those of the conversation are looked through by vulture."""

from __future__ import annotations

import re

from bot.wording import zh
from tests.support.tree import ROOT

WORD = re.compile(r"\w+")
SAYING = [path for kind in ("*.py", "*.html") for path in (ROOT / "bot").rglob(kind)]


def test_each_sentence_is_said() -> None:
    named = [word for path in SAYING for word in WORD.findall(path.read_text("utf-8"))]
    assert [name for name in vars(zh) if name.isupper() and named.count(name) < 2] == []
