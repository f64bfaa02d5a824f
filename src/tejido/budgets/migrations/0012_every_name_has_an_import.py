"""Every name is that of an import."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Labels are never without their import."""

    dependencies: ClassVar = [("budgets", "0011_names_shared_out")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="label",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=models.CASCADE, related_name="labels", to="budgets.snapshot"
            ),
        ),
    ]
