"""The words of which an answer of yes or no is made, each with its part: general ones, which stand here, and those of
the question, which stand beside it (`Terms`)."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache

from rules.engine.ask import YesNo

_LONGEST_WORD = 12


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
    TURN = auto()  # what follows may be the contrary, or it depends: 除了, 如果
    BUT = auto()  # the same, but for what says nothing before it: 但是
    CONCEDES = auto()  # what is said in the clause is not the point: 虽然
    FLAW = auto()  # 问题: to have none is good
    THING = auto()  # what the question is after
    HOLDS = auto()  # what it asks whether it is so
    CASE = auto()  # what is named where it is so
    CONTRARY = auto()  # what is named where it is not so
    ASKED = auto()  # of the question, and says nothing alone


_GENERAL: Mapping[Part, str] = {
    Part.NOTHING: "我 我们 咱 咱们 我司 公司 单位 企业 平台 机构 本公司 本单位 自己 这 这个 这种 这些 这方面 那个 "
    "一个 一套 一家 一条 一次 一项 目前 现在 当前 如今 今年 一直 一贯 始终 向来 从来 已 已经 早 早就 早已 每天 每日 "
    "天天 每周 每月 随时 定期 很 非常 挺 蛮 特别 十分 相当 极 极其 真 真的 确实 的确 肯定 绝对 完全 一定 必须 那肯定 "
    "那必须 两边 两个 两样 两者 双方 这边 那边 这块 己经 以经 什么 啥 该有的 好久 好几 好多 上 到 成 下来 起来 出来 "
    "专门 必要 相关 相应 都 全 全都 全部 均 皆 各 各项 各方面 所有 任何 也 又 还有 不断 不少 不仅 不但 不光 就 就是 "
    "说 方面 情况 状况 状态 属于 位于 的 地 了 着 得 过 啦 啊 呀 哦 喔 呐 哟 哇 嘞 呢 嘛 哈 哒 滴 、 和 与 及 以及 "
    "跟 并且 而且",
    Part.YES: "是 是的 有 有的 对 对的 嗯 恩 没错 那是 那当然 存在 具有 拥有 设有 已有 己有 以有 必须有 在的 yes ✅ "
    "✔ ☑ √",
    Part.AGREED: "好 好的 行 会 能 可以 没问题 正确 同意 当然 具备 做到 做得到 达到 达标 实现 完成 符合 满足 建 建立 "
    "建成 建好 建设 搭好 搭建 弄 弄好 弄了 搞 搞好 搞了 做 做好 做了 写好 写了 定好 定了 制定 配了 配齐 装好 租好 "
    "用上 用了 用过 投入使用 投用 启用 上线 开通 开发 配备 落实 到位 够 足够 要得 得行 妥妥 杠杠 没得说 没的说 "
    "没话说 没得问题 中 ok okay 👌 👍 🆗",
    Part.NOT: "不 没 没有 无 否 未 非 不是 不能 不会 不可以 不对 不在 不具备 没得 冇 冇得 莫得 木有 么有 没啥 没什么 "
    "没几个 挑不出 找不出 不敢说 尚未 并未 从未 还没 还没有 尚无 还未 暂无 暂未 并不 并非 不再 没能 未能 达不到 "
    "做不到 不了 没到位 no ❌ ✖ × 👎 🚫",
    Part.POOR: "不够 不算 算不上 谈不上 称不上 说不上 不足 不好 不行 不善 不佳 不良 不理想 不怎么样 缺 缺乏 缺少 "
    "欠缺 少 太少 不多 短缺 不咋 不咋地 不咋样 差 差点 差得远 很差 较差 弱 薄弱 困难 混乱",
    Part.HARDLY: "不太 不怎么 不是很 不是太 不是特别 不那么 没那么 没怎么 很少 极少 较少 不很 不完全 没完全 没有完全 "
    "不全",
    Part.NOT_YET: "正在 在建 准备 打算 计划 筹建 筹备 将 将要 即将 明年 下个月 下半年 拟 快要 马上 还在 尚在 未来 "
    "以后 争取 努力 在弄 在搞 在做 在写 推进 推进中 在建设 在开发 正整 在整 搭建中 开发中 建设中 完善中",
    Part.HEDGE: "比较 较 较为 相对 还 还是 还算 基本 基本上 大致 大体 大概 大约 差不多 应该 应当 可能 也许 估计 好像 "
    "似乎 算 勉强 一般 一般般 凑合 马马虎虎 过得去 总体 总体上 整体 部分 一部分 大部分 多数 有些 有点 一些 一点 尽量 "
    "经常 有时 偶尔 不定期 只 只是 只有 仅 仅有 才 刚 刚刚 曾 曾经 以前 之前 从前 原来 原先 过去 去年 前年 几乎 吧 "
    "自认为 觉得 我觉得 认为 感觉 希望",
    Part.TURN: "除 除了 除非 如果 要是 假如 若 不一定 未必 不见得 看情况 一半 反而 或 或者 要么",
    Part.BUT: "但 但是 不过 可是 然而 却 只不过",
    Part.CONCEDES: "虽 虽然 虽说 尽管",
    Part.FLAW: "问题 大问题 毛病 大毛病 缺点 瑕疵 漏洞 投诉",
}
# 还没弄, 没写: verbs of doing of which some would be found in other words (用 in 信用), but for the denial.
_UNDONE = {
    f"{no}{done}" for no in ("没", "没有", "还没", "还没有", "尚未") for done in "弄搞做办整建搭写定配装租买招用"
}
_PARTS = {word: part for part, words in _GENERAL.items() for word in words.split()} | dict.fromkeys(_UNDONE, Part.NOT)


def words_of(ask: YesNo, clause: str) -> Iterator[tuple[Part | None, str]]:
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
