"""The files of the product, and where they lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("bot", "dialogs", "rules", "knowledge")
MODULES = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
