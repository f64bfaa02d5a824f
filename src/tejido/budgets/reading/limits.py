"""Within what a file is read: whatever it is, memory and disk stay bounded."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take.

    Arguments:
        unpacked: bytes, after unpacking. A year of a federal budget by line has 30 to 150 MB;
            seventeen million lines have some 6 GB.
        ratio: bytes unpacked for each byte packed, once more than a megabyte came out.
        members: entries of a zip.
        workbook: bytes of XML in a workbook.
        columns: in a table.
        heading: characters in a heading.
        record: bytes in a record.
    """

    unpacked: int = 8 * 1024 * MEGABYTE
    ratio: int = 400
    members: int = 1_000
    workbook: int = 1024 * MEGABYTE
    columns: int = 500
    heading: int = 300
    record: int = 8 * MEGABYTE


LIMITS = Limits()
