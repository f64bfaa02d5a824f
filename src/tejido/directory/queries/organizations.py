"""The list of organizations, and what one organization's page shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Substr

from tejido.core.models import User
from tejido.core.sorting import initial
from tejido.directory.domain.folding import fold
from tejido.directory.models import (
    Membership,
    NameSort,
    Organization,
    OrganizationKind,
    OrganizationName,
    seen_by,
)
from tejido.directory.queries.networks import member_ids_of

Reader = User | AnonymousUser
# Sorts of names that say in another language whom the listed name means, the best first.
_TRANSLATED = (NameSort.OFFICIAL, NameSort.SHORT, NameSort.ALIAS)


@dataclass(frozen=True, slots=True)
class OrganizationFilters:
    """What a reader looks for in the list.

    Arguments:
        words: each must occur in one and the same name, accents left out.
        kind: a value of `OrganizationKind`, or "".
        country: ISO 3166-1 alpha-2 code, or "".
        network: only its members on `day`, direct and through member networks.
        letter: A to Z, Ñ, or # for the rest; "" for all.
        day: the day memberships are looked at.
    """

    day: date
    words: str = ""
    kind: str = ""
    country: str = ""
    network: Organization | None = None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """What the list can be limited to: only what occurs in it for this reader."""

    kinds: list[str]
    countries: list[str]
    networks: list[tuple[str, str]]


def organizations_found(user: Reader, filters: OrganizationFilters) -> QuerySet[Organization]:
    """Return the organizations a reader sees and looks for, A to Z, each once."""
    found = Organization.objects.visible_to(user).standing()
    if filters.words:
        found = found.filter(pk__in=_named(user, filters.words))
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.country:
        found = found.filter(country=filters.country)
    if filters.network:
        found = found.filter(pk__in=member_ids_of(user, filters.network, filters.day))
    if filters.letter:
        found = found.filter(_under(filters.letter))
    return found


def initials_found(user: Reader, filters: OrganizationFilters) -> list[str]:
    """Return the letters that have organizations, whatever letter is chosen now."""
    found = organizations_found(user, replace(filters, letter=""))
    starts = found.order_by().values_list(Substr("sort_key", 1, 2), flat=True).distinct()
    return sorted({initial(start) for start in starts}, key=_place_in_index)


def with_acronyms(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """Fetch the acronyms along, as `acronyms` of each."""
    acronyms = OrganizationName.objects.filter(sort=NameSort.ACRONYM)
    return organizations.prefetch_related(Prefetch("names", queryset=acronyms, to_attr="acronyms"))


def filter_options(user: Reader) -> FilterOptions:
    """Return what the list can be limited to."""
    seen = Organization.objects.visible_to(user).standing()
    networks = seen.filter(kind=OrganizationKind.NETWORK).values_list("key", "name")
    return FilterOptions(
        kinds=sorted(seen.order_by().values_list("kind", flat=True).distinct()),
        countries=sorted(
            seen.order_by().exclude(country="").values_list("country", flat=True).distinct()
        ),
        networks=list(networks),
    )


def names_of(organization: Organization, user: Reader) -> list[OrganizationName]:
    """Return the names of an organization and of those merged into it that the reader sees."""
    whole = Q(organization=organization) | Q(organization__merged_into=organization)
    found = OrganizationName.objects.filter(whole, seen_by(user, "organization__"))
    order = list(NameSort.values)
    return sorted(found, key=lambda name: order.index(name.sort))


def names_in(language: str, keys: Iterable[str]) -> dict[str, str]:
    """Return the name of each organization in a language, where it is listed under another one.

    Arguments:
        language: ISO 639-1 code.
        keys: of organizations that the reader may see.
    """
    rows = OrganizationName.objects.filter(organization__key__in=list(keys), language=language)
    rows = rows.filter(sort__in=_TRANSLATED).select_related("organization")
    found: dict[str, str] = {}
    for name in sorted(rows, key=lambda name: (_TRANSLATED.index(NameSort(name.sort)), name.pk)):
        found.setdefault(name.organization.key, name.text)
    listed = {name.organization.key for name in rows if name.text == name.organization.name}
    return {key: text for key, text in found.items() if key not in listed}


def memberships_of(organization: Organization, user: Reader) -> list[Membership]:
    """Return its memberships and those of what is merged into it, the latest first.

    One without a start comes last. `network.merged_into` is fetched along.
    """
    whole = Q(member=organization) | Q(member__merged_into=organization)
    found = Membership.objects.visible_to(user).filter(whole)
    return sorted(
        found.select_related("network__merged_into", "member"),
        key=lambda m: (m.start or date.min, m.end or date.max),
        reverse=True,
    )


def merged_into(organization: Organization, user: Reader) -> list[Organization]:
    """Return what is merged into an organization and the reader sees."""
    return list(Organization.objects.visible_to(user).filter(merged_into=organization))


def _named(user: Reader, words: str) -> QuerySet[OrganizationName, int]:
    """Return the ids of the organizations that go by a name with all the words."""
    condition = seen_by(user, "organization__")
    for word in fold(words).split():
        condition &= Q(search_key__contains=word)
    counted = Coalesce("organization__merged_into_id", "organization_id")
    return OrganizationName.objects.filter(condition).order_by().values_list(counted, flat=True)


def _under(letter: str) -> Q:
    """Return the condition that a sort key stands under a letter of the index (as `initial`)."""
    if letter == "Ñ":
        return Q(sort_key__gte="n~", sort_key__lt="o")
    if letter == "N":
        return Q(sort_key__gte="n", sort_key__lt="n~")
    if "A" <= letter <= "Z":
        return Q(sort_key__gte=letter.lower(), sort_key__lt=chr(ord(letter.lower()) + 1))
    return Q(sort_key__lt="a") | Q(sort_key__gte="{")


def _place_in_index(letter: str) -> str:
    return {"Ñ": "N~", "#": "~"}.get(letter, letter)
