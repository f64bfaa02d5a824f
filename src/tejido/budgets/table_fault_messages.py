"""What a person reads when a file is refused as a whole."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.core.errors import InvalidInput

_MESSAGES: Mapping[Fault, Promise] = MappingProxyType(
    {
        Fault.EMPTY: _("The file is empty. Download it again from its publisher."),
        Fault.TOO_LARGE: _(
            "The file is larger than %(most)s MB. Split it by year and import each part."
        ),
        Fault.NOT_A_TABLE: _(
            "The file is %(format)s, whatever its name says, and not a table. Ask for it as CSV,"
            " XLSX or Parquet."
        ),
        Fault.UNPACKS: _(
            "The file unpacks to far more than a table needs (over %(most)s MB), so it was not"
            " read to its end. Unpack it yourself and look at what it holds."
        ),
        Fault.DAMAGED: _(
            "The file is damaged: %(format)s cannot be read to its end. Download it again."
        ),
        Fault.ENCRYPTED: _("The file is locked with a password. Save it without one."),
        Fault.DISK_FULL: _(
            "There is no room left on the disk to unpack the file. Tell whoever runs this"
            " installation."
        ),
        Fault.MEMBER_NEEDED: _("There is more than one table inside: %(names)s. Choose one."),
        Fault.MEMBER_UNKNOWN: _("There is no table of this name inside. There are: %(names)s."),
        Fault.NO_TABLE_INSIDE: _("There is no table inside this zip file."),
        Fault.SHEET_NEEDED: _("The workbook has more than one sheet: %(names)s. Choose one."),
        Fault.SHEET_UNKNOWN: _("There is no sheet of this name. There are: %(names)s."),
        Fault.ENCODING_UNKNOWN: _("This encoding is not known here. Choose one of: %(names)s."),
        Fault.ENCODING_WRONG: _(
            "The file cannot be read as %(encoding)s: the bytes on line %(line)s mean nothing in"
            " it. Choose another encoding."
        ),
        Fault.NUL_BYTES: _(
            "The file holds NUL bytes from line %(line)s on, so it is no text, or it is damaged."
            " Download it again."
        ),
        Fault.DELIMITER_UNKNOWN: _(
            "Cells are parted by a comma, a semicolon, a tab or a vertical bar. Choose one."
        ),
        Fault.QUOTES: _(
            "The quotation mark that opens on line %(line)s is never closed, or closes where no"
            " cell ends, so that nothing after it can be told apart. Correct the line and import"
            " the file again."
        ),
        Fault.LONG_RECORD: _(
            "Line %(line)s is longer than %(most)s bytes. This is not a table of budget lines."
        ),
        Fault.NO_HEADER: _(
            "No row holds the names of the columns. Choose the row that does, or add one."
        ),
        Fault.HEADER_UNKNOWN: _("The names of the columns stand in one of rows 1 to %(most)s."),
        Fault.TOO_MANY_COLUMNS: _(
            "The file has %(found)s columns; a table of budget lines has at most %(most)s. Remove"
            " those not needed."
        ),
        Fault.LONG_HEADING: _(
            "The name of column %(number)s is longer than %(most)s characters. Shorten it."
        ),
        Fault.NO_ROWS: _("The file has names of columns and nothing under them."),
    }
)


def table_error(fault: TableFault) -> InvalidInput:
    """Return the error a person reads for a fault."""
    return InvalidInput(filled(_MESSAGES[fault.code], fault.values), code=fault.code.value)


def _fill(text: Promise, values: Mapping[str, Any]) -> str:
    return str(text) % values


# A text with its values, in the language of the moment it is read: `text % values` would be in
# that of the worker, who keeps a refusal in every language.
filled = lazy(_fill, str)
