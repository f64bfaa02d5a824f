"""What a delegate may do with a statement, and how its objects come to a delegate."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tejido.coalition.access import can_sign_for, signed_in
from tejido.coalition.queries import organizations_of
from tejido.core.access import AccessResult, Allowed, Denied, allow_roles, require
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.directory.models import Organization
from tejido.statements.domain.campaign import CampaignState, state_at
from tejido.statements.models import Statement, Version
from tejido.statements.signing_access import (
    campaign_of,
    can_add_signatures,
    signing_version,
    times_of,
)

Reader = User | AnonymousUser | None

_NO_MANDATE = Denied(
    _("You act for no organization. Ask its contact or the secretariat for a mandate.")
)
_NETWORKS_ONLY = Denied(_("Only a network has members to list. Sign for the organization itself."))


def can_sign_statement(
    user: Reader, statement: Statement, organization: Organization, *, now: datetime | None = None
) -> AccessResult:
    """Whether they may sign a statement for an organization: a mandate, while it is open."""
    allowed = can_sign_for(user, organization)
    return can_add_signatures(statement, now=now) if allowed else allowed


def can_withdraw_for(user: Reader, organization: Organization) -> AccessResult:
    """Whether they may take back an organization's signature or leave it unnamed, at any time.

    Its delegate may, and the secretariat on its behalf; closing changes nothing.
    """
    if allow_roles(user, Role.SECRETARY):
        return Allowed()
    return can_sign_for(user, organization)


def can_list_members(
    user: Reader, statement: Statement, network: Organization, *, now: datetime | None = None
) -> AccessResult:
    """Whether they may list members of a network: its delegate, while the statement is open."""
    allowed = can_sign_statement(user, statement, network, now=now)
    return allowed if not allowed or network.is_network else _NETWORKS_ONLY


def get_signing_for(user: Reader, slug: str) -> tuple[Statement, Version]:
    """Return a statement that is or was open for signatures, and the wording that is signed.

    A delegate reads it under embargo too: whoever signs must read first.

    Errors:
        NotAllowed: nobody is signed in, or no mandate of theirs to sign is in force, and why;
            the answer does not depend on the statement.
        NotFound: there is none, or signing has not begun.
    """
    person = signed_in(user)
    if not person.is_secretary:
        require(_acts_for_any(person))
    statement = Statement.objects.filter(slug=slug).first()
    version = signing_version(statement) if statement else None
    if statement is None or version is None:
        raise NotFound
    if not person.is_secretary and not _may_be_read(statement):
        raise NotFound
    return statement, version


def _may_be_read(statement: Statement) -> bool:
    if statement.published_version_id is not None:
        return True
    campaign = campaign_of(statement)
    if campaign is None:
        return False
    return state_at(times_of(campaign), timezone.now()) != CampaignState.WAITING


def get_own_organization_for(user: Reader, key: str) -> Organization:
    """Return the organization that counts, for its delegate and the secretariat.

    A sealed one too: who acts for an organization knows it. One whose mandate has ended is
    returned as well, so that what they may not do is refused with its reason.

    Errors:
        NotFound: there is none, or they hold and held no mandate for it.
    """
    person = signed_in(user)
    found = Organization.objects.filter(key=key).select_related("merged_into").first()
    whole = found and (found.merged_into or found)
    if not whole or not (person.is_secretary or _held_mandate(person, whole)):
        raise NotFound
    return whole


def _held_mandate(person: User, organization: Organization) -> bool:
    group = (organization.pk, *organization.merged_here.values_list("pk", flat=True))
    return person.mandates.filter(organization__in=group).exists()


def _acts_for_any(person: User) -> AccessResult:
    if organizations_of(person, scope="sign").exists():
        return Allowed()
    newest = person.mandates.select_related("organization__merged_into").first()
    return can_sign_for(person, newest.organization) if newest else _NO_MANDATE
