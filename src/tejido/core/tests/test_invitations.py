"""Who gets a sign-in link, from whom."""

import pytest
from django.test import Client

from tejido.core.actions import invite_person
from tejido.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db


def test_an_account_is_created_with_its_role_and_a_link_that_works(client: Client) -> None:
    address = invite_person(actor=None, email=" Nadia@Example.org ", role=Role.DELEGATE)
    user = User.objects.get()
    assert (user.email, user.role) == ("nadia@example.org", Role.DELEGATE)
    assert client.post(address).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_second_invitation_makes_a_new_link_and_no_new_account() -> None:
    first = invite_person(actor=None, email="nadia@example.org", role=Role.REVIEWER)
    second = invite_person(actor=None, email="nadia@example.org", role=None)
    assert first != second
    assert User.objects.count() == 1


def test_the_log_holds_no_address() -> None:
    invite_person(actor=None, email="nadia@example.org", role=Role.REVIEWER)
    assert "nadia" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("email", "role", "refusal"),
    [
        ("nadia", Role.DELEGATE, InvalidInput),
        ("nobody@example.org", None, InvalidInput),
        ("bob@example.org", Role.SECRETARY, Conflict),
    ],
)
def test_what_is_refused(
    bob: User, email: str, role: Role | None, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        invite_person(actor=None, email=email, role=role)


def test_an_inactive_account_gets_no_link(bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    with pytest.raises(Conflict):
        invite_person(actor=None, email=bob.email, role=None)


@pytest.mark.parametrize(("role", "may"), [("alice", True), ("bob", False), ("charlie", False)])
def test_only_the_secretariat_invites(request: pytest.FixtureRequest, role: str, may: bool) -> None:
    actor: User = request.getfixturevalue(role)

    def invite() -> object:
        return invite_person(actor=actor, email="nadia@example.org", role=Role.DELEGATE)

    if may:
        assert invite()
    else:
        with pytest.raises(NotAllowed):
            invite()
