"""Who gets what where people sign, see to their own signatures, and are looked after."""

from datetime import timedelta

from django.utils import timezone

from tejido.core import form_tokens
from tejido.core.tests.permissions import Route, everyone, only
from tejido.statements.models import Signatory, Statement
from tejido.statements.tests.people_factories import (
    EMAIL,
    a_person,
    an_open_statement,
    ask,
    confirm_link,
    form_data,
    link_of,
    wording_of,
)

SECRETARY = only("secretary")
DONE = only("secretary", status=302)


def _open() -> tuple[str]:
    return (an_open_statement().slug,)


def _form() -> dict[str, str]:
    return dict(form_data(Statement.objects.get()))


def _asked() -> tuple[str, int, str]:
    return confirm_link(ask(an_open_statement()))


def _confirmation() -> dict[str, object]:
    row = Signatory.objects.select_related("statement").get()
    return {"version": wording_of(row.statement).pk, "revision": row.revision}


def _own() -> tuple[int, str, str]:
    return link_of(a_person(an_open_statement()))


def _own_row() -> tuple[int, str, str, int]:
    link = _own()
    return (*link, link[0])


def _address() -> dict[str, str]:
    made = timezone.now() - timedelta(seconds=10)
    return {"email": EMAIL, "token": form_tokens.issue("statements.own", now=made)}


def _person() -> tuple[str, int]:
    row = a_person(an_open_statement())
    return (row.statement.slug, row.pk)


ROUTES = {
    "statements:notice": Route(get=everyone()),
    "statements:notice_version": Route(get=everyone(), args=lambda: ("2026-11",)),
    "statements:person_sign": Route(get=everyone(), post=everyone(302), args=_open, data=_form),
    "statements:person_sent": Route(get=everyone(), args=_open),
    "statements:person_confirm": Route(
        get=everyone(), post=everyone(302), args=_asked, data=_confirmation
    ),
    "statements:own_link": Route(get=everyone(), post=everyone(302), data=_address),
    "statements:own_link_sent": Route(get=everyone()),
    "statements:own_signatures": Route(get=everyone(), args=_own),
    "statements:own_download": Route(get=everyone(), args=_own),
    "statements:own_naming": Route(post=everyone(302), args=_own_row, data={"unnamed": "yes"}),
    "statements:own_withdraw": Route(get=everyone(), post=everyone(302), args=_own_row),
    "statements:own_again": Route(
        get=everyone(),
        post=everyone(302),
        args=_own_row,
        data=lambda: {"version": wording_of(Statement.objects.get()).pk},
    ),
    "statements:own_erase": Route(get=everyone(), post=everyone(302), args=_own),
    "statements:own_erased": Route(get=everyone()),
    "statements:people_desk": Route(get=SECRETARY, args=_open),
    "statements:people_decide": Route(post=DONE, args=_open, data={"verdict": "accept"}),
    "statements:people_apart": Route(post=DONE, args=_person),
    "statements:people_erase": Route(get=SECRETARY, post=DONE, args=_person),
}
