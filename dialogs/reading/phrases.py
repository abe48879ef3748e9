"""What is said to the assistant itself and answers nothing: politeness, to go on or to stop, to change an answer, to
have it all as a file. Each is read only where it is all that is said."""

import re
from typing import Literal, NamedTuple, TypeAlias

from dialogs.reading.vocabulary import may_ask, normalise, without_endings

LONGEST = 40  # characters

Courtesy: TypeAlias = Literal["on", "enough", "farewell", "thanks", "greeting", "assent"]
# By rank: 好的谢谢 is thanks.
COURTESIES: dict[Courtesy, str] = {
    "on": "继续|继续答|继续填|继续测|接着|接着答|接着填|接着测|接着来|接着问|"
    "接着往下|往下|往下走|往下答|走|走起|下一题|下题|下一步|下一个|下一个问题|"
    "跳过|跳过这题|跳过这一题|这题跳过|这一题跳过|go on|go ahead|continue|next|skip",
    "enough": "算了|还是算了|那算了|never mind",
    "farewell": "再见|拜拜|再会|回见|晚安|回头聊|回头再聊|bye|goodbye|see you|886",
    "thanks": "谢谢|谢|感谢|多谢|太谢谢|非常感谢|辛苦|麻烦|有劳|"
    "thank you|thank you very much|thank you so much|thanks|thanks a lot|many thanks|thx|3q|🙏|🌹|💐",
    "greeting": "您好|你好|妳好|大家好|老师好|哈喽|哈啰|哈罗|嗨|喂|早|早上好|上午好|中午好|下午好|晚上好|"
    "在吗|在么|在嘛|在不|有人吗|有人么|hello|hi|hi there|hey|good morning|good afternoon|good evening",
    "assent": "没事|好|嗯|恩|哦|噢|行|可以|中|没问题|收到|知道|明白|了解|懂|原来如此|"
    "ok|okk|okay|sure|great|got it|fine|alright|👍|👌|🆗|😊|🙂",
}
_KIND = {word: kind for kind, words in COURTESIES.items() for word in words.split("|")}
_PART = re.compile(
    "|".join(sorted(_KIND, key=len, reverse=True)) + "|[的了吧呀啊呢哈哦噢啦嘞您你们老师助手!,.~。、?^ ]",
)


def courtesy(words: str) -> Courtesy | None:
    """What a text that is made of courtesies alone comes to.

    >>> courtesy("好的，谢谢老师"), courtesy("ok go on"), courtesy("好的我们有20人")
    ('thanks', 'on', None)
    """
    said = normalise(words).casefold()
    found, at = set(), 0
    while at < len(said) <= LONGEST:
        part = _PART.match(said, at)
        if part is None:
            return None
        found.add(_KIND.get(part[0]))
        at = part.end()
    return next((kind for kind in COURTESIES if kind in found), None)


_BEFORE = re.compile(
    r"^(?:我们?|算了|还是|就|想|要|请|麻烦|帮我|给我|那|先|再|去|来|看看|看一?下|看|点一?下|点|按|回到|回)+(?=..)"
)
_AFTER = ("那一条", "那条", "那个", "这个", "一下", "按钮", "吧", "呀", "啊", "了", "的", "呢")


def core(words: str) -> str:
    """What stands for a button, without what is said around it.

    >>> core("先看看结论吧"), core("第五条那个")
    ('结论', '第五条')
    """
    return without_endings(_BEFORE.sub("", words), _AFTER, keep=1)


_PLACE = re.compile("选?(?:第|最后)")


def is_place(words: str) -> bool:
    """第二个 and 最后一个 name a place in a list; 两个 may be a figure."""
    return _PLACE.match(words) is not None


_STOP = re.compile(
    r"(?:我|那|就|今天|想|要)*"
    r"(?:先?不(?:想|再)?(?:填|答|测)|先不(?:弄|做|搞)|先?(?:停|歇|休息)(?:一?会儿?|一?下|一停)?|先(?:到[这此](?:[里儿]|为止)?|这样)|"
    r"(?:下次|回头|改天|改日|晚点儿?|晚些|[待等]?一?会儿?|过会儿?|明天|以后|有空|有时间)再(?:填|答|来|弄|测|做|继续|接着)|"
    r"(?:下次|回头|以后|有空|有时间)再说)"
    r"[了吧啊]*"
)


