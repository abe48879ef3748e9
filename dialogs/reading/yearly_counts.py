"""Two or three yearly counts in one answer: 160 210 · 前年160，去年210 · 2023年160家，2024年210家."""

import re
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from dialogs.reading.days.forms import YEARS_OFF
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.quantities import count
from dialogs.reading.vocabulary import WE, normalise, without_endings
from dialogs.wording import zh_reading as hints
from knowledge.numerals import integer

_LONGEST = 100
_NUMBERS_OF_YEARS = (2, 3)
_MAY_BE_YEARS = range(2000, 2051)

# Past years, or those of a row in turn.
_YEARS_OFF = {"上上": -2, "第一": 1, "头一": 1, "第二": 2, "第三": 3} | {
    said: off for said, off in YEARS_OFF.items() if off <= 0
}
_YEAR = re.compile(rf"(?P<off>{'|'.join(_YEARS_OFF)})年度?|(?<!\d)(?:20)?(?P<digits>\d\d)(?:年度?|(?=\s*:))", re.ASCII)
_WHOSE = re.compile(f"(?:{WE})?")
_OVER_THE_YEARS = re.compile(rf"(?:{WE}| |最?近|这|过去|前)*+[两二三]个?年(?:里|来|内|间)?(?:每年)?[,、:]?")
_IN_TURN = re.compile(r"(?:分别|依次)(?:是|为|有)?")
_AROUND = " ,、;:/。.=()从由"

_YEAR_BEHIND = re.compile(
    r"(?P<count>[0-9一二三四五六七八九十百千万]{1,8}[家户]?)\((?P<year>20[0-9][0-9]|[0-9][0-9]|[前去今]|大前)年?度?\)"
)

_SPELT_YEAR = re.compile("二[零〇][零〇一二三四五六七八九]{2}(?=年)")
_COMMA_THAT_PARTS = re.compile(r"，|,(?=\s)|\n")
_LOOSE_SPACE = re.compile(r"(?<![0-9一二两三四五六七八九十百千万家人名个位所户次有无]) | (?=[家人名个位所户次])")
_NEGATIVE = re.compile(r"(?:^|[ 、,;/])[-−–负]\d", re.ASCII)
_PARTING = re.compile(r" ?(?:[、;/]|和|跟|与|及|\band\b) ?")
_GREW = "增长|增加|上升|上涨|提高|发展|增|涨|升|减少|下降|减|降|跌|掉"
_GROWN = re.compile(rf"[{_AROUND}是又就才]*+(?:(?:{_GREW})了?[到至为]了?)?")
_BY_HOW_MUCH = re.compile(rf"[,、;。 ](?:同比|逐年|持续|每年都?|一直)?在?(?:{_GREW})了?(?:[0-9.]{{1,6}}%)?[。!]?$")
_RISING = re.compile(rf" ?(?:(?<![-=])[-=]++>|→|[-~–—]+|[再又]?(?:(?:{_GREW})了?[到至为]了?|[到至])) ?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+", re.ASCII)


def counts(text: str, today: date) -> Reading[tuple[int, ...]]:
    """Two or three yearly counts, oldest first, put in that order where the years are named.

    Not exact where years are named that are not the last to have ended: the counts alone do not say which years they
    are of. Raises Unread.
    """
    if len(text) > _LONGEST:
        raise Unread(hints.YEARLY)
    said = normalise(_COMMA_THAT_PARTS.sub("、", text)).casefold()
    said = _LOOSE_SPACE.sub("", _BY_HOW_MUCH.sub("", said))
    said = _SPELT_YEAR.sub(lambda year: str(integer(year[0])), said)
    said = _YEAR_BEHIND.sub(r"\g<year>年\g<count>", said)
    if _NEGATIVE.search(said):
        raise Unread(hints.BELOW_ZERO)
    if turn := _IN_TURN.search(said):
        years, numbers = said[: turn.start()], said[turn.end() :]
        if _YEAR.search(years) and not _YEAR.search(numbers):
            return _in_turn(years, numbers, today)
    if over := _OVER_THE_YEARS.match(said):
        said = said[over.end() :]
    return _labelled(said, today) if _YEAR.search(said) else _in_order(said)


def _in_turn(years: str, numbers: str, today: date) -> Reading[tuple[int, ...]]:
    """All years first, then their counts: 前年和去年分别是150和180."""
    labels, read = list(_YEAR.finditer(years)), _in_order(numbers)
    (in_order,) = read.candidates
    if len(labels) != len(in_order):
        raise Unread(hints.YEAR_FOR_EACH)
    return _by_year(labels, [Reading((number,), read.exact) for number in in_order], today)


def _labelled(said: str, today: date) -> Reading[tuple[int, ...]]:
    """Counts with a year before each."""
    labels = list(_YEAR.finditer(said))
    if not _WHOSE.fullmatch(said[: labels[0].start()].strip(_AROUND)):
        raise Unread(hints.YEAR_FOR_EACH)
    ends = [label.start() for label in labels[1:]] + [len(said)]
    numbers = [_number(said[label.end() : end]) for label, end in zip(labels, ends, strict=True)]
    if any(not number or _PARTING.search(number) for number in numbers):
        raise Unread(hints.YEAR_FOR_EACH)
    return _by_year(labels, [_count(number) for number in numbers], today)


def _number(said: str) -> str:
    """Without the words that lead from one year to the next: 涨到126家."""
    said = without_endings(said, ("后来", "和", "到", *_AROUND))
    grown = _GROWN.match(said)
    return said[grown.end() :].strip(_AROUND) if grown else said


def _by_year(labels: Sequence[re.Match[str]], numbers: Sequence[Reading[int]], today: date) -> Reading[tuple[int, ...]]:
    years = [int(label["digits"]) if label["digits"] else _YEARS_OFF[label["off"]] for label in labels]
    all_named_alike = len({bool(label["digits"]) for label in labels}) == 1
    in_a_row = sorted(years) == list(range(min(years), min(years) + len(years)))
    if not all_named_alike or len(years) not in _NUMBERS_OF_YEARS or not in_a_row:
        raise Unread(hints.YEARS_IN_A_ROW)
    in_order = [number for _, number in sorted(zip(years, numbers, strict=True), key=itemgetter(0))]
    last_ended = max(years) in (-1, today.year % 100 - 1)
    exact = last_ended and all(number.exact for number in in_order)
    return Reading((tuple(number.candidates[0] for number in in_order),), exact)


def _in_order(said: str) -> Reading[tuple[int, ...]]:
    """Counts without years, taken to be oldest first as they were asked for. 2023 may be a year among them."""
    parts, sure = _parts(said.strip(_AROUND))
    if len(parts) not in _NUMBERS_OF_YEARS:
        raise Unread(hints.YEARLY)
    readings = [_count(part) for part in parts]
    numbers = tuple(reading.candidates[0] for reading in readings)
    sure = sure and not any(number in _MAY_BE_YEARS for number in numbers)
    return Reading((numbers,), sure and all(reading.exact for reading in readings))


def _count(said: str) -> Reading[int]:
    try:
        return count(said)
    except Unread as unread:
        raise Unread(hints.YEARLY if unread.reason == hints.COUNT else unread.reason) from None


def _parts(said: str) -> tuple[list[str], bool]:
    """The text of each count, and whether it is plain that they part there."""
    for parting, sure in ((_PARTING, True), (_RISING, False)):
        parts = [part for part in parting.split(said) if part]
        if len(parts) > 1:
            return parts, sure and "," not in said
    if " " in said:
        return said.split(), "," not in said
    return said.split(","), not _THOUSANDS.fullmatch(said)
