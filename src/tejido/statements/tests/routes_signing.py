"""Who gets what at the addresses of delegates, listings and recorded signatures."""

from django.utils import timezone

from tejido.coalition.tests.factories import a_mandate
from tejido.core.models import User
from tejido.core.tests.permissions import Route, everyone, only
from tejido.core.tokens import derive
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions.delegates import sign_statement
from tejido.statements.actions.recorded import Receipt, record_signature
from tejido.statements.listing_access import LINK
from tejido.statements.models import ProofFile, Version
from tejido.statements.tests.listing_factories import (
    OpenStatement,
    a_network_with,
    an_open_statement,
    listed,
)

# Every row's objects are made after the reader's account; the delegate of the table is theirs.
SECRETARY = only("secretary")


def _delegate_signs_for(organization: Organization) -> None:
    found = User.objects.filter(email="delegate@example.org").first()
    if found is not None:
        a_mandate(found, organization, scope="sign")


def _open() -> OpenStatement:
    _delegate_signs_for(make_organization())
    return an_open_statement()


def _slug() -> tuple[str]:
    return (_open().statement.slug,)


def _own(*, signed: bool = False) -> tuple[str, str]:
    opened, body = an_open_statement(), make_organization()
    _delegate_signs_for(body)
    if signed:
        sign_statement(
            actor=None, statement=opened.statement, organization=body, digest=opened.digest
        )
    return (opened.statement.slug, body.key)


def _network() -> tuple[str, str]:
    opened, (network, _members) = an_open_statement(), a_network_with(1)
    _delegate_signs_for(network)
    return (opened.statement.slug, network.key)


def _listing() -> tuple[str, str, int]:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    row = listed(opened, network, members)[0]
    _delegate_signs_for(network)
    return (opened.statement.slug, network.key, row.pk)


def _answer() -> tuple[int]:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    _delegate_signs_for(members[0])
    return (listed(opened, network, members)[0].pk,)


def _link() -> tuple[int, int, str]:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    row, contact = listed(opened, network, members)[0], members[0].contacts.get()
    return (row.pk, contact.pk, derive(LINK, row.pk, contact.pk, contact.address))


def _proof() -> tuple[str, int]:
    opened = an_open_statement()
    receipt = Receipt(way="call", received_on=timezone.localdate(), note="Llamada.")
    record_signature(
        actor=None,
        statement=opened.statement,
        organization=make_organization(),
        receipt=receipt,
        digest=opened.digest,
    )
    return (opened.statement.slug, ProofFile.objects.latest("pk").pk)


def _read() -> dict[str, object]:
    return {"digest": Version.objects.latest("pk").digest, "named": "yes"}


def _recorded() -> dict[str, object]:
    day = timezone.localdate().isoformat()
    return {**_read(), "way": "call", "received_on": day, "note": "Llamada."}


ANY_ACCOUNT = {"anonymous": 403, "delegate": 200, "reviewer": 200, "analyst": 200, "secretary": 200}
# A mandate signs, not a role: what is no organization of theirs does not exist for the others.
OWN = {"anonymous": 403, "delegate": 200, "reviewer": 404, "analyst": 404, "secretary": 200}
OWN_DONE = {"anonymous": 403, "delegate": 302, "reviewer": 404, "analyst": 404, "secretary": 302}
MANDATE_DONE = {
    "anonymous": 403,
    "delegate": 302,
    "reviewer": 404,
    "analyst": 404,
    "secretary": 403,
}

ROUTES = {
    "statements:asked": Route(get=ANY_ACCOUNT),
    "statements:sign": Route(
        get={"anonymous": 403, "delegate": 200, "reviewer": 403, "analyst": 403, "secretary": 200},
        args=_slug,
    ),
    "statements:sign_for": Route(post=MANDATE_DONE, args=_own, data=_read),
    "statements:own_signature_naming": Route(
        post=OWN_DONE, args=lambda: _own(signed=True), data={"unnamed": "yes"}
    ),
    "statements:own_signature_withdraw": Route(
        get=OWN, post=OWN_DONE, args=lambda: _own(signed=True)
    ),
    "statements:listed_members": Route(get=OWN, post=MANDATE_DONE, args=_network, data=_read),
    "statements:listing_take_back": Route(post=OWN_DONE, args=_listing),
    "statements:listing_answer": Route(
        get={"anonymous": 403, "delegate": 200, "reviewer": 404, "analyst": 404, "secretary": 404},
        post={"anonymous": 403, "delegate": 302, "reviewer": 404, "analyst": 404, "secretary": 404},
        args=_answer,
        data={"answer": "declined"},
    ),
    "statements:listing_link": Route(
        get=everyone(), post=everyone(302), args=_link, data={"answer": "declined"}
    ),
    "statements:signature_acts": Route(get=SECRETARY, args=_slug),
    "statements:record_choose": Route(get=SECRETARY, args=_slug),
    "statements:signature_record": Route(
        get=SECRETARY, post=only("secretary", status=302), args=_own, data=_recorded
    ),
    "statements:signature_withdraw": Route(
        get=SECRETARY, post=only("secretary", status=302), args=lambda: _own(signed=True)
    ),
    "statements:proof_file": Route(get=SECRETARY, args=_proof),
    "statements:proof_erase": Route(get=SECRETARY, post=only("secretary", status=302), args=_proof),
}
