"""How the log looks: one line an event, ours and the libraries' alike, JSON unless a person is watching."""

from __future__ import annotations

import logging
import signal
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

Event = MutableMapping[str, Any]

OURS = "moderation."
FRAMES = 8
_SIGNALS = frozenset(signal.Signals.__members__)


def log_as_lines() -> None:
    """Write log events to standard error, warnings and errors of libraries among them."""
    first: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: Processor = (
        structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*first, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*first, without_what_was_sent],
            pass_foreign_args=True,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logging.basicConfig(handlers=[lines], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)


def without_what_was_sent(_logger: object, _level: str, event: Event) -> Event:
    """A line of the standard library's log; of what libraries fill in, only numbers and names of signals stay.

    All else may quote a request. An exception is told by its kind and where it happened, never by its message.
    """
    record: logging.LogRecord = event["_record"]
    arguments = event.pop("positional_args", None)
    if not record.name.startswith(OURS):
        event["event"] = _template(record, event["event"], arguments)
    event["logger"] = record.name
    _, error, _ = event.pop("exc_info", None) or (None, None, None)
    if error is not None:
        event["error"] = type(error).__name__
        event["where"] = _places(error)
    return event


def _template(record: logging.LogRecord, filled_in: str, arguments: Any) -> str:
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if record.name == "py.warnings":  # "path:line: Category: what may quote anything"
        return ": ".join(filled_in.split(": ")[:2])
    by_itself = record.msg.partition(" from ip=")[0]  # gunicorn fills in some before it logs them
    sentence = by_itself.splitlines()[0]
    kept = tuple(each if _quotes_nothing(each) else "…" for each in arguments or ())
    try:
        return sentence % kept if kept else sentence
    except (TypeError, ValueError):
        return sentence


def _quotes_nothing(filled_in: object) -> bool:
    return isinstance(filled_in, int) or (isinstance(filled_in, str) and filled_in in _SIGNALS)


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
