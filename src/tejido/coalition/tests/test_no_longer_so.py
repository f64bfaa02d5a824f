"""What a message about a mandate says is so when its mail is written, or it is left out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tejido.coalition.actions import grant_mandate, renew_mandate, revoke_mandate, tell_expiring
from tejido.coalition.models import Mandate
from tejido.coalition.tests.factories import a_contact, a_mandate
from tejido.core.actions import freeze_account, unfreeze_account
from tejido.core.models import User
from tejido.notifications.models import Message
from tejido.notifications.queries.account import is_over

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def over() -> set[str]:
    """Return the kinds of the messages that would not be mailed now."""
    rows = Message.objects.filter(kind__contains="_")
    return {row.kind.removeprefix("coalition.") for row in rows if is_over(row)}


@pytest.fixture
def mandate(db: None) -> Mandate:
    """A mandate to sign that ends in a week, of an organization with a contact."""
    week = timezone.localdate() + 7 * DAY
    return a_mandate(None, a_contact().organization, scope="sign", ends_on=week)


def test_what_was_granted_and_revoked_since_was_not_granted(mandate: Mandate) -> None:
    assert over() == set()
    revoke_mandate(actor=None, mandate=mandate)
    assert over() == {"mandate_granted", "delegate_granted"}


def test_a_mandate_revoked_and_granted_anew_lets_act(mandate: Mandate) -> None:
    revoke_mandate(actor=None, mandate=mandate)
    user, house = mandate.user, mandate.organization
    grant_mandate(actor=None, organization=house, user=user, scope="speak")
    assert "mandate_revoked" not in over()
    grant_mandate(actor=None, organization=house, user=user, scope="sign")
    assert over() == {"mandate_granted", "delegate_granted", "mandate_revoked"}


def test_an_end_that_was_put_off_is_not_about_to_come(mandate: Mandate) -> None:
    tell_expiring(now=timezone.now())
    assert over() == set()
    renew_mandate(actor=None, mandate=mandate, ends_on=None)
    assert over() == {"mandate_ending", "delegate_ending"}


def test_nor_that_of_one_that_was_revoked(mandate: Mandate) -> None:
    tell_expiring(now=timezone.now())
    revoke_mandate(actor=None, mandate=mandate)
    ending = {"mandate_ending", "delegate_ending"}
    assert over() == {"mandate_granted", "delegate_granted", *ending}


def test_what_counts_again_is_not_suspended(mandate: Mandate, alice: User) -> None:
    freeze_account(actor=alice, person=mandate.user)
    assert over() == {"mandate_granted", "delegate_granted"}
    unfreeze_account(actor=alice, person=mandate.user)
    assert over() == {"delegate_suspended"}


def test_what_is_gone_is_not_over(mandate: Mandate) -> None:
    Message.objects.update(data={"mandate": 0})
    assert over() == set()
