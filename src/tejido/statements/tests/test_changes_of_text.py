"""Which signatures count on which version: wording keeps them, substance asks for them again."""

import csv
import io
import json

import pytest
from django.test import Client

from tejido.directory.tests.factories import make_network, make_organization, merge
from tejido.statements.actions import confirm_for, set_unnamed, start_correction, withdraw_signature
from tejido.statements.models import Change, Endorsement, Statement, Version
from tejido.statements.queries.confirming import affected_count, unconfirmed_count
from tejido.statements.queries.counts import signed_version, stored_count
from tejido.statements.queries.listing import statement_lines
from tejido.statements.queries.signed_by import signed_by
from tejido.statements.tests.change_factories import change, newest, signer_of, take_back
from tejido.statements.tests.factories import a_published_statement, a_record
from tejido.statements.tests.pages import read
from tejido.statements.tests.signing import sign, version_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_kept_pages")]

EN = "/en/statements/"


def counted(version: Version) -> tuple[int, int]:
    """Return how many organizations count on a version, and how many have not confirmed."""
    version = Version.objects.select_related("root", "statement").get(pk=version.pk)
    return stored_count(signed_version(version)).organizations, unconfirmed_count(version)


def test_four_versions_and_what_counts_on_each(client: Client) -> None:
    statement = a_published_statement()
    bodies = [make_organization(f"Casa {letter}") for letter in "ABCDE"]
    v1 = version_of(statement)
    sign(v1, *bodies[:3])
    v2 = change(statement, Change.WORDING, publish=True)
    sign(v2, bodies[3])
    assert (counted(v1), counted(v2)) == ((4, 0), (4, 0))
    v3 = change(statement, Change.SUBSTANCE, publish=True)
    assert (counted(v1), counted(v3)) == ((4, 0), (0, 4))
    confirm_for(actor=None, signer=signer_of(statement, bodies[0]), number=3)
    confirm_for(actor=None, signer=signer_of(statement, bodies[3]), number=3)
    sign(v3, bodies[4])
    take_back(signer_of(statement, bodies[1]))
    assert (counted(v1), counted(v2), counted(v3)) == ((3, 0), (3, 0), (3, 1))
    v4 = change(statement, Change.WORDING, publish=True)
    assert counted(v4) == (3, 1)
    # Confirmed for the meaning of version 3 under the wording of version 4.
    confirm_for(actor=None, signer=signer_of(statement, bodies[2]), number=4)
    assert (counted(v3), counted(v4)) == ((4, 0), (4, 0))
    said = {1: "3 organizations<", 2: "3 organizations<", 3: "4 organizations<"}
    for number, words in said.items():
        assert words in read(client, f"{EN}{statement.slug}/versions/{number}/")
    assert "4 organizations<" in read(client, f"{EN}{statement.slug}/")
    (line,) = statement_lines(client.get(EN).wsgi_request.user, "es")
    assert line.count.organizations == 4


def test_the_list_of_statements_counts_the_wording_that_stands(client: Client) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization(), make_organization())
    assert "2 organizations<" in read(client, EN)
    change(statement, publish=True)
    assert "organizations<" not in read(client, EN)


def test_a_frozen_change_leaves_what_is_published_as_it_is(client: Client) -> None:
    statement = a_published_statement()
    body = make_organization("Casa Uno")
    sign(version_of(statement), body)
    v2 = change(statement)
    assert counted(v2) == (0, 1)
    page = read(client, f"{EN}{statement.slug}/")
    assert "1 organization<" in page
    assert "A changed text, version 2, is being signed." in page
    frozen = read(client, f"{EN}{statement.slug}/versions/2/")
    assert "version 1 is what is published" in frozen
    assert "one signature given to the earlier text" in frozen
    assert 'name="robots" content="noindex"' in frozen


def test_only_the_newest_route_is_confirmed_and_a_second_change_asks_again() -> None:
    statement, body, network = a_published_statement(), make_organization(), make_network()
    sign(version_of(statement), body)
    sign(version_of(statement), body, network=network)
    change(statement)
    signer = signer_of(statement, body)
    assert confirm_for(actor=None, signer=signer, number=2) == 2
    v3 = change(statement)
    # The printed heading signed too: the network is asked for itself.
    assert counted(v3) == (0, 2)
    assert confirm_for(actor=None, signer=signer, number=3) == 2
    assert counted(v3) == (1, 1)
    assert stored_count(signed_version(newest(statement))).both == 1
    assert take_back(signer) == 6
    standing = Endorsement.objects.filter(withdrawn_at__isnull=True)
    assert {row.organization_id for row in standing} == {network.pk}
    for version in statement.versions.all():
        assert counted(version)[0] == 0


def test_who_never_confirmed_is_asked_after_the_next_change() -> None:
    statement, body = a_published_statement(), make_organization()
    sign(version_of(statement), body)
    change(statement)
    v3 = change(statement)
    assert counted(v3) == (0, 1)
    confirm_for(actor=None, signer=signer_of(statement, body), number=3)
    assert counted(v3) == (1, 0)


