"""How the bodies of a version count, the long way: signature by signature, in Python."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser

from tejido.directory.models import Organization, OrganizationKind
from tejido.statements.models import CountedBody, Endorsement, Signer
from tejido.statements.queries.countries import countries
from tejido.statements.queries.lists import NamedOrganizations, named_networks

# sort_key, is_network, is_named, direct, carried, asked, members
Row = tuple[str, bool, bool, bool, bool, bool, int]


@dataclass
class _Ways:
    direct: bool = False
    carried: bool = False
    carries: bool = False
    members: set[int] = field(default_factory=set)


def counted_bodies(root: int) -> dict[int, Row]:
    """Count what each body of a root version did, from the signatures and what was asked."""
    found: dict[int, _Ways] = defaultdict(_Ways)
    for row in Endorsement.objects.filter(root=root, withdrawn_at=None):
        signer, via = _whole(row.organization), _whole(row.via)
        if via:
            found[via.pk].carries = True
        if signer:
            ways = found[signer.pk]
            ways.direct |= via is None
            ways.carried |= via is not None
            if via and via != signer:
                found[via.pk].members.add(signer.pk)
    bodies = Organization.objects.in_bulk(list(found))
    quiet = Signer.objects.filter(statement__versions=root, unnamed=True)
    asked = {whole.pk for signer in quiet if (whole := _whole(signer.organization))}
    return {pk: _row(bodies[pk], ways, pk in asked) for pk, ways in found.items()}


def _whole(organization: Organization | None) -> Organization | None:
    return organization and (organization.merged_into or organization)


def _row(body: Organization, ways: _Ways, asked: bool) -> Row:
    is_network = body.kind == OrganizationKind.NETWORK or ways.carries
    is_named = body.visibility == "public" and not asked
    told = (is_network, is_named, ways.direct, ways.carried, asked)
    return (body.sort_key, *told, len(ways.members))


def check_bodies(root: int) -> None:
    """Hold the stored rows, and the names read off them, against the signatures."""
    expected = counted_bodies(root)
    stored = {
        row.body_id: (
            row.sort_key,
            row.is_network,
            row.is_named,
            row.direct,
            row.carried,
            row.asked,
            row.members,
        )
        for row in CountedBody.objects.filter(root=root)
    }
    assert stored == expected
    named = sorted((row[0], pk, row[1]) for pk, row in expected.items() if row[2])
    anyone = AnonymousUser()
    listed = [line.id for line in NamedOrganizations(root, anyone)]
    assert listed == [pk for _key, pk, is_network in named if not is_network]
    assert [line.id for line in NamedOrganizations(root, anyone)[:2]] == listed[:2]
    known = Organization.objects.in_bulk(listed)
    by_country = Counter(body.country for body in known.values())
    assert {line.code: line.organizations for line in countries(root, anyone)} == by_country
    networks = [pk for _key, pk, is_network in named if is_network]
    assert [line.id for line in named_networks(root, anyone)] == networks
