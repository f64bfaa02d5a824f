"""The database itself refuses to change or delete a version of a lens or a concordance."""

from typing import ClassVar

from django.db import migrations

from tejido.core.triggers import CreateRefusals, Refusal

TABLES = ("lensversion", "concordanceversion")
REFUSALS = [
    Refusal(f"{table}_no_{verb.lower()}", f"budgets_{table}", verb)
    for table in TABLES
    for verb in ("UPDATE", "DELETE")
]


class Migration(migrations.Migration):
    """Frozen versions of rule sets."""

    dependencies: ClassVar = [("budgets", "0001_initial")]

    operations: ClassVar = [CreateRefusals("a version of a rule set never changes", REFUSALS)]
