"""What is not public stays unread through statements: their pages, files, and pages kept."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tejido.accountability.models import Demand
from tejido.core.models import User
from tejido.core.tests.installation import bytes_of
from tejido.directory.actions import update_membership, update_organization
from tejido.directory.models import Organization
from tejido.directory.queries.transfer import organization_data
from tejido.directory.tests.factories import join, make_network, make_organization, merge
from tejido.evidence.actions import source_data, update_source
from tejido.statements.actions import (
    erase_signatory,
    load_signatories,
    publish_version,
    set_unnamed,
    start_correction,
)
from tejido.statements.models import Endorsement, Statement
from tejido.statements.queries.counts import count_in
from tejido.statements.queries.printed import count_after_loading
from tejido.statements.tests.factories import a_published_statement, a_record
from tejido.statements.tests.signing import sign, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anyone(client_of: Callable[[User | None], Client]) -> Client:
    """A reader who did not sign in."""
    return client_of(None)


def seal(organization: Organization) -> None:
    """Let the secretariat seal an organization."""
    data = organization_data(organization, organization.names.all())
    sealed = replace(data, visibility="sealed")
    update_organization(actor=None, organization=organization, data=sealed)


def page(client: Client, statement: Statement, rest: str = "") -> str:
    """Return what stands at an address of a statement."""
    return client.get(f"/es/pronunciamientos/{statement.slug}/{rest}").content.decode()


def test_the_file_of_a_record_names_no_source_that_is_not_public(anyone: Client) -> None:
    record = a_record()
    source = record.source
    assert source is not None
    told = json.loads(page(anyone, record, "json/"))
    assert told["source"]["title"] == source.title
    hidden = replace(source_data(source), visibility="sealed")
    update_source(actor=None, source=source, data=hidden)
    told = page(anyone, record, "json/")
    assert source.title not in told
    assert json.loads(told)["source"] is None


def revision(statement: Statement) -> int:
    """Return the revision as stored."""
    return Statement.objects.get(pk=statement.pk).revision


def test_pages_follow_a_membership_of_another_record_of_a_signer() -> None:
    statement = a_published_statement()
    network, signer, other = make_network(), make_organization(), make_organization()
    kept = make_organization()
    membership = join(other, network)
    sign(version_of(statement), signer, network=network)
    merge(kept, signer)
    merge(kept, other)
    before = revision(statement)
    update_membership(actor=None, membership=membership, visibility="sealed")
    assert revision(statement) > before


def test_pages_follow_the_body_an_addressee_counts_as() -> None:
    statement = a_published_statement()
    addressee = Demand.objects.get().addressee
    assert addressee is not None
    kept = make_organization(kind="authority")
    merge(kept, addressee)
    before = revision(statement)
    seal(kept)
    assert revision(statement) > before


def test_an_addressee_sealed_since_is_not_named_where_it_counts_as_a_public_one(
    anyone: Client,
) -> None:
    statement = a_published_statement()
    addressee = Demand.objects.get().addressee
    assert addressee is not None
    kept = make_organization("Secretaría Ejemplo", kind="authority")
    merge(kept, addressee)
    assert addressee.name in page(anyone, statement)
    addressee.names.create(text=addressee.name, sort="official", search_key="x")
    seal(addressee)
    assert addressee.name not in page(anyone, statement)


@pytest.mark.parametrize("rest", ["firmas/", "personas/", "paises/mx/", "redes/{network}/"])
def test_every_list_of_names_can_be_searched(anyone: Client, rest: str) -> None:
    statement = a_published_statement()
    network, sealed = make_network(), make_organization("Casa Callada", visibility="sealed")
    join(sealed, network)
    named = make_organization("Casa Abierta", country="MX")
    join(named, network)
    people = ("Casandra Ejemplo", "Bruno Ejemplo")
    sign(version_of(statement), named, sealed, network=network)
    sign(version_of(statement), people=people)
    found = page(anyone, statement, f"{rest.format(network=network.key)}?q=CASÁ")
    assert "Casa" in found
    assert "Callada" not in found
    assert "Bruno" not in found


@pytest.mark.django_db(transaction=True)
def test_an_erased_person_is_in_no_file_of_the_database(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    sign(version_of(a_published_statement()), people=("Ximena Borrable", "Bruno Ejemplo"))
    before = file_of_signatories()
    person = Endorsement.objects.get(signed_by__signatory__name="Ximena Borrable")
    erase_signatory(actor=None, endorsement=person)
    if connection.vendor == "postgresql":
        # Written anew without the erased row.
        assert file_of_signatories() != before
        return
    held = bytes_of(*Path(before).parent.glob(f"{Path(before).name}*"))
    assert b"Bruno" in held
    assert b"ximena" not in held.lower()


def file_of_signatories() -> str:
    """Return the file the names of people are in."""
    if connection.vendor == "sqlite":
        return str(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath('statements_signatory')")
        return str(cursor.fetchone()[0])


def test_who_asked_not_to_be_named_is_not_named_under_a_correction(anyone: Client) -> None:
    statement = a_published_statement()
    quiet, named = make_organization("Callada Una"), make_organization("Casa Abierta")
    before = sign(version_of(statement), quiet, named)
    set_unnamed(actor=None, version=version_of(statement), organization=quiet, unnamed=True)
    kept = make_organization("Callada Dos")
    merge(kept, quiet)
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Fe de erratas")
    corrected = publish_version(actor=None, version=draft, revision=draft.draft_revision)
    foreseen = count_after_loading(corrected, before)
    load_signatories(actor=None, version=corrected, printed_list=before)
    corrected.refresh_from_db()
    assert (foreseen.organizations, foreseen.unnamed) == (2, 1)
    assert count_in(corrected.tally) == foreseen
    text = page(anyone, statement)
    assert "Casa Abierta" in text
    assert "Callada" not in text

    set_unnamed(actor=None, version=corrected, organization=kept, unnamed=False)
    load_signatories(actor=None, version=corrected, printed_list=before)
    assert "Callada Dos" in page(anyone, statement)
