"""Questions in a person's own words: whether a sentence is one, and one without what tells of the person."""

from __future__ import annotations

import re

from dialogs.reading.plain_text import OUR_FIRM

# Words that ask what something is or how it is done.
HOW = r"什么|啥|怎|咋|如何|为何|哪(?!怕)"
# Words that make a sentence a question, whatever else stands in it.
_ASKING = re.compile(
    rf"{HOW}|谁|多[少久大长]|(?<![近这好十过])(?<!(?<!目)前)几[年月日号天个家人项条次时]|是否|有没有(?=.{{3}})|((?!时)[\u4e00-\u9fff])不\1|"
    r"[吗呢么嘛]\W*$|\b(?:what|how|when|where|who|which|why|can|do|does|is|are|must)\b",
    re.IGNORECASE,
)
# What makes one that tells something a question: 换了法人？, 法人换了没.
_SIGN = re.compile(r"[吗呢么嘛?]|有没有|[没不]$")
# What an answer is made of: a sentence of little else is an answer gone wrong, not a question.
_FIGURE_OR_SIGN = re.compile(
    r"[^\u4e00-\u9fff]|[零〇一二两三四五六七八九十百千万亿元块家人个名年月日号天大概约左右多来几成两点半前去今后有没是不]"
)
_FEWEST_TELLING = 3  # characters

# A statement about oneself and a question that says nothing of its own: 我们资产总额150万，够吗.
_WHOSE = re.compile(rf"(?:{OUR_FIRM}|的){{0,4}}")
_BARE = re.compile(
    r"[,。 ]?(?:请问)?(?:这样|那|现在)?(?:还?差多少|够不够|行不行|能不能(?:申报|申请|报|评)|"
    r"(?:够|行|能|可以|符合|满足|达标)(?:申报|申请|报|评|条件|要求)*了?[吗么])[?。!]*\Z"
)
_LONGEST_STATEMENT = 60  # characters

_ADDRESS = re.compile(r"(?<!\S)\S[^\s@]*+@\S+|https?://\S+|www\.\S+", re.ASCII)
_FIRM = re.compile(r"[\w（）()·]{2,30}?(?:有限责任公司|有限公司|股份公司|集团|事务所|研究院)")
_PERSON = re.compile(
    r"(?<=我叫|姓名|人是|我是)[\u4e00-\u9fff]{2,3}(?=[，。,.\s]|$)|[\u4e00-\u9fff](?=总监?[，,。\s]|经理|老师|女士|先生)"
)
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*|[零〇一二两三四五六七八九十百千万亿]{2,}")
_TELLING_OF_SOMEBODY = ((_ADDRESS, "#"), (_FIRM, "某单位"), (_PERSON, "某人"), (_NUMBER, "#"))
_LONGEST_KEPT = 200


def asks(sentence: str) -> bool:
    """Whether the sentence is put as a question."""
    return _ASKING.search(sentence) is not None


def may_ask(sentence: str) -> bool:
    """Whether it is put as a question, or has the sign of one anywhere."""
    return asks(sentence) or _SIGN.search(sentence) is not None


def is_telling(sentence: str) -> bool:
    """Whether it says more than a figure and a sign: only then it may be a question that does not look like one."""
    return len(_FIGURE_OR_SIGN.sub("", sentence)) >= _FEWEST_TELLING


def stated(sentence: str) -> str:
    """What the sentence states of the person's own before a question that says nothing more; else nothing.

    >>> stated("我们公司的资产总额150万,够吗"), stated("资产总额要多少")
    ('资产总额150万', '')
    """
    asked = _BARE.search(sentence) if len(sentence) <= _LONGEST_STATEMENT else None
    whose = _WHOSE.match(sentence)
    return sentence[whose.end() : asked.start()] if whose and asked else ""


def anonymous(question: str) -> str:
    """The question without numbers, addresses and names of people and firms.

    >>> anonymous("我叫张小三，海淀智慧服务有限公司，去年服务了150家，能报吗？电话13800138000")
    '我叫某人，某单位，去年服务了#家，能报吗？电话#'
    """
    for pattern, instead in _TELLING_OF_SOMEBODY:
        question = pattern.sub(instead, question)
    return question[:_LONGEST_KEPT]
