"""Small XLSX files made to take gigabytes or minutes are refused in a moment."""

import io
import zipfile
from hashlib import shake_256
from pathlib import Path
from time import process_time

import pytest
from openpyxl import Workbook

from tejido.directory.domain.tables import TableFault
from tejido.directory.table_files import read_table

SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"


def hostile(file: Path, name: str, replaced: bytes, by: bytes) -> Path:
    """Write a workbook with something put into one part, padded so that its ratio is harmless."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["name"])
    sheet.append(["Casa"])
    made, written = io.BytesIO(), file.open("wb")
    book.save(made)
    with zipfile.ZipFile(made) as whole, zipfile.ZipFile(written, "w", 8) as changed:
        for part in whole.namelist():
            content = whole.read(part)
            if part == name:
                assert replaced in content
                content = content.replace(replaced, by + replaced)
            changed.writestr(part, content)
        changed.writestr("pad.bin", shake_256(b"pad").digest(500_000))
    written.close()
    return file


@pytest.mark.parametrize(
    ("name", "replaced", "by"),
    [
        (STYLES, b"</cellXfs>", b"<xf/>" * 5_000_000),
        (STYLES, b"</fonts>", b"<font/>" * 5_000_000),
        ("docProps/core.xml", b"</cp:coreProperties>", b"<b/>" * 5_000_000),
        ("[Content_Types].xml", b"</Types>", b'<Override PartName="/a"/>' * 500_000),
        ("xl/workbook.xml", b"</workbook>", b"<definedNames/>" * 500_000),
        (SHEET, b"</row>", b'<c r="B1"/>' * 2_000_000),
        (SHEET, b"</sheetData>", b"<row/>" * 5_000_000),
    ],
)
def test_bombs_of_tags(tmp_path: Path, name: str, replaced: bytes, by: bytes) -> None:
    """Each took more than a gigabyte or half a minute before the tags were counted."""
    file = hostile(tmp_path / "tabla.xlsx", name, replaced, by)
    started = process_time()
    with pytest.raises(TableFault) as raised:
        read_table(file)
    assert raised.value.code == "xlsx-unpacks"
    assert process_time() - started < 10


def test_a_million_rows_left_out_cost_nothing(tmp_path: Path) -> None:
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Fin</t></is></c></row>'
    file = hostile(tmp_path / "tabla.xlsx", SHEET, b"</sheetData>", last)
    started = process_time()
    assert [row.cells[0] for row in read_table(file).rows] == ["Casa", "Fin"]
    assert process_time() - started < 5


def test_an_encrypted_part_is_no_workbook(tmp_path: Path) -> None:
    file = hostile(tmp_path / "tabla.xlsx", STYLES, b"</fonts>", b"")
    content = bytearray(file.read_bytes())
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(header)
        content[at + offset] |= 1
    file.write_bytes(content)
    with pytest.raises(TableFault) as raised:
        read_table(file)
    assert raised.value.code == "xlsx-broken"
