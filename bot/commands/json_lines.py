"""JSON in, a line of JSON out for each value, never a traceback."""

import codecs
import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, TextIO, TypeAlias

from bot.commands import DONE, REFUSED
from bot.commands.encoding import NotUtf8, decoded, like_utf16
from bot.wording import zh as wording
from rules.engine.ask import Json, RefusedAnswer

Result: TypeAlias = dict[str, object]


def each(stream: BinaryIO, out: TextIO, act: Callable[[Json], Result], numbered: bool = False) -> int:
    """What `act` makes of each value of `stream`: one JSON object, or JSON Lines, their numbers exact.

    What was refused comes out as an ``error`` with its ``field``, and where `numbered` with its ``line``. Returns the
    exit status, DONE if nothing was.
    """
    status = DONE
    for number, raw in _values(stream.read()):
        try:
            result = act(parsed(raw))
        except RefusedAnswer as refused:
            result = {"line": number} if numbered else {}
            result |= {"error": str(refused), "field": refused.field or None}
            status = REFUSED
        line = json.dumps(result, ensure_ascii=False)
        print(line.encode("utf-8", "replace").decode("utf-8"), file=out)  # a lone surrogate cannot be printed
    return status


def _values(given: bytes) -> list[tuple[int, bytes]]:
    """The whole where it is one JSON value, however many lines it has; else its lines, with their numbers from 1.

    In an object laid out over lines, none of them holds a value of its own.
    """
    bare = [(number, line.removeprefix(codecs.BOM_UTF8).strip()) for number, line in enumerate(given.split(b"\n"), 1)]
    lines = [(number, line) for number, line in bare if line]
    by_line = not like_utf16(given) and any(line.startswith(b"{") and line.endswith(b"}") for _, line in lines)
    return lines if len(lines) > 1 and by_line else [(1, given)]


def parsed(raw: bytes) -> Json:
    """A JSON value, its numbers exact. Raises RefusedAnswer."""
    try:
        text = decoded(raw)
        if not text.strip():
            raise RefusedAnswer("", wording.CHECK_EMPTY)
        value: Json = json.loads(
            text,
            parse_int=_number,
            parse_float=_number,
            parse_constant=str,  # NaN and Infinity: no answer is that, and the refusal can name its field
            object_pairs_hook=_object,
        )
        return value
    except NotUtf8 as other:
        raise RefusedAnswer("", str(other)) from None
    except json.JSONDecodeError as error:
        raise RefusedAnswer("", wording.CHECK_NOT_JSON.format(line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise RefusedAnswer("", wording.CHECK_TOO_DEEP) from None


def _number(digits: str) -> Decimal | str:
    """Beyond what Decimal holds, the digits: no number that can be meant, refused with its field."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return digits


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name in times if times[name] > 1)
        raise RefusedAnswer(twice, wording.CHECK_TWICE.format(name=twice[:40]))
    return found
