"""Let PostgreSQL note no common values of what people gave: erasing would not reach its notes."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = ("name", "affiliation", "sort_key", "name_key", "email", "email_key")


def note_nothing(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Keep statistics of no personal column."""
    _set(editor, 0)


def note_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the usual statistics."""
    _set(editor, -1)


def _set(editor: BaseDatabaseSchemaEditor, target: int) -> None:
    if editor.connection.vendor == "postgresql":
        columns = [("statements_signatory", name) for name in COLUMNS]
        for table, column in [*columns, ("core_logopening", "fields")]:
            editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS {target}")


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0011_listings_share_an_endorsement"),
        ("core", "0003_transparency_log"),
    ]

    operations = [migrations.RunPython(note_nothing, note_again)]
