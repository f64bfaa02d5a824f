"""Who may do what in the directory, and the only way to get an object of it."""

from django.contrib.auth.models import AnonymousUser

from tejido.core.access import AccessResult, allow_roles, require
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.directory.models import Membership, Merge, Organization, Split, whole_seen_by

Reader = User | AnonymousUser


def can_edit_organizations(user: Reader | None) -> AccessResult:
    """Whether they may create and change organizations and memberships: the secretariat."""
    return allow_roles(user, Role.SECRETARY)


def can_merge_organizations(user: Reader | None) -> AccessResult:
    """Whether they may merge two organizations they see, and undo it: whoever reviews."""
    return allow_roles(user, Role.SECRETARY, Role.REVIEWER)


def can_split_organizations(user: Reader | None) -> AccessResult:
    """Whether they may split an organization, and undo it: the secretariat."""
    return allow_roles(user, Role.SECRETARY)


def can_see_history(user: Reader | None) -> AccessResult:
    """Whether they may read who changed an organization, and when: the secretariat."""
    return allow_roles(user, Role.SECRETARY)


def can_see(user: Reader | None, *organizations: Organization) -> bool:
    """Whether they see each organization, and each one it counts as."""
    if user is None:
        return True
    wanted = {o.pk for o in organizations} | {
        o.merged_into_id for o in organizations if o.merged_into_id
    }
    return Organization.objects.visible_to(user).filter(pk__in=wanted).count() == len(wanted)


def get_organization_for(user: Reader, key: str) -> Organization:
    """Return the organization with a key, with the one it counts as in `merged_into`.

    Errors:
        NotFound: there is none, or the reader may not see it, or not the one it counts as.
    """
    found = (
        Organization.objects.visible_to(user).filter(key=key).select_related("merged_into").first()
    )
    if found is None or not _whole_is_seen(user, found):
        raise NotFound
    return found


def get_standing_organization_for(user: Reader, key: str) -> Organization:
    """Return the organization that one with a key counts as.

    Errors:
        NotFound: as `get_organization_for`.
    """
    found = get_organization_for(user, key)
    return found.merged_into or found


def get_network_for(user: Reader, key: str) -> Organization:
    """Return the network with a key, with the one it counts as in `merged_into`.

    Errors:
        NotFound: as `get_organization_for`, and when it is no network.
    """
    found = get_organization_for(user, key)
    if not found.is_network:
        raise NotFound
    return found


def get_membership_for(user: Reader, pk: int) -> Membership:
    """Return a membership the reader may see.

    Errors:
        NotFound: there is none, or the reader may not see it or one of its ends.
    """
    found = (
        Membership.objects.visible_to(user)
        .filter(pk=pk)
        .select_related("member__merged_into", "network__merged_into")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def get_merge_for(user: Reader, pk: int) -> Merge:
    """Return a merge between organizations the reader may see.

    Errors:
        NotFound: there is none, or the reader may not see one of the two.
    """
    found = (
        Merge.objects.filter(whole_seen_by(user, "kept__"), whole_seen_by(user, "gone__"), pk=pk)
        .select_related("kept", "gone")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def get_split_for(user: Reader, pk: int) -> Split:
    """Return a split between organizations the reader may see.

    Errors:
        NotFound: there is none, or the reader may not see one of the two.
    """
    found = (
        Split.objects.filter(
            whole_seen_by(user, "origin__"), whole_seen_by(user, "created__"), pk=pk
        )
        .select_related("origin", "created")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _whole_is_seen(user: Reader, organization: Organization) -> bool:
    whole = organization.merged_into
    return whole is None or Organization.objects.visible_to(user).filter(pk=whole.pk).exists()


def person(user: Reader, allowed: AccessResult) -> User:
    """Return who acts, once it is allowed.

    Errors:
        NotAllowed: with the reason of the denial.
    """
    require(allowed)
    if not isinstance(user, User):  # pragma: no cover (an anonymous reader is refused above)
        raise NotFound
    return user
