"""Which addresses are the same person's."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.notifications.domain.addresses import canonical_email

NAMES = st.text("abcñÑé.+-_İß", min_size=1, max_size=12)
DOMAINS = st.sampled_from(
    ["example.org", "Example.ORG", "gmail.com", "GoogleMail.com", "ñandú.example", "correo.mx."]
)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        (" Ana@Example.org\n", "ana@example.org"),
        ("ana+firma@example.org", "ana@example.org"),
        ("ana.luna@example.org", "ana.luna@example.org"),
        ("A.N.A+x@googlemail.com", "ana@gmail.com"),
        ("ana@ÑANDÚ.example", "ana@xn--and-6ma2c.example"),
        ("ana@xn--and-6ma2c.example.", "ana@xn--and-6ma2c.example"),
        ("jose\u0301@example.org", "jos\u00e9@example.org"),
        ("+1@example.org", "+1@example.org"),
    ],
)
def test_examples(typed: str, canonical: str) -> None:
    assert canonical_email(typed) == canonical


@pytest.mark.parametrize(
    "typed", ["", "ana", "@example.org", "ana@", "ana @example.org", "ana@a..b", "ana@" + "x" * 70]
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        canonical_email(typed)


@given(st.text(max_size=30))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        canonical = canonical_email(text)
    except ValueError:
        return
    assert canonical_email(canonical) == canonical


@given(NAMES, DOMAINS)
def test_canonical_once_is_canonical_for_ever(name: str, domain: str) -> None:
    once = canonical_email(f"{name}@{domain}")
    assert canonical_email(once) == once


@given(NAMES, DOMAINS)
def test_case_form_and_spaces_make_no_difference(name: str, domain: str) -> None:
    typed = f"{name}@{domain}"
    canonical = canonical_email(typed)
    assert canonical_email(f"  {unicodedata.normalize('NFD', typed)} ") == canonical
    assert canonical_email(typed.lower()) == canonical


@given(st.text("abc.", min_size=1, max_size=8), st.text("xyz+.", max_size=5), DOMAINS)
def test_what_follows_a_plus_makes_no_difference(name: str, tag: str, domain: str) -> None:
    assert canonical_email(f"{name}+{tag}@{domain}") == canonical_email(f"{name}@{domain}")


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", min_size=1, max_size=8), DOMAINS)
def test_different_names_stay_different(one: str, other: str, domain: str) -> None:
    same = canonical_email(f"{one}@{domain}") == canonical_email(f"{other}@{domain}")
    assert same == (one == other)
