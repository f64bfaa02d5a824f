"""Anybody can encrypt to a public key, so an archive is not trusted for being readable."""

import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from tejido.core import archive

IDENTITY = pyrage.x25519.Identity.generate()


def encrypted(members: dict[str, bytes | tarfile.TarInfo], **contents: object) -> io.BytesIO:
    """Return an archive as an enemy might make it; digests are right unless given."""
    table = {
        "format": archive.FORMAT,
        "day": "2026-11-21",
        "vendor": "sqlite",
        "migrations": [],
        "ledger_lines": 0,
        "sha256": {
            name: sha256(data).hexdigest()
            for name, data in members.items()
            if isinstance(data, bytes)
        },
        **contents,
    }
    clear = io.BytesIO()
    with tarfile.open(fileobj=clear, mode="w") as tar:
        for name, data in {**members, archive.CONTENTS: json.dumps(table).encode()}.items():
            if isinstance(data, tarfile.TarInfo):
                tar.addfile(data)
            else:
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                tar.addfile(entry, io.BytesIO(data))
    return io.BytesIO(pyrage.encrypt(clear.getvalue(), [IDENTITY.to_public()]))


def read(file: io.BytesIO, folder: Path) -> archive.Contents:
    folder.mkdir(exist_ok=True)
    return archive.read_archive(file, [IDENTITY], folder, lambda _: None)


def test_files_in_folders_are_taken_out(tmp_path: Path) -> None:
    read(encrypted({"database": b"d", "files/a/b.txt": b"text"}), tmp_path / "in")
    assert (tmp_path / "in/files/a/b.txt").read_bytes() == b"text"


@pytest.mark.parametrize(
    "name", ["files/../../out.txt", "../out.txt", "/out.txt", "files", "other", "database/x"]
)
def test_names_that_lead_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(archive.BackupUnreadable):
        read(encrypted({"database": b"d", name: b"text"}), tmp_path / "in")
    assert not (tmp_path / "out.txt").exists()


def test_links_are_refused(tmp_path: Path) -> None:
    link = tarfile.TarInfo("files/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with pytest.raises(archive.BackupUnreadable):
        read(encrypted({"database": b"d", "files/link": link}), tmp_path / "in")


@pytest.mark.parametrize(
    "contents",
    [{"format": 2}, {"sha256": {"database": "0" * 64}}, {"sha256": {}}, {"other": 1}],
    ids=["newer format", "another digest", "no digest", "another field"],
)
def test_a_table_of_contents_that_does_not_hold_is_refused(
    contents: dict[str, object], tmp_path: Path
) -> None:
    with pytest.raises(archive.BackupUnreadable):
        read(encrypted({"database": b"d"}, **contents), tmp_path / "in")


def test_an_archive_without_a_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(archive.BackupUnreadable):
        read(encrypted({"files/a": b"text"}), tmp_path / "in")


@pytest.mark.parametrize("text", ["", "# nothing\n", "age1notasecret", "AGE-SECRET-KEY-1X"])
def test_an_identity_file_must_hold_a_key(text: str) -> None:
    with pytest.raises(archive.KeyInvalid):
        archive.parse_identities(text)
