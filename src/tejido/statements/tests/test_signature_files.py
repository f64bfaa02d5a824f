"""The files of a statement: CSV, JSON and the PDF that the worker writes."""

import csv
import io
import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pypdf.generic import DictionaryObject
from pytest_django import Settings

from tejido.core.models import User
from tejido.core.page_cache import PAGES
from tejido.directory.models import Visibility
from tejido.directory.tests.factories import make_network, make_organization
from tejido.statements import pdf
from tejido.statements.actions import erase_signatory, load_signatories, set_unnamed
from tejido.statements.models import Endorsement, Statement
from tejido.statements.tasks import write_pdf
from tejido.statements.tests.factories import a_published_statement, a_record
from tejido.statements.tests.signing import Named, a_signed_statement, sign, version_of

pytestmark = pytest.mark.django_db

ES = "/es/pronunciamientos/"
EN = "/en/statements/"


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path
    PAGES.clear()
    yield
    PAGES.clear()


def rows_of(client: Client, slug: str) -> list[dict[str, str]]:
    response = client.get(f"{EN}{slug}/csv/")
    assert response["X-Robots-Tag"] == "noindex"
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_csv_holds_all_names_and_what_is_not_named(client: Client) -> None:
    statement, network = a_published_statement(), make_network("Red Clara")
    shown, hidden = make_organization("Casa Ñandú", country="MX"), make_organization("Oculta")
    sign(version_of(statement), shown, hidden, network=network, people=("Persona 1",))
    set_unnamed(actor=None, version=version_of(statement), organization=hidden, unnamed=True)
    rows = {row["name"]: row for row in rows_of(client, statement.slug)}
    assert rows["Casa Ñandú"]["through"] == "Red Clara"
    assert rows["Casa Ñandú"]["directly"] == "no"
    assert rows["Casa Ñandú"]["country"] == "MX"
    assert rows["Red Clara"]["kind"] == "network"
    assert rows["Persona 1"]["kind"] == "person"
    assert rows["1"]["kind"] == "organizations-unnamed"
    assert rows[version_of(statement).digest]["kind"] == "digest"
    assert f"http://localhost:8000{EN}{statement.slug}/" in rows
    assert "Oculta" not in rows


@pytest.mark.parametrize("name", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\t=1"])
def test_no_cell_is_computed_by_a_spreadsheet(client: Client, name: str) -> None:
    statement = a_published_statement()
    organization = make_organization()
    sign(version_of(statement), organization, people=(name,))
    type(organization).objects.filter(pk=organization.pk).update(name=name)
    cells = [cell for row in rows_of(client, statement.slug) for cell in row.values()]
    assert cells.count(f"'{name}") == 2
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_csv_begins_with_the_mark_spreadsheets_need(client: Client) -> None:
    statement = a_signed_statement()
    response = client.get(f"{EN}{statement.slug}/csv/")
    assert response.getvalue().startswith(b"\xef\xbb\xbfkind,key,name")


def test_json_says_the_count_of_the_page(client: Client) -> None:
    statement = a_record()
    sign(version_of(statement), make_organization("Casa"), network=make_network(), people=("P 1",))
    body = json.loads(client.get(f"{ES}{statement.slug}/json/").content)
    assert body["record"] is True
    assert body["source"]["sha256"] == "ab" * 32
    assert body["count"]["organizations"] == 1
    assert body["count"] | {"both": 0} == body["count"]
    assert [signer["kind"] for signer in body["signers"]] == ["organization", "network", "person"]
    assert body["digest"] == version_of(statement).digest
    assert body["address"] == f"http://localhost:8000{ES}{statement.slug}/"


def test_downloads_are_what_the_public_sees_whoever_asks(
    client_of: Callable[[User | None], Client], alice: User
) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization("Velada", visibility=Visibility.SEALED))
    assert "Velada" not in client_of(alice).get(f"{EN}{statement.slug}/json/").content.decode()


