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
    """One line an event, as key=value; lines of other libraries take the same way from WARNING on."""
    chain: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        without_tokens,
    ]
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    order = ["timestamp", "level", "event"]
    lines = structlog.processors.LogfmtRenderer(key_order=order, drop_missing=True)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=chain, processors=[_plain, lines]))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _plain(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Without what the formatter carries along for its own use."""
    return {name: value for name, value in event.items() if not name.startswith("_")}
