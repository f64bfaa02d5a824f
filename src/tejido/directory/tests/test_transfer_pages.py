"""Import through HTTP: upload, line by line, confirm what was shown, discard."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tejido.core.models import User
from tejido.directory.actions import update_organization
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_organization, organization_data

Make = Callable[[User | None], Client]
UPLOAD = "/en/directory/import/"


def text_of(response: HttpResponse) -> str:
    """Return a page's words, tags and white space folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def kept() -> set[str]:
    """Return the files kept between the dry run and the import."""
    folder = Path(settings.DATA) / "imports"
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def upload(client: Client, content: bytes | str, name: str = "tabla.csv") -> HttpResponse:
    """Send a file and follow to the page that answers."""
    content = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, follow=True)  # type: ignore[return-value]


def digest_shown(page: HttpResponse) -> str:
    """Return the digest of the plan a page shows."""
    found = re.search(r'name="plan" value="([0-9a-f]{64})"', page.content.decode())
    assert found is not None
    return found[1]


@pytest.fixture
def secretary(alice: User, client_of: Make) -> Client:
    """Return the browser of the secretariat."""
    return client_of(alice)


def test_what_is_shown_is_what_happens(secretary: Client) -> None:
    known = make_organization("Casa Uno")
    page = upload(
        secretary,
        f"key,name,country\n{known.key},Casa Primera,MX\n,Casa Nueva,GT\n,@Casa,\n,,MX\n",
    )
    text = text_of(page)
    assert "1 to create 1 to change 0 unchanged 2 to leave out" in text
    assert "Create 1 and change 1" in text
    assert "removed: Casa Uno → added: Casa Primera" in text
    assert "name “@Casa” begins with = + - @" in text
    known.refresh_from_db()
    assert known.name == "Casa Uno"
    address = page.request["PATH_INFO"]  # type: ignore[attr-defined]
    done = secretary.post(address, {"plan": digest_shown(page)}, follow=True)
    assert "1 organization created, 1 organization changed" in text_of(done)  # type: ignore[arg-type]
    known.refresh_from_db()
    assert known.name == "Casa Primera"
    assert Organization.objects.count() == 2
    assert address.split("/")[-2] not in kept()
    assert secretary.get(address).status_code == 404


def test_a_change_in_between_shows_the_new_result(secretary: Client) -> None:
    known = make_organization("Casa Uno")
    page = upload(secretary, f"key,town\n{known.key},Oaxaca\n")
    update_organization(
        actor=None, organization=known, data=organization_data("Casa Uno", country="GT")
    )
    Organization.objects.filter(pk=known.pk).update(town="Puebla")
    address = page.request["PATH_INFO"]  # type: ignore[attr-defined]
    again = secretary.post(address, {"plan": digest_shown(page)})
    assert again.status_code == 409
    assert "nothing was imported" in text_of(again)  # type: ignore[arg-type]
    assert "removed: Puebla" in text_of(again)  # type: ignore[arg-type]
    known.refresh_from_db()
    assert known.town == "Puebla"
    assert secretary.post(address, {"plan": "nothing"}).status_code == 409
    assert secretary.post(address, {"plan": digest_shown(again)}).status_code == 302  # type: ignore[arg-type]
    known.refresh_from_db()
    assert known.town == "Oaxaca"


def test_a_discarded_file_is_gone(secretary: Client) -> None:
    page = upload(secretary, "name\nCasa Uno\n")
    digest = page.request["PATH_INFO"].split("/")[-2]  # type: ignore[attr-defined]
    assert digest in kept()
    secretary.post(reverse("directory:import_discard", args=[digest]))
    assert digest not in kept()
    assert not Organization.objects.exists()


def bomb() -> bytes:
    """Return a small zip that unpacks to 100 MB."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"0" * 100_000_000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name\nOrganización\n".encode("cp1252"), "looks like Windows-1252"),
        (b"town\nOaxaca\n", "The column “name” is missing"),
        (b"name,colour\nCasa,rojo\n", "no column “colour”"),
        (b"name\n" + b"Casa\n" * 200_000, "more than 20000 rows"),
        (b"%PDF-1.7", "is PDF, not a table"),
        (b"name\nCasa\0\n", "NUL bytes"),
        (b'name\n"Casa\n', "quotation mark"),
        (b"PK\x03\x04....", "damaged"),
    ],
)
def test_bad_files_are_told_apart_and_not_kept(
    secretary: Client, content: bytes, said: str
) -> None:
    before = kept()
    page = upload(secretary, content)
    assert page.status_code == 422
    assert said in text_of(page)
    assert kept() == before
    assert not Organization.objects.exists()


def test_a_zip_bomb_is_not_opened(secretary: Client) -> None:
    page = upload(secretary, bomb(), "tabla.xlsx")
    assert page.status_code == 422
    assert "it was not opened" in text_of(page)


def test_lines_can_be_looked_at_by_outcome(secretary: Client) -> None:
    page = upload(secretary, "name,country\n" + "Casa,MX\n" * 150 + "Casa,XX\n")
    address = page.request["PATH_INFO"]  # type: ignore[attr-defined]
    assert "Page 1 of 2" in text_of(page)
    refused = secretary.get(address, {"show": "refuse"})
    assert refused.content.decode().count("<tr>") == 2


def test_the_page_of_files_offers_import_to_the_secretariat_alone(
    secretary: Client, bob: User, client_of: Make
) -> None:
    address = "/en/directory/files/"
    assert "Bring a table" in text_of(secretary.get(address))  # type: ignore[arg-type]
    for person in (None, bob):
        text = text_of(client_of(person).get(address))  # type: ignore[arg-type]
        assert "Take it along" in text
        assert "Bring a table" not in text
