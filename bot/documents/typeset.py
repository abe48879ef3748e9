"""PDF and pictures, typeset by Typst with the fonts of the system, of which what is used is embedded.

The report is handed in as data, so that nothing in it is read as markup. `typst` is imported where it is used: a start
without documents is spared it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.documents.refusal import CannotRender
from bot.wording import zh as wording
from dialogs.interview.report import Report

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
SHARP = 144.0  # pixels an inch, of pictures
# Families with the characters of mainland China, the most likely first.
CHINESE = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC"),
    *("Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Serif CJK SC", "SimHei", "SimSun"),
)


def pdf(report: Report) -> bytes:
    """Raises CannotRender where the system has no Chinese font."""
    return _compiled("report.typ", report, "pdf")


def picture(report: Report) -> bytes:
    """The conclusion as PNG. Raises CannotRender where the system has no Chinese font."""
    return _compiled("card.typ", report, "png")


@cache
def system_fonts() -> typst.Fonts:
    """Looked for once; what is installed later is found after the next start."""
    import typst

    return typst.Fonts()


def _compiled(template: str, report: Report, form: Literal["pdf", "png"]) -> bytes:
    import typst

    fonts = system_fonts()
    there = set(fonts.families())
    chinese = [family for family in CHINESE if family in there]
    if not chinese:
        raise CannotRender(wording.NO_CHINESE_FONT)
    given = {
        "report": report.model_dump(mode="json"),
        "record": report.record.model_dump_json(indent=1),
        "words": wording.DOCUMENT,
        "fonts": chinese[0],
    }
    made = typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=fonts,
        format=form,
        ppi=SHARP,
        sys_inputs={"given": json.dumps(given)},
    )
    assert isinstance(made, bytes)
    return made
