"""The texts: a folder each, named by the id of the text, with the words of the law and what is asked about them.

A folder holds ``text.txt``, the words; ``about.toml``, what is known of them; ``questions/*.toml``, how people ask and
what is replied; and where the text needs them ``words.toml`` and ``open-points.toml``. A further text is a further
folder: no module names one.
"""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

FOLDERS: list[Traversable] = [files(__name__)]  # where texts lie; a test adds a folder of its own


def folder(id: str) -> Traversable:
    """The folder of the text with this id. Raises FileNotFoundError where there is none."""
    for place in FOLDERS:
        if (place / id / "text.txt").is_file():
            return place / id
    raise FileNotFoundError(f"no text {id} in {', '.join(map(str, FOLDERS))}")


def known() -> list[str]:
    """The ids of all texts, in the order of the alphabet."""
    return sorted(entry.name for place in FOLDERS for entry in place.iterdir() if (entry / "text.txt").is_file())


def table(id: str, name: str) -> dict[str, Any]:
    """A TOML file of the text; empty where the text has no such file."""
    file = folder(id) / name
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
