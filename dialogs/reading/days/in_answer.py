"""Days in an answer of several words: beside what the question asks for by name (成立日期：2019年5月20日), or in a
sentence (营业执照上是2019年5月20日).

A day is certain where every other word is one of the question's own or says nothing of its own. With other words it is
said back; where they bound, blur or deny it, it is asked for.
"""

import re
from contextlib import suppress
from datetime import date
from itertools import product
from typing import NamedTuple

from dialogs.reading.days import dates, forms
from dialogs.reading.days.forms import Named
from dialogs.reading.outcome import Reading, Unread
from dialogs.reading.question_words import Around, around
from dialogs.reading.vocabulary import OUR_FIRM, normalise
from dialogs.wording import zh_reading as hints
from rules.calendar.days import Period
from rules.engine.ask import Day, Days

_LONGEST = 80  # characters of a sentence
_MOST_OTHER = 16  # characters that are none of the question's own words: beyond them it is a story

_SPACE = re.compile(r"(?<![0-9]) | (?![0-9])")
_CLAUSE = re.compile(r"[,;。!\n]")
_DOUBT = frozenset(("应该", "好像", "可能", "估计", "似乎", "印象中", "印象里", "记得"))
_FILLER = re.compile(
    rf"{'|'.join(_DOUBT)}|{OUR_FIRM}|本?(?:企业|机构)|我们?|咱们?|(?:公元|纪元)(?!前)|"
    r"[各共]?[有计]?[一两三123][次回起]|写[的着明]?|显示|记载|注明|标[着明]|日期|时间|日子|[那当这][天年]|那个月|"
    r"已经?|刚刚?|才|[是为在于到至的了就也有被过上里由受把和与跟及:、.()\"'“”‘’「」《》吧呢哦嗯啊呀对 ]"
)
_HOUR = re.compile(
    r"[t .]?(?:[早晚]上|[上中下]午|傍晚)?\d{1,2}(?:[点时](?:整|半|\d{1,2}分?)?|:\d\d(?::\d\d(?:\.\d{1,6})?z?)?)",
    re.ASCII,
)
_UNTIL = re.compile(r"[之以]?前")
_FROM = re.compile(r"[到至~—–-]|起|开始")
_BLURRED_AFTER = re.compile(
    r"[年月的]*(?:[初底末中第多几春夏秋冬]|[上中下]旬|[上下]半|左右|上下|起|开始|伊始|以?来|或|及|附近|期间|[之以]?[前后内间]|[到至~—–-])"
)
_BLURRED_BEFORE = re.compile(r"(?:大概|大约|(?<![租合契条])约|差不多|近|快|不到|从|自|早于|晚于|超过)[是在]?$")
_BLURRED = re.compile(r"[前后每季~—–]|[之期]间|左右|大概|大约|差不多|以来|奥运|疫情")
_NOT_KNOWN = r"(?:不太?(?:知道?|清楚|记得|确定|了解|晓得)|记不[清得住]楚?|忘[了记]?了?|没注意|想不起来?|说不[清准好])"
_WHICH_DAY = r"(?:哪一?个?[年月天日号]|什么时候|啥时候|何时|几[年月号日])"
_DAY_UNKNOWN = re.compile(
    rf"(?:但是?|不过|只是|就是)?(?:我们?)?(?:也|真|都|已经|有点){{0,3}}{_NOT_KNOWN}(?:了|是|在|具体|到底|究竟){{0,3}}{_WHICH_DAY}了?|"
    rf"(?:但是?|不过|只是)?(?:具体|到底|究竟)?(?:是|在)?(?:{_WHICH_DAY}|日子|日期)(?:我|可|也|真|都){{0,3}}{_NOT_KNOWN}了?"
)
_END = re.compile("[年月]?的?(?:[底末尾]|最后一天)")
_THIS_END = re.compile(r"(?<![0-9一二三四五六七八九十个半上下大去明前后学财])[这本当]?([月年])的?(?:[底末尾]|最后一天)")
_HOW_IT_STANDS = re.compile("还|没|未|快|早|已经?|过|[很好]久|好?[多几]年|了")
_DENIED = re.compile(r"[不没未非别无否]")


