"""What the transparency log is told of signers: their sort, and the names everybody may read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tejido.statements.models import Signatory, Signer, Version
from tejido.statements.queries.shares import Standing, standings


@dataclass(frozen=True, slots=True)
class PublicSigner:
    """A signer as the public may know it.

    Arguments:
        sort: "organization", "network" or "person".
        names: the public fields; None when it may not be named.
    """

    sort: str
    names: Mapping[str, str] | None


def public_signers(root: Version, signers: Collection[Signer]) -> dict[str, PublicSigner]:
    """Return each signer of a version's statement, by its key, as the public may know it now.

    A constant number of queries. An organization is named as the body it counts as, unless that
    body is not public or asked not to be named.
    """
    wanted = {signer.organization_id for signer in signers if signer.organization_id is not None}
    return known_signers(signers, standings(root, wanted))


def known_signers(
    signers: Collection[Signer], standing: Mapping[int, Standing]
) -> dict[str, PublicSigner]:
    """Do as `public_signers`, with the organizations already read (`shares.standings`)."""
    people = {signer.pk for signer in signers if signer.organization_id is None}
    rows = Signatory.objects.filter(signer__in=people, unnamed=False) if people else ()
    named = {row.signer_id: row for row in rows}
    return {
        signer.key: _person(named.get(signer.pk))
        if signer.organization_id is None
        else _organization(standing[signer.organization_id])
        for signer in signers
    }


def _organization(standing: Standing) -> PublicSigner:
    body = standing.part.body
    sort = "network" if body.is_network else "organization"
    return PublicSigner(sort, standing.names if body.is_named else None)


def _person(row: Signatory | None) -> PublicSigner:
    names = {"name": row.name, "affiliation": row.affiliation} if row else None
    return PublicSigner("person", names)
