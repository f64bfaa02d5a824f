"""The memberships a printed list shows: lines under a network's heading are its members."""

from collections.abc import Iterator, Mapping
from datetime import date

from tejido.core.audit import record_all
from tejido.core.models import User
from tejido.directory.domain.membership_cycles import Link, closes_a_cycle
from tejido.directory.domain.mention import Mention, MentionKind
from tejido.directory.domain.resolution import Resolution
from tejido.directory.models import Membership, Organization, OrganizationKind, PrintedList
from tejido.directory.queries.transfer import links_between_networks, memberships_of

_BATCH = 500
_NETWORK = OrganizationKind.NETWORK


def add_memberships(
    actor: User | None,
    resolution: Resolution,
    standing_for: Mapping[str, int],
    printed: PrintedList,
    *,
    start: date | None,
    visibility: str,
) -> set[int]:
    """Add the memberships a list shows that the directory lacks; return the ids at their ends.

    Left out are memberships of an organization in itself, in what is no network, and those that
    would make a network a member of itself.

    Arguments:
        standing_for: the organization each resolved body stands for, by key.
        start: first day; None when the list does not say.
    """
    shown = dict.fromkeys(_shown(resolution, standing_for))
    known = memberships_of({member for member, _network in shown})
    kinds = dict(
        Organization.objects.filter(pk__in={pk for pair in shown for pk in pair}).values_list(
            "pk", "kind"
        )
    )
    links = list(links_between_networks())
    rows: list[Membership] = []
    for member, network in shown:
        if network in {m.network for m in known[member]} or kinds[network] != _NETWORK:
            continue
        if kinds[member] == _NETWORK:
            link = Link(member, network, start)
            if closes_a_cycle(links, link):
                continue
            links.append(link)
        rows.append(
            Membership(
                member_id=member,
                network_id=network,
                start=start,
                visibility=visibility,
                source=printed.source or printed.title,
            )
        )
    Membership.objects.bulk_create(rows, _BATCH)
    record_all(
        actor,
        "add_membership",
        [(m, {"member": m.member_id, "network": m.network_id}) for m in rows],
    )
    return {pk for row in rows for pk in (row.member_id, row.network_id)}


def _shown(resolution: Resolution, standing_for: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield member and network of every line under a network's heading."""
    headings: list[tuple[Mention, int]] = []
    for resolved in resolution.mentions:
        mention = resolved.mention
        own = standing_for.get(resolved.organization)
        if own is None or mention.kind is MentionKind.PERSON:
            continue
        if mention.listed_under is None:
            headings.append((mention, own))
        elif mention.under_network:
            network = _heading(headings, mention.listed_under)
            if network is not None and network != own:
                yield own, network


def _heading(headings: list[tuple[Mention, int]], listed_under: str) -> int | None:
    """Return the organization of the nearest heading above with these words."""
    for mention, organization in reversed(headings):
        if mention.text.startswith(listed_under):
            return organization
    return None
