"""Who gets what where a text changes: freezing, confirming, the list of who has not confirmed.

Delegates with a mandate are in `test_confirming_pages.py`.
"""

from tejido.coalition.tests.factories import a_contact
from tejido.core.tests.permissions import Route, everyone, only
from tejido.directory.tests.factories import make_organization
from tejido.statements.tests.change_factories import change, link_of, newest
from tejido.statements.tests.factories import a_frozen_statement, a_statement
from tejido.statements.tests.signing import sign

SECRETARY = only("secretary")
DONE = only("secretary", status=302)


def _draft() -> tuple[str]:
    return (a_statement().slug,)


def _frozen() -> tuple[str]:
    return (a_frozen_statement().slug,)


def _changed() -> tuple[str]:
    statement = a_frozen_statement()
    sign(newest(statement), make_organization())
    change(statement)
    return (statement.slug,)


def _organization() -> tuple[str, str]:
    statement, body = a_frozen_statement(), make_organization()
    sign(newest(statement), body)
    change(statement)
    return (statement.slug, body.key)


def _link() -> tuple[str, int, int, str, str]:
    statement, contact = a_frozen_statement(), a_contact()
    sign(newest(statement), contact.organization)
    change(statement)
    return link_of(statement, contact)


CONFIRMED = {"then": "confirm", "seen": "2"}

ROUTES = {
    "statements:draft_freeze": Route(get=SECRETARY, post=DONE, args=_draft, data={"seen": 1}),
    "statements:frozen_publish": Route(get=SECRETARY, post=DONE, args=_frozen),
    "statements:confirm_own": Route(
        get=everyone(403), post=everyone(403), args=_organization, data=CONFIRMED
    ),
    "statements:confirm_link": Route(
        get=everyone(), post=everyone(302), args=_link, data=CONFIRMED
    ),
    "statements:unconfirmed": Route(get=SECRETARY, args=_changed),
    "statements:unconfirmed_remind": Route(post=DONE, args=_changed),
    "statements:unconfirmed_time": Route(post=DONE, args=_changed, data={"days": 5}),
}
