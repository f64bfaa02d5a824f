"""Creating organizations and changing what is known of them."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tejido.core.access import require
from tejido.core.audit import record, record_all
from tejido.core.errors import Conflict, InvalidInput, NotFound
from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.access import can_edit_organizations, can_see
from tejido.directory.actions.graph import lock_graph, refuse_change_of_kind
from tejido.directory.domain.folding import fold
from tejido.directory.domain.organization_data import (
    NAME_LENGTH,
    NameData,
    OrganizationData,
    faults_of,
    name_shown,
    without_loose_space,
)
from tejido.directory.domain.organization_state import FIELDS, state_of
from tejido.directory.fault_messages import FAULT_MESSAGES
from tejido.directory.models import (
    NameSort,
    Organization,
    OrganizationKind,
    OrganizationName,
    Visibility,
)
from tejido.directory.queries.transfer import organization_data
from tejido.directory.signals import announce_changes

# What is announced to the apps above when it changes, besides every name (a page chooses one by
# its language); the rest moves no count and no list.
_ANNOUNCED = {"name", "kind", "visibility", "country"}
_BATCH = 500


class StaleOrganization(Conflict):
    """Somebody else saved it first; what was typed is not stored."""

    default_code = "stale-organization"
    default_message = _(
        "Somebody saved this organization in the meantime, so nothing of yours is stored yet. See"
        " below what differs, put right what you typed, and save again."
    )


@transaction.atomic
def create_organization(*, actor: User | None, data: OrganizationData) -> Organization:
    """Create an organization with its names.

    Arguments:
        actor: a secretary; None for the installation itself.
        data: what is known of it; white space is folded.

    Errors:
        NotAllowed, InvalidInput.
    """
    [organization] = create_organizations(actor=actor, data=[data])
    return organization


@transaction.atomic
def create_organizations(
    *, actor: User | None, data: Sequence[OrganizationData]
) -> list[Organization]:
    """Create many organizations at once, as `create_organization` does one, in the same order.

    The number of queries does not grow with them, but by one for every batch.

    Errors:
        NotAllowed, InvalidInput.
    """
    require(can_edit_organizations(actor))
    entered = [checked(each) for each in data]
    rows = [Organization(**{field: getattr(each, field) for field in FIELDS}) for each in entered]
    for row, each in zip(rows, entered, strict=True):
        _show_under(row, each.names)
    Organization.objects.bulk_create(rows, _BATCH)
    _add_names((row, name) for row, each in zip(rows, entered, strict=True) for name in each.names)
    told = [(row, _plain(row, "kind", "visibility")) for row in rows]
    record_all(actor, "create_organization", told)
    return rows


@transaction.atomic
def update_organization(
    *,
    actor: User | None,
    organization: Organization,
    data: OrganizationData,
    seen: str | None = None,
) -> Organization:
    """Make an organization what `data` says: its names become exactly these.

    Names that stay keep their rows.

    Arguments:
        seen: `state_of` what was known of it when `data` began to be written; None when `data`
            is meant whatever is stored.

    Errors:
        NotAllowed, InvalidInput; StaleOrganization when somebody saved it in the meantime;
        Conflict when the kind no longer fits its members or merges.
    """
    require(can_edit_organizations(actor))
    if not can_see(actor, organization):
        raise NotFound
    data = checked(data)
    # Its kind and visibility decide what it may be merged with.
    lock_graph()
    organization = Organization.objects.select_for_update(of=("self",), no_key=True).get(
        pk=organization.pk
    )
    if seen is not None and seen != state_of(stored_data(organization)):
        raise StaleOrganization
    refuse_change_of_kind(organization, data.kind)
    names_changed = _replace_names(organization, data.names)
    changed = {f for f in FIELDS if getattr(organization, f) != getattr(data, f)}
    for field in changed:
        setattr(organization, field, getattr(data, field))
    changed |= _show_under(organization, data.names)
    organization.save()
    if changed or names_changed:
        fields = sorted(changed | ({"names"} if names_changed else set()))
        told = _plain(organization, *(changed & {"kind", "visibility", "country"}))
        record(actor, "update_organization", organization, {**told, "fields": fields})
    if names_changed or changed & _ANNOUNCED:
        announce_changes(Organization, {organization.pk})
    return organization


def stored_data(organization: Organization) -> OrganizationData:
    """Return what is stored of an organization, its names in the order they were entered."""
    return organization_data(organization, organization.names.order_by("pk"))


def checked(data: OrganizationData) -> OrganizationData:
    """Return what was entered with white space folded.

    Errors:
        InvalidInput: the first fault, in words.
    """
    data = without_loose_space(data)
    if (
        data.kind not in OrganizationKind
        or data.visibility not in Visibility
        or any(name.sort not in NameSort for name in data.names)
    ):
        raise InvalidInput
    faults = faults_of(data)
    if faults:
        raise InvalidInput(FAULT_MESSAGES[faults[0]], code=faults[0])
    return data


def _show_under(organization: Organization, names: Iterable[NameData]) -> set[str]:
    """Set the name listed and its sort key; return the fields that changed."""
    shown = name_shown(list(names))
    if organization.name == shown:
        return set()
    organization.name = shown
    organization.sort_key = sort_key(shown)
    return {"name"}


def _add_names(names: Iterable[tuple[Organization, NameData]]) -> None:
    rows = [
        OrganizationName(
            organization=organization,
            text=name.text,
            search_key=fold(name.text)[:NAME_LENGTH],
            sort=name.sort,
            language=name.language,
            source=name.source,
        )
        for organization, name in names
    ]
    OrganizationName.objects.bulk_create(rows, _BATCH)


def _replace_names(organization: Organization, names: tuple[NameData, ...]) -> bool:
    """Make the names exactly these; return whether anything changed."""
    wanted = {(n.text, n.sort, n.language): n for n in names}
    stored = {(n.text, n.sort, n.language): n for n in organization.names.all()}
    gone = [row.pk for parts, row in stored.items() if parts not in wanted]
    new = [name for parts, name in wanted.items() if parts not in stored]
    sourced = [
        row
        for parts, row in stored.items()
        if parts in wanted and row.source != wanted[parts].source
    ]
    for row in sourced:
        row.source = wanted[row.text, row.sort, row.language].source
        row.save(update_fields=["source"])
    OrganizationName.objects.filter(pk__in=gone).delete()
    _add_names((organization, name) for name in new)
    return bool(gone or new or sourced)


def _plain(organization: Organization, *fields: str) -> dict[str, str]:
    return {field: str(getattr(organization, field)) for field in sorted(fields)}
