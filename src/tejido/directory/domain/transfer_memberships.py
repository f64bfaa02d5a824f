"""The memberships a line gives an organization."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tejido.directory.domain.folding import fold
from tejido.directory.domain.kinds import NETWORK
from tejido.directory.domain.membership_cycles import Link, closes_a_cycle
from tejido.directory.domain.transfer import Line, Refusal, WrittenMembership
from tejido.directory.domain.transfer_plan import (
    Directory,
    Draft,
    KnownMembership,
    MembershipChange,
)


class Networks:
    """The networks a cell may name: those stored and those the file creates."""

    def __init__(self, drafts: Mapping[int, Draft], directory: Directory) -> None:
        self._found = {name: set(ids) for name, ids in directory.networks.items()}
        self.labels = dict(directory.labels)
        self.links = list(directory.links)
        for number, draft in drafts.items():
            own = draft.known.id if draft.known else -number
            if draft.data.kind != NETWORK:
                self._forget(own)
                continue
            self.labels[own] = draft.shown
            for name in draft.data.names:
                self._found.setdefault(fold(name.text), set()).add(own)

    def _forget(self, own: int) -> None:
        if self.labels.pop(own, None) is not None:
            for ids in self._found.values():
                ids.discard(own)

    def named(self, text: str) -> set[int]:
        return self._found.get(text) or self._found.get(fold(text)) or set()


def plan_memberships(
    line: Line, draft: Draft, networks: Networks
) -> tuple[list[MembershipChange], list[Refusal]]:
    """Return the memberships a line adds or sets, and why it must be refused, if it must.

    Arguments:
        line, draft: what the line says, and what it makes of the organization.
        networks: those a cell may name; a new membership between networks is added to its links.
    """
    own = draft.known.id if draft.known else -line.number
    stored = draft.known.memberships if draft.known else ()
    wanted: list[MembershipChange] = []
    refusals: list[Refusal] = []
    for written in line.memberships or ():
        found = networks.named(written.network)
        fault = _network_fault(found, own)
        change = None if fault else _membership(written, min(found), stored)
        if change is not None:
            fault = _change_fault(change, own, (*stored, *wanted), networks, draft.data.kind)
        if fault:
            refusals.append(Refusal(fault, "memberships", written.network[:60]))
        elif change is not None:
            wanted.append(change)
    return wanted, refusals


def _change_fault(
    change: MembershipChange,
    own: int,
    others: Iterable[KnownMembership | MembershipChange],
    networks: Networks,
    kind: str,
) -> str:
    if _overlaps(change, others):
        return "member-already"
    if kind == NETWORK:
        link = Link(own, change.network, change.start, change.end)
        if closes_a_cycle(networks.links, link):
            return "cycle"
        networks.links.append(link)
    return ""


def _network_fault(found: set[int], own: int) -> str:
    if not found:
        return "network-unknown"
    if len(found) > 1:
        return "network-ambiguous"
    return "member-of-itself" if own in found else ""


def _membership(
    written: WrittenMembership, network: int, stored: Sequence[KnownMembership]
) -> MembershipChange | None:
    """Return what a cell changes in the memberships; None when they hold it already."""
    there = [m for m in stored if m.network == network]
    if not written.dated:
        new = MembershipChange(None, network, None, None, "coalition")
        return None if there else new
    for known in there:
        if known.start == written.start:
            visibility = written.visibility or "coalition"
            if (known.end, known.visibility) == (written.end, visibility):
                return None
            return MembershipChange(known.id, network, known.start, written.end, visibility)
    visibility = written.visibility or "coalition"
    return MembershipChange(None, network, written.start, written.end, visibility)


def _overlaps(
    change: MembershipChange, others: Iterable[KnownMembership | MembershipChange]
) -> bool:
    """Whether it covers days that another membership in the same network covers."""
    return any(
        other.network == change.network
        and (other.id is None or other.id != change.id)
        and (other.start or date.min) <= (change.end or date.max)
        and (change.start or date.min) <= (other.end or date.max)
        for other in others
    )
