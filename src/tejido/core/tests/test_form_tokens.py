"""A form's token is good once, from three seconds to two hours after it was made."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tejido.core import form_tokens
from tejido.core.form_tokens import TokenState, issue, look_at, spend
from tejido.core.models import SpentToken

MADE = datetime(2026, 11, 21, 12, tzinfo=UTC)
SOON = MADE + timedelta(seconds=10)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        (0, TokenState.EARLY),
        (2.9, TokenState.EARLY),
        (3, TokenState.GOOD),
        (7200, TokenState.GOOD),
        (7201, TokenState.LATE),
        (-60, TokenState.EARLY),
    ],
)
def test_a_token_is_good_for_a_while(seconds: float, state: TokenState) -> None:
    token = issue("form", 1, now=MADE)
    assert look_at(token, "form", 1, now=MADE + timedelta(seconds=seconds)) == state
    assert spend(token, "form", 1, now=MADE + timedelta(seconds=seconds)) == state


@pytest.mark.django_db
def test_a_token_is_good_once() -> None:
    token = issue("form", 1, now=MADE)
    assert spend(token, "form", 1, now=SOON) == TokenState.GOOD
    assert spend(token, "form", 1, now=SOON) == TokenState.REPEATED
    assert look_at(token, "form", 1, now=SOON) == TokenState.SPENT
    assert spend(issue("form", 1, now=MADE), "form", 1, now=SOON) == TokenState.GOOD


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_told_from_another() -> None:
    token = issue("form", 1, now=MADE)
    states = [
        spend(token, "form", 1, content=content, now=SOON)
        for content in (["a@b.org", "Ana"], ["a@b.org", "Ana"], ["c@b.org", "Ana"], ["a@b.orgAna"])
    ]
    assert states == [TokenState.GOOD, TokenState.REPEATED, TokenState.SPENT, TokenState.SPENT]
    row = SpentToken.objects.get()
    assert "a@b.org" not in f"{row.hash} {row.content}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "token",
    ["", ".", "..", "x.y.z", "1.2.3", "٣.2.3", "9" * 40 + ".a.b", "é.é.é"],
)
def test_what_is_no_token_is_foreign(token: str) -> None:
    assert spend(token, "form", 1, now=SOON) == TokenState.FOREIGN


@pytest.mark.django_db
def test_a_token_is_good_for_its_form_alone() -> None:
    token = issue("form", 1, now=MADE)
    assert spend(token, "form", 2, now=SOON) == TokenState.FOREIGN
    assert spend(token, "other", 1, now=SOON) == TokenState.FOREIGN
    later = str(int(MADE.timestamp()) + 60)
    moved = ".".join([later, *token.split(".")[1:]])
    assert spend(moved, "form", 1, now=SOON) == TokenState.FOREIGN


@pytest.mark.django_db
def test_used_tokens_are_forgotten_once_they_are_too_old() -> None:
    token = issue("form", 1, now=MADE)
    spend(token, "form", 1, now=SOON)
    form_tokens.prune(MADE + timedelta(hours=2))
    assert SpentToken.objects.count() == 1
    form_tokens.prune(MADE + timedelta(hours=2, seconds=1))
    assert SpentToken.objects.count() == 0
    assert spend(token, "form", 1, now=MADE + timedelta(hours=2, seconds=1)) == TokenState.LATE


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gets_it() -> None:
    token = issue("form", 1, now=MADE)
    answers: list[TokenState] = []
    start = Barrier(4)

    def use() -> None:
        start.wait()
        answers.append(spend(token, "form", 1, now=SOON))
        connection.close()

    threads = [Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [TokenState.GOOD, *[TokenState.REPEATED] * 3]
