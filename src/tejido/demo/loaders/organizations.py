"""Organizations of the data files: networks, signatories, addressees, invented ones."""

from tejido.demo.files import OrganizationRow, read_organizations
from tejido.directory.actions import create_organization
from tejido.directory.domain.organization_data import NameData, OrganizationData
from tejido.directory.models import NameSort, Organization, OrganizationName


def load_organizations(*files: str) -> None:
    """Create the organizations of the data files whose name the directory does not hold yet."""
    known = set(OrganizationName.objects.values_list("text", flat=True))
    for row in (row for name in files for row in read_organizations(name)):
        if row.name not in known:
            create_organization(actor=None, data=_data(row))


def organization_named(name: str) -> Organization:
    """Return the standing organization with this official name.

    Errors:
        Organization.DoesNotExist: the data files do not agree with each other.
    """
    found = Organization.objects.filter(names__text=name, names__sort=NameSort.OFFICIAL).distinct()
    organization = found.select_related("merged_into").get()
    return organization.merged_into or organization


def _data(row: OrganizationRow) -> OrganizationData:
    names = [NameData(row.name, NameSort.OFFICIAL, "es", row.source)]
    if row.english:
        names.append(NameData(row.english, NameSort.ALIAS, "en", row.source))
    if row.acronym:
        names.append(NameData(row.acronym, NameSort.ACRONYM, "", row.source))
    names += [NameData(alias, NameSort.ALIAS, "", row.source) for alias in row.aliases]
    names += [NameData(form, NameSort.AS_PRINTED, "", row.source) for form in row.printed]
    return OrganizationData(
        names=tuple(names),
        kind=row.kind,
        visibility=row.visibility,
        country=row.country,
        subdivision=row.subdivision,
        town=row.town,
    )
