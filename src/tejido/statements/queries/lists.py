"""The names under a version: A to Z, by network, by country, people; as each reader sees them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from tejido.core.sorting import sort_key
from tejido.directory.domain.folding import fold
from tejido.directory.models import OrganizationName, seen_by
from tejido.statements.models import How, Signatory
from tejido.statements.queries.hidden_routes import hidden_members, hidden_pairs
from tejido.statements.queries.signatories import (
    NetworkLine,
    Reader,
    Rows,
    live,
    named_to,
    naming_for,
    networks,
    organizations,
    people,
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


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country (ISO 3166-1 alpha-2, "" when not known) and its named organizations."""

    code: str
    organizations: int


class NamedOrganizations(Sequence[SignerLine]):
    """The named organizations of a version, A to Z, read one slice at a time.

    A paginator asks for its length and one slice; the routes of a slice cost two queries
    whatever its size.
    """

    def __init__(
        self,
        version_id: int,
        user: Reader,
        *,
        via: NetworkLine | None = None,
        country: str | None = None,
        search: str = "",
    ) -> None:
        self._user = user
        self._is_named = naming_for(user)
        self._version_id = version_id
        rows = organizations(version_id, via=via.id if via else None).filter(named_to(user))
        if via:
            rows = rows.exclude(signer__in=hidden_members(version_id, via.id, user))
        if country is not None:
            rows = rows.filter(country=country)
        if search:
            rows = rows.filter(_search(search, user))
        self._rows: Rows = rows.order_by("sort_key", "signer")
        self._networks = {line.id: line for line in networks(version_id)}

    def __len__(self) -> int:
        return self._rows.count()

    def __getitem__(self, wanted: Any) -> Any:
        """Return a slice of lines."""
        return list(self._lines(list(self._rows[wanted])))

    def __iter__(self) -> Iterator[SignerLine]:
        rows = self._rows.iterator(chunk_size=_CHUNK)
        while chunk := list(islice(rows, _CHUNK)):
            yield from self._lines(chunk)

    def _lines(self, rows: list[dict[str, Any]]) -> Iterator[SignerLine]:
        carried = [row["signer"] for row in rows if row["is_carried"]]
        routes = _routes(self._version_id, [row["signer"] for row in rows])
        hidden = hidden_pairs(carried, self._user)
        for row in rows:
            ways = routes[row["signer"]]
            carriers = [self._networks[via] for via in ways if via is not None]
            shown = [
                line
                for line in carriers
                if self._is_named(line)
                and ((row["signer"], line.id) not in hidden or How.LISTED in ways[line.id])
            ]
            yield _signer(row, shown, len(carriers) - len(shown), ways)


# The network that carried a signature, None for none, and the ways it came.
_Ways = Mapping[int | None, set[str]]


def _signer(
    row: Mapping[str, Any], shown: list[NetworkLine], unnamed: int, ways: _Ways
) -> SignerLine:
    ordered = sorted(shown, key=lambda line: (line.sort_key, line.id))
    return SignerLine(
        id=row["signer"],
        key=row["key"],
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        direct=bool(row["is_direct"]),
        through=tuple(line.name for line in ordered),
        listed_by=tuple(line.name for line in ordered if ways[line.id] == {How.LISTED}),
        recorded=ways.get(None) == {How.RECORDED},
        unnamed_routes=unnamed,
        asked_unnamed=bool(row["asked_unnamed"]),
    )


def _routes(version_id: int, signers: list[int]) -> dict[int, dict[int | None, set[str]]]:
    """Return by which networks (canonical ids) and in which ways each signer signed."""
    routes: dict[int, dict[int | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    mine = Q(organization__in=signers) | Q(organization__merged_into__in=signers)
    found = live(version_id).filter(mine).values_list("signer", "carrier", "how")
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
    return Q(signer__in=own) | Q(signer__in=merged.values("organization__merged_into"))


def countries(version_id: int, user: Reader) -> list[CountryLine]:
    """Return the countries of the named organizations, most signatures first."""
    rows = organizations(version_id).filter(named_to(user)).order_by()
    totals: dict[str, int] = defaultdict(int)
    for code in rows.values_list("country", flat=True).iterator():
        totals[code] += 1
    ordered = sorted(totals.items(), key=lambda item: (item[0] == "", -item[1], item[0]))
    return [CountryLine(code, number) for code, number in ordered]


def named_networks(version_id: int, user: Reader) -> list[NetworkLine]:
    """Return the networks that `user` reads by name, A to Z."""
    return list(filter(naming_for(user), networks(version_id)))


def named_people(version_id: int, search: str = "") -> QuerySet[Signatory]:
    """Return the people who signed by name, A to Z."""
    found = people(version_id)
    return found.filter(sort_key__contains=sort_key(search)) if search else found
