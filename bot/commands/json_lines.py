"""JSON in, a line of JSON out for each value, never a traceback."""

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import BinaryIO, TextIO, TypeAlias

from bot.commands import DONE, REFUSED
from bot.wording import zh as wording
from rules.engine.ask import Json, RefusedAnswer

BOM = "\ufeff"

Result: TypeAlias = dict[str, object]


def each(stream: BinaryIO, out: TextIO, act: Callable[[Json], Result], numbered: bool = False) -> int:
    """What `act` makes of each value of `stream`: one JSON object, or JSON Lines, their numbers exact.

    What was refused comes out as an ``error`` with its ``field``, and where `numbered` with its ``line``. Returns the
    exit status, DONE if nothing was.
    """
    status = DONE
    for number, text in _values(stream.read().decode("utf-8", "surrogateescape")):
        try:
            result = act(parsed(text))
        except RefusedAnswer as refused:
            result = {"line": number} if numbered else {}
            result |= {"error": str(refused), "field": refused.field or None}
            status = REFUSED
        line = json.dumps(result, ensure_ascii=False)
        print(line.encode("utf-8", "replace").decode("utf-8"), file=out)  # a lone surrogate cannot be printed
    return status


def _values(text: str) -> list[tuple[int, str]]:
    """The whole where it is one JSON value, however many lines it has; else its lines, with their numbers from 1.

    In an object laid out over lines, none of them holds a value of its own.
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    by_line = any(bare.startswith("{") and bare.endswith("}") for bare in (line.strip() for _, line in lines))
    return lines if len(lines) > 1 and by_line else [(1, text)]


def parsed(text: str) -> Json:
    """A JSON value, its numbers exact. Raises RefusedAnswer."""
    if not text.strip():
        raise RefusedAnswer("", wording.CHECK_EMPTY)
    if text.startswith(BOM):
        raise RefusedAnswer("", wording.CHECK_BOM)
    try:
        text.encode("utf-8")
        value: Json = json.loads(
            text,
            parse_int=_number,
            parse_float=_number,
            parse_constant=str,  # NaN and Infinity: no answer is that, and the refusal can name its field
            object_pairs_hook=_object,
        )
        return value
    except UnicodeEncodeError:
        raise RefusedAnswer("", wording.CHECK_NOT_UTF8) from None
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
