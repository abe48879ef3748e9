"""Structured log lines on standard error, without tokens, names or answers."""

from __future__ import annotations

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{10,}")
# What these libraries say at INFO has addresses with the token in them.
TALKATIVE = ("httpx", "httpcore", "telegram", "sqlitedict", "uvicorn")


def without_tokens(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {name: TOKEN.sub("<token>", value) if isinstance(value, str) else value for name, value in event.items()}


def configure(level: str) -> None:
    """One line an event, as key=value. Our own go straight out; those of other libraries, from WARNING on, through the
    standard library's handlers."""
    chain: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        without_tokens,
    ]
    lines = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], drop_missing=True)
    structlog.configure(
        processors=[*chain, lines],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=chain, processors=[_plain, lines]))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _plain(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Without what the formatter carries along for its own use."""
    return {name: value for name, value in event.items() if not name.startswith("_")}
