"""Figures in a story (「我们去年3月注册的，能报吗」), set against the clause where they are certain."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pydantic import JsonValue

from dialogs import wording
from dialogs.interview import ASKS, shown
from dialogs.reading import Unread
from dialogs.typed import SomeCase, meant
from rules.beijing_2019 import BOOK
from rules.finding import Finding, State

NUMBER = r"[0-9０-９.,零〇一二两三四五六七八九十百千万亿wW]+"
# Where in a sentence the figure of an answer stands: the answers that the law sets a threshold for.
PLACES = {
    "founded_on": re.compile(r"([^，。,；;？?！!、]{2,14}?)(?:才|刚刚?)?(?:注册|成立|拿的?(?:营业)?执照|开业|创办)"),
    "total_assets_yuan": re.compile(rf"资产(?:总额|规模|总计)?(?:只有|大概|才|有|是|就)*({NUMBER}[元块]?)"),
    "gathered_institutions": re.compile(rf"机构[^0-9，。]{{0,4}}?({NUMBER}家)|({NUMBER}家)[^，。]{{0,6}}?机构"),
    "service_staff": re.compile(rf"({NUMBER}[个名]?人)"),
    "satisfaction_percent": re.compile(
        rf"满意[度率][^0-9，。]{{0,4}}?((?:百分之)?{NUMBER}[%％成]{NUMBER}?|{NUMBER}[%％成])"
    ),
}
LEAD_IN = re.compile(r"^(?:我们|我司|我|公司|单位|平台|是|在|于|这边|那个)+")


class Figure(NamedTuple):
    """An answer found in a sentence, in its JSON form, and what the clause makes of it."""

    name: str
    answer: JsonValue
    words: str


def figure(sentence: str, clause: str, today: date) -> Figure | None:
    """The figure that the clause is about; None where there is none, or more than one way to take it."""
    item = next((item for item in BOOK.items if item.id == clause), None)
    for name, place in PLACES.items():
        found = place.search(sentence) if item and name in item.asks else None
        if found is None or item is None:
            continue
        answer = _certain(name, next(filter(None, found.groups())), today)
        if answer is None:
            continue
        condition = _condition(item.find({name: BOOK.accept(name, answer)}, today))
        if condition is not None:
            said = "；".join(condition.lacking) or wording.FIGURE_MET
            words = wording.FIGURE.format(label=ASKS[name].label, answer=shown(name, answer), said=said)
            return Figure(name, answer, words)
    return None


def _certain(name: str, words: str, today: date) -> JsonValue:
    try:
        candidates = meant(ASKS[name], LEAD_IN.sub("", words), today).candidates
    except (Unread, SomeCase):
        return None
    return candidates[0] if len(candidates) == 1 else None


def _condition(finding: Finding) -> Finding | None:
    """The condition that the one answer decides."""
    decided = [part for part in finding.parts if part.state is not State.OPEN]
    return decided[0] if len(decided) == 1 else None