def test_two_found_to_be_one_wait_once_and_count_once() -> None:
    statement = a_published_statement()
    kept, gone = make_organization("Casa Uno"), make_organization("Casa Dos")
    sign(version_of(statement), kept, gone)
    v2 = change(statement)
    assert counted(v2) == (0, 2)
    confirm_for(actor=None, signer=signer_of(statement, gone), number=2)
    merge(kept, gone)
    assert counted(v2) == (1, 0)
    withdraw_signature(actor=None, version=v2, organization=kept)
    assert counted(v2) == (0, 0)
    assert counted(version_of(statement)) == (0, 0)


def test_signing_the_new_text_anew_leaves_nothing_waiting() -> None:
    statement, body = a_published_statement(), make_organization()
    sign(version_of(statement), body)
    v2 = change(statement)
    sign(v2, body)
    assert counted(v2) == (1, 0)


def test_the_editor_is_told_how_many_it_concerns() -> None:
    statement, body, network = a_published_statement(), make_organization(), make_network()
    sign(version_of(statement), body, make_organization(), people=("Persona 1",))
    sign(version_of(statement), body, network=network)
    first = Version.objects.select_related("root").get(pk=version_of(statement).pk)
    assert affected_count(first) == 4
    v2 = change(statement)
    confirm_for(actor=None, signer=signer_of(statement, body), number=2)
    assert affected_count(newest(statement)) == 4
    assert unconfirmed_count(v2) == 3


def test_a_corrected_record_keeps_the_signatures_of_its_original(client: Client) -> None:
    from tejido.statements.actions import record_statement

    statement = a_record()
    sign(version_of(statement), make_organization())
    draft = start_correction(actor=None, statement=statement)
    draft.texts.update(correction="Una fecha.")
    record_statement(actor=None, version=draft, revision=draft.draft_revision)
    page = read(client, f"{EN}{statement.slug}/")
    assert "1 organization<" in page
    assert "not confirmed" not in page


def test_downloads_say_what_each_signature_was_given_to(client: Client) -> None:
    statement, network = a_published_statement(), make_network("Red Clara")
    v1 = version_of(statement)
    names = ("Casa Confirma", "Casa Espera", "Casa Callada", "Casa Nueva")
    stays, waits, silent, new = (make_organization(name) for name in names)
    sign(v1, stays, waits, silent, people=("Persona 1",))
    sign(v1, stays, network=network)
    set_unnamed(actor=None, version=v1, organization=silent, unnamed=True)
    v2 = change(statement, publish=True)
    confirm_for(actor=None, signer=signer_of(statement, stays), number=2)
    sign(v2, new)
    body = json.loads(client.get(f"{EN}{statement.slug}/json/").content)
    assert body["change"] == "substance"
    assert body["count"]["organizations"] == 2
    assert body["unconfirmed_count"] == 4
    said = {row["name"]: (row["state"], row["signed_version"]) for row in body["signers"][:2]}
    assert said == {"Casa Confirma": ("confirmed", 2), "Casa Nueva": ("given", 2)}
    assert body["signers"][0]["how"] == ["printed"]
    assert body["signers"][0]["signed_digest"] == v2.digest
    waiting = [(row["name"], row["signed_version"]) for row in body["unconfirmed"]]
    assert waiting == [("Casa Espera", 1), ("Red Clara", 1), ("Persona 1", 1)]
    text = client.get(f"{EN}{statement.slug}/csv/").getvalue().decode("utf-8-sig")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["Casa Espera"]["state"] == "unconfirmed"
    assert rows["Casa Espera"]["signed_digest"] == v1.digest
    assert rows["Casa Nueva"]["state"] == "given"
    assert rows["4"]["kind"] == "unconfirmed"
    assert "Casa Callada" not in text


def test_an_organization_s_page_says_what_it_signs_of_what_is_published() -> None:
    statement, body = a_published_statement(), make_organization()
    sign(version_of(statement), body)
    anyone = Client().get(EN).wsgi_request.user
    assert [line.signed for line in signed_by(body, anyone)] == [True]
    change(statement, publish=True)
    assert signed_by(body, anyone) == []
    confirm_for(actor=None, signer=signer_of(statement, body), number=2)
    assert [line.signed for line in signed_by(body, anyone)] == [True]


def test_the_pages_are_made_anew_after_each_answer(client: Client) -> None:
    statement, body = a_published_statement(), make_organization()
    sign(version_of(statement), body)
    change(statement, publish=True)
    address = f"{EN}{statement.slug}/"
    assert "one signature given to the earlier text" in read(client, address)
    confirm_for(actor=None, signer=signer_of(statement, body), number=2)
    assert "1 organization<" in read(client, address)
    take_back(signer_of(statement, body))
    assert "Nobody has signed yet." in read(client, address)
    assert Statement.objects.get().revision > 4
