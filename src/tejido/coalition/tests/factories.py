"""Contacts and mandates for tests, made through the actions."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from tejido.coalition.actions import add_contact, grant_mandate
from tejido.coalition.models import Contact, Mandate
from tejido.core.models import Role, User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization

_numbers = count(1)


def a_delegate(name: str = "", *, role: str = Role.DELEGATE) -> User:
    """Return a person with an account, a delegate unless said otherwise."""
    number = next(_numbers)
    return User.objects.create_user(
        f"persona{number}@example.org", role=role, name=name or f"Persona {number}"
    )


def a_contact(
    organization: Organization | None = None,
    *,
    user: User | None = None,
    name: str = "",
    email: str = "",
    language: str = "es",
) -> Contact:
    """Return a contact of an organization; with `user`, one who looks after its mandates."""
    number = next(_numbers)
    return add_contact(
        actor=None,
        organization=organization or make_organization(),
        name=name or (user.name if user else "") or f"Contacto {number}",
        email=user.email if user else email or f"contacto{number}@example.org",
        language=language,
    )


def a_mandate(
    user: User | None = None,
    organization: Organization | None = None,
    *,
    scope: str = "both",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Mandate:
    """Return a mandate that is active today, granted by the installation, without an end."""
    return grant_mandate(
        actor=None,
        organization=organization or make_organization(),
        user=user or a_delegate(),
        scope=scope,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def an_expired_mandate(
    user: User | None = None, organization: Organization | None = None, *, scope: str = "both"
) -> Mandate:
    """Return a mandate whose last day was yesterday."""
    mandate = a_mandate(user, organization, scope=scope)
    yesterday = timezone.localdate() - timedelta(days=1)
    mandate.starts_on = yesterday - timedelta(days=30)
    mandate.ends_on = yesterday
    mandate.save(update_fields=["starts_on", "ends_on"])
    return mandate
