"""Characters as they are typed: which simplified character a traditional one stands for, and how each is pronounced.

The tables are in ``characters.toml``, which ``python -m knowledge.training.build characters`` writes from OpenCC and
pypinyin. Loading pypinyin itself would take longer than loading the whole index.
"""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

LONGEST = 4096  # characters that are read of a text, as many as a message has

# What southern speakers and hurried fingers do not keep apart: shi and si, gen and geng, la and na.
_FOLDED_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "l": "n"}
_FOLDED_FINALS = {"ang": "an", "eng": "en", "ing": "in"}


@cache
def _tables() -> tuple[dict[int, int], dict[str, str]]:
    data = tomllib.loads((files("knowledge") / "characters.toml").read_text(encoding="utf-8"))
    simplified = str.maketrans(data["traditional"], data["simplified"])
    sounds = {character: folded(sound) for sound, characters in data["sounds"].items() for character in characters}
    return simplified, sounds


def in_standard_widths(text: str) -> str:
    """The text in NFKC, as far as it is read: of one character NFKC may make eighteen.

    >>> in_standard_widths("１７条㈠")
    '17条(一)'
    """
    return unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]


def simplified(text: str) -> str:
    """The text with each traditional character written as the simplified one.

    >>> simplified("法定代表人變更")
    '法定代表人变更'
    """
    return text.translate(_tables()[0])


def sounds() -> dict[str, str]:
    """How each character sounds, without tone, alike sounds folded together: what a pinyin keyboard mixes up.

    >>> [sounds()[character] for character in "变更变跟"]
    ['bian', 'gen', 'bian', 'gen']
    """
    return _tables()[1]


def folded(syllable: str) -> str:
    """The syllable with the sounds that are often mixed up written alike.

    >>> folded("sheng"), folded("lian")
    ('sen', 'nian')
    """
    for initial, plain in _FOLDED_INITIALS.items():
        if syllable.startswith(initial):
            syllable = plain + syllable.removeprefix(initial)
            break
    for final, plain in _FOLDED_FINALS.items():
        if syllable.endswith(final):
            return syllable.removesuffix(final) + plain
    return syllable


_WHITE_SPACE = re.compile(r"\s+")


def incoming(text: str) -> str:
    """The text without runs of white space and without what is no character, at most `LONGEST` in NFKC.

    A line break stays one, and an empty line too. NFKC can make eighteen characters of one, so that is what counts; a
    text that is short enough is left as it is written.

    >>> incoming("第五条 \\t  讲什么\\n\\n\\n\\n谢谢")
    '第五条 讲什么\\n\\n谢谢'
    """
    characters = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    spaced = _WHITE_SPACE.sub(lambda run: "\n" * min(2, run[0].count("\n")) or " ", characters[: 2 * LONGEST]).strip()
    written = unicodedata.normalize("NFKC", spaced)
    return spaced if len(written) <= LONGEST else written[:LONGEST]
