"""The database itself refuses to change or delete an audit entry."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "core_auditentry"

SQLITE = [
    f"""CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$""",
    *(
        f"""CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION audit_append_only()"""
        for verb in ("UPDATE", "DELETE")
    ),
]


def create_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database in use."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    for verb in ("update", "delete"):
        on_table = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER audit_no_{verb}{on_table}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION audit_append_only()")


class Migration(migrations.Migration):
    """Append-only audit log."""

    dependencies: ClassVar = [("core", "0001_initial")]

    operations: ClassVar = [migrations.RunPython(create_triggers, drop_triggers)]
