"""Clustering: join what is judged one, in an order that depends on what is printed alone.

A name that fits two clusters which exclude each other joins neither: "Casa X" without a town,
beside "Casa X (Torreón)" and "Casa X (Saltillo)", is a question. What is asked about instead of
joined comes back as such. Decisions of reviewers come first: "different" and "unsure" keep
apart, through third parties too, "same" joins whatever the names say.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tejido.directory.domain.matching.attachment import Offer
from tejido.directory.domain.matching.partition import Partition
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.matching.scoring import Judgement, Outcome

MOST_ASKED = 0.8
"""Highest score of a question: what fits two clusters is not sure of either."""


@dataclass(frozen=True, slots=True)
class Link:
    """A judged pair of positions, the smaller first."""

    one: int
    other: int
    judgement: Judgement


def _order(link: Link) -> tuple[float, int, int]:
    return -link.judgement.score, link.one, link.other


def apply_decisions(
    partition: Partition,
    same: Iterable[tuple[int, int]],
    different: Iterable[tuple[int, int]],
    unsure: Iterable[tuple[int, int]],
) -> None:
    """Join and keep apart what reviewers decided; "different" outranks a chain of "same".

    Arguments:
        partition: clusters of one position each.
        same, different, unsure: decided pairs of positions.
    """
    for one, other in different:
        partition.ban(one, other)
    for one, other in sorted(same):
        if not partition.banned(one, other):
            partition.join(one, other)
    for one, other in unsure:
        if partition.find(one) != partition.find(other):
            partition.ban(one, other)


def join_links(partition: Partition, links: Sequence[Link]) -> list[Link]:
    """Join the links that nothing speaks against.

    Arguments:
        partition: the clusters so far; changed.
        links: pairs judged one.

    Returns:
        the links left open because their names fit clusters that exclude each other.
    """
    components = Components(partition, links)
    open_links: list[Link] = []
    for group in components.groups():
        if _is_peaceful(partition, group):
            for link in group:
                partition.join(link.one, link.other)
        else:
            open_links.extend(_join_with_care(partition, group))
    return open_links


class Components:
    """Links grouped by what they would connect if nothing forbade it."""

    def __init__(self, partition: Partition, links: Sequence[Link]) -> None:
        self._partition = partition
        self._links = links
        self._parent: dict[int, int] = {}

    def _find(self, root: int) -> int:
        parent = self._parent
        while parent.setdefault(root, root) != root:
            parent[root] = parent[parent[root]]
            root = parent[root]
        return root

    def groups(self) -> list[list[Link]]:
        """The links of each component, surest first."""
        find = self._partition.find
        for link in self._links:
            one, other = self._find(find(link.one)), self._find(find(link.other))
            self._parent[max(one, other)] = min(one, other)
        groups: defaultdict[int, list[Link]] = defaultdict(list)
        for link in sorted(self._links, key=_order):
            groups[self._find(find(link.one))].append(link)
        return [groups[root] for root in sorted(groups)]


def _is_peaceful(partition: Partition, group: Sequence[Link]) -> bool:
    ends = {partition.find(end) for link in group for end in (link.one, link.other)}
    return partition.peaceful(sorted(ends))


def _join_with_care(partition: Partition, group: Sequence[Link]) -> list[Link]:
    changed = True
    while changed:
        changed = False
        neighbours = _neighbours(partition, group)
        for link in group:
            one, other = partition.find(link.one), partition.find(link.other)
            if one == other or partition.conflict(one, other):
                continue
            if _is_ambiguous(partition, neighbours, one, other):
                continue
            partition.join(one, other)
            neighbours = _neighbours(partition, group)
            changed = True
    return [
        Link(link.one, link.other, in_doubt(link.judgement))
        for link in group
        if partition.find(link.one) != partition.find(link.other)
        and not partition.conflict(link.one, link.other)
    ]


def in_doubt(judgement: Judgement) -> Judgement:
    """The question a join becomes when more than one cluster may be meant."""
    return Judgement(Outcome.ASK, min(judgement.score, MOST_ASKED), Reason.AMBIGUOUS)


def _neighbours(partition: Partition, group: Sequence[Link]) -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for link in group:
        one, other = partition.find(link.one), partition.find(link.other)
        if one != other and not partition.conflict(one, other):
            found[one].add(other)
            found[other].add(one)
    return found


def _is_ambiguous(
    partition: Partition, neighbours: dict[int, set[int]], one: int, other: int
) -> bool:
    return any(
        third != end and partition.conflict(third, end)
        for start, end in ((one, other), (other, one))
        for third in neighbours[start]
    )


def attach(partition: Partition, found: Sequence[Offer]) -> list[Link]:
    """Join short names to the one long name each may be meant by.

    Done again while it joins anything: two offers become one when their bodies do.

    Arguments:
        partition: the clusters after :func:`join_links`; changed.
        found: what the list offers each short name.

    Returns:
        the offers left open: more than one, or none sure enough.
    """
    open_links: list[Link] = []
    joined = True
    while joined:
        planned, open_links = _plan(partition, found)
        left = _join_planned(partition, planned)
        open_links += left
        joined = len(left) < len(planned)
    return open_links


def _plan(partition: Partition, found: Sequence[Offer]) -> tuple[list[Offer], list[Link]]:
    by_short: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in found:
        short, long = partition.find(offer.short), partition.find(offer.long)
        blocks = offer.judgement.outcome is Outcome.APART
        if short != long and (blocks or not partition.conflict(short, long)):
            by_short[short].append(offer)
    planned: list[Offer] = []
    open_links: list[Link] = []
    for short in sorted(by_short):
        group = by_short[short]
        targets = {partition.find(offer.long) for offer in group}
        best = max(group, key=lambda offer: (offer.judgement.score, -offer.long))
        if len(targets) == 1 and best.judgement.outcome is Outcome.JOIN:
            planned.append(best)
        else:
            open_links.extend(_questions(group, several=len(targets) > 1))
    return planned, open_links


def _join_planned(partition: Partition, planned: Sequence[Offer]) -> list[Link]:
    by_long: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in planned:
        by_long[partition.find(offer.long)].append(offer)
    links: list[Link] = []
    for long in sorted(by_long):
        for offer in by_long[long]:
            one, other = sorted((offer.short, offer.long))
            links.append(Link(one, other, offer.judgement))
    return join_links(partition, links)


def _questions(group: Sequence[Offer], *, several: bool) -> list[Link]:
    links: list[Link] = []
    for offer in group:
        if offer.judgement.outcome is Outcome.APART:
            continue
        one, other = sorted((offer.short, offer.long))
        joined = several and offer.judgement.outcome is Outcome.JOIN
        judgement = in_doubt(offer.judgement) if joined else offer.judgement
        links.append(Link(one, other, replace(judgement, outcome=Outcome.ASK)))
    return links
