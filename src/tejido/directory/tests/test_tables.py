"""Cells, headings and rows of a table: pure rules, each with its examples."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.directory.domain.tables import (
    FIELDS,
    MAX_CELL,
    Column,
    Row,
    TableFault,
    escape_cell,
    is_computed,
    join_values,
    read_header,
    split_values,
    unescape_cell,
)
from tejido.directory.domain.transfer import Line, WrittenMembership, read_line

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(st.text())
def test_every_value_survives_escaping(text: str) -> None:
    """Reading back restores it, and nothing a spreadsheet would compute is written."""
    cell = escape_cell(text)
    assert unescape_cell(cell) == text
    assert not is_computed(cell)


@given(st.lists(NAMES.filter(bool)))
def test_several_values_survive_one_cell(values: list[str]) -> None:
    """Bars and backslashes in them too."""
    assert split_values(join_values(values)) == tuple(values)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"])
def test_what_a_spreadsheet_computes(start: str) -> None:
    """OWASP's list, also after white space and in full width."""
    assert is_computed(f"{start}1+1")
    assert escape_cell(f"{start}1+1").startswith("'")


def test_headings_in_both_languages() -> None:
    """An export writes the first; people write what they speak."""
    header = ["Clave", "NOMBRE", "País", "siglas", "alias:en", "As printed", "pertenencias", ""]
    assert [column.heading for column in read_header(header)] == [
        "key", "name", "country", "acronym", "alias:en", "as_printed", "memberships",
    ]  # fmt: skip


def test_every_field_has_its_own_heading() -> None:
    """What an export writes is read back as the same column."""
    columns = tuple(Column(field) for field in FIELDS)
    assert read_header([column.heading for column in columns]) == columns


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ([], "no-header"),
        (["", " "], "no-header"),
        (["name", "colour"], "column-unknown"),
        (["name", "town:en"], "column-unknown"),
        (["name", "alias:english"], "column-unknown"),
        (["name", "", "town"], "column-unnamed"),
        (["name", "nombre"], "column-twice"),
        (["kind", "town"], "column-missing"),
        (["name"] * 61, "too-many-columns"),
    ],
)
def test_headers_refused(header: list[str], code: str) -> None:
    """Each with its own reason."""
    with pytest.raises(TableFault) as fault:
        read_header(header)
    assert fault.value.code == code


def read(header: str, *cells: str, formulas: tuple[int, ...] = ()) -> Line:
    """Read one row under a header written with commas."""
    return read_line(read_header(header.split(",")), Row(2, cells, frozenset(formulas)))


def test_a_line_holds_only_the_columns_of_its_file() -> None:
    """A column the file lacks says nothing; an empty cell says that there is none."""
    line = read("name,alias,town", " Casa  Ejemplo ", "Una|Dos ", "")
    assert line.values == {"name": "Casa Ejemplo", "town": ""}
    assert line.names == {Column("alias"): ("Una", "Dos")}
    assert (line.key, line.memberships, line.refusals) == ("", None, ())


def test_kinds_and_visibilities_as_people_write_them() -> None:
    """Words of both languages; an empty choice says nothing."""
    assert read("name,kind,visibility", "A", "Red", "Pública").values["kind"] == "network"
    assert read("name,kind,visibility", "A", "Red", "Pública").values["visibility"] == "public"
    assert "kind" not in read("name,kind", "A", "").values


def test_memberships_with_and_without_dates() -> None:
    """Brackets that are no dates belong to the name."""
    line = read(
        "name,memberships", "A", "Red A | Red B [2015-01-31..] | Red C [..2020-12-31, sealed]"
    )
    assert line.memberships == (
        WrittenMembership("Red A"),
        WrittenMembership("Red B", date(2015, 1, 31), None, "", dated=True),
        WrittenMembership("Red C", None, date(2020, 12, 31), "sealed", dated=True),
    )
    (odd,) = read("name,memberships", "A", "Red [norte]").memberships or ()
    assert odd == WrittenMembership("Red [norte]")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=1+1", "computed-cell"),
        ("-A", "computed-cell"),
        ("x" * (MAX_CELL + 1), "long-cell"),
        ("a\nb", "control-character"),
        ("a\x07b", "control-character"),
        ("a\u202eb", "control-character"),
    ],
)
def test_cells_refused(cell: str, code: str) -> None:
    """By line, with the column."""
    (refusal,) = read("name,town", "A", cell).refusals
    assert (refusal.code, refusal.column) == (code, "town")
    assert len(refusal.value) <= 60


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Red [2015-02-30..]", "no-such-day"),
        ("Red [2016-01-01..2015-01-01]", "ends-before-it-starts"),
        ("Red [.., everybody]", "visibility-unknown"),
    ],
)
def test_memberships_refused(cell: str, code: str) -> None:
    """Days that are none, days the wrong way round."""
    assert [refusal.code for refusal in read("name,memberships", "A", cell).refusals] == [code]


def test_formulas_and_loose_cells_refused() -> None:
    """A formula whatever its value; a cell without a column."""
    assert [r.code for r in read("name", "A", formulas=(0,)).refusals] == ["computed-cell"]
    assert [r.code for r in read("name", "A", "", "x").refusals] == ["more-cells-than-columns"]
    assert not read("name", "A", "", " ").refusals
