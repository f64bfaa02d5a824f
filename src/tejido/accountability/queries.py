"""What is read of demands."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from tejido.core.models import User
from tejido.core.sorting import sort_key
from tejido.directory.models import Organization, OrganizationKind

# Bodies that can answer for a policy; the coalition asks nothing of its own members.
ADDRESSEE_KINDS = (
    OrganizationKind.AUTHORITY,
    OrganizationKind.ARMED_FORCE,
    OrganizationKind.INTERGOVERNMENTAL,
    OrganizationKind.COMPANY,
)


def possible_addressees(
    user: User | AnonymousUser | None, text: str = ""
) -> QuerySet[Organization]:
    """Return the bodies a demand can be made to that `user` sees, by name, A to Z.

    Arguments:
        user: who asks; None is the installation itself.
        text: words of a name, with or without accents; all when empty.
    """
    found = Organization.objects.standing().filter(kind__in=ADDRESSEE_KINDS)
    if user is not None:
        found = found.visible_to(user)
    for word in text.split():
        found = found.filter(sort_key__contains=sort_key(word))
    return found


def addressees_by_key(
    user: User | AnonymousUser | None, keys: Iterable[str]
) -> dict[str, Organization]:
    """Return the bodies with the keys that `user` sees; one merged away is the one it became."""
    named = Organization.objects.filter(key__in=list(keys)).values_list("key", "pk", "merged_into")
    standing = {key: merged or pk for key, pk, merged in named}
    found = possible_addressees(user).in_bulk(list(standing.values()))
    return {key: found[pk] for key, pk in standing.items() if pk in found}
