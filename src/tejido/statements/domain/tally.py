"""Counting signatures honestly: every body once, whatever the routes its signature came by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """An organization as far as counting needs it.

    Arguments:
        is_network: its kind is network.
        is_public: everybody may read its name.
        country: ISO 3166-1 alpha-2 code, or "".
    """

    is_network: bool
    is_public: bool
    country: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """One live signature.

    Arguments:
        signer: the organization it counts for after merges; None for a person.
        via: the network that carried it, after merges; None when it came directly.
        is_unnamed: its signer asked not to be named, or (a person) left no name.
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
    signers = {row.signer for row in rows if row.signer is not None}
    networks = carriers | {s for s in signers if bodies[s].is_network}
    organizations = signers - networks
    direct = {row.signer for row in rows if row.via is None} & organizations
    carried = {row.signer for row in rows if row.via is not None} & organizations
    asked = {row.signer for row in rows if row.is_unnamed}
    named = {s for s in organizations - asked if bodies[s].is_public}
    return Count(
        organizations=len(organizations),
        direct=len(direct),
        via_networks=len(carried),
        both=len(direct & carried),
        unnamed=len(organizations) - len(named),
        networks=len(networks),
        unnamed_networks=sum(1 for n in networks if n in asked or not bodies[n].is_public),
        people=sum(1 for row in rows if row.signer is None),
        unnamed_people=sum(1 for row in rows if row.signer is None and row.is_unnamed),
        countries=len({bodies[s].country for s in named} - {""}),
    )
