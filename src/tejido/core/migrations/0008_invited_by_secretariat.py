"""Of accounts there are already, the audit log says who made them: the secretariat or a contact."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q


def note_invited(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Note who was let in by the secretariat or a command; of others nothing is assumed."""
    user = apps.get_model("core", "User")
    entries = apps.get_model("core", "AuditEntry").objects.filter(
        Q(actor__isnull=True) | Q(actor__role="secretary"),
        action="create_account",
        target_type="core.user",
    )
    made = [int(pk) for pk in entries.values_list("target_id", flat=True).iterator()]
    for start in range(0, len(made), 500):
        user.objects.filter(pk__in=made[start : start + 500]).update(invited_by_secretariat=True)
    user.objects.exclude(role="delegate").update(invited_by_secretariat=True)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_analysts"),
    ]

    operations = [migrations.RunPython(note_invited, migrations.RunPython.noop)]
