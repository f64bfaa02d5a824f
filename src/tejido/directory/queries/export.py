"""What an export tells: the organizations, names and memberships its reader may see."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from tejido.core.models import User
from tejido.directory.domain.folding import fold
from tejido.directory.domain.tables import FIELDS, NAME_FIELDS, Column
from tejido.directory.domain.transfer_cells import write_cells, write_membership
from tejido.directory.models import (
    Membership,
    Organization,
    OrganizationKind,
    OrganizationName,
)
from tejido.directory.queries.transfer import batches, counts_for, organization_data

Reader = User | AnonymousUser

# Annotated by `with_canonical`.
_TOLD_FIELDS = ("member_counted", "network_counted", "start", "end", "visibility", "source")


class _Told(NamedTuple):
    """A membership as an export tells it; `network` is the id of the network it counts for."""

    network: int
    start: date | None
    end: date | None
    visibility: str
    source: str


def exported_organizations(reader: Reader) -> list[int]:
    """Return the ids of the organizations an export holds, A to Z."""
    rows = Organization.objects.visible_to(reader).standing().order_by("sort_key", "pk")
    return list(rows.values_list("pk", flat=True))


def export_columns(reader: Reader) -> tuple[Column, ...]:
    """Return the columns of an export: one more for each language that names are in."""
    seen = Organization.objects.visible_to(reader).standing()
    pairs = OrganizationName.objects.filter(organization__in=seen).order_by("sort", "language")
    languages: dict[str, list[str]] = defaultdict(list)
    for sort, language in pairs.values_list("sort", "language").distinct():
        if language:
            languages[sort].append(language)
    return tuple(
        column
        for field in FIELDS
        for column in (
            Column(field),
            *(Column(field, language) for language in languages[field] if field in NAME_FIELDS),
        )
    )


def export_rows(
    reader: Reader, ids: Sequence[int], columns: Sequence[Column]
) -> Iterator[list[str]]:
    """Yield an organization a row, four queries a batch."""
    references = _references(reader)
    for organization, memberships in _batched(reader, ids):
        cells = [
            write_membership(references[m.network], m.start, m.end, m.visibility)
            for m in memberships
        ]
        data = organization_data(organization, organization.names.all())
        yield write_cells(columns, organization.key, organization.name, data, dict.fromkeys(cells))


def export_documents(reader: Reader, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield an organization a document, with the sources a table has no room for."""
    labels = _labels(reader)
    for organization, memberships in _batched(reader, ids):
        yield {
            "key": organization.key,
            "name": organization.name,
            "kind": organization.kind,
            "visibility": organization.visibility,
            "country": organization.country,
            "subdivision": organization.subdivision,
            "town": organization.town,
            "names": [
                {"text": n.text, "sort": n.sort, "language": n.language, "source": n.source}
                for n in organization.names.all()
            ],
            "memberships": [
                {
                    "network": labels[m.network][0],
                    "name": labels[m.network][1],
                    "start": m.start.isoformat() if m.start else None,
                    "end": m.end.isoformat() if m.end else None,
                    "visibility": m.visibility,
                    "source": m.source,
                }
                for m in memberships
            ],
        }


def _batched(reader: Reader, ids: Sequence[int]) -> Iterator[tuple[Organization, list[_Told]]]:
    names = Prefetch("names", queryset=OrganizationName.objects.order_by("pk"))
    networks = _labels(reader)
    for batch in batches(ids):
        # Asked again: between two batches an organization may have been sealed.
        rows = Organization.objects.visible_to(reader).standing().prefetch_related(names)
        found = rows.in_bulk(list(batch))
        memberships: dict[int, list[_Told]] = defaultdict(list)
        visible = Membership.objects.visible_to(reader).with_canonical()
        rows_told = visible.filter(counts_for("member", found)).order_by("pk")
        for member, *rest in rows_told.values_list(*_TOLD_FIELDS):
            told = _Told(*rest)
            if told.network in networks:
                memberships[member].append(told)
        for pk in batch:
            if pk in found:
                yield found[pk], memberships[pk]


def _labels(reader: Reader) -> dict[int, tuple[str, str]]:
    """Return key and name of the networks the reader sees, by id."""
    networks = Organization.objects.visible_to(reader).standing()
    rows = networks.filter(kind=OrganizationKind.NETWORK).values_list("pk", "key", "name")
    return {pk: (key, name) for pk, key, name in rows}


def _references(reader: Reader) -> dict[int, str]:
    """Return how a cell names each network: by its name, or its key where that is not enough."""
    labels = _labels(reader)
    holders: dict[str, set[int]] = defaultdict(set)
    for pk, (_key, name) in labels.items():
        holders[fold(name)].add(pk)
    names = OrganizationName.objects.filter(organization__in=list(labels))
    for pk, text in names.values_list("organization_id", "text"):
        holders[fold(text)].add(pk)
    return {
        pk: name if fold(name) and holders[fold(name)] == {pk} else key
        for pk, (key, name) in labels.items()
    }