def stops(words: str) -> bool:
    """先不填了 · 下次再说 · 回头再填 · 先到这."""
    return len(words) <= LONGEST and _STOP.fullmatch(words) is not None


class Correction(NamedTuple):
    """An answer is to be changed. name: how the person names it; last: it is the one given last; to: the new answer in
    their words, where they say it along."""

    name: str
    last: bool
    to: str = ""


# 改 in a word of its own, as in 改造, is none.
_CHANGE = re.compile(
    r"(?:我|请|那)?(?:要|想|需要|能不能|可以)?再?"
    r"(?:修改|更改|更正|重填|重答|重新(?:填|答|选)|改(?!造|制|革|善|进|版|名|天|期|日|成|为))"
    r"(?:一?下|一改)?(?P<name>.{0,20})"
)
_WRONG = re.compile(
    r"(?P<name>.{0,20}?)(?:[填写答选点按打输](?:错|反)|错|(?:要|想|需要)(?:修|更)?改)(?:了|一下|啦)*",
)
_TO = re.compile(
    r"(?!.{0,4}?(?:如果|要是|假如|假设|万一|若))把?(?P<name>[^,、;?0-9]{2,16}?)(?:从[^,、;?]{1,12}|应该?|要|得)?(?:"
    r"(?:更?改|更正|修改)[成为到](?:了|是)?|"
    r"(?:[填写答打输说]错|错)了?[,、 ](?:应该?|其实|实际)?是?|"
    r"不[是对][^,、;?]{0,12}[,、 ](?:应该?|其实|实际)?(?:而?是|改成)"
    r")(?P<to>[^?]{1,30})"
)
_LAST = re.compile(r"刚才|刚刚|上一?[个题道]|前一?[个题道]|上面|前面")
_OF_AN_ANSWER = re.compile(r"[的那这个把我]|答案|回答|问题|[题道数]|数字|一下|[了吧]")


def correction(words: str) -> Correction | None:
    """改刚才的答案 · 我要改 · 改一下资产 · 资产写错了.

    >>> correction("改一下资产"), correction("上一个答错了")
    (Correction(name='资产', last=False, to=''), Correction(name='', last=True, to=''))
    >>> correction("资产不是150万,是260万")
    Correction(name='资产', last=False, to='260万')
    """
    if (said := _TO.fullmatch(words)) and not may_ask(words):
        return Correction(_LAST.sub("", said["name"]).rstrip("的"), last=False, to=said["to"])
    found = _CHANGE.fullmatch(words) or _WRONG.fullmatch(words)
    if found is None:
        return None
    rest = _LAST.sub("", found["name"])
    bare = _OF_AN_ANSWER.sub("", rest)
    return Correction(rest if bare else "", last=rest != found["name"])


_AS_FILE = re.compile(
    r"(?:请|麻烦|帮我|我|要|想|可以|能)*把?(?:这个|结果|结论|答案|报告|内容)*"
    r"(?:打印|导出|下载|保存|存|带走|转发|分享|发给?我|转给我|给我(?=.)|(?:[发转交]|[发转交拿]?给)(?:领导|老板|上级|同事)(?:看看?)?)"
    r"(?:一份|一下|下来|出来|一个|成|为|个)*"
    r"(?:结果|结论|答案|报告|文件|文档|图片|pdf|word|docx|excel|邮箱)*[吧呀]?",
    re.IGNORECASE,
)


def wants_file(words: str) -> bool:
    """打印 · 发给领导 · 导出结果."""
    return len(words) <= LONGEST and _AS_FILE.fullmatch(words) is not None


_ENGLISH_WORD = re.compile(r"\b[a-z']{2,}\b", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_ENGLISH = 2  # words


def is_english(words: str) -> bool:
    """Whether somebody writes in English: more than one word, and nothing in Chinese."""
    return not _HAN.search(words) and len(_ENGLISH_WORD.findall(words[:200])) >= _FEWEST_ENGLISH
