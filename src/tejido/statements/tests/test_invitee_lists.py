"""Lists of who is to be invited: read, matched, decided by a person, used once."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from tejido.coalition.models import Contact
from tejido.core.errors import InvalidInput, NotAllowed, NotFound
from tejido.core.models import User
from tejido.directory.models import Organization
from tejido.directory.tests.factories import join, make_network, make_organization, merge
from tejido.statements.actions.invitee_lists import decide_rows, invite_list, leave_out_open_rows
from tejido.statements.actions.inviting import make_all
from tejido.statements.domain.invitees import read_lines, read_rows
from tejido.statements.kept_lists import get_list_for, keep_list
from tejido.statements.models import Campaign, Invitation
from tejido.statements.queries.invitees import matched, members_with_contacts, with_contact
from tejido.statements.tests.campaigns import a_campaign
from tejido.statements.tests.factories import a_frozen_statement

pytestmark = pytest.mark.django_db

PASTED = """
Casa Luna, A.C. <luna@example.org>, en
Colectivo Ñandú; nandu@example.org; es
RMV\trmv@example.org
Albergue de Nadie, nadie@example
"""


@pytest.fixture
def campaign() -> Campaign:
    """An open campaign."""
    return a_campaign(a_frozen_statement())


def test_pasted_lines_are_taken_apart() -> None:
    rows = read_lines(PASTED)
    assert [(r.line, r.name, r.email, r.language) for r in rows] == [
        (2, "Casa Luna, A.C.", "luna@example.org", "en"),
        (3, "Colectivo Ñandú", "nandu@example.org", "es"),
        (4, "RMV", "rmv@example.org", "es"),
        (5, "Albergue de Nadie, nadie@example", "", "es"),
    ]


def test_a_table_is_read_by_its_headings() -> None:
    rows = read_lines(
        "Correo electrónico;Clave;Organización;Idioma;Persona\n"
        "Ana@Example.org;bcd234;Casa Luna;inglés;Ana Ejemplo\n"
    )
    assert [(r.email, r.key, r.name, r.language, r.person) for r in rows] == [
        ("ana@example.org", "bcd234", "Casa Luna", "en", "Ana Ejemplo")
    ]
    assert read_lines(" \n") == read_rows([]) == []
    assert read_rows([(1, ("Casa Sol", "sol@example.org"))])[0].name == "Casa Sol"


def test_rows_mean_organizations_the_directory_knows() -> None:
    luna = make_organization("Casa Luna")
    red = make_organization("Red de Mujeres Voladoras", acronym="RMV")
    twin = [make_organization("Colectivo Ñandú") for _ in range(2)]
    kept = make_organization("Casa Abierta")
    merge(kept, make_organization("Casa Abierta al Migrante"))
    by_key = make_organization("Otro nombre")
    rows = matched(
        read_lines(
            "organización,correo,clave\n"
            "CASA LUNA A.C.,luna@example.org,\n"
            "RMV,rmv@example.org,\n"
            "colectivo nandu,nandu@example.org,\n"
            "Casa Abierta al Migrante,abierta@example.org,\n"
            f"Como sea,x@example.org,{by_key.key}\n"
            "Mujeres Voladoras de Aquí,m@example.org,\n"
            "Nadie Conocido,sin@dominio,\n"
        )
    )
    assert [row.organization for row in rows] == [
        luna.pk,
        None,
        None,
        kept.pk,
        by_key.pk,
        None,
        None,
    ]
    assert red.pk in rows[1].maybe
    assert {body.pk for body in twin} <= set(rows[2].maybe)
    assert rows[5].maybe == [red.pk]
    assert rows[6].maybe == []
    assert rows[6].invitee.email == ""


def test_a_person_decides_what_is_not_sure(alice: User, campaign: Campaign) -> None:
    luna = make_organization("Casa Luna")
    pasted = "Luna Casa, luna@example.org\nGrupo Nuevo, nuevo@example.org\nRuido, r@example.org"
    key = keep_list(campaign, matched(read_lines(pasted)))
    with pytest.raises(InvalidInput):
        invite_list(actor=alice, campaign=campaign, key=key)
    with pytest.raises(InvalidInput):
        decide_rows(actor=alice, campaign=campaign, key=key, choices={1: "zzz"})
    decide_rows(actor=alice, campaign=campaign, key=key, choices={1: luna.key, 2: "new"})
    leave_out_open_rows(actor=alice, campaign=campaign, key=key)
    run = invite_list(actor=alice, campaign=campaign, key=key)
    make_all(run.pk)
    made = Organization.objects.get(name="Grupo Nuevo")
    assert made.visibility == "coalition"
    invited = {row.organization_id: row.contact for row in Invitation.objects.all()}
    assert set(invited) == {luna.pk, made.pk}
    contact = invited[luna.pk]
    assert contact is not None
    assert (contact.email, contact.name, contact.language) == ("luna@example.org", "luna", "es")
    assert not Contact.objects.filter(email="r@example.org").exists()


def test_a_list_is_used_once_and_by_its_own_campaign(
    alice: User, campaign: Campaign, django_capture_on_commit_callbacks: object
) -> None:
    make_organization("Casa Luna")
    key = keep_list(campaign, matched(read_lines("Casa Luna, luna@example.org")))
    other = a_campaign(a_frozen_statement("otro-texto"))
    with pytest.raises(NotFound):
        get_list_for(alice, other, key)
    for wrong in ("", "../secret_key", "0" * 32):
        with pytest.raises(NotFound):
            get_list_for(alice, campaign, wrong)
    with pytest.raises(NotAllowed):
        get_list_for(User(role="delegate"), campaign, key)
    path = Path(settings.DATA) / "lists" / key
    assert path.stat().st_mode & 0o777 == 0o600
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        invite_list(actor=alice, campaign=campaign, key=key)
    assert not path.exists()


def test_from_the_directory(alice: User) -> None:
    network, member, far = make_network(), make_organization(), make_organization()
    inner = make_network()
    join(member, network)
    join(inner, network)
    join(far, inner)
    contact = Contact.objects.create(organization=member, name="Ana", email="ana@example.org")
    assert with_contact() == [(member.pk, contact.pk)]
    found = members_with_contacts(alice, network, timezone.localdate() + timedelta(days=1))
    assert dict(found) == {member.pk: contact.pk, inner.pk: None, far.pk: None}


def test_a_spreadsheet_is_uploaded_checked_and_used(
    client: Client, alice: User, campaign: Campaign
) -> None:
    luna = make_organization("Casa Luna")
    book = Workbook()
    sheet = book.create_sheet("Lista", 0)
    for cells in (["Organización", "Correo"], ["Casa Luna", "luna@example.org"]):
        sheet.append(cells)
    sheet.append(["Desconocida", "d@example.org"])
    file = io.BytesIO()
    book.save(file)
    client.force_login(alice)
    slug = campaign.statement.slug
    upload = SimpleUploadedFile("lista.xlsx", file.getvalue())
    answer = client.post(reverse("statements:invitation_new", args=[slug]), {"file": upload})
    assert answer.status_code == 302
    address = answer.headers["Location"]
    page = client.get(address).content.decode()
    assert "La lista tiene 2 renglones" in page
    assert "Desconocida" in page
    assert client.post(address, {"key-3": "nada"}).status_code == 422
    assert client.post(address, {"row-3": "out", "key-3": ""}).status_code == 302
    page = client.get(address).content.decode()
    assert "Invitar a una organización" in page
    used = client.post(f"{address}usar/", {"then": "invite"})
    run = client.get(used.headers["Location"]).content.decode()
    assert "<progress" in run
    assert "0 de 1" in run
    campaign.runs.get()
    make_all(campaign.runs.get().pk)
    assert "Se invitó a una organización" in client.get(used.headers["Location"]).content.decode()
    listed = reverse("statements:invitation_list", args=[slug])
    for query, shown in (("", True), ("?show=signed", False), ("?q=luna&sort=newest", True)):
        assert (luna.name in client.get(listed + query).content.decode()) is shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lista.pdf", b"%PDF-1.7", "PDF"),
        ("lista.csv", "Organización,Correo\nÑu,x@example.org".encode("latin-1"), "UTF-8"),
        ("lista.csv", b"", "vac"),
    ],
)
def test_what_is_no_list_is_said(
    client: Client, alice: User, campaign: Campaign, name: str, content: bytes, said: str
) -> None:
    client.force_login(alice)
    address = reverse("statements:invitation_new", args=[campaign.statement.slug])
    answer = client.post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_list_is_discarded_and_too_long_ones_are_refused(
    client: Client, alice: User, campaign: Campaign
) -> None:
    client.force_login(alice)
    slug = campaign.statement.slug
    long = "\n".join(f"Grupo {n}, g{n}@example.org" for n in range(10_001))
    new = reverse("statements:invitation_new", args=[slug])
    assert client.post(new, {"text": long}).status_code == 422
    kept = client.post(new, {"text": "Grupo, g@example.org"}).headers["Location"]
    assert client.post(f"{kept}usar/", {"then": "leave-out"}).status_code == 302
    assert client.post(f"{kept}usar/", {"then": "discard"}).status_code == 302
    assert client.get(kept).status_code == 404
    assert not Contact.objects.filter(email="g@example.org").exists()
