"""What reviewers decided, and what waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from tejido.directory.access import Reader
from tejido.directory.domain.resolution import PairKey, Verdict, pair_key
from tejido.directory.models import DoubtfulPair, MentionRow, ResolutionDecision, seen_by


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is: pairs decided, and pairs there are in all."""

    decided: int
    total: int

    @property
    def current(self) -> int:
        """The number of the pair being looked at."""
        return min(self.decided + 1, self.total)


def standing_decisions() -> Mapping[PairKey, Verdict]:
    """Return what holds of each pair of fingerprints, as resolution takes it."""
    rows = ResolutionDecision.objects.filter(undone_at__isnull=True)
    return {
        pair_key(first, second): Verdict(verdict)
        for first, second, verdict in rows.values_list("first", "second", "verdict")
    }


def asked_fingerprints() -> set[PairKey]:
    """Return the pairs of fingerprints that some stored list asks about."""
    rows = DoubtfulPair.objects.values_list("a__fingerprint", "b__fingerprint")
    return {pair_key(a, b) for a, b in rows}


def asked_organizations() -> set[tuple[str, int]]:
    """Return the fingerprints some list asks about, each with the organization beside it."""
    pairs = DoubtfulPair.objects.annotate(one=_counted("a"), other=_counted("b"))
    found: set[tuple[str, int]] = set()
    for a, b, one, other in pairs.values_list("a__fingerprint", "b__fingerprint", "one", "other"):
        found |= {(a, other), (b, one)}
    return found


def waiting_pairs(reader: Reader) -> QuerySet[DoubtfulPair]:
    """Return the pairs nobody decided yet, surest first, of organizations the reader sees.

    A pair whose two sides count as one organization already is no question any more.
    """
    return (
        seen_pairs(reader)
        .filter(~Exists(_standing_of_pair()))
        .annotate(one=_counted("a"), other=_counted("b"))
        .exclude(one=F("other"))
        .order_by("-score", "pk")
    )


def decided_pairs(reader: Reader) -> QuerySet[ResolutionDecision]:
    """Return the standing decisions on pairs whose organizations the reader sees, newest first."""
    seen = Q()
    for side in ("a", "b"):
        seen &= _side_is_seen(reader, f"pair__{side}__")
    return (
        ResolutionDecision.objects.filter(seen, undone_at__isnull=True, pair__isnull=False)
        .select_related("pair__a__organization", "pair__b__organization", "by")
        .order_by("-pk")
    )


def review_progress(reader: Reader) -> Progress:
    """Return how many pairs are decided, of how many."""
    decided = decided_pairs(reader).count()
    return Progress(decided, decided + waiting_pairs(reader).count())


def last_decision_of(reader: Reader) -> ResolutionDecision | None:
    """Return the reader's newest decision that stands, if there is one."""
    return decided_pairs(reader).filter(by=reader.pk).first()


def parted_mentions(one: int, other: int) -> tuple[str, str] | None:
    """Return the words of two mentions, one of each organization, decided to be different.

    Arguments:
        one, other: ids of standing organizations, with all that counts as them.
    """
    here, there = _printed_of(one), _printed_of(other)
    different = ResolutionDecision.objects.filter(
        Q(first__in=here, second__in=there) | Q(first__in=there, second__in=here),
        verdict=Verdict.DIFFERENT,
        undone_at__isnull=True,
    )
    found = different.first()
    if found is None:
        return None
    words = {**here, **there}
    return words[found.first], words[found.second]


def _printed_of(organization: int) -> dict[str, str]:
    counted = Q(organization=organization) | Q(organization__merged_into=organization)
    return dict(MentionRow.objects.filter(counted).values_list("fingerprint", "text"))


def networks_of(mention: MentionRow, reader: Reader) -> list[str]:
    """Return the names of the networks a mention's organization is in, as far as seen."""
    if mention.organization is None:
        return []
    seen = mention.organization.memberships.visible_to(reader)
    rows = seen.order_by("network__sort_key", "network_id")
    return list(dict.fromkeys(rows.values_list("network__name", flat=True)))


def seen_pairs(reader: Reader) -> QuerySet[DoubtfulPair]:
    """Return the pairs whose organizations the reader sees, decided or not."""
    condition = _side_is_seen(reader, "a__") & _side_is_seen(reader, "b__")
    related = ("a__organization", "b__organization", "a__printed_list", "b__printed_list")
    return DoubtfulPair.objects.filter(condition).select_related(*related)


def _side_is_seen(reader: Reader, prefix: str) -> Q:
    whole = f"{prefix}organization__merged_into"
    return seen_by(reader, f"{prefix}organization__") & (
        Q(**{f"{whole}__isnull": True}) | seen_by(reader, f"{whole}__")
    )


def _standing_of_pair() -> QuerySet[ResolutionDecision]:
    a, b = OuterRef("a__fingerprint"), OuterRef("b__fingerprint")
    return ResolutionDecision.objects.filter(
        Q(first=a, second=b) | Q(first=b, second=a), undone_at__isnull=True
    )


def _counted(side: str) -> Coalesce:
    return Coalesce(F(f"{side}__organization__merged_into_id"), F(f"{side}__organization_id"))
