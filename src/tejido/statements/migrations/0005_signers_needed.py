"""Every signature has its signer, root and leaf; the refusals stand again."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from tejido.core.triggers import CreateRefusals
from tejido.statements.migrations._frozen import MESSAGE, OTHERS, UPDATE


class Migration(migrations.Migration):
    """Fields that are never empty."""

    dependencies: ClassVar = [("statements", "0004_signers_of_old")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="signatory", name="endorsement"),
        migrations.AlterField(
            model_name="endorsement",
            name="root",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="counted", to="statements.version"),
        ),
        migrations.AlterField(
            model_name="endorsement",
            name="signed_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="endorsements", to="statements.signer"),
        ),
        migrations.AlterField(
            model_name="endorsement",
            name="leaf",
            field=models.BigIntegerField(editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name="signatory",
            name="statement",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="signatories", to="statements.statement"),
        ),
        migrations.AlterField(
            model_name="signatory",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True),
        ),
        CreateRefusals(MESSAGE, [UPDATE, *OTHERS]),
    ]
