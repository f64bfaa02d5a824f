"""No network contains itself on any day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tejido.directory.domain.membership_cycles import (
    Link,
    closes_a_cycle,
    joining_closes_a_cycle,
)

DAYS = [date(2020, 1, 1) + timedelta(days=n) for n in range(6)]


@st.composite
def links(draw: st.DrawFn) -> Link:
    member, network = draw(
        st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda p: p[0] != p[1])
    )
    start = draw(st.none() | st.sampled_from(DAYS))
    later = [day for day in DAYS if start is None or day >= start]
    return Link(member, network, start, draw(st.none() | st.sampled_from(later)))


def has_cycle_on(day: date, standing: list[Link]) -> bool:
    """Plain search on one day: is somebody above themselves?"""
    steps = {
        (link.member, link.network)
        for link in standing
        if (link.start is None or link.start <= day) and (link.end is None or day <= link.end)
    }
    above = set(steps)
    while True:
        more = above | {(a, d) for a, b in above for c, d in steps if b == c}
        if more == above:
            return any(a == b for a, b in above)
        above = more


def has_cycle(standing: list[Link]) -> bool:
    # The days beyond the sampled ones stand for "always" at both ends.
    return any(has_cycle_on(day, standing) for day in [date.min, *DAYS, date.max])


@given(st.lists(links(), max_size=9))
def test_accepts_exactly_what_leaves_every_day_without_a_cycle(new: list[Link]) -> None:
    standing: list[Link] = []
    for link in new:
        refused = closes_a_cycle(standing, link)
        assert refused == has_cycle([*standing, link])
        if not refused:
            standing.append(link)


@given(st.lists(links(), max_size=7))
def test_joins_exactly_what_leaves_every_day_without_a_cycle(new: list[Link]) -> None:
    standing: list[Link] = []
    for link in new:
        if not closes_a_cycle(standing, link):
            standing.append(link)
    joined = [
        Link(0 if x.member == 1 else x.member, 0 if x.network == 1 else x.network, x.start, x.end)
        for x in standing
    ]
    assert joining_closes_a_cycle(standing, 0, 1) == has_cycle(joined)


def test_through_a_third() -> None:
    assert closes_a_cycle([Link(1, 2), Link(2, 3)], Link(3, 1))
    assert not closes_a_cycle([Link(1, 2), Link(1, 3)], Link(3, 2))


def test_never_in_force_together() -> None:
    before = Link(1, 2, end=DAYS[0])
    assert not closes_a_cycle([before], Link(2, 1, start=DAYS[1]))
    assert closes_a_cycle([before], Link(2, 1, start=DAYS[0]))