class _Told(NamedTuple):
    """A date in a sentence: what is `meant` by it; own: the words around it are the question's own; named: one of them
    is a name of what is asked for."""

    meant: Named
    own: bool
    named: bool

    @property
    def sure(self) -> bool:
        return self.meant.exact and self.own


def day(ask: Day | Days, text: str, today: date) -> Reading[Period]:
    """The one day, month or year; of several the person is to choose. Of what is to end at the end of a month or a year
    (年底) its last day is worth saying back. Raises Unread."""
    if ask.ahead and (ending := _with_ends_as_days(text, today)):
        with suppress(Unread):
            return Reading(_day(ask, ending, today).candidates, exact=False)
    return _day(ask, text, today)


def _day(ask: Day | Days, text: str, today: date) -> Reading[Period]:
    try:
        return dates.day(text, today, ask.ahead)
    except Unread as unread:
        told = _told(ask, text, today, unread.reason)
    if len({each.meant.yearless for each in told}) > 1:
        raise Unread(hints.ONE_DAY, answers=True)
    candidates = tuple(dict.fromkeys(period for each in told for period in each.meant.periods))
    return Reading(candidates, len(candidates) == 1 and all(each.sure for each in told))


def days(ask: Days, text: str, today: date) -> Reading[tuple[Period, ...]]:
    """One or several days, months or years, in the order written. Raises Unread."""
    try:
        return dates.days(text, today, ask.ahead)
    except Unread as unread:
        told = _told(ask, text, today, unread.reason)
    meant = [each.meant for each in told]
    if len({each.yearless for each in meant}) > 1 or sum(len(each.periods) > 1 for each in meant) > 1:
        raise Unread(hints.YEAR_FOR_EACH_DAY, answers=True)
    lists = tuple(product(*(each.periods for each in meant)))
    return Reading(lists, len(lists) == 1 and all(each.sure for each in told))


def says_day_unknown(ask: Day | Days, text: str) -> bool:
    """Whether a clause says that they do not know on which day it was, and nothing else."""
    for clause in _CLAUSE.split(normalise(text[:_LONGEST])):
        found = _DAY_UNKNOWN.match(clause)
        if found and not _around(ask, clause[found.end() :]).other:
            return True
    return False


def _with_ends_as_days(text: str, today: date) -> str:
    """The text with the last day in the place of the end of a month or a year; nothing where it names none.

    >>> _with_ends_as_days("明年6月底前", date(2026, 11, 26)), _with_ends_as_days("年底", date(2026, 11, 26))
    ('2027-06-30前', '2026-12-31')
    """
    sentence = closed_up(text[:_LONGEST])
    written, at = "", 0
    for found in forms.found_in(sentence):
        end = found if found[0][-1] in "底末" else _END.match(sentence, found.end())
        with suppress(ValueError, Unread):
            (span,) = forms.read(found, today).answering(found[0], today, ahead=True).periods
            if end and not span.exact:
                written, at = f"{written}{sentence[at : found.start()]}{span.last}", end.end()
    this = {"月": Period.of(today.year, today.month), "年": Period.of(today.year)}
    written = _THIS_END.sub(lambda found: str(this[found[1]].last), written + sentence[at:])
    return written if written != sentence else ""


def closed_up(text: str) -> str:
    """The text as its dates are read: without the spaces in them."""
    return _SPACE.sub("", dates.POINT.sub(".", normalise(text).casefold()))


def names_a_day(text: str) -> bool:
    """Whether a day, a month or a year stands in it anywhere."""
    return next(forms.found_in(closed_up(text[:_LONGEST])), None) is not None


def tells_of_beginning(ask: Days, text: str) -> bool:
    """Whether the only day named is the one on which began what is asked for the end of: 2025年评上的."""
    clauses = _CLAUSE.split(closed_up(text[:_LONGEST]))
    dated = [clause for clause in clauses for _ in forms.found_in(clause)]
    if len(dated) != 1:
        return False
    return any(word in dated[0] for word in ask.begun) and not any(word in dated[0] for word in ask.presupposing)


