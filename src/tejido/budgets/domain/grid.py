"""Rows of an answer from the engine's records: what is missing is said, and is never zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tejido.budgets.domain.answer import Row
from tejido.budgets.domain.named_codes import same_name

# Why a value is null. The sentences stand in data/wording.yaml under the same names.
NO_DOCUMENT: Final = "no_document"
NO_LINE: Final = "no_line"
NO_AMOUNT: Final = "no_amount"
NOT_IN_DOCUMENT: Final = "not_in_document"
NO_FACTOR: Final = "no_factor"
NO_RATIO: Final = "no_ratio"
NO_OTHER_YEAR: Final = "no_other_year"
NO_OBJECT: Final = "no_object"
NO_NAMES: Final = "no_names"
NO_PROGRAMME: Final = "no_programme"
MOST_ROWS: Final = 50_000

Record = Sequence[object]
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """What an answer is to have a row for.

    Arguments:
        groups: names of the columns between year and measure.
        years: asked.
        held: those of them there is a document for.
        document: the sort of document.
        measures: asked, and carried by such a document.
        money: what amounts are counted in.
        seeds: groups that were asked for by name: a row for each, even where nothing is found.
        missing: measures asked that a document of this standing never carries.
        factors: years whose amounts could be put in the money asked for; None when not asked.
        indicators: rows have an indicator beside the measure.
        empty: why a year that has a document has no value.
        lacking: why lines that are there give no value.
    """

    groups: tuple[str, ...]
    years: tuple[int, ...]
    held: tuple[int, ...]
    document: str
    seeds: tuple[tuple[str, ...], ...]
    measures: tuple[str, ...]
    missing: tuple[str, ...]
    money: str
    factors: frozenset[int] | None
    indicators: bool
    empty: str = NO_LINE
    lacking: str = NO_AMOUNT

    def columns(self) -> list[str]:
        """Return the names of the columns of its rows."""
        indicator = ["indicator"] if self.indicators else []
        names = ("year", *self.groups, "measure", *indicator, "value", "unit", "document", "reason")
        return list(dict.fromkeys(names))


class TooManyRowsError(ValueError):
    """The answer has more rows than anybody could read."""


def rows_of(grid: Grid, records: Sequence[Record]) -> list[Row]:
    """Return a row for each year, group and measure, in the order of the engine's records.

    Arguments:
        grid: what is to have a row.
        records: (year, groups..., measure, indicator, value, unit, document, lines, given).

    Errors:
        TooManyRowsError: there are more than MOST_ROWS.
    """
    found: dict[tuple[int, tuple[str, ...]], list[Record]] = {}
    for record in records:
        found.setdefault(_key(grid, record), []).append(record)
    groups = _all_groups(grid, {group for _, group in found})
    cells = _cells(grid, found.values())
    most = max(len(records), len(groups) * len(grid.years) * len(cells))
    if most > MOST_ROWS:
        raise TooManyRowsError
    rows: list[Row] = []
    for year in grid.years:
        for group in groups:
            known = found.get((year, group), ())
            rows += [_row(grid, year, group, record) for record in known]
            rows += _absent(grid, year, group, cells, found=bool(known))
    return rows


def counts_of(records: Iterable[Record]) -> dict[tuple[int, str], tuple[int, int]]:
    """Return, by year and measure, how many lines there are and how many have the amount."""
    counts: dict[tuple[int, str], tuple[int, int]] = {}
    for record in records:
        if record[-6] != "amount":
            continue
        key = (int(str(record[0])), str(record[-7]))
        lines, given = counts.get(key, (0, 0))
        counts[key] = (lines + int(str(record[-2])), given + int(str(record[-1])))
    return counts


def _key(grid: Grid, record: Record) -> tuple[int, tuple[str, ...]]:
    return int(str(record[0])), tuple(map(str, record[1 : 1 + len(grid.groups)]))


def _all_groups(grid: Grid, found: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    spelled = {tuple(map(same_name, group)) for group in found}
    seeds = {seed for seed in grid.seeds if tuple(map(same_name, seed)) not in spelled}
    return sorted(found | seeds) or ([()] if not grid.groups else [])


def _cells(grid: Grid, found: Iterable[Sequence[Record]]) -> list[Cell]:
    """Return measure, indicator and unit of the rows of a group, in order."""
    seen: dict[Cell, None] = {}
    for records in found:
        for record in records:
            seen.setdefault((str(record[-7]), str(record[-6]), str(record[-4])))
    return list(seen) or [(one, "amount", grid.money) for one in grid.measures]


def _row(grid: Grid, year: int, group: tuple[str, ...], record: Record) -> Row:
    measure, indicator, value, unit, document, _, given = record[-7:]
    row = _bare(grid, year, group, (str(measure), str(indicator), str(unit)), str(document))
    if value is None:
        return {**row, "reason": _reason(grid, year, given=int(str(given or 0)))}
    return {**row, "value": str(value)}


def _reason(grid: Grid, year: int, *, given: int) -> str:
    if not given:
        return grid.lacking
    # Ratios too: they are of amounts that cannot be told in that money.
    if grid.factors is not None and year not in grid.factors:
        return NO_FACTOR
    return NO_RATIO


def _absent(
    grid: Grid, year: int, group: tuple[str, ...], cells: Sequence[Cell], *, found: bool
) -> list[Row]:
    rows = []
    if not found:
        reason = grid.empty if year in grid.held else NO_DOCUMENT
        rows += [
            {**_bare(grid, year, group, cell, grid.document), "reason": reason} for cell in cells
        ]
    for measure in grid.missing:
        bare = _bare(grid, year, group, (measure, "amount", grid.money), grid.document)
        rows.append({**bare, "reason": NOT_IN_DOCUMENT if year in grid.held else NO_DOCUMENT})
    return rows


def _bare(grid: Grid, year: int, group: tuple[str, ...], cell: Cell, document: str) -> Row:
    measure, indicator, unit = cell
    row: Row = {"year": year, **dict(zip(grid.groups, group, strict=True))}
    row["measure"] = measure or None
    if grid.indicators:
        row["indicator"] = indicator
    # In a list of documents the document is what a row stands for.
    return {**row, "value": None, "unit": unit, "document": row.get("document", str(document))}
