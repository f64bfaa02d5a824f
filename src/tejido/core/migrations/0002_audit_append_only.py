"""The database itself refuses to change or delete an audit entry."""

from typing import ClassVar

from django.db import migrations

from tejido.core.triggers import CreateRefusals, Refusal

REFUSALS = [
    Refusal(f"audit_no_{verb.lower()}", "core_auditentry", verb) for verb in ("UPDATE", "DELETE")
]


class Migration(migrations.Migration):
    """Append-only audit log."""

    dependencies: ClassVar = [("core", "0001_initial")]

    operations: ClassVar = [CreateRefusals("the audit log is append-only", REFUSALS)]
