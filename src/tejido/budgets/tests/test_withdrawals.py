"""An import taken back: what it had replaced is in force again, and its page stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tejido.budgets.actions.withdrawals import withdraw_snapshot
from tejido.budgets.models import Coverage, Snapshot
from tejido.budgets.tests.factories import a_budget_file, a_line, import_budget
from tejido.core.errors import Conflict, InvalidInput, NotAllowed
from tejido.core.models import AuditEntry, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]
WHY = "Es de otro año."
ClientOf = Callable[[User | None], Client]


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Snapshot]:
    def store(*years: str, amount: str = "1.00") -> Snapshot:
        lines = [a_line(CICLO=year, EJERCIDO=amount) for year in years]
        return import_budget(a_budget_file(tmp_path, *lines))

    return store


def in_force() -> dict[int, int]:
    """Return the import in force by year."""
    return dict(Coverage.objects.filter(in_force=True).values_list("year", "snapshot"))


def test_what_it_had_replaced_is_in_force_again(imported: Callable[..., Snapshot]) -> None:
    first = imported("2011", "2012")
    second = imported("2012", "2013", amount="2.00")
    assert in_force() == {2011: first.pk, 2012: second.pk, 2013: second.pk}
    withdraw_snapshot(actor=None, snapshot=second, reason=WHY)
    assert in_force() == {2011: first.pk, 2012: first.pk}
    assert AuditEntry.objects.filter(action="withdraw_snapshot").count() == 1


def test_one_withdrawn_before_does_not_come_back(imported: Callable[..., Snapshot]) -> None:
    first = imported("2012")
    second, third = imported("2012", amount="2.00"), imported("2012", amount="3.00")
    withdraw_snapshot(actor=None, snapshot=second, reason=WHY)
    assert in_force() == {2012: third.pk}
    withdraw_snapshot(actor=None, snapshot=third, reason=WHY)
    assert in_force() == {2012: first.pk}


def test_of_several_earlier_ones_the_newest_is_in_force_again(
    imported: Callable[..., Snapshot],
) -> None:
    _first, second, third = (imported("2012", amount=f"{n}.00") for n in (1, 2, 3))
    withdraw_snapshot(actor=None, snapshot=third, reason=WHY)
    assert in_force() == {2012: second.pk}


def test_the_same_file_imported_again_is_in_force(imported: Callable[..., Snapshot]) -> None:
    withdraw_snapshot(actor=None, snapshot=imported("2012"), reason=WHY)
    assert in_force() == {}
    again = imported("2012")
    assert in_force() == {2012: again.pk}


def test_it_is_withdrawn_once_and_by_who_imports(
    imported: Callable[..., Snapshot], charlie: User
) -> None:
    snapshot = imported("2012")
    with pytest.raises(InvalidInput):
        withdraw_snapshot(actor=None, snapshot=snapshot, reason="  ")
    with pytest.raises(NotAllowed):
        withdraw_snapshot(actor=charlie, snapshot=snapshot, reason=WHY)
    withdraw_snapshot(actor=None, snapshot=snapshot, reason=WHY)
    with pytest.raises(Conflict):
        withdraw_snapshot(actor=None, snapshot=snapshot, reason=WHY)


def test_the_page_says_first_what_takes_its_place(
    imported: Callable[..., Snapshot], analyst: Client, client_of: ClientOf
) -> None:
    first, second = imported("2012"), imported("2012", "2013", amount="2.00")
    address = reverse("budgets:snapshot_withdraw", args=[second.key])
    assert address in analyst.get(second.get_absolute_url()).content.decode()
    page = analyst.get(address).content.decode()
    assert first.get_absolute_url() in page
    assert "no los tendrá" in page
    assert analyst.post(address, {"reason": " "}).status_code == 422
    assert in_force() == {2012: second.pk, 2013: second.pk}
    assert analyst.post(address, {"reason": WHY}).status_code == 302
    report = client_of(None).get(second.get_absolute_url())
    assert report.status_code == 200
    assert "Retirada el" in report.content.decode()
    assert WHY in report.content.decode()
    assert address not in report.content.decode()
    assert analyst.get(address).status_code == 302
