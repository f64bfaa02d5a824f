"""A record names no membership that the directory keeps from the public."""

from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from tejido.core.transparency import keys
from tejido.directory.models import Membership, Visibility
from tejido.directory.tests.factories import join, make_network, make_organization
from tejido.statements import record_file
from tejido.statements.actions.counting import lock_counting
from tejido.statements.actions.entering import Entry, enter
from tejido.statements.models import How, Statement
from tejido.statements.queries.recordable import HiddenRoute
from tejido.statements.queries.signers import signers_of
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import version_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(tmp_path: Path, settings: Settings) -> None:
    settings.LOG_KEY_FILE = tmp_path / "log_key"
    keys.make_key()


@transaction.atomic
def carried(how: How, visibility: str) -> Statement:
    """Return a statement signed by an organization through a network it belongs to."""
    statement = a_published_statement()
    body, network = make_organization(), make_network()
    join(body, network)
    Membership.objects.update(visibility=visibility)
    lock_counting()
    signers = signers_of(statement, {body.pk, network.pk})
    enter(version_of(statement), [Entry(signers[body.pk], how, signers[network.pk])])
    return statement


def test_a_printed_route_of_a_hidden_membership_lets_no_record_be_written() -> None:
    statement = carried(How.PRINTED, Visibility.COALITION)
    with pytest.raises(HiddenRoute):
        record_file.write(statement.pk, BytesIO())
    Membership.objects.update(visibility=Visibility.PUBLIC)
    record_file.write(statement.pk, BytesIO())


def test_who_was_listed_and_said_nothing_against_it_is_shown_so() -> None:
    statement = carried(How.LISTED, Visibility.COALITION)
    output = BytesIO()
    record_file.write(statement.pk, output)
    assert b'"how":"listed"' in output.getvalue()
