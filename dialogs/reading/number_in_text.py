"""What amounts, counts and shares have in common: the words around a number, and why there is none to read."""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from dialogs.reading.outcome import Unread
from dialogs.reading.plain_text import normalise, without_endings
from dialogs.wording import zh_reading as hints

LONGEST = 100

_HEDGE = "大概是|大概|大约|约莫|约为|约|差不多|估计|估摸着|估摸|应该|可能|好像|似乎|左右|上下|~|≈"
_LEAD = (
    r"我们单位|我们公司|我们平台|我们|我司|我方|我|本公司|本单位|本平台|单位|公司|平台|目前|现在|现有|现|截至目前|到目前|"
    r"总资产|资产总额|资产总计|资产|总额|服务企业|服务了|服务|集聚了?|聚集了?|分别|"
    r"一共|总共|总计|合计|共计|共|累计|全部|拥有|已有|只有|仅有|有|一起|加起来|在|为|就|才|仅|是|[:,.、。\s]"
)
_OPENING = re.compile(rf"(?:{_HEDGE}|{_LEAD})*+")
_CLOSING = (*_HEDGE.split("|"), "样子", "这样", *"吧的了啊呀呢哦哈嘛,.;!、。… ")
_HEDGED = re.compile(_HEDGE)

# A space falls away unless a number may begin after it: 230 万 is one number, 160 210 and 3万 5 are two.
_LOOSE_SPACE = re.compile(r"(?<![0-9.,百千万亿wk]) | (?![0-9])")
_CLICKED_POINT = re.compile(r"(?<=[0-9])。(?=[0-9])")

_NEGATIVE = re.compile(
    r"(?:^|[^0-9零一二两三四五六七八九十百千万亿%元家人])[-−–—负][0-9.零一二两三四五六七八九十百千万]"
)
_OPEN = re.compile(
    r"[来多几余数半超近快]|不到|不足|不满|以上|以下|以内|之间|起码|至少|最少|至多|最高|最低|不少于|不低于|大于|小于|高于|低于|少于|将近|接近|"
    r"出头|上[百千万亿]|成[百千]|若干|一些|许多|不止|[<>≥≤+]|\d[%万亿千百家人]*[-~到至—–][\d一二三四五六七八九十两]|"
    r"[一二两三四五六七八九][到至、,]?[一二两三四五六七八九]"
)
_RUN = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿][0-9零〇一二两三四五六七八九十百千万亿.,]*")


class Said(NamedTuple):
    """A text without the words around its number."""

    text: str  # the whole, normalised, for putting back
    core: str
    exact: bool  # no hedge stood around the core


def listen(text: str, otherwise: str) -> Said:
    """Raises Unread with the sentence `otherwise` for a text that is empty or too long to be an answer."""
    if len(text) > LONGEST:
        raise Unread(otherwise)
    whole = normalise(text)
    pointed = _CLICKED_POINT.sub(".", whole)
    core = _LOOSE_SPACE.sub("", pointed.casefold())
    start = _OPENING.match(core)
    begin = start.end() if start else 0
    if begin and core[begin - 1] == "." and core[begin : begin + 1].isdigit():
        begin -= 1
    stop = len(without_endings(core, _CLOSING, keep=begin))
    if not core[begin:stop] or len(core) > LONGEST:
        raise Unread(otherwise)
    hedged = _HEDGED.search(core, 0, begin) or _HEDGED.search(core, stop)
    full_width_groups = "，" in text and "," in core[begin:stop]
    return Said(whole, core[begin:stop], not (hedged or pointed != whole or full_width_groups))


def refuse(said: Said, example: str, several: str, otherwise: str) -> NoReturn:
    """Say why there is no number to be read in the text."""
    if _NEGATIVE.search(said.core):
        raise Unread(hints.BELOW_ZERO)
    if _OPEN.search(said.core):
        raise Unread(hints.vague(said.text, example))
    if len(_RUN.findall(said.core)) > 1:
        raise Unread(several)
    raise Unread(otherwise)
