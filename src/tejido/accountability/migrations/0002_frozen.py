"""The database itself refuses to change or delete a frozen demand and its wording."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "a frozen demand never changes"
FROZEN = "EXISTS (SELECT 1 FROM accountability_demand WHERE id = {row}.demand_id AND frozen_at IS NOT NULL)"
# Trigger, table, verb, and when it refuses.
RULES = [
    ("demand_no_update", "accountability_demand", "UPDATE", "OLD.frozen_at IS NOT NULL"),
    ("demand_no_delete", "accountability_demand", "DELETE", "OLD.frozen_at IS NOT NULL"),
    ("demandtext_no_insert", "accountability_demandtext", "INSERT", FROZEN.format(row="NEW")),
    ("demandtext_no_update", "accountability_demandtext", "UPDATE", FROZEN.format(row="OLD")),
    ("demandtext_no_delete", "accountability_demandtext", "DELETE", FROZEN.format(row="OLD")),
]


def create_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database in use."""
    if editor.connection.vendor == "postgresql":
        for name, table, verb, when in RULES:
            row = "OLD" if verb == "DELETE" else "NEW"
            editor.execute(
                f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF {when} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN {row}; END $$"""
            )
            editor.execute(
                f"""CREATE TRIGGER {name} BEFORE {verb} ON {table}
                FOR EACH ROW EXECUTE FUNCTION {name}()"""
            )
        return
    for name, table, verb, when in RULES:
        editor.execute(
            f"""CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        )


def drop_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    for name, table, _verb, _when in RULES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {name} ON {table}")
            editor.execute(f"DROP FUNCTION {name}()")
        else:
            editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    """Frozen demands."""

    dependencies: ClassVar = [("accountability", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(create_triggers, drop_triggers)]
