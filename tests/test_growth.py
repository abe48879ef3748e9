"""What is done for a text from outside grows no faster than the text, whatever stands in it.

Work is counted in calls, of Python and of C, and not measured in seconds. What a call does inside itself is not seen:
regular expressions have their own tests (`test_patterns`), and reading a text through once is all that the others do.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from io import BytesIO, StringIO
from types import FrameType

import pytest

from bot.commands.ask import ask
from bot.commands.check import check
from bot.telegram.html import messages
from dialogs.inquiry import answers
from dialogs.reading import changes, vocabulary
from dialogs.reading.choices import choice
from dialogs.reading.days.dates import day, days
from dialogs.reading.days.in_text import day_of_week, days_said
from dialogs.reading.outcome import Unread
from dialogs.reading.quantities import amount, count, share
from dialogs.reading.sentences.yes_or_no import yes_or_no
from dialogs.reading.ticks import several
from dialogs.reading.vocabulary import is_unclear, normalise, yes_no
from dialogs.reading.yearly_counts import counts
from dialogs.views import View, heading, text
from knowledge import law
from knowledge.characters import LONGEST
from knowledge.search import Index
from knowledge.search.index import NOTHING
from knowledge.search.known_words import known_words
from rules import texts
from rules.calendar.days import BEIJING
from rules.engine.ask import Terms, YesNo
from tests.support.evaluation import TEXT

FILING = texts.book().deadlines["filing"]
TODAY = date(2026, 7, 15)
NOON = datetime(2026, 7, 15, 12, tzinfo=BEIJING)
INDEX = Index(law.load(TEXT))
LABELS = ("企业法人", "社会团体法人", "民办非企业单位（法人）", "事业单位法人", "其他（请注明）")
SOUND = YesNo("经营状况良好吗？", "经营状况", terms=Terms(things="经营", holds="良好", cases="盈利", contrary="亏损"))
EVERY_DAY = "、".join(f"{TODAY - timedelta(days=ago):%Y-%m-%d}" for ago in range(200))
MANY = LONGEST // 4  # characters

# Each with the length up to which it reads a text; a longer one is refused at once.
READERS: dict[str, tuple[Callable[[str], object], int]] = {
    "amount": (amount, 100),
    "choice": (lambda words: choice(words, LABELS), 200),
    "count": (count, 100),
    "counts": (partial(counts, today=TODAY), 100),
    "day": (lambda words: day(words, TODAY), 60),
    "day_of_week": (day_of_week, MANY),
    "days": (lambda words: days(words, TODAY), 600),
    "days_said": (lambda words: days_said(normalise(words), TODAY), MANY),
    "is_unclear": (is_unclear, 160),
    "normalise": (normalise, MANY),
    "several": (lambda words: several(words, LABELS), 200),
    "share": (share, 100),
    "yes_no": (yes_no, 160),
    "yes_or_no": (lambda words: yes_or_no(SOUND, words), 60),
    "a change": (lambda words: changes.read(normalise(words), TODAY, FILING), changes.LONGEST),
    "asks": (vocabulary.asks, MANY),
    "known words": (known_words(TEXT).among, MANY),
    "certain": (lambda words: answers.certain(words, NOTHING), MANY),
    "references": (law.references, MANY),
    "reference": (law.reference, MANY),
    "search": (INDEX.ask, MANY),
    "messages": (lambda words: messages(View(blocks=(heading(words), text(words)))), MANY),
}
PUMPS = [
    *"一十万第条项不的约吗“@1,.-/~ s月周、；&\n㍿㍘①ﷺ",
    *["第五条", "五 条 ", "1月2日", "上周", "分之", "公司", "搬了", "法人", "这个", "不太"],
    *["1,", "1 ", "，\n", "http://", "ings", "0000", "123:", "1️⃣", EVERY_DAY],
]
TWICE = 2.2
FREE = 200  # calls: what is loaded or kept for later, or done for a part of the text only


def calls(act: Callable[[], object]) -> int:
    """How many calls of Python and of C it makes."""
    made = 0

    def counted(_: FrameType, what: str, __: object) -> None:
        nonlocal made
        made += what in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        with suppress(Unread):
            act()
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize("read", READERS)
def test_twice_the_text_takes_twice_the_work(read: str) -> None:
    reader, longest = READERS[read]
    for pump in PUMPS:
        whole = (pump * longest)[:longest]
        half = whole[: longest // 2]
        once, twice = calls(lambda half=half: reader(half)), calls(lambda whole=whole: reader(whole))  # type: ignore[misc]
        assert twice <= TWICE * once + FREE, pump[:10]


def test_the_count_would_show_what_grows_faster() -> None:
    def every_pair(words: str) -> int:
        return sum(one.casefold() == other.casefold() for one in words for other in words)

    assert calls(lambda: every_pair("一" * 100)) > 3 * calls(lambda: every_pair("一" * 50)) + FREE


@pytest.mark.parametrize("character", ["s", "㍿", "ﷺ", "①", "一"])
def test_of_a_text_no_more_is_read_than_a_message_has(character: str) -> None:
    """NFKC makes up to eighteen characters of one."""
    assert len(normalise(character * LONGEST)) <= LONGEST
    assert INDEX.ask(character * LONGEST) == INDEX.ask(character * 3 * LONGEST)


@pytest.mark.parametrize("word", ["s" * 1100, "ings" * 1000, "es" * 2000])
def test_a_word_of_endings_alone_is_answered(word: str) -> None:
    printed = StringIO()
    assert ask([word], printed, NOON) == 0
    assert json.loads(printed.getvalue())["status"] == "unrelated"


@pytest.mark.parametrize("depth", [100, 900, 980, 990, 1000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), ["[]", ('{"a":', "}")], ids=["lists", "objects"])
def test_a_case_nested_however_deep_is_refused(depth: int, opening: str, closing: str) -> None:
    case = f'{{"total_assets_yuan": {opening * depth}1{closing * depth}}}'
    printed = StringIO()
    assert check(BytesIO(case.encode()), printed, TODAY) == 2
    assert "error" in json.loads(printed.getvalue())
