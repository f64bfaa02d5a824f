"""What the transparency log is told of signers: their sort, and the names everybody may read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from tejido.directory.models import Organization, Visibility
from tejido.statements.models import Endorsement, Signatory, Signer


@dataclass(frozen=True, slots=True)
class PublicSigner:
    """A signer as the public may know it.

    Arguments:
        sort: "organization", "network" or "person".
        names: the public fields; None when it may not be named.
        body: canonical id of the organization it counts for; None for a person.
    """

    sort: str
    names: Mapping[str, str] | None
    body: int | None = None


def public_signers(signers: Collection[Signer]) -> dict[int, PublicSigner]:
    """Return each signer of one statement, by its id, as the public may know it now.

    A constant number of queries. An organization is named as the body it counts as, unless that
    body is not public or a standing signature of it asks not to be named.
    """
    wanted = {signer.organization_id for signer in signers if signer.organization_id is not None}
    found: dict[int, PublicSigner] = {}
    if wanted:
        rows = Organization.objects.select_related("merged_into").filter(pk__in=wanted)
        bodies = {row.pk: row.merged_into or row for row in rows}
        asked = _asked(next(iter(signers)).statement_id, {body.pk for body in bodies.values()})
        for signer in signers:
            if signer.organization_id is not None:
                found[signer.pk] = _organization(bodies[signer.organization_id], asked)
    people = {signer.pk for signer in signers if signer.organization_id is None}
    if people:
        rows_of_people = Signatory.objects.filter(signer__in=people, unnamed=False)
        named = {row.signer_id: row for row in rows_of_people}
        found |= {pk: _person(named.get(pk)) for pk in people}
    return found


def _asked(statement: int, bodies: set[int]) -> set[int]:
    """Return the bodies one of whose standing signatures under the statement is not named."""
    rows = Endorsement.objects.filter(
        Q(organization__in=bodies) | Q(organization__merged_into__in=bodies),
        signed_by__statement=statement,
        withdrawn_at__isnull=True,
        unnamed=True,
    )
    pairs = rows.values_list("organization_id", "organization__merged_into_id")
    return {merged or own for own, merged in pairs if merged or own}


def _organization(body: Organization, asked: set[int]) -> PublicSigner:
    is_named = body.visibility == Visibility.PUBLIC and body.pk not in asked
    return PublicSigner(
        "network" if body.is_network else "organization",
        {"name": body.name, "country": body.country, "key": body.key} if is_named else None,
        body.pk,
    )


def _person(row: Signatory | None) -> PublicSigner:
    names = {"name": row.name, "affiliation": row.affiliation} if row else None
    return PublicSigner("person", names)
