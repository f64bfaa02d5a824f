"""Confirming and withdrawing after a change of substance: who may, until when, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tejido.coalition.actions import remove_contact, revoke_mandate
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate
from tejido.core.errors import InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, LogEntry, Role, User
from tejido.directory.tests.factories import make_organization
from tejido.statements.access import Reader
from tejido.statements.actions import (
    TextChangedAgain,
    allow_until,
    ask_again,
    confirm_by_link,
    confirm_for,
    freeze_version,
    start_correction,
    withdraw_by_link,
)
from tejido.statements.actions.delegates import withdraw_signatures
from tejido.statements.confirming_access import (
    can_answer_for,
    can_ask_again,
    get_invited,
    get_signer_for,
)
from tejido.statements.models import Change, Endorsement, How
from tejido.statements.queries.confirming import unconfirmed_count
from tejido.statements.tests.campaigns import HOUR, a_campaign
from tejido.statements.tests.change_factories import (
    change,
    invited,
    link_of,
    newest,
    signed,
    signer_of,
    take_back,
)
from tejido.statements.tests.factories import a_frozen_statement, a_published_statement
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_what_is_confirmed_stands_by_the_same_route_and_says_whose_mandate() -> None:
    statement, user = signed()
    body = Endorsement.objects.get().organization
    assert body is not None
    version = change(statement)
    assert confirm_for(actor=user, signer=signer_of(statement, body), number=2) == 1
    old, new = Endorsement.objects.order_by("pk")
    assert (new.root, new.version, new.confirms) == (version, version, old)
    assert (new.how, new.via, new.mention) == (How.PRINTED, None, old.mention)
    assert new.mandate is not None
    assert new.mandate.user == user
    assert old.withdrawn_at is None
    leaf = LogEntry.objects.get(index=new.leaf).value
    assert (leaf["kind"], leaf["signature"]) == ("confirmation", old.leaf)
    assert leaf["digest"] == version.digest
    entry = AuditEntry.objects.get(action="confirm_for")
    assert entry.data == {"number": 2, "signatures": 1, "by_link": False}


def test_a_second_click_confirms_once_and_what_was_withdrawn_stays_so() -> None:
    statement, user = signed()
    contact = a_contact(make_organization("Otra"))
    sign(version_of(statement), contact.organization)
    change(statement)
    holder = invited(statement, contact)
    assert confirm_by_link(invited=holder, number=2) == 1
    assert confirm_by_link(invited=holder, number=2) == 0
    assert withdraw_by_link(invited=holder) == 2
    assert withdraw_by_link(invited=holder) == 0
    with pytest.raises(NotAllowed, match="not-allowed"):
        confirm_by_link(invited=holder, number=2)
    assert unconfirmed_count(newest(statement)) == 1
    assert user.is_active


def test_what_was_not_read_is_not_confirmed() -> None:
    statement, user = signed()
    body = Endorsement.objects.get().organization
    assert body is not None
    change(statement)
    change(statement, Change.WORDING)
    with pytest.raises(TextChangedAgain):
        confirm_for(actor=user, signer=signer_of(statement, body), number=2)
    assert confirm_for(actor=user, signer=signer_of(statement, body), number=3) == 1


def test_closing_does_not_end_confirming_but_the_given_time_does() -> None:
    statement, user = signed()
    body = Endorsement.objects.get().organization
    assert body is not None
    signer = signer_of(statement, body)
    a_campaign(statement, opens=-48 * HOUR, closes=-HOUR)
    version = change(statement, until=timezone.now() + 2 * DAY)
    late = timezone.now() + 3 * DAY
    with pytest.raises(NotAllowed):
        confirm_for(actor=user, signer=signer, number=2, now=late)
    allow_until(actor=None, version=version, until=late + DAY, now=late)
    assert confirm_for(actor=user, signer=signer, number=2, now=late) == 1
    assert take_back(signer, now=late + 100 * DAY) == 2


def test_where_no_time_is_given_the_campaign_s_holds() -> None:
    statement, user = signed()
    body = Endorsement.objects.get().organization
    assert body is not None
    a_campaign(statement, closes=HOUR)
    change(statement)
    signer = signer_of(statement, body)
    late = timezone.now() + 2 * HOUR
    with pytest.raises(NotAllowed):
        confirm_for(actor=user, signer=signer, number=2, now=late)
    assert confirm_for(actor=user, signer=signer, number=2) == 1


def test_the_time_given_lies_in_the_future() -> None:
    statement, _user = signed()
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Una fecha.")
    past = timezone.now() - HOUR
    with pytest.raises(InvalidInput):
        freeze_version(actor=None, version=draft, revision=1, confirm_until=past)
    draft.refresh_from_db()
    version = freeze_version(actor=None, version=draft, revision=draft.draft_revision)
    with pytest.raises(InvalidInput):
        allow_until(actor=None, version=version, until=past)


def test_nothing_is_confirmed_where_nothing_changed() -> None:
    statement, user = signed()
    body = Endorsement.objects.get().organization
    assert body is not None
    signer = signer_of(statement, body)
    assert confirm_for(actor=user, signer=signer, number=1) == 0
    with pytest.raises(NotAllowed):
        ask_again(actor=None, version=newest(statement))


def test_without_a_mandate_in_force_nobody_answers() -> None:
    statement, user = signed()
    body = Endorsement.objects.get().organization
    assert body is not None
    change(statement)
    signer = signer_of(statement, body)
    revoke_mandate(actor=None, mandate=user.mandates.get())
    with pytest.raises(NotAllowed):
        confirm_for(actor=user, signer=signer, number=2)
    with pytest.raises(NotAllowed):
        withdraw_signatures(actor=user, statement=statement, organization=body)
    assert unconfirmed_count(newest(statement)) == 1


def test_a_delegate_learns_nothing_of_what_others_signed() -> None:
    statement, user = signed()
    other = make_organization()
    sign(version_of(statement), other)
    for key in (other.key, make_organization().key, "nothing"):
        with pytest.raises(NotAllowed):
            get_signer_for(user, statement.slug, key)
        with pytest.raises(NotAllowed):
            get_signer_for(AnonymousUser(), statement.slug, key)
    mine = make_organization()
    a_mandate(user, mine)
    with pytest.raises(NotFound):
        get_signer_for(user, statement.slug, mine.key)


def test_a_link_is_one_contact_s_of_one_signature_and_ends_with_the_contact() -> None:
    statement, contact = a_published_statement(), a_contact()
    sign(version_of(statement), contact.organization)
    other = a_contact(make_organization("Otra"))
    sign(version_of(statement), other.organization)
    slug, signer, number, until, token = link_of(statement, contact)
    assert get_invited(slug, signer, number, until, token).contact == contact
    wrong = [
        (slug, signer, number, until, token[::-1]),
        (slug, signer, number, "2999-12-31", token),
        (slug, signer, other.pk, until, token),
        (slug, signer, 0, until, token),
        (slug, signer_of(statement, other.organization).pk, number, until, token),
        ("otro", signer, number, until, token),
    ]
    for arguments in wrong:
        with pytest.raises(NotFound):
            get_invited(*arguments)
    type(contact).objects.filter(pk=contact.pk).update(email="cambiada@example.org")
    with pytest.raises(NotFound):
        get_invited(slug, signer, number, until, token)
    contact.refresh_from_db()
    remove_contact(actor=None, contact=contact)
    with pytest.raises(NotFound):
        get_invited(slug, signer, number, until, token)


ROLES: dict[str, Callable[[], Reader]] = {
    "nobody": AnonymousUser,
    "delegate": lambda: a_delegate(),
    "reviewer": lambda: a_delegate(role=Role.REVIEWER),
    "secretary": lambda: a_delegate(role=Role.SECRETARY),
    "installation": lambda: None,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("mandate", [True, False])
def test_who_answers_for_an_organization(role: str, mandate: bool) -> None:
    statement, body = a_frozen_statement(), make_organization()
    sign(newest(statement), body)
    user = ROLES[role]()
    if isinstance(user, User) and mandate:
        a_mandate(user, body)
    expected = role == "installation" or (mandate and isinstance(user, User))
    assert bool(can_answer_for(user, signer_of(statement, body))) == expected


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", ["changed", "unchanged"])
def test_who_reminds(role: str, state: str) -> None:
    statement = a_frozen_statement()
    if state == "changed":
        change(statement)
    expected = role in {"secretary", "installation"} and state == "changed"
    assert bool(can_ask_again(ROLES[role](), newest(statement))) == expected
