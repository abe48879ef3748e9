"""Imports run downwards only, and the lower packages know no channel, no store and no clock."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import LAYERS, MODULES, ROOT, name

MOST_FILES = 14  # in a folder, beside its __init__
CHANNELS = {"telegram", "starlette", "uvicorn", "jinja2", "httpx", "aiohttp", "socket", "asyncio"}
STORES = {"sqlitedict", "sqlite3", "structlog", "os"}
FOREIGN = CHANNELS | STORES | {"time"}
CLOCK_READ = re.compile(r"\b(?:datetime\.now|date\.today|monotonic|perf_counter|time\.time|loop\(\)\.time)\b")
CLOCK = {"now", "today", "utcnow", "time", "monotonic"}
KNOWS_TELEGRAM = "bot/telegram/"
LOADS_TELEGRAM = "bot/run.py"
# Tools of whoever builds the search, beside the product: they time it and compare it with others.
MEASURING = {"knowledge/training/evaluation.py", "knowledge/training/baselines.py"}


LOWER = [path for path in MODULES if not name(path).startswith("bot/") and name(path) not in MEASURING]


def imported(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name.partition(".")[0] for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module.partition(".")[0]


def imports(path: Path) -> set[str]:
    return {package for node in ast.walk(ast.parse(path.read_text("utf-8"))) for package in imported(node)}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_run_downwards(path: Path) -> None:
    layer = LAYERS.index(path.relative_to(ROOT).parts[0])
    assert not imports(path) & {*LAYERS[:layer], "tests"}


@pytest.mark.parametrize("path", LOWER, ids=name)
def test_the_lower_packages_know_no_channel_no_store_and_no_clock(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not imports(path) & FOREIGN
    assert not [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
    ]


def test_telegram_is_known_to_its_own_package_and_loaded_only_when_it_is_used() -> None:
    others = [path for path in MODULES if not name(path).startswith(KNOWS_TELEGRAM)]
    assert [name(path) for path in others if "telegram" in imports(path)] == []
    tree = ast.parse((ROOT / LOADS_TELEGRAM).read_text("utf-8"))
    at_once = [node for node in tree.body if not isinstance(node, ast.If)]  # what is for the type checker alone
    assert not [node for node in at_once if isinstance(node, ast.ImportFrom) and "telegram" in str(node.module)]


def test_aiohttp_is_known_to_the_transport_alone() -> None:
    assert [name(path) for path in MODULES if "aiohttp" in imports(path)] == ["bot/telegram/aiohttp_request.py"]


def test_no_test_imports_another_and_no_folder_is_crowded() -> None:
    files = sorted((ROOT / "tests").rglob("*.py"))
    modules = {path: _modules(ast.parse(path.read_text("utf-8"))) for path in files}
    tests = {path.stem for path in files if path.stem.startswith("test_")}
    assert [name(path) for path in files if any(tests & {*module.split(".")} for module in modules[path])] == []
    crowded = Counter(name(path.parent) for path in files if path.stem != "__init__")
    assert [folder for folder, number in crowded.items() if number > MOST_FILES] == []


def test_no_test_reads_a_clock() -> None:
    read = [path for path in (ROOT / "tests").rglob("test_*.py") if CLOCK_READ.search(path.read_text("utf-8"))]
    assert [name(path) for path in read if path != Path(__file__)] == []


def _modules(tree: ast.Module) -> set[str]:
    """What a module imports, in full."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
