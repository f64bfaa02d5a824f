"""Who sees what, and who may do what: role x visibility x action."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.directory import access
from tejido.directory.actions import split_organization
from tejido.directory.models import Membership, Organization, Visibility
from tejido.directory.queries.merges import merges_seen
from tejido.directory.tests.factories import join, make_network, make_organization, merge

pytestmark = pytest.mark.django_db

PUBLIC, COALITION, SEALED = Visibility.PUBLIC, Visibility.COALITION, Visibility.SEALED
SEEN = {
    "anonymous": {PUBLIC},
    "inactive": {PUBLIC},
    "let in by a contact": {PUBLIC},
    "delegate": {PUBLIC, COALITION},
    "reviewer": {PUBLIC, COALITION},
    "secretary": {PUBLIC, COALITION, SEALED},
}
MAY = {
    "anonymous": (False, False, False, False),
    "inactive": (False, False, False, False),
    "let in by a contact": (False, False, False, False),
    "delegate": (False, False, False, False),
    "reviewer": (False, True, False, False),
    "secretary": (True, True, True, True),
}
ROLES_AND_VISIBILITIES = [(role, visibility) for role in SEEN for visibility in Visibility]


def reader(role: str) -> access.Reader:
    if role == "anonymous":
        return AnonymousUser()
    roles: dict[str, str] = {"inactive": Role.SECRETARY, "let in by a contact": Role.DELEGATE}
    made = User.objects.create_user(
        f"reader{User.objects.count()}@example.org",
        role=roles.get(role, role),
        invited_by_secretariat=role != "let in by a contact",
    )
    made.is_active = role != "inactive"
    made.save()
    return made


def sees(role: str, visibility: str) -> bool:
    return visibility in SEEN[role]


@pytest.mark.parametrize("role", MAY)
def test_who_may_do_what(role: str) -> None:
    user = reader(role)
    found = (
        access.can_edit_organizations(user),
        access.can_merge_organizations(user),
        access.can_split_organizations(user),
        access.can_see_history(user),
    )
    assert tuple(bool(result) for result in found) == MAY[role]


@pytest.mark.parametrize(("role", "visibility"), ROLES_AND_VISIBILITIES)
def test_an_organization(role: str, visibility: str) -> None:
    made = make_organization(visibility=visibility)
    user = reader(role)
    assert (made in Organization.objects.visible_to(user)) is sees(role, visibility)
    assert access.can_see(user, made) is sees(role, visibility)
    if sees(role, visibility):
        assert access.get_organization_for(user, made.key) == made
    else:
        with pytest.raises(NotFound):
            access.get_organization_for(user, made.key)


@pytest.mark.parametrize(
    "hidden", ["membership", "member", "network", "kept member", "kept network"]
)
@pytest.mark.parametrize(("role", "visibility"), ROLES_AND_VISIBILITIES)
def test_a_membership_and_both_its_ends(role: str, visibility: str, hidden: str) -> None:
    def of(part: str) -> str:
        return visibility if part == hidden else PUBLIC

    member = make_organization(visibility=of("member"))
    network = make_network(visibility=of("network"))
    link = join(member, network, visibility=of("membership"))
    merge(make_organization(visibility=of("kept member")), member)
    merge(make_network(visibility=of("kept network")), network)
    user = reader(role)
    assert (link in Membership.objects.visible_to(user)) is sees(role, visibility)
    if sees(role, visibility):
        assert access.get_membership_for(user, link.pk) == link
    else:
        with pytest.raises(NotFound):
            access.get_membership_for(user, link.pk)


@pytest.mark.parametrize("hidden", ["kept", "gone"])
@pytest.mark.parametrize(("role", "visibility"), ROLES_AND_VISIBILITIES)
def test_merged_ones_need_both_ends(role: str, visibility: str, hidden: str) -> None:
    kept = make_organization(visibility=visibility if hidden == "kept" else PUBLIC)
    gone = make_organization(visibility=visibility if hidden == "gone" else PUBLIC)
    made = merge(kept, gone)
    user = reader(role)
    if sees(role, visibility):
        assert access.get_standing_organization_for(user, gone.key) == kept
        assert access.get_merge_for(user, made.pk) == made
    else:
        with pytest.raises(NotFound):
            access.get_organization_for(user, gone.key)
        with pytest.raises(NotFound):
            access.get_merge_for(user, made.pk)


def test_a_merge_inside_something_unseen() -> None:
    kept, gone = make_organization(), make_organization()
    inner = merge(kept, gone)
    merge(make_organization(visibility=SEALED), kept)
    reviewer = reader("reviewer")
    assert not merges_seen(reviewer).exists()
    with pytest.raises(NotFound):
        access.get_merge_for(reviewer, inner.pk)
    assert merges_seen(reader("secretary")).count() == 2


@pytest.mark.parametrize(("role", "visibility"), ROLES_AND_VISIBILITIES)
def test_a_split(role: str, visibility: str) -> None:
    origin = make_organization(aliases=("Otro",), visibility=visibility)
    alias = origin.names.get(sort="alias")
    made = split_organization(actor=None, organization=origin, names=[alias.pk])
    user = reader(role)
    if sees(role, visibility):
        assert access.get_split_for(user, made.pk) == made
    else:
        with pytest.raises(NotFound):
            access.get_split_for(user, made.pk)


def test_what_is_not_there_is_not_found_either() -> None:
    secretary = reader("secretary")
    with pytest.raises(NotFound):
        access.get_organization_for(secretary, "nothing")
    with pytest.raises(NotFound):
        access.get_membership_for(secretary, 0)
    with pytest.raises(NotFound):
        access.get_merge_for(secretary, 0)
    with pytest.raises(NotFound):
        access.get_split_for(secretary, 0)
