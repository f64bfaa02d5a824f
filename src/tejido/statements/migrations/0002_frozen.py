"""The database itself refuses to change or delete a frozen version and what it holds."""

from typing import ClassVar

from django.db import migrations

from tejido.core.triggers import CreateRefusals
from tejido.statements.migrations._frozen import FIRST_UPDATE, MESSAGE, OTHERS


class Migration(migrations.Migration):
    """Frozen versions."""

    dependencies: ClassVar = [("statements", "0001_initial")]

    operations: ClassVar = [CreateRefusals(MESSAGE, [FIRST_UPDATE, *OTHERS])]
