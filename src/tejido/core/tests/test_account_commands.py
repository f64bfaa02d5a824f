"""Commands for when the secretariat cannot do it itself."""

import pytest
from typer.testing import CliRunner

from tejido.core.actions import invite_person
from tejido.core.cli_accounts import app
from tejido.core.errors import NotAllowed, NotFound
from tejido.core.models import AuditEntry, Role, User
from tejido.core.tests.factors import kinds

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> None:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_the_last_secretary_is_frozen_and_opened_by_command(alice: User) -> None:
    run("freeze-account", "Alice@example.org")
    assert not User.objects.get(pk=alice.pk).is_active
    with pytest.raises(NotAllowed):
        run("unfreeze-account", alice.email)
    run("unfreeze-account", alice.email, "--keep-factors")
    assert User.objects.get(pk=alice.pk).is_active
    acts = AuditEntry.objects.filter(target_id=str(alice.pk))
    assert [(act.actor, act.action) for act in acts] == [
        (None, "unfreeze_account"),
        (None, "freeze_account"),
    ]


def test_a_lost_second_factor_of_the_only_secretary(alice: User) -> None:
    run("reset-second-factor", alice.email, "--reason", "phone lost")
    assert kinds(alice) == []


def test_opened_by_command_once_the_factors_are_removed(alice: User) -> None:
    run("freeze-account", alice.email)
    run("reset-second-factor", alice.email, "--reason", "phone seized")
    run("unfreeze-account", alice.email)
    assert User.objects.get(pk=alice.pk).is_active


def test_accounts_it_made_are_frozen_by_command_unless_said_otherwise(alice: User) -> None:
    for with_made, option in ((False, "--no-with-made"), (True, "--with-made")):
        made = f"{option}@example.org"
        invite_person(actor=alice, email=made, role=Role.SECRETARY)
        run("freeze-account", alice.email, option)
        assert User.objects.get(email=made).is_active is not with_made
        run("unfreeze-account", alice.email, "--keep-factors")


def test_an_address_without_an_account(db: None) -> None:
    with pytest.raises(NotFound):
        run("freeze-account", "nobody@example.org")
