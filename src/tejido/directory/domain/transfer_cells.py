"""How an organization is written into the cells of a row, so that reading restores it."""

from collections.abc import Iterable, Sequence
from datetime import date

from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.domain.tables import NAME_FIELDS, Column, join_values


def write_membership(network: str, start: date | None, end: date | None, visibility: str) -> str:
    """Write a membership as :func:`read_line` reads it.

    >>> write_membership("Red A", date(2015, 1, 31), None, "coalition")
    'Red A [2015-01-31..]'
    """
    days = f"{start or ''}..{end or ''}"
    return (
        f"{network} [{days}]" if visibility == "coalition" else f"{network} [{days}, {visibility}]"
    )


def write_cells(
    columns: Sequence[Column],
    key: str,
    shown: str,
    data: OrganizationData,
    memberships: Iterable[str],
) -> list[str]:
    """Write an organization as a row, one text a column, not yet escaped.

    Arguments:
        columns: what to write, in order.
        key: the organization's key.
        shown: the name it is listed under.
        data: its names and values.
        memberships: each as `write_membership` gives it.
    """
    values = {
        "key": key,
        "name": shown,
        "kind": data.kind,
        "visibility": data.visibility,
        "country": data.country,
        "subdivision": data.subdivision,
        "town": data.town,
        "memberships": join_values(memberships),
    }
    return [
        names_in(column, data.names) if column.field in NAME_FIELDS else values[column.field]
        for column in columns
    ]


def names_in(column: Column, names: Sequence[NameData]) -> str:
    """Return the cell of one column of names."""
    return join_values(
        name.text for name in names if (name.sort, name.language) == (column.field, column.language)
    )
