"""What a zip or gz file holds, unpacked within limits that no declared size can lift."""

import gzip
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading.limits import MEGABYTE, Limits
from tejido.budgets.reading.room import check_room

_CHUNK = MEGABYTE
# What zipfile and gzip say of a broken file, RuntimeError for a way of packing they do not know.
BROKEN = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    ValueError,
)
# What systems put beside the files somebody packed.
_BESIDE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".parquet", ".gz")


def unpack_gz(path: Path, target: Path, limits: Limits) -> None:
    """Unpack a gz file, all its parts one after the other.

    Errors:
        TableFault.
    """
    with _translated("GZIP"), gzip.open(path) as source:
        _copy(source.read, target, path.stat().st_size, limits)


def zip_members(path: Path, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Return the files of a zip that may be tables, by their names as written.

    Errors:
        TableFault.
    """
    with _translated("ZIP"), zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if len(entries) > limits.members:
        raise TableFault(Fault.UNPACKS, most=limits.unpacked // MEGABYTE)
    files = {
        _name(entry): entry
        for entry in entries
        if not entry.is_dir() and not _is_beside(entry.filename)
    }
    tables = {name: entry for name, entry in files.items() if name.lower().endswith(_TABLES)}
    return tables or files


def choose(names: tuple[str, ...], chosen: str | None, *, needed: Fault, unknown: Fault) -> str:
    """Return the one of some names that is meant: the only one, or the one a person chose.

    Errors:
        TableFault: `needed` or `unknown`, with the names.
    """
    if chosen is None:
        if len(names) == 1:
            return names[0]
        raise TableFault(needed, names=_listed(names), options=names)
    if chosen not in names:
        raise TableFault(unknown, names=_listed(names), options=names)
    return chosen


def unpack_member(path: Path, member: zipfile.ZipInfo, target: Path, limits: Limits) -> None:
    """Unpack one file of a zip.

    Errors:
        TableFault.
    """
    if member.flag_bits & 1:
        raise TableFault(Fault.ENCRYPTED)
    with _translated("ZIP"), zipfile.ZipFile(path) as archive, archive.open(member) as source:
        _copy(source.read, target, max(member.compress_size, 1), limits)


def _copy(read: Callable[[int], bytes], target: Path, packed: int, limits: Limits) -> None:
    written = 0
    with target.open("wb") as file:
        while chunk := read(_CHUNK):
            written += file.write(chunk)
            if written > limits.unpacked or (
                written > MEGABYTE and written > limits.ratio * packed
            ):
                raise TableFault(Fault.UNPACKS, most=written // MEGABYTE)
            check_room(target)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name: macOS writes UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return unicodedata.normalize("NFC", name)


def _is_beside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part in _BESIDE or part.startswith("._") for part in parts)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"“{name}”" for name in names[:20]) + (" …" if len(names) > 20 else "")


@contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except TableFault:
        raise
    except BROKEN as error:
        raise TableFault(Fault.DAMAGED, format=name) from error
