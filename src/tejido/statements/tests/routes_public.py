"""Who gets what at the public pages of statements and at the secretariat's pages of signatures."""

from tejido.core.tests.permissions import Route, everyone, only
from tejido.core.transparency.keys import make_key, public_key
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements.models import Endorsement
from tejido.statements.tests.factories import a_published_statement
from tejido.statements.tests.signing import a_printed_list, a_signed_statement, sign, version_of

_LIST_KEY: dict[str, str] = {}


def _statement() -> tuple[str]:
    return (a_published_statement().slug,)


def _signed() -> tuple[str]:
    return (a_signed_statement().slug,)


def _version() -> tuple[str, int]:
    return (a_published_statement().slug, 1)


def _network() -> tuple[str, str]:
    statement, network = a_published_statement(), make_network()
    sign(version_of(statement), make_organization(), network=network)
    return (statement.slug, network.key)


def _country() -> tuple[str, str]:
    statement = a_published_statement()
    sign(version_of(statement), make_organization(country="MX"))
    return (statement.slug, "mx")


def _version_and_list() -> tuple[str, int]:
    _LIST_KEY["key"] = a_printed_list(make_organization()).key
    return _version()


def _organization() -> tuple[str, str]:
    statement, organization = a_published_statement(), make_organization()
    sign(version_of(statement), organization)
    return (statement.slug, organization.key)


def _person() -> tuple[str, int]:
    statement = a_published_statement()
    sign(version_of(statement), people=("Persona 1",))
    return (statement.slug, Endorsement.objects.get(signed_by__signatory__isnull=False).pk)


def _record() -> tuple[str]:
    if public_key() is None:
        make_key()
    return _signed()


ROUTES = {
    "statements:record_program": Route(get=everyone()),
    "statements:record_page": Route(get=everyone(), args=_signed),
    "statements:record_json": Route(get=everyone(), args=_record),
    "statements:statement_list": Route(get=everyone()),
    "statements:statement_page": Route(get=everyone(), args=_statement),
    "statements:version_page": Route(get=everyone(), args=_version),
    "statements:statement_pdf": Route(get=everyone(202), args=_statement),
    "statements:signatures_csv": Route(get=everyone(), args=_signed),
    "statements:signatures_json": Route(get=everyone(), args=_signed),
    "statements:signatures": Route(get=everyone(), args=_signed),
    "statements:signing_networks": Route(get=everyone(), args=_signed),
    "statements:signatures_by_network": Route(get=everyone(), args=_network),
    "statements:signing_countries": Route(get=everyone(), args=_signed),
    "statements:signatures_by_country": Route(get=everyone(), args=_country),
    "statements:signing_people": Route(get=everyone(), args=_signed),
    "statements:signatories_load": Route(
        get=only("secretary"),
        post=only("secretary", status=302),
        args=_version_and_list,
        data=lambda: {"printed_list": _LIST_KEY["key"]},
    ),
    "statements:signature_naming": Route(
        post=only("secretary", status=302), args=_organization, data={"unnamed": "yes"}
    ),
    "statements:signatory_erase": Route(
        get=only("secretary"), post=only("secretary", status=302), args=_person
    ),
}
