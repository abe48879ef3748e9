"""Where files lie: no folder is crowded, no test leans on another. Who may import whom stands in pyproject.toml."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter

from tests.support.tree import MODULES, ROOT, name

MOST_FILES = 14  # in a folder, beside its __init__
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def test_no_folder_is_crowded() -> None:
    files = Counter(name(path.parent) for path in [*TESTS, *MODULES] if path.stem != "__init__")
    assert {folder: number for folder, number in files.items() if number > MOST_FILES} == {}


def test_no_test_imports_another() -> None:
    tests = {path.stem for path in TESTS if path.stem.startswith("test_")}
    assert [name(path) for path in TESTS if tests & imported(ast.parse(path.read_text("utf-8")))] == []


def imported(tree: ast.Module) -> set[str]:
    """Every part of the name of what is imported."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {part for alias in node.names for part in alias.name.split(".")}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {*node.module.split(".")}
    return found


def test_a_channel_is_loaded_only_where_it_is_asked_for() -> None:
    looks = "import sys, bot.__main__, bot.run; sys.exit(bool({'telegram', 'starlette', 'aiohttp'} & {*sys.modules}))"
    assert subprocess.run([sys.executable, "-c", looks], cwd=ROOT).returncode == 0
