"""From a printed list to signatures: who signed, and by which route."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class NamedPerson(Protocol):
    """A printed person by name, as `directory.actions.store_printed_list` hands them back."""

    @property
    def mention_id(self) -> int:
        """The mention the person is printed at."""

    @property
    def name(self) -> str:
        """The person's name, as printed."""

    @property
    def affiliation(self) -> str:
        """What is printed beside the name; may be empty."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A mention of a printed list, as far as signing needs it.

    Arguments:
        mention: its id.
        text: as printed.
        listed_under: the printed heading it stands under, without its colon; "" for none.
        is_network: it is printed as a network (a heading that names its members).
        under_network: it is a member of the network its heading names.
        organization: the directory's organization it stands for; None for a person.
    """

    mention: int
    text: str
    listed_under: str
    is_network: bool
    under_network: bool
    organization: int | None


@dataclass(frozen=True, slots=True)
class PrintedRoute:
    """One signature that the list prints.

    Arguments:
        mention: where it is printed first.
        organization: who signed; None for a person.
        via: the network whose heading it stands under; None for a direct signature.
    """

    mention: int
    organization: int | None
    via: int | None


def printed_routes(mentions: Iterable[Listed]) -> list[PrintedRoute]:
    """Return the signatures of a list, each organization once a route, in printed order.

    A heading that merely collected signatures carries nobody: its lines are direct. The same
    name twice under one heading is one signature; each printed person is one.

    Arguments:
        mentions: in printed order.
    """
    headings: list[Listed] = []
    routes: dict[tuple[int, int | None] | int, PrintedRoute] = {}
    for listed in mentions:
        if not listed.listed_under and listed.organization is not None:
            headings.append(listed)
        via = _carrier(listed, headings)
        route = PrintedRoute(listed.mention, listed.organization, via)
        who = listed.organization
        # A person has no other identity than the line that prints the name.
        key = listed.mention if who is None else (who, via)
        routes.setdefault(key, route)
    return list(routes.values())


def _carrier(listed: Listed, headings: list[Listed]) -> int | None:
    if not listed.under_network:
        return None
    wanted = listed.listed_under
    for heading in reversed(headings):
        if heading.text == wanted or heading.text.startswith(wanted):
            return None if heading.organization == listed.organization else heading.organization
    above = [heading for heading in headings if heading.is_network]
    network = above[-1].organization if above else None
    return None if network == listed.organization else network