def _told(ask: Day | Days, text: str, today: date, reason: str) -> list[_Told]:
    """What the sentence tells: of several dates those alone that stand with a name of what is asked for, where the
    others stand with other words. Raises Unread, with `reason` where there is no date."""
    sentence = _DAY_UNKNOWN.sub("", closed_up(text))
    dates_in_it = len([*forms.found_in(sentence)])
    if dates_in_it < 2 and reason == hints.ONE_DAY:
        reason = hints.DAY
    if len(text) > _LONGEST or not dates_in_it:
        raise Unread(reason, answers=_says_how_it_stands(ask, sentence))
    told: list[_Told] = []
    others = ""
    try:
        for clause in _CLAUSE.split(sentence):
            meant, words = of_clause(ask, clause, today)
            beside = _around(ask, words)
            unsure = bool(beside.fillers & _DOUBT)
            meant = [each._replace(exact=each.exact and not unsure) for each in meant]
            told += [_Told(each, not beside.other, beside.named) for each in meant]
            others += beside.other
    except Unread as unread:
        raise Unread(reason if reason == hints.LUNAR_DAY else unread.reason, answers=True) from None
    if not told or _BLURRED.search(others):
        raise Unread(hints.vague_day(text), answers=True)
    if _DENIED.search(others) or len(others) > _MOST_OTHER:
        raise Unread(reason, answers=True)
    if isinstance(ask, Day):
        told = _without_their_years(told)
    labelled = [each for each in told if each.named and each.own]
    if labelled and not any(each.named or each.own for each in told if each not in labelled):
        return labelled
    return [each._replace(own=not others) for each in told]


def _without_their_years(told: list[_Told]) -> list[_Told]:
    """Without a year beside a day in it: 2027年度申报截止日期为2027年6月30日."""
    days = [period for each in told for period in each.meant.periods if period.exact]
    return [each for each in told if not any(_is_year_of(each.meant.periods[0], day) for day in days)]


def _is_year_of(period: Period, day: Period) -> bool:
    return period == Period.of(day.first.year) != day


def of_clause(ask: Day | Days, clause: str, today: date) -> tuple[list[Named], str]:
    """The dates of a clause, and what stands around them. Raises Unread for a date that cannot be, and for one that
    the words beside it bound or blur."""
    meant: list[Named] = []
    words, end, exact = "", 0, True
    for found in forms.found_in(clause):
        before, end = clause[end : found.start()], found.end()
        words += before + " "
        named = _named(ask, found, today)
        if named.periods[0].exact and (hour := _HOUR.match(clause, end)):
            end = hour.end()
        if ask.ahead and (begins := _FROM.match(clause, end)) and not _named_at(ask, clause, end):
            end, exact = begins.end(), False  # the day asked for is the one until which it lasts
            continue
        if ask.ahead and (until := _UNTIL.match(clause, end)):
            end, exact = until.end(), False
        blurred = _BLURRED_AFTER.match(clause, end) and not _named_at(ask, clause, end)
        if blurred or _BLURRED_BEFORE.search(before):
            raise Unread(hints.vague_day(clause))
        meant.append(named)
    return [each._replace(exact=each.exact and exact) for each in meant], words + clause[end:]


def _named(ask: Day | Days, found: re.Match[str], today: date) -> Named:
    try:
        return forms.read(found, today).answering(found[0], today, ask.ahead)
    except ValueError:
        raise Unread(hints.no_such_day(found[0])) from None


def _named_at(ask: Day | Days, clause: str, at: int) -> bool:
    """Whether one of the question's own words stands there: 12月31日到期."""
    return clause.startswith(ask.names.own, at)


def _says_how_it_stands(ask: Day | Days, sentence: str) -> bool:
    """Whether it says of what is asked for that it has come, or has not, without a day: 已经截止了, 成立很久了."""
    beside = _around(ask, _HOW_IT_STANDS.sub("", sentence))
    return beside.named and not beside.other and _HOW_IT_STANDS.search(sentence) is not None


def _around(ask: Day | Days, words: str) -> Around:
    return around(words, (ask.label, *ask.names.own), _FILLER)
