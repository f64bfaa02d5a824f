"""What holds for every list: order, repetition, decisions, kinds."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.mention import Mention, MentionKind, Place, Reading
from tejido.directory.domain.resolution import (
    PairKey,
    Resolution,
    Verdict,
    mention_fingerprint,
    pair_key,
    resolve_mentions,
)

PLACES = (
    Place(),
    Place(),
    Place("MX"),
    Place("GT"),
    Place("MX", "MX-CHP"),
    Place("MX", "MX-CHP", "Tapachula"),
    Place("MX", "MX-COA", "Saltillo"),
)
KINDS = ("Centro de Derechos Humanos", "Casa del Migrante", "Colectivo", "Universidad", "")
OWN_NAMES = ("Luna Nueva", "Río Hondo", "Río Hnodo", "LunaNueva", "Ceibal", "Flor y Maíz", "")
ENDINGS = ("", "", ", Sección Norte", ", Sección Sur", " de Tapachula", ", Acción y Paz")
ACRONYMS = ((), (), ("CELUNA",), ("CDHRH",), ("CM",))
PEOPLE = ("Ana Robles", "Ana Luz Robles Vela", "Luna Nueva")

Part = tuple[str, tuple[str, ...], Place, MentionKind]


@st.composite
def collectives(draw: st.DrawFn) -> Part:
    name = f"{draw(st.sampled_from(KINDS))} {draw(st.sampled_from(OWN_NAMES))}".strip()
    acronyms = draw(st.sampled_from(ACRONYMS))
    if not name:
        name, acronyms = "CELUNA", ()
    kind = draw(st.sampled_from((MentionKind.ORGANIZATION, MentionKind.NETWORK)))
    return name + draw(st.sampled_from(ENDINGS)), acronyms, draw(st.sampled_from(PLACES)), kind


@st.composite
def people(draw: st.DrawFn) -> Part:
    return (
        draw(st.sampled_from(PEOPLE)),
        (),
        draw(st.sampled_from(PLACES)),
        MentionKind.PERSON,
    )


PARTS = st.lists(st.one_of(collectives(), collectives(), people()), min_size=1, max_size=12)


def reading(parts: list[Part]) -> Reading:
    mentions = tuple(
        Mention(
            id=number,
            line=number + 1,
            text=" ".join((name, *acronyms, *(part or "" for part in _levels(place)))),
            listed_under=None,
            kind=kind,
            name=name,
            acronyms=acronyms,
            place=place,
        )
        for number, (name, acronyms, place, kind) in enumerate(parts)
    )
    return Reading(mentions, (), len(mentions))


def _levels(place: Place) -> tuple[str | None, ...]:
    return place.country, place.subdivision, place.town


def partition(resolution: Resolution) -> set[frozenset[int]]:
    return {frozenset(found.mentions) for found in resolution.organizations}


@settings(max_examples=60)
@given(PARTS, st.data())
def test_the_order_of_the_mentions_changes_nothing(parts: list[Part], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(parts))))
    straight = partition(resolve_mentions(reading(parts)))
    shuffled = resolve_mentions(reading([parts[number] for number in order]))
    assert straight == {frozenset(order[number] for number in one) for one in partition(shuffled)}


@settings(max_examples=50)
@given(PARTS)
def test_every_mention_has_one_cluster_of_one_kind_in_one_place(parts: list[Part]) -> None:
    read = reading(parts)
    resolution = resolve_mentions(read)
    assert resolve_mentions(read) == resolution
    numbers = [number for found in resolution.organizations for number in found.mentions]
    assert sorted(numbers) == list(range(len(parts)))
    assert len({found.key for found in resolution.organizations}) == len(resolution.organizations)
    for found in resolution.organizations:
        members = [read.mentions[number] for number in found.mentions]
        assert len({member.kind is MentionKind.PERSON for member in members}) == 1
        for one, other in combinations(members, 2):
            assert agreement(one.place, other.place) is not Agreement.CONFLICT
    for asked in resolution.review:
        keys = {resolution.mentions[end].organization for end in (asked.a, asked.b)}
        assert asked.a < asked.b
        assert len(keys) == 2


@settings(max_examples=60)
@given(PARTS, st.data())
def test_decisions_are_respected_and_not_asked_again(
    parts: list[Part], data: st.DataObject
) -> None:
    read = reading(parts)
    marks = [mention_fingerprint(mention) for mention in read.mentions]
    decisions = _drawn(parts, marks, data)
    resolution = resolve_mentions(read, decisions=decisions)
    keys = [one.organization for one in resolution.mentions]
    chains = _chains(marks, decisions)
    asked = {pair_key(marks[pair.a], marks[pair.b]) for pair in resolution.review}
    for one, other in combinations(range(len(parts)), 2):
        key = pair_key(marks[one], marks[other])
        verdict = decisions.get(key)
        if verdict is Verdict.SAME:
            assert keys[one] == keys[other]
        elif verdict is Verdict.DIFFERENT or (
            verdict is Verdict.UNSURE and chains[marks[one]] != chains[marks[other]]
        ):
            assert keys[one] != keys[other]
        if verdict is not None:
            assert key not in asked


def _drawn(parts: list[Part], marks: list[str], data: st.DataObject) -> dict[PairKey, Verdict]:
    """Verdicts that do not contradict each other: drawn from a drawn truth."""
    bodies = {mark: data.draw(st.integers(0, 2)) for mark in dict.fromkeys(marks)}
    decisions: dict[PairKey, Verdict] = {}
    for one, other in combinations(range(len(parts)), 2):
        if marks[one] == marks[other] or _person(parts[one]) != _person(parts[other]):
            continue
        same = bodies[marks[one]] == bodies[marks[other]]
        known = Verdict.SAME if same else Verdict.DIFFERENT
        verdict = data.draw(st.sampled_from((None, known, Verdict.UNSURE)))
        if verdict is not None:
            decisions[pair_key(marks[one], marks[other])] = verdict
    return decisions


def _person(part: Part) -> bool:
    return part[3] is MentionKind.PERSON


def _chains(marks: list[str], decisions: dict[PairKey, Verdict]) -> dict[str, str]:
    """Fingerprints that a chain of "same" connects, by the least of them."""
    chain = {mark: mark for mark in marks}
    for (one, other), verdict in list(decisions.items()) * len(chain):
        if verdict is Verdict.SAME:
            chain[one] = chain[other] = min(chain[one], chain[other])
    return chain
