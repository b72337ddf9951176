"""Logs that may be kept: no line repeats what somebody sent, and each names its request."""

import logging
import re
import traceback
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_MOST_SHOWN = 300
# Libraries that log what they choke on, whole: an event's payload, a handshake's headers.
_TALKATIVE = ("reflex", "engineio", "socketio", "asyncio")
_WIRES = ("engineio", "socketio")
"""They fail on what strangers send, as often as those like; where in them is of no interest."""
_AFTER = re.compile(
    r"(event data|queue entry for|with value|but received|found for event|exception=).*",
    re.IGNORECASE | re.DOTALL,
)
_make_record = logging.getLogRecordFactory()


def withhold_payloads() -> None:
    """See to it, for the whole process, that no log line repeats a payload or a cookie."""
    logging.setLogRecordFactory(_record)


def _record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    record = _make_record(*args, **kwargs)
    record.request_id = request_id.get()
    if record.name.startswith(_TALKATIVE):
        _withhold(record)
    return record


def _withhold(record: logging.LogRecord) -> None:
    said = record.getMessage()
    if record.exc_info and record.exc_info[1] is not None:
        # The traceback says where; the exception's own words may quote what was sent.
        said += "" if record.name.startswith(_WIRES) else f"\n{where(record.exc_info[1])}"
        record.exc_info = None
    record.msg, record.args = _AFTER.sub(r"\1 [withheld]", said), ()


def where(problem: BaseException) -> str:
    """The classes of an exception and its causes, and the lines they passed; not their words."""
    told = "".join(traceback.format_tb(problem.__traceback__)) + _kind(problem)
    cause = problem.__cause__ or problem.__context__
    return f"{where(cause)}\nand then\n{told}" if cause is not None else told


def _kind(problem: BaseException) -> str:
    return f"{type(problem).__module__}.{type(problem).__qualname__}"


def in_one_line(text: str) -> str:
    """What a browser reports, cut to one short line, so that it can't forge others."""
    return " ".join(re.sub(r"[^\x20-\x7e]+", " ", text).split())[:_MOST_SHOWN]
