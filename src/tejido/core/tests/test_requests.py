"""What every answer keeps to, whatever page gave it."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from tejido.core.models import AccountSession, SignInLink, User
from tejido.core.sign_in import create_link
from tejido.core.worker import tidy

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]


@pytest.mark.parametrize("path", ["/es/", "/es/fuentes/", "/es/pronunciamientos/", "/es/no-hay/"])
def test_nothing_keeps_what_a_session_reads(alice: User, client_of: ClientOf, path: str) -> None:
    assert client_of(alice).get(path)["Cache-Control"] == "private, no-store"
    assert client_of(None).get(path)["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/es/fuentes/%00/", "/es/fuentes/?q=a%00b"])
def test_an_address_with_a_nul_names_nothing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("length", [settings.MAX_REQUEST_BYTES + 1, "x", "-1"])
def test_too_much_is_refused_before_it_is_read(client: Client, length: object) -> None:
    """Nobody need be signed in to send a form: what it holds would fill the disk."""
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post("/es/salir/", {"a": "b"}, CONTENT_LENGTH=str(length))
    assert answer.status_code == 413


def test_no_cookie_outlives_the_browser(charlie: User, client: Client) -> None:
    path = create_link(charlie).removeprefix(settings.BASE_URL)
    client.get(path)
    client.post(path)
    assert {name: cookie["expires"] for name, cookie in client.cookies.items()} == {
        "csrftoken": "",
        "session": "",
    }
    assert all(cookie["httponly"] and cookie["samesite"] for cookie in client.cookies.values())


def test_another_host_is_refused(client: Client) -> None:
    for path in ("/es/", "/es/pronunciamientos/"):
        assert client.get(path, headers={"host": "evil.example"}).status_code == 400


def test_what_an_installation_writes_is_its_owners_alone() -> None:
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        mode = Path(database["NAME"]).stat().st_mode
        assert stat.S_IMODE(mode) == 0o600
    assert stat.S_IMODE(Path(settings.FILE_UPLOAD_TEMP_DIR).stat().st_mode) == 0o700


def test_the_worker_removes_what_is_left_behind(alice: User, client: Client) -> None:
    client.force_login(alice)
    create_link(alice)
    with override_settings(TEMPORARY_FOLDERS=["uploads", "never-made"]):
        left = Path(settings.FILE_UPLOAD_TEMP_DIR) / "left.upload"
        left.write_text("Nadia Luna")
        tidy()
        assert left.exists()
        assert (AccountSession.objects.count(), SignInLink.objects.count()) == (1, 1)
        tidy(now=timezone.now() + timedelta(days=15))
    assert not left.exists()
    assert (AccountSession.objects.count(), SignInLink.objects.count()) == (0, 0)
