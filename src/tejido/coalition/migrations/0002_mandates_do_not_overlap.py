"""The database itself refuses two mandates that would allow the same act on the same day."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from tejido.core.triggers import CreateRefusals, Refusal

# SQLite queues its writers, so a trigger sees every row that stands; PostgreSQL does not, and has
# constraints of its own for this. Ranges of numbers stand in for "equal", so that no extension is
# needed: to sign is 1, to speak 2, both 1 to 2.
EXCLUSION = """
ALTER TABLE coalition_mandate ADD CONSTRAINT mandates_do_not_overlap EXCLUDE USING gist (
    int8range(user_id, user_id, '[]') WITH &&,
    int8range(organization_id, organization_id, '[]') WITH &&,
    int4range(CASE scope WHEN 'speak' THEN 2 ELSE 1 END,
              CASE scope WHEN 'sign' THEN 1 ELSE 2 END, '[]') WITH &&,
    daterange(starts_on, ends_on, '[]') WITH &&
) WHERE (revoked_at IS NULL)
"""

OVERLAPS = """NEW.revoked_at IS NULL AND EXISTS (
    SELECT 1 FROM coalition_mandate AS other
    WHERE other.id IS NOT NEW.id AND other.revoked_at IS NULL
    AND other.user_id = NEW.user_id AND other.organization_id = NEW.organization_id
    AND (other.scope = NEW.scope OR 'both' IN (other.scope, NEW.scope))
    AND (other.ends_on IS NULL OR other.ends_on >= NEW.starts_on)
    AND (NEW.ends_on IS NULL OR NEW.ends_on >= other.starts_on)
)"""

TRIGGERS = CreateRefusals(
    "mandates do not overlap",
    [
        Refusal(f"mandate_overlap_{verb.lower()}", "coalition_mandate", verb, OVERLAPS)
        for verb in ("INSERT", "UPDATE")
    ],
)


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the rule in the database's own way."""
    if editor.connection.vendor == "postgresql":
        editor.execute(EXCLUSION)
    else:
        TRIGGERS.code(apps, editor)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the rule away."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE coalition_mandate DROP CONSTRAINT mandates_do_not_overlap")
    elif TRIGGERS.reverse_code is not None:
        TRIGGERS.reverse_code(apps, editor)


class Migration(migrations.Migration):
    """Mandates of one person and organization do not overlap."""

    dependencies: ClassVar = [("coalition", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(create, drop)]
