"""What a delegate did can be read by whoever looks at the acts of a seized account."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tejido.core.acts import in_words
from tejido.core.models import AuditEntry, User
from tejido.statements.actions import confirm_for
from tejido.statements.actions.delegates import sign_statement, withdraw_signatures
from tejido.statements.actions.listings import take_back_listing
from tejido.statements.tests.change_factories import change
from tejido.statements.tests.listing_factories import (
    a_network_with,
    a_signing_delegate,
    an_open_statement,
    listed,
)

pytestmark = pytest.mark.django_db


def test_each_act_has_words_and_a_page() -> None:
    opened, (network, members) = an_open_statement(), a_network_with(1)
    delegate, body = a_signing_delegate()
    sign_statement(
        actor=delegate, statement=opened.statement, organization=body, digest=opened.digest
    )
    withdraw_signatures(actor=delegate, statement=opened.statement, organization=body)
    row = listed(opened, network, members)[0]
    carrier, _network = a_signing_delegate(network)
    take_back_listing(actor=carrier, listing=row)
    entries = AuditEntry.objects.filter(actor__in=[delegate, carrier, row.mandate.user_id])  # type: ignore[union-attr]
    acts = in_words(entries.exclude(action__contains="mandate"))
    assert {act.entry.action for act in acts} == {
        "sign_statement",
        "withdraw_signatures",
        "list_members",
        "take_back_listing",
    }
    for act in acts:
        assert act.words != act.entry.action
        assert act.address


def test_the_secretariats_page_says_which_text_was_signed(
    alice: User, client_of: Callable[[User | None], Client]
) -> None:
    opened, (delegate, house) = an_open_statement(), a_signing_delegate()
    signed = sign_statement(
        actor=delegate, statement=opened.statement, organization=house, digest=opened.digest
    )
    change(opened.statement)
    confirm_for(actor=delegate, signer=signed.signed_by, number=2)
    page = client_of(alice).get(reverse("statements:signature_acts", args=[opened.statement.slug]))
    shown = page.content.decode()
    assert shown.count("Versión 1<") == 1
    assert shown.count("Versión 2 · confirmación") == 1
