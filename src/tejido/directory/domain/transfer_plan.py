"""What an import would do, line by line, before anything is written."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from tejido.directory.domain.membership_cycles import Link
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.domain.transfer import Line, Refusal, names_written


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class KnownMembership:
    """A stored membership: its id, the network it counts for, and its dates."""

    id: int
    network: int
    start: date | None
    end: date | None
    visibility: str


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """An organization as stored.

    Arguments:
        id, key: its own.
        shown: the name it is listed under.
        data: what is known of it, names in stored order.
        name_ids: ids of the names, in the order of `data.names`.
        memberships: those it counts for.
        has_members: whether any organization is or was its member.
        is_merged: whether another organization was merged into it.
    """

    id: int
    key: str
    shown: str
    data: OrganizationData
    name_ids: tuple[int, ...]
    memberships: tuple[KnownMembership, ...] = ()
    has_members: bool = False
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Directory:
    """What the directory holds that bears on a file.

    Arguments:
        organizations: the standing ones the file names, by key.
        merged: keys the file names that were merged, with the key each one counts as.
        networks: ids of standing networks, by key and by folded name.
        labels: names of the networks, by id.
        links: memberships of networks in networks.
        namesakes: key of an organization that has a name, by folded name.
    """

    organizations: Mapping[str, KnownOrganization] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    networks: Mapping[str, frozenset[int]] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    namesakes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell of the dry run: what stands there, what would."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """A membership to add (id None) or to set.

    Arguments:
        id: of the stored membership; None to add one.
        network: id of the network; the negative number of its line when the file creates it.
    """

    id: int | None
    network: int
    start: date | None
    end: date | None
    visibility: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a line makes of an organization, memberships left aside.

    Arguments:
        known: the organization as stored; None when the line creates one.
        shown: the name it would be listed under.
        data: the organization as it would be.
        name_ids: for each name of `data`, the stored row that will hold it; None for a new one.
    """

    known: KnownOrganization | None
    shown: str
    data: OrganizationData
    name_ids: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What would become of one line.

    Arguments:
        line: where it stands in the file.
        outcome: created, changed, left as it is, or refused.
        key: of the organization changed; "" otherwise.
        name: what to call it on screen.
        changes: what differs, column by column.
        refusals: why it is refused.
        notes: what to look at, though it is not refused.
        draft: what to write; None when refused.
        memberships: those to add or set.
    """

    line: int
    outcome: Outcome
    key: str
    name: str
    changes: tuple[FieldChange, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    draft: Draft | None = None
    memberships: tuple[MembershipChange, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What would become of a file."""

    lines: tuple[LinePlan, ...]

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """How many lines have each outcome."""
        found = Counter(line.outcome for line in self.lines)
        return {outcome: found[outcome] for outcome in Outcome}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all it would do: two equal digests do the same to the same directory."""
        lines = [asdict(line) for line in self.lines]
        text = json.dumps(lines, default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def refused(self) -> int:
        """How many lines are refused."""
        return self.counts[Outcome.REFUSE]

    @property
    def does_something(self) -> bool:
        """Whether applying it would write anything."""
        return bool(self.counts[Outcome.CREATE] or self.counts[Outcome.CHANGE])


def refused(line: Line, refusals: Iterable[Refusal]) -> LinePlan:
    """Return the plan of a refused line."""
    name = next(iter(names_written(line)), "")
    return LinePlan(line.number, Outcome.REFUSE, line.key, name, refusals=tuple(refusals))


def repeated_keys(lines: Sequence[Line]) -> frozenset[str]:
    """Return the keys that stand in more than one line."""
    found = Counter(line.key for line in lines if line.key)
    return frozenset(key for key, count in found.items() if count > 1)


def matching_rows(
    known: Sequence[NameData], ids: Sequence[int], wanted: Sequence[NameData]
) -> tuple[tuple[NameData, int | None], ...]:
    """Decide which stored row holds each wanted name.

    A name that stays keeps its row; a new one takes the row of one that goes, of the same sort and
    language, and its place; the rest come last. So the order of names changes as little as can be.

    Arguments:
        known: names as stored, in order.
        ids: their rows.
        wanted: names to hold, without repetitions.
    """
    rest = [name for name in wanted if _parts(name) not in {_parts(k) for k in known}]
    staying = {_parts(name): name for name in wanted}
    rows: list[tuple[NameData, int | None]] = []
    for name, row in zip(known, ids, strict=True):
        if _parts(name) in staying:
            rows.append((name, row))
            continue
        taken = next((n for n in rest if (n.sort, n.language) == (name.sort, name.language)), None)
        if taken is not None:
            rest.remove(taken)
            rows.append((taken, row))
    return (*rows, *((name, None) for name in rest))


def _parts(name: NameData) -> tuple[str, str, str]:
    return name.text, name.sort, name.language
