"""Organizations of a list that the directory does not know: created all together, when invited."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tejido.core.errors import InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.directory.models import Organization, OrganizationName
from tejido.directory.tests.factories import make_organization
from tejido.statements.actions.invitee_lists import (
    create_open_rows,
    decide_rows,
    invite_list,
    undo_new_rows,
)
from tejido.statements.actions.inviting import make_all
from tejido.statements.domain.invitees import read_lines
from tejido.statements.kept_lists import get_list_for, keep_list
from tejido.statements.models import Campaign, Invitation
from tejido.statements.queries.invitees import matched
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.factories import a_frozen_statement

pytestmark = pytest.mark.django_db

PASTED = """
Casa Luna, luna@example.org
Grupo Ceiba, ceiba@example.org
Grupo ceiba, otra.ceiba@example.org
Taller Jade, sin correo
Mujeres Voladoras de Aquí, m@example.org
<solo@example.org>
"""
NEW = {"Grupo Ceiba", "Taller Jade, sin correo"}


@pytest.fixture
def campaign() -> Campaign:
    """An open campaign; the directory knows two organizations."""
    make_organization("Casa Luna")
    make_organization("Red de Mujeres Voladoras", acronym="RMV")
    return a_campaign(a_frozen_statement())


def a_list(campaign: Campaign, text: str = PASTED) -> str:
    return keep_list(campaign, matched(read_lines(text)))


def names() -> set[str]:
    return set(Organization.objects.values_list("name", flat=True))


def test_only_what_is_like_nobody_is_created(alice: User, campaign: Campaign) -> None:
    key, before = a_list(campaign), names()
    assert create_open_rows(actor=alice, campaign=campaign, key=key) == 2
    rows = {row.invitee.line: row for row in get_list_for(alice, campaign, key)}
    assert [line for line, row in rows.items() if row.is_new] == [3, 4, 5]
    assert [line for line, row in rows.items() if row.is_open] == [6, 7]
    assert names() == before
    decide_rows(actor=alice, campaign=campaign, key=key, choices={6: "out", 7: "out"})
    make_all(invite_list(actor=alice, campaign=campaign, key=key).pk)
    assert names() - before == NEW
    invited = {row.organization.name: row.contact for row in Invitation.objects.all()}
    assert set(invited) == {"Casa Luna", *NEW}
    ceiba = invited["Grupo Ceiba"]
    assert ceiba is not None
    assert ceiba.email == "ceiba@example.org"
    assert AuditEntry.objects.filter(action="create_organization", actor=alice).count() == 2
    assert OrganizationName.objects.filter(text="Grupo Ceiba", sort="official").count() == 1


def test_until_the_list_is_used_it_is_undone(alice: User, campaign: Campaign) -> None:
    key, before = a_list(campaign), names()
    asked = [row.is_open for row in get_list_for(alice, campaign, key)]
    create_open_rows(actor=alice, campaign=campaign, key=key)
    undo_new_rows(actor=alice, campaign=campaign, key=key)
    assert [row.is_open for row in get_list_for(alice, campaign, key)] == asked
    with pytest.raises(InvalidInput):
        invite_list(actor=alice, campaign=campaign, key=key)
    assert names() == before
    for act in (create_open_rows, undo_new_rows):
        with pytest.raises(NotAllowed):
            act(actor=User(role="delegate"), campaign=campaign, key=key)


def test_what_the_directory_has_learnt_meanwhile_is_not_created_again(
    alice: User, campaign: Campaign
) -> None:
    key = a_list(campaign, "Grupo Ceiba, ceiba@example.org\nTaller Jade, jade@example.org")
    create_open_rows(actor=alice, campaign=campaign, key=key)
    ceiba = make_organization("Grupo Ceiba")
    make_organization("Taller del Jade")
    with pytest.raises(InvalidInput):
        invite_list(actor=alice, campaign=campaign, key=key)
    known, doubtful = get_list_for(alice, campaign, key)
    assert (known.organization, known.is_new) == (ceiba.pk, False)
    assert doubtful.is_open
    decide_rows(actor=alice, campaign=campaign, key=key, choices={2: "new"})
    make_all(invite_list(actor=alice, campaign=campaign, key=key).pk)
    assert Organization.objects.filter(name="Taller Jade").count() == 1
    assert Organization.objects.filter(name="Grupo Ceiba").count() == 1


def test_the_number_of_queries_does_not_grow(alice: User, campaign: Campaign) -> None:
    counts = []
    for first, size in ((0, 3), (100, 60)):
        text = "\n".join(f"Zx{n}q Wy{n}, g{n}@example.org" for n in range(first, first + size))
        key = a_list(campaign, text)
        with CaptureQueriesContext(connection) as queries:
            assert create_open_rows(actor=alice, campaign=campaign, key=key) == size
            invite_list(actor=alice, campaign=campaign, key=key)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_offers_it_says_how_many_and_undoes_it(
    client: Client, alice: User, campaign: Campaign
) -> None:
    client.force_login(alice)
    slug = campaign.statement.slug
    new = reverse("statements:invitation_new", args=[slug])
    where = client.post(new, {"text": PASTED}).headers["Location"]
    page = client.get(where).content.decode()
    assert "Crear las 2 organizaciones que son nuevas" in page
    assert client.post(f"{where}usar/", {"then": "create-new"}).headers["Location"] == where
    page = client.get(where).content.decode()
    assert "Crear las" not in page
    assert "2 organizaciones se crean en el directorio cuando invite" in page
    assert "se crea al invitar" in client.get(f"{where}?show=all").content.decode()
    client.post(f"{where}usar/", {"then": "leave-out"})
    assert "Invitar a 3 organizaciones" in client.get(where).content.decode()
    client.post(f"{where}usar/", {"then": "undo-new"})
    assert "Crear las 2" in client.get(where).content.decode()
