"""Mandates and contacts that wait for the secretariat; who added a contact."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def note_who_added(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Note of each contact there is who added it, as the audit log says."""
    contact = apps.get_model("coalition", "Contact")
    entries = apps.get_model("core", "AuditEntry").objects.filter(
        action__in=("add_contact", "add_contacts"),
        target_type="coalition.contact",
        actor__isnull=False,
    )
    for actor, target, data in entries.values_list("actor", "target_id", "data").iterator():
        added = data.get("contacts", [int(target)])
        contact.objects.filter(pk__in=added).update(added_by=actor)


class Migration(migrations.Migration):

    dependencies = [
        ('coalition', '0002_mandates_do_not_overlap'),
        ('core', '0008_invited_by_secretariat'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contact',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contact',
            name='held_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='held_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(note_who_added, migrations.RunPython.noop),
    ]
