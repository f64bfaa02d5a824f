"""Granting, putting off and taking back; what the database refuses by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tejido.coalition.actions import (
    appoint_delegate,
    grant_mandate,
    renew_mandate,
    revoke_mandate,
)
from tejido.coalition.domain.mandates import MandateState, Scope, overlap
from tejido.coalition.models import Mandate
from tejido.coalition.queries import mandate_for, organizations_of
from tejido.coalition.tests.factories import (
    a_contact,
    a_delegate,
    a_mandate,
    an_expired_mandate,
)
from tejido.core.errors import Conflict, InvalidInput
from tejido.core.models import AuditEntry, Role, User
from tejido.directory.actions import undo_merge
from tejido.directory.tests.factories import make_organization, merge

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_mandate_begins_today_and_says_who_granted_it(alice: User) -> None:
    organization, delegate = make_organization(), a_delegate()
    contact = a_delegate()
    a_contact(organization, user=contact)
    by_secretariat = grant_mandate(
        actor=alice, organization=organization, user=delegate, scope="sign"
    )
    by_contact = grant_mandate(
        actor=contact, organization=organization, user=delegate, scope="speak"
    )
    assert by_secretariat.starts_on == timezone.localdate()
    assert (by_secretariat.granted_as, by_contact.granted_as) == ("secretariat", "contact")
    assert a_mandate().granted_as == "installation"
    entry = AuditEntry.objects.get(target_id=str(by_contact.pk), action="grant_mandate")
    assert entry.actor == contact
    assert set(entry.data) == {"user", "organization", "scope", "starts_on", "ends_on"}


def test_the_summary_asks_the_database_nothing(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    mandate = Mandate.objects.get(pk=a_mandate().pk)
    with django_assert_num_queries(0):  # type: ignore[operator]
        summary = mandate.summary
    assert summary.state == "active"
    assert summary.until is None


@pytest.mark.parametrize(
    ("held", "wanted", "refused"),
    [
        ("sign", "sign", True),
        ("sign", "speak", False),
        ("sign", "both", True),
        ("both", "speak", True),
        ("speak", "speak", True),
    ],
)
def test_one_mandate_for_an_act_and_a_day(held: str, wanted: str, refused: bool) -> None:
    first = a_mandate(scope=held)
    if refused:
        with pytest.raises(Conflict):
            a_mandate(first.user, first.organization, scope=wanted)
    else:
        a_mandate(first.user, first.organization, scope=wanted)
    # Another person, another organization, the days after a revocation: nothing to do with it.
    a_mandate(None, first.organization, scope=wanted)
    a_mandate(first.user, None, scope=wanted)
    if refused:
        revoke_mandate(actor=None, mandate=first)
        a_mandate(first.user, first.organization, scope=wanted)


def test_one_after_the_other() -> None:
    today = timezone.localdate()
    first = a_mandate(ends_on=today + DAY)
    with pytest.raises(Conflict):
        a_mandate(first.user, first.organization, starts_on=today + DAY)
    second = a_mandate(first.user, first.organization, starts_on=today + 2 * DAY)
    assert second.state == MandateState.FUTURE
    with pytest.raises(Conflict):
        renew_mandate(actor=None, mandate=first, ends_on=today + 2 * DAY)


class Overlaps(TestCase):
    """The database and the rule agree, whatever is written round the actions."""

    @settings(max_examples=60)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(Scope),
                st.integers(0, 8),
                st.none() | st.integers(0, 4),
                st.booleans(),
            ),
            min_size=2,
            max_size=6,
        )
    )
    def test_the_database_refuses_what_the_rule_refuses(
        self, wanted: list[tuple[Scope, int, int | None, bool]]
    ) -> None:
        user, organization = a_delegate(), make_organization()
        today, kept = timezone.localdate(), list[Mandate]()
        for scope, start, length, revoked in wanted:
            begins = today + start * DAY
            mandate = Mandate(
                user=user,
                organization=organization,
                scope=scope.value,
                starts_on=begins,
                ends_on=None if length is None else begins + length * DAY,
                granted_as="installation",
                revoked_at=timezone.now() if revoked else None,
            )
            clash = any(overlap(mandate.terms, other.terms) for other in kept)
            try:
                with transaction.atomic():
                    mandate.save()
            except IntegrityError:
                assert clash
            else:
                assert not clash
                kept.append(mandate)


def test_bringing_a_revoked_one_back_is_refused_by_the_database_too() -> None:
    first = a_mandate()
    revoke_mandate(actor=None, mandate=first)
    a_mandate(first.user, first.organization)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=first.pk).update(revoked_at=None)


def test_days_that_make_no_sense() -> None:
    today = timezone.localdate()
    with pytest.raises(InvalidInput):
        a_mandate(starts_on=today, ends_on=today - DAY)
    with pytest.raises(InvalidInput):
        a_mandate(starts_on=today - 3 * DAY, ends_on=today - DAY)
    with pytest.raises(InvalidInput):
        a_mandate(scope="everything")


def test_putting_off_the_end() -> None:
    today = timezone.localdate()
    mandate = a_mandate(ends_on=today)
    renewed = renew_mandate(actor=None, mandate=mandate, ends_on=today + DAY)
    assert renewed.ends_on == today + DAY
    with pytest.raises(InvalidInput):
        renew_mandate(actor=None, mandate=mandate, ends_on=today)
    assert renew_mandate(actor=None, mandate=mandate, ends_on=None).ends_on is None
    with pytest.raises(InvalidInput):
        renew_mandate(actor=None, mandate=mandate, ends_on=today + 9 * DAY)
    with pytest.raises(Conflict):
        renew_mandate(actor=None, mandate=an_expired_mandate(), ends_on=today + DAY)


def test_taking_back_works_at_once_and_once() -> None:
    mandate = a_mandate()
    revoke_mandate(actor=mandate.user, mandate=mandate)
    assert mandate_for(mandate.user, mandate.organization, scope="sign") is None
    with pytest.raises(Conflict):
        revoke_mandate(actor=None, mandate=mandate)
    with pytest.raises(Conflict):
        revoke_mandate(actor=None, mandate=an_expired_mandate())


def test_an_address_without_an_account_gets_one(alice: User) -> None:
    made = appoint_delegate(
        actor=alice, organization=make_organization(), email=" Nueva@Example.org ", scope="sign"
    )
    assert (made.user.email, made.user.role) == ("nueva@example.org", Role.DELEGATE)
    again = appoint_delegate(
        actor=alice, organization=make_organization(), email="nueva@example.org", scope="sign"
    )
    assert again.user == made.user
    with pytest.raises(InvalidInput):
        appoint_delegate(actor=alice, organization=make_organization(), email="no", scope="sign")


def test_an_account_that_is_not_let_in_waits() -> None:
    delegate = a_delegate()
    User.objects.filter(pk=delegate.pk).update(is_active=False)
    delegate.refresh_from_db()
    assert a_mandate(delegate).state == MandateState.SUSPENDED


def test_mandates_follow_merges_and_come_back() -> None:
    kept, gone = make_organization(), make_organization()
    of_gone = a_mandate(None, gone, scope="sign")
    made = merge(kept, gone)
    assert mandate_for(of_gone.user, kept, scope="sign") == of_gone
    assert list(organizations_of(of_gone.user, scope="sign")) == [kept]
    # Named by either record, it is written for the one that counts.
    assert a_mandate(None, gone).organization == kept
    with pytest.raises(Conflict):
        a_mandate(of_gone.user, kept, scope="sign")
    undo_merge(actor=None, merge=made)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert mandate_for(of_gone.user, kept, scope="sign") is None
    assert mandate_for(of_gone.user, gone, scope="sign") == of_gone


def test_of_two_the_one_that_lasts_longest() -> None:
    kept, gone = make_organization(), make_organization()
    delegate = a_delegate()
    short = a_mandate(delegate, kept, ends_on=timezone.localdate())
    open_ended = a_mandate(delegate, gone)
    merge(kept, gone)
    assert mandate_for(delegate, kept, scope="both") == open_ended
    revoke_mandate(actor=None, mandate=open_ended)
    assert mandate_for(delegate, kept, scope="both") == short
