"""Finding the bodies of a list among the organizations the directory holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F
from django.db.models.functions import Coalesce

from tejido.directory.domain.mention import Mention
from tejido.directory.domain.printed_names import places_agree, sure_names
from tejido.directory.domain.resolution import (
    PairKey,
    Resolution,
    ResolvedOrganization,
    Verdict,
    pair_key,
)
from tejido.directory.models import (
    MentionRow,
    NameSort,
    Organization,
    OrganizationName,
    PrintedList,
)
from tejido.directory.queries.decisions import standing_decisions
from tejido.directory.queries.transfer import batches


def find_known(
    resolution: Resolution, bodies: Sequence[ResolvedOrganization], digest: str
) -> dict[str, int]:
    """Return the standing organization a body surely is, by the body's key.

    Sure is: the same words stood for it in an earlier list, or they are one of its names (its
    acronym alone is not enough), and the places agree. What points to two organizations is not
    sure, unless the very same text was stored before and says which it is.

    Arguments:
        resolution: of the whole list.
        bodies: those to look for; no people.
        digest: SHA-256 of the list's text.
    """
    mentions = {m.mention.id: m.mention for m in resolution.mentions}
    prints = {m.mention.id: m.fingerprint for m in resolution.mentions}
    by_print = _by_fingerprint({prints[i] for body in bodies for i in body.mentions})
    names = {body.key: sure_names([mentions[i] for i in body.mentions]) for body in bodies}
    by_name = _by_name({name for found in names.values() for name in found})
    by_number = _by_number(digest)
    candidates: dict[str, int] = {}
    for body in bodies:
        seen_before = {o for i in body.mentions for o in by_print.get(prints[i], ())}
        named = {o for name in names[body.key] for o in by_name.get(name, ())}
        found = seen_before or named
        if len(found) > 1:
            found = found & {by_number[i] for i in body.mentions if i in by_number}
        if len(found) == 1:
            candidates[body.key] = found.pop()
    return _without_conflicts(bodies, candidates, mentions, prints)


def _without_conflicts(
    bodies: Iterable[ResolvedOrganization],
    candidates: Mapping[str, int],
    mentions: Mapping[int, Mention],
    prints: Mapping[int, str],
) -> dict[str, int]:
    rows = Organization.objects.in_bulk(list(set(candidates.values())))
    decisions = standing_decisions()
    taken: dict[int, list[ResolvedOrganization]] = defaultdict(list)
    known: dict[str, int] = {}
    for body in bodies:
        organization = rows.get(candidates.get(body.key, 0))
        if organization is None:
            continue
        if not places_agree(body.place, organization.country, organization.subdivision):
            continue
        others = taken[organization.pk]
        if any(_are_apart(body, other, prints, decisions) for other in others):
            continue
        others.append(body)
        known[body.key] = organization.pk
    return known


def _are_apart(
    one: ResolvedOrganization,
    other: ResolvedOrganization,
    prints: Mapping[int, str],
    decisions: Mapping[PairKey, Verdict],
) -> bool:
    """Whether two bodies of one list cannot be one organization: by decision, or by place."""
    if not places_agree(one.place, other.place.country or "", other.place.subdivision or ""):
        return True
    return any(
        decisions.get(pair_key(prints[a], prints[b])) is Verdict.DIFFERENT
        for a in one.mentions
        for b in other.mentions
    )


def _by_fingerprint(fingerprints: Iterable[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for batch in batches(sorted(fingerprints)):
        rows = MentionRow.objects.filter(
            fingerprint__in=batch, organization__isnull=False, printed_list__isnull=False
        )
        for fingerprint, organization in rows.values_list("fingerprint", _counted()):
            found[fingerprint].add(organization)
    return found


def _by_number(digest: str) -> dict[int, int]:
    """Return the organization each numbered mention stood for when this text was last stored."""
    last = PrintedList.objects.filter(digest=digest).order_by("-pk").first()
    if last is None:
        return {}
    rows = MentionRow.objects.filter(printed_list=last, organization__isnull=False)
    return dict(rows.values_list("number", _counted()))


def _counted() -> Coalesce:
    return Coalesce(F("organization__merged_into_id"), F("organization_id"))


def _by_name(names: Iterable[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for batch in batches(sorted(names)):
        rows = OrganizationName.objects.filter(search_key__in=batch).exclude(sort=NameSort.ACRONYM)
        for name, organization in rows.values_list("search_key", _counted()):
            found[name].add(organization)
    return found
