"""A file's records as canonical lines in a Parquet file, in one pass; the rest told of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tejido.budgets import warehouse
from tejido.budgets.domain.amounts import WHITE
from tejido.budgets.domain.cell_sql import white_at_end
from tejido.budgets.domain.columns import COLUMNS
from tejido.budgets.domain.mapping import Mapping as FileMapping
from tejido.budgets.domain.mapping import SkipKind
from tejido.budgets.domain.mapping_sql import (
    RowFault,
    copied,
    faults_list,
    select_list,
    skip_case,
)
from tejido.budgets.domain.records_apart import SetApart
from tejido.budgets.domain.sql_text import identifier, literal
from tejido.budgets.domain.table_faults import TableFault
from tejido.budgets.reading import (
    Broken,
    Choices,
    ReadTable,
    Sort,
    open_table,
    raw_sql,
    record_sql,
    set_aside_broken,
)
from tejido.budgets.table_fault_messages import table_error
from tejido.budgets.warehouse import WarehouseFailed

# What DuckDB says of a file it cannot take apart, rather than of memory or disk.
_UNREADABLE = WarehouseFailed.default_code
# A record's place, under a name no file has for a column.
_PLACE = identifier("tejido:place")


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of a file.

    Arguments:
        apart: the records that are no lines, and what there is to tell of those that are.
        rows: lines written.
    """

    apart: SetApart
    rows: int


@contextmanager
def opened(original: Path, choices: Choices) -> Iterator[ReadTable]:
    """Open a file whose encoding was looked at before, its faults said to a person.

    Errors:
        InvalidInput: it is no table.
    """
    try:
        with open_table(original, choices, compare=False) as table:
            yield table
    except TableFault as fault:
        raise table_error(fault) from fault


def write_lines(table: ReadTable, mapping: FileMapping, path: Path) -> Written:
    """Write the lines of an opened file.

    To look at the end of every cell for white space is a quarter of the reading, and few files
    have any. So cells that are only copied are not looked at; the lines they became are, and the
    records that became none. Where white space is found, the file is read again, closely.

    Errors:
        InvalidInput: the records cannot be told apart. WarehouseFailed: memory or disk.
    """
    loose = _loose(table, mapping)
    written = _write_sound(table, mapping, path, loose)
    if loose and (written.apart.white_at_end or _white_at_end(path, loose.values())):
        written = _write_sound(table, mapping, path, {})
    return written


def _loose(table: ReadTable, mapping: FileMapping) -> Mapping[str, str]:
    """Return the headings, each with its column, whose cells seem to end without white space."""
    if table.sort is not Sort.CSV:
        return {}
    white = {
        heading
        for record in table.sample
        for heading, cell in zip(table.header, record, strict=False)
        if cell and cell[-1] in WHITE
    }
    found = copied(mapping, table.header)
    return {} if white & found.keys() else found


def _white_at_end(path: Path, columns: Iterable[str]) -> bool:
    """Whether a text in some columns of the lines, at least one, ends in white space."""
    found = " OR ".join(f"bool_or({white_at_end(column)})" for column in columns)
    with warehouse.connect(files=[path]) as engine:
        [(any_white,)] = engine.rows(
            f"SELECT {found} FROM read_parquet({literal(str(path))})"  # noqa: S608
        )
    return bool(any_white)


def _write_sound(
    table: ReadTable, mapping: FileMapping, path: Path, loose: Mapping[str, str]
) -> Written:
    """Write the lines of a file of which most are sound: such a one is read at full speed.

    Where records cannot be taken apart, a slower pass names each of them.
    """
    path.unlink(missing_ok=True)
    try:
        written = _write(table, mapping, path, loose)
    except WarehouseFailed as failure:
        if failure.code != _UNREADABLE or table.sort is not Sort.CSV:
            raise
        written = None
    if written is not None:
        return written
    path.unlink(missing_ok=True)
    with set_aside_broken(table) as (sound, broken):
        written = _write(sound, mapping, path, {})
        if written is None:
            raise WarehouseFailed
        _refuse_broken(written.apart, broken)
        return written


def _write(
    table: ReadTable, mapping: FileMapping, path: Path, loose: Mapping[str, str]
) -> Written | None:
    """Return None when there are records that cannot be taken apart.

    DuckDB numbers records on one thread, and does on that thread whatever else is in the query: so
    one connection reads and numbers while another writes the lines. Each works on a fixed number
    of threads (the second of the reader's hands the records over): where one row group of Parquet
    ends and the next begins depends on it, and the same file has to give the same bytes.
    """
    faults = sorted(faults_list(mapping, table.header), key=lambda fault: not fault.refuses)
    apart = SetApart(
        faults=[(fault.name, fault.column) for fault in faults],
        refusing=sum(fault.refuses for fault in faults),
        totals=frozenset(rule.name for rule in mapping.skip if rule.kind is SkipKind.TOTAL),
        headings=table.header,
    )
    half = settings.BUDGET_MEMORY // 2
    with (
        # Neither waits for the other while records are there: a batch of them is many megabytes.
        warehouse.connect(files=[table.path], threads=2, memory=half, ahead=half // 8) as reader,
        warehouse.connect(folders=[path.parent], threads=1, memory=half) as writer,
    ):
        writer.stream("raw", reader, _records_sql(table, loose))
        writer.listen(
            "set_apart", ("BIGINT", "VARCHAR", "BIGINT", "VARCHAR[]", "VARCHAR[]"), apart.meet
        )
        rows = writer.write_parquet(_lines_sql(table, mapping, faults), path)
        if table.sort is Sort.CSV and reader.rows("FROM reject_errors LIMIT 1"):
            return None
    return Written(apart, rows)


def _records_sql(table: ReadTable, loose: Mapping[str, str]) -> str:
    """Return the query of the records, each with its place in the file."""
    raw = raw_sql(table, loose=loose)
    return f"SELECT *, {record_sql(table)} AS {_PLACE} FROM ({raw}) raw"  # noqa: S608


def _lines_sql(table: ReadTable, mapping: FileMapping, faults: Sequence[RowFault]) -> str:
    """Return the query of the canonical lines in their order, all others told of on the way."""
    columns = ", ".join(COLUMNS)
    # The cells go along as they are: a list of them is made for the few rows told of.
    carried = [(identifier(name), identifier(f"cell:{name}")) for name in table.header]
    cells = ", ".join(f"raw.{name} AS {alias}" for name, alias in carried)
    listed = ", ".join(alias for _, alias in carried)
    texts = ", ".join(f"CAST({name} AS VARCHAR)" for name in COLUMNS)
    bits = " + ".join(
        f"CASE WHEN {fault.condition} THEN {1 << bit} ELSE 0 END"
        for bit, fault in enumerate(faults)
    )
    return (
        f"SELECT {columns} FROM (SELECT {select_list(mapping, table.header)},"  # noqa: S608
        f" {_PLACE} AS line, {skip_case(mapping, table.header)} AS skip, {bits or '0'} AS bits,"
        f" {cells} FROM raw)"
        f" WHERE CASE WHEN skip IS NULL AND bits = 0 THEN true"
        f" ELSE set_apart(line, skip, bits, [{listed}], [{texts}]) END"
    )


def _refuse_broken(apart: SetApart, broken: Broken) -> None:
    for one in broken.records:
        apart.refuse_broken(one.record, one.line, one.fault, one.text)
    apart.refuse_more("broken", broken.count - len(broken.records))
