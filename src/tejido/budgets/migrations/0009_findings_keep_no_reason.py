"""A finding's reasons have moved to its versions."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Findings without reasons of their own."""

    dependencies: ClassVar = [("budgets", "0008_withdrawals_of_findings_stay")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="finding", name="withdrawn_reason_es"),
        migrations.RemoveField(model_name="finding", name="withdrawn_reason_en"),
    ]
