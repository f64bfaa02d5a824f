"""Derived tokens: one for each purpose and list of parts."""

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tejido.core.tokens import derive, matches

PARTS = st.lists(st.text(max_size=8), min_size=1, max_size=4)


def test_a_token_is_43_characters_safe_in_an_address() -> None:
    token = derive("unsubscribe", "core.user", 7)
    assert len(token) == 43
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_number_and_its_digits_give_the_same_token() -> None:
    assert derive("invite", 7) == derive("invite", "7")


@given(PARTS, PARTS)
def test_different_parts_give_different_tokens(one: list[str], other: list[str]) -> None:
    assert (derive(*one) == derive(*other)) == (one == other)


def test_a_token_matches_its_own_purpose_and_parts_only() -> None:
    token = derive("confirm", 7, "a")
    assert matches(token, "confirm", 7, "a")
    assert not matches(token, "confirm", "7a")
    assert not matches(token, "invite", 7, "a")
    assert not matches("", "confirm", 7, "a")
    assert not matches("ñandú", "confirm", 7, "a")


def test_another_secret_key_gives_another_token(settings: Settings) -> None:
    before = derive("confirm", 7)
    settings.SECRET_KEY = "another"
    assert derive("confirm", 7) != before
