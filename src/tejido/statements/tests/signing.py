"""Signatures for tests, made by loading printed lists."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from tejido.directory.models import MentionRow, Organization, PrintedList
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions import load_signatories
from tejido.statements.models import Statement, Version
from tejido.statements.tests.factories import a_published_statement

_numbers = count(1)


@dataclass(frozen=True)
class Named:
    """A person of a printed list by name."""

    mention_id: int
    name: str
    affiliation: str = ""


def a_printed_list(
    *organizations: Organization, network: Organization | None = None, people: int = 0
) -> PrintedList:
    """Store a list that prints these organizations, under a network's heading if one is given."""
    number = next(_numbers)
    stored = PrintedList.objects.create(title=f"Lista {number}", digest=f"{number:064x}")
    rows: list[dict[str, Any]] = []
    under: dict[str, Any] = {}
    if network is not None:
        rows.append({"text": network.name, "kind": "network", "organization": network})
        under = {"listed_under": network.name, "under_network": True}
    rows += [
        {"text": body.name, "kind": "organization", "organization": body, **under}
        for body in organizations
    ]
    rows += [{"kind": "person"}] * people
    MentionRow.objects.bulk_create(
        MentionRow(printed_list=stored, number=position, line=position + 1, **row)
        for position, row in enumerate(rows)
    )
    return stored


def sign(
    version: Version,
    *organizations: Organization,
    network: Organization | None = None,
    people: tuple[str, ...] = (),
) -> PrintedList:
    """Let organizations, and people by name, sign a version by one list."""
    stored = a_printed_list(*organizations, network=network, people=len(people))
    mentions = stored.mentions.filter(kind="person").values_list("pk", flat=True)
    named = [Named(pk, name) for pk, name in zip(mentions, people, strict=True)]
    load_signatories(actor=None, version=version, printed_list=stored, people=named)
    version.statement.refresh_from_db()
    return stored


def version_of(statement: Statement) -> Version:
    """Return the published version of a statement."""
    version = statement.published_version
    assert version is not None
    return version


def a_signed_statement(slug: str = "paso-seguro", *, signatures: int = 1) -> Statement:
    """Return a published statement that organizations signed directly."""
    statement = a_published_statement(slug)
    sign(version_of(statement), *(make_organization() for _ in range(signatures)))
    statement.refresh_from_db()
    return statement
