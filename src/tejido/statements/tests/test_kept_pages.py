"""A kept page may lack the newest signatures for a moment; what takes away is seen at once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from pytest_django.fixtures import Settings

from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions import set_unnamed, withdraw_signature
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.models import How, Statement
from tejido.statements.queries.signers import signers_of
from tejido.statements.reading_access import get_revision_for
from tejido.statements.tests.signing import a_signed_statement, version_of

pytestmark = pytest.mark.django_db


@transaction.atomic
def add(statement: Statement, organization: Organization) -> None:
    lock_counting()
    signers = signers_of(statement, {organization.pk})
    enter(version_of(statement), [Entry(signers[organization.pk], How.LINK)])


@pytest.mark.parametrize(("lag", "is_kept"), [(60.0, True), (0.0, False)])
def test_a_new_signature_may_wait_for_its_page(
    settings: Settings, lag: float, is_kept: bool
) -> None:
    settings.PAGE_LAG_SECONDS = lag
    statement = a_signed_statement()
    made = get_revision_for(AnonymousUser(), statement.slug)
    assert made.is_current()
    add(statement, make_organization())
    assert made.is_current() is is_kept


@pytest.mark.parametrize("act", ["withdraw", "hide"])
def test_what_takes_away_waits_for_nothing(settings: Settings, act: str) -> None:
    settings.PAGE_LAG_SECONDS = 60.0
    statement = a_signed_statement()
    body = Organization.objects.get(endorsements__root=version_of(statement))
    made = get_revision_for(AnonymousUser(), statement.slug)
    version = version_of(statement)
    if act == "withdraw":
        withdraw_signature(actor=None, version=version, organization=body)
    else:
        set_unnamed(actor=None, version=version, organization=body, unnamed=True)
    assert not made.is_current()
    add(statement, make_organization())
    assert not made.is_current()
