"""Mappings proposed for a file and kept in versions; who may."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from tejido.budgets import models
from tejido.budgets.actions import mappings
from tejido.budgets.actions.mappings import keep_mapping, propose_mapping
from tejido.budgets.domain.mapping import Mapping, mapping_data
from tejido.budgets.domain.mapping_reading import read_mapping
from tejido.budgets.queries.mappings import known_mappings, mapping_called, shipped_mappings
from tejido.budgets.tests.test_mapping import data
from tejido.budgets.tests.test_reading_texts import written
from tejido.core.errors import InvalidInput, NotAllowed, NotFound
from tejido.core.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db


def test_a_mapping_is_kept_once_and_again_when_it_says_something_else() -> None:
    analyst = User.objects.create_user("ana@example.org", role=Role.ANALYST)
    first = keep_mapping(actor=analyst, mapping=read_mapping(data()))
    assert keep_mapping(actor=analyst, mapping=read_mapping(data())) == first
    changed = data(columns={"unit": {"from": "UR"}})
    second = keep_mapping(actor=analyst, mapping=read_mapping(changed))
    assert [str(first), str(second)] == ["small@1", "small@2"]
    assert second.confirmed_by == analyst
    assert AuditEntry.objects.filter(action="keep_mapping").count() == 2
    assert read_mapping(models.Mapping.objects.get(number=1).spec) == read_mapping(data())
    assert mapping_called("small") == read_mapping(changed)
    assert mapping_called("small@1") == read_mapping(data())


@pytest.mark.django_db(transaction=True)
def test_two_that_are_kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked before either writes, where the database lets them (not SQLite)."""
    met = Barrier(2)

    def together(mapping: Mapping) -> dict[str, object]:
        with suppress(BrokenBarrierError):
            met.wait(timeout=1)
        return mapping_data(mapping)

    def keep(said: dict[str, Any]) -> str:
        try:
            return str(keep_mapping(actor=None, mapping=read_mapping(said)))
        finally:
            connection.close()

    monkeypatch.setattr(mappings, "mapping_data", together)
    with ThreadPoolExecutor(max_workers=2) as pool:
        assert list(pool.map(keep, [data(), data()])) == ["small@1", "small@1"]
        met.reset()
        others = [data(columns={"unit": {"from": name}}) for name in ("UR", "UNIDAD")]
        assert sorted(pool.map(keep, others)) == ["small@2", "small@3"]
    assert AuditEntry.objects.filter(action="keep_mapping").count() == 3


def test_what_was_confirmed_last_comes_first_and_hides_what_is_shipped() -> None:
    shipped = shipped_mappings()[0]
    assert known_mappings() == shipped_mappings()
    keep_mapping(actor=None, mapping=shipped)
    keep_mapping(actor=None, mapping=read_mapping(data()))
    assert [one.key for one in known_mappings()][:2] == ["small", shipped.key]
    assert len(known_mappings()) == len(shipped_mappings()) + 1


@pytest.mark.parametrize("name", ["none", "small@2", "small@x", "mx-final-account@1"])
def test_a_mapping_that_is_not_there_is_not_found(name: str) -> None:
    keep_mapping(actor=None, mapping=read_mapping(data()))
    with pytest.raises(NotFound):
        mapping_called(name)


def test_a_file_is_looked_at_and_a_mapping_proposed(tmp_path: Path) -> None:
    keep_mapping(actor=None, mapping=read_mapping(data()))
    text = (
        "CICLO,RAMO,DESC_RAMO,CLAVE,ENTIDAD,MONTO_EJERCIDO,APROBADO\n"
        "2013,4,Gobernación,E001,x,1,2\n"
    )
    looked = propose_mapping(actor=None, path=written(tmp_path, text.encode("cp850")))
    assert looked.table.encoding == "cp850"
    assert looked.proposal.based_on == "small"
    assert models.Mapping.objects.count() == 1


def test_a_file_that_is_no_table_says_why(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        propose_mapping(actor=None, path=written(tmp_path, b"%PDF-1.4"))
    assert caught.value.code == "not-a-table"
    assert "PDF" in str(caught.value.message)


@pytest.mark.parametrize("role", [Role.DELEGATE, None])
def test_others_neither_look_at_files_nor_keep_mappings(role: Role | None, tmp_path: Path) -> None:
    user = User(role=role) if role else AnonymousUser()
    with pytest.raises(NotAllowed):
        propose_mapping(actor=user, path=tmp_path / "none.csv")  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        keep_mapping(actor=user, mapping=read_mapping(data()))  # type: ignore[arg-type]
