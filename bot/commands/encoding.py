"""What comes in is UTF-8, with or without a byte order mark; what is not says by its error what it looks like."""

import codecs

from bot.wording import zh as wording

BOM = "\ufeff"


class NotUtf8(ValueError):
    """The message is one line for who gave it."""


def decoded(raw: bytes) -> str:
    """Raises NotUtf8."""
    try:
        if not like_utf16(raw):
            return raw.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        pass
    encoding = _encoding(raw)
    raise NotUtf8(wording.ENCODED.format(encoding=encoding) if encoding else wording.CHECK_NOT_UTF8)


def like_utf16(raw: bytes) -> bool:
    """By its mark, or by the zeros beside its Latin letters and line breaks, which no text in UTF-8 has."""
    return raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in raw


def _encoding(raw: bytes) -> str:
    if like_utf16(raw):
        return "UTF-16"
    try:
        raw.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return "GBK"
