"""Whom the rows of a list mean, and who can be invited straight from the directory."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F
from django.db.models.functions import Coalesce

from tejido.coalition.models import COUNTED, Contact
from tejido.core.models import User
from tejido.directory.domain.folding import fold
from tejido.directory.domain.known_names import known_name
from tejido.directory.domain.printed_names import sure_names
from tejido.directory.models import NameSort, Organization, OrganizationKind, OrganizationName
from tejido.directory.queries.networks import member_ids_of
from tejido.directory.queries.transfer import batches
from tejido.statements.domain.invitees import Invitee
from tejido.statements.domain.likely_names import LikelyNames
from tejido.statements.kept_lists import ListRow
from tejido.statements.models import Campaign

_COUNTED_NAME = Coalesce(F("organization__merged_into_id"), F("organization_id"))


def matched(invitees: Sequence[Invitee]) -> list[ListRow]:
    """Say of each row which organization it means: by its key, or by one of its names.

    An acronym alone is not enough, nor a name of two organizations: somebody chooses then, among
    these and those of similar names. The number of queries does not grow with the rows but by one
    for every thousand names.
    """
    invitees = [_with_usable_address(invitee) for invitee in invitees]
    by_key = _by_key({invitee.key for invitee in invitees if invitee.key})
    names = {invitee.line: _names(invitee.name) for invitee in invitees if invitee.name}
    sure, acronyms = _by_name({name for found in names.values() for name in found})
    rows = [_row(invitee, by_key, names.get(invitee.line, set()), sure) for invitee in invitees]
    likely = LikelyNames(_all_names()) if any(row.is_open for row in rows) else None
    for row in rows:
        if row.is_open and likely is not None:
            said = {o for name in names.get(row.invitee.line, ()) for o in acronyms.get(name, ())}
            found = [*row.maybe, *sorted(said), *likely.meant_by(row.invitee.name)]
            row.maybe = list(dict.fromkeys(found))
    return rows


def _with_usable_address(invitee: Invitee) -> Invitee:
    """Return a row without what looks like an address and is none: its link goes by hand."""
    try:
        validate_email(invitee.email)
    except ValidationError:
        return replace(invitee, email="")
    return invitee


def _row(
    invitee: Invitee, by_key: dict[str, int], names: set[str], sure: dict[str, set[int]]
) -> ListRow:
    if invitee.key in by_key:
        return ListRow(invitee, by_key[invitee.key])
    found = sorted({organization for name in names for organization in sure.get(name, ())})
    if len(found) == 1:
        return ListRow(invitee, found[0])
    return ListRow(invitee, maybe=found, left_out=not (invitee.name or invitee.email))


def _names(text: str) -> set[str]:
    taken_apart = known_name(text, organization=0, owner=0, kind="civil_society").mention
    return {fold(text), *sure_names([taken_apart])} - {""}


def _by_key(keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in batches(sorted(keys)):
        rows = Organization.objects.filter(key__in=batch)
        found.update(rows.values_list("key", Coalesce(F("merged_into_id"), F("pk"))))
    return found


def _by_name(names: Iterable[str]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    sure: dict[str, set[int]] = defaultdict(set)
    acronyms: dict[str, set[int]] = defaultdict(set)
    for batch in batches(sorted(names)):
        rows = OrganizationName.objects.filter(search_key__in=batch)
        for name, sort, body in rows.values_list("search_key", "sort", _COUNTED_NAME):
            (acronyms if sort == NameSort.ACRONYM else sure)[name].add(body)
    return sure, acronyms


def _all_names() -> Iterable[tuple[int, str]]:
    return OrganizationName.objects.order_by().values_list(_COUNTED_NAME, "text").iterator()


def networks() -> list[Organization]:
    """Return the networks whose members can be invited, A to Z."""
    found = Organization.objects.standing().filter(kind=OrganizationKind.NETWORK)
    return list(found.order_by("sort_key", "pk"))


def with_contact() -> list[tuple[int, int | None]]:
    """Return every organization that has a contact who can be mailed, with the first one."""
    return [(body, contact) for body, contact in _first_contacts().items()]


def members_with_contacts(
    user: User, network: Organization, day: date
) -> list[tuple[int, int | None]]:
    """Return the members of a network, direct and through its networks, each with a contact.

    Those without one are among them: their link is passed on by hand.
    """
    contacts = _first_contacts()
    members = dict.fromkeys(member_ids_of(user, network, day))
    return [(body, contacts.get(body)) for body in members]


def uninvited(
    campaign: Campaign, rows: Iterable[tuple[int, int | None]]
) -> list[tuple[int, int | None]]:
    """Return those who are not invited yet."""
    invited = campaign.invitations.order_by().values_list(
        Coalesce(F("organization__merged_into_id"), F("organization_id")), flat=True
    )
    known = set(invited)
    return [row for row in rows if row[0] not in known]


def _first_contacts() -> dict[int, int]:
    found: dict[int, int] = {}
    rows = Contact.objects.annotate(counted=COUNTED).select_related("user").order_by("pk")
    for contact in rows.iterator():
        if contact.address:
            found.setdefault(contact.counted, contact.pk)
    return found
