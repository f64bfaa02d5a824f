"""What a printed list would sign, read before and while it is loaded."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from tejido.directory.models import MentionRow, Organization, PrintedList, Visibility
from tejido.statements.domain.printed_routes import Listed, printed_routes
from tejido.statements.domain.tally import Body, Count, Signature, count_signatures
from tejido.statements.models import Endorsement, Signatory, Version
from tejido.statements.queries.signatories import Annotated, live
from tejido.statements.queries.signers import asked_under

_NETWORK = "network"


def listed_mentions(printed_list: PrintedList) -> Iterator[Listed]:
    """Yield a stored list's mentions in printed order."""
    rows = MentionRow.objects.filter(printed_list=printed_list).order_by("number")
    for row in rows.iterator(chunk_size=2000):
        yield Listed(
            mention=row.pk,
            text=row.text,
            listed_under=row.listed_under,
            is_network=row.kind == _NETWORK,
            under_network=row.under_network,
            organization=row.organization_id,
        )


def count_after_loading(version: Version, printed_list: PrintedList) -> Count:
    """Return the count a version would have with a list loaded, people of it not named.

    Nothing is written: the rows that are there and those that would come are counted together.
    """
    known = Endorsement.objects.filter(root=version.root)
    withdrawn = known.filter(withdrawn_at__isnull=False, organization__isnull=False)
    closed = set(withdrawn.values_list("organization", "via"))
    people = set(known.filter(organization__isnull=True).values_list("mention", flat=True))
    routes = [
        route
        for route in printed_routes(listed_mentions(printed_list))
        if (route.organization, route.via) not in closed and route.mention not in people
    ]
    named = {pk for route in routes for pk in (route.organization, route.via) if pk is not None}
    found: Annotated = Organization.objects.filter(pk__in=named).with_canonical()
    canonical = dict(found.values_list("pk", "canonical_id"))
    coming = [
        Signature(
            signer=None if route.organization is None else canonical[route.organization],
            via=None if route.via is None else canonical[route.via],
            is_unnamed=route.organization is None,
        )
        for route in routes
    ]
    bodies = _bodies(version, set(canonical.values()))
    return count_signatures([*signatures(version), *coming], bodies)


def signatures(version: Version) -> list[Signature]:
    """Return the live signatures of a version as the pure count takes them."""
    rows = live(version.root_id or version.pk)
    named = Exists(Signatory.objects.filter(signer=OuterRef("signed_by"), unnamed=False))
    return [
        Signature(signer, via, is_unnamed=signer is None and not is_named)
        for signer, via, is_named in rows.annotate(named=named).values_list(
            "signer", "carrier", "named"
        )
    ]


def _bodies(version: Version, more: set[int]) -> dict[int, Body]:
    here = live(version.root_id or version.pk)
    wanted = Q(pk__in=more) | Q(pk__in=here.filter(signer__isnull=False).values("signer"))
    wanted |= Q(pk__in=here.filter(carrier__isnull=False).values("carrier"))
    asked = asked_under(version.statement_id)
    return {
        row.pk: Body(
            row.is_network, row.visibility == Visibility.PUBLIC, row.country, row.pk in asked
        )
        for row in Organization.objects.filter(wanted)
    }
