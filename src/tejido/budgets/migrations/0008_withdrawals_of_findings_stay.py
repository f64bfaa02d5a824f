"""Why a finding was withdrawn stays with the version it was said of."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def move_reasons(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give each withdrawn version the reason its finding has."""
    versions = apps.get_model("budgets", "FindingVersion").objects.filter(
        state="withdrawn", finding__withdrawn_at__isnull=False
    )
    withdrawal = apps.get_model("budgets", "FindingWithdrawal")
    withdrawal.objects.bulk_create(
        withdrawal(
            version=one,
            reason_es=one.finding.withdrawn_reason_es,
            reason_en=one.finding.withdrawn_reason_en,
            withdrawn_at=one.finding.withdrawn_at,
        )
        for one in versions.select_related("finding").defer("answer")
    )


class Migration(migrations.Migration):
    """Withdrawals of findings."""

    dependencies: ClassVar = [("budgets", "0007_everybody_who_wrote_a_finding")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="FindingWithdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason_es", models.TextField()),
                ("reason_en", models.TextField()),
                ("withdrawn_at", models.DateTimeField()),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="budgets.findingversion",
                    ),
                ),
            ],
        ),
        migrations.RunPython(move_reasons, migrations.RunPython.noop),
    ]
