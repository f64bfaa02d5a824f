"""Organizations, networks and merges for tests, made through the actions."""

from datetime import date
from itertools import count

from tejido.directory.actions import add_membership, create_organization, merge_organizations
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.models import Membership, Merge, Organization, Visibility

_numbers = count(1)


def organization_data(
    name: str = "",
    *,
    kind: str = "civil_society",
    visibility: str = "public",
    country: str = "",
    subdivision: str = "",
    acronym: str = "",
    aliases: tuple[str, ...] = (),
) -> OrganizationData:
    """Return an organization as entered, with an invented name unless one is given."""
    official = name or f"Colectivo Ejemplo {next(_numbers)}"
    names = [NameData(official)]
    names += [NameData(acronym, "acronym")] if acronym else []
    names += [NameData(alias, "alias") for alias in aliases]
    return OrganizationData(
        names=tuple(names),
        kind=kind,
        visibility=visibility,
        country=country or subdivision[:2],
        subdivision=subdivision,
    )


def make_organization(
    name: str = "",
    *,
    kind: str = "civil_society",
    visibility: str = "public",
    country: str = "",
    subdivision: str = "",
    acronym: str = "",
    aliases: tuple[str, ...] = (),
) -> Organization:
    """Create an organization; public unless said otherwise."""
    data = organization_data(
        name,
        kind=kind,
        visibility=visibility,
        country=country,
        subdivision=subdivision,
        acronym=acronym,
        aliases=aliases,
    )
    return create_organization(actor=None, data=data)


def make_network(name: str = "", *, visibility: str = "public") -> Organization:
    """Create a network; public unless said otherwise."""
    return make_organization(
        name or f"Red Ejemplo {next(_numbers)}", kind="network", visibility=visibility
    )


def join(
    member: Organization,
    network: Organization,
    *,
    start: date | None = None,
    end: date | None = None,
    visibility: str = Visibility.PUBLIC,
) -> Membership:
    """Make an organization a member of a network; a public membership unless said otherwise."""
    return add_membership(
        actor=None,
        member=member,
        network=network,
        start=start,
        end=end,
        visibility=visibility,
        source="acta de ejemplo",
    )


def merge(kept: Organization, gone: Organization) -> Merge:
    """Merge two organizations, and read both again."""
    made = merge_organizations(actor=None, kept=kept, gone=gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    return made


# One network of three; its two "Lucero" may be one or two.
DOUBTFUL_LIST = """Colectivo Migrantes Unidos:
Centro Lucero (Puebla)
Centro de Derechos Humanos Padre Lucero A.C. (Puebla)
Taller de Barro Rojo
"""
