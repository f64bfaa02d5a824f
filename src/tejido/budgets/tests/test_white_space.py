"""White space around cells is left out wherever it stands, though few cells are looked at twice."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tejido.budgets import line_writing
from tejido.budgets.domain.amounts import WHITE
from tejido.budgets.domain.mapping import Mapping
from tejido.budgets.line_writing import opened, write_lines
from tejido.budgets.reading import Choices
from tejido.budgets.reading.table import SAMPLE_ROWS
from tejido.budgets.tests.factories import HEADER, a_budget_file, a_line, a_mapping

pytestmark = pytest.mark.usefixtures("folders")

SKIP = (
    {
        "name": "total",
        "kind": "total",
        "where": [{"column": ["DESC_PP"], "pattern": "Total"}],
        "by": ["branch"],
    },
)
TABLE = {"from": ["ID_OBJETO"], "values": {"1101": "1100", "2": "2000"}}
NBSP_CELL = "Instituto\u00a0"
# The first records show what a file is like; white space after them is what nobody expects.
FIRST = [a_line() for _ in range(SAMPLE_ROWS)]

white = st.text(st.sampled_from(WHITE), max_size=2)
words = st.sampled_from(("", "4", "04", "K00", "Total", "Total 4", "año", "1101", "2", "1,234.50"))
cells = st.builds(lambda before, word, after: before + word + after, white, words, white)
odd_lines = st.dictionaries(st.sampled_from(HEADER), cells, max_size=4).map(lambda d: a_line(**d))


def written(
    folder: Path, lines: Sequence[dict[str, str]], mapping: Mapping
) -> tuple[bytes, dict[str, Any]]:
    """The bytes of the lines, and what is told of the other records."""
    file, target = a_budget_file(folder, *lines), folder / "lines.parquet"
    with opened(file, Choices(encoding="utf-8")) as table:
        found = write_lines(table, mapping, target)
    return target.read_bytes(), {**found.apart.data(), "totals": found.apart.total_records}


def stripped(line: dict[str, str]) -> dict[str, str]:
    return {heading: cell.strip(WHITE) for heading, cell in line.items()}


@example([a_line(ID_OBJETO="1101 ")])
@example([a_line(ID_RAMO="4\u00a0")])
@example([a_line(DESC_PP="Total\t")])
@given(st.lists(odd_lines, min_size=1, max_size=6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_white_space_gives_what_the_file_without_gives(
    tmp_path: Path, lines: list[dict[str, str]]
) -> None:
    mapping = a_mapping(skip=SKIP, object=TABLE)
    found = written(tmp_path, [*FIRST, *lines], mapping)
    assert found == written(tmp_path, [*FIRST, *map(stripped, lines)], mapping)


@pytest.mark.parametrize(
    ("late", "readings"),
    [
        ({}, 1),
        ({"DESC_UR": f"{WHITE}Instituto"}, 1),
        ({"APROBADO": " 100.00 "}, 1),
        ({"DESC_PP": "Programa "}, 1),
        ({"ID_RAMO": "4 "}, 1),
        ({"DESC_UR": NBSP_CELL}, 2),
        ({"DESC_UR": NBSP_CELL, "CICLO": "?"}, 2),
    ],
    ids=[
        "none",
        "before",
        "an amount",
        "what a condition asks for",
        "what a rule changes",
        "in a line",
        "in a record that is refused",
    ],
)
def test_only_a_file_that_needs_it_is_read_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: dict[str, str], readings: int
) -> None:
    lines = [*FIRST, a_line(**late)]
    assert count_of_readings(tmp_path, monkeypatch, lines) == readings


def test_a_file_that_shows_it_at_once_is_read_closely_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [a_line(DESC_UR=NBSP_CELL), *FIRST]
    assert count_of_readings(tmp_path, monkeypatch, lines) == 1


def count_of_readings(
    folder: Path, monkeypatch: pytest.MonkeyPatch, lines: Sequence[dict[str, str]]
) -> int:
    readings = []
    write = line_writing._write

    def counting(*arguments: Any) -> Any:
        readings.append(arguments)
        return write(*arguments)

    monkeypatch.setattr(line_writing, "_write", counting)
    _bytes, told = written(folder, lines, a_mapping(skip=SKIP))
    assert NBSP_CELL not in str(told)
    return len(readings)
