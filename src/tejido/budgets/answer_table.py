"""An answer's table as a page shows it: a row a year where its series fit beside each other.

What all rows share is said once, above. Files keep one row a figure (`answer_files`).
"""

from dataclasses import dataclass
from typing import Final

from tejido.budgets.answer_rows import Cell, column_names, heading_of, said, unit_said, value_cell
from tejido.budgets.domain.answer import Answer, Row

# More columns of amounts than this do not fit a page; then every figure has a row.
MOST_SERIES: Final = 4
Series = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page.

    Arguments:
        headings: of its columns.
        rows: cells, as many a row as there are headings.
        units: what all rows share, and what amounts are counted in.
    """

    headings: list[str]
    rows: list[list[Cell]]
    units: str


def page_table(answer: Answer, language: str) -> PageTable:
    """Return an answer's table in the reader's language."""
    names = [name for name in column_names(answer) if name != "value"]
    shared = [name for name in names if name != "year" and _is_shared(answer.rows, name)]
    told = [name for name in names if name not in ("year", *shared)]
    above = [
        said(answer, answer.rows[0], name, language) for name in shared if answer.rows[0].get(name)
    ]
    units = list(dict.fromkeys(unit_said(row["unit"]) for row in answer.rows))
    by_year = _by_year(answer.rows, told)
    if "year" not in names or by_year is None:
        headings, rows = _tall(answer, [name for name in names if name not in shared], language)
    else:
        headings, rows = _wide(answer, told, by_year, language, name_units=len(units) > 1)
        units = units if len(units) == 1 else []
    shared_words = dict.fromkeys([*above, ", ".join(units)])
    return PageTable(headings, rows, " · ".join(shared_words).strip(" ·"))


def _is_shared(rows: list[Row], name: str) -> bool:
    return len(rows) > 1 and len({row.get(name) for row in rows}) == 1


def _by_year(rows: list[Row], told: list[str]) -> dict[Series, dict[int, Row]] | None:
    """Return the rows by series and year; None where they do not fit side by side."""
    found: dict[Series, dict[int, Row]] = {}
    for row in rows:
        years = found.setdefault(tuple(str(row.get(name)) for name in told), {})
        if row["year"] in years:
            return None
        years[row["year"]] = row
    return found if len(found) <= MOST_SERIES and len({row["year"] for row in rows}) > 1 else None


def _tall(answer: Answer, names: list[str], language: str) -> tuple[list[str], list[list[Cell]]]:
    rows = [
        [
            *(
                Cell(heading_of(name), said(answer, row, name, language), number=name == "year")
                for name in names
            ),
            value_cell(answer, row, heading_of("value"), language),
        ]
        for row in answer.rows
    ]
    return [*map(heading_of, names), heading_of("value")], rows


def _wide(
    answer: Answer,
    told: list[str],
    by_year: dict[Series, dict[int, Row]],
    language: str,
    *,
    name_units: bool,
) -> tuple[list[str], list[list[Cell]]]:
    headings = {
        series: _series_said(answer, next(iter(rows.values())), told, language, name_units)
        for series, rows in by_year.items()
    }
    years = sorted({row["year"] for row in answer.rows})
    rows = [
        [
            Cell(heading_of("year"), str(year), number=True),
            *(
                value_cell(answer, by_year[series].get(year), heading, language)
                for series, heading in headings.items()
            ),
        ]
        for year in years
    ]
    return [heading_of("year"), *headings.values()], rows


def _series_said(answer: Answer, row: Row, told: list[str], language: str, name_units: bool) -> str:
    words = " · ".join(said(answer, row, name, language) for name in told) or heading_of("value")
    return f"{words} ({unit_said(row['unit'])})" if name_units else words
