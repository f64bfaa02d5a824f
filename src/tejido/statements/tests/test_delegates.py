"""Delegates sign for their organizations under a mandate, and take it back at any time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.coalition.actions import revoke_mandate
from tejido.coalition.models import Mandate
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate, an_expired_mandate
from tejido.core.errors import Conflict, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.directory.actions import undo_merge
from tejido.directory.tests.factories import make_network, make_organization, merge
from tejido.notifications.models import Message
from tejido.statements.actions import freeze_version, start_correction
from tejido.statements.actions.delegates import (
    name_organization,
    sign_statement,
    withdraw_signatures,
)
from tejido.statements.models import Endorsement, How
from tejido.statements.tests.listing_factories import (
    DAY,
    OpenStatement,
    a_signing_delegate,
    an_open_statement,
    close,
)

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


def sign(opened: OpenStatement, user: User, organization: object, **more: object) -> Endorsement:
    return sign_statement(
        actor=user,
        statement=opened.statement,
        organization=organization,  # type: ignore[arg-type]
        digest=opened.digest,
        **more,  # type: ignore[arg-type]
    )


def test_an_organization_signs_by_its_delegate_once() -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    first = sign(opened, delegate, body)
    assert sign(opened, delegate, body).pk == first.pk
    assert first.how == How.DELEGATE
    assert first.mandate is not None
    assert first.mandate.user == delegate
    assert opened.counted() == (1, 1, 0, 0)
    assert AuditEntry.objects.filter(action="sign_statement").count() == 1


def test_the_other_contacts_are_told_and_who_signed_is_not() -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    a_contact(body, user=delegate)
    other = a_contact(body)
    sign(opened, delegate, body)
    told = Message.objects.filter(kind="statements.signed-for")
    assert [message.recipient_id for message in told] == [other.pk]


def test_nobody_signs_a_text_they_have_not_read() -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    with pytest.raises(Conflict):
        sign_statement(
            actor=delegate, statement=opened.statement, organization=body, digest="0" * 64
        )
    assert not Endorsement.objects.exists()


def _expired() -> Mandate:
    return an_expired_mandate()


def _revoked() -> Mandate:
    mandate = a_mandate()
    revoke_mandate(actor=None, mandate=mandate)
    return mandate


def _suspended() -> Mandate:
    mandate = a_mandate()
    Mandate.objects.filter(pk=mandate.pk).update(suspended_at=timezone.now())
    return mandate


def _future() -> Mandate:
    return a_mandate(starts_on=timezone.localdate() + 5 * DAY)


def _speaks_only() -> Mandate:
    return a_mandate(scope="speak")


def _of_another() -> Mandate:
    mandate = a_mandate()
    mandate.organization = make_organization()
    return mandate


STATES: dict[str, Callable[[], Mandate]] = {
    "active": a_mandate,
    "expired": _expired,
    "revoked": _revoked,
    "suspended": _suspended,
    "future": _future,
    "speaks only": _speaks_only,
    "none": _of_another,
}


@pytest.mark.parametrize("campaign", ["waiting", "open", "closed"])
@pytest.mark.parametrize("mandate", STATES)
@pytest.mark.parametrize("action", ["sign", "withdraw", "naming"])
def test_role_by_state_by_action(campaign: str, mandate: str, action: str) -> None:
    """A mandate in force is needed for everything; closing stops signing and nothing else."""
    opened = an_open_statement()
    held = STATES[mandate]()
    user, body = held.user, held.organization
    sign(opened, a_signing_delegate(body)[0], body)
    if campaign == "waiting":
        opened.campaign.opens_at = timezone.now() + DAY
        opened.campaign.save()
    elif campaign == "closed":
        close(opened)
    acts: dict[str, Callable[[], object]] = {
        "sign": lambda: sign(opened, user, body),
        "withdraw": lambda: withdraw_signatures(
            actor=user, statement=opened.statement, organization=body
        ),
        "naming": lambda: name_organization(
            actor=user, statement=opened.statement, organization=body, unnamed=True
        ),
    }
    if mandate == "active" and (action != "sign" or campaign == "open"):
        acts[action]()
        return
    with pytest.raises(NotAllowed) as refusal:
        acts[action]()
    assert str(refusal.value.message)


def test_withdrawing_takes_effect_at_once_and_signing_again_is_new() -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()

    def withdraw() -> int:
        return withdraw_signatures(actor=delegate, statement=opened.statement, organization=body)

    sign(opened, delegate, body)
    assert withdraw() == 1
    assert opened.counted() == (0, 0, 0, 0)
    assert withdraw() == 0
    sign(opened, delegate, body)
    assert opened.counted() == (1, 1, 0, 0)
    close(opened)
    assert withdraw() == 1
    assert opened.counted() == (0, 0, 0, 0)


def test_unnamed_for_safety_is_counted_and_its_own_word_holds() -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    made = sign(opened, delegate, body, unnamed=True)
    assert (opened.tally.organizations, opened.tally.unnamed) == (1, 1)
    name_organization(actor=delegate, statement=opened.statement, organization=body, unnamed=False)
    made.signed_by.refresh_from_db()
    assert not made.signed_by.unnamed
    assert (opened.tally.organizations, opened.tally.unnamed) == (1, 0)


def test_two_organizations_found_to_be_one_count_once_and_undone_twice() -> None:
    opened = an_open_statement()
    (one, first), (other, second) = a_signing_delegate(), a_signing_delegate()
    sign(opened, one, first)
    sign(opened, other, second)
    merged = merge(first, second)
    assert opened.counted() == (1, 1, 0, 0)
    # The mandate of the merged one follows it: its delegate signs for the whole, once.
    assert sign(opened, other, first).mandate is not None
    assert opened.counted() == (1, 1, 0, 0)
    undo_merge(actor=None, merge=merged)
    assert opened.counted() == (2, 2, 0, 0)


def test_a_network_signs_in_its_own_name() -> None:
    opened = an_open_statement()
    delegate, network = a_signing_delegate(make_network())
    sign(opened, delegate, network)
    assert opened.counted() == (0, 0, 0, 0)
    assert opened.tally.networks == 1


def test_the_page_shows_the_text_under_embargo_and_the_mandate(client_of: ClientOf) -> None:
    opened = an_open_statement(embargo=2 * DAY)
    body = make_organization("CIMICH")
    until = timezone.localdate() + timedelta(days=90)
    delegate = a_mandate(organization=body, scope="sign", ends_on=until).user
    client = client_of(delegate)
    page = client.get("/en/statements/signing/paso-seguro/").content.decode()
    assert "The signing networks speak." in page
    assert "Sign for CIMICH" in page
    assert "You sign under the mandate granted by" in page
    assert "Not public before" in page
    answer = client.post(
        reverse("statements:sign_for", args=["paso-seguro", body.key]),
        {"digest": opened.digest, "named": "no"},
        follow=True,
    )
    assert b"not named in public" in answer.content
    assert opened.counted() == (1, 1, 0, 0)
    assert client_of(None).get("/en/statements/paso-seguro/").status_code == 404


def test_what_is_asked_stands_in_the_account(client_of: ClientOf) -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    client = client_of(delegate)
    assert b"Read and sign" in client.get("/en/statements/signing/").content
    sign(opened, delegate, body)
    page = client.get("/en/statements/signing/").content.decode()
    assert "Read and sign" not in page
    assert "What is signed" in page
    close(opened)
    assert "Withdraw" in client.get("/en/statements/signing/").content.decode()


def test_whoever_holds_no_mandate_in_force_reads_why(client_of: ClientOf) -> None:
    an_open_statement()
    held = an_expired_mandate()
    for slug in ("paso-seguro", "no-hay"):
        answer = client_of(held.user).get(f"/en/statements/signing/{slug}/")
        assert answer.status_code == 403
        assert b"Your mandate has ended" in answer.content
    answer = client_of(held.user).post(
        f"/en/statements/signing/paso-seguro/{held.organization.key}/sign/"
    )
    assert answer.status_code == 403
    assert b"Your mandate has ended" in answer.content
    assert client_of(a_delegate()).get("/en/statements/signing/no-hay/").status_code == 403


def test_asking_costs_the_same_for_one_organization_and_for_twenty(
    client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    an_open_statement()
    delegate = a_delegate()
    for _ in range(20):
        a_mandate(delegate, make_organization(), scope="sign")
    client = client_of(delegate)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        client.get("/en/statements/signing/")
    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]
        client.get("/en/statements/signing/paso-seguro/")


def test_after_a_change_of_substance_the_page_leads_to_what_changed(client_of: ClientOf) -> None:
    opened, (delegate, body) = an_open_statement(), a_signing_delegate()
    sign(opened, delegate, body)
    draft = start_correction(actor=None, statement=opened.statement)
    draft.texts.update(correction="Otra exigencia.")
    freeze_version(actor=None, version=draft, revision=draft.draft_revision)
    client = client_of(delegate)
    page = client.get("/en/statements/signing/paso-seguro/").content.decode()
    assert "The text changed since it was signed" in page
    assert f"Sign for {body.name}" not in page
    assert opened.counted() == (1, 1, 0, 0)
    withdraw_signatures(actor=delegate, statement=opened.statement, organization=body)
    assert opened.counted() == (0, 0, 0, 0)
    page = client.get("/en/statements/signing/paso-seguro/").content.decode()
    assert f"Sign for {body.name}" in page
