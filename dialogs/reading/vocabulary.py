"""Words with a meaning of their own, as we, yes, no and what makes a question; and the plain form of a text."""

import re
import unicodedata
from collections.abc import Sequence

from knowledge.characters import LONGEST, in_standard_widths, simplified

# How people speak of themselves, as a pattern.
WE = r"(?:(?:我们?|咱们?)(?:单位|公司|平台|机构|司|方)?|本(?:单位|公司|平台|机构))"
# As a firm: whoever writes, or a platform, may have money and an age of their own.
OUR_FIRM = rf"(?:{WE}|公司|单位)(?<!平台)(?<!我)"

# NFKC would glue these to their neighbours: ①③ to 13, 5² to 52, the keycaps 1️⃣3️⃣ to 13.
_STANDS_ALONE = re.compile("[²³¹¼-¾⁰-₎⅐-↉①-⓿㈠-㉃㉑-㉟㊀-㊉㊱-㊿\U0001f100-\U0001f10c\u20e3]")
_INVISIBLE = {"Cc", "Cf", "Cs"}
_EMOJI_VARIANTS = {ord(c): None for c in "\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"}


def normalise(text: str) -> str:
    """NFKC, Simplified characters, nothing invisible, single spaces between words and none around them.

    At most `LONGEST` characters, however the text is written: what is beyond is not read.
    """
    text = _STANDS_ALONE.sub(lambda lone: f" {lone[0].replace(chr(0x20E3), '')} ", text[:LONGEST])
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return " ".join(simplified(in_standard_widths(text.translate(_EMOJI_VARIANTS))).split())


def without_endings(text: str, endings: Sequence[str], keep: int = 0) -> str:
    """The text without any of the endings, however many there are; its first `keep` characters stay.

    Of endings that end alike the longest stands first. Going backwards reads each character once, where a pattern
    searched for would begin anew at each.

    >>> without_endings("两百万左右的样子", ("样子", "左右", "的"))
    '两百万'
    """
    end = len(text)
    while ending := next((each for each in endings if text.endswith(each, keep, end)), ""):
        end -= len(ending)
    return text[:end]


