"""Signatures the secretariat received otherwise: recorded once, marked, with a proof."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tejido.coalition.tests.factories import a_contact, a_delegate
from tejido.core.erasure import ledger_path, read_ledger
from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User
from tejido.directory.tests.factories import join, make_network, make_organization
from tejido.notifications.models import Message
from tejido.statements import proof_files
from tejido.statements.actions import publish_frozen
from tejido.statements.actions.recorded import (
    Receipt,
    drop_stray_proofs,
    erase_proof,
    record_signature,
)
from tejido.statements.models import Endorsement, How, ProofFile
from tejido.statements.tests.listing_factories import (
    OpenStatement,
    a_signing_delegate,
    an_open_statement,
    close,
)

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User | None], Client]
NOTE = "Llamada con la coordinadora, que confirmó la firma."


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path)


def a_receipt(**more: object) -> Receipt:
    given = {"way": "call", "received_on": timezone.localdate(), "note": NOTE, **more}
    return Receipt(**given)  # type: ignore[arg-type]


def record(opened: OpenStatement, body: object, **more: object) -> Endorsement:
    given = {"actor": a_delegate(role="secretary"), "receipt": a_receipt(), **more}
    return record_signature(
        statement=opened.statement,
        organization=body,  # type: ignore[arg-type]
        digest=opened.digest,
        **given,  # type: ignore[arg-type]
    )


def kept() -> list[Path]:
    return sorted(Path(settings.FILES_ROOT, "proofs").glob("*"))


def test_a_signature_is_recorded_with_its_file_and_its_note() -> None:
    opened, body = an_open_statement(), make_organization()
    contact = a_contact(body)
    scan = b"%PDF-1.7 firma"
    receipt = a_receipt(file=[scan], file_name="Firma de Ana.PDF")
    made = record(opened, body, receipt=receipt)
    assert made.how == How.RECORDED
    assert opened.counted() == (1, 1, 0, 0)
    note, file = made.proof.files.order_by("sort").reverse()
    assert (file.extension, file.size) == ("pdf", len(scan))
    assert file.sha256 == hashlib.sha256(scan).hexdigest()
    assert proof_files.path_of(note.name).read_text() == NOTE
    for path in kept():
        assert path.stat().st_mode & 0o777 == 0o600
        assert "Ana" not in path.name
    entry = AuditEntry.objects.get(action="record_signature")
    assert "Ana" not in str(entry.data)
    assert Message.objects.filter(recipient_id=contact.pk, kind="statements.signed-for").exists()


def test_recording_twice_records_once_and_leaves_no_stray_file() -> None:
    opened, body = an_open_statement(), make_organization()
    first = record(opened, body)
    assert record(opened, body).pk == first.pk
    assert len(kept()) == 1
    with pytest.raises(Conflict):
        record(opened, body, receipt=a_receipt(way="paper"))
    assert len(kept()) == 1
    assert opened.counted() == (1, 1, 0, 0)


def test_directly_and_through_a_network_counts_once() -> None:
    opened, body, network = an_open_statement(), make_organization(), make_network()
    join(body, network)
    record(opened, body, via=network)
    record(opened, body, unnamed=True)
    assert opened.counted() == (1, 1, 1, 1)
    assert opened.tally.unnamed == 1
    with pytest.raises(InvalidInput):
        record(opened, network, via=network)


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "  "},
        {"received_on": timedelta(days=1)},
        {"received_on": timedelta(days=-400)},
        {"file": [b"x" * (proof_files.MOST_BYTES + 1)]},
    ],
)
def test_what_proves_nothing_is_refused(wrong: dict[str, object]) -> None:
    opened = an_open_statement()
    away = wrong.get("received_on")
    if isinstance(away, timedelta):
        wrong = {"received_on": timezone.localdate() + away}
    with pytest.raises(InvalidInput):
        record(opened, make_organization(), receipt=a_receipt(**wrong))
    assert not kept()
    assert not Endorsement.objects.exists()


def test_after_closing_nothing_is_recorded() -> None:
    opened = an_open_statement()
    close(opened)
    with pytest.raises(NotAllowed):
        record(opened, make_organization())


def test_an_erased_proof_is_gone_and_the_signature_stands() -> None:
    opened, body = an_open_statement(), make_organization()
    made = record(opened, body)
    file = ProofFile.objects.get()
    erase_proof(actor=None, file=file)
    assert not kept()
    file.refresh_from_db()
    assert file.erased_at is not None
    assert opened.counted() == (1, 1, 0, 0)
    assert made.withdrawn_at is None
    assert [line.kind for line in read_ledger(ledger_path())][-1] == "statements.prooffile"
    with pytest.raises(NotAllowed):
        erase_proof(actor=None, file=file)


def test_the_secretariat_records_on_a_page_and_takes_the_proof_home(client_of: ClientOf) -> None:
    opened, body = an_open_statement(), make_organization("Casa Luna")
    secretary = a_delegate(role="secretary")
    client = client_of(secretary)
    found = client.get("/en/statements/paso-seguro/signatures/record/", {"q": "luna"})
    assert b"Casa Luna" in found.content
    address = f"/en/statements/paso-seguro/signatures/{body.key}/record/"
    upload = SimpleUploadedFile("firma.html", b"<script>alert(1)</script>", "text/html")
    sent = {
        "digest": opened.digest,
        "way": "paper",
        "received_on": timezone.localdate().isoformat(),
        "proof": upload,
    }
    nothing = client.post(address, {**sent, "proof": ""})
    assert nothing.status_code == 422
    assert b"Attach what was received" in nothing.content
    done = client.post(address, sent, follow=True)
    assert b"recorded by the secretariat" in done.content
    file = ProofFile.objects.get()
    proof = f"/en/statements/paso-seguro/proofs/{file.pk}/"
    answer = client.get(proof)
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    delegate, _body = a_signing_delegate(body)
    for other in (None, delegate, a_delegate(role="reviewer")):
        assert client_of(other).get(proof).status_code == 403
    client.post(f"{proof}erase/")
    assert client.get(proof).status_code == 404
    erased = client.get("/en/statements/paso-seguro/signatures/acts/")
    assert b"erased on" in erased.content


def test_the_public_reads_who_recorded_it(client_of: ClientOf) -> None:
    opened, body = an_open_statement("recibida-en-papel"), make_organization()
    record(opened, body)
    publish_frozen(actor=None, version=opened.version)
    page = client_of(None).get("/en/statements/recibida-en-papel/").content.decode()
    assert "directly, recorded by the secretariat" in page


def test_the_secretariat_withdraws_for_an_organization(client_of: ClientOf) -> None:
    opened, body = an_open_statement(), make_organization()
    record(opened, body)
    close(opened)
    client = client_of(a_delegate(role="secretary"))
    address = f"/en/statements/paso-seguro/signatures/{body.key}/withdraw/"
    assert b"Withdraw it only when the organization asked" in client.get(address).content
    done = client.post(address, follow=True)
    assert b"withdrawn on" in done.content
    assert opened.counted() == (0, 0, 0, 0)
    assert client.get(address).status_code == 404


def test_what_a_killed_process_left_is_deleted_a_day_later() -> None:
    opened = an_open_statement()
    record(opened, make_organization())
    stray = proof_files.keep([b"x"]).name
    now = timezone.now()
    drop_stray_proofs(now)
    assert len(kept()) == 2
    drop_stray_proofs(now + timedelta(days=2))
    assert [path.name for path in kept()] == [ProofFile.objects.get().name]
    assert not proof_files.path_of(stray).exists()
