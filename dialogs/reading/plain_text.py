"""Text as it is read: in one spelling, and without what ends it but says nothing; how people speak of themselves."""

from __future__ import annotations

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
