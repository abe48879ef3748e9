"""Whether a sentence answers a question yes or no: with a reason, or in the question's own words.

The text is read clause by clause. A clause is a row of words with a part each in the sentence (`Part`): general ones,
which stand here, and those of the question, which stand beside it (`Terms`). What is in no list says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from dialogs.reading.outcome import Reading
from dialogs.reading.vocabulary import asks, normalise
from rules.engine.ask import Terms, YesNo

_LONGEST = 60  # characters
_LONGEST_WORD = 12
_CLAUSE_ENDS = re.compile(r"[\s,.;:!。~…()\[\]“”\"—]+")
_QUESTION = re.compile(r"[吗?]|有没有")


class Part(Enum):
    """What a word does in a clause."""

    NOTHING = auto()  # neither says nor changes anything: 我们, 很
    YES = auto()  # 有, 是
    AGREED = auto()  # says yes alone, though not that there is something: 好, 做到了
    NOT = auto()  # 没有, 不
    POOR = auto()  # denies what is good: 不够, 差
    HARDLY = auto()  # a denial that leaves something: 不太
    NOT_YET = auto()  # 正在, 准备
    HEDGE = auto()  # 比较, 基本
    TURN = auto()  # what follows may be the contrary: 但是
    THING = auto()  # what the question is after
    HOLDS = auto()  # what it asks whether it is so
    CASE = auto()  # what is named where it is so
    CONTRARY = auto()  # what is named where it is not so
    ASKED = auto()  # of the question, and says nothing alone


_GENERAL: Mapping[Part, str] = {
    Part.NOTHING: "我 我们 咱 咱们 我司 公司 单位 企业 平台 机构 本公司 本单位 自己 这 这个 这些 这方面 那个 一个 "
    "一套 一家 一条 一次 一项 目前 现在 当前 如今 今年 一直 一贯 始终 向来 从来 已 已经 早 早就 早已 每天 每日 "
    "天天 每周 每月 随时 定期 很 非常 挺 蛮 特别 十分 相当 极 极其 真 真的 确实 的确 肯定 绝对 完全 一定 必须 "
    "那肯定 专门 必要 相关 相应 都 全 全都 全部 均 皆 各 各项 各方面 所有 任何 也 又 还有 不断 不少 不仅 不但 "
    "不光 就 就是 说 方面 情况 状况 状态 属于 位于 的 地 了 着 得 过 啦 啊 呀 哦 喔 呐 哟 哇 嘞 呢 嘛 哈 哒 滴 、 "
    "和 与 及 以及 跟 并且 而且",
    Part.YES: "是 是的 有 有的 对 对的 嗯 恩 没错 那是 那当然 存在 具有 拥有 设有 yes ✅ ✔ ☑ √",
    Part.AGREED: "好 好的 行 会 能 可以 没问题 正确 同意 当然 具备 做到 做得到 达到 达标 实现 完成 符合 满足 建 "
    "建立 建成 建好 建设 配备 落实 到位 够 足够 中 ok okay 👌 👍 🆗",
    Part.NOT: "不 没 没有 无 否 未 非 不是 不能 不会 不可以 不对 不在 不具备 没得 冇 尚未 并未 从未 还没 还没有 "
    "尚无 还未 暂无 暂未 并不 并非 不再 没能 未能 达不到 做不到 不了 没到位 no ❌ ✖ × 👎 🚫",
    Part.POOR: "不够 不算 算不上 谈不上 称不上 说不上 不足 不好 不行 不善 不佳 不良 不理想 不怎么样 缺 缺乏 缺少 "
    "欠缺 差 差得远 很差 较差 弱 薄弱 困难 混乱",
    Part.HARDLY: "不太 不怎么 不是很 不是太 不是特别 不那么 没那么 没怎么 很少 极少 较少 不很 不完全 没完全 "
    "没有完全 不全",
    Part.NOT_YET: "正在 在建 准备 打算 计划 筹建 筹备 将 将要 即将 明年 下个月 下半年 拟 快要 马上 还在 尚在 未来 "
    "以后 争取 努力",
    Part.HEDGE: "比较 较 较为 相对 还 还是 还算 基本 基本上 大致 大体 大概 大约 差不多 应该 应当 可能 也许 估计 "
    "好像 似乎 算 勉强 一般 一般般 凑合 马马虎虎 过得去 总体 总体上 整体 部分 一部分 大部分 多数 有些 有点 一些 "
    "一点 尽量 经常 有时 偶尔 不定期 只 只是 只有 仅 仅有 才 刚 刚刚 曾 曾经 以前 之前 从前 原来 原先 过去 去年 "
    "前年 吧 自认为 觉得 我觉得 认为 感觉 希望",
    Part.TURN: "但 但是 不过 可是 然而 却 只不过 除 除了 除非 如果 要是 假如 若 不一定 未必 不见得 看情况 问题 "
    "反而 虽然 尽管 虽 或 或者 要么",
}
_PARTS = {word: part for part, words in _GENERAL.items() for word in words.split()}
_DENIALS = {Part.NOT, Part.POOR, Part.HARDLY}
_OF_WHAT_FOLLOWS = ("不", "未", "会", "能")  # 从未有 is one denial, 没有有 none
_THINGS = {Part.THING, Part.CASE}
_UNSURE = {Part.HEDGE, Part.HARDLY, Part.NOT_YET}
_OWN = {Part.THING, Part.HOLDS, Part.CASE, Part.CONTRARY}
# At the beginning of a later clause these take something back: 有，就是小.
_TAKES_BACK = {"就是", "只是", "可", "而"}


class _Clause(NamedTuple):
    """words: what it was; says: that it is so, that it is not, or nothing; sure: in so many words; turned: it says
    both, or what it says depends; doubts: it hedges, or denies something else."""

    words: str
    says: bool | None = None
    sure: bool = False
    turned: bool = False
    doubts: bool = False


def yes_or_no(ask: YesNo, text: str) -> Reading[bool] | None:
    """Whether the text says that there is, or is so, what the question is after. None where it does not say.

    The first clause that says it decides. Where another says the contrary, or the text is itself a question, it is
    not said. It is not exact where anything hedges, and where only a part of what was asked is spoken of.
    """
    said = normalise(text[: 4 * _LONGEST]).casefold()
    if len(said) > _LONGEST or asks(said) or _QUESTION.search(said):
        return None
    clauses = [_clause(ask, words, later=at > 0) for at, words in enumerate(filter(None, _CLAUSE_ENDS.split(said)))]
    deciding = next((clause for clause in clauses if clause.says is not None), None)
    if deciding is None or any(clause.turned or clause.says is (not deciding.says) for clause in clauses):
        return None
    sure = deciding.sure and deciding is clauses[0] and not any(clause.doubts for clause in clauses)
    in_part = deciding.says and _in_part(ask.terms, deciding.words, said)
    return Reading((deciding.says is True,), sure and not in_part)


def _in_part(terms: Terms, deciding: str, said: str) -> bool:
    """Whether it is said of one part of what was asked, and nothing of another."""
    spoken_of = {any(word in said for word in part.split()) for part in terms.parts}
    return len(spoken_of) > 1 and any(word in deciding for part in terms.parts for word in part.split())


def _clause(ask: YesNo, clause: str, later: bool) -> _Clause:
    row = list(_words(ask, clause))
    parts = {part for part, _ in row}
    if Part.TURN in parts or (later and row[0][1] in _TAKES_BACK):
        return _Clause(clause, turned=True)
    statements = set(_statements(row)) if None not in parts or parts & _OWN else set()
    if len(statements) > 1 or None in statements:
        return _Clause(clause, turned=True)
    doubts = bool(parts & _UNSURE)
    if statements:
        named = parts & {Part.CASE, Part.CONTRARY, Part.ASKED} and not parts & {Part.THING, Part.HOLDS}
        says = statements.pop()
        once = says and not ask.affirmative and clause.endswith("过")
        return _Clause(clause, says, sure=not (None in parts or named or once or doubts), doubts=doubts)
    fair = ask.declared and Part.HEDGE in parts <= {Part.HEDGE, Part.NOTHING, Part.ASKED, Part.THING}
    if fair or (Part.CASE in parts and not parts & _DENIALS):
        return _Clause(clause, says=True, doubts=doubts)
    return _Clause(clause, doubts=doubts or row[0][0] is Part.YES or bool(parts & _DENIALS))


def _statements(row: Sequence[tuple[Part | None, str]]) -> Iterator[bool | None]:
    """What each statement of the clause says; None where it says both, or denies a denial."""
    yes = agreed = False
    denials = 0
    before = ""
    for part, word in (*row, (None, "")):
        if part is Part.YES:
            yes = yes or not (denials and before.endswith(_OF_WHAT_FOLLOWS))
        elif part is Part.AGREED:
            agreed = True
        elif part in _DENIALS:
            yes = yes or agreed
            denials += word != before
        elif part is Part.NOT_YET:
            denials = denials or 1
        elif part is Part.CONTRARY:
            if not denials:
                yield False
            yes, agreed, denials = False, False, 0
        elif part is Part.HOLDS or ((part in _THINGS or not word) and (yes or agreed or denials)):
            yield None if denials > 1 or (yes and denials) else not denials
            yes, agreed, denials = False, False, 0
        before = word


def _words(ask: YesNo, clause: str) -> Iterator[tuple[Part | None, str]]:
    """The words of a clause, each the longest that is known there; else two characters of the question, or one that has
    no part."""
    lexicon = _lexicon(ask)
    at = 0
    while at < len(clause):
        word = next((w for size in range(_LONGEST_WORD, 0, -1) if (w := clause[at : at + size]) in lexicon), "")
        asked = clause[at : at + 2]
        if not word and len(asked) > 1 and asked in ask.question and asked[1] not in lexicon:
            yield Part.ASKED, asked
            at += 2
        else:
            yield lexicon.get(word), word or clause[at]
            at += len(word) or 1


@lru_cache
def _lexicon(ask: YesNo) -> Mapping[str, Part]:
    """The general words with those of the question, which go before.

    Where a yes is what the law rules out, it has to affirm (没问题 at 有不良信用记录吗？ does not say 有), and what is
    poor is no denial (信用不好)."""
    own = {
        Part.THING: ask.terms.things,
        Part.HOLDS: ask.terms.holds,
        Part.CASE: ask.terms.cases,
        Part.CONTRARY: ask.terms.contrary,
    }
    general = {word: part for word, part in _PARTS.items() if ask.affirmative or part not in (Part.AGREED, Part.POOR)}
    return general | {word: part for part, words in own.items() for word in words.split()}
