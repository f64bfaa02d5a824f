"""Counting signatures honestly: every body once, whatever the routes its signature came by."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """An organization as far as counting needs it.

    Arguments:
        is_network: its kind is network.
        is_public: everybody may read its name.
        country: ISO 3166-1 alpha-2 code, or "".
        asked: it asked not to be named under the statement.
    """

    is_network: bool
    is_public: bool
    country: str = ""
    asked: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the public reads its name under the statement."""
        return self.is_public and not self.asked


@dataclass(frozen=True, slots=True)
class Signature:
    """One live signature.

    Arguments:
        signer: the organization it counts for after merges; None for a person.
        via: the network that carried it, after merges; None when it came directly.
        is_unnamed: of a person who asked not to be named, or left no name.
    """

    signer: int | None
    via: int | None = None
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How many signed a version.

    A body of kind network, or one that carried the signature of another, counts among the
    networks and not among the organizations. Each total includes those not named. Countries are
    counted over the named organizations.

    Arguments (all are numbers of bodies or people):
        organizations: direct + via_networks - both.
        direct: organizations with a signature of their own.
        via_networks: organizations whose signature a network carried.
        both: organizations that signed both ways.
        unnamed, unnamed_networks, unnamed_people: those of each total the public does not see.
    """

    organizations: int = 0
    direct: int = 0
    via_networks: int = 0
    both: int = 0
    unnamed: int = 0
    networks: int = 0
    unnamed_networks: int = 0
    people: int = 0
    unnamed_people: int = 0
    countries: int = 0

    @property
    def named(self) -> int:
        """Organizations the public sees by name."""
        return self.organizations - self.unnamed

    @property
    def named_networks(self) -> int:
        """Networks the public sees by name."""
        return self.networks - self.unnamed_networks

    @property
    def named_people(self) -> int:
        """People the public sees by name."""
        return self.people - self.unnamed_people

    @property
    def is_empty(self) -> bool:
        """Whether nobody signed."""
        return not (self.organizations or self.networks or self.people)


@dataclass(frozen=True, slots=True)
class Part:
    """What one body adds to the count of a version.

    Arguments:
        body: as it stands now.
        carries: it carried the signature of another.
        direct, carried: it has a live signature of its own; one that a network carried.
    """

    body: Body
    carries: bool = False
    direct: bool = False
    carried: bool = False

    @property
    def is_network(self) -> bool:
        """Whether it counts among the networks."""
        return self.carries or self.body.is_network

    @property
    def signs(self) -> bool:
        """Whether it has a live signature, by whatever route."""
        return self.direct or self.carried

    @property
    def counts(self) -> bool:
        """Whether it signed or carried the signature of another."""
        return self.carries or self.signs


@dataclass(frozen=True, slots=True)
class Share:
    """Counts of some of a version's bodies; shares of different bodies add up.

    Arguments:
        totals: the fields of `Count` but countries.
        by_country: named organizations by ISO 3166-1 alpha-2 code.
    """

    totals: Mapping[str, int]
    by_country: Mapping[str, int]

    def __sub__(self, other: "Share") -> "Share":
        return Share(
            _changed(self.totals, other.totals, -1), _changed(self.by_country, other.by_country, -1)
        )

    def __add__(self, other: "Share") -> "Share":
        return Share(
            _changed(self.totals, other.totals, 1), _changed(self.by_country, other.by_country, 1)
        )

    @property
    def count(self) -> Count:
        """The count these shares make when they are of all the version's bodies and people."""
        return Count(**self.totals, countries=sum(1 for n in self.by_country.values() if n))


def _changed(ours: Mapping[str, int], theirs: Mapping[str, int], sign: int) -> dict[str, int]:
    keys = ours.keys() | theirs.keys()
    return {key: ours.get(key, 0) + sign * theirs.get(key, 0) for key in keys}


def share_of(parts: Iterable[Part], *, people: int = 0, unnamed_people: int = 0) -> Share:
    """Return what some bodies and people add to the count of a version.

    Arguments:
        parts: different bodies.
        people, unnamed_people: numbers of people who signed; of those nobody may name.
    """
    totals: Counter[str] = Counter(people=people, unnamed_people=unnamed_people)
    by_country: Counter[str] = Counter()
    for part in parts:
        totals.update(_fields(part))
        if part.body.is_named and part.body.country and not part.is_network:
            by_country[part.body.country] += part.signs
    return Share(totals, by_country)


def _fields(part: Part) -> dict[str, int]:
    if part.is_network:
        unnamed = part.counts and not part.body.is_named
        return {"networks": part.counts, "unnamed_networks": unnamed}
    return {
        "organizations": part.signs,
        "direct": part.direct,
        "via_networks": part.carried,
        "both": part.direct and part.carried,
        "unnamed": part.signs and not part.body.is_named,
    }


def count_signatures(signatures: Iterable[Signature], bodies: Mapping[int, Body]) -> Count:
    """Count live signatures.

    Arguments:
        signatures: in any order; the same body may appear any number of times.
        bodies: every organization named as signer or via.

    Errors:
        KeyError: a signer or a via is not in `bodies`.
    """
    rows = list(signatures)
    carriers = {row.via for row in rows if row.via is not None}
    direct = {row.signer for row in rows if row.via is None}
    carried = {row.signer for row in rows if row.via is not None}
    present = {pk for pk in direct | carried | carriers if pk is not None}
    people = [row for row in rows if row.signer is None]
    return share_of(
        (Part(bodies[n], n in carriers, n in direct, n in carried) for n in present),
        people=len(people),
        unnamed_people=sum(1 for row in people if row.is_unnamed),
    ).count
