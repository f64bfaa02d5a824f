"""After a person is erased, nothing of them is left: no row, no file, no freed page."""

import json
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

import psycopg
import pypdf
import pytest
from django.db import connection
from typer.testing import CliRunner

from tejido.core.tests.installation import Installation, new_installation
from tejido.statements.cli_people import person
from tejido.statements.tests.people_factories import a_person, an_open_statement

pytestmark = pytest.mark.django_db(transaction=True)

# Stands in the name, in its sort keys and in the address, and nowhere else.
MARK = "quetzalsirena"
NAME, EMAIL = "Xóchitl Quetzalsirena", "Xochitl.Quetzalsirena@Example.org"

SIGN = f"""
from django.test import Client
from django.urls import reverse
from tejido.statements.tests.people_factories import *
from tejido.statements.models import Signatory, Statement

statement = an_open_statement()
a_person(statement, "Ana Luz", "ana@example.org")
client = Client(headers={{"host": "localhost"}})
form = reverse("statements:person_sign", args=[statement.slug])
client.post(form, form_data(statement, name={NAME!r}, email={EMAIL!r}))
client.post(form, form_data(statement, name={NAME!r}, email={EMAIL!r}))
row = Signatory.objects.select_related("statement").get(email__iexact={EMAIL!r})
confirm(row)
print(reverse("statements:own_erase", args=link_of(row)))
"""
READ = """
from django.test import Client
client = Client(headers={"host": "localhost"})
pages = ["", "personas/", "json/", "csv/"]
answers = [client.get(f"/es/pronunciamientos/paso-seguro/{page}") for page in pages]
print(any(b"uetzalsirena" in b"".join(answer) for answer in answers))
"""


def found_in_files(folder: Path) -> set[str]:
    """Return the endings of the files in which the person is found, whatever they are coded in."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.suffix or path.name for path in files if MARK in text_of(path)}


def text_of(path: Path) -> str:
    """Return the bytes of a file as text in several ways, and what it says when it is read."""
    data = path.read_bytes()
    said = [data.decode(code, errors="replace") for code in ("utf-8", "utf-16-le", "utf-16-be")]
    said.append(data[1:].decode("utf-16-le", errors="replace"))
    if path.suffix == ".pdf":
        said += [page.extract_text() for page in pypdf.PdfReader(path).pages]
    if path.suffix == ".eml":
        mail = message_from_bytes(data, policy=modern)
        said += [str(value) for value in mail.values()]
        said += [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join(said).lower()


def found_in_tables(installation: Installation) -> set[str]:
    """Return the relations of PostgreSQL in whose files on the disk they are found."""
    query = """
        SELECT relname FROM pg_class
        WHERE relkind IN ('r', 'i', 't', 'm') AND pg_relation_filepath(oid) IS NOT NULL
        AND position(%s IN lower(encode(pg_read_binary_file(pg_relation_filepath(oid)), 'hex'))) > 0
    """
    with psycopg.connect(installation.database_url, autocommit=True) as session:
        session.execute("CHECKPOINT")
        marks = (MARK, MARK.capitalize())
        rows = [row for mark in marks for row in session.execute(query, [mark.encode().hex()])]
    return {row[0] for row in rows}


def found_in_database(installation: Installation) -> set[str]:
    """Return where the database still holds the person."""
    if connection.vendor == "postgresql":
        return found_in_tables(installation)
    return {name for name in found_in_files(installation.data) if "sqlite3" in name}


@pytest.mark.parametrize("way", ["command", "page"])
def test_nothing_is_left(way: str, tmp_path: Path) -> None:
    with new_installation(tmp_path / "data") as installation:
        installation.run("migrate")
        installation.python("from tejido.config import serving; serving.collect_static()")
        address = installation.python(SIGN)
        installation.run("work", "--batch")
        assert installation.python(READ) == "True"
        if connection.vendor == "postgresql":
            analyze(installation)
        assert found_in_database(installation)
        assert {".pdf", ".eml"} <= found_in_files(installation.data)
        exported = json.loads(installation.run("person", "export", EMAIL.lower()).stdout)
        assert exported["signatures"][0]["name"] == NAME

        if way == "command":
            installation.run("person", "erase", EMAIL, "--yes")
        else:
            installation.python(
                "from django.test import Client\n"
                f"Client(headers={{'host': 'localhost'}}).post({address!r})"
            )
        installation.run("work", "--batch")
        assert installation.python(READ) == "False"
        assert found_in_files(installation.data) == set()
        assert found_in_database(installation) == set()
        assert "Nothing is stored" in installation.run("person", "export", EMAIL, fine=False).stderr
        exported = json.loads(installation.run("person", "export", "ana@example.org").stdout)
        assert exported["signatures"][0]["state"] == "signed"


def analyze(installation: Installation) -> None:
    """Let PostgreSQL note which values are common, as it does by itself."""
    with psycopg.connect(installation.database_url, autocommit=True) as session:
        session.execute("ANALYZE")


def test_a_command_asks_before_it_erases() -> None:
    a_person(an_open_statement(), NAME, EMAIL)
    runner = CliRunner()
    assert runner.invoke(person, ["erase", EMAIL], input="n\n").exit_code == 0
    assert NAME in runner.invoke(person, ["export", EMAIL]).stdout
    assert runner.invoke(person, ["export", "nobody"]).exit_code == 2
    assert runner.invoke(person, ["erase", EMAIL], input="y\n").exit_code == 0
    assert runner.invoke(person, ["export", EMAIL]).exit_code == 1
