"""The database itself refuses to change or delete a frozen version and what it holds."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "a frozen version never changes"
HOLDER = "EXISTS (SELECT 1 FROM statements_version WHERE id = {row}.version_id AND digest <> '')"
NOTE = (
    "EXISTS (SELECT 1 FROM statements_version v JOIN statements_footnote f ON f.version_id = v.id"
    " WHERE f.id = {row}.footnote_id AND v.digest <> '')"
)
# What of a frozen version the database lets nobody change; a day of publication is set once.
FIXED = ("statement_id", "number", "digest", "frozen_at", "unknown_notes")
CHANGED = " OR ".join(
    [f"OLD.{name} {{differs}} NEW.{name}" for name in FIXED]
    + ["(OLD.published_at IS NOT NULL AND OLD.published_at {differs} NEW.published_at)"]
)
# Trigger, table, verb, and when it refuses; "{differs}" is the database's word for it.
RULES = [
    ("version_no_update", "statements_version", "UPDATE", f"OLD.digest <> '' AND ({CHANGED})"),
    ("version_no_delete", "statements_version", "DELETE", "OLD.digest <> ''"),
    *(
        (f"{table}_no_{verb.lower()}", f"statements_{table}", verb, condition.format(row=row))
        for table, condition in (
            ("versiontext", HOLDER),
            ("footnote", HOLDER),
            ("footnotetext", NOTE),
            ("versiondemand", HOLDER),
        )
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
]


def create_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database in use."""
    if editor.connection.vendor == "postgresql":
        for name, table, verb, condition in RULES:
            when = condition.replace("{differs}", "IS DISTINCT FROM")
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
    for name, table, verb, condition in RULES:
        when = condition.replace("{differs}", "IS NOT")
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
    """Frozen versions."""

    dependencies: ClassVar = [("statements", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(create_triggers, drop_triggers)]
