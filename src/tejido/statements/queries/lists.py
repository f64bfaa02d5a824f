"""The names under a version: A to Z, by network, of a country, people; as each reader sees them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from tejido.core.sorting import sort_key
from tejido.directory.domain.folding import fold
from tejido.directory.models import Organization, OrganizationName, seen_by
from tejido.statements.domain.tally import Count
from tejido.statements.models import CountedBody, How, Signatory
from tejido.statements.queries.hidden_routes import hidden_members, hidden_pairs
from tejido.statements.queries.signatories import (
    NetworkLine,
    Reader,
    counting_as,
    live,
    named_to,
    network_lines,
    networks,
    organizations,
    people,
    reads_as_public,
)

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class SignerLine:
    """An organization as a list names it.

    Arguments:
        direct: it signed in its own name.
        through: the networks that carried its signature and may be named to the reader.
        listed_by: those of them that listed it and brought no signature of its own.
        recorded: the secretariat recorded its direct signature, received otherwise.
        unnamed_routes: how many more networks carried it.
        asked_unnamed: it asked not to be named in public (only the secretariat reads it).
    """

    id: int
    key: str
    name: str
    kind: str
    country: str
    direct: bool
    through: tuple[str, ...]
    listed_by: tuple[str, ...]
    recorded: bool
    unnamed_routes: int
    asked_unnamed: bool

    @property
    def carried_by(self) -> tuple[str, ...]:
        """The networks it signed through in its own words."""
        return tuple(name for name in self.through if name not in self.listed_by)


class NamedOrganizations(Sequence[SignerLine]):
    """The named organizations of a version, A to Z, read one slice at a time.

    A paginator asks for its length and one slice; the routes of a slice cost two queries
    whatever its size.

    Arguments:
        count: the stored one, which says how many the public reads of without counting them.
    """

    def __init__(
        self,
        version_id: int,
        user: Reader,
        *,
        via: NetworkLine | None = None,
        country: str | None = None,
        search: str = "",
        count: Count | None = None,
    ) -> None:
        self._user = user
        self._version_id = version_id
        rows = organizations(version_id, via=via.id if via else None).filter(named_to(user))
        if via:
            rows = rows.exclude(body__in=hidden_members(version_id, via.id, user))
        if country is not None:
            rows = rows.filter(body__country=country)
        if search:
            rows = rows.filter(_search(search, user))
        self._rows = rows.order_by("sort_key", "body_id")
        is_whole = via is None and country is None and not search and reads_as_public(user)
        self._number = count.named if count and is_whole else None

    def __len__(self) -> int:
        return self._rows.count() if self._number is None else self._number

    def __getitem__(self, wanted: Any) -> Any:
        """Return a slice of lines."""
        return list(self._lines(list(self._rows[wanted])))

    def __iter__(self) -> Iterator[SignerLine]:
        rows = self._rows.iterator(chunk_size=_CHUNK)
        while chunk := list(islice(rows, _CHUNK)):
            yield from self._lines(chunk)

    def _lines(self, rows: list[CountedBody]) -> Iterator[SignerLine]:
        # Read apart, so that what stands before a late page is passed over in the index alone.
        bodies = Organization.objects.in_bulk([row.body_id for row in rows])
        hidden = hidden_pairs([row.body_id for row in rows if row.carried], self._user)
        routes = _routes(self._version_id, bodies)
        named = self._carriers({via for ways in routes.values() for via in ways if via is not None})
        for row in rows:
            ways = routes[row.body_id]
            shown = [
                named[via]
                for via in ways
                if via in named and ((row.body_id, via) not in hidden or How.LISTED in ways[via])
            ]
            unnamed = len(ways.keys() - {None}) - len(shown)
            yield _signer(row, bodies[row.body_id], shown, unnamed, ways)

    def _carriers(self, ids: Set[int]) -> dict[int, NetworkLine]:
        """Return those of some networks that may be named, by their canonical ids."""
        rows = networks(self._version_id).filter(named_to(self._user), body__in=ids)
        return {line.id: line for line in network_lines(rows)} if ids else {}


# The network that carried a signature, None for none, and the ways it came.
_Ways = Mapping[int | None, set[str]]


def _signer(
    row: CountedBody, body: Organization, shown: list[NetworkLine], unnamed: int, ways: _Ways
) -> SignerLine:
    ordered = sorted(shown, key=lambda line: (line.sort_key, line.id))
    return SignerLine(
        id=body.pk,
        key=body.key,
        name=body.name,
        kind=body.kind,
        country=body.country,
        direct=row.direct,
        through=tuple(line.name for line in ordered),
        listed_by=tuple(line.name for line in ordered if ways[line.id] == {How.LISTED}),
        recorded=ways.get(None) == {How.RECORDED},
        unnamed_routes=unnamed,
        asked_unnamed=row.asked,
    )


def _routes(version_id: int, bodies: Collection[int]) -> dict[int, dict[int | None, set[str]]]:
    """Return by which networks (canonical ids) and in which ways each body signed."""
    routes: dict[int, dict[int | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    mine = live(version_id).filter(organization__in=counting_as(bodies))
    found = mine.order_by().values_list("signer", "carrier", "how")
    for signer, carrier, how in found:
        routes[signer][carrier].add(how)
    return routes


def _search(text: str, user: Reader) -> Q:
    """Return the condition that a name the reader may see holds the text, accents aside."""
    words = fold(text)
    if not words:
        return Q(sort_key__contains=sort_key(text))
    seen = seen_by(user, "organization__")
    names = OrganizationName.objects.filter(seen, search_key__contains=words)
    own = names.filter(organization__merged_into__isnull=True).values("organization")
    merged = names.filter(organization__merged_into__isnull=False)
    return Q(body__in=own) | Q(body__in=merged.values("organization__merged_into"))


def named_networks(version_id: int, user: Reader, most: int | None = None) -> list[NetworkLine]:
    """Return the networks that `user` reads by name, A to Z.

    Arguments:
        most: how many to return; None for all.
    """
    return network_lines(networks(version_id).filter(named_to(user))[:most])


def named_people(version_id: int, search: str = "") -> QuerySet[Signatory]:
    """Return the people who signed by name, A to Z."""
    found = people(version_id)
    return found.filter(sort_key__contains=sort_key(search)) if search else found