def test_the_file_is_being_prepared_until_the_worker_has_written_it(client: Client) -> None:
    statement = a_signed_statement()
    DBTaskResult.objects.all().delete()
    address = f"{ES}{statement.slug}/pdf/"
    for _ in range(2):
        response = client.get(address)
        assert response.status_code == 202
        assert address in response.content.decode()
    assert DBTaskResult.objects.count() == 1
    write_pdf.call(statement.pk)
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Robots-Tag"] == "noindex"
    assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_the_file_holds_text_names_address_digest_and_is_tagged() -> None:
    statement, network = a_published_statement(), make_network("Red Clara")
    bodies = [make_organization(f"Casa Ñandú {n}") for n in range(120)]
    hidden = make_organization("Velada", visibility="coalition")
    sign(version_of(statement), *bodies, hidden, network=network, people=("Persona 1",))
    write_pdf.call(statement.pk)
    statement.refresh_from_db()
    path = pdf.path_of(statement, "es")
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    reader = pypdf.PdfReader(path)
    catalog = reader.root_object
    assert str(catalog["/Lang"]) == "es"
    marks = catalog["/MarkInfo"].get_object()
    assert isinstance(marks, DictionaryObject)
    assert str(marks["/Marked"]) == "True"
    assert reader.metadata is not None
    assert reader.metadata.title == "Paso seguro ya"
    text = text_of(path)
    for wanted in ("Casa Ñandú 119", "Red Clara", "Persona 1", "Instituto Inventado"):
        assert wanted in text
    assert f"http://localhost:8000{ES}{statement.slug}/" in text
    assert version_of(statement).digest in text.replace(" ", "").replace("\n", "")
    assert "Velada" not in text
    assert f"1 / {len(reader.pages)}" in text


def test_writing_again_changes_nothing_and_a_new_revision_removes_the_old_file() -> None:
    statement = a_signed_statement()
    write_pdf.call(statement.pk)
    first = sorted((path.name, path.stat().st_mtime_ns) for path in pdf.folder().iterdir())
    write_pdf.call(statement.pk)
    again = sorted((path.name, path.stat().st_mtime_ns) for path in pdf.folder().iterdir())
    assert first == again
    assert len(first) == 2
    Statement.objects.filter(pk=statement.pk).update(revision=99)
    write_pdf.call(statement.pk)
    assert {path.stem.split("-")[2] for path in pdf.folder().iterdir()} == {"99"}


@pytest.mark.django_db(transaction=True)
def test_erasing_a_person_leaves_the_count_and_no_name_anywhere(
    client: Client,
    alice: User,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.DATA = tmp_path
    statement = a_published_statement()
    stored = sign(version_of(statement), make_organization(), people=("Persona Borrable",))
    write_pdf.call(statement.pk)
    endorsement = Endorsement.objects.get(signed_by__signatory__isnull=False)
    erase_signatory(actor=alice, endorsement=endorsement)
    assert list(pdf.folder().iterdir()) == []
    sign_again = version_of(Statement.objects.get(pk=statement.pk))
    mention = stored.mentions.get(kind="person")
    load_signatories(
        actor=alice,
        version=sign_again,
        printed_list=stored,
        people=[Named(mention.pk, "Persona Borrable")],
    )
    write_pdf.call(statement.pk)
    statement.refresh_from_db()
    path = pdf.path_of(statement, "es")
    assert path is not None
    assert "Borrable" not in text_of(path)
    body = json.loads(client.get(f"{EN}{statement.slug}/json/").content)
    assert (body["count"]["people"], body["count"]["unnamed_people"]) == (1, 1)
    assert "Borrable" not in client.get(f"{EN}{statement.slug}/people/").content.decode()
    assert "Borrable" not in (tmp_path / "erasures.jsonl").read_text()
    assert not DBTaskResult.objects.filter(args_kwargs__icontains="Borrable").exists()
