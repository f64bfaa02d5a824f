"""The folder in the place of a mail server, and its page."""

import os
import re
import stat
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tejido.core.erasure import erase
from tejido.core.models import User
from tejido.notifications import mail_folder
from tejido.notifications.actions import forget
from tejido.notifications.actions.choosing import unsubscribe
from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.domain.messages import Recipient
from tejido.notifications.models import Message, Preference
from tejido.notifications.tests.factories import (
    GROUP,
    PERSON,
    URGENT,
    a_message,
    a_person,
    a_user,
    people,
)

pytestmark = pytest.mark.django_db

PAGE = "/es/avisos/correos-escritos/"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Let mails go to a folder of the test."""
    settings.EMAIL_BACKEND = "tejido.notifications.mail_folder.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.DATA = tmp_path
    return tmp_path / "mail"


@pytest.fixture
def client() -> Client:
    """Somebody who sits at the machine that serves the pages."""
    return Client(SERVER_NAME="localhost")


def everything(folder: Path) -> str:
    """Return all that the folder holds, as decoded text."""
    said = []
    for path in mail_folder.mail_paths():
        read = mail_folder.read_mail(path.name)
        assert read is not None
        said += [path.name, read.text, read.html, *(value for _key, value in read.headers)]
    assert len(mail_folder.mail_paths()) == len(list(folder.iterdir()))
    return "\n".join(said)


def test_each_mail_is_a_file_for_its_owner_alone(folder: Path) -> None:
    a_message(a_person(1, name="Ana Ñandú"), URGENT)
    send_due_mails()
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    read = mail_folder.read_mail(path.name)
    assert read is not None
    assert read.to == "Ana Ñandú <person1@example.org>"
    assert read.subject == "Cambió el texto 1"
    assert "Hola, Ana Ñandú:" in read.text
    assert "<b>&" in read.text
    assert "&lt;b&gt;&amp;" in read.html


def test_the_newest_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_folder, "MAILS_KEPT", 2)
    for number in range(4):
        EmailMessage(subject=f"n{number}", to=["a@example.org"]).send()
    mail_folder.FolderBackend().open()
    left = [mail_folder.read_mail(path.name) for path in mail_folder.mail_paths()]
    assert [read.subject for read in left if read] == ["n3", "n2"]
    old = time.time() - 31 * 86400
    os.utime(mail_folder.mail_paths()[0], (old, old))
    mail_folder.FolderBackend().open()
    assert len(mail_folder.mail_paths()) == 1


def test_an_erased_person_is_in_no_mail(folder: Path, charlie: User, alice: User) -> None:
    User.objects.filter(pk=charlie.pk).update(name="Carlos Lucero")
    a_message(a_user(charlie), URGENT)
    a_message(a_user(alice), URGENT)
    send_due_mails()
    User.objects.filter(pk=charlie.pk).update(email="carlos.nuevo@example.org")
    a_message(a_user(charlie))
    for body in ("Carlos Lucero firmó.", "escribió CARLOS.NUEVO@example.org", "nadie"):
        EmailMessage(subject="Otra", body=body, to=["b@example.org"]).send()
    unsubscribe(a_user(charlie), GROUP)
    User.objects.filter(pk=charlie.pk).update(is_active=False)
    erase("core.user", charlie.pk)
    left = everything(folder)
    assert not re.search("carlos|lucero|charlie", left, re.IGNORECASE)
    assert f".core.user.{charlie.pk}." not in left
    assert "Alice" in left
    assert "nadie" in left
    assert not Message.objects.filter(recipient_id=charlie.pk).exists()
    assert not Preference.objects.exists()


def test_forgetting_twice_does_no_harm(folder: Path) -> None:
    a_message(a_person(1), URGENT)
    a_message(a_person(11), URGENT)
    send_due_mails()
    people.pop(1)
    forget(PERSON, 1)
    forget(PERSON, 1)
    assert [message.recipient_id for message in Message.objects.all()] == [11]
    assert "person1@" not in everything(folder)
    assert "person11@" in everything(folder)


def test_who_is_erased_while_their_mail_is_sent_leaves_no_copy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = mail_folder.FolderBackend.send_messages

    def slow(self: mail_folder.FolderBackend, messages: list[EmailMessage]) -> int:
        forget(PERSON, 1)
        return write(self, messages)

    monkeypatch.setattr(mail_folder.FolderBackend, "send_messages", slow)
    a_message(a_person(1), URGENT)
    send_due_mails()
    assert not Message.objects.exists()
    assert everything(folder) == ""


def test_the_page_shows_mails_as_text_with_their_links(client: Client) -> None:
    a_message(a_person(1, name="Ana"), URGENT, now=timezone.now() - timedelta(hours=1))
    a_message(a_person(2), URGENT, data={"number": 2})
    send_due_mails()
    listed = client.get(PAGE).content.decode()
    assert listed.index("Cambió el texto 2") < listed.index("Cambió el texto 1")
    address = re.findall(rf'href="({PAGE}[^"]+)"', listed)[-1]
    shown = client.get(address).content.decode()
    assert '<a href="http://localhost:8000/es/" rel="nofollow">' in shown
    assert "&lt;b&gt;&amp;" in shown
    assert "<b>&" not in shown
    assert "&lt;style&gt;" in shown


@pytest.mark.parametrize(
    ("change", "request_from"),
    [
        ({"PROFILE": "production"}, {}),
        ({"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}, {}),
        ({}, {"REMOTE_ADDR": "192.0.2.7"}),
        ({"ALLOWED_HOSTS": ["tejido.example"]}, {"HTTP_HOST": "tejido.example"}),
    ],
)
def test_the_page_is_for_whoever_sits_at_this_machine(
    client: Client,
    settings: Settings,
    change: dict[str, object],
    request_from: dict[str, str],
) -> None:
    EmailMessage(subject="Su código", to=["a@example.org"]).send()
    name = mail_folder.mail_paths()[0].name
    assert client.get(f"{PAGE}{name}/").status_code == 200
    for setting, value in change.items():
        setattr(settings, setting, value)
    for address in (PAGE, f"{PAGE}{name}/"):
        assert client.get(address, **request_from).status_code == 404  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["..%2Fsecret_key", "secret_key", "x.eml", "." + "0" * 20])
def test_no_other_file_is_shown(client: Client, name: str) -> None:
    assert client.get(f"{PAGE}{name}/").status_code == 404


def test_somebody_not_in_the_folder_changes_nothing(client: Client) -> None:
    forget(PERSON, 1)
    assert client.get(PAGE).status_code == 200
    assert mail_folder.forget_mails(Recipient(PERSON, 1), [""]) == 0
