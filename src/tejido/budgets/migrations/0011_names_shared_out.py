"""The names of a dataset become those of its imports.

Which import a name came from was not kept: it goes to each one that has a year it was seen between,
so that what is found stays what it was.
"""

from typing import ClassVar

from django.db import migrations

_SHARED_OUT = """
INSERT INTO budgets_label
  (dataset_id, snapshot_id, dimension, code, label, search_key, first_year, last_year)
SELECT DISTINCT named.dataset_id, held.snapshot_id, named.dimension, named.code, named.label,
  named.search_key, named.first_year, named.last_year
FROM budgets_label AS named
JOIN budgets_coverage AS held
  ON held.dataset_id = named.dataset_id AND held.year BETWEEN named.first_year AND named.last_year
JOIN budgets_snapshot AS import ON import.id = held.snapshot_id AND import.withdrawn_at IS NULL
WHERE named.snapshot_id IS NULL
"""
_OLD = "DELETE FROM budgets_label WHERE snapshot_id IS NULL"


class Migration(migrations.Migration):
    """Each name to the imports it may have come from."""

    dependencies: ClassVar = [("budgets", "0010_names_of_each_import")]

    operations: ClassVar = [migrations.RunSQL([_SHARED_OUT, _OLD], migrations.RunSQL.noop)]
