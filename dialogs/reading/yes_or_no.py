"""The words for yes, for no, and for I don't know."""

from __future__ import annotations

import re

from dialogs.reading.plain_text import WE, normalise
from dialogs.reading.questions import HOW

_YES = re.compile(
    r"(?:当然|肯定|全?都|已经|已)?[有是]了?|对|对头|嗯|恩|好|行|要|会|能|可以|没错|正确|确认|确定|同意|需要|具备|当然|没问题|"
    r"(?:就|确实)是(?:这样)?|是这样|yes|y|yeah|yep|ok|okay|true|[✅✔☑√👍👌🆗⭕]|🙆[♀♂]?"
)
_NO = re.compile(
    r"(?:还|暂时|目前|从来|从|完全|并|肯定|全?都|一[个家项](?:都|也))?没有?|(?:并|当然|肯定|都)?不是|暂?无|否|没得|冇|"
    r"不|不对|不行|不要|不会|不能|不可以|不需要|不用|不具备|不同意|不正确|不存在|no|n|nope|not|false|[❌✖✗✘❎×👎🚫]|🙅[♀♂]?"
)
_LONGEST_WORDS = 40
_BREAK = re.compile(r"[\s,.;:!、。~…]+")
_SUBJECT = re.compile(rf"^(?:{WE}|单位|公司|平台|这个|这些)")
_PARTICLES = "的了呢啊呀哦喔啦哈嘛呐哟滴"
_REPEATED = re.compile(r"(.{1,4}?)\1*")


def yes_no(text: str) -> bool | None:
    """Whether the text says yes or no; None where it says neither, both, or says more than that."""
    said = _short(text)
    answers = {_one_yes_no(part) for part in _BREAK.split(said) if part}
    return answers.pop() if len(answers) == 1 else None


def _short(text: str) -> str:
    """The text as it is read; nothing of one that is too long for such an answer."""
    said = normalise(text[: 4 * _LONGEST_WORDS]).casefold()
    return said if len(said) <= _LONGEST_WORDS and len(text) <= 4 * _LONGEST_WORDS else ""


def _one_yes_no(word: str) -> bool | None:
    word = _SUBJECT.sub("", word)
    repeated = _REPEATED.fullmatch(word)
    once = repeated[1] if repeated else word
    for form in (word, once, _without_particles(word), _without_particles(once)):
        if _YES.fullmatch(form):
            return True
        if _NO.fullmatch(form):
            return False
    return None


def _without_particles(word: str) -> str:
    return word[:1] + word[1:].rstrip(_PARTICLES)


_UNCLEAR = re.compile(
    r"不(?:是|太|大|很|怎么|十分)*(?:清楚|知道|知|确定|了解|记得|懂|明白|肯定|晓得|好说|详)"
    r"|(?:说|拿|记|弄|搞|吃|想|查|分|讲|算)不(?:太|大)?(?:准|清楚|清|明白|好|定|来|到|起来|起|出来|出|得)"
    r"|(?:没|记|说|弄|搞)得?不(?:住|准|清)|没(?:有)?(?:把握|数|印象|统计过?|算过)|忘记?了?|未知|待定|待确认|难说|无法确定|不好讲|没底"
    r"|\b(?:idk|dunno|unknown|not sure|no idea|i don'?t know|n/?a)\b"
)
_QUESTION = re.compile(f"{HOW}|[吗?]")
_NUMBER = re.compile(r"[0-9]|[一二两三四五六七八九十百千万亿][家人名个位所成万年月元]")


def is_unclear(text: str) -> bool:
    """Whether the person says that they do not know. A figure given all the same, or a question asked, is not that."""
    said = _short(text).replace("不怎么", "不太")
    return bool(_UNCLEAR.search(said)) and not _QUESTION.search(said) and not _NUMBER.search(said)
