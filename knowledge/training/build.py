"""Build step: ``python -m knowledge.training.build`` writes the ``index.json`` of each text where it is out of date.

``make`` runs it before all else, and building a wheel does. ``python -m knowledge.training.build characters`` writes
the table of characters and their sounds, which git keeps, from OpenCC and pypinyin (installed for development only).
"""

import sys
from importlib.resources import files
from pathlib import Path

from knowledge import texts
from knowledge.search import corpus


def indexes() -> list[Path]:
    """Make the corpus of each text whose file is missing or stale; returns the files written."""
    return [index(id) for id in texts.known() if corpus.built(id) is None]


def index(id: str) -> Path:
    """Write the corpus of a text; returns the file."""
    path = Path(str(texts.folder(id) / corpus.BUILT))
    unfinished = path.with_suffix(".new")
    unfinished.write_text(corpus.stored(corpus.made(id), corpus.fingerprint(id)), encoding="utf-8")
    return unfinished.replace(path)


def characters() -> Path:
    """Write the table: the characters of GB 2312 and the traditional ones that stand for one; returns the file."""
    from opencc import OpenCC  # type: ignore[import-untyped]
    from pypinyin import Style, pinyin

    common = [chr(code) for code in range(0x4E00, 0xA000) if _in_gb2312(chr(code))]
    converter = OpenCC("t2s")
    pairs = [(chr(code), converter.convert(chr(code))) for code in range(0x4E00, 0xA000)]
    traditional = [(old, new) for old, new in pairs if old != new and _in_gb2312(new)]
    by_sound: dict[str, list[str]] = {}
    for character in common:
        by_sound.setdefault(pinyin(character, style=Style.NORMAL)[0][0].replace("ü", "v"), []).append(character)
    lines = [
        "# Written by `python -m knowledge.training.build characters` from OpenCC (Apache 2.0) and pypinyin (MIT).",
        f'traditional = "{"".join(old for old, _ in traditional)}"',
        f'simplified = "{"".join(new for _, new in traditional)}"',
        "",
        "[sounds]",
        *(f'{sound} = "{"".join(by_sound[sound])}"' for sound in sorted(by_sound)),
    ]
    path = Path(str(files("knowledge") / "characters.toml"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _in_gb2312(character: str) -> bool:
    return bool(character.encode("gb2312", errors="ignore"))


if __name__ == "__main__":
    for written in [characters()] if sys.argv[1:] == ["characters"] else indexes():
        print(written)
