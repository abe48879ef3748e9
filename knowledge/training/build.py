"""What is made beforehand, to be there at once: ``python -m knowledge.training.build`` writes a text's ``index.json``
and ``replies.json``.

``python -m knowledge.training.build characters`` writes the table of characters and their sounds, from OpenCC and
pypinyin (the latter is installed for development only).
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from knowledge import law, questions, replies
from knowledge.law import BEIJING_2019
from knowledge.search import corpus


def index(id: str = BEIJING_2019) -> Path:
    """Count the phrasings of a text; returns the file written."""
    counted = corpus.count(questions.load(id), law.load(id), corpus.open_points(id))
    path = Path(str(corpus.folder(id) / corpus.BUILT))
    path.write_text(corpus.stored(counted, corpus.fingerprint(id)), encoding="utf-8")
    return path


def said(id: str = BEIJING_2019) -> Path:
    """What is said to each question, without the phrasings; returns the file written."""
    path = Path(str(corpus.folder(id) / replies.BUILT))
    path.write_text(replies.stored(questions.load(id)), encoding="utf-8")
    return path


def characters() -> Path:
    """Write the table of characters; returns the file written."""
    path = Path(str(files("knowledge") / "characters.toml"))
    path.write_text(_written(), encoding="utf-8")
    return path


def _written() -> str:
    """The file's text: the characters of GB 2312 and the traditional characters that stand for one of them."""
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
    return "\n".join(lines) + "\n"


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    print(characters() if sys.argv[1:] == ["characters"] else f"{index()}\n{said()}")
