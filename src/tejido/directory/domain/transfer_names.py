"""The names a line gives an organization, and which of them it is listed under."""

from collections.abc import Sequence
from dataclasses import replace

from tejido.directory.domain.organization_data import NameData, name_shown
from tejido.directory.domain.tables import Column
from tejido.directory.domain.transfer import Line, Refusal
from tejido.directory.domain.transfer_plan import KnownOrganization, matching_rows

# The order in which `name_shown` looks for a name.
_SHOWN_ORDER = ("official", "short", "as_printed", "alias", "acronym", "former")


def draft_names(
    line: Line, known: KnownOrganization | None
) -> tuple[str, tuple[NameData, ...], tuple[int | None, ...], list[Refusal]]:
    """Return the name shown, all names, the rows that hold them, and what is wrong.

    Arguments:
        line: a line without faults so far.
        known: the organization it changes; None when it creates one.
    """
    stored = known.data.names if known else ()
    written = line.values.get("name", "")
    if "name" in line.values and not written:
        return "", (), (), [Refusal("no-name", "name")]
    wanted = _wanted_names(line, stored)
    before = known.shown if known else ""
    if written and written not in {name.text for name in wanted}:
        wanted = _renamed(wanted, before, written)
    rows = matching_rows(stored, known.name_ids if known else (), wanted)
    names = tuple(name for name, _row in rows)
    ids = tuple(row for _name, row in rows)
    first = _may_be_shown(names)
    if written and written not in first:
        return "", names, ids, [Refusal("name-not-first", "name", name_shown(names))]
    shown = written or (before if before in first else name_shown(names))
    return shown, names, ids, []


def _wanted_names(line: Line, stored: Sequence[NameData]) -> list[NameData]:
    sources = {(n.text, n.sort, n.language): n.source for n in stored}
    kept = [n for n in stored if Column(n.sort, n.language) not in line.names]
    return kept + [
        NameData(
            text,
            column.field,
            column.language,
            sources.get((text, column.field, column.language), ""),
        )
        for column, texts in line.names.items()
        for text in texts
    ]


def _renamed(names: list[NameData], before: str, written: str) -> list[NameData]:
    """Put the written name where the name shown so far stands; first when that one is gone."""
    for position, name in enumerate(names):
        if name.text == before and name.text in _may_be_shown(names):
            return [*names[:position], replace(name, text=written), *names[position + 1 :]]
    return [NameData(written), *names]


def _may_be_shown(names: Sequence[NameData]) -> set[str]:
    """Return the names of the sort that is shown first: any of them can be the one listed."""
    best = min((_SHOWN_ORDER.index(name.sort) for name in names), default=0)
    return {name.text for name in names if _SHOWN_ORDER.index(name.sort) == best}
