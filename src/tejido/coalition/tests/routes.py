"""Who gets what at the addresses of contacts and mandates, with no tie to the organization.

Its own contacts and delegates are in `test_pages.py`.
"""

from datetime import date

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


ROUTES = {
    "coalition:my_mandates": Route(get=SIGNED_IN),
    "coalition:mandate_list": Route(get=only("secretary")),
    "coalition:people": Route(get=SECRETARIAT, args=_organization),
    "coalition:mandate_grant": Route(get=SECRETARIAT, post=DONE, args=_organization, data=MANDATE),
    "coalition:mandate_renew": Route(
        get=SECRETARIAT, post=DONE, args=_mandate, data={"ends_on": "2099-06-01"}
    ),
    "coalition:mandate_revoke": Route(get=SECRETARIAT, post=DONE, args=_mandate),
    "coalition:contact_add": Route(get=SECRETARIAT, post=DONE, args=_organization, data=CONTACT),
    "coalition:contact_edit": Route(get=SECRETARIAT, post=DONE, args=_contact, data=CONTACT),
    "coalition:contact_remove": Route(get=SECRETARIAT, post=DONE, args=_contact),
}
