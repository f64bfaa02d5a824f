"""Files that are not what they should be: one clear reason each, within fixed limits."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from tejido.directory.domain.tables import MAX_ROWS, TableFault
from tejido.directory.table_files import MAX_BYTES, Table, read_table


def fault_of(path: Path) -> TableFault:
    """Read a file that must be refused."""
    with pytest.raises(TableFault) as fault:
        read_table(path)
    return fault.value


def code_of(path: Path) -> str:
    """Return the code of the fault; empty when the file is read."""
    try:
        read_table(path)
    except TableFault as fault:
        return fault.code
    return ""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a test writes its file; the name says nothing."""
    return tmp_path / "upload"


def workbook(rows: list[list[object]]) -> bytes:
    """Return an XLSX of some rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def cells(table: Table) -> list[tuple[str, ...]]:
    """Return the cells of the rows."""
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_as_spreadsheets_write_it(file: Path, separator: str, mark: str) -> None:
    """Comma, semicolon or tab; with and without a byte order mark; empty lines left out."""
    text = f"{mark}name{separator}town\r\n\r\nCasa Ñandú{separator}Oaxaca\r\n"
    file.write_bytes(text.encode())
    table = read_table(file)
    assert [column.field for column in table.columns] == ["name", "town"]
    assert cells(table) == [("Casa Ñandú", "Oaxaca")]
    assert table.rows[0].number == 3


def test_xlsx_of_text_numbers_and_dates(file: Path) -> None:
    """Every cell as the text a person sees."""
    file.write_bytes(workbook([["name", "town"], ["Casa", 2015], [None, None], ["Red", 1.5]]))
    table = read_table(file)
    assert [(row.number, row.cells[:2]) for row in table.rows] == [
        (2, ("Casa", "2015")),
        (4, ("Red", "1.5")),
    ]


def test_formulas_of_xlsx_are_told(file: Path) -> None:
    """Whatever they compute to."""
    file.write_bytes(workbook([["name", "town"], ["Casa", '=HYPERLINK("http://example.org")']]))
    assert read_table(file).rows[0].formulas == {1}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\n \n", "file-empty"),
        (b"%PDF-1.7 ...", "not-a-table"),
        (b"\xd0\xcf\x11\xe0 old excel", "not-a-table"),
        (b"<!DOCTYPE html>", "not-a-table"),
        (b"name\nCasa\0\n", "nul-bytes"),
        (b"\xff\xfen\x00a\x00", "encoding"),
        (b'name\n"Casa\nOtra\n', "quotes"),
        (b'name\n"Casa"x\n', "quotes"),
        (b'name\n"' + b"x" * 200_000 + b'"\n', "huge-cell"),
        (b"PK\x03\x04 no zip at all", "xlsx-broken"),
        (b"colour,name\nrojo,Casa\n", "column-unknown"),
        (b"town\nOaxaca\n", "column-missing"),
    ],
)
def test_bad_files(file: Path, content: bytes, code: str) -> None:
    """Each has its own reason."""
    file.write_bytes(content)
    assert fault_of(file).code == code


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman"), ("cp850", "CP850 (DOS)")],
)
def test_the_encoding_it_looks_like_is_named(file: Path, encoding: str, name: str) -> None:
    """By the letters of Spanish it would give."""
    file.write_bytes("name\nOrganización de Niñas y Jóvenes de Petén\n".encode(encoding))
    assert fault_of(file).details == {"encoding": name}


def test_two_hundred_thousand_rows(file: Path) -> None:
    """Refused at the first row too many, without holding the rest."""
    with file.open("w") as text:
        text.write("name,town\n")
        text.writelines(f"Casa {n},Oaxaca\n" for n in range(200_000))
    tracemalloc.start()
    fault = fault_of(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fault.code, fault.details) == ("too-many-rows", {"most": MAX_ROWS})
    assert peak < 40 * 1024 * 1024


def test_a_file_too_large(file: Path) -> None:
    """Refused before it is opened."""
    with file.open("wb") as sparse:
        sparse.truncate(MAX_BYTES + 1)
    assert fault_of(file).code == "file-too-large"


def bomb(size: int) -> bytes:
    """Return a zip named as a workbook whose sheet unpacks to `size` bytes of zeros."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _i in range(size // 1_000_000):
                part.write(b"0" * 1_000_000)
    return written.getvalue()


@pytest.mark.parametrize("size", [40_000_000, 100_000_000])
def test_zip_bombs_are_not_unpacked(file: Path, size: int) -> None:
    """By their ratio or their size, from the index alone."""
    content = bomb(size)
    file.write_bytes(content)
    tracemalloc.start()
    fault = fault_of(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert fault.code == "xlsx-unpacks"
    assert peak < 5_000_000


def test_a_zip_that_is_no_workbook(file: Path) -> None:
    """Named for what it is."""
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("carta.txt", "hola")
    assert (fault_of(file).code, fault_of(file).details) == ("not-a-table", {"format": "ZIP"})


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
@pytest.mark.parametrize("damage", [b"", b"<broken", b"<a/>", b"\x00\xff"])
def test_damaged_workbooks(file: Path, part: str, damage: bytes) -> None:
    """Refused or read, never anything else."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["name"], ["Casa"]]))) as whole,
        zipfile.ZipFile(written, "w") as damaged,
    ):
        for name in whole.namelist():
            damaged.writestr(name, damage if name == part else whole.read(name))
    file.write_bytes(written.getvalue())
    assert code_of(file) in {"", "xlsx-broken", "file-empty"}


def test_entities_are_not_expanded(file: Path) -> None:
    """The billion laughs, in the sheet of a workbook."""
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["name"], ["Casa"]]))) as whole,
        zipfile.ZipFile(written, "w") as changed,
    ):
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = laughs + part.replace(b"Casa", b"&b;")
            changed.writestr(name, part)
    file.write_bytes(written.getvalue())
    assert fault_of(file).code == "xlsx-broken"


def test_a_workbook_that_claims_endless_rows(file: Path) -> None:
    """Its declared size and row numbers are not believed."""
    content = workbook([["name"], ["Casa"]])
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(written, "w") as changed,
    ):
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b'ref="A1:A2"', b'ref="A1:XFD99999999"')
                part = part.replace(b'r="2"', b'r="99999999"').replace(b'"A2"', b'"A99999999"')
            changed.writestr(name, part)
    file.write_bytes(written.getvalue())
    assert read_table(file).rows == ()
