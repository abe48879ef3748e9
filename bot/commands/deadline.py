"""`deadline`: days of a change in, last days for filing it out, a line of JSON each."""

import codecs
import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, TextIO

from bot.commands import DONE, REFUSED
from bot.commands.encoding import NotUtf8, decoded
from bot.wording import zh as wording
from dialogs.reading.days import dates
from dialogs.reading.outcome import Unread
from rules import texts
from rules.calendar.working_days import Calendar, OutOfRange


def deadlines(arguments: list[str], stream: BinaryIO, out: TextIO, calendar: Calendar, today: date) -> int:
    """For each day of `arguments`, or else each line of `stream`, a line of JSON: the deadline, or an ``error``.

    Returns the exit status, DONE if no day was refused. `today` is the day in Beijing.
    """
    status = DONE
    for given in arguments or _lines(stream):
        try:
            text = given if isinstance(given, str) else decoded(given).strip()
            result = answer(_day(text, today), calendar)
        except (Unread, OutOfRange, NotUtf8) as refused:
            result, status = {"error": str(refused)}, REFUSED
        line = json.dumps(result, ensure_ascii=False)
        print(line.encode("utf-8", "replace").decode("utf-8"), file=out)  # a lone surrogate cannot be printed
    return status


def answer(changed_on: date, calendar: Calendar) -> dict[str, object]:
    """`reminders`: the days on which it is reminded of where nobody chose otherwise. Raises OutOfRange."""
    kind = texts.book().change_kind
    assert kind is not None, "the text has a deadline for changes"
    return {
        "changed_on": changed_on.isoformat(),
        "due": kind.last_day(changed_on, calendar).isoformat(),
        "provisional": kind.provisional(changed_on, calendar),
        "reminders": [stage.on.isoformat() for stage in kind.schedule(changed_on, calendar)],
    }


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines that are not empty; one empty line where there is none, so that it is refused too."""
    found = False
    for line in stream:
        if line.removeprefix(codecs.BOM_UTF8).strip():
            found = True
            yield line
    if not found:
        yield b""


def _day(text: str, today: date) -> date:
    """A day written with its year. Raises Unread."""
    reading = dates.day(text, today)
    (first, *others) = reading.candidates
    if others or not reading.exact or not first.exact:
        raise Unread(wording.DAY_UNCLEAR.format(said=text))
    return first.first
