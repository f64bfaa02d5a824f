"""Lines of a stored snapshot by their place, for a person to see which one is meant."""

from collections.abc import Iterable

from tejido.budgets import warehouse
from tejido.budgets.domain.columns import COLUMNS
from tejido.budgets.domain.sql_text import literal
from tejido.budgets.models import Snapshot
from tejido.budgets.snapshot_files import parquet_path

Line = dict[str, str | None]


def lines_at(snapshot: Snapshot, places: Iterable[int]) -> dict[int, Line]:
    """Return lines as they stand in the file, no correction applied, by the place of each.

    Arguments:
        snapshot: a stored one.
        places: records of the file, 1 for the first; one that is no line is left out.
    """
    meant = sorted(set(places))
    if not meant:
        return {}
    path = parquet_path(snapshot.digest)
    names = ", ".join(f"CAST({name} AS VARCHAR)" for name in COLUMNS)
    source = f"FROM read_parquet({literal(str(path))})"
    with warehouse.connect(files=[path]) as engine:
        rows = engine.rows(
            f"{source} SELECT line, {names} WHERE line IN ({', '.join(map(str, meant))})"
        )
    return {place: dict(zip(COLUMNS, cells, strict=True)) for place, *cells in rows}
