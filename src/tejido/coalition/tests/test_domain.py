"""The rules of mandates: states, scopes, and which two overlap."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tejido.coalition.domain.mandates import (
    Act,
    MandateState,
    Scope,
    Terms,
    covers,
    overlap,
    scopes_covering,
    share_an_act,
    state_on,
)

DAY = date(2026, 5, 10)
days = st.dates(date(2026, 1, 1), date(2026, 2, 28))


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    start = draw(days)
    length = draw(st.none() | st.integers(0, 30))
    return Terms(
        scope=draw(st.sampled_from(Scope)),
        starts_on=start,
        ends_on=None if length is None else start + timedelta(days=length),
        revoked=draw(st.booleans()),
        suspended=draw(st.booleans()),
    )


def test_both_days_are_included() -> None:
    held = Terms(Scope.SIGN, DAY, DAY)
    assert state_on(held, DAY - timedelta(days=1)) == MandateState.FUTURE
    assert state_on(held, DAY) == MandateState.ACTIVE
    assert state_on(held, DAY + timedelta(days=1)) == MandateState.EXPIRED


def test_an_open_end_never_expires() -> None:
    assert state_on(Terms(Scope.SIGN, DAY), date.max) == MandateState.ACTIVE


@given(terms(), days)
def test_only_a_standing_mandate_in_its_days_is_active(held: Terms, day: date) -> None:
    inside = held.starts_on <= day and (held.ends_on is None or day <= held.ends_on)
    active = inside and not held.revoked and not held.suspended
    assert (state_on(held, day) == MandateState.ACTIVE) is active


@given(terms(), days)
def test_what_cannot_come_back_is_said_first(held: Terms, day: date) -> None:
    found = state_on(held, day)
    assert (found == MandateState.REVOKED) is held.revoked
    if held.suspended and not held.revoked:
        assert found in {MandateState.SUSPENDED, MandateState.EXPIRED}


def test_what_a_scope_is_enough_for() -> None:
    assert scopes_covering(Scope(Act.SIGN)) == {Scope.SIGN, Scope.BOTH}
    assert scopes_covering(Scope(Act.SPEAK)) == {Scope.SPEAK, Scope.BOTH}
    assert scopes_covering(Scope.BOTH) == {Scope.BOTH}


@given(st.sampled_from(Scope), st.sampled_from(Scope))
def test_scopes_that_share_an_act(one: Scope, other: Scope) -> None:
    acts = [Scope(act) for act in Act]
    shared = any(covers(one, act) and covers(other, act) for act in acts)
    assert share_an_act(one, other) is shared is share_an_act(other, one)


@given(terms(), terms())
def test_two_overlap_when_both_would_allow_an_act_on_a_day(one: Terms, other: Terms) -> None:
    def allows(held: Terms, act: Act, day: date) -> bool:
        inside = held.starts_on <= day and (held.ends_on is None or day <= held.ends_on)
        return inside and not held.revoked and covers(held.scope, Scope(act))

    first = min(one.starts_on, other.starts_on)
    calendar = [first + timedelta(days=number) for number in range(60)]
    both = any(allows(one, act, day) and allows(other, act, day) for act in Act for day in calendar)
    assert overlap(one, other) is both is overlap(other, one)
