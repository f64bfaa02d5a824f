"""Who is told what of mandates and contacts."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from tejido.coalition.actions import (
    add_contact,
    grant_mandate,
    renew_mandate,
    revoke_mandate,
    tell_expiring,
)
from tejido.coalition.messages import MANDATES, of_contact, of_mandate
from tejido.coalition.models import Mandate
from tejido.coalition.recipients import addresses_of_contacts, contacts_who_are
from tejido.coalition.tests.factories import a_contact, a_delegate, a_mandate
from tejido.core.models import User
from tejido.core.signals import account_frozen
from tejido.directory.tests.factories import make_organization
from tejido.notifications.actions import Words
from tejido.notifications.models import Message

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told() -> set[tuple[str, str, int]]:
    """Return who was told of what: kind of message, kind of recipient, id."""
    rows = Message.objects.values_list("kind", "recipient_kind", "recipient_id")
    found = {(kind.removeprefix("coalition."), to, pk) for kind, to, pk in rows}
    Message.objects.all().delete()
    return found


def of_contacts(what: str, contacts: Iterable[int]) -> set[tuple[str, str, int]]:
    return {(what, "coalition.contact", pk) for pk in contacts}


def test_granting_and_revoking_tell_everybody_but_who_acted() -> None:
    house, keeper, delegate = make_organization(), a_delegate(), a_delegate()
    own, other = a_contact(house, user=keeper), a_contact(house)
    a_contact()
    told()
    mandate = grant_mandate(actor=keeper, organization=house, user=delegate, scope="sign")
    assert told() == {
        ("mandate_granted", "core.user", delegate.pk),
        *of_contacts("delegate_granted", [other.pk]),
    }
    revoke_mandate(actor=delegate, mandate=mandate)
    assert told() == of_contacts("delegate_revoked", [own.pk, other.pk])


def test_a_contact_who_is_the_delegate_is_told_once() -> None:
    house, person = make_organization(), a_delegate()
    a_contact(house, user=person)
    told()
    a_mandate(person, house)
    assert told() == {("mandate_granted", "core.user", person.pk)}


def test_a_new_contact_and_the_others_are_told() -> None:
    house, keeper = make_organization(), a_delegate()
    a_contact(house, user=keeper)
    other = a_contact(house)
    told()
    new = add_contact(actor=keeper, organization=house, name="Ana", email="ana@example.org")
    assert told() == of_contacts("contact_added", [other.pk, new.pk])


def test_an_end_is_told_once_and_a_new_end_again() -> None:
    now, today = timezone.now(), timezone.localdate()
    contact = a_contact()
    house = contact.organization
    soon = a_mandate(None, house, ends_on=today + 14 * DAY)
    a_mandate(None, house, ends_on=today + 15 * DAY)
    a_mandate(None, house)
    revoke_mandate(actor=None, mandate=a_mandate(None, house, ends_on=today))
    told()
    assert tell_expiring(now=now) is False
    assert told() == {
        ("mandate_ending", "core.user", soon.user_id),
        *of_contacts("delegate_ending", [contact.pk]),
    }
    tell_expiring(now=now)
    assert told() == set()
    renew_mandate(actor=None, mandate=soon, ends_on=today + 40 * DAY)
    tell_expiring(now=now + 27 * DAY)
    assert ("mandate_ending", "core.user", soon.user_id) in told()


def test_telling_of_many_takes_a_constant_number_of_queries(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    for _number in range(5):
        a_mandate(None, a_contact().organization, ends_on=timezone.localdate())
    with django_assert_num_queries(7):  # type: ignore[operator]
        tell_expiring(now=timezone.now())


def test_the_contacts_of_a_frozen_account_s_organizations_are_told() -> None:
    contact = a_contact()
    mandate = a_mandate(None, contact.organization)
    told()
    account_frozen.send(sender=User, user=mandate.user)
    assert told() == of_contacts("delegate_suspended", [contact.pk])


def words_of_all(data: dict[str, int | str], language: str) -> dict[str, Words | None]:
    """Return what each kind of message says in a language."""
    with override(language):
        said = {name: of_mandate(template, data) for name, template in MANDATES.items()}
        return {**said, "contact_added": of_contact(data, language)}


def test_every_message_has_words_in_both_languages() -> None:
    contact = a_contact()
    house = contact.organization
    mandate = a_mandate(None, house, ends_on=timezone.localdate())
    data: dict[str, int | str] = {"mandate": mandate.pk, "contact": contact.pk}
    subjects = {}
    for language in ("es", "en"):
        for name, words in words_of_all(data, language).items():
            assert words is not None
            assert house.name in words.subject
            assert "%(" not in "".join(words.lines)
            assert words.link.startswith(f"/{language}/")
            subjects[name, language] = words.subject
    assert subjects["mandate_ending", "es"] != subjects["mandate_ending", "en"]


def test_what_is_gone_has_no_words() -> None:
    assert set(words_of_all({"mandate": 0, "contact": 0}, "es").values()) == {None}


def test_where_contacts_are_reached() -> None:
    person, frozen = a_delegate(), a_delegate()
    plain, own, cut_off = a_contact(language="en"), a_contact(user=person), a_contact(user=frozen)
    User.objects.filter(pk=frozen.pk).update(is_active=False)
    User.objects.filter(pk=person.pk).update(email="nueva@example.org")
    found = addresses_of_contacts([plain.pk, own.pk, cut_off.pk, 0])
    assert {pk: (address.email, address.language) for pk, address in found.items()} == {
        plain.pk: (plain.email, "en"),
        own.pk: ("nueva@example.org", "es"),
    }
    assert contacts_who_are(person.pk) == [own.pk]


def test_messages_hold_ids_alone() -> None:
    a_mandate(None, a_contact().organization)
    for data in Message.objects.values_list("data", flat=True):
        assert all(isinstance(value, int) for value in data.values())
    assert Mandate.objects.count() == 1
