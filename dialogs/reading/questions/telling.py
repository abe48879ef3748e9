"""What a question tells of: that something is lacking, how long a bar lasts, when one would apply, what time is left.

没有网站和系统 · 场地没有 · 三年内不能报 · 今年能报 · 还有一年到期.
"""

import re
from collections.abc import Iterator

from dialogs.reading.questions.figures import Figure
from dialogs.reading.questions.polarity import NEGATION, matter_of

_LACKING = re.compile(rf"(?:一[点样个家项条次][都也]?)?(?:缺少?(?!一不)|{NEGATION.pattern})")
_VERB = re.compile(r"[能会可]")
_ACT = re.compile("[理管做干去报交办写建定弄搞听]了?")
_WITH = re.compile("(?:带|含|具备|具有|交|写|定|填|上报|报送)(?!动)")
_JOINED = re.compile(r"以及|还有|[和跟与及或]")
_PARTS = re.compile(r"[、，。；的和]")
_LASTS = re.compile(r"[之以]?内?[都就也再]{0,2}(?:不[能得让许准给可]|没法|无法)")
_WHEN = re.compile(r"什么时候|啥时候|何时|几时|哪[天年]|多久|多长时间")
_APPLIED = re.compile(r"[还再又就才]{0,2}(?:能|可|想|要|来|去|申报|申请|报)")
_COUNTED_BACK = re.compile(r"前的?\Z")
_LEFT = re.compile(r"(?:还有|还剩|还差|剩下?|再[过有])\Z")


def lacks(said: str, demanded: tuple[str, ...]) -> bool:
    """Whether it denies, once, what is demanded, alone or beside something else.

    >>> lacks("没有网站和系统", ("系统",)), lacks("场地一样没有", ("场地",)), lacks("场地不大", ("场地",))
    (True, True, False)
    """
    denials = list(_LACKING.finditer(said))
    if len(denials) != 1:
        return False
    before = said[: denials[0].start()].rpartition(",")[2]
    denied = _WITH.sub("", said[denials[0].end() :].partition(",")[0], count=1)
    if _ACT.fullmatch(denied) or (not any(matter_of(denied)) and not _VERB.match(denied)):
        return before.endswith(demanded) or "".join(matter_of(before)).endswith(demanded)
    return any(
        part.startswith(demanded) or "".join(matter_of(part)).startswith(demanded) for part in _JOINED.split(denied)
    )


def parts(words: str) -> Iterator[str]:
    """
    >>> list(parts("明确的发展规划、年度服务目标"))
    ['明确', '发展规划', '年度服务目标']
    """
    return filter(None, _PARTS.split(words))


def lasts(said: str, figure: Figure) -> bool:
    """Whether it is how long one may not do something, and no time since something."""
    return _LASTS.match(said, figure.end) is not None


def is_left(said: str, figure: Figure) -> bool:
    """Whether it is the time until something ends."""
    return _LEFT.search(said[: figure.start]) is not None


def is_counted_back(said: str, start: int) -> bool:
    """Whether what begins there is only a day to count back from: 两年前的今天."""
    return _COUNTED_BACK.search(said[:start]) is not None


def asks_when(said: str) -> bool:
    return _WHEN.search(said) is not None


def is_for_applying(said: str, end: int) -> bool:
    """Whether what ends there is when one would apply."""
    return _APPLIED.match(said, end) is not None
