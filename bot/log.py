"""Structured log lines on standard error, without tokens, names or answers.

What somebody wrote can stand in the message of any error, and in what other libraries say of it. So of an error only
its kind and its place are logged, and of other libraries' lines only the words that stand in their code. A fault that
comes again within a minute is only counted: its next line says how often it was `repeated`.
"""

import logging
import re
import sys
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO, cast

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

TOKEN = re.compile(r"(?<![0-9])[0-9]{3,}+:[A-Za-z0-9_-]{10,}")
# What these libraries say at INFO has addresses with the token in them.
TALKATIVE = ("httpx", "httpcore", "telegram", "uvicorn")
WORDY = "sqlitedict"  # tells in twenty lines what bot.store tells in one
FAULTS = ("warning", "error", "critical")
SAME = ("level", "event", "error", "failed", "at", "reason", "logger")  # lines that agree in these tell of one fault
MINUTE = 60.0  # seconds between two lines of the same fault
REMEMBERED = 1_000  # faults at most; those logged longest ago are forgotten first


@dataclass
class _Logged:
    at: float
    left_out: int = 0


class FaultThrottle:
    """A processor: the same fault is logged once a minute, however often it comes, and DropEvent raised otherwise;
    different faults do not hold each other back.

    Usable from all threads. `seconds`: a clock that is never set.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._logged: OrderedDict[Hashable, _Logged] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        if event["level"] not in FAULTS:
            return event
        left_out = self.left_out(tuple(event.get(name) for name in SAME))
        if left_out is None:
            raise structlog.DropEvent
        if left_out:
            event["repeated"] = left_out
        return event

    def left_out(self, fault: Hashable) -> int | None:
        """None where the fault is not to be logged now; else how often it was left out since the last time."""
        with self._lock:
            now, logged = self._seconds(), self._logged.get(fault)
            if logged is not None and now < logged.at + MINUTE:
                logged.left_out += 1
                return None
            self._logged[fault] = _Logged(now)
            self._logged.move_to_end(fault)
            if len(self._logged) > REMEMBERED:
                self._logged.popitem(last=False)
            return logged.left_out if logged is not None else 0


class _Lenient:
    """A file that may refuse a line: on a full disk the log has holes, and people are still answered."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> None:
        with suppress(OSError):
            self._file.write(line)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()


class _Handler(logging.StreamHandler[TextIO]):
    """Leaves out the lines that a processor drops."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(structlog.DropEvent):
            super().emit(record)


def place_of(error: BaseException) -> str:
    """Where it arose: the file and the line."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"


def without_tokens(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {name: TOKEN.sub("<token>", value) if isinstance(value, str) else value for name, value in event.items()}


def configure(level: str, seconds: Callable[[], float] = time.monotonic) -> None:
    """One line an event, as key=value. Our own go straight out; those of other libraries, from WARNING on, through the
    standard library's handlers. An error that nobody caught is a line too, wherever it arose. `seconds`: a clock that
    is never set."""
    chain: list[Processor] = [
        structlog.stdlib.add_log_level,
        FaultThrottle(seconds),
        structlog.processors.TimeStamper(fmt="iso"),
        without_tokens,
    ]
    lines = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], drop_missing=True)
    structlog.configure(
        processors=[*chain, lines],
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, _Lenient(sys.stderr))),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        cache_logger_on_first_use=True,
    )
    handler = _Handler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[_without_contents, *chain],
            processors=[ProcessorFormatter.remove_processors_meta, lines],
            use_get_message=False,  # the words as they stand in the code
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    logging.raiseExceptions = False  # it would print the arguments of a line that cannot be formatted
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(WORDY).setLevel(logging.CRITICAL)
    sys.excepthook = lambda kind, error, at: _report("uncaught", error, logging.CRITICAL)
    threading.excepthook = lambda found: _report("uncaught in a thread", found.exc_value)
    sys.unraisablehook = lambda found: _report("uncaught while tidying up", found.exc_value)


def _without_contents(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The first line of the words as they stand in the code, who said them, and the kind and place of an error."""
    record: logging.LogRecord = event["_record"]
    event["event"] = event["event"].partition("\n")[0]
    event["logger"] = record.name
    event.pop("stack_info", None)
    error = (event.pop("exc_info", None) or (None, None, None))[1]
    if error is not None:
        event.update(error=type(error).__name__, at=place_of(error))
    return event


def _report(event: str, error: BaseException | None, level: int = logging.ERROR) -> None:
    kind, at = type(error).__name__, place_of(error) if error else "?"
    structlog.get_logger().log(level, event, error=kind, at=at)
