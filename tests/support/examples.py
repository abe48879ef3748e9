"""The worked examples: a JSON value a line."""

from __future__ import annotations

import json
from pathlib import Path

DATA = Path(__file__).parent / "data"


def examples(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]
