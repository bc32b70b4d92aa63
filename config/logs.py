"""Log lines without personal data: an allow-list of fields, no query strings, no texts of exceptions."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        *("event", "level", "logger", "timestamp", "error", "where", "task", "task_id", "status", "method", "route"),
        *("count", "seconds", "event_id", "case_id", "membership_id", "agency_id", "rows", "checkpoint", "name"),
    }
)
# These speak of our own configuration, never of a person.
SPEAKABLE = ("ImproperlyConfigured", "ImportError", "ModuleNotFoundError", "TemplateDoesNotExist", "StackError")
# The server's DETAIL, HINT and STATEMENT lines and the values of a violated key.
_DETAIL = re.compile(r"\s*(?:DETAIL|HINT|CONTEXT|STATEMENT|QUERY|LINE \d+):.*", re.DOTALL)
_KEY = re.compile(r"\([^()]*\)=\([^()]*\)")
_QUERY = re.compile(r"\?[^\s\"']*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FEED = re.compile(r"/calendar/[^/\s]+\.ics")  # its address holds the token
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")


def clean(text: str) -> str:
    """`text` without what a database error, an address or a query string may carry."""
    text = _DETAIL.sub("", text)
    text = _FEED.sub("/calendar/….ics", _KEY.sub("(…)", text))
    return _MAIL.sub("…@…", _QUERY.sub("?…", text))


def _argument(value: object) -> object:
    if isinstance(value, BaseException):
        return type(value).__name__
    return clean(value) if isinstance(value, str) else value


def _error_name(error: BaseException) -> str:
    name = type(error).__name__
    return f"{name}: {_QUOTED.sub('…', clean(str(error)))}" if name in SPEAKABLE else name


def _where(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-8:])


class CleanFilter(logging.Filter):
    """Rewrites a record before any handler sees it: clean message, exceptions by type and place only."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict):
            record.args = {key: _argument(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(_argument(value) for value in record.args)
        if isinstance(record.msg, str):
            record.msg = clean(record.getMessage()).replace("%", "%%") if record.args else clean(record.msg)
            record.args = ()
            record.msg = record.msg.replace("%%", "%")
        elif isinstance(record.msg, BaseException):
            record.msg = type(record.msg).__name__
        if record.exc_info and record.exc_info[1] is not None:
            names = [_error_name(error) for error in _chain(record.exc_info[1])]
            record.error, record.where = " from ".join(names), _where(record.exc_info[2])
            record.exc_info = record.exc_text = None
        return True


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def allow_list(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """structlog processor: drops every field that is not on the list, cleans the text of those that are."""
    return {key: _argument(value) for key, value in event.items() if key in ALLOWED or key.startswith("_")}


def _from_record(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    record = event.get("_record")
    for name in ("error", "where"):
        if value := getattr(record, name, None):
            event[name] = value
    return event


SHARED = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*SHARED, allow_list, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],  # type: ignore[list-item]
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def formatter(as_json: bool) -> logging.Formatter:
    """JSON lines in production, plain ones at a terminal."""
    last = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*SHARED, _from_record, allow_list],  # type: ignore[list-item]
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
