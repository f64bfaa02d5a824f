"""Records with the wrong number of cells or broken quotes: named by record and line."""

from pathlib import Path

import pytest

from tejido.budgets import warehouse
from tejido.budgets.domain.table_faults import Fault, TableFault
from tejido.budgets.reading import open_table, raw_sql, record_sql, set_aside_broken
from tejido.budgets.tests.test_reading_texts import written

HEADER = "año,ramo,monto\n"


def lines_of(path: Path) -> tuple[list[tuple[object, ...]], int]:
    """Return what the warehouse reads of a file, and how many records it refuses."""
    with open_table(path) as table, warehouse.connect(files=[table.path]) as engine:
        query = f"WITH raw AS ({raw_sql(table)}) SELECT {record_sql(table)}, * FROM raw"
        rows = engine.rows(query)
        return rows, int(engine.rows("SELECT count(*) FROM reject_errors")[0][0])


def test_a_sound_file_is_numbered_by_the_warehouse(tmp_path: Path) -> None:
    path = written(tmp_path, (HEADER + '2015, "x" ,\n\n2016,"a ""b""\nc",1\n').encode())
    path.write_text(HEADER + '2015,  x ,\n\n2016,"a ""b""\nc",1\n', encoding="utf-8")
    rows, rejects = lines_of(path)
    assert rows == [(1, "2015", "x", None), (2, "2016", 'a "b"\nc', "1")]
    assert rejects == 0


def test_broken_records_are_named_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    text = (
        HEADER
        + '2015,uno,1\n2015,dos,2,9\n\n2015,"tres\ntres",3\n'
        + '2015,cuatro\n2015,"cin"co,5\n2016,seis,6\n'
    )
    path = written(tmp_path, text.encode())
    assert lines_of(path)[1] == 3
    with open_table(path) as table, set_aside_broken(table) as (sound, broken):
        assert broken.count == 3
        assert [(one.record, one.line, one.fault, one.cells) for one in broken.records] == [
            (2, 3, "cells", 4),
            (4, 7, "cells", 2),
            (5, 8, "quotes", 0),
        ]
        assert broken.records[0].text == "2015,dos,2,9"
        with warehouse.connect(files=[sound.path]) as engine:
            query = f"WITH raw AS ({raw_sql(sound)}) SELECT {record_sql(sound)}, ramo FROM raw"
            assert engine.rows(query) == [(1, "uno"), (3, "tres\ntres"), (6, "seis")]


@pytest.mark.parametrize("after", ["", "2016,ok,1\n" * 500, '2016,"quoted",1\n', "2016,ok,1\n" * 3])
def test_a_quote_that_is_never_closed_refuses_the_file_by_its_line(
    tmp_path: Path, after: str
) -> None:
    path = written(tmp_path, (HEADER + "2015,uno,1\n" + '2015,"dos,2\n' + after).encode())
    with (
        open_table(path) as table,
        pytest.raises(TableFault) as caught,
        set_aside_broken(table),
    ):
        pass
    assert (caught.value.code, caught.value.values) == (Fault.QUOTES, {"line": 3})


def test_a_formula_in_a_label_is_text(tmp_path: Path) -> None:
    path = written(tmp_path, (HEADER + "2015,\"=cmd|' /C calc'!A0\",1\n").encode())
    assert lines_of(path)[0] == [(1, "2015", "=cmd|' /C calc'!A0", "1")]
