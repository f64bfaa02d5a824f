"""The database itself refuses to change or delete what a version of a series said."""

from typing import ClassVar

from django.db import migrations

from tejido.core.triggers import CreateRefusals, Refusal

TABLES = ("seriesversion", "observation")
REFUSALS = [
    Refusal(f"{table}_no_{verb.lower()}", f"evidence_{table}", verb)
    for table in TABLES
    for verb in ("UPDATE", "DELETE")
]


class Migration(migrations.Migration):
    """Frozen versions of series."""

    dependencies: ClassVar = [("evidence", "0002_series")]

    operations: ClassVar = [CreateRefusals("a version of a series never changes", REFUSALS)]
