"""What the directory knows of the bodies of a list: by their very words, or by names alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from tejido.directory.domain.known_links import Known, KnownPair, link_to_known
from tejido.directory.domain.known_names import KnownName, QuickLook, known_name
from tejido.directory.domain.mention import MentionKind, Place
from tejido.directory.domain.resolution import PairKey, Resolution, Verdict
from tejido.directory.models import MentionRow, NameSort, Organization, OrganizationName
from tejido.directory.queries.decisions import standing_decisions
from tejido.directory.queries.known_names import find_known
from tejido.directory.queries.transfer import batches


@dataclass(frozen=True, slots=True)
class KnownBodies:
    """Bodies of a list that the directory holds already, by key, and what to ask.

    Arguments:
        by_words: those an earlier list or the directory prints with the same words.
        by_likeness: those whose names the rules join with names of one organization.
        names: how the organizations of `by_likeness` are called, by id.
        pairs: mentions and known names that a person should decide on.
    """

    by_words: Mapping[str, int]
    by_likeness: Mapping[str, int]
    names: Mapping[int, str]
    pairs: tuple[KnownPair, ...]

    @property
    def standing_for(self) -> dict[str, int]:
        """The organization of every known body."""
        return {**self.by_words, **self.by_likeness}


def find_known_bodies(resolution: Resolution, digest: str) -> KnownBodies:
    """Return what the directory knows of a resolved list; visibility is no obstacle.

    Arguments:
        resolution: of the list alone.
        digest: SHA-256 of its text.
    """
    bodies = [o for o in resolution.organizations if o.kind is not MentionKind.PERSON]
    by_words = find_known(resolution, bodies, digest)
    open_mentions = {i for body in bodies if body.key not in by_words for i in body.mentions}
    if not open_mentions:
        return KnownBodies(by_words, {}, {}, ())
    look = QuickLook(
        text
        for one in resolution.mentions
        if one.mention.id in open_mentions
        for text in (one.mention.name, *one.mention.aliases, *one.mention.acronyms)
    )
    decisions = standing_decisions()
    known = Known(list(_names(look)), _decided_prints(decisions), by_words, decisions)
    found = link_to_known(resolution, known)
    named = Organization.objects.in_bulk(list(set(found.links.values())))
    names = {pk: organization.name for pk, organization in named.items()}
    return KnownBodies(by_words, found.links, names, found.pairs)


def _names(look: QuickLook) -> Iterator[KnownName]:
    """Yield the names the list may mean, each once for each organization."""
    acronyms: defaultdict[int, list[str]] = defaultdict(list)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    rows = OrganizationName.objects.order_by("pk").values_list("organization_id", "text", "sort")
    for owner, text, sort in rows.iterator():
        (acronyms if sort == NameSort.ACRONYM else texts)[owner].append(text)
    meant = {
        # An organization may have no name but its acronyms.
        owner: [
            text
            for text in texts.get(owner, acronyms[owner])
            if look.may_mean(text, acronyms[owner])
        ]
        for owner in sorted({*texts, *acronyms})
    }
    for organization in _organizations(owner for owner, names in meant.items() if names):
        yield from _taken_apart(organization, meant[organization.pk], acronyms[organization.pk])


def _organizations(ids: Iterable[int]) -> Iterator[Organization]:
    for batch in batches(list(ids)):
        yield from Organization.objects.filter(pk__in=batch).select_related("merged_into")


def _taken_apart(
    owner: Organization, texts: Iterable[str], acronyms: Iterable[str]
) -> Iterator[KnownName]:
    whole = owner.merged_into or owner
    place = Place(owner.country or None, owner.subdivision or None, owner.town or None)
    seen: set[str] = set()
    for text in texts:
        name = known_name(
            text,
            organization=whole.pk,
            owner=owner.pk,
            kind=whole.kind,
            acronyms=acronyms,
            place=place,
        )
        if name.fingerprint not in seen:
            seen.add(name.fingerprint)
            yield name


def _decided_prints(decisions: Mapping[PairKey, Verdict]) -> dict[int, set[str]]:
    """Return the fingerprints somebody decided about, by the organization they stand for."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    marks = sorted({mark for pair in decisions for mark in pair})
    counted = Coalesce(F("organization__merged_into_id"), F("organization_id"))
    for batch in batches(marks):
        rows = MentionRow.objects.filter(fingerprint__in=batch, organization__isnull=False)
        for fingerprint, organization in rows.values_list("fingerprint", counted):
            found[organization].add(fingerprint)
    return found
