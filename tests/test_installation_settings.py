"""What an installation may be set up as: where mails go, who must have a second factor."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tejido.config.mail import read_mail_url


def test_without_a_server_mails_go_to_a_folder(tmp_path: Path) -> None:
    server = read_mail_url("folder:", password_file="", data=tmp_path)
    assert (server.folder, server.host) == (str(tmp_path / "mail"), "")
    assert read_mail_url("folder:/srv/x", password_file="", data=tmp_path).folder == "/srv/x"


@pytest.mark.parametrize(
    ("url", "port", "from_start", "asks"),
    [
        ("smtp://mail.example", 587, False, True),
        ("smtp://mail.example:25", 25, False, True),
        ("smtps://mail.example", 465, True, False),
        ("smtp://localhost:25", 25, False, False),
    ],
)
def test_a_server_is_spoken_to_in_secret(
    url: str, port: int, from_start: bool, asks: bool, tmp_path: Path
) -> None:
    server = read_mail_url(url, password_file="", data=tmp_path)
    assert (server.port, server.tls_from_start, server.asks_for_tls) == (port, from_start, asks)


def test_user_and_password_are_read_from_the_address_or_a_file(tmp_path: Path) -> None:
    url = "smtp://ana%40example.org:p%3Aw@mail.example"
    server = read_mail_url(url, password_file="", data=tmp_path)
    assert (server.user, server.password) == ("ana@example.org", "p:w")
    secret = tmp_path / "password"
    secret.write_text("from file\n")
    assert read_mail_url(url, password_file=str(secret), data=tmp_path).password == "from file"


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "smtp://"])
def test_anything_else_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_mail_url(url, password_file="", data=tmp_path)


@pytest.mark.parametrize(
    ("profile", "wanted", "starts"),
    [
        ("local", "none", True),
        ("local", "secretariat", True),
        ("production", "secretariat", True),
        ("production", "none", False),
        ("local", "nobody", False),
    ],
)
def test_production_needs_second_factors(
    profile: str, wanted: str, starts: bool, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import tejido.config.settings"],
        env={
            "PATH": os.environ["PATH"],
            "TEJIDO_PROFILE": profile,
            "TEJIDO_SECOND_FACTOR": wanted,
            "TEJIDO_DATA": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is starts, done.stderr
    assert starts or "TEJIDO_SECOND_FACTOR" in done.stderr
