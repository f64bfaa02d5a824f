"""The countries of the organizations under a version, as each reader sees them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from tejido.statements.models import Tally
from tejido.statements.queries.signatories import Reader, named_to, organizations, reads_as_public


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country (ISO 3166-1 alpha-2, "" when not known) and its named organizations."""

    code: str
    organizations: int


def countries(version_id: int, user: Reader) -> list[CountryLine]:
    """Return the countries of the named organizations, most signatures first.

    The public reads them as they are stored; for others they are counted.
    """
    totals = _stored(version_id) if reads_as_public(user) else _counted(version_id, user)
    ordered = sorted(totals.items(), key=lambda item: (item[0] == "", -item[1], item[0]))
    return [CountryLine(code, number) for code, number in ordered if number]


def _stored(version_id: int) -> Mapping[str, int]:
    tally = Tally.objects.filter(version=version_id).first()
    if tally is None:
        return {}
    unknown = tally.organizations - tally.unnamed - sum(tally.by_country.values())
    return {**tally.by_country, "": unknown}


def _counted(version_id: int, user: Reader) -> Mapping[str, int]:
    rows = organizations(version_id).filter(named_to(user)).order_by()
    return dict(rows.values_list("body__country").annotate(organizations=Count("pk")))
