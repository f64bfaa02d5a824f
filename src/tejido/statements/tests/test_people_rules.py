"""Rules of people who sign: who may, when it is a flood, what a name is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import Settings

from tejido.core.models import Role, User
from tejido.statements.actions.people import email_key
from tejido.statements.domain.flood import WINDOW, first_minute, is_flooded, minute_of
from tejido.statements.domain.people import PersonState, one_line, state_of
from tejido.statements.models import Campaign, Statement
from tejido.statements.people_access import can_look_after_people, can_sign_as_person
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.factories import a_frozen_statement, a_published_statement, a_statement
from tejido.statements.tests.people_factories import an_open_statement

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _with(statement: Statement, **terms: object) -> Statement:
    a_campaign(statement)
    Campaign.objects.update(**terms)
    return statement


STATES: dict[str, tuple[Callable[[], Statement], bool]] = {
    "draft": (a_statement, False),
    "draft with a campaign": (lambda: _with(a_statement()), False),
    "published, no campaign": (a_published_statement, False),
    "open": (an_open_statement, True),
    "frozen and open": (lambda: _with(a_frozen_statement()), True),
    "under embargo": (
        lambda: _with(a_frozen_statement(), embargo_until=timezone.now() + HOUR),
        False,
    ),
    "to begin": (lambda: _with(a_published_statement(), opens_at=timezone.now() + HOUR), False),
    "closed": (
        lambda: _with(a_published_statement(), closes_at=timezone.now() - HOUR / 2),
        False,
    ),
    "organizations only": (lambda: _with(a_published_statement(), people_may_sign=False), False),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_when_people_may_sign(state: str) -> None:
    make, allowed = STATES[state]
    assert bool(can_sign_as_person(make())) == allowed


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["nobody", *Role.values, "installation", "has left"])
def test_who_looks_after_people(role: str) -> None:
    people: dict[str, User | AnonymousUser | None] = {
        "nobody": AnonymousUser(),
        "installation": None,
        "has left": User(role=Role.SECRETARY, is_active=False),
    }
    person = people[role] if role in people else User(role=role)
    allowed = role in {Role.SECRETARY, "installation"}
    assert bool(can_look_after_people(person)) == allowed


minutes = st.dictionaries(
    st.integers(minute_of(NOON) - 30, minute_of(NOON) + 5), st.integers(0, 50), max_size=20
)


@given(minutes, st.integers(0, 300))
def test_a_flood_is_what_came_within_the_window(counts: dict[int, int], limit: int) -> None:
    start = minute_of(NOON) - WINDOW // timedelta(minutes=1) + 1
    assert first_minute(NOON) == start
    recent = sum(count for at, count in counts.items() if start <= at <= minute_of(NOON))
    assert is_flooded(counts, NOON, limit=limit) == (recent >= limit)
    assert is_flooded(counts, NOON, limit=0)


@given(st.text())
@example("a\u00ad\u0301")
def test_a_name_is_one_line_without_hidden_signs(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert line == line.strip()
    assert not set("\n\r\t\0\u202e\u2066\u200f") & set(line)


@pytest.mark.parametrize(
    ("confirmed", "refused", "waits", "stands", "state"),
    [
        (False, False, False, False, PersonState.UNCONFIRMED),
        (True, False, True, False, PersonState.WAITING),
        (True, True, False, False, PersonState.REFUSED),
        (True, False, False, True, PersonState.SIGNED),
        (True, False, False, False, PersonState.WITHDRAWN),
        (False, False, False, True, PersonState.SIGNED),
    ],
)
def test_where_a_person_stands(
    confirmed: bool, refused: bool, waits: bool, stands: bool, state: PersonState
) -> None:
    found = state_of(
        confirmed_at=NOON if confirmed else None,
        refused_at=NOON if refused else None,
        waits=waits,
        stands=stands,
    )
    assert found == state


def test_the_key_of_an_address_is_keyed(settings: Settings) -> None:
    key = email_key("nadia.luna@example.org")
    settings.SECRET_KEY = "another"
    assert email_key("nadia.luna@example.org") != key
