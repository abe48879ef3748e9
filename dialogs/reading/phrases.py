"""What is said to the assistant itself and answers nothing: politeness, to go on, to change an answer, to have it all
as a file. Each is read only where it is all that is said."""

import re
from typing import Literal, NamedTuple, TypeAlias

from dialogs.reading.vocabulary import normalise

LONGEST = 40  # characters

Courtesy: TypeAlias = Literal["on", "farewell", "thanks", "greeting", "assent"]
_IN_ORDER: tuple[Courtesy, ...] = ("on", "farewell", "thanks", "greeting", "assent")  # 好的谢谢 is thanks

_COURTESIES = re.compile(
    r"(?P<on>继续|接着(?:往下)?[答来走问]?|往下[走答]?|"
    r"下一?(?:题|步|个问题)|跳过(?:这一?题)?|走起?|go on|continue|next|go ahead)"
    r"|(?P<farewell>再见|拜拜|再会|回见|晚安|回头(?:再)?聊|bye(?: bye)?|goodbye|see you|886)"
    r"|(?P<thanks>(?:非常|多|太)?(?:感谢|谢谢|谢)|辛苦|麻烦|有劳|"
    r"thank you(?: (?:so|very) much)?|many thanks|thanks(?: a lot)?|thx|3q|[🙏🌹💐])"
    r"|(?P<greeting>(?:您|你|妳|大家|老师)好|哈[喽啰罗]|嗨|喂|早上?好?|"
    r"(?:上午|中午|下午|晚上)好|在[吗么嘛不]|有人[吗么]|"
    r"hello|hi(?: there)?|hey|good (?:morning|afternoon|evening))"
    r"|(?P<assent>没事|好|嗯|恩|哦|噢|行|可以|中|没问题|收到|知道|明白|了解|懂|原来如此|"
    r"okay|ok|okk|sure|great|got it|fine|alright|[👍👌🆗😊🙂])"
    r"|[的了吧呀啊呢哈哦噢啦嘞您你们老师助手!,.~。、?^ ]"
)


def courtesy(words: str) -> Courtesy | None:
    """What a text that is made of courtesies alone comes to.

    >>> courtesy("好的，谢谢老师"), courtesy("ok go on"), courtesy("好的我们有20人")
    ('thanks', 'on', None)
    """
    said = normalise(words).casefold()
    found, at = set(), 0
    while at < len(said) <= LONGEST:
        part = _COURTESIES.match(said, at)
        if part is None:
            return None
        found.add(part.lastgroup)
        at = part.end()
    return next((each for each in _IN_ORDER if each in found), None)


class Correction(NamedTuple):
    """An answer is to be changed. name: how the person names it; last: it is the one given last."""

    name: str
    last: bool


_CHANGE = re.compile(
    r"(?:(?:我|请|那)?(?:要|想|需要|能不能|可以)?(?:再)?(?:修改|更改|更正|重填|重答|重新(?:填|答|选)|改(?!造|制|革|善|进|版|名|天|期|日|成|为))"
    r"(?:一?下|一改)?)(?P<name>.{0,20})"
)
_WRONG = re.compile(
    r"(?P<name>.{0,20}?)(?:[填写答选点按打输](?:错|反)|错|(?:要|想|需要)(?:修|更)?改)(?:了|一下|啦)*",
)
_LAST = re.compile(r"刚才|刚刚|上一?[个题道]|前一?[个题道]|上面|前面")
_OF_AN_ANSWER = re.compile(r"[的那这个把我]|答案|回答|问题|[题道数]|数字|一下|[了吧]")


def correction(words: str) -> Correction | None:
    """改刚才的答案 · 我要改 · 改一下资产 · 资产写错了.

    >>> correction("改一下资产"), correction("上一个答错了")
    (Correction(name='资产', last=False), Correction(name='', last=True))
    """
    found = _CHANGE.fullmatch(words) or _WRONG.fullmatch(words)
    if found is None:
        return None
    rest = _LAST.sub("", found["name"])
    bare = _OF_AN_ANSWER.sub("", rest)
    return Correction(rest if bare else "", last=rest != found["name"])


_AS_FILE = re.compile(
    r"(?:请|麻烦|帮我|我|要|想|可以|能)*(?:把)?(?:这个|结果|结论|答案|报告|内容)*"
    r"(?:打印|导出|下载|保存|存|发给?我|转给我|给我(?=.))(?:一份|一下|下来|出来|一个|成|为|个)*"
    r"(?:结果|结论|答案|报告|文件|文档|pdf|word|excel|邮箱)*(?:吧|呀)?",
    re.IGNORECASE,
)


def wants_file(words: str) -> bool:
    """打印 · 发给我 · 导出结果."""
    return len(words) <= LONGEST and _AS_FILE.fullmatch(words) is not None


_ENGLISH_WORD = re.compile(r"\b[a-z']{2,}\b", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_ENGLISH = 2  # words


def is_english(words: str) -> bool:
    """Whether somebody writes in English: more than one word, and nothing in Chinese."""
    return not _HAN.search(words) and len(_ENGLISH_WORD.findall(words[:200])) >= _FEWEST_ENGLISH
