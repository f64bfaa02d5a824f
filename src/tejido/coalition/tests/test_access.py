"""Who may look after people, and who may act: role x state x action."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tejido.coalition import access
from tejido.coalition.models import Contact, Mandate
from tejido.coalition.queries import organizations_of
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate
from tejido.core.errors import NotFound
from tejido.core.models import Role, User
from tejido.directory.access import can_see
from tejido.directory.models import Organization, Visibility
from tejido.directory.tests.factories import make_organization, merge

pytestmark = pytest.mark.django_db

Reader = User | AnonymousUser | None
DAY = timedelta(days=1)
# Of each role: look after people and grant; change or remove the one contact; renew and revoke.
MAY = {
    "installation": (True, True, True),
    "secretary": (True, True, True),
    "the contact": (True, True, True),
    "another contact": (True, False, True),
    "the delegate": (False, False, False),
    "contact of another": (False, False, False),
    "delegate of another": (False, False, False),
    "reviewer": (False, False, False),
    "inactive secretary": (False, False, False),
    "inactive contact": (False, False, False),
    "anonymous": (False, False, False),
}
# What a mandate lets its holder do, by scope and state: sign, speak.
ACTS = {
    ("sign", "active"): (True, False),
    ("speak", "active"): (False, True),
    ("both", "active"): (True, True),
    ("both", "future"): (False, False),
    ("both", "expired"): (False, False),
    ("both", "revoked"): (False, False),
    ("both", "suspended"): (False, False),
}


def _inactive(user: User) -> User:
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


def _contact(organization: Organization) -> User:
    return a_contact(organization, user=a_delegate()).user or a_delegate()


def people(contact: Contact, mandate: Mandate) -> dict[str, Callable[[], Reader]]:
    """Return a maker of each reader of the table."""
    organization = mandate.organization
    return {
        "installation": lambda: None,
        "secretary": lambda: a_delegate(role=Role.SECRETARY),
        "the contact": lambda: contact.user,
        "another contact": lambda: _contact(organization),
        "the delegate": lambda: mandate.user,
        "contact of another": lambda: _contact(make_organization()),
        "delegate of another": lambda: a_mandate().user,
        "reviewer": lambda: a_delegate(role=Role.REVIEWER),
        "inactive secretary": lambda: _inactive(a_delegate(role=Role.SECRETARY)),
        "inactive contact": lambda: _inactive(_contact(organization)),
        "anonymous": AnonymousUser,
    }


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("role", MAY)
def test_who_looks_after_people(role: str, visibility: str) -> None:
    organization = make_organization(visibility=visibility)
    contact = a_contact(organization, user=a_delegate())
    mandate = a_mandate(None, organization)
    reader = people(contact, mandate)[role]()
    found = (
        bool(access.can_look_after_people(reader, organization)),
        bool(access.can_change_contact(reader, contact)),
        bool(access.can_renew_mandate(reader, mandate)),
    )
    assert found == MAY[role]
    assert bool(access.can_grant_mandate(reader, organization)) is MAY[role][0]
    assert bool(access.can_add_contact(reader, organization)) is MAY[role][0]
    # Who holds a mandate may give it back besides.
    assert bool(access.can_revoke_mandate(reader, mandate)) is (
        MAY[role][2] or role == "the delegate"
    )


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("role", MAY)
def test_who_gets_what(role: str, visibility: str) -> None:
    organization = make_organization(visibility=visibility)
    contact = a_contact(organization, user=a_delegate())
    mandate = a_mandate(None, organization)
    reader = people(contact, mandate)[role]()
    own = role == "the delegate"
    gets: list[tuple[Callable[[], bool], bool]] = [
        (lambda: access.get_organization_for(reader, organization.key) == organization, own),
        (lambda: access.get_mandate_for(reader, mandate.pk) == mandate, own),
        (lambda: access.get_contact_for(reader, contact.pk) == contact, False),
    ]
    for found, theirs in gets:
        if theirs or MAY[role][0]:
            assert found()
        else:
            with pytest.raises(NotFound):
                found()


def _set_state(mandate: Mandate, state: str) -> None:
    today = timezone.localdate()
    changes: dict[str, dict[str, date | datetime]] = {
        "active": {},
        "future": {"starts_on": today + DAY},
        "expired": {"starts_on": today - 9 * DAY, "ends_on": today - DAY},
        "revoked": {"revoked_at": timezone.now()},
        "suspended": {"suspended_at": timezone.now()},
    }
    Mandate.objects.filter(pk=mandate.pk).update(told_end=None, **changes[state])
    mandate.refresh_from_db()
    assert mandate.state == state


@pytest.mark.parametrize("role", [*MAY, "inactive delegate"])
@pytest.mark.parametrize(("scope", "state"), ACTS)
def test_who_may_act(scope: str, state: str, role: str) -> None:
    organization = make_organization()
    contact = a_contact(organization, user=a_delegate())
    mandate = a_mandate(None, organization, scope=scope)
    _set_state(mandate, state)
    if role == "inactive delegate":
        reader: Reader = _inactive(mandate.user)
    else:
        reader = people(contact, mandate)[role]()
    expected = ACTS[scope, state] if role == "the delegate" else (False, False)
    if role == "installation":
        expected = (True, True)
    signs = access.can_sign_for(reader, organization)
    speaks = access.can_speak_for(reader, organization)
    assert (bool(signs), bool(speaks)) == expected
    if isinstance(reader, User):
        assert (organization in organizations_of(reader, scope="sign")) is expected[0]


@pytest.mark.parametrize(
    ("scope", "state", "words"),
    [
        ("speak", "active", "no incluye"),
        ("both", "future", "no ha comenzado"),
        ("both", "expired", "terminó"),
        ("both", "revoked", "revocado"),
        ("both", "suspended", "no está vigente por ahora"),
    ],
)
def test_a_refusal_says_why(scope: str, state: str, words: str) -> None:
    mandate = a_mandate(scope=scope)
    _set_state(mandate, state)
    refused = access.can_sign_for(mandate.user, mandate.organization)
    assert words in str(getattr(refused, "reason", ""))


def test_a_day_is_an_argument() -> None:
    today = timezone.localdate()
    mandate = a_mandate(ends_on=today)
    assert access.can_sign_for(mandate.user, mandate.organization, day=today)
    assert not access.can_sign_for(mandate.user, mandate.organization, day=today + DAY)
    assert not access.can_sign_for(mandate.user, mandate.organization, day=today - DAY)


def test_a_sealed_organization_is_known_to_its_own_people_here_only() -> None:
    sealed = make_organization(visibility="sealed")
    mandate, contact = a_mandate(None, sealed), a_contact(sealed, user=a_delegate())
    for own in (mandate.user, contact.user):
        assert access.get_organization_for(own, sealed.key) == sealed
        assert not can_see(own, sealed)
    assert list(organizations_of(mandate.user, scope="sign")) == [sealed]
    ended = Mandate.objects.filter(pk=mandate.pk)
    ended.update(revoked_at=timezone.now())
    with pytest.raises(NotFound):
        access.get_organization_for(mandate.user, sealed.key)


def test_contacts_follow_merges() -> None:
    kept, gone = make_organization(), make_organization()
    contact = a_contact(gone, user=a_delegate())
    assert not access.can_grant_mandate(contact.user, kept)
    merge(kept, gone)
    assert access.can_grant_mandate(contact.user, kept)
    assert access.get_organization_for(contact.user, gone.key) == kept


def test_whoever_is_not_stored_holds_nothing() -> None:
    a_contact()
    stranger = User(email="nadie@example.org")
    assert not access.can_look_after_people(stranger, make_organization())
    assert not access.can_sign_for(stranger, make_organization())
