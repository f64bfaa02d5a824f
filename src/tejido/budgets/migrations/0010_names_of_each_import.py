"""Names are kept for each import."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Labels with their import, empty until the next step."""

    dependencies: ClassVar = [("budgets", "0009_findings_keep_no_reason")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="label", name="label_once"),
        migrations.RemoveIndex(model_name="label", name="label_by_name"),
        migrations.AddField(
            model_name="label",
            name="snapshot",
            field=models.ForeignKey(
                null=True,
                on_delete=models.CASCADE,
                related_name="labels",
                to="budgets.snapshot",
            ),
        ),
        migrations.AddConstraint(
            model_name="label",
            constraint=models.UniqueConstraint(
                fields=["snapshot", "dimension", "code", "label"], name="label_once_an_import"
            ),
        ),
    ]
