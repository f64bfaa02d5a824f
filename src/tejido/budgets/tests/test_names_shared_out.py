"""Names from before they were kept for each import go to the imports they may have come from."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE = ("budgets", "0009_findings_keep_no_reason")
AFTER = ("budgets", "0012_every_name_has_an_import")


def migrated(*targets: tuple[str, str]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Apps]:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrated(BEFORE)
    migrated(*latest)


def test_each_import_that_may_be_read_has_the_names_of_its_years(before: Apps) -> None:
    model: Callable[[str], Any] = lambda name: before.get_model("budgets", name)  # noqa: E731
    dataset = model("Dataset").objects.create(key="d", title_es="d", title_en="d")
    imports = {
        name: model("Snapshot").objects.create(
            key=name, dataset=dataset, original_size=1, withdrawn_at=withdrawn
        )
        for name, withdrawn in (("older", None), ("newer", None), ("gone", timezone.now()))
    }
    for name, years in (("older", (2011, 2012)), ("newer", (2012, 2013)), ("gone", (2012,))):
        for year in years:
            model("Coverage").objects.create(
                dataset=dataset, snapshot=imports[name], year=year, document="approved",
                rows=1, totals={}, in_force=False,
            )  # fmt: skip
    for code, first, last in (("A", 2011, 2011), ("B", 2012, 2013), ("C", 2011, 2013)):
        model("Label").objects.create(
            dataset=dataset, dimension="unit", code=code, label=code, search_key=code,
            first_year=first, last_year=last,
        )  # fmt: skip
    labels = migrated(AFTER).get_model("budgets", "Label").objects
    assert set(labels.values_list("snapshot__key", "code", "first_year", "last_year")) == {
        ("older", "A", 2011, 2011),
        ("older", "B", 2012, 2013),
        ("older", "C", 2011, 2013),
        ("newer", "B", 2012, 2013),
        ("newer", "C", 2011, 2013),
    }
    assert labels.count() == 5
