"""Text files: which encoding, which delimiter, where the header is, what is refused."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.budgets.domain.encodings import SINGLE_BYTE
from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading import Choices, ReadTable, open_table
from tejido.budgets.reading.limits import Limits
from tejido.budgets.reading.survey import survey
from tejido.budgets.reading.texts import check_utf8
from tejido.budgets.table_fault_messages import table_error

LABELS = (
    "Comisión de Atención al Tránsito",
    "Dirección General de Administración",
    "Educación Básica Pública",
    "Coordinación Jurídica y Técnica",
    "SECRETARÍA DE LA FUNCIÓN",
)
TEXT = "CICLO,RAMO,DESC,MONTO\n" + "".join(f"2015,{n},{x},{n}00\n" for n, x in enumerate(LABELS))


def written(folder: Path, content: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def fault(path: Path, choices: Choices | None = None, limits: Limits | None = None) -> TableFault:
    with pytest.raises(TableFault) as caught, open_table(path, choices, limits or Limits()):
        pass
    assert str(table_error(caught.value).message)
    return caught.value


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", *SINGLE_BYTE, "utf-16", "utf-16-le", "utf-16-be"]
)
def test_the_encoding_is_found_by_how_the_text_reads(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, TEXT.encode(encoding))
    with open_table(path) as table:
        assert [row[2] for row in table.sample] == list(LABELS)
        if encoding in SINGLE_BYTE:
            # What differs only in control signs reads the same.
            assert table.encoding == ("cp1252" if encoding == "latin-1" else encoding)
        assert table.header == ("CICLO", "RAMO", "DESC", "MONTO")


def test_every_reading_is_shown_best_first_with_what_is_odd_in_it(tmp_path: Path) -> None:
    with open_table(written(tmp_path, TEXT.encode("cp850"))) as table:
        best, *others = table.readings
        assert (best.encoding, best.score, best.odd) == ("cp850", 100, ())
        assert "Comisión" in best.words
        read = {reading.encoding: reading for reading in others}
        assert "Comisi¢n" in read["latin-1"].words
        assert "¢" in read["latin-1"].odd
        assert not read["utf-8"].possible
        assert all(reading.score < best.score for reading in others)


def test_a_person_may_choose_another_encoding(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.encode("cp850"))
    with open_table(path, Choices(encoding="latin-1")) as table:
        assert table.sample[0][2].startswith("Comisi¢n")
    assert fault(path, Choices(encoding="utf-8")).values["line"] == 2
    assert fault(path, Choices(encoding="klingon")).code == Fault.ENCODING_UNKNOWN


def test_plain_utf8_is_read_where_it_lies_and_all_else_from_a_copy_that_goes(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, TEXT.encode())
    with open_table(path) as table:
        assert table.path.resolve() == path
    other = written(tmp_path, TEXT.encode("cp1252"))
    with open_table(other) as table:
        copy = table.path
        assert copy.read_text(encoding="utf-8") == TEXT
    assert not copy.exists()


def test_lines_that_end_in_different_ways_are_made_alike(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\r\n1,2\n3,4\r\n")
    with open_table(path) as table:
        assert table.path.read_bytes() == b"a,b\n1,2\n3,4\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["año", "ramo, y más", "monto"], ["2015", "uno, dos", "1"], ["2016", "tres", "2"]]
    text = "".join(
        delimiter.join(f'"{x}"' if delimiter == "," and "," in x else x for x in row) + "\n"
        for row in rows
    )
    with open_table(written(tmp_path, text.encode())) as table:
        assert (table.delimiter, list(table.header)) == (delimiter, rows[0])


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    text = 'Cuenta Pública,,\n"Cifras en\npesos",,\n\nCICLO,RAMO,MONTO\n2015,1,5\n'
    path = written(tmp_path, text.encode())
    with open_table(path) as table:
        assert table.header == ("CICLO", "RAMO", "MONTO")
        assert (table.header_row, table.skip) == (3, 5)
        assert table.sample == (("2015", "1", "5"),)
    with open_table(path, Choices(header_row=1)) as table:
        assert table.header == ("Cuenta Pública", "column 2", "column 3")
    assert fault(path, Choices(header_row=99)).code == Fault.HEADER_UNKNOWN


def test_headings_are_each_there_once_and_never_empty(tmp_path: Path) -> None:
    with open_table(written(tmp_path, b"MONTO,monto,,MONTO\na,b,c,d\n")) as table:
        assert table.header == ("MONTO", "monto (2)", "column 3", "MONTO (3)")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Fault.EMPTY),
        (b"\xef\xbb\xbf", Fault.EMPTY),
        (b"\n\n\n", Fault.EMPTY),
        (b"CICLO,RAMO,MONTO\n", Fault.NO_ROWS),
        (b"CICLO,RAMO,MONTO", Fault.NO_ROWS),
        (b"2015,1,300\n2016,2,400\n", Fault.NO_HEADER),
        (b"%PDF-1.7\n%stream", Fault.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Fault.NOT_A_TABLE),
        (b"<!DOCTYPE html><title>404</title>", Fault.NOT_A_TABLE),
        (b"a,b\n1,\x002\n", Fault.NUL_BYTES),
        (b"\0" * 100_000, Fault.NUL_BYTES),
        ((",".join(f"c{n}" for n in range(3_000)) + "\n1\n").encode(), Fault.TOO_MANY_COLUMNS),
        (b"a" * 400 + b",b\n1,2\n", Fault.LONG_HEADING),
        (b'"a,b\n' + b"1,2\n" * 100_000, Fault.QUOTES),
        (gzip.compress(b""), Fault.EMPTY),
        (b"\x1f\x8bnothing", Fault.DAMAGED),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, code: Fault
) -> None:
    assert fault(written(tmp_path, content)).code == code


def test_the_line_of_a_nul_byte_is_named(tmp_path: Path) -> None:
    assert fault(written(tmp_path, b"a,b\n" + b"1,2\n" * 7 + b"\0")).values == {"line": 9}


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n" + b"x" * 5_000)
    assert fault(path, limits=Limits(record=4_000)).code == Fault.LONG_RECORD


@given(data=st.binary(max_size=300))
def test_whatever_the_bytes_a_file_is_read_or_refused(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), data)
    try:
        with open_table(path) as table:
            assert table.header
            assert table.sample
            return
    except TableFault as refused:
        message = str(table_error(refused).message)
    assert message


@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode), at=st.integers(1, 9))
def test_the_first_byte_that_is_no_utf8_is_found(
    data: bytes, at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = data.replace(b"\0", b"")
    path = written(tmp_path_factory.mktemp("bytes"), data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tejido.budgets.reading.survey.CHUNK", at)
        found = survey(path).utf8_fault
    if found is None:
        assert data.decode().encode() == data
        return
    with pytest.raises(UnicodeDecodeError) as caught:
        data.decode()
    assert caught.value.start == found


UTF8 = Choices(encoding="utf-8")


def opened(path: Path, *, compare: bool) -> ReadTable | TableFault:
    try:
        with open_table(path, UTF8, compare=compare) as table:
            return table
    except TableFault as refused:
        return refused


@given(data=st.binary(max_size=300))
def test_the_encoding_a_person_chose_is_not_compared_again(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), data)
    compared, again = opened(path, compare=True), opened(path, compare=False)
    if isinstance(compared, TableFault) and compared.code is Fault.ENCODING_WRONG:
        return
    if isinstance(compared, TableFault) or isinstance(again, TableFault):
        assert (repr(compared), vars(compared)) == (repr(again), vars(again))
        return
    assert (compared.header, compared.sample) == (again.header, again.sample)
    assert again.readings == ()


@pytest.mark.parametrize("line", [1, 2, 9_000])
def test_a_byte_that_is_no_utf8_is_found_when_it_is_read(tmp_path: Path, line: int) -> None:
    lines = [b"a,b", *[b"1,2"] * 10_000]
    lines[line - 1] = b"1,\xff2"
    path = written(tmp_path, b"\n".join(lines))
    with pytest.raises(TableFault) as caught, open_table(path, UTF8, compare=False) as table:
        check_utf8(table.path)
    assert (caught.value.code, caught.value.values["line"]) == (Fault.ENCODING_WRONG, line)


def test_what_reading_would_not_notice_is_looked_for_all_the_same(tmp_path: Path) -> None:
    nul = written(tmp_path, b"a,b\n" + b"1,2\n" * 200_000 + b"\0")
    with pytest.raises(TableFault) as caught, open_table(nul, UTF8, compare=False):
        pass
    assert (caught.value.code, caught.value.values) == (Fault.NUL_BYTES, {"line": 200_002})
    mixed = written(tmp_path, b"a,b\n1,2\r\n3,4\r\n")
    with open_table(mixed, UTF8, compare=False) as table:
        assert table.path.read_bytes() == b"a,b\n1,2\n3,4\n"
