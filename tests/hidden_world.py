"""A coalition full of what must not be seen: each hidden thing has a name that stands nowhere else.

Names of what only the secretariat may see begin with "Sellada", of what whoever signs in may see
with "Reservada", of who signed and asked not to be named with "Callada".
"""

from dataclasses import replace

from tejido.accountability.models import Demand
from tejido.directory.actions import (
    decide_pair,
    store_printed_list,
    stored_data,
    update_organization,
)
from tejido.directory.models import DoubtfulPair, Organization
from tejido.directory.tests.factories import join, make_network, make_organization, merge
from tejido.evidence.models import Source
from tejido.statements.actions import set_unnamed
from tejido.statements.models import VersionText
from tejido.statements.tests.factories import a_published_statement, a_record, a_statement
from tejido.statements.tests.signing import sign, version_of

SECRET = ("Sellada", "SELUNO", "Panamá", "Centro Lucero")
COALITION = ("Reservada", "Belice", "Barro Rojo")
LIST = """Sellada Red:
Centro Lucero (Puebla)
Centro de Derechos Humanos Padre Lucero A.C. (Puebla)
Sellada Una
Reservada Red:
Taller de Barro Rojo
"""


def build() -> None:
    """Make the world through the actions."""
    sealed, reserved = _organizations()
    _statements(sealed, reserved)
    _sources_and_addressees()
    _printed_list()


def _seal(organization: Organization) -> None:
    data = replace(stored_data(organization), visibility="sealed")
    update_organization(actor=None, organization=organization, data=data)


def _organizations() -> tuple[Organization, Organization]:
    open_network, other_network = make_network("Red Abierta"), make_network("Red Otra")
    opened = make_organization("Casa Abierta", country="MX")
    pair = make_organization("Colectivo Par", country="MX")
    sealed = make_organization(
        "Sellada Una", visibility="sealed", country="PA", acronym="SELUNO", aliases=("Sellada Dos",)
    )
    reserved = make_organization("Reservada Una", visibility="coalition", country="BZ")
    sealed_network = make_network("Sellada Red", visibility="sealed")
    reserved_network = make_network("Reservada Red", visibility="coalition")
    for member in (opened, sealed, reserved):
        for network in (open_network, sealed_network, reserved_network):
            join(member, network)
    join(open_network, sealed_network)
    join(opened, other_network)
    join(pair, other_network, visibility="sealed")
    join(pair, open_network)
    merge(
        make_organization("Casa Junta"),
        make_organization("Sellada Absorbida", aliases=("Sellada Tres",)),
    )
    before = make_organization("Sellada Antes")
    merge(make_organization("Sellada Que Absorbe", visibility="sealed"), before)
    before = make_organization("Reservada Antes")
    merge(make_organization("Reservada Que Absorbe", visibility="coalition"), before)
    _seal(Organization.objects.get(name="Sellada Absorbida"))
    merge(make_network("Red Junta"), make_network("Sellada Red Absorbida", visibility="sealed"))
    return sealed, reserved


def _statements(sealed: Organization, reserved: Organization) -> None:
    named = Organization.objects.get
    quiet = make_organization("Callada Una", country="MX")
    version = version_of(a_published_statement())
    sign(version, sealed, reserved, quiet, named(name="Casa Abierta"), people=("Ana Ejemplo",))
    sign(version, named(name="Sellada Absorbida"), named(name="Sellada Antes"))
    for network in ("Sellada Red", "Reservada Red", "Red Abierta", "Sellada Red Absorbida"):
        signers = (sealed, named(name="Casa Abierta"), named(name="Colectivo Par"), quiet)
        sign(version, *signers, network=named(name=network))
    set_unnamed(actor=None, version=version, organization=quiet, unnamed=True)
    draft = a_statement("en-borrador")
    VersionText.objects.filter(version__statement=draft).update(title="Sellada Título")


def _sources_and_addressees() -> None:
    addressee = Demand.objects.filter(frozen_at__isnull=False).get().addressee
    assert addressee is not None
    addressee.names.create(
        text="Sellada Autoridad", search_key="sellada autoridad", sort="official"
    )
    _seal(addressee)
    _hide_sources()
    a_record()
    Source.objects.filter(statements__isnull=False).update(
        title="Sellada Original", visibility="sealed"
    )


def _hide_sources() -> None:
    Source.objects.update(title="Sellada Fuente", visibility="sealed")


def _printed_list() -> None:
    store_printed_list(actor=None, title="Firmas de prueba", source="", text=LIST)
    pair = DoubtfulPair.objects.earliest("pk")
    decide_pair(actor=None, pair=pair, verdict="unsure")
    _seal(Organization.objects.get(name="Centro Lucero"))
