"""Zip, gz and XLSX: what is inside, a person's choice, and bombs."""

import gzip
import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tejido.budgets import warehouse
from tejido.budgets.domain.table_faults import Fault
from tejido.budgets.reading import Choices, open_table, raw_sql, record_sql
from tejido.budgets.reading.limits import Limits
from tejido.budgets.tests.test_reading_texts import TEXT, fault, written


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(
                name.replace("__c", ".c").replace("__g", ".g").replace("__x", ".x"), content
            )
    return packed.getvalue()


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def test_the_one_table_of_a_zip_is_read(tmp_path: Path) -> None:
    packed = zipped(
        **{"datos__csv": TEXT.encode("cp850"), "__MACOSX/._datos__csv": b"x", "léame.pdf": b"%PDF"}
    )
    with open_table(written(tmp_path, packed)) as table:
        assert (table.member, table.encoding) == ("datos.csv", "cp850")
        copy = table.path
    assert not copy.exists()


def test_of_several_tables_a_person_chooses_one(tmp_path: Path) -> None:
    path = written(tmp_path, zipped(a__csv=b"x,y\n1,2\n", b__csv=b"z,y\n1,2\n"))
    refused = fault(path)
    assert refused.code == Fault.MEMBER_NEEDED
    assert refused.values["names"] == "“a.csv”, “b.csv”"
    with open_table(path, Choices(member="b.csv")) as table:
        assert table.header == ("z", "y")
        assert table.members == ("a.csv", "b.csv")
    assert fault(path, Choices(member="c.csv")).code == Fault.MEMBER_UNKNOWN


def test_a_gz_is_read_alone_and_inside_a_zip(tmp_path: Path) -> None:
    packed = gzip.compress(TEXT.encode())
    for content in (packed, zipped(**{"a__csv__gz": packed})):
        with open_table(written(tmp_path, content)) as table:
            assert table.sample[0][0] == "2015"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped(), Fault.NOT_A_TABLE),
        (zipped(**{"__MACOSX/x": b"1"}), Fault.NO_TABLE_INSIDE),
        (zipped(a__csv=zipped(b__csv=b"x")), Fault.NOT_A_TABLE),
        (zipped(a__csv=b""), Fault.EMPTY),
        (zipped(a__csv=TEXT.encode())[:-30], Fault.DAMAGED),
        (b"PK\x03\x04nothing", Fault.DAMAGED),
        (gzip.compress(TEXT.encode())[:-12], Fault.DAMAGED),
        (gzip.compress(b"%PDF-1.4"), Fault.NOT_A_TABLE),
        (gzip.compress(gzip.compress(b"a,b\n1,2\n")), Fault.NOT_A_TABLE),
        (gzip.compress(b"0" * 8_000_000), Fault.UNPACKS),
        (zipped(a__csv=b"0" * 8_000_000), Fault.UNPACKS),
        (zipped(**{f"f{n}__csv": b"" for n in range(30)}), Fault.MEMBER_NEEDED),
    ],
)
def test_what_unpacks_to_no_table_is_refused(tmp_path: Path, content: bytes, code: Fault) -> None:
    assert fault(written(tmp_path, content)).code == code


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped(a__csv=TEXT.encode()))
    # The flag of encryption, in the member's header and in the index.
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    assert fault(written(tmp_path, bytes(packed))).code == Fault.ENCRYPTED


def test_a_zip_of_very_many_files_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, zipped(**{f"f{n}__csv": b"" for n in range(30)}))
    assert fault(path, limits=Limits(members=20)).code == Fault.UNPACKS


def test_more_than_the_limit_is_not_unpacked(tmp_path: Path) -> None:
    content = "".join(f"{n},{n * 7919}\n" for n in range(50_000)).encode()
    path = written(tmp_path, gzip.compress(b"a,b\n" + content))
    assert fault(path, limits=Limits(unpacked=600_000)).code == Fault.UNPACKS


def test_a_workbook_is_read_row_by_row_as_what_it_shows(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Cuenta pública"],
        [],
        ["Año", "Ramo", "Monto", "Fecha"],
        [2015, "04", 1003938481, date(2015, 1, 31)],
        [],
        [2016, 4.0, 3812653928.48, "=1+1"],
        [2017, "x", 1e17, "línea\r\notra", "de más"],
    ]
    with (
        open_table(written(tmp_path, workbook(Datos=rows))) as table,
        warehouse.connect(files=[table.path]) as engine,
    ):
        assert (table.sheet, table.header_row, table.rows) == ("Datos", 3, 3)
        assert table.header == ("Año", "Ramo", "Monto", "Fecha", "column 5")
        assert engine.rows(
            f"WITH raw AS ({raw_sql(table)}) SELECT {record_sql(table)}, raw.* EXCLUDE"
            ' ("tejido:record") FROM raw'
        ) == [
            (1, "2015", "04", "1003938481", "2015-01-31", None),
            (3, "2016", "4", "3812653928.48", None, None),
            (4, "2017", "x", "100000000000000000", "línea\notra", "de más"),
        ]


