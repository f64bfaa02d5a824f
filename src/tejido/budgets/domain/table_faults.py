"""Why a file, or its mapping, is refused as a whole."""

from enum import StrEnum


class Fault(StrEnum):
    """The reasons; `budgets.table_fault_messages` says each to a person."""

    EMPTY = "file-empty"
    TOO_LARGE = "file-too-large"
    NOT_A_TABLE = "not-a-table"
    UNPACKS = "file-unpacks"
    DAMAGED = "file-damaged"
    ENCRYPTED = "file-encrypted"
    DISK_FULL = "disk-full"
    MEMBER_NEEDED = "member-needed"
    MEMBER_UNKNOWN = "member-unknown"
    NO_TABLE_INSIDE = "no-table-inside"
    SHEET_NEEDED = "sheet-needed"
    SHEET_UNKNOWN = "sheet-unknown"
    ENCODING_UNKNOWN = "encoding-unknown"
    ENCODING_WRONG = "encoding-wrong"
    NUL_BYTES = "nul-bytes"
    DELIMITER_UNKNOWN = "delimiter-unknown"
    QUOTES = "quotes"
    LONG_RECORD = "long-record"
    NO_HEADER = "no-header"
    HEADER_UNKNOWN = "header-unknown"
    TOO_MANY_COLUMNS = "too-many-columns"
    LONG_HEADING = "long-heading"
    NO_ROWS = "no-rows"


class TableFault(Exception):
    """A file cannot be read as a table.

    Arguments:
        code: the reason.
        values: what its sentence needs (`most`, `line`, `names`...), by name.
    """

    def __init__(self, code: Fault, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code.value)
