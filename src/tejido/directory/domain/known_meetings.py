"""Names of a list beside names of the directory: every join and question between the two sides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tejido.directory.domain.kinds import NETWORK, can_be_one
from tejido.directory.domain.known_names import KnownName
from tejido.directory.domain.matching.attachment import Offer, offers
from tejido.directory.domain.matching.blocking import candidate_pairs
from tejido.directory.domain.matching.clustering import Link, in_doubt
from tejido.directory.domain.matching.lexicon import Lexicon
from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.matching.profiles import Profile, profile_of
from tejido.directory.domain.matching.rivals import part_rivals
from tejido.directory.domain.matching.scoring import Judgement, Outcome, judge
from tejido.directory.domain.matching.sketches import hopeless, sketch_of
from tejido.directory.domain.mention import MentionKind, Place
from tejido.directory.domain.resolution import Resolution, ResolvedOrganization

CIVIL_SOCIETY = "civil_society"
"""What a printed line is taken for that no heading shows to be a network."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A body of a list beside a known organization: the surest of what their names say.

    Arguments:
        body: key of the body.
        mention: id of the mention whose name it is.
        name: the known name.
        judgement: a join or a question.
    """

    body: str
    mention: int
    name: KnownName
    judgement: Judgement

    @property
    def sure(self) -> bool:
        """Whether the rules join the two names."""
        return self.judgement.outcome is Outcome.JOIN

    @property
    def rank(self) -> tuple[bool, float, int, str]:
        """The surest first; then what was printed first."""
        return not self.sure, -self.judgement.score, self.mention, self.name.fingerprint


def meetings(
    resolution: Resolution, bodies: Mapping[str, ResolvedOrganization], names: Sequence[KnownName]
) -> list[Meeting]:
    """Return the surest meeting of each body with each organization, the surest first.

    Arguments:
        resolution: of the list alone.
        bodies: those to compare, by key; no people.
        names: known names.
    """
    best: dict[tuple[str, int], Meeting] = {}
    for met in _met(resolution, bodies, names):
        key = (met.body, met.name.organization)
        if key not in best or met.rank < best[key].rank:
            best[key] = met
    fitting = (_as_far_as_fitting(bodies[met.body], met) for met in best.values())
    return sorted((met for met in fitting if met is not None), key=lambda met: met.rank)


def _met(
    resolution: Resolution, bodies: Mapping[str, ResolvedOrganization], names: Sequence[KnownName]
) -> Iterator[Meeting]:
    """Yield every join or question between a body and a known name."""
    every = {
        one.fingerprint: profile_of(one.mention, one.fingerprint)
        for one in resolution.mentions
        if one.mention.kind is not MentionKind.PERSON
    }
    own = {(m.organization, m.fingerprint): m.mention.id for m in reversed(resolution.mentions)}
    heard = sorted((mark, mention, key) for (key, mark), mention in own.items() if key in bodies)
    there = [profile_of(name.mention, name.fingerprint) for name in names]
    profiles = [*(every[mark] for mark, _mention, _key in heard), *there]
    lexicon = Lexicon([*every.values(), *there])
    settled = _those_with_long_names(
        [key for _mark, _mention, key in heard] + [name.organization for name in names], profiles
    )
    for link in _links(profiles, len(heard), lexicon, settled):
        _mark, mention, key = heard[link.one]
        yield Meeting(key, mention, names[link.other - len(heard)], link.judgement)


def _those_with_long_names(
    holders: Sequence[str | int], profiles: Sequence[Profile]
) -> frozenset[int]:
    """Positions of short names whose body or organization has a long one, which says more."""
    long = {holder for holder, one in zip(holders, profiles, strict=True) if one.short is None}
    return frozenset(
        position
        for position, (holder, one) in enumerate(zip(holders, profiles, strict=True))
        if one.short is not None and holder in long
    )


def _links(
    profiles: Sequence[Profile], here: int, lexicon: Lexicon, settled: frozenset[int]
) -> Iterator[Link]:
    """Yield joins and questions between the first `here` profiles and the others."""
    joins: list[Link] = []
    asks: list[Link] = []
    sketches = [sketch_of(profile, lexicon) for profile in profiles]
    for one, other in candidate_pairs(profiles, lexicon):
        if not one < here <= other or hopeless(sketches[one], sketches[other], lexicon):
            continue
        judgement = judge(profiles[one], profiles[other], lexicon)
        if judgement.outcome is not Outcome.APART and not settled & {one, other}:
            (joins if judgement.outcome is Outcome.JOIN else asks).append(
                Link(one, other, judgement)
            )
    standing, doubted = part_rivals(joins, asks, profiles)
    yield from (*standing, *doubted, *asks)
    for offer in offers(profiles):
        one, other = sorted((offer.short, offer.long))
        if one < here <= other and offer.short not in settled:
            yield from _offered(offer, profiles)


def _offered(offer: Offer, profiles: Sequence[Profile]) -> Iterator[Link]:
    """Yield what an offer says across lists: nothing sure of an acronym or a word alone."""
    judgement = offer.judgement
    if judgement.outcome is Outcome.APART:
        return
    if profiles[offer.short].short is not None and judgement.outcome is Outcome.JOIN:
        judgement = replace(in_doubt(judgement), reason=judgement.reason)
    one, other = sorted((offer.short, offer.long))
    yield Link(one, other, judgement)


def elsewhere(one: Place, other: Place) -> bool:
    """Whether two places speak against each other."""
    return agreement(one, other) is Agreement.CONFLICT


def doubted(met: Meeting) -> Meeting:
    """Return the question a join becomes; a question stays what it is."""
    if not met.sure:
        return met
    return replace(met, judgement=in_doubt(met.judgement))


def _as_far_as_fitting(body: ResolvedOrganization, met: Meeting) -> Meeting | None:
    """Return the meeting as far as kinds and places allow it.

    A list cannot tell the kind of a plain line, which may name a network; that a network's
    heading names what the directory takes for something else is a question.
    """
    is_network = body.kind is MentionKind.NETWORK
    if not can_be_one(NETWORK if is_network else CIVIL_SOCIETY, met.name.kind):
        if is_network and met.name.kind == CIVIL_SOCIETY:
            return doubted(met)
        if is_network or met.name.kind != NETWORK:
            return None
    return doubted(met) if elsewhere(body.place, met.name.mention.place) else met