def test_of_several_sheets_a_person_chooses_one(tmp_path: Path) -> None:
    path = written(tmp_path, workbook(Uno=[["a", "b"], [1, 2]], Dos=[["c", "d"], ["x", 2]]))
    assert fault(path).code == Fault.SHEET_NEEDED
    assert fault(path, Choices(sheet="Tres")).code == Fault.SHEET_UNKNOWN
    with open_table(path, Choices(sheet="Dos")) as table:
        assert table.header == ("c", "d")
        assert table.sheets == ("Uno", "Dos")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook(Uno=[]), Fault.EMPTY),
        (workbook(Uno=[["a", "b"]]), Fault.NO_ROWS),
        (workbook(Uno=[[f"c{n}" for n in range(3_000)], [1]]), Fault.TOO_MANY_COLUMNS),
        (zipped(**{"[Content_Types]__xml": b"<x/>", "xl/a__xml": b"<y"}), Fault.DAMAGED),
    ],
)
def test_a_workbook_that_is_no_table_is_refused(
    tmp_path: Path, content: bytes, code: Fault
) -> None:
    assert fault(written(tmp_path, content)).code == code


def test_a_workbook_that_unpacks_to_far_more_is_not_opened(tmp_path: Path) -> None:
    sheet = b"<worksheet><sheetData>" + b"<row/>" * 2_000_000
    packed = zipped(
        **{"[Content_Types]__xml": b"<x/>", "xl/worksheets/sheet1__xml": sheet + b"</sheetData>"}
    )
    assert fault(written(tmp_path, packed)).code == Fault.UNPACKS


def test_a_parquet_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "lines.parquet"
    with warehouse.connect(folders=[tmp_path]) as engine:
        engine.write_parquet(
            "SELECT 2015 AS anio, 4::DOUBLE AS ramo, ' Gobernación ' AS texto,"
            " 3812653928.48::DOUBLE AS monto, NULL::DOUBLE AS nada",
            path,
        )
    with open_table(path) as table, warehouse.connect(files=[table.path]) as engine:
        assert (table.path.resolve(), table.rows) == (path, 1)
        assert table.sample == (("2015", "4", "Gobernación", "3812653928.48", ""),)
        assert engine.rows(raw_sql(table)) == [("2015", "4", "Gobernación", "3812653928.48", None)]
    damaged = written(tmp_path, path.read_bytes()[:-20], "x.parquet")
    assert fault(damaged).code == Fault.DAMAGED


@pytest.mark.parametrize("name", ["año[1].csv", "año*.csv", "año (2).csv", "año.csv.gz"])
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, name: str) -> None:
    written(tmp_path, b"RAMO,MONTO\n4,1\n5,1\n", "año1.csv")
    path = written(tmp_path, b"RAMO,MONTO\n4,7\n5,8\n", name)
    with open_table(path) as table, warehouse.connect(files=[table.path]) as engine:
        assert engine.rows(raw_sql(table)) == [("4", "7"), ("5", "8")]


def test_what_fails_in_a_stream_is_said_as_what_it_is() -> None:
    with warehouse.connect(memory=16) as source, warehouse.connect() as engine:
        assert engine.rows("SELECT current_setting('async_threads')") == [(0,)]

        def count() -> None:
            engine.stream("listed", source, "SELECT list(i) FROM range(20_000_000) t(i)")
            engine.rows("SELECT count(*) FROM listed")

        with pytest.raises(warehouse.WarehouseFailed) as failure:
            count()
        assert failure.value.code == "warehouse-memory"


_MEASURE = r"""
import re, sys
from pathlib import Path
import django
django.setup()
from tejido.budgets.domain.table_faults import TableFault
from tejido.budgets.reading import open_table
def most():
    # Not getrusage: what that gives begins with the most the parent had.
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])
before = most()
try:
    with open_table(Path(sys.argv[1])) as table:
        print(len(table.header), end=" ")
except TableFault as fault:
    print(fault.code, end=" ")
print((most() - before) // 1024)
"""


def _memory(path: Path) -> tuple[str, int]:
    """Return what opening a file came to, and the megabytes it took, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)], check=True, capture_output=True, text=True
    )
    told, megabytes = done.stdout.split()
    return told, int(megabytes)


@pytest.mark.parametrize(("gigabytes", "told"), [(5, Fault.NUL_BYTES), (20, Fault.TOO_LARGE)])
def test_a_file_of_gigabytes_takes_little_memory(tmp_path: Path, gigabytes: int, told: str) -> None:
    path = written(tmp_path, b"a,b\n1,2\n")
    with path.open("r+b") as file:
        file.truncate(gigabytes * 1024**3)
    found, megabytes = _memory(path)
    assert found == told
    assert megabytes < 64


def test_a_long_text_in_another_encoding_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write("año,institución,monto\n".encode("cp850"))
        block = "2015,Comisión,1\n".encode("cp850") * 100_000
        for _ in range(80):
            file.write(block)
    found, megabytes = _memory(path)
    assert found == "3"
    assert megabytes < 64
