"""What applicants say to be so where there was no case, at the questions of 第八条 and 第十三条 to 第十五条."""

from itertools import product


def _together(*parts: str) -> tuple[str, ...]:
    """Every way to put the words of the parts together; _ stands for none."""
    return tuple("".join(words).replace("_", "") for words in product(*(part.split() for part in parts)))


CASES = "cases"  # the screen on which all that may have happened is listed together

FIRST_TIME = _together("第一次 第一回 首次 初次 头一次 头一回 头次 头回", "_ 申报 申请 报名 报 参评 参加 参加申报")
NO_TITLE = _together("没有 没 未 从没 从未", "拿过 得过 获得过 取得过 评上过 评上 拿到 有过", "_ 称号 这个称号")
PASSED = _together("_ 复评 评价 复审", "合格 通过 过 过关 达标 优秀 良好 顺利 顺利通过 没问题")
LAWFUL = (
    *_together("守法 合法 依法 合规 规范 正规", "_ 经营"),
    *("合法合规", "遵纪守法", "规矩", "规规矩矩", "清白", "清清白白", "干净"),
)
CREDITABLE = (
    *_together("信用 信誉 征信 信用记录", "良好 好 好得 优良 正常 没问题 干净 不错"),
    *("良好", "正常", "诚信", "守信", "诚信经营", "诚实守信", "讲信用"),
)
