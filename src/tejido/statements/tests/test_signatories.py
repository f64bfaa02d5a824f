"""Loading, hiding, withdrawing; what the directory and the sources change below."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db.models import QuerySet
from django.test import Client

from tejido.coalition.tests.factories import a_contact
from tejido.core.errors import InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, User
from tejido.directory.actions import split_organization, undo_split
from tejido.directory.tests.factories import join, make_network, make_organization
from tejido.evidence.actions import source_data, update_source
from tejido.statements.actions import (
    load_signatories,
    set_unnamed,
    withdraw_signature,
)
from tejido.statements.actions.listings import answer_by_link
from tejido.statements.listing_access import ListedContact
from tejido.statements.models import Answer, Endorsement, Statement
from tejido.statements.queries.counts import count_in
from tejido.statements.queries.printed import count_after_loading
from tejido.statements.tests.factories import a_published_statement, a_statement, draft_of
from tejido.statements.tests.listing_factories import an_open_statement, listed
from tejido.statements.tests.signing import Named, a_printed_list, sign, version_of

pytestmark = pytest.mark.django_db


def signers(rows: QuerySet[Endorsement]) -> set[tuple[int | None, int | None]]:
    return set(rows.values_list("organization", "via"))


def test_a_network_carries_its_members_and_signs() -> None:
    version, network = version_of(a_published_statement()), make_network()
    first, second = make_organization(), make_organization()
    sign(version, first, second, network=network)
    sign(version, first)
    assert signers(version.endorsements.all()) == {
        (network.pk, None),
        (first.pk, network.pk),
        (second.pk, network.pk),
        (first.pk, None),
    }
    count = count_in(version.tally)
    assert (count.organizations, count.direct, count.via_networks, count.both) == (2, 1, 2, 1)
    assert count.networks == 1


def test_loading_twice_adds_nothing_and_reports_progress(alice: User) -> None:
    version = version_of(a_published_statement())
    stored = a_printed_list(make_organization(), make_organization(), people=1)
    seen: list[tuple[int, int]] = []
    load_signatories(
        actor=alice,
        version=version,
        printed_list=stored,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(3, 3)]
    load_signatories(actor=alice, version=version, printed_list=stored)
    assert version.endorsements.count() == 3
    entry = AuditEntry.objects.filter(action="load_signatories").first()
    assert entry is not None
    assert entry.data == {"printed_list": stored.pk, "signatures": 0}


def test_a_withdrawn_signature_does_not_come_back_with_the_list(alice: User) -> None:
    version, organization = version_of(a_published_statement()), make_organization()
    stored = sign(version, organization)
    withdraw_signature(actor=alice, version=version, organization=organization)
    assert load_signatories(actor=alice, version=version, printed_list=stored).organizations == 0
    with pytest.raises(NotFound):
        withdraw_signature(actor=alice, version=version, organization=organization)


def test_the_preview_tells_what_loading_does() -> None:
    version, network = version_of(a_published_statement()), make_network()
    shared = make_organization(country="MX")
    sign(version, shared, make_organization(country="GT"))
    stored = a_printed_list(shared, make_organization(), network=network, people=2)
    foreseen = count_after_loading(version, stored)
    assert not Endorsement.objects.filter(mention__printed_list=stored).exists()
    load_signatories(actor=None, version=version, printed_list=stored)
    version.tally.refresh_from_db()
    assert count_in(version.tally) == foreseen


def test_who_may_load_and_under_what(alice: User, bob: User, charlie: User) -> None:
    version, stored = version_of(a_published_statement()), a_printed_list(make_organization())
    for person in (bob, charlie):
        with pytest.raises(NotAllowed):
            load_signatories(actor=person, version=version, printed_list=stored)
    draft = draft_of(a_statement("borrador"))
    with pytest.raises(NotAllowed):
        load_signatories(actor=alice, version=draft, printed_list=stored)
    with pytest.raises(InvalidInput):
        load_signatories(
            actor=alice, version=version, printed_list=stored, people=[Named(0, "Persona 1")]
        )


def test_hiding_covers_every_route_and_can_be_taken_back(alice: User) -> None:
    version, network = version_of(a_published_statement()), make_network()
    organization = make_organization(country="MX")
    sign(version, organization)
    sign(version, organization, network=network)
    tally = set_unnamed(actor=alice, version=version, organization=organization, unnamed=True)
    assert (tally.organizations, tally.unnamed, tally.countries) == (1, 1, 0)
    tally = set_unnamed(actor=alice, version=version, organization=organization, unnamed=False)
    assert (tally.organizations, tally.unnamed, tally.countries) == (1, 0, 1)


def test_a_split_gives_each_organization_the_signatures_of_its_mentions(alice: User) -> None:
    version, both = (
        version_of(a_published_statement()),
        make_organization("Casa Doble", acronym="CDO"),
    )
    network = make_network()
    sign(version, both)
    sign(version, both, network=network)
    moved = both.mentions.get(under_network=True)
    split = split_organization(
        actor=alice,
        organization=both,
        names=[both.names.get(text="CDO").pk],
        mentions=[moved.pk],
    )
    created = split.created
    assert signers(version.endorsements.exclude(organization=network)) == {
        (both.pk, None),
        (created.pk, network.pk),
    }
    version.tally.refresh_from_db()
    assert (version.tally.organizations, version.tally.both) == (2, 0)
    undo_split(actor=alice, split=split)
    version.tally.refresh_from_db()
    assert (version.tally.organizations, version.tally.both) == (1, 1)


def test_a_split_leaves_a_listing_its_signature(alice: User) -> None:
    opened, network = an_open_statement(), make_network()
    both = make_organization("Casa Doble", acronym="CDO")
    join(both, network)
    a_contact(both)
    sign(opened.version, both, network=network)
    (row,) = listed(opened, network, [both])
    answer_by_link(listed=ListedContact(row, both.contacts.get()), answer=Answer.AGREED)
    row.refresh_from_db()
    assert row.endorsement is not None
    assert row.endorsement.mention is not None
    split_organization(
        actor=alice,
        organization=both,
        names=[both.names.get(text="CDO").pk],
        mentions=[row.endorsement.mention.pk],
    )
    row.endorsement.refresh_from_db()
    assert row.endorsement.withdrawn_at is not None
    assert opened.counted() == (1, 0, 1, 0)


def test_a_source_that_is_hidden_leaves_the_page_at_once(client: Client, alice: User) -> None:
    statement = a_published_statement()
    note = version_of(statement).footnotes.get()
    assert note.source is not None
    address = f"/en/statements/{statement.slug}/"
    assert note.source.title in client.get(address).content.decode()
    data = source_data(note.source)
    update_source(actor=alice, source=note.source, data=replace(data, visibility="coalition"))
    page = client.get(address).content.decode()
    assert note.source.title not in page
    assert "held by the coalition and is not public" in page


def test_the_organization_page_says_what_it_signed(
    client_of: Callable[[User | None], Client], alice: User
) -> None:
    statement, network = a_published_statement(), make_network()
    organization = make_organization()
    sign(version_of(statement), organization, network=network)
    anyone = client_of(None)
    for body in (organization, network):
        page = anyone.get(f"/en/directory/organizations/{body.key}/", follow=True)
        assert "Safe passage now" in page.content.decode()
    set_unnamed(actor=alice, version=version_of(statement), organization=organization, unnamed=True)
    address = f"/en/directory/organizations/{organization.key}/"
    assert "Safe passage now" not in anyone.get(address).content.decode()
    assert "Safe passage now" in client_of(alice).get(address).content.decode()


def test_the_secretariat_loads_with_a_preview(
    client_of: Callable[[User | None], Client], alice: User
) -> None:
    statement = a_published_statement()
    stored = a_printed_list(make_organization(), make_organization())
    client, address = client_of(alice), f"/en/statements/{statement.slug}/versions/1/load/"
    preview = client.get(address, {"printed_list": stored.key}).content.decode()
    assert "With the list" in preview
    assert "2 organizations" in preview
    assert not Endorsement.objects.exists()
    client.post(address, {"printed_list": stored.key})
    assert Statement.objects.get().published_version.tally.organizations == 2  # type: ignore[union-attr]
