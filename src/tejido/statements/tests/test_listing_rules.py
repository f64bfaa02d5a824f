"""When a listed member counts: the pure rule."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.statements.domain.listing import Listed, ListingState, Period, state_of

START = datetime(2026, 1, 1, tzinfo=UTC)
PERIOD = Period(days=3, closes_at=START + timedelta(days=10))


def at(day: float) -> datetime:
    return START + timedelta(days=day)


@pytest.mark.parametrize(
    ("listed", "day", "expected"),
    [
        (Listed(), 0, ListingState.UNTOLD),
        (Listed(), 10, ListingState.LATE),
        (Listed(told_at=at(1)), 1, ListingState.TOLD),
        (Listed(told_at=at(1)), 3.99, ListingState.TOLD),
        (Listed(told_at=at(1)), 4, ListingState.DUE),
        # The worker may look only after closing: what ended before counts all the same.
        (Listed(told_at=at(7)), 12, ListingState.DUE),
        (Listed(told_at=at(7.01)), 8, ListingState.LATE),
        (Listed(told_at=at(7.01)), 12, ListingState.LATE),
        (Listed(told_at=at(1), same_text=False), 5, ListingState.OTHER_TEXT),
        (Listed(told_at=at(1), answer="agreed", signed=True, stands=True), 2, ListingState.LISTED),
        (Listed(told_at=at(1), signed=True, stands=True), 5, ListingState.LISTED),
        (Listed(told_at=at(1), signed=True), 5, ListingState.WITHDRAWN),
        (Listed(told_at=at(1), taken_back=True), 5, ListingState.TAKEN_BACK),
        (Listed(told_at=at(1), answer="declined"), 5, ListingState.DECLINED),
        (Listed(told_at=at(1), answer="opted-out", signed=True), 5, ListingState.OPTED_OUT),
    ],
)
def test_state(listed: Listed, day: float, expected: ListingState) -> None:
    assert state_of(listed, PERIOD, at(day)) == expected


@given(
    told=st.none() | st.floats(0, 20),
    answer=st.sampled_from(["", "agreed", "declined", "opted-out"]),
    taken_back=st.booleans(),
    same_text=st.booleans(),
    day=st.floats(0, 30),
)
def test_silence_counts_only_after_all_its_days_before_closing(
    told: float | None, answer: str, taken_back: bool, same_text: bool, day: float
) -> None:
    told_at = at(told) if told is not None else None
    listed = Listed(told_at, answer, taken_back=taken_back, same_text=same_text)
    if state_of(listed, PERIOD, at(day)) == ListingState.DUE:
        assert told_at is not None
        assert told_at + timedelta(days=3) <= PERIOD.closes_at
        assert at(day) >= told_at + timedelta(days=3)
        assert answer not in {"declined", "opted-out"}
        assert not taken_back
        assert same_text
