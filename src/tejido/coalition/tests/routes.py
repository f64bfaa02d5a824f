"""Who gets what at the addresses of contacts and mandates, with no tie to the organization.

Its own contacts and delegates are in `test_pages.py`.
"""

from datetime import date

from django.utils import timezone

from tejido.coalition.models import Contact, Mandate
from tejido.coalition.tests.factories import a_contact, a_mandate
from tejido.core.tests.permissions import Answers, Route, only
from tejido.directory.tests.factories import make_organization

# Whoever is not signed in is asked to; to all others an organization not theirs is not there.
SECRETARIAT: Answers = {**only("secretary", others=404), "anonymous": 403}
DONE: Answers = {**only("secretary", status=302, others=404), "anonymous": 403}
SIGNED_IN: Answers = only("delegate", "reviewer", "analyst", "secretary")

CONTACT = {"name": "Ana Ejemplo", "email": "ana@example.org", "language": "es"}
MANDATE = {"email": "luz@example.org", "scope": "sign", "starts_on": "2026-01-01"}


def _organization() -> tuple[str]:
    return (make_organization().key,)


def _contact() -> tuple[int]:
    return (a_contact().pk,)


def _mandate() -> tuple[int]:
    return (a_mandate(ends_on=date(2099, 1, 1)).pk,)


def _held_mandate() -> tuple[int]:
    mandate = a_mandate()
    Mandate.objects.filter(pk=mandate.pk).update(held_at=timezone.now())
    return (mandate.pk,)


def _held_contact() -> tuple[int]:
    contact = a_contact()
    Contact.objects.filter(pk=contact.pk).update(held_at=timezone.now())
    return (contact.pk,)


ROUTES = {
    "coalition:my_mandates": Route(get=SIGNED_IN),
    "coalition:mandate_list": Route(get=only("secretary")),
    "coalition:people": Route(get=SECRETARIAT, args=_organization),
    # The session of the walk confirmed nothing, so all that lets people in asks for that first.
    "coalition:mandate_grant": Route(get=DONE, post=DONE, args=_organization, data=MANDATE),
    "coalition:mandate_renew": Route(
        get=SECRETARIAT, post=DONE, args=_mandate, data={"ends_on": "2099-06-01"}
    ),
    "coalition:mandate_revoke": Route(get=SECRETARIAT, post=DONE, args=_mandate),
    "coalition:contact_add": Route(get=DONE, post=DONE, args=_organization, data=CONTACT),
    "coalition:contact_edit": Route(get=DONE, post=DONE, args=_contact, data=CONTACT),
    "coalition:mandate_release": Route(post=DONE, args=_held_mandate),
    "coalition:contact_release": Route(post=DONE, args=_held_contact),
    "coalition:contact_remove": Route(get=SECRETARIAT, post=DONE, args=_contact),
}
