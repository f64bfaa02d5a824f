"""The record through HTTP, the command line and the worker."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from tejido.core.models import Checkpoint
from tejido.core.page_cache import PAGES
from tejido.core.transparency import keys
from tejido.directory.models import Organization
from tejido.directory.tests.factories import make_network, make_organization
from tejido.evidence.models import Source
from tejido.statements import cli_record, pdf, record_file, verify
from tejido.statements.actions import (
    erase_signatory,
    load_signatories,
    publish_frozen,
    set_unnamed,
)
from tejido.statements.actions.people import sign_again
from tejido.statements.actions.people_keeping import set_person_unnamed, withdraw_person
from tejido.statements.models import Change, Endorsement, Statement
from tejido.statements.queries.public import statement_page
from tejido.statements.record_words import FAULTS
from tejido.statements.signing_access import signing_version
from tejido.statements.tasks import write_record
from tejido.statements.tests import records
from tejido.statements.tests.factories import a_published_statement, a_statement
from tejido.statements.tests.listing_factories import an_open_statement
from tejido.statements.tests.people_factories import a_person
from tejido.statements.tests.signing import (
    Named,
    a_printed_list,
    a_signed_statement,
    sign,
    version_of,
)

pytestmark = pytest.mark.django_db

ES = "/es/pronunciamientos/paso-seguro/"


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Files and a key of the test's own."""
    settings.FILES_ROOT, settings.LOG_KEY_FILE = tmp_path / "files", tmp_path / "log_key"
    PAGES.clear()
    yield
    PAGES.clear()


@pytest.fixture
def key() -> keys.PublicKey:
    """A signing key."""
    return keys.make_key()


def downloaded(path: Path) -> Path:
    answer = Client().get(f"{ES}record.json")
    assert answer.status_code == 200
    path.write_bytes(b"".join(answer))
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "private, no-store"
    return path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli_record.app, list(arguments))
    return done.exit_code, done.output


def test_a_downloaded_record_verifies(key: keys.PublicKey, tmp_path: Path) -> None:
    records.a_rich_statement()
    path = downloaded(tmp_path / "record.json")
    code, said = run("verify", str(path), "--key", key.line)
    assert code == 0, said
    assert "Se sostiene: versión 2 de paso-seguro" in said
    assert "4 organizaciones" in said
    record = json.loads(path.read_bytes())
    assert Checkpoint.objects.get().note == record["checkpoint"]


def test_the_record_page_says_key_program_and_limits(key: keys.PublicKey) -> None:
    a_signed_statement()
    page = Client().get(f"{ES}registro/").content.decode()
    assert key.line in page
    assert keys.grouped(key.fingerprint) in page
    assert "dos bitácoras" in page
    program = Client().get("/es/pronunciamientos/verify.py").content
    assert program == Path(verify.__file__).read_bytes()


def test_a_revoked_key_is_said_to_be(key: keys.PublicKey, tmp_path: Path) -> None:
    statement = a_signed_statement()
    downloaded(tmp_path / "before.json")
    pdf.write(statement.pk)
    old = pdf.path_of(statement, "es")
    keys.revoke_key(key.fingerprint)
    assert "revocada" in Client().get(f"{ES}registro/").content.decode()
    assert "revocada" in Client().get(ES).content.decode()
    refused = Client().get(f"{ES}record.json")
    assert refused.status_code == 409
    keys.make_key()
    page = Client().get(f"{ES}registro/").content.decode()
    assert "revocada el" in page
    # What was written with the old key is handed out no more.
    assert records.fault(downloaded(tmp_path / "record.json")) == ""
    assert pdf.path_of(statement, "es") != old


def test_without_a_key_the_page_says_so() -> None:
    a_signed_statement()
    assert "tejido keys new" in Client().get(f"{ES}registro/").content.decode()
    assert Client().get(f"{ES}record.json").status_code == 409


def test_a_draft_has_no_record(key: keys.PublicKey) -> None:
    a_statement()
    assert Client().get(f"{ES}registro/").status_code == 404
    assert Client().get(f"{ES}record.json").status_code == 404


def test_the_statement_and_its_file_carry_the_fingerprint(key: keys.PublicKey) -> None:
    statement = a_signed_statement()
    shown = keys.grouped(key.fingerprint)
    assert shown in Client().get(ES).content.decode()
    page = statement_page(Statement.objects.get(pk=statement.pk), "es")
    file = pypdf.PdfReader(io.BytesIO(pdf.render(page)))
    text = "".join(part.extract_text() for part in file.pages)
    assert "".join(shown.split()) in "".join(text.split())


