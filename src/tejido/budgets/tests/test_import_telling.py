"""Whoever sent a file is told what came of its import."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from tejido.budgets.actions import imports
from tejido.budgets.actions.imports import (
    confirm_mapping,
    create_dataset,
    discard_snapshot,
    store_snapshot,
    upload_file,
)
from tejido.budgets.models import Snapshot, SnapshotState
from tejido.budgets.reading import Choices
from tejido.budgets.tests.factories import (
    a_budget_file,
    a_dataset_data,
    a_line,
    a_mapping,
    import_budget,
)
from tejido.budgets.tests.sent_files import BROKEN, budget_bytes
from tejido.core.models import Role, User
from tejido.notifications.actions.sending import send_due_mails
from tejido.notifications.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
ClientOf = Callable[[User | None], Client]
LINES = [a_line(ID_UR=f"{place:04}") for place in range(1_200)]


@pytest.fixture
def diana(db: None) -> User:
    """An analyst."""
    return User.objects.create_user("diana@example.org", role=Role.ANALYST, name="Diana")


def sent_by(actor: User | None, content: bytes) -> Snapshot:
    """A file whose mapping is confirmed: the worker takes it up next."""
    dataset = create_dataset(actor=None, data=a_dataset_data())
    snapshot = upload_file(actor=actor, dataset=dataset, name="cuenta.csv", chunks=[content])
    confirm_mapping(actor=actor, snapshot=snapshot, mapping=a_mapping(), choices=Choices())
    return snapshot


def told() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("pk").values_list("kind", "recipient_id"))


def test_a_stored_import_is_told_with_its_lines_in_the_account_and_by_mail(
    diana: User, client_of: ClientOf
) -> None:
    snapshot = sent_by(diana, budget_bytes(*LINES, BROKEN))
    assert told() == []
    store_snapshot(snapshot.pk)
    store_snapshot(snapshot.pk)
    assert told() == [("budgets.import_stored", diana.pk)]
    assert set(Message.objects.get().data) == {"snapshot"}
    send_due_mails()
    (sent,) = mail.outbox
    assert sent.to == [f"Diana <{diana.email}>"]
    with override("es"):
        address = snapshot.get_absolute_url()
    shown = client_of(diana).get("/es/avisos/").content.decode()
    for text in (str(sent.body), shown):
        assert "cuenta.csv" in text
        assert "Líneas conservadas: 1,200. Líneas rechazadas: 1." in text
        assert address in text


@pytest.mark.parametrize("content", [b"%PDF-1.7 no", budget_bytes(BROKEN)])
def test_a_refused_import_is_told_with_its_reason_in_the_readers_language(
    diana: User, content: bytes
) -> None:
    User.objects.filter(pk=diana.pk).update(language="en")
    snapshot = sent_by(diana, content)
    store_snapshot(snapshot.pk)
    assert told() == [("budgets.import_refused", diana.pk)]
    snapshot.refresh_from_db()
    refusal = snapshot.report["refusal"]
    send_due_mails()
    (sent,) = mail.outbox
    body = " ".join(str(sent.body).split())
    assert refusal["en"] in body
    assert refusal["es"] not in body
    with override("en"):
        assert snapshot.get_absolute_url() in body


@pytest.mark.parametrize("place", ["build", "put_in_force"])
def test_an_import_that_ends_by_an_error_nobody_foresaw_is_told(
    diana: User, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    snapshot = sent_by(diana, budget_bytes(a_line()))

    def broken(*given: object, **named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(imports, place, broken)
    with pytest.raises(ZeroDivisionError):
        store_snapshot(snapshot.pk)
    snapshot.refresh_from_db()
    assert (snapshot.state, snapshot.digest) == (SnapshotState.REFUSED, "")
    assert snapshot.report["refusal"]["code"] == "import-failed"
    assert told() == [("budgets.import_refused", diana.pk)]


def test_a_disk_that_is_full_is_told_as_such(diana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = sent_by(diana, budget_bytes(a_line()))

    def full(*given: object, **named: object) -> None:
        raise OSError(errno.EDQUOT, "full")

    monkeypatch.setattr(imports, "build", full)
    store_snapshot(snapshot.pk)
    snapshot.refresh_from_db()
    assert snapshot.report["refusal"]["code"] == "no-room"
    assert told() == [("budgets.import_refused", diana.pk)]


def test_of_an_import_that_was_discarded_no_mail_goes(diana: User) -> None:
    snapshot = sent_by(diana, b"%PDF-1.7 no")
    store_snapshot(snapshot.pk)
    snapshot.refresh_from_db()
    discard_snapshot(actor=diana, snapshot=snapshot)
    send_due_mails()
    assert mail.outbox == []


def test_an_import_that_is_not_stored_is_not_told(
    diana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The row and the message stand or fall together."""
    snapshot = sent_by(diana, budget_bytes(a_line()))

    def broken(*given: object, **named: object) -> None:
        raise OSError("no telling")

    with monkeypatch.context() as patched:
        patched.setattr(imports, "tell_who_sent", broken)
        with pytest.raises(OSError, match="no telling"):
            store_snapshot(snapshot.pk)
    snapshot.refresh_from_db()
    assert snapshot.state == SnapshotState.READING
    assert told() == []
    store_snapshot(snapshot.pk)
    assert told() == [("budgets.import_stored", diana.pk)]


def test_what_a_command_imports_is_told_to_nobody(diana: User, tmp_path: Path) -> None:
    store_snapshot(sent_by(None, budget_bytes(a_line())).pk)
    store_snapshot(sent_by(None, b"%PDF-1.7 no").pk)
    import_budget(a_budget_file(tmp_path, a_line(CICLO="2013")))
    imports.import_file(
        actor=diana,
        path=a_budget_file(tmp_path, a_line(CICLO="2014")),
        mapping=a_mapping(),
        choices=Choices(),
        data=a_dataset_data(),
        source_data=None,
        tell=lambda step, done: None,
    )
    assert told() == []
