"""`deadline`: days of a change in, last days for filing it out, a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, TextIO

from dialogs.reading import dates
from dialogs.reading.outcome import Unread
from rules.beijing_2019.deadlines import filing_deadline, reminders
from rules.calendar.working_days import Calendar, OutOfRange

ANSWERED, REFUSED = 0, 2  # exit statuses


def deadlines(arguments: list[str], stream: BinaryIO, out: TextIO, calendar: Calendar, today: date) -> int:
    """For each day of `arguments`, or else each line of `stream`, a line of JSON: the deadline, or an ``error``.

    Returns the exit status, ANSWERED if no day was refused. `today` is the day in Beijing.
    """
    status = ANSWERED
    for text in arguments or _lines(stream):
        try:
            result = answer(_day(text, today), calendar)
        except (Unread, OutOfRange) as refused:
            result, status = {"error": str(refused)}, REFUSED
        line = json.dumps(result, ensure_ascii=False)
        print(line.encode("utf-8", "replace").decode("utf-8"), file=out)  # a lone surrogate cannot be printed
    return status


def answer(changed_on: date, calendar: Calendar) -> dict[str, object]:
    """`reminders`: the days with 20, 10, 5, 3 and 1 working days left, the last day, and the day after it.

    Raises OutOfRange.
    """
    deadline = filing_deadline(changed_on, calendar)
    return {
        "changed_on": changed_on.isoformat(),
        "due": deadline.due.isoformat(),
        "provisional": deadline.provisional,
        "reminders": [reminder.on.isoformat() for reminder in reminders(deadline.due, calendar)],
    }


def _lines(stream: BinaryIO) -> Iterator[str]:
    """The lines that are not empty; one empty text where there is none, so that it is refused too."""
    found = False
    for line in stream:
        if text := line.decode("utf-8", "replace").strip("\ufeff\r\n\t "):
            found = True
            yield text
    if not found:
        yield ""


def _day(text: str, today: date) -> date:
    """A day written with its year. Raises Unread."""
    reading = dates.day(text, today)
    (first, *others) = reading.candidates
    if others or not reading.exact or not first.exact:
        raise Unread(f"“{text}”定不下是哪一天，请写全年月日，例如 2023年5月8日。")
    return first.first
