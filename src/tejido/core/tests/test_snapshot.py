"""A snapshot reads as of one moment and keeps nobody from writing."""

import threading

import pytest
from django.db import connection

from tejido.core.models import User
from tejido.core.snapshot import snapshot


def _add(email: str) -> None:
    User.objects.create_user(email)
    connection.close()


def added_elsewhere(email: str) -> None:
    """Add a person on a connection of its own, and wait until it is committed."""
    thread = threading.Thread(target=_add, args=(email,))
    thread.start()
    thread.join(timeout=600)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_read() -> None:
    with snapshot():
        before = User.objects.count()
        added_elsewhere("nadia@example.org")
        assert User.objects.count() == before
    assert User.objects.count() == before + 1
    User.objects.create_user("tomas@example.org")


@pytest.mark.django_db(transaction=True)
def test_an_error_ends_the_snapshot() -> None:
    with pytest.raises(ZeroDivisionError), snapshot():
        raise ZeroDivisionError
    User.objects.create_user("tomas@example.org")


@pytest.mark.django_db
def test_inside_a_transaction_it_changes_nothing() -> None:
    with snapshot():
        User.objects.create_user("tomas@example.org")
    assert User.objects.count() == 1