# Words that ask what something is or how it is done.
HOW = r"什么|啥|(?<!不)怎|咋|如何|为何|哪(?!怕)"
# Words that make a sentence a question, whatever else stands in it.
_ASKING = re.compile(
    rf"{HOW}|谁|多[少久大长]|(?<![近这好十过])(?<!(?<!目)前)几[年月日号天个家人项条次时]|是否|(?<!没)有没有(?=.{{3}})|((?!时)[\u4e00-\u9fff])不\1|"
    r"(?:[吗呢么]|(?<![的了很])嘛)\W*$|也(?:行|可以|成|没关系|没事)吧\W*$|\b(?:what|how|when|where|who|which|why|can|do|does|is|are|must)\b",
    re.IGNORECASE,
)
# Where such words ask nothing: 没什么制度, 什么都没有, 还没弄呢.
_ASKING_NOTHING = re.compile(
    r"(?<!有)没有?(?:得)?(?:什么|啥|怎么?|哪[个家里儿些]?|多少|几(?=[个家人项条次]))|(?:什么|啥)[^,。?吗么]{0,6}[都也]|"
    r"[谈算说称]不上(?:什么|啥|多)?|(?<!是)不是(?:什么|啥)|(?:还没|没有|正在|还在|在)[^,。?吗么]{0,6}呢$|(?<=[没有的着])呢$|不咋"
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

# What is only said to win time, or to be kind.
_FILLER = re.compile(
    r"(?<![\u4e00-\u9fff])(?:(?:嗯|呃|额|哎呀?|那个|这个)[,、 ]?){1,4}+(?=\S{2})|"
    r"(?<=[年月额度比数])的话|然后(?=\S)|就是说|(?:亲|宝|yyds)$|"
    "[\U0001f600-\U0001f644\U0001f910-\U0001f92f\U0001f970-\U0001f97a\U0001f389\U0001f4aa]"
)


def asks(sentence: str) -> bool:
    """Whether the sentence is put as a question."""
    return _ASKING.search(_ASKING_NOTHING.sub("", sentence)) is not None


def may_ask(sentence: str) -> bool:
    """Whether it is put as a question, or has the sign of one anywhere."""
    return asks(sentence) or _SIGN.search(sentence) is not None


def without_fillers(answer: str) -> str:
    """The answer without what is only said to win time, or to be kind.

    >>> without_fillers("嗯那个前年120家然后去年的话140家😂")
    '前年120家去年140家'
    """
    return _FILLER.sub("", answer.rstrip("哈")).strip(" ,、")


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


_YES = re.compile(
    r"(?:当然|肯定|全?都|已经|已)?[有是]了?|对|对头|嗯|恩|好|行|中|要|会|能|可以|没错|要得|得行|妥妥|可不|那?必须有?|那(?:肯定|当然)[有是]?|正确|确认|确定|同意|需要|具备|当然|没问题|"
    r"(?:就|确实)是(?:这样)?|是这样|yes|y|yeah|yep|ok|okay|true|[✅✔☑√👍👌🆗⭕]|🙆[♀♂]?"
)
_NO = re.compile(
    r"(?:还|暂时|目前|从来|从|完全|并|肯定|全?都|一[个家项](?:都|也))?没(?:有过?)?|(?:并|当然|肯定|都)?不是|暂?无|否|没得|莫得|[木么]有|冇得?|"
    r"不|不对|不行|不中|不要|不会|不能|不可以|不需要|不用|不具备|不同意|不正确|不存在|no|n|nope|not|false|[❌✖✗✘❎×👎🚫]|🙅[♀♂]?"
)
# Of what says yes, the words that say that there is one as well: 没问题 and 好 do not.
AFFIRMS = re.compile("[有是对嗯恩]|yes", re.IGNORECASE)
_THERE_IS = re.compile("有|没(?!错|问题)|冇|无")
_LONGEST_WORDS = 40
_BREAK = re.compile(r"[\s,.;:!、。~…]+")
_SUBJECT = re.compile(rf"^(?:{WE}|单位|公司|平台|这个|这些)")
_PARTICLES = "的了呢啊呀哦喔啦哈嘛呐哟滴哇嘞哒"
_REPEATED = re.compile(r"(.{1,4}?)\1*")


def yes_no(text: str) -> bool | None:
    """Whether the text says yes or no; None where it says neither, both, or says more than that."""
    said = _short(text)
    answers = {_one_yes_no(part) for part in _BREAK.split(said) if part}
    return answers.pop() if len(answers) == 1 else None


def says_whether_there_is(text: str) -> bool:
    """Whether a yes or no answers 有没有, not 对吗: 有, 没有."""
    return _THERE_IS.search(text) is not None


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
    r"|(?:说|拿|记|弄|搞|吃|想|查|分|讲|算)不(?:太|大)?(?:准|清楚|清|明白|好(?!的)|定|来|到|起来|起|出来|出|得)"
    r"|(?:没|记|说|弄|搞)得?不(?:住|准|清)|没(?:有)?(?:把握|数(?![字据])|印象|统计过?|算过)|忘记?了?|未知|待定|待确认|难说|无法确定|不好讲|没底"
    r"|\b(?:idk|dunno|unknown|not sure|no idea|i don'?t know|n/?a)\b"
)
_QUESTION = re.compile(f"{HOW}|[吗?]")
_FIGURE = re.compile(r"[0-9]|[一二两三四五六七八九十百千万亿][家人名个位所成万年月元]")


def is_unclear(text: str) -> bool:
    """Whether the person says that they do not know. A figure given all the same, or a question asked, is not that."""
    said = _short(text).replace("不怎么", "不太")
    asked = _QUESTION.search(_ASKING_NOTHING.sub("", said))
    return bool(_UNCLEAR.search(said)) and not asked and not _FIGURE.search(said)


def clearly(text: str) -> str:
    """The text without the clauses that say that something is not known.

    >>> clearly("有，具体不清楚")
    '有'
    """
    clauses = _BREAK.split(normalise(text))
    return ",".join(clause for clause in clauses if clause and not _UNCLEAR.search(clause.casefold()))
