"""Commands for when the secretariat cannot do it itself."""

import pytest
from typer.testing import CliRunner

from tejido.core.cli_accounts import app
from tejido.core.errors import NotFound
from tejido.core.models import AuditEntry, User
from tejido.core.tests.factors import kinds

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> None:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_the_last_secretary_is_frozen_and_opened_by_command(alice: User) -> None:
    run("freeze-account", "Alice@example.org")
    assert not User.objects.get(pk=alice.pk).is_active
    run("unfreeze-account", alice.email)
    assert User.objects.get(pk=alice.pk).is_active
    acts = AuditEntry.objects.filter(target_id=str(alice.pk))
    assert [(act.actor, act.action) for act in acts] == [
        (None, "unfreeze_account"),
        (None, "freeze_account"),
    ]


def test_a_lost_second_factor_of_the_only_secretary(alice: User) -> None:
    run("reset-second-factor", alice.email, "--reason", "phone lost")
    assert kinds(alice) == []


def test_an_address_without_an_account(db: None) -> None:
    with pytest.raises(NotFound):
        run("freeze-account", "nobody@example.org")
