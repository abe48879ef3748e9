"""A sentence about a change (第十七条): whether it tells that there was or will be one, what has changed, and when.

Only what the sentence certainly says is taken. A question about changes tells of none.
"""

import re
from datetime import date
from typing import NamedTuple

from dialogs.reading import vocabulary
from dialogs.reading.days.in_text import Lean, days_said
from rules.calendar.days import Period
from rules.engine.deadlines import DeadlineKind

LONGEST = 200  # characters of a sentence
LONGEST_PLATFORM = 30

_CHANGES = r"(?:换|变更|变动|更[换改名]|改(?![天日])|变(?!迁)|调整|搬|(?<!变)迁)"
_CHANGE = re.compile(_CHANGES)
_HAPPENED = re.compile(
    rf"{_CHANGES}[^,。;!?]{{0,12}}?(?:了|过(?![来去户])|完)|(?:已经?|刚刚?|才){_CHANGES}|(?:已经?|刚刚?)[^,。;!?]{{0,8}}?{_CHANGES}"
)
_CHANGED_ON = re.compile(rf"{_CHANGES}(?:的|成)")  # 周五换的法人
_TO_COME = re.compile(
    rf"(?:(?<![主重只])要(?![求件素点])|将|(?<![协社工])会(?![议员计])|打算|计划|准备|拟|预计|马上|快|想)[^,。;!?]{{0,14}}?{_CHANGES}|"
    rf"{_CHANGES}[^,。;!?]{{0,6}}?计划"
)
# What makes it no telling of one's own change: a condition, a denial, someone else's, or a time told by the change.
_NOT_TOLD = re.compile(
    rf"如果|要是|假如|假设|万一|若|倘|的话|一旦|(?:没有?|未|不|无|别)(?:用|会|打算|曾|再|准备|想|要)?{_CHANGES}|"
    r"客户|别人|他们|人家|对方|隔壁|朋友|"
    r"股东(?!(?:股权|结构)?(?:变更|变动|变化|换人|[变换]了(?![\u4e00-\u9fff]{2})))|"
    r"子公司|分公司|服务的(?:企业|公司)|入驻|答案|"
    rf"{_CHANGES}[^,。;!?]{{0,8}}?(?:以后|之后|后|之前|的?时候|时)(?![天日])"
)
# 换了法人要备案吧, 换法人还是换名称要备案: what leaves it to somebody else to say so.
_LEFT_TO_SAY = re.compile(r"吧[。!]?\Z|还是")
_QUOTED = re.compile(r"(?<![为叫成是])[“\"「『《]([^”\"」』》]{1,30})[”\"」』》](平台)?")


_PIECE = re.compile(r"[^,;。!、 的了和]{1,200}[的了]?[,;。!、 ]{0,9}|[,;。!、 的了和]")
_APART = re.compile(r"[,;。! ]$")
_SAME_DAY = re.compile(r"同时|一起|一并|当天|同一天|那天|都|也在")


class Change(NamedTuple):
    """told: the sentence says that there was or will be a change; asked: it asks about changes; certain: it says by
    its verb, and not by a day alone, that it was or will be. matters, spans, vague, reason: what has changed and when,
    as `days_said` gives it; platform: where one is named in quotes; more: further changes of the sentence, with days
    of their own; elsewise: it names what may be one of the matters or not."""

    told: bool = False
    asked: bool = False
    certain: bool = False
    matters: tuple[str, ...] = ()
    spans: tuple[Period, ...] = ()
    vague: str = ""
    reason: str = ""
    platform: str = ""
    more: tuple["Change", ...] = ()
    elsewise: bool = False


NOTHING = Change()


def read(sentence: str, today: date, kind: DeadlineKind | None, days_alone: bool = False) -> Change:
    """`sentence` is normalised. `kind`: of the deadline that a change sets going; without one, none is told.
    `days_alone`: also of a sentence that names nothing that can change, the days are wanted."""
    several = [_read(part, today, kind, days_alone) for part in _parts(sentence[:LONGEST], today, kind)]
    told = [change for change in several if change.told or (days_alone and change.matters)]
    if len(told) > 1 and not vocabulary.may_ask(sentence):
        return told[0]._replace(more=tuple(told[1:]))
    return _read(sentence, today, kind, days_alone)


def _parts(sentence: str, today: date, kind: DeadlineKind | None) -> list[str]:
    """The sentence, parted where another matter begins after one that has its day: 法人11月3日换的，地址11月10日搬的.

    One without a day of its own is parted from it only by a comma, and where the same day is not said to be its own.
    """
    if len(_named(sentence, kind)) < 2:
        return [sentence]
    parts, begun, dated, last = [""], set[str](), False, ""
    for piece in _PIECE.findall(sentence):
        named, has_day = _named(piece, kind), bool(days_said(piece, today).spans)
        apart = _APART.search(last) and not _SAME_DAY.search(piece)
        if begun and dated and named - begun and (apart or has_day):
            parts, begun, dated = [*parts, ""], set(), False
        parts[-1] += piece
        begun, dated, last = begun | named, dated or has_day, piece
    return parts


def _named(words: str, kind: DeadlineKind | None) -> set[str]:
    return {matter for matter, pattern in kind.matters_named.items() if pattern.search(words)} if kind else set()


def _read(sentence: str, today: date, kind: DeadlineKind | None, days_alone: bool) -> Change:
    words = _QUOTED.sub("", sentence[:LONGEST])
    named = [matter for matter, pattern in kind.matters_named.items() if pattern.search(words)] if kind else []
    if len(sentence) > LONGEST or not (named or days_alone):
        return NOTHING
    about = bool(named) and _CHANGE.search(words) is not None
    certain = _HAPPENED.search(words) is not None or _TO_COME.search(words) is not None
    when = days_said(words, today, lean(words))
    asked = about and (vocabulary.may_ask(words) or _LEFT_TO_SAY.search(words) is not None)
    told = about and not asked and _NOT_TOLD.search(words) is None
    dated = bool(when.spans or when.vague or when.reason)
    matters = tuple(filter(None, named))
    told = told and (certain or dated)
    return Change(told, asked, certain, matters, *when, platform_in(sentence), elsewise="" in named)


def lean(words: str) -> Lean:
    """Whether the change is said to have been or to be still to come."""
    if _HAPPENED.search(words):
        return "past"
    if _TO_COME.search(words):
        return "future"
    return "past" if _CHANGED_ON.search(words) else ""


def platform_in(sentence: str) -> str:
    """“智服平台”, “智服”平台; the name that something is changed to is none."""
    for found in _QUOTED.finditer(sentence):
        name = found[1] + (found[2] or "")
        if name.endswith("平台"):
            return name
    return ""