def test_a_name_hidden_since_is_in_no_kept_record(
    key: keys.PublicKey, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    assert callable(django_capture_on_commit_callbacks)
    statement = a_signed_statement(signatures=2)
    body = Organization.objects.filter(endorsements__isnull=False).first()
    assert body is not None
    before = downloaded(tmp_path / "before.json")
    assert body.name in before.read_text()
    with django_capture_on_commit_callbacks(execute=True):
        set_unnamed(actor=None, version=version_of(statement), organization=body, unnamed=True)
    assert not list(pdf.folder().glob("*record.json"))
    after = downloaded(tmp_path / "after.json")
    assert body.name not in after.read_text()
    assert records.fault(after, since=before) == ""


def test_an_erased_person_is_in_no_record_and_it_verifies(
    key: keys.PublicKey, tmp_path: Path
) -> None:
    statement = a_published_statement()
    sign(version_of(statement), make_organization(), people=("Ximena Inventada",))
    before = downloaded(tmp_path / "before.json")
    assert "Ximena" in before.read_text()
    erase_signatory(actor=None, endorsement=Endorsement.objects.get(organization__isnull=True))
    after = downloaded(tmp_path / "after.json")
    assert "Ximena" not in after.read_text()
    assert records.fault(after, since=before) == ""
    assert json.loads(after.read_bytes())["count"]["unnamed_people"] == 1


def test_a_person_printed_under_a_network_was_carried_by_it(
    key: keys.PublicKey, tmp_path: Path
) -> None:
    version, network = version_of(a_published_statement()), make_network("Red Inventada")
    printed = a_printed_list(network=network, people=1)
    line = printed.mentions.filter(kind="person")
    line.update(listed_under=network.name, under_network=True)
    people = [Named(line.get().pk, "Ximena Inventada")]
    load_signatories(actor=None, version=version, printed_list=printed, people=people)
    record = records.verified(downloaded(tmp_path / "record.json"))
    [signed, named] = record["signatories"]
    assert (signed["name"], named["name"]) == ("Red Inventada", "Ximena Inventada")
    assert (named["direct"], named["carried"]) == (False, True)


def test_unconfirmed_signatures_do_not_count_under_another_meaning(
    key: keys.PublicKey, tmp_path: Path
) -> None:
    statement = a_signed_statement(signatures=3)
    records.corrected(statement, Change.SUBSTANCE)
    record = records.verified(downloaded(tmp_path / "record.json"))
    assert record["count"]["organizations"] == 0
    assert record["signatories"] == []


def test_a_text_with_a_hidden_source_has_no_record(key: keys.PublicKey) -> None:
    a_signed_statement()
    Source.objects.update(visibility="coalition")
    assert Client().get(f"{ES}record.json").status_code == 409


def test_a_large_record_is_written_by_the_worker(
    key: keys.PublicKey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(record_file, "_AT_ONCE", 0)
    statement = a_signed_statement()
    assert Client().get(f"{ES}record.json").status_code == 202
    assert Client().get(f"{ES}record.json").status_code == 202
    mine = DBTaskResult.objects.filter(task_path=write_record.module_path)
    assert [row.args_kwargs["args"] for row in mine] == [[statement.pk]]
    write_record.call(statement.pk)
    assert records.fault(downloaded(tmp_path / "record.json")) == ""
    [file] = pdf.folder().glob("*record.json")
    assert file.stat().st_mode & 0o777 == 0o600


def test_queries_do_not_grow_with_signatures(key: keys.PublicKey, tmp_path: Path) -> None:
    counts = []
    for number in (1, 2, 60):
        statement = a_published_statement(f"paso-{number}")
        sign(
            version_of(statement),
            *(make_organization() for _ in range(number)),
            network=make_network(),
            people=tuple(f"Persona {n}" for n in range(number)),
        )
        with CaptureQueriesContext(connection) as queries:
            records.written(statement, tmp_path)
        counts.append(len(queries))
    assert counts[2] <= counts[1] + 1


def test_the_command_line_writes_lists_and_verifies(key: keys.PublicKey, tmp_path: Path) -> None:
    a_signed_statement()
    path = tmp_path / "record.json"
    code, said = run("record", "paso-seguro", "--out", str(path))
    assert code == 0, said
    assert run("record", "--list") == (0, run("record", "--list")[1])
    rows = json.loads(run("record", "--list", "--format", "json")[1])
    assert [row["statement"] for row in rows] == ["paso-seguro"]
    spaced = keys.grouped(key.fingerprint)
    assert run("verify", str(path), "--key", spaced)[0] == 0
    code, said = run("verify", str(path), "--key", key.line, "--revoked", spaced)
    assert (code, len(said.splitlines())) == (1, 1)
    assert "revocada" in said
    changed = path.read_text().replace("Página", "Pagina", 1)
    path.write_text(changed)
    code, said = run("verify", str(path), "--key", key.line)
    assert code == 1
    assert said == "No se sostiene: El texto no es el que se firmó.\n"


def test_a_file_that_is_not_there_is_said_not_to_be(key: keys.PublicKey, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        code, said = run("verify", str(path), "--key", key.line)
        assert (code, said) == (1, f"No se sostiene: El archivo {path} no se puede leer.\n")


def test_who_is_left_unnamed_after_a_signature_taken_back_leaves_a_record_that_holds(
    key: keys.PublicKey, tmp_path: Path
) -> None:
    statement = an_open_statement().statement
    row = a_person(statement)
    withdraw_person(signatory=row)
    set_person_unnamed(signatory=row, unnamed=True)
    version = signing_version(statement)
    assert version is not None
    sign_again(signatory=row, version=version.pk)
    publish_frozen(actor=None, version=version)
    written = records.written(statement, tmp_path)
    assert records.fault(written) == ""
    assert json.loads(written.read_bytes())["count"]["unnamed_people"] == 1


@pytest.mark.parametrize("arguments", [[], ["paso-seguro"], ["paso-seguro", "--list"]])
def test_wrong_use_is_said(arguments: list[str]) -> None:
    assert run("record", *arguments)[0] == 2


def test_every_sentence_of_the_program_is_translated() -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    said = {part.split('"')[0] for part in source.replace('Fault("', ', "').split(', "')[1:]}
    sentences = {part for part in said if part.endswith(".") and " " in part}
    assert sentences == set(FAULTS)
