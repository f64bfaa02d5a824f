"""Who imports, and who sees which snapshot: role by role, state by state."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from tejido.budgets.access import (
    Reader,
    can_import_budgets,
    get_dataset_for,
    get_snapshot_for,
)
from tejido.budgets.models import Dataset, Snapshot, SnapshotState
from tejido.budgets.tests.factories import a_budget_file, import_budget
from tejido.core.errors import NotFound
from tejido.core.models import Role, User

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "delegate", "reviewer", "analyst", "secretary", "installation")
IMPORTERS = {"analyst", "secretary", "installation"}
# Who sees a dataset of each visibility.
SEEN = {
    "public": set(ROLES),
    "sealed": {"secretary", "installation"},
}


def person(role: str) -> Reader | None:
    if role == "nobody":
        return AnonymousUser()
    if role == "installation":
        return None
    return User.objects.create_user(f"{role}@example.org", role=Role(role))


@pytest.fixture
def snapshot(folders: Path) -> Snapshot:
    return import_budget(a_budget_file(folders))


@pytest.mark.parametrize("role", ROLES)
def test_analysts_and_the_secretariat_import(role: str) -> None:
    assert bool(can_import_budgets(person(role))) == (role in IMPORTERS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("visibility", sorted(SEEN))
def test_a_dataset_and_its_snapshots_are_seen_alike(
    snapshot: Snapshot, role: str, visibility: str
) -> None:
    Dataset.objects.update(visibility=visibility)
    reader = person(role)
    if role in SEEN[visibility]:
        assert get_dataset_for(reader, "ejemplo") == snapshot.dataset
        assert get_snapshot_for(reader, snapshot.key) == snapshot
        return
    with pytest.raises(NotFound):
        get_dataset_for(reader, "ejemplo")
    with pytest.raises(NotFound):
        get_snapshot_for(reader, snapshot.key)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", [one for one in SnapshotState if one != "stored"])
def test_what_is_not_stored_is_seen_by_those_who_import(
    snapshot: Snapshot, role: str, state: str
) -> None:
    Snapshot.objects.update(state=state)
    reader = person(role)
    if role in IMPORTERS:
        assert get_snapshot_for(reader, snapshot.key) == snapshot
        assert get_dataset_for(reader, "ejemplo") == snapshot.dataset
        return
    with pytest.raises(NotFound):
        get_snapshot_for(reader, snapshot.key)
    with pytest.raises(NotFound):
        get_dataset_for(reader, "ejemplo")


def test_a_dataset_with_nothing_stored_is_nowhere(
    snapshot: Snapshot, client: Client, client_of: Callable[[User | None], Client]
) -> None:
    explore = reverse("budgets:explore")
    pages = [reverse("budgets:dataset", args=["ejemplo"]), f"{explore}?dataset=ejemplo"]
    lists = [reverse("budgets:index"), explore, reverse("budgets:lens_compare")]
    assert [client.get(page).status_code for page in pages] == [200, 200]
    Snapshot.objects.update(state=SnapshotState.REFUSED)
    assert client.get(pages[0]).status_code == 404
    for page in (*lists, pages[1]):
        assert "Presupuesto de ejemplo" not in client.get(page).content.decode()
    analyst = client_of(User.objects.create_user("ana@example.org", role=Role.ANALYST))
    assert analyst.get(pages[0]).status_code == 200
