"""Rivals: a name without a place, between one in brackets and one with another place in it.

"Universidad Ceibal" may be "Universidad Ceibal (Ciudad de México)", were there not "Universidad
Ceibal Puebla" in the same list. Then it is a question.
"""

from collections import defaultdict
from collections.abc import Sequence

from tejido.directory.domain.matching.clustering import Link, in_doubt
from tejido.directory.domain.matching.places import Agreement, agreement
from tejido.directory.domain.matching.profiles import Profile
from tejido.directory.domain.matching.reasons import Reason
from tejido.directory.domain.matching.scoring import place_in_name
from tejido.directory.domain.mention import Place


def part_rivals(
    joins: Sequence[Link], asks: Sequence[Link], profiles: Sequence[Profile]
) -> tuple[list[Link], list[Link]]:
    """Take back the joins of a name without a place that a rival makes doubtful.

    Arguments:
        joins, asks: judged pairs.
        profiles: the profiles their positions stand for.

    Returns:
        the joins that stand, and the others as questions.
    """
    rivals: defaultdict[int, list[Place]] = defaultdict(list)
    for link in asks:
        if link.judgement.reason is Reason.CONTAINED:
            one, other = profiles[link.one], profiles[link.other]
            place = place_in_name(one, other)
            shorter = link.one if len(one.stems) < len(other.stems) else link.other
            if place is not None and profiles[shorter].place == Place():
                rivals[shorter].append(place)
    standing: list[Link] = []
    doubted: list[Link] = []
    for link in joins:
        if _is_doubtful(link, rivals, profiles):
            doubted.append(Link(link.one, link.other, in_doubt(link.judgement)))
        else:
            standing.append(link)
    return standing, doubted


def _is_doubtful(link: Link, rivals: dict[int, list[Place]], profiles: Sequence[Profile]) -> bool:
    return any(
        agreement(rival, profiles[placed].place) is Agreement.CONFLICT
        for bare, placed in ((link.one, link.other), (link.other, link.one))
        for rival in rivals.get(bare, ())
    )
