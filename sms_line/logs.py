"""Structured logs, one JSON object a line, that carry ids and never what belongs to a person.

Of an exception only its kind and the places in the code are written: its message may quote a row.
"""

import json
import logging
import threading
import traceback
import warnings
from datetime import UTC, datetime
from typing import IO, Any, TextIO

log = logging.getLogger(__name__)

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, where from, what, and the ids given as extra."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        ours = record.name.startswith("sms_line")
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            # Another library's message may be filled with anything: its bare pattern will do.
            "event": record.getMessage() if ours else _pattern(record),
        }
        line |= {k: v for k, v in vars(record).items() if k not in _STANDARD} if ours else {}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-6:]
            ]
        return json.dumps(line, default=str)


def _pattern(record: logging.LogRecord) -> str:
    # An exception that is logged as it is says more than its kind.
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def start_logging(stream: IO[str] | None = None, level: int = logging.INFO) -> None:
    """Send all logs of this process to `stream` (standard error unless given)."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # A line a task would drown the rest.
    logging.getLogger("huey").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # What Python itself writes to standard error quotes values: the arguments of a line that could
    # not be formatted, the message of an error that ended a thread.
    logging.raiseExceptions = False
    warnings.showwarning = _warned
    threading.excepthook = _thread_ended


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    where = f"{filename.rpartition('/')[2]}:{lineno}"
    log.warning("warned", extra={"kind": category.__name__, "where": where})


def _thread_ended(what: threading.ExceptHookArgs) -> None:
    error = what.exc_value or what.exc_type()
    log.error("thread ended", exc_info=error)
