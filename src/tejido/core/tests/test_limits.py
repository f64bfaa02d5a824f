"""How often may be tried: by account and way, for all processes, without an address."""

import base64
import pickle
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tejido.core.accounts.limits import (
    CODE_MAIL,
    PASSWORD,
    Limit,
    forget_tries,
    prune_tries,
    take_try,
)

LIMIT = Limit("test", free=3, first_wait=10, longest_wait=40, most=6, window=1000)


@pytest.mark.parametrize(
    ("tries", "now", "wait"),
    [
        ([], 0, 0),
        ([1, 2], 2, 0),
        ([1, 2, 3], 3, 10),
        ([1, 2, 3], 13, 0),
        ([1, 2, 3, 20], 20, 20),
        ([1, 2, 3, 20, 50], 50, 40),
        ([1, 2, 3, 20, 50, 100], 100, 901),
    ],
)
def test_each_try_waits_longer_than_the_one_before(
    tries: list[float], now: float, wait: float
) -> None:
    assert LIMIT.seconds_to_wait(tries, now) == wait


@given(st.lists(st.floats(0, 500), max_size=6), st.floats(500, 5000))
def test_no_wait_is_longer_than_the_window(tries: list[float], now: float) -> None:
    assert LIMIT.seconds_to_wait(tries, now) <= LIMIT.window


@pytest.mark.django_db
def test_a_way_is_closed_for_one_account_and_no_other_way() -> None:
    for _i in range(PASSWORD.free):
        assert take_try(PASSWORD, "alice@example.org") == 0
    assert 0 < take_try(PASSWORD, "alice@example.org") <= PASSWORD.first_wait
    assert take_try(PASSWORD, "bob@example.org") == 0
    assert take_try(CODE_MAIL, "alice@example.org") == 0
    forget_tries(PASSWORD, "alice@example.org")
    assert take_try(PASSWORD, "alice@example.org") == 0


@pytest.mark.django_db
def test_the_shared_table_holds_no_address_and_no_hash_anybody_could_make() -> None:
    take_try(PASSWORD, "alice@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM core_cache")
        rows = cursor.fetchall()
    assert len(rows) == 1
    key, value = rows[0]
    stored = pickle.loads(base64.b64decode(value))  # noqa: S301
    assert isinstance(stored, float)
    assert "alice" not in key
    assert sha256(b"alice@example.org").hexdigest() not in key


@pytest.mark.django_db
def test_counts_nobody_looks_at_again_are_deleted() -> None:
    cache.set("old", 1.0, timeout=-1)
    take_try(Limit("short", 1, 1, 1, 1, window=1000), "x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_cache SET expires = '2001-01-01 00:00:00'")
        cursor.execute("SELECT count(*) FROM core_cache")
        assert cursor.fetchone()[0] == 2
        prune_tries(timezone.now())
        cursor.execute("SELECT count(*) FROM core_cache")
        assert cursor.fetchone()[0] == 0
