"""Logs that name a place in the code and never a person, an address or a value."""

import logging
import traceback
from types import TracebackType

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class SafeFormatter(logging.Formatter):
    """Writes level, logger, the message without its arguments, and the frames of an error.

    Arguments of a record may hold a request's path, and an exception's text may hold a row of
    the database ("Key (email)=(...) already exists"); both are left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {record.msg}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line

    def formatException(self, ei: _ExcInfo) -> str:
        kind, _value, trace = ei
        name = kind.__name__ if kind else "error"
        frames = traceback.extract_tb(trace)
        return "\n".join([name, *(f"  {f.filename}:{f.lineno} {f.name}" for f in frames)])
