"""The ministry's files as they come: found out by content, within fixed limits.

A file is never changed. What the warehouse reads is the original where it is plain UTF-8, and
else a copy in UTF-8 that lives as long as the reading.
"""

from tejido.budgets.domain.encodings import Reading
from tejido.budgets.reading.broken import Broken, BrokenRecord, set_aside_broken
from tejido.budgets.reading.opening import open_table
from tejido.budgets.reading.raw_sql import raw_sql, record_sql
from tejido.budgets.reading.table import (
    RECORD,
    Choices,
    ReadTable,
    Sort,
    choices_data,
    read_choices,
)

__all__ = [
    "RECORD",
    "Broken",
    "BrokenRecord",
    "Choices",
    "ReadTable",
    "Reading",
    "Sort",
    "choices_data",
    "open_table",
    "raw_sql",
    "read_choices",
    "record_sql",
    "set_aside_broken",
]
